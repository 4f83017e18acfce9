"""The page of the index of administrative reform."""
