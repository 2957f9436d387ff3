"""What a list says of drafts: a pencil before each record that has one, and a link to a new one never saved."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel

from dandan_desktop.domain import numbers
from dandan_desktop.services import unsaved
from dandan_desktop.ui import cells, theme
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.icons import pixmap

if TYPE_CHECKING:
    from dandan_desktop.ui.list_pane import ListPane


class DraftMarks(QObject):
    """Reads the drafts once whenever the list is filled or shown, and when one is kept or dropped meanwhile."""

    def __init__(self, pane: "ListPane") -> None:
        super().__init__(pane)
        self._pane = pane
        self._shown: object = None
        self.begun = ElidedLink()
        self.begun.setCursor(Qt.CursorShape.PointingHandCursor)
        self.begun.hide()
        self.sign, self.count = QLabel(), QLabel()
        self.sign.setPixmap(pixmap("pencil", theme.colours().amber))
        for part in (self.sign, self.count):
            theme.mark(part, "warning")
            part.hide()
        table = pane.spec.noun.table
        self.begun.clicked.connect(lambda: pane.session.record_wanted.emit(table, 0))
        pane.session.draft_kept.connect(self._on_draft_kept)

    def refresh(self) -> None:
        """Ask the register again."""
        pane = self._pane
        table, label = pane.spec.noun.table, pane.spec.noun.label
        at = {row: _when(kept) for of, row, kept in unsaved.drafts(pane.session.store) if of == table}
        listed = len(at.keys() & set(pane.model.ids)) if at else 0
        if (found := (at, listed)) == self._shown:
            return
        self._shown = found
        words = self.tr("Bản nháp chưa lưu, gõ lúc")
        pane.model.mark({row: f"{words} {when}" for row, when in at.items() if row})
        pane.table.fit_again(has_sign=bool(at))
        self.begun.setVisible(0 in at)
        if 0 in at:
            new = self.tr("Có bản nháp chưa lưu")
            self.begun.say(f"{new}: {label}, {self.tr('thêm mới')}, {self.tr('gõ lúc')} {at[0]} · {self.tr('Mở tiếp')}")
        self.count.setText(f"{numbers.show_int(listed)} {self.tr('có bản nháp chưa lưu')}")
        for part in (self.sign, self.count):
            part.setVisible(bool(listed))

    def _on_draft_kept(self) -> None:
        if self._pane.isVisible():
            self.refresh()


def _when(at: str) -> str:
    return cells.show_moment(datetime.fromisoformat(at))
