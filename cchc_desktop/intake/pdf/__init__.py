"""PDF files as a Source."""
