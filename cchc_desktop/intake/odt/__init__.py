"""OpenDocument texts as a Source."""
