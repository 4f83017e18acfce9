"""Workbooks of others: read as they look, and filled without a change to anything but the filled cells."""
