"""Signing in, locking the screen, and the accounts that are allowed to."""
