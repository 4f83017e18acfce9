"""What an officer without the program fills in: a form of his area and period, and what is made of it."""
