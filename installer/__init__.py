"""Builds what offices get for Windows, on Debian: the setup file and the portable archive (see README.md)."""
