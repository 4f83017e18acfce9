"""Formulas and checks of a catalogue: arithmetic on figures by their codes, such as ``[1.04]/[1.03]*100``.

A text is parsed once, against a short list of what may stand in it, into functions of our own that work it
out; nothing of it is ever run as Python.
Values are fractions, so that no rounding creeps in before a number is shown.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache

from .errors import Refusal


class Unknown(Enum):
    """Why a formula has no value."""

    MISSING = "missing"
    """A figure that it needs is not there yet."""
    UNDEFINED = "undefined"
    """It divides by zero: shown as «–», never as 0 or 100 (FACTS.md section 5.2)."""


Value = Fraction | Unknown
"""What a formula comes to."""

NO_QUOTIENT = "–"
"""What is shown for a division by zero."""

_CODE = re.compile(r"\[(\d{1,2}\.\d{2})\]")
_ALLOWED = re.compile(r"[\d\s.+\-*/()<>=\[\]]*")
_LONGEST = 300

_Exact = int | Fraction
_Step = Callable[[Mapping[str, Fraction | None]], _Exact]
"""Works out a formula, or a part of it, from figures that are all there."""


def _quotient(left: _Exact, right: _Exact) -> _Exact:
    """Exact also where both are whole. Raises ZeroDivisionError."""
    return Fraction(left, right)


_OPERATORS: dict[type[ast.operator], Callable[[_Exact, _Exact], _Exact]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _quotient,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[_Exact, _Exact], bool]] = {
    ast.LtE: operator.le,
    ast.Lt: operator.lt,
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
    ast.Eq: operator.eq,
}


@dataclass(frozen=True, slots=True)
class Formula:
    """An arithmetic expression; ``operands`` are the codes in it, each once, in their order."""

    text: str
    operands: tuple[str, ...]

    def value(self, figures: Mapping[str, Fraction | None]) -> Value:
        """What it comes to for these figures; a code that is None or not there is missing."""
        if any(figures.get(code) is None for code in self.operands):
            return Unknown.MISSING
        try:
            return Fraction(_compiled(self.text)(figures))
        except ZeroDivisionError:
            return Unknown.UNDEFINED

    def excel(self, cell: Callable[[str], str], decimals: int) -> str:
        """The same for a spreadsheet, without its sign of equality; ``cell`` gives a code's cell.

        As on the screen: nothing where a figure is missing, «–» where it divides by zero, else rounded.
        """
        cells = ",".join(cell(code) for code in self.operands)
        arithmetic = _CODE.sub(lambda found: cell(found[1]), self.text)
        if self.divides:
            arithmetic = f'IFERROR(ROUND({arithmetic},{decimals}),"{NO_QUOTIENT}")'
        return f'IF(COUNT({cells})<{len(self.operands)},"",{arithmetic})'

    @property
    def divides(self) -> bool:
        """Whether there is a division in it."""
        return "/" in self.text


@dataclass(frozen=True, slots=True)
class Comparison:
    """A check such as ``[1.08] <= [1.07]``."""

    text: str
    operands: tuple[str, ...]

    def holds(self, figures: Mapping[str, Fraction | None]) -> bool:
        """Whether it is kept; what cannot be compared yet is."""
        if any(figures.get(code) is None for code in self.operands):
            return True
        compare, left, right = _compiled_comparison(self.text)
        try:
            return compare(left(figures), right(figures))
        except ZeroDivisionError:
            return True


def parse_formula(text: str) -> Formula:
    """The formula that a text says. Raises Refusal with what is wrong in it."""
    tree = _parsed(text)
    _check(tree, text)
    return Formula(text, _operands(text))


def parse_comparison(text: str) -> Comparison:
    """The check that a text says: two formulas and a sign of comparison. Raises Refusal as above."""
    tree = _parsed(text)
    if not (isinstance(tree, ast.Compare) and len(tree.ops) == 1 and type(tree.ops[0]) in _COMPARISONS):
        raise Refusal(f"«{text}» không phải là phép so sánh. Hãy viết như «[1.08] <= [1.07]».", "formula")
    for side in (tree.left, tree.comparators[0]):
        _check(side, text)
    return Comparison(text, _operands(text))


def rounded(value: Fraction, decimals: int) -> Decimal:
    """The value with so many decimals, halves away from zero as spreadsheets round them."""
    doubled = 2 * abs(value) * 10**decimals
    nearest = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    return Decimal(-nearest if value < 0 else nearest).scaleb(-decimals)


def _operands(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_CODE.findall(text)))


def _parsed(text: str) -> ast.expr:
    """The text as a tree, each code a name in it."""
    names = _CODE.sub(lambda found: f" c{found[1].replace('.', '_')} ", text)
    bare = names.replace("<=", "<").replace(">=", ">").replace("==", "=")
    if len(text) > _LONGEST or not _ALLOWED.fullmatch(text) or "[" in bare or "]" in bare:
        raise Refusal(
            f"Công thức «{text[:60]}» viết sai. Chỉ dùng mã như [1.04], số, + - * / và ngoặc.", "formula"
        )
    comparable = re.sub(r"(?<![<>=])=(?!=)", "==", names)
    try:
        return ast.parse(comparable.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise Refusal(
            f"Công thức «{text}» viết sai: thiếu ngoặc hoặc thiếu dấu phép tính.", "formula"
        ) from None


def _check(node: ast.expr, text: str) -> None:
    """Refuses whatever is no arithmetic."""
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            _check(left, text)
            _check(right, text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _check(operand, text)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            pass
        case ast.Name():
            pass
        case _:
            raise Refusal(
                f"Công thức «{text}» viết sai. Chỉ dùng mã như [1.04], số, + - * / và ngoặc.", "formula"
            )


# Evaluating


@cache
def _compiled(text: str) -> _Step:
    return _step(_parsed(text))


@cache
def _compiled_comparison(text: str) -> tuple[Callable[[_Exact, _Exact], bool], _Step, _Step]:
    compare = _parsed(text)
    assert isinstance(compare, ast.Compare)
    return _COMPARISONS[type(compare.ops[0])], _step(compare.left), _step(compare.comparators[0])


def _step(node: ast.expr) -> _Step:
    """The function that works out a part of a formula. Whole numbers stay int until something is divided:
    fractions are exact too, but take many times as long."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return _operation(_OPERATORS[type(op)], _step(left), _step(right))
        case ast.UnaryOp(operand=operand):
            return _negation(_step(operand))
        case ast.Constant(value=int() | float() as value):
            return _constant(_plain(Fraction(str(value))))
        case ast.Name(id=name):
            return _figure(name.removeprefix("c").replace("_", "."))
    raise AssertionError(node)  # _check let it pass


def _operation(operate: Callable[[_Exact, _Exact], _Exact], left: _Step, right: _Step) -> _Step:
    return lambda figures: operate(left(figures), right(figures))


def _negation(operand: _Step) -> _Step:
    return lambda figures: -operand(figures)


def _constant(value: _Exact) -> _Step:
    return lambda _: value


def _figure(code: str) -> _Step:
    def found(figures: Mapping[str, Fraction | None]) -> _Exact:
        value = figures[code]
        assert value is not None
        return _plain(value)

    return found


def _plain(value: Fraction) -> _Exact:
    return value.numerator if value.denominator == 1 else value
