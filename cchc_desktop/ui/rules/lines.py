"""A rule as lists show it: what it asks for, how it stands, whose number it is."""

from dataclasses import dataclass

from ...domain.places import Place
from ...domain.rule_settings import RuleSetting
from ...domain.standing_rules import Standing, StandingRule, State
from ...office import Office

RULE_SIGNS = {
    State.FAILED: ("error-filled", "bad"),
    State.OPEN: ("warning", "warn"),
    State.UNKNOWN: ("info", "info"),
    State.KEPT: ("clock", "good"),
    State.NOTHING: ("check", "idle"),
    State.MET: ("done-filled", "good"),
}
"""The sign and the colour of a state, which always stand beside its word."""
_OFF = ("eye", "idle")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with how it stands; ``standing`` is None for one that is not followed here, or not in force."""

    rule: StandingRule
    standing: Standing | None = None
    setting: RuleSetting | None = None

    @property
    def id(self) -> str:
        """The rule's identity."""
        return self.rule.id

    @property
    def is_off(self) -> bool:
        """Whether the office does not follow it."""
        return self.setting is not None and self.setting.off

    @property
    def state(self) -> str:
        """How it stands, in Vietnamese."""
        if self.standing is not None:
            return self.standing.state.label
        return "Không theo dõi" if self.is_off else "Chưa áp dụng"

    @property
    def sign(self) -> tuple[str, str]:
        """The icon and the colour of how it stands."""
        return RULE_SIGNS[self.standing.state] if self.standing is not None else _OFF

    @property
    def sentence(self) -> str:
        """What is missing, or why it is not followed."""
        if self.standing is not None:
            return self.standing.sentence
        return f"Lý do: {self.setting.reason}" if self.setting is not None else ""

    @property
    def source(self) -> str:
        """Whose number it goes by."""
        return self.standing.whose.words if self.standing is not None else self.rule.source

    @property
    def plan(self) -> Place | None:
        """Where that number stands; None where it is nobody's of the office."""
        return self.standing.whose.place if self.standing is not None else None


def rule_lines(office: Office) -> list[RuleLine]:
    """Every rule as it stands today: what is not met first, then what is, then what is not followed."""
    standing = {each.rule.id: each for each in office.rules.standing()}
    settings = office.rules.settings()
    lines = [
        RuleLine(standing[rule.id].rule if rule.id in standing else rule, standing.get(rule.id),
                 settings.get(rule.id))
        for rule in office.rules.all()
    ]  # fmt: skip
    order = list(State)
    return sorted(
        lines,
        key=lambda line: order.index(line.standing.state) if line.standing is not None else len(order),
    )
