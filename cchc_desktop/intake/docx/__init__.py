"""Word files as a Source."""
