"""What pdfium makes of a damaged file, as one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from ...domain.errors import Refusal


@contextmanager
def damage_told(sentence: str) -> Iterator[None]:
    """Raises Refusal with this sentence for whatever goes wrong with a file: pdfium reports damage late
    and in many ways, as PdfiumError or as values out of range. What was refused already stays so."""
    try:
        yield
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        raise Refusal(sentence, "file") from error
