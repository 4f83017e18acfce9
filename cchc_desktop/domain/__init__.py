"""What a reform plan, target, task and period are. Pure Python: no Qt, no SQL, no files."""
