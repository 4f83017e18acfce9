"""Tables on lists of records: columns as data, sorting in Vietnamese order, editing in place.

A `TableModel` holds row objects and `Column`s that say what to show of them; a `TableView` shows it with
the keys that officials know from Excel. Sorting happens in the model: a proxy would ask Python for every
comparison.
"""

from .columns import Column, Editor
from .model import TableModel
from .view import TableView

__all__ = ["Column", "Editor", "TableModel", "TableView"]
