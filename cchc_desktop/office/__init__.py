"""The one door to the office's data: what an office can do, as named operations."""

from .office import Findings, Office

__all__ = ["Findings", "Office"]
