"""Evidence (minh chứng): what a file is attached to, what is taken, and what is still lacking."""
