"""What another catalogue of indicators changes against the one before."""

from dataclasses import dataclass

from .indicators import Indicator, IndicatorCatalogue
from .text import capitalized

_WORDS = {
    "area": "lĩnh vực",
    "kind": "cách nhập",
    "nature": "cách cộng dồn",
    "formula": "công thức",
    "carried_from": "số chuyển từ kỳ trước",
    "part_of": "vị trí trong chỉ tiêu lớn",
    "decimals": "số chữ số thập phân",
    "at_most": "mức lớn nhất",
    "choices": "các lựa chọn",
    "yearly": "kỳ phải nhập",
    "measures": "cách nhận ra chỉ tiêu kế hoạch",
    "counted": "cách chương trình tự đếm",
    "source": "căn cứ",
    "help": "hướng dẫn",
    "valid_from": "ngày bắt đầu áp dụng",
    "valid_to": "ngày hết áp dụng",
}
"""What a field of Indicator is called where it changes; name and unit are told with what they were."""


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator in both catalogues: ``before`` is None for a new one, ``after`` for a dropped one."""

    before: Indicator | None
    after: Indicator | None

    @property
    def indicator(self) -> Indicator:
        """The indicator as it will be, or was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def id(self) -> str:
        """Its code."""
        return self.indicator.code

    @property
    def words(self) -> str:
        """What changes, in a few words."""
        if self.before is None:
            return "Thêm mới"
        if self.after is None:
            return "Bỏ"
        before, after, told = self.before, self.after, list[str]()
        if before.name != after.name:
            told.append(f"đổi tên, trước là «{before.name}»")
        if before.unit != after.unit:
            told.append(f"đổi đơn vị tính từ {before.unit or 'không có'} sang {after.unit or 'không có'}")
        names = [words for name, words in _WORDS.items() if getattr(before, name) != getattr(after, name)]
        if names:
            told.append(f"đổi {', '.join(names)}")
        sentence = "; ".join(told)
        return capitalized(sentence)


def changes(before: IndicatorCatalogue, after: IndicatorCatalogue) -> tuple[IndicatorChange, ...]:
    """The indicators that differ, in the new catalogue's order, then those that it drops."""
    found = [
        IndicatorChange(before.by_code.get(indicator.code), indicator)
        for indicator in after.indicators
        if before.by_code.get(indicator.code) != indicator
    ]
    dropped = [one for one in before.indicators if one.code not in after.by_code]
    return (*found, *(IndicatorChange(indicator, None) for indicator in dropped))
