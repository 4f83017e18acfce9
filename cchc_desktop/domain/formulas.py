"""Formulas and checks of a catalogue: arithmetic on figures by their codes, such as ``[1.04]/[1.03]*100``.

A text is parsed once, against a short list of what may stand in it, into functions of our own that work it
out; nothing of it is ever run as Python.
Values are fractions, so that no rounding creeps in before a number is shown. They come from anyone, and so do
formulas: both are bounded, what is parsed by its length, depth and numbers, what is worked out by the size of
each intermediate result.
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
from .numerals import MOST_DIGITS


class Unknown(Enum):
    """Why a formula has no value."""

    MISSING = "missing"
    """A figure that it needs is not there yet."""
    UNDEFINED = "undefined"
    """It divides by zero: shown as «–», never as 0 or 100 (FACTS.md section 5.2)."""
    BEYOND = "beyond"
    """It comes to a number, or goes over one, that no office has: shown as «–» too."""


Value = Fraction | Unknown
"""What a formula comes to."""

NO_QUOTIENT = "–"
"""What is shown for a division by zero."""

GREATEST = 10**18
"""What a value stays below: the product of a count and a rate, of 15 digits in all, has room."""
_LONGEST = 300
_DEEPEST = 20
_MOST_BITS = 4096
"""What numerator and denominator of a value may have together while it is worked out."""
_CODE = re.compile(r"\[([0-9]{1,2}\.[0-9]{2})\]")
_SIDE = r"(\[[0-9.]+\]|\([\[\]0-9.+\-]+\))"
_SHARE = re.compile(rf"{_SIDE}/{_SIDE}(?:\*(100|1))?")
"""A sum of figures over another one: what is more than that has no numerator to be added up."""
_SUM = re.compile(r"\[[0-9.]+\]([+-]\[[0-9.]+\])*")
_TERM = re.compile(r"([+-]?)\[([0-9.]+)\]")
_ALLOWED = re.compile(r"[0-9 \t.+\-*/()<>=\[\]]*")
_NUMBER = re.compile(r"[0-9.]+")

_Exact = int | Fraction
_Figures = Mapping[str, Fraction | None] | Mapping[str, int | Fraction | None]
_Step = Callable[[_Figures], _Exact]
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

    def value(self, figures: _Figures) -> Value:
        """What it comes to for these figures; a code that is None or not there is missing."""
        for code in self.operands:
            if figures.get(code) is None:
                return Unknown.MISSING
        try:
            value = Fraction(_compiled(self.text)(figures))
        except ZeroDivisionError:
            return Unknown.UNDEFINED
        except OverflowError:
            return Unknown.BEYOND
        return value if abs(value.numerator) < GREATEST * value.denominator else Unknown.BEYOND

    def excel(self, cell: Callable[[str], str], decimals: int) -> str:
        """The same for a spreadsheet, without its sign of equality; ``cell`` gives a code's cell.

        As on the screen: nothing where a figure is missing, «–» where it divides by zero, else rounded.
        """
        cells = ",".join(cell(code) for code in self.operands)
        arithmetic = _CODE.sub(lambda found: cell(found[1]), self.text)
        if self.divides:
            arithmetic = f'IFERROR(ROUND({arithmetic},{decimals}),"{NO_QUOTIENT}")'
        return f'IF(COUNT({cells})<{len(self.operands)},"",{arithmetic})'

    def size(self, sizes: Mapping[str, "Size"]) -> "Size":
        """How large what it comes to can be, and all on the way there, for figures of these sizes.

        Raises OverflowError where that is more than is ever worked out.
        """
        return _size(_parsed(self.text), sizes)

    @property
    def divides(self) -> bool:
        """Whether there is a division in it."""
        return "/" in self.text

    @property
    def share(self) -> "tuple[Formula, Formula] | None":
        """Numerator and denominator of a plain ratio, in parts of 1 or of a hundred; None for all else."""
        found = _SHARE.fullmatch("".join(self.text.split()))
        if found is None:
            return None
        over, under = (found[side].removeprefix("(").removesuffix(")") for side in (1, 2))
        return Formula(over, _operands(over)), Formula(under, _operands(under))

    @property
    def signs(self) -> "tuple[tuple[str, int], ...] | None":
        """The codes of a plain sum, each with 1 or -1; None for what is more than a sum."""
        text = "".join(self.text.split())
        if not _SUM.fullmatch(text):
            return None
        return tuple((code, -1 if sign == "-" else 1) for sign, code in _TERM.findall(text))

    @property
    def factor(self) -> int:
        """What a plain ratio is multiplied by: 100 where it is told in percent; 1 of all else."""
        found = _SHARE.fullmatch("".join(self.text.split()))
        return int(found[3] or 1) if found is not None else 1


@dataclass(frozen=True, slots=True)
class Size:
    """The most bits that a fraction's numerator and denominator can have."""

    upper: int
    lower: int = 1

    def __post_init__(self) -> None:
        if self.upper + self.lower > _MOST_BITS:
            raise OverflowError


def typed_size(decimals: int) -> Size:
    """The size of figures as they may be typed, summed over the quarters of a year."""
    of_decimals = (10**decimals).bit_length()
    return Size((4 * 10**MOST_DIGITS).bit_length() + of_decimals, of_decimals)


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
        except ArithmeticError:
            return True

    def excel(self, cell: Callable[[str], str]) -> str:
        """The same for a spreadsheet, without a sign of equality; ``cell`` gives a code's cell."""
        return _CODE.sub(lambda found: cell(found[1]), self.text).replace("==", "=")

    def check_size(self, sizes: Mapping[str, Size]) -> None:
        """Raises OverflowError where figures of these sizes make more of it than is ever worked out."""
        compared = _parsed(self.text)
        assert isinstance(compared, ast.Compare)
        for side in (compared.left, compared.comparators[0]):
            _size(side, sizes)


def steps(rule: Formula | Comparison) -> int:
    """How many operations working it out takes."""
    return sum(map(rule.text.count, "+-*/<>=")) + len(rule.operands)


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
    # In whole numbers: fractions would be brought to their lowest terms at each step.
    denominator = value.denominator
    nearest = (2 * abs(value.numerator) * 10**decimals + denominator) // (2 * denominator)
    return Decimal(-nearest if value < 0 else nearest).scaleb(-decimals)


def _operands(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_CODE.findall(text)))


def _parsed(text: str) -> ast.expr:
    """The text as a tree, each code a name in it."""
    if len(text) > _LONGEST:
        raise Refusal(
            f"Công thức «{text[:60]}…» dài quá {_LONGEST} ký tự. Hãy tách thành nhiều chỉ tiêu.", "formula"
        )
    names = _CODE.sub(lambda found: f" c{found[1].replace('.', '_')} ", text)
    bare = names.replace("<=", "<").replace(">=", ">").replace("==", "=")
    if not _ALLOWED.fullmatch(text) or "[" in bare or "]" in bare:
        raise Refusal(
            f"Công thức «{text}» viết sai. Chỉ dùng mã như [1.04], số, + - * / và ngoặc.", "formula"
        )
    _refuse_deep(text)
    for number in _NUMBER.findall(_CODE.sub(" ", text)):
        if len(number.replace(".", "")) > MOST_DIGITS:
            raise Refusal(
                f"Công thức có số «{number}» quá dài: không quá {MOST_DIGITS} chữ số. Hãy ghi lại số đó.",
                "formula",
            )
    comparable = re.sub(r"(?<![<>=])=(?!=)", "==", names)
    try:
        return ast.parse(comparable.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise Refusal(
            f"Công thức «{text}» viết sai: thiếu ngoặc hoặc thiếu dấu phép tính.", "formula"
        ) from None


def _refuse_deep(text: str) -> None:
    """Refuses brackets in brackets, and signs before signs, to a depth that no rule has: parsing is not to
    be relied on for that."""
    depth = signs = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        signs = signs + 1 if letter in "-+" else 0 if letter not in "( \t" else signs
        if max(depth, signs) > _DEEPEST:
            raise Refusal(
                f"Công thức «{text}» có quá {_DEEPEST} lớp ngoặc hoặc dấu lồng nhau. Hãy viết gọn lại.",
                "formula",
            )


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
            return _figure(_code_of(name))
    raise AssertionError(node)  # _check let it pass


def _operation(operate: Callable[[_Exact, _Exact], _Exact], left: _Step, right: _Step) -> _Step:
    def worked_out(figures: _Figures) -> _Exact:
        value = operate(left(figures), right(figures))
        # Most values are whole and small; what a sum of two values that are kept to can have is no hang.
        if value.numerator.bit_length() + value.denominator.bit_length() > _MOST_BITS:
            raise OverflowError
        return value

    return worked_out


def _negation(operand: _Step) -> _Step:
    return lambda figures: -operand(figures)


def _constant(value: _Exact) -> _Step:
    return lambda _: value


def _figure(code: str) -> _Step:
    def found(figures: _Figures) -> _Exact:
        value = figures[code]
        assert value is not None
        return _plain(value)

    return found


def _size(node: ast.expr, sizes: Mapping[str, Size]) -> Size:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _size(left, sizes), _size(right, sizes)
            match op:
                case ast.Mult():
                    return Size(one.upper + other.upper, one.lower + other.lower)
                case ast.Div():
                    return Size(one.upper + other.lower, one.lower + other.upper)
                case _:
                    upper = max(one.upper + other.lower, other.upper + one.lower) + 1
                    return Size(upper, one.lower + other.lower)
        case ast.UnaryOp(operand=operand):
            return _size(operand, sizes)
        case ast.Name(id=name):
            return sizes[_code_of(name)]
        case _:
            return typed_size(MOST_DIGITS)  # a number of no more digits than a figure


def _code_of(name: str) -> str:
    """The code that stands in the tree as a name."""
    return name.removeprefix("c").replace("_", ".")


def _plain(value: _Exact) -> _Exact:
    return value.numerator if value.denominator == 1 else value
