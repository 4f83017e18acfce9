"""Backups in the window: their page, and the rounds in which they are made."""
