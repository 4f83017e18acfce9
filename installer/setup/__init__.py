"""The setup file, written by NSIS."""

from .build import build_setup, file_instructions

__all__ = ["build_setup", "file_instructions"]
