"""Web pages as a Source, which many systems save under the name of a .doc."""
