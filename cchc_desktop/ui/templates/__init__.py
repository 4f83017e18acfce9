"""The superior's own workbooks: shown as they look, mapped by pointing, filled in."""
