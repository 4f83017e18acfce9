"""A document is held against all rules of form and writing."""

from datetime import date

from ..legal import LegalLibrary
from .anatomy import anatomy_of
from .annexes import annexes
from .bases import bases
from .citations import citations
from .finding import Finding, Severity, gathered
from .foot import foot
from .head import head
from .look import Look
from .looks import looks
from .numbering import numbering
from .paper import paper
from .rules import FormRules
from .subject import Subject
from .writing import writing

_OF_ALL = (paper, annexes, writing)
"""What holds for lists, forms and annexes by themselves, too."""
_OF_OFFICIAL = (head, bases, looks, numbering, foot)


def check_form(look: Look, rules: FormRules, library: LegalLibrary, today: date) -> tuple[Finding, ...]:
    """What is to be put right in a document, the surest first, then as it is read; nothing where all is
    right.

    ``library`` knows which documents are out of force, on the day of issue or, where there is none,
    ``today``.
    """
    subject = Subject(anatomy_of(look, rules), rules)
    checks = (*_OF_ALL, *_OF_OFFICIAL) if subject.anatomy.is_official else _OF_ALL
    found = [finding for check in checks for finding in check(subject)]
    found += citations(subject, library, today)
    order = list(Severity)
    return tuple(
        sorted(gathered(found), key=lambda each: (order.index(each.severity), each.lines[:1] or (-1,)))
    )
