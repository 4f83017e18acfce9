"""The kind of record that keeps what the office set for standing rules."""

from ..domain.places import RulesPlace
from ..domain.rule_settings import RuleSetting
from .columns import Row, decimal_of
from .kind import Field, Holds, Kind
from .recorder import Recorder


def _setting(row: Row) -> RuleSetting:
    return RuleSetting(row["id"], row["name"], bool(row["off"]), decimal_of(row["value"]), row["reason"])


RULE_SETTINGS = Kind(
    "rule_settings",
    "Quy định phải giữ",
    (
        Field("name", "Quy định", searched=True),
        Field("off", "Không theo dõi", Holds.FLAG, codes={0: "", 1: "Có"}),
        Field("value", "Mức", Holds.DECIMAL, optional=True),
        Field("reason", "Lý do", searched=True),
    ),
    place=lambda row: RulesPlace(row["id"]),
    reader=_setting,
    title=lambda row: row["name"],
    order=("name", "id"),
    since=7,
    unreadable="mức của quy định phải giữ",
)
"""The id is the rule's."""


def write_rule_setting(recorder: Recorder, setting: RuleSetting) -> None:
    """Keeps what was set for a rule, in place of what was before."""
    recorder.put(
        RULE_SETTINGS.table,
        setting.id,
        {
            "id": setting.id,
            "name": setting.name,
            "off": int(setting.off),
            "value": None if setting.value is None else str(setting.value),
            "reason": setting.reason,
        },
    )
