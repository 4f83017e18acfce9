"""Readers of .pdf files."""

from pathlib import Path

from ..domain.errors import Refusal
from .source import Source


def read_pdf(path: Path) -> Source:
    """Read a .pdf file; raises Refusal where it cannot be read."""
    raise Refusal(f"Không đọc được tệp «{path.name}».")
