"""The short signs of screens and documents with what each means: one list for help, card and tooltips."""

from dataclasses import dataclass
from functools import cache

from .. import resources


@dataclass(frozen=True, slots=True)
class Sign:
    """A short sign: what is shown, what it stands for, and where that needs saying, what it means to do."""

    sign: str
    words: str
    meaning: str = ""

    @property
    def sentence(self) -> str:
        """«CT: chỉ tiêu. …», for a tooltip."""
        return f"{self.sign}: {self.words}." + (f" {self.meaning}" if self.meaning else "")


@dataclass(frozen=True, slots=True)
class SignGroup:
    """The signs of one place of the program."""

    key: str
    title: str
    signs: tuple[Sign, ...]


@cache
def sign_groups() -> tuple[SignGroup, ...]:
    """The signs, place by place."""
    described = resources.load_toml("help", "legend.toml")
    return tuple(
        SignGroup(
            group["key"],
            group["title"],
            tuple(Sign(*entry) for entry in group["signs"]),
        )
        for group in described["group"]
    )


def sign_group(key: str) -> SignGroup:
    """The signs of one place.

    :raises KeyError: there is no such group.
    """
    for group in sign_groups():
        if group.key == key:
            return group
    raise KeyError(key)


def sign_sentence(key: str, sign: str) -> str:
    """What a sign of a group means, as a sentence for a tooltip; nothing where it is no sign of ours."""
    return next((known.sentence for known in sign_group(key).signs if known.sign == sign), "")
