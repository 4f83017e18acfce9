"""Faults of the program itself: the report of one, the log that keeps it, and how the last run ended.

Nothing here needs the data to be open, whole or there at all, nor Qt, nor a disk with room.
"""
