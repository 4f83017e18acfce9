"""The bar at the top: whose data these are, the search, and the commands that every page has."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...office import Office
from .. import theme
from ..buttons import action_button
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from .search_box import SearchBox


class TopBar(QFrame):
    """Office, plan, search, and tool buttons for the given actions (None for a gap)."""

    def __init__(
        self, office: Office, actions: Sequence[QAction | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._office = office
        self._name = ElidedLabel("", "heading")
        self._plan = ElidedLabel("", "small")
        self.search = SearchBox(office)
        self.search.setMinimumWidth(20 * SPACE)
        self.search.setMaximumWidth(52 * SPACE)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._name)
        who.addWidget(self._plan)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE // 2, SPACE, SPACE // 2)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(who, 4)
        layout.addSpacing(SPACE)
        layout.addWidget(self.search, 5)
        layout.addSpacing(SPACE)
        for action in actions:
            if action is None:
                layout.addSpacing(SPACE)
            else:
                layout.addWidget(action_button(action, 20))
        self._dress()
        theme.changed().connect(self._dress)

    def _dress(self) -> None:
        self.setFixedHeight(theme.scaled(52))

    def refresh(self) -> None:
        """Shows the office and the plan of today."""
        profile = self._office.settings.profile()
        sample = " (dữ liệu mẫu)" if self._office.trial.name() else ""
        self._name.setText(f"{profile.short_name}{sample}" if profile else "CCHC Desktop")
        plan = self._office.plans.current()
        words = f"Kế hoạch CCHC {plan.period.label} · {plan.status.label}" if plan else "Chưa có kế hoạch"
        self._plan.setText(words)
