"""Wizards: the first run, and the import of a plan."""
