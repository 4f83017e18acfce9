"""The help's page."""
