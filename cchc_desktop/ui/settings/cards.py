"""What the tabs of the settings are put together from."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..labels import label
from ..theme import SPACE
from ..widgets.scrolled import Card
from .office import FORM_WIDTH


def titled_card(title: str) -> Card:
    """A card with a title, as wide as a form."""
    card = Card()
    card.setMaximumWidth(FORM_WIDTH)
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
