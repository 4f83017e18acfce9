"""Any work on three copies, exchanged in any order, ends in the same on all three, and nothing is lost."""

from .copies import Copies, short_copies
from .test_any_sequence import AnySequence


class AnyCopies(Copies, AnySequence):
    """Plans, tasks, units, officers."""


test_any_copies = short_copies(AnyCopies)
