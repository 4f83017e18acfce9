"""How the window comes up: opening the data, and what is offered where that is not possible."""
