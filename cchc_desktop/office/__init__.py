"""The one door to the office's data: what an office can do, as named operations."""

from .office import Office

__all__ = ["Office"]
