"""The first page: what is due, what is missing, plots."""
