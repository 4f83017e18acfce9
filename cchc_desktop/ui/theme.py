"""The look of the program in one place: colours, distances, fonts, and the stylesheet made from them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from .. import resources

SPACE = 8
"""The step of the grid that all distances are multiples or halves of, in logical pixels."""
AROUND = 5 * SPACE
"""What a window's title bar and the edge of the screen take of its height."""
ROW_HEIGHT = 28
RADIUS = 6
CELL_PADDING = 6
"""What a cell of a table leaves free beside its words."""
NAVIGATION_WIDTH = 204
NAVIGATION_NARROW = 52
PANEL_WIDTH = 400
FONT_FAMILY = "Be Vietnam Pro"
FONT_POINTS = 10.0
SMALL_POINTS = 9.0
TITLE_POINTS = 15.0
HEADING_POINTS = 11.5
TEXT_SIZES = (85, 100, 115, 130, 150)
"""The sizes of text that can be chosen, in percent of the sizes above."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours; text in any of the text colours is readable (4.5:1) on every background it is used on.

    ``good``, ``warn``, ``bad``, ``info`` and ``idle`` are states, as text and as bars; the ``_soft`` ones
    are the backgrounds of such a state, ``on_state`` the text on a bar of a state's own colour.
    """

    name: str
    window: str
    surface: str
    raised: str
    hover: str
    border: str
    strong_border: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    selection: str
    selection_text: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    idle: str
    idle_soft: str
    on_state: str
    paper: str

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on dark ground."""
        return self.name == "dark"


LIGHT = Theme(
    name="light",
    window="#f3f5f8",
    surface="#ffffff",
    raised="#f8fafc",
    hover="#e9eef4",
    border="#d6dde6",
    strong_border="#8290a1",
    text="#1a2433",
    muted="#536072",
    disabled="#8a95a3",
    accent="#0f5ca8",
    accent_hover="#0b4a8a",
    accent_text="#ffffff",
    accent_soft="#e2eefa",
    selection="#cfe3f8",
    selection_text="#10243b",
    good="#17693a",
    good_soft="#e2f3e8",
    warn="#8a4f00",
    warn_soft="#fdf0d9",
    bad="#b3231b",
    bad_soft="#fce7e5",
    info="#0f5ca8",
    info_soft="#e2eefa",
    idle="#566273",
    idle_soft="#eaeef3",
    on_state="#ffffff",
    paper="#ffffff",
)

DARK = Theme(
    name="dark",
    window="#191e25",
    surface="#222830",
    raised="#2a313b",
    hover="#313946",
    border="#3a4452",
    strong_border="#7d8a9b",
    text="#e9edf3",
    muted="#aab5c3",
    disabled="#74808f",
    accent="#74b6f4",
    accent_hover="#97cafa",
    accent_text="#0d1b29",
    accent_soft="#22364c",
    selection="#2c4f75",
    selection_text="#f2f7fd",
    good="#7ad39b",
    good_soft="#1f3829",
    warn="#f1bd63",
    warn_soft="#3d3119",
    bad="#ff9a90",
    bad_soft="#462726",
    info="#74b6f4",
    info_soft="#22364c",
    idle="#aab5c3",
    idle_soft="#2f3742",
    on_state="#10171f",
    paper="#fdfdfb",
)


class _Announcer(QObject):
    changed = Signal()


_announcer = _Announcer()
_current = LIGHT
_text_size = 100


def current() -> Theme:
    """The theme that is on."""
    return _current


def points(size: float) -> float:
    """A size of type as it is shown: larger or smaller by the size of text that was chosen."""
    return size * _text_size / 100


def scaled(pixels: int) -> int:
    """A length that grows and shrinks with the text: a row's height, the width of a column of words."""
    return round(pixels * _text_size / 100)


def unscaled(pixels: int) -> int:
    """How much room so many pixels are for text, in the pixels that it would take at 100 percent."""
    return round(pixels * 100 / _text_size)


def read_text_size(kept: str) -> int:
    """The size of text of a preference, in percent; 100 where it is none of those that can be chosen."""
    return int(kept) if kept in map(str, TEXT_SIZES) else 100


def changed() -> SignalInstance:
    """The signal that says that another theme is on; painted widgets redraw themselves then."""
    return _announcer.changed  # type: ignore[return-value]


def load_fonts() -> None:
    """Makes the interface's typeface known to Qt; what the PC has installed does not matter.

    The typeface of documents is not: previews and prints are drawn from PDF.
    """
    for name in resources.names("fonts", suffix=".ttf"):
        if name.startswith("BeVietnamPro"):
            QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))


def font(size: float = FONT_POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface's typeface in a size, given as if the text were shown at 100 percent."""
    result = QFont(FONT_FAMILY)
    result.setPointSizeF(points(size))
    result.setWeight(weight)
    # Unhinted advance widths keep Vietnamese stacked accents apart at small sizes.
    result.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return result


def resolve(name: str) -> Theme:
    """The theme of a preference: light, dark, or what the system shows for anything else."""
    if name in ("light", "dark"):
        return LIGHT if name == "light" else DARK
    hints = QGuiApplication.styleHints()
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply(app: QApplication, name: str, text_size: int | None = None) -> None:
    """Puts a theme on the whole program: ``light``, ``dark``, or ``auto`` for the system's.

    ``text_size`` is one of TEXT_SIZES; the one that is on where None.
    """
    global _current, _text_size  # noqa: PLW0603 - the look that is on belongs to the process, as QApplication does
    _current = resolve(name)
    if text_size is not None:
        _text_size = text_size
    # A stylesheet wraps the style, whose name is then no longer found by objectName().
    if app.property("look") != "fusion":
        app.setStyle("Fusion")
        app.setProperty("look", "fusion")
    # Put on over another stylesheet, a new one reaches each widget once for every widget around it; over none
    # it reaches each once, which takes a fifth of the time when all pages were made.
    app.setStyleSheet("")
    app.setFont(font())
    app.setPalette(palette(_current))
    app.setStyleSheet(stylesheet(_current))
    _announcer.changed.emit()


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's roles, for all that the stylesheet does not name."""
    result = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, theme.window),
        (roles.WindowText, theme.text),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.raised),
        (roles.Text, theme.text),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.text),
        (roles.BrightText, theme.bad),
        (roles.ToolTipBase, theme.raised),
        (roles.ToolTipText, theme.text),
        (roles.PlaceholderText, theme.muted),
        (roles.Highlight, theme.selection),
        (roles.HighlightedText, theme.selection_text),
        (roles.Link, theme.accent),
        (roles.LinkVisited, theme.accent),
        (roles.Accent, theme.accent),
        (roles.Light, theme.raised),
        (roles.Midlight, theme.hover),
        (roles.Mid, theme.border),
        (roles.Dark, theme.strong_border),
        (roles.Shadow, theme.border),
    ):
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return result


def stylesheet(theme: Theme) -> str:
    """The one stylesheet; ``kind`` and ``role`` are properties that widgets are given by name.

    The lists of combo boxes open under their box. Over it, as a menu, Fusion makes them a little too low for
    their padding, then puts arrows into them, which take half of the last entry.
    """
    pictures = resources.path("theme").as_posix()
    mark = "dark" if theme.is_dark else "light"
    return f"""
* {{ outline: none; }}
QToolTip {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border};
    padding: 4px 6px; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {points(TITLE_POINTS):g}pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {points(HEADING_POINTS):g}pt; font-weight: 600; }}
QLabel[role="label"] {{ color: {theme.muted}; font-size: {points(SMALL_POINTS):g}pt; font-weight: 500; }}
QLabel[role="muted"] {{ color: {theme.muted}; }}
QLabel[role="small"] {{ color: {theme.muted}; font-size: {points(SMALL_POINTS):g}pt; }}
QLabel[state="info"] {{ color: {theme.info}; }}
QLabel[state="warn"] {{ color: {theme.warn}; }}
QLabel[state="bad"] {{ color: {theme.bad}; }}
QLabel[role="problem"] {{ color: {theme.bad}; font-size: {points(SMALL_POINTS):g}pt; }}

QFrame[role="card"], QWidget[role="card"] {{ background: {theme.surface}; border: 1px solid {theme.border};
    border-radius: {RADIUS}px; }}
QFrame[role="panel"] {{ background: {theme.surface}; border: none;
    border-left: 1px solid {theme.border}; }}
QFrame[role="bar"] {{ background: {theme.surface}; border: none; border-bottom: 1px solid {theme.border}; }}
QFrame[role="foot"] {{ background: {theme.surface}; border: none; border-top: 1px solid {theme.border}; }}
QFrame[role="line"] {{ background: {theme.border}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="notice-warn"] {{ background: {theme.warn_soft}; border: 1px solid {theme.border};
    border-radius: {RADIUS}px; }}
QFrame[role="notice-info"] {{ background: {theme.info_soft}; border: 1px solid {theme.border};
    border-radius: {RADIUS}px; }}
QFrame[role="notice-bad"] {{ background: {theme.bad_soft}; border: 1px solid {theme.border};
    border-radius: {RADIUS}px; }}
QFrame[role="strip-warn"] {{ background: {theme.warn_soft}; border: none;
    border-bottom: 1px solid {theme.border}; }}
QFrame[role="strip-info"] {{ background: {theme.info_soft}; border: none;
    border-bottom: 1px solid {theme.border}; }}
QFrame[role="strip-bad"] {{ background: {theme.bad_soft}; border: none;
    border-bottom: 1px solid {theme.border}; }}

QPushButton {{ background: {theme.surface}; color: {theme.text}; border: 1px solid {theme.strong_border};
    border-radius: 4px; padding: 4px 12px; min-height: {scaled(20)}px; }}
QPushButton:hover {{ background: {theme.hover}; }}
QPushButton:pressed {{ background: {theme.selection}; }}
QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 3px 11px; }}
QPushButton:disabled {{ color: {theme.disabled}; border-color: {theme.border}; }}
QPushButton:checked {{ background: {theme.selection}; color: {theme.selection_text}; }}
QPushButton[kind="primary"] {{ background: {theme.accent}; color: {theme.accent_text};
    border-color: {theme.accent}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {theme.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {theme.text}; padding: 3px 11px; }}
QPushButton[kind="primary"]:disabled {{ background: {theme.hover}; color: {theme.disabled};
    border-color: {theme.border}; }}
QPushButton[kind="chip"] {{ background: {theme.accent_soft}; color: {theme.text}; padding: 1px 8px;
    border: 1px solid {theme.border}; border-radius: 10px; min-height: {scaled(18)}px;
    font-size: {points(SMALL_POINTS):g}pt; }}
QPushButton[kind="chip"]:hover {{ border-color: {theme.accent}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {theme.accent}; padding: 0 7px; }}
QPushButton[kind="choice"], QPushButton[kind="choice"]:focus {{ min-height: 72px; padding: 0; }}
QPushButton[kind="span"] {{ border-color: {theme.border}; padding: 4px 9px; }}
QPushButton[kind="span"]:checked {{ border-color: {theme.accent}; }}
QPushButton[kind="span"][due="true"] {{ border-bottom: 2px solid {theme.warn}; padding-bottom: 3px; }}
QPushButton[kind="span"]:focus {{ border: 2px solid {theme.accent}; padding: 3px 8px; }}
QPushButton[kind="danger"] {{ color: {theme.bad}; border-color: {theme.bad}; }}
QPushButton[kind="flat"] {{ background: transparent; border: 1px solid transparent; color: {theme.accent}; }}
QPushButton[kind="flat"]:hover {{ background: {theme.hover}; }}
QPushButton[kind="flat"]:focus {{ border: 2px solid {theme.accent}; padding: 3px 11px; }}
QPushButton[kind="flat"]:disabled {{ color: {theme.disabled}; }}
QPushButton[kind="low"] {{ padding: 1px 8px; min-height: {scaled(18)}px; }}
QPushButton[kind="low"]:focus {{ padding: 0 7px; }}
QPushButton[kind="line"] {{ background: transparent; border: 1px solid transparent; color: {theme.accent};
    min-height: 16px; padding: 0 4px; font-size: {points(SMALL_POINTS):g}pt; }}
QPushButton[kind="line"]:hover {{ background: {theme.hover}; }}
QPushButton[kind="line"]:focus {{ border: 1px solid {theme.accent}; }}
QToolButton {{ background: transparent; color: {theme.text}; border: 1px solid transparent;
    border-radius: 4px; padding: 4px; }}
QToolButton:hover {{ background: {theme.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {theme.selection}; color: {theme.selection_text}; }}
QToolButton:focus {{ border: 2px solid {theme.accent}; padding: 3px; }}
QToolButton:disabled {{ color: {theme.disabled}; }}
QToolButton::menu-indicator {{ image: none; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{ background: {theme.surface};
    color: {theme.text}; border: 1px solid {theme.strong_border}; border-radius: 4px; padding: 3px 7px;
    selection-background-color: {theme.accent}; selection-color: {theme.accent_text}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {scaled(20)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {theme.accent}; padding: 2px 6px; }}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"],
QAbstractSpinBox[problem="true"] {{ border: 2px solid {theme.bad}; padding: 2px 6px;
    background: {theme.bad_soft}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
    background: {theme.window}; color: {theme.disabled}; border-color: {theme.border}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {theme.raised}; }}
QTextBrowser {{ border: none; padding: 0; background: {theme.surface}; }}
QTextBrowser:focus {{ border: none; padding: 0; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 22px; subcontrol-position: center right; }}
QComboBox::down-arrow {{ image: url("{pictures}/arrow-down.svg"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {theme.surface}; border: 1px solid {theme.border};
    selection-background-color: {theme.selection}; selection-color: {theme.selection_text}; padding: 2px; }}
QComboBox QAbstractItemView::item {{ min-height: {scaled(26)}px; padding: 0 6px; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0 2px; min-height: 0;
    background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 18px;
    background: transparent; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow {{ image: url("{pictures}/arrow-up.svg"); width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: url("{pictures}/arrow-down.svg"); width: 10px; height: 10px; }}

QCheckBox, QRadioButton {{ spacing: 8px; min-height: {scaled(22)}px; background: transparent; }}
QCheckBox:focus, QRadioButton:focus {{ color: {theme.accent}; }}
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator {{ width: 16px; height: 16px;
    background: {theme.surface}; border: 1px solid {theme.strong_border}; border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {theme.accent};
    width: 14px; height: 14px; }}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{ background: {theme.accent};
    border-color: {theme.accent}; image: url("{pictures}/check-{mark}.svg"); }}
QRadioButton::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent};
    image: url("{pictures}/dot-{mark}.svg"); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {theme.border};
    background: {theme.window}; }}

QSlider::groove:horizontal {{ height: 4px; background: {theme.border}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {theme.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {theme.accent}; border: 2px solid {theme.surface}; width: 14px;
    height: 14px; margin: -7px 0; border-radius: 9px; }}
QSlider::handle:horizontal:focus {{ border-color: {theme.text}; }}
QProgressBar {{ background: {theme.idle_soft}; border: none; border-radius: 4px; min-height: 8px;
    max-height: 8px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}

QAbstractItemView {{ background: {theme.surface}; color: {theme.text}; border: 1px solid {theme.border};
    border-radius: {RADIUS}px; selection-background-color: {theme.selection};
    selection-color: {theme.selection_text}; gridline-color: {theme.border}; }}
QTableView, QTreeView, QListView {{ alternate-background-color: {theme.raised}; }}
QTableView:focus, QTreeView:focus, QListView:focus {{ border-color: {theme.accent}; }}
QTableView::item, QTreeView::item {{ padding: 2px {CELL_PADDING}px; }}
QTreeView::item {{ min-height: {scaled(24)}px; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{
    background: {theme.selection}; color: {theme.selection_text}; }}
QTableView::item:hover:!selected, QTreeView::item:hover:!selected, QListView::item:hover:!selected {{
    background: {theme.hover}; }}
QTableView QLineEdit, QTableView QComboBox, QTableView QAbstractSpinBox, QTreeView QLineEdit {{
    border: 2px solid {theme.accent}; border-radius: 0; padding: 0 4px; min-height: {scaled(18)}px; }}
QTableView QLineEdit[problem="true"] {{ border-color: {theme.bad}; background: {theme.bad_soft}; }}
QTreeView::branch:has-children:closed {{ image: url("{pictures}/arrow-right.svg"); }}
QTreeView::branch:has-children:open {{ image: url("{pictures}/arrow-down.svg"); }}
QHeaderView {{ background: {theme.raised}; border: none; }}
QHeaderView::section {{ background: {theme.raised}; color: {theme.muted}; border: none;
    border-right: 1px solid {theme.border}; border-bottom: 1px solid {theme.border}; padding: 4px 6px;
    font-size: {points(SMALL_POINTS):g}pt; font-weight: 600; }}
QHeaderView::section:hover {{ background: {theme.hover}; }}
QHeaderView::up-arrow {{ image: url("{pictures}/arrow-up.svg"); width: 10px; height: 10px; }}
QHeaderView::down-arrow {{ image: url("{pictures}/arrow-down.svg"); width: 10px; height: 10px; }}
QTableCornerButton::section {{ background: {theme.raised}; border: none; }}

QListWidget[role="navigation"] {{ background: {theme.surface}; border: none; border-radius: 0;
    border-right: 1px solid {theme.border}; padding: 6px; }}
QListWidget[role="navigation"]::item {{ padding: 0 8px; border-radius: 4px;
    border-left: 3px solid transparent; }}
QListWidget[role="navigation"]::item:hover:!selected {{ background: {theme.hover}; }}
QListWidget[role="navigation"]::item:selected {{ background: {theme.accent_soft}; color: {theme.text};
    border-left: 3px solid {theme.accent}; }}
QListWidget[role="navigation"]::item:selected:focus {{ background: {theme.selection};
    color: {theme.selection_text}; }}
QListWidget[role="navigation"]::item:disabled {{ color: {theme.muted}; background: transparent; }}
QListView[role="choices"]::item {{ min-height: {scaled(28)}px; padding: 0 6px; }}
QListWidget[role="plain"], QListWidget[role="plain"]:focus {{ background: transparent; border: none; }}
QListWidget[role="plain"]::item:disabled {{ color: {theme.muted}; background: transparent; }}
QListWidget[role="ticks"]::item {{ padding: 4px; }}
QListWidget[role="choices"]::item:disabled {{ color: {theme.muted}; background: transparent; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {theme.border}; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {theme.muted}; border: none; padding: 7px 14px;
    border-bottom: 2px solid transparent; font-weight: 500; }}
QTabBar::tab:hover {{ color: {theme.text}; background: {theme.hover}; }}
QTabBar::tab:selected {{ color: {theme.accent}; border-bottom: 2px solid {theme.accent}; }}
QTabBar::tab:focus {{ background: {theme.accent_soft}; }}

QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {theme.strong_border}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 28px; margin: 2px 3px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; margin: 3px 2px; }}
QScrollBar::handle:hover {{ background: {theme.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; width: 0; height: 0; }}
QSplitter::handle {{ background: {theme.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {theme.accent}; }}

QMenu {{ background: {theme.surface}; border: 1px solid {theme.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 10px; border-radius: 4px; }}
QMenu::item:selected {{ background: {theme.selection}; color: {theme.selection_text}; }}
QMenu::item:disabled {{ color: {theme.disabled}; }}
QMenu::separator {{ height: 1px; background: {theme.border}; margin: 4px 6px; }}
QMenu::icon {{ padding-left: 6px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {theme.raised}; }}
QCalendarWidget QAbstractItemView::item {{ padding: 0; }}
QCalendarWidget QToolButton#qt_calendar_prevmonth {{ qproperty-icon: url("{pictures}/arrow-left.svg"); }}
QCalendarWidget QToolButton#qt_calendar_nextmonth {{ qproperty-icon: url("{pictures}/arrow-right.svg"); }}
QCalendarWidget QToolButton {{ color: {theme.text}; }}
QDialog {{ background: {theme.window}; }}
"""
