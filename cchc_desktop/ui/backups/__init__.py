"""Backups: the page, and what restores from them."""
