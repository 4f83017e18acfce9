"""The window: pages, wizards and what they share. The only place that imports PySide6."""
