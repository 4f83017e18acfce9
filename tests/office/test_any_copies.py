"""Any work on three copies, exchanged in any order, ends in the same on all three, and nothing is lost."""

import pytest

from .any_records import AnyRecords
from .copies import Copies, short_copies
from .test_any_figures import AnyFigures
from .test_any_sequence import AnySequence


class AnyCopies(Copies, AnySequence):
    """Plans, tasks, units, officers."""


class AnyFigureCopies(Copies, AnyFigures):
    """Figures, forms, registers, the calendar, reports."""


class AnyRecordCopies(Copies, AnyRecords):
    """All other kinds of record."""


test_any_copies = short_copies(AnyCopies)
test_any_figure_copies = pytest.mark.slow(short_copies(AnyFigureCopies))
test_any_record_copies = pytest.mark.slow(short_copies(AnyRecordCopies))
