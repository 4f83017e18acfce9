"""The office's data in one SQLite file, through sqlite-utils. The only place that knows SQL."""
