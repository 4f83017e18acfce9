"""What a periodic report says: its outline, its sentences, its lists, and the officials' own words."""
