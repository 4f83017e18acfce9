"""Sets of criteria in workbooks: an authority's own read into a tree, and the program's written and read."""
