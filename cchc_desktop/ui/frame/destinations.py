"""The places that the palette offers: pages, plans, registers, a year's reports and figures; and what is
often begun from another page."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ...domain.places import FigurePlace, PageName, PlanPlace, RegisterPlace, ReportPlace, SettingsPlace
from ...office import Office
from .. import icons
from ..commands import Command
from ..settings import tabs
from ..shell import Shell
from .pages import KEYS, navigation_entries, unlisted_pages

if TYPE_CHECKING:
    from .main_window import MainWindow

PAGES, PLANS, PERIODS, SETTINGS = "Trang", "Kế hoạch", "Kỳ báo cáo", "Thiết lập"
REGISTERS = "Sổ theo dõi"
BEGUN: Mapping[PageName, tuple[str, ...]] = {
    PageName.REGISTERS: ("Thêm sổ",),
    PageName.TASKS: (
        "Phiếu giao việc",
        "Phiếu đôn đốc",
        "Danh sách theo người (họp giao ban): xuất",
        "Danh sách theo người (họp giao ban): in",
    ),
    PageName.EVIDENCE: ("Xuất danh mục", "Đóng gói .zip"),
}
"""What is asked for by its name wherever one is, as the palette calls it on its own page."""


def pages(open_page: Callable[[PageName], object]) -> Iterator[Command]:
    """The pages in the navigation's order, then those that it does not list."""
    for entry in (*navigation_entries(), *unlisted_pages()):
        if entry.name:
            name, icon = PageName(entry.name), icons.icon(entry.icon, "muted")
            yield Command(entry.words, PAGES, partial(open_page, name), KEYS.get(name, ""), icon)


def begun(window: "MainWindow") -> Iterator[Command]:
    """What is done on other pages than the one in front, which come there first."""
    words_of = {entry.name: entry for entry in navigation_entries()}
    for name, commands in BEGUN.items():
        if name is not window.shown:
            entry = words_of[name]
            for words in commands:
                run = partial(_begin, window, name, words)
                yield Command(words, entry.words, run, icon=icons.icon(entry.icon, "muted"))


def _begin(window: "MainWindow", name: PageName, words: str) -> None:
    """Does what a page offers under a name; where that is closed, as by rights, the page tells why."""
    if not window.open_page(name) or window.current is None:
        return
    for command in window.current.palette_commands():
        if command.words == words:
            command.run()
            return


def settings(shell: Shell) -> Iterator[Command]:
    """The tabs of the settings, as their own page offers them too."""
    for table, words in tabs.WORDS.items():
        go, icon = partial(shell.go, SettingsPlace(table)), icons.icon("settings", "muted")
        yield Command(f"Thẻ {words}", SETTINGS, go, icon=icon)


def places(shell: Shell) -> Iterator[Command]:
    """The plans, newest first, the periods of this year, and the registers."""
    office: Office = shell.office
    for head in reversed(office.plans.heads()):
        words = f"Kế hoạch {head.period.label}: {head.subject}"
        yield Command(words, PLANS, partial(shell.go, PlanPlace(head.id)), icon=icons.icon("plan", "muted"))
    year = office.calendar.current_quarter().year
    for period in office.calendar.of_year(year):
        for words, place, picture in (
            (f"Báo cáo {period.label}", ReportPlace(period), "reports"),
            (f"Số liệu {period.label}", FigurePlace(period), "figures"),
        ):
            yield Command(words, PERIODS, partial(shell.go, place), icon=icons.icon(picture, "muted"))
    for register in office.registers.all():
        go, icon = partial(shell.go, RegisterPlace(register.id)), icons.icon("index", "muted")
        yield Command(f"Sổ {register.name}", REGISTERS, go, icon=icon)
