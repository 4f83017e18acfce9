"""The tasks' page and the panel of one task."""
