"""Exchange packages (``.cchc``): one file that carries data between PCs and offices, read in pieces."""
