"""The printed pages beside what is edited: folded away where there is no room for them."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter

from ..shell import Shell
from .command_bar import CommandBar
from .preview import Preview

_ROOMY = 1000
"""From this width of the page on, the printed pages are shown unless the user folded them away."""
_LEAST = 100


class PreviewFold(QObject):
    """Shows or folds away the preview of a page, and remembers the user's wish under ``preference``.

    ``share`` shares out the splitter's width, given it and whether the pages are shown; ``place`` is what
    the pages go to when they come back.
    """

    def __init__(
        self,
        shell: Shell,
        preference: str,
        bar: CommandBar,
        preview: Preview,
        splitter: QSplitter,
        share: Callable[[int, bool], None],
        place: Callable[[], str],
    ) -> None:
        super().__init__(splitter)
        self._settings = shell.office.settings
        self._preference = preference
        self._bar, self._preview, self._splitter = bar, preview, splitter
        self._share, self._place = share, place
        self._wish = self._settings.preference(preference)
        self._roomy: bool | None = None
        self._shared_for: tuple[bool, bool] | None = None
        preview.closed.connect(lambda: self.show(False, remember=True))
        bar.preview_action.triggered.connect(lambda on: self.show(on, remember=True))

    def show(self, shown: bool, remember: bool = False) -> None:
        """Shows or folds away the pages."""
        if remember:
            self._wish = "shown" if shown else "folded"
            self._settings.set_preference(self._preference, self._wish)
        self._preview.setVisible(shown)
        self._bar.preview_action.setChecked(shown)
        self._share_width()
        if shown:
            self._preview.reveal(self._place())

    def resized(self, width: int) -> None:
        """Folds the preview away in a narrow page, unless the user wants it."""
        roomy = width >= _ROOMY
        self._bar.set_compact(not roomy)
        if roomy != self._roomy:
            self._roomy = roomy
            self.show(roomy and self._wish != "folded")
        self._share_width()

    def _share_width(self) -> None:
        width = self._splitter.width()
        shown = not self._preview.isHidden()
        state = (shown, width >= _ROOMY)
        # What the user drew is kept until there is room for other panes.
        if width >= _LEAST and state != self._shared_for:
            self._shared_for = state
            self._share(width, shown)
