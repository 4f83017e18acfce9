"""Rich Text Format as a Source."""
