"""What the QR of a printed form says: which survey it is of, and its number; and what somebody typed of it.

Figures alone: a scanner types them as a keyboard would, and a Vietnamese input method leaves figures as they
are. A form of another survey is told from one of this, and a slip of a figure from a form.
"""

import hashlib

from ..errors import Refusal
from .survey import MOST_FORMS

FIRST = "9"
"""What every code begins with: few questions have nine answers, so that keying tells a code from answers."""
_SURVEY, _NUMBER = 5, 6
LENGTH = 1 + _SURVEY + _NUMBER + 1
"""How many figures a code has: the first, the survey's, the number's, and one that checks the others."""


def form_code(survey_id: str, number: int) -> str:
    """The code of a form: 13 figures."""
    body = f"{FIRST}{_survey_figures(survey_id)}{number:0{_NUMBER}}"
    return body + _check_figure(body)


def typed_number(typed: str, survey_id: str) -> int:
    """The number of a form of this survey, typed as it is printed or scanned from its QR.

    Raises Refusal for what is no number of a form, a form of another survey, or a code with a wrong figure.
    """
    figures = "".join(typed.split())
    if figures.isascii() and figures.isdigit():
        if len(figures) <= _NUMBER and 1 <= int(figures) <= MOST_FORMS:
            return int(figures)
        if len(figures) == LENGTH and figures.startswith(FIRST):
            return _of_code(figures, survey_id)
    raise Refusal("Số phiếu phải từ 1 đến 100.000, hoặc là mã QR trên phiếu.", "number")


def _of_code(code: str, survey_id: str) -> int:
    body, number = code[:-1], int(code[1 + _SURVEY : -1])
    if _check_figure(body) != code[-1] or not 1 <= number <= MOST_FORMS:
        raise Refusal("Mã trên phiếu đọc chưa đúng. Hãy quét lại hoặc gõ số in trên phiếu.", "number")
    if code[1 : 1 + _SURVEY] != _survey_figures(survey_id):
        raise Refusal(f"Phiếu số {number} này thuộc một đợt khảo sát khác. Hãy để riêng ra.", "number")
    return number


def _survey_figures(survey_id: str) -> str:
    """The figures of a survey, the same on every PC."""
    digest = hashlib.sha256(survey_id.encode()).digest()
    return f"{int.from_bytes(digest[:8]) % 10**_SURVEY:0{_SURVEY}}"


def _check_figure(body: str) -> str:
    """The figure by which one wrong figure, or two neighbours in each other's place, is seen (as in EAN-13,
    with weights 1 and 3)."""
    whole = sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(body))
    return str(-whole % 10)
