"""What the tabs of the settings are put together from."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from .. import theme
from ..labels import label
from ..theme import SPACE
from ..widgets.scrolled import Card, Scrolled
from .office import FORM_WIDTH


class CardColumn(Scrolled):
    """Cards under one another, as wide as a form.

    Their column is held to that width, not each card: words of several lines get their height by it.
    """

    def __init__(self) -> None:
        super().__init__()
        margins = self.column.contentsMargins()
        self.content.setMaximumWidth(theme.scaled(FORM_WIDTH) + margins.left() + margins.right())


def titled_card(title: str) -> Card:
    """A card with a title."""
    card = Card()
    card.column.addWidget(label(title, "heading"))
    return card


def button_row(*widgets: QWidget) -> QHBoxLayout:
    """Buttons from the left."""
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
