"""How long files of evidence are kept, from resources/catalogue/retention.toml. Nothing is deleted by it."""

from dataclasses import dataclass
from functools import cache

from .. import resources
from ..domain.errors import Refusal
from ..domain.evidence import Owner, OwnerKind
from ..domain.report_periods import Span
from ..domain.text import capitalized
from . import plain_toml
from .entry import Entry

_KEYS = {"id", "name", "owners", "spans", "years", "legal"}


@dataclass(frozen=True, slots=True)
class Retention:
    """A rule: for what files are attached to, of which spans (all where empty), how many years, always where
    None; ``legal`` is the table that says so."""

    id: str
    name: str
    owners: frozenset[OwnerKind]
    spans: frozenset[Span]
    years: int | None
    legal: str

    def is_for(self, owner: Owner) -> bool:
        """Whether it speaks of files of this owner."""
        period = owner.period
        return owner.kind in self.owners and (
            not self.spans or (period is not None and period.span in self.spans)
        )

    def until(self, year: int) -> str:
        """Until when files of a year are kept, in words: «lưu đến năm 2046», «lưu vĩnh viễn»."""
        return f"lưu đến năm {year + self.years}" if self.years is not None else "lưu vĩnh viễn"


@cache
def retentions() -> tuple[Retention, ...]:
    """The rules that the program carries, in the order in which they are asked."""
    return read_retentions(resources.read_text("catalogue", "retention.toml"))


def read_retentions(text: str) -> tuple[Retention, ...]:
    """The rules of a text. Raises Refusal with the first mistake."""
    problems: list[str] = []
    head = Entry(plain_toml.loads(text), "thời hạn lưu", problems)
    head.refuse_unknown({"retention"})
    found = [_rule(entry) for entry in head.tables("retention")]
    if problems:
        raise Refusal(capitalized(problems[0]))
    return tuple(found)


def _rule(entry: Entry) -> Retention:
    entry.refuse_unknown(_KEYS)
    owners, spans = entry.texts("owners"), entry.texts("spans")
    for key, given, known in (("owners", owners, list(OwnerKind)), ("spans", spans, list(Span))):
        for each in given:
            if each not in known:
                entry.fault(f"có «{key}» là «{each[:40]}». Hãy chọn một trong: {', '.join(known)}.")
    return Retention(
        entry.text("id"),
        entry.text("name"),
        frozenset(OwnerKind(each) for each in owners if each in list(OwnerKind)),
        frozenset(Span(each) for each in spans if each in list(Span)),
        entry.whole("years", range(1, 101), required=False),
        entry.text("legal"),
    )


def kept_until(owner: Owner, year: int) -> str:
    """Until when a file of an owner of a year is kept, in words; nothing where no rule speaks of it."""
    return next((rule.until(year) for rule in retentions() if rule.is_for(owner)), "")
