"""Takes the pictures of the guide from the program itself: ``make guide-pictures``.

The window stands on the sample office on a fixed day, drawn in memory in light colours, so that a picture
changes only where the screen does. Each is cut to what it shows and kept with few colours: they travel in
the setup file.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "resources" / "help" / "pictures"
TODAY = date(2026, 11, 20)
"""A day in the last quarter, with a report ahead."""
SIZE = (1180, 664)
COLOURS = 64

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cchc_desktop.office import Office
    from cchc_desktop.ui.frame.main_window import MainWindow

Take = Callable[["MainWindow"], "QWidget"]
"""Brings the window to what is shown, and gives the widget that becomes the picture."""


def _page(name: str) -> Take:
    def take(window: "MainWindow") -> "QWidget":
        from cchc_desktop.domain.places import PageName

        window.open_page(PageName(name))
        page = window.current
        assert page is not None
        return page

    return take


def _today(window: "MainWindow") -> "QWidget":
    from cchc_desktop.domain.places import PageName

    window.open_page(PageName.TODAY)
    return window


def _beginning(window: "MainWindow") -> "QWidget":
    from cchc_desktop.ui.today.page import TodayPage

    _today(window)
    assert isinstance(window.current, TodayPage)
    window.current.first_steps.all_button.click()
    return window.current


def _plan(window: "MainWindow") -> "QWidget":
    from cchc_desktop.domain.places import PlanPlace

    task = window.office.tasks.rows()[5]
    window.go(PlanPlace(task.plan_id, task.id))
    assert window.current is not None
    return window.current


def _import(window: "MainWindow") -> "QWidget":
    from cchc_desktop.ui.wizards.import_plan import ImportWizard

    plan = window.office.papers.plan(window.office.plans.heads()[0].id)
    wizard = ImportWizard(window, window)
    wizard.resize(SIZE[0] - 80, SIZE[1] - 60)
    wizard.show()
    wizard.read(_written(plan))
    _settle(2.0)
    return wizard


def _written(document: object) -> Path:
    from cchc_desktop.documents.export import export_file
    from cchc_desktop.documents.model import Document

    assert isinstance(document, Document)
    target = Path(tempfile.mkdtemp()) / "ke-hoach-2026.docx"
    export_file(document, "docx", target)
    return target


def _area(window: "MainWindow", tab: int) -> "QWidget":
    from cchc_desktop.domain.places import AreaPlace
    from cchc_desktop.ui.areas.page import AreaPage

    window.go(AreaPlace(3))
    assert isinstance(window.current, AreaPage)
    window.current.tabs.setCurrentIndex(tab)
    return window.current


def _tasks(window: "MainWindow") -> "QWidget":
    from cchc_desktop.domain.places import TasksPlace

    window.go(TasksPlace(window.office.tasks.rows()[3].id))
    assert window.current is not None
    return window.current


def _many_tasks(window: "MainWindow") -> "QWidget":
    from PySide6.QtCore import QItemSelectionModel

    from cchc_desktop.domain.places import TasksPlace
    from cchc_desktop.ui.tasks.table import TaskTable

    window.go(TasksPlace())
    page = window.current
    assert page is not None
    table = page.findChild(TaskTable)
    assert table is not None
    _settle(0.3)
    flags = QItemSelectionModel.SelectionFlag
    how = flags.Select | flags.Rows
    table.selectionModel().clear()
    for row in (2, 3, 4, 6, 7, 9):
        table.selectionModel().select(table.model().index(row, 0), how)
    return page


def _figures(window: "MainWindow") -> "QWidget":
    from cchc_desktop.domain.places import FigurePlace
    from cchc_desktop.domain.report_periods import Period

    window.go(FigurePlace(Period.parse("2026-Q3"), "3.03"))
    assert window.current is not None
    return window.current


def _opening(window: "MainWindow") -> "QWidget":
    from cchc_desktop.domain.places import OpeningPlace
    from cchc_desktop.domain.report_periods import Period

    window.go(OpeningPlace(Period.parse("2026-9T")))
    assert window.current is not None
    return window.current


def _journal(window: "MainWindow") -> "QWidget":
    from cchc_desktop.domain.places import PageName

    _work(window.office)
    window.open_page(PageName.JOURNAL)
    assert window.current is not None
    return window.current


def _work(office: "Office") -> None:
    """Some work of a morning, for the journal to tell of."""
    from cchc_desktop.domain.tasks import TaskUpdate

    office.settings.sit_down(office.settings.officers(TODAY)[0].name)
    for row in [row for row in office.tasks.rows() if row.percent < 100][:4]:
        office.plans.set_assignment(row.plan_id, row.id, officer=office.settings.officers(TODAY)[1].name)
        office.tasks.report(row.id, TaskUpdate(TODAY, min(row.percent + 10, 100), "Đã gửi dự thảo góp ý"))
    office.history.undo()


def _form(window: "MainWindow") -> "QWidget":
    """A superior's form as it is mapped: our annex of statistics of a quarter, without its figures."""
    from openpyxl import load_workbook

    from cchc_desktop.documents.export import export_file
    from cchc_desktop.domain.report_periods import Period
    from cchc_desktop.ui.templates.dialog import FillTemplate

    period = Period.parse("2026-Q3")
    path = Path(tempfile.mkdtemp()) / "bieu-so-noi-vu.xlsx"
    export_file(window.office.reports.papers.statistics(period), "xlsx", path)
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float):
                cell.value = None
    book.save(path)
    dialog = FillTemplate(window, period, window)
    dialog.resize(SIZE[0] - 80, SIZE[1] - 60)
    dialog.show()
    dialog.read(path)
    _settle(3.0)
    return dialog


def _outline(window: "MainWindow") -> "QWidget":
    """A superior's outline, one of whose headings is left to the official."""
    from cchc_desktop.domain.report_periods import Period
    from cchc_desktop.ui.reports.outline_dialog import OutlineDialog

    path = Path(tempfile.mkdtemp()) / "de-cuong-so-noi-vu.txt"
    path.write_text("\n".join(_HEADINGS), encoding="utf-8")
    dialog = OutlineDialog(window, Period.parse("2026-N"), window)
    dialog.resize(SIZE[0] - 80, SIZE[1] - 120)
    dialog.show()
    dialog.read(path)
    _settle(2.0)
    dialog.table.choose(3)
    return dialog


_HEADINGS = (
    "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
    "1. Kế hoạch cải cách hành chính",
    "2. Công tác kiểm tra cải cách hành chính",
    "3. Công tác phối hợp giữa các xã liền kề",
    "II. KẾT QUẢ THỰC HIỆN",
    "1. Cải cách thể chế",
    "2. Cải cách thủ tục hành chính",
    "3. Cải cách chế độ công vụ",
    "III. ĐÁNH GIÁ CHUNG",
    "1. Kết quả đạt được",
    "2. Tồn tại, hạn chế và nguyên nhân",
    "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ",
    "V. KIẾN NGHỊ, ĐỀ XUẤT",
)


def _dossiers(window: "MainWindow") -> "QWidget":
    from cchc_desktop.domain.places import DossiersPlace
    from cchc_desktop.domain.report_periods import Period

    window.go(DossiersPlace(Period.parse("2026-Q3")))
    assert window.current is not None
    return window.current


def _directives(window: "MainWindow") -> "QWidget":
    from cchc_desktop.domain.places import RegisterPlace
    from cchc_desktop.domain.report.directives import REGISTER
    from cchc_desktop.domain.report_periods import Period
    from cchc_desktop.ui.figures.chosen_period import remember_period

    remember_period(window, Period.parse("2026-N"))
    window.go(RegisterPlace(REGISTER))
    assert window.current is not None
    return window.current


def _report(window: "MainWindow", tab: int = 0) -> "QWidget":
    from PySide6.QtWidgets import QTabWidget

    from cchc_desktop.domain.places import ReportPlace
    from cchc_desktop.domain.report_periods import Period

    window.go(ReportPlace(Period.parse("2026-N")))
    assert window.current is not None
    next(tabs for tabs in window.current.findChildren(QTabWidget) if tabs.isVisible()).setCurrentIndex(tab)
    return window.current


IN_THE_SAMPLE: dict[str, Take] = {
    "hom-nay": _today,
    "ke-hoach": _plan,
    "nhap-ke-hoach": _import,
    "linh-vuc": lambda window: _area(window, 0),
    "nhiem-vu": _tasks,
    "nhiem-vu-nhieu": _many_tasks,
    "so-lieu": _figures,
    "giua-nam": _opening,
    "bieu-ii06a": _dossiers,
    "nhan-xet": lambda window: _area(window, 2),
    "bao-cao": _page("reports"),
    "bao-cao-noi-dung": _report,
    "van-ban-chi-dao": _directives,
    "nhat-ky": _journal,
    "bieu-mau": _form,
    "de-cuong": _outline,
}
IN_A_NEW_OFFICE: dict[str, Take] = {"bat-dau": _beginning}
PLANNED = {**IN_THE_SAMPLE, **IN_A_NEW_OFFICE}
"""The pictures by their names, in the order in which they are taken."""


def main(wanted: list[str]) -> int:
    """Takes the pictures named, all where none is; says how large they are, and gives the exit code."""
    if unknown := set(wanted) - set(PLANNED):
        print(f"no such picture: {', '.join(sorted(unknown))}; there are {', '.join(PLANNED)}")
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    PICTURES.mkdir(exist_ok=True)
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui import theme
    from cchc_desktop.ui.app import prepare

    app = QApplication([])
    prepare(app)
    theme.apply(app, "light")
    for furnish, planned in ((_load_sample, IN_THE_SAMPLE), (_found, IN_A_NEW_OFFICE)):
        chosen = {name: take for name, take in planned.items() if not wanted or name in wanted}
        if chosen:
            _take(furnish, chosen)
    return 0


def _take(furnish: Callable[["Office"], None], chosen: dict[str, Take]) -> None:
    with _window(furnish) as window:
        for name, take in chosen.items():
            shown = take(window)
            _settle(0.6)
            size = _keep(shown, PICTURES / f"{name}.png")
            print(f"{name}.png  {size // 1024} KB")
            if shown.isWindow() and shown is not window:
                shown.hide()
                shown.deleteLater()


def _load_sample(office: "Office") -> None:
    office.load_sample()


def _found(office: "Office") -> None:
    """A new office that has taken its plan in."""
    from cchc_desktop import catalogue
    from cchc_desktop.domain.offices import OfficeProfile
    from cchc_desktop.office.plans import read_draft
    from cchc_desktop.office.sample import plan_text

    profile = OfficeProfile(
        name="Ủy ban nhân dân xã Bình Minh", superior="Ủy ban nhân dân tỉnh Sông Hồng", place="Bình Minh"
    )
    office.settings.found(profile, catalogue.organisation_for(profile.name, TODAY))
    plan = Path(tempfile.mkdtemp()) / "ke-hoach.txt"
    plan.write_text(plan_text(TODAY.year).replace("An Bình", "Bình Minh"), encoding="utf-8")
    office.plans.store_draft(read_draft(plan, TODAY))


@contextmanager
def _window(furnish: Callable[["Office"], None]) -> Iterator["MainWindow"]:
    from cchc_desktop.office import Office
    from cchc_desktop.ui.frame.main_window import MainWindow

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        office = Office.open(Path(folder), today=lambda: TODAY, clock=lambda: datetime(2026, 11, 20, 9, 30))
        furnish(office)
        window = MainWindow(office, Path(folder))
        window.resize(*SIZE)
        window.show()
        _settle(0.5)
        yield window
        window.close()
        window.deleteLater()
        _settle(0.1)
        office.close()


def _settle(seconds: float) -> None:
    """Lets the window paint, and workers draw their previews."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)


def _keep(widget: "QWidget", path: Path) -> int:
    """Writes what the widget shows with few colours; gives the size of the file."""
    import io

    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    picture = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
