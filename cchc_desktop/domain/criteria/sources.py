"""Where the number of a criterion comes from, in a short text that catalogues and workbooks hold.

«figure:3.24» is an indicator, «share:3.18+3.19/3.17» a share of such, «tasks:done» and «tasks:on_time» the
share of the plan's tasks (of those that a superior gave with «:above»), «rule:doi-thoai» a standing rule,
«rows:sang-kien» the rows of a register, with «:ket_qua=Được công nhận» those that say so, «reports:on_time»
the year's reports that were issued by their day, «survey:sipas» the general rate of the year's own survey
with that questionnaire («:cong-chuc» that of a factor). Without any source somebody says the number.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from ..errors import Refusal


class SourceKind(StrEnum):
    """What tells a number."""

    FIGURE = "figure"
    SHARE = "share"
    TASKS = "tasks"
    RULE = "rule"
    ROWS = "rows"
    REPORTS = "reports"
    SURVEY = "survey"


_CODE = r"[1-8]\.[0-9]{2}"
_SUM = rf"{_CODE}(?:\+{_CODE})*"
_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_FORMS = {
    SourceKind.FIGURE: re.compile(rf"(?P<part>{_CODE})"),
    SourceKind.SHARE: re.compile(rf"(?P<part>{_SUM})/(?P<whole>{_SUM})"),
    SourceKind.TASKS: re.compile(r"(?P<part>done|on_time)(?::(?P<whole>above))?"),
    SourceKind.RULE: re.compile(rf"(?P<part>{_NAME})"),
    SourceKind.REPORTS: re.compile(r"(?P<part>on_time)"),
    SourceKind.SURVEY: re.compile(rf"(?P<part>{_NAME})(?::(?P<whole>{_NAME}))?"),
    SourceKind.ROWS: re.compile(rf"(?P<part>{_NAME})(?::(?P<whole>[a-z_0-9]+=[^=]+))?"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A source: ``part`` is what is counted or named, ``whole`` what it is a share of, or which are meant."""

    kind: SourceKind
    part: str
    whole: str = ""

    @classmethod
    def parse(cls, text: str) -> "Source":
        """The source that a text names. Raises Refusal where it names none."""
        kind, _, rest = text.partition(":")
        if kind in list(SourceKind) and (found := _FORMS[SourceKind(kind)].fullmatch(rest)):
            return cls(SourceKind(kind), found["part"], found.groupdict().get("whole") or "")
        raise Refusal(
            f"«{text[:60]}» không phải là nguồn số liệu. Hãy ghi như figure:3.24, share:3.18+3.19/3.17, "
            "tasks:done, rule:doi-thoai hoặc rows:sang-kien.",
            "source",
        )

    @property
    def text(self) -> str:
        """The source as `parse` reads it."""
        sign = "/" if self.kind is SourceKind.SHARE else ":"
        return f"{self.kind}:{self.part}{f'{sign}{self.whole}' if self.whole else ''}"

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that the part adds up."""
        return tuple(self.part.split("+"))

    @property
    def whole_codes(self) -> tuple[str, ...]:
        """The indicators that the whole adds up."""
        return tuple(self.whole.split("+"))

    @property
    def figures(self) -> tuple[str, ...]:
        """The indicators that it tells a number by; none of a source of another kind."""
        if self.kind is SourceKind.SHARE:
            return (*self.codes, *self.whole_codes)
        return self.codes if self.kind is SourceKind.FIGURE else ()
