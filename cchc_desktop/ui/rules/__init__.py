"""The page of the rules that are watched all year."""
