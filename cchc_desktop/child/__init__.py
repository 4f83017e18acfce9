"""Files from outside are read in a process of their own, which can be stopped and may not grow."""
