"""The places that the palette offers: pages, plans, registers, and a year's reports and figures."""

from collections.abc import Callable, Iterator
from functools import partial

from ...domain.places import FigurePlace, PageName, PlanPlace, RegisterPlace, ReportPlace, SettingsPlace
from ...office import Office
from .. import icons
from ..commands import Command
from ..settings import tabs
from ..shell import Shell
from .pages import KEYS, navigation_entries, unlisted_pages

PAGES, PLANS, PERIODS, SETTINGS = "Trang", "Kế hoạch", "Kỳ báo cáo", "Thiết lập"
REGISTERS = "Sổ theo dõi"


def pages(open_page: Callable[[PageName], object]) -> Iterator[Command]:
    """The pages in the navigation's order, then those that it does not list."""
    for entry in (*navigation_entries(), *unlisted_pages()):
        if entry.name:
            name, icon = PageName(entry.name), icons.icon(entry.icon, "muted")
            yield Command(entry.words, PAGES, partial(open_page, name), KEYS.get(name, ""), icon)


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
