"""What `--help` says of every command can be said."""

import argparse
import re
from pathlib import Path

import pytest

from cchc_desktop.cli.arguments import build_parser

COMMANDS: dict[str, argparse.ArgumentParser] = next(
    action.choices for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_can_say_how_it_is_used(name: str) -> None:
    """A percent sign in a help text that is not doubled would raise here."""
    told = COMMANDS[name].format_help()
    assert told.startswith("Cách dùng: ")
    assert "%%" not in told


@pytest.mark.parametrize("name", COMMANDS)
def test_what_an_option_takes_is_named_in_vietnamese(name: str) -> None:
    """Where nothing is said, argparse shows the option's own name: «--place PLACE»."""
    shown = [each for each in COMMANDS[name]._actions if each.option_strings and each.nargs != 0]
    assert not [each.option_strings for each in shown if each.metavar is None and each.choices is None]


@pytest.fixture(scope="module")
def listed() -> set[str]:
    """The words of the first column of README's table of commands."""
    table = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split("\n| `")[1:]
    return {word for row in table for word in re.findall(r"[a-z-]+", row.split(" | ")[0])}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_in_the_readme(name: str, listed: set[str]) -> None:
    assert name in listed
