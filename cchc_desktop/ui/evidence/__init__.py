"""Evidence on the screen: the strip that any page can hold, and the page of all files."""
