"""Formulas of a superior's sheet in the language of our catalogues: sums, differences, shares of rows.

What reaches beyond that, such as a look-up, has no other form here, and is left to the official.
"""

import re
from collections.abc import Callable, Iterator

from ..errors import Refusal
from ..formulas import Formula, parse_formula
from .sheet import parse_area, parse_place

CodeOf = Callable[[str, int, int], str | None]
"""The code of the indicator whose figure stands in a cell: by sheet (nothing for the formula's own), row and
column; None where none does."""

_TOKEN = re.compile(
    r"\s*(?:(?P<ref>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(])"
    r"|(?P<name>[A-Z][A-Z0-9.]*)(?=\()"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<sign><=|>=|<>|[-+*/(),;=<>%]))"
)
_LONGEST = 1_000
_MOST_CELLS = 200
_HUNDRED = "100"


class _Beyond(Exception):
    """The formula says something that has no other form here."""


def converted(text: str, code_of: CodeOf, *, percent: bool = False) -> Formula | None:
    """The formula of a cell, without its sign of equality, on codes of indicators; None where it cannot be
    said. ``percent`` says that the cell shows a share a hundredfold, which a formula of ours has to say."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        parser = _Parser(list(_tokens(text)), code_of)
        found = parser.whole()
        if percent and "/" in found and f"*{_HUNDRED}" not in found:
            found = f"{found}*{_HUNDRED}" if parser.is_product else f"({found})*{_HUNDRED}"
        formula = parse_formula(found)
    except (_Beyond, Refusal, RecursionError):
        return None
    return formula if formula.operands else None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Beyond
        assert found.lastgroup is not None
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


class _Parser:
    """Reads a formula by descent: sums of products of values."""

    def __init__(self, tokens: list[tuple[str, str]], code_of: CodeOf) -> None:
        self._tokens = tokens
        self._at = 0
        self._code_of = code_of
        self.is_product = True

    def whole(self) -> str:
        """The whole formula."""
        found = self._sum()
        if self._at != len(self._tokens):
            raise _Beyond
        return found

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self, sign: str = "") -> tuple[str, str]:
        if self._at >= len(self._tokens) or (sign and self._peek() != sign):
            raise _Beyond
        self._at += 1
        return self._tokens[self._at - 1]

    def _sum(self) -> str:
        found = self._product()
        while self._peek() in ("+", "-"):
            self.is_product = False
            found = f"{found}{self._take()[1]}{self._product()}"
        return found

    def _product(self) -> str:
        found = self._value()
        while self._peek() in ("*", "/"):
            found = f"{found}{self._take()[1]}{self._value()}"
        return found

    def _value(self) -> str:
        kind, text = self._take()
        if kind == "number":
            if self._peek() == "%":
                raise _Beyond
            return text
        if kind == "ref":
            return self._cells(text, is_sum=False)
        if kind == "name":
            return self._function(text)
        if text == "(":
            was_product = self.is_product
            inner = self._sum()
            self._take(")")
            self.is_product = was_product
            return f"({inner})"
        raise _Beyond

    def _function(self, name: str) -> str:
        self._take("(")
        match name:
            case "SUM":
                parts = [self._summed()]
                while self._peek() in (",", ";"):
                    self._take()
                    parts.append(self._summed())
                self._take(")")
                found = "+".join(parts)
                return found if set(found).isdisjoint("+-") else f"({found})"
            case "IFERROR" | "ROUND":
                found = self._grouped()
                self._take(";" if self._peek() == ";" else ",")
                self._skip()
                self._take(")")
                return found
            case "IF":
                # «IF(E10=0,0,E11/E10)»: a division that is guarded, as ours are by themselves.
                self._skip()
                self._take(";" if self._peek() == ";" else ",")
                self._skip()
                self._take(";" if self._peek() == ";" else ",")
                found = self._grouped()
                self._take(")")
                if "/" not in found:
                    raise _Beyond
                return found
        raise _Beyond

    def _grouped(self) -> str:
        """A part that a function holds; in brackets where something else could bind stronger."""
        was_product, self.is_product = self.is_product, True
        found = self._sum()
        bare = self.is_product
        self.is_product = was_product
        return found if bare else f"({found})"

    def _summed(self) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "ref":
            return self._cells(self._take()[1], is_sum=True)
        return self._sum()

    def _skip(self) -> None:
        """Passes over an argument."""
        depth = 0
        while self._at < len(self._tokens):
            text = self._peek()
            if depth == 0 and text in (",", ";", ")"):
                return
            depth += (text == "(") - (text == ")")
            self._at += 1
        raise _Beyond

    def _cells(self, text: str, *, is_sum: bool) -> str:
        sheet, _, where = text.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        if ":" not in where:
            place = parse_place(where)
            code = self._code_of(sheet, *place) if place is not None else None
            if code is None:
                raise _Beyond
            return f"[{code}]"
        area = parse_area(where)
        if area is None or not is_sum or area.left != area.right or area.bottom - area.top >= _MOST_CELLS:
            raise _Beyond
        # Headings and blank rows within a sum add nothing.
        codes = [
            code
            for row in range(area.top, area.bottom + 1)
            if (code := self._code_of(sheet, row, area.left)) is not None
        ]
        if not codes:
            raise _Beyond
        return "+".join(f"[{code}]" for code in codes)
