"""The number of a meeting's minutes: taken with Ctrl+F8, and once taken the way to it in the register of papers."""

from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.nouns import ISSUED_NUMBERS, MEETINGS
from dandan_desktop.services import issued_numbers
from dandan_desktop.ui import permits
from dandan_desktop.ui.issued_number_box import NumberBox, asked
from dandan_desktop.ui.record_page import RecordPage, saved_first


class NumberButton(QPushButton):
    """Says the number the minutes have, or offers to take one."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__()
        self.page = page
        self.box: NumberBox | None = None
        self.number: Kept[IssuedNumber] | None = None
        self.clicked.connect(self.press)
        page.session.changed.connect(self._on_session_changed)
        QShortcut(QKeySequence("Ctrl+F8"), page).activated.connect(self.press)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show the number of a meeting's minutes; locked minutes without one may take it still."""
        store = self.page.session.store
        self.number = issued_numbers.of_meeting(store, kept.id) if kept else None
        self.setEnabled(kept is not None and (self.number is not None or kept.deleted_at is None))
        self.setToolTip("")
        if self.number is not None:
            self.setText(f"{self.tr('Số')} {self.number.facts.text}")
            self.setToolTip(f"{self.tr('Mở trong Sổ văn bản')} (Ctrl+F8)")
        else:
            self.setText(self.tr("Lấy số biên bản… (Ctrl+F8)"))
            permits.dress(self, store, "take_number")

    def press(self) -> None:
        """Open the number in the register, or ask for one; what is not saved yet is saved first."""
        page = self.page
        if page.kept is None or self.isHidden() or not self.isEnabled():
            return
        if self.number is not None:
            page.session.record_wanted.emit(ISSUED_NUMBERS.table, self.number.id)
        elif (kept := saved_first(page)) is not None:
            self._ask(kept.id)

    def _ask(self, meeting: int) -> None:
        session = self.page.session
        wanted = partial(issued_numbers.for_paper, session.store, meeting)
        self.box = asked(self, session, wanted, self.tr("Lấy số cho biên bản"))

    def _on_session_changed(self, changes: Changes) -> None:
        """The number may be taken among the papers of the sitting too."""
        kept = self.page.kept
        if changes.touches(ISSUED_NUMBERS.table) and (kept is None or self.page.session.live(MEETINGS, kept.id)):
            self.show_record(kept)
