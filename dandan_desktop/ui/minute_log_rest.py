"""What a record says of a line of its log that was typed and takes no more: it is shown, and may go."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dandan_desktop.domain.facts import Kept
from dandan_desktop.services import minute_log
from dandan_desktop.services.minute_log import PAGE
from dandan_desktop.ui import theme
from dandan_desktop.ui.bar import Bar
from dandan_desktop.ui.session import Session

_MOST = 400
"""Letters of the line in sight: the record below needs the room."""


class LogRest(Bar):
    """Stands on the record as long as such a line waits, for the minutes are locked or the meeting is in the trash.

    One thrown away is offered back.
    """

    def __init__(self, session: Session) -> None:
        super().__init__("bar", theme.colours().ground)
        self._session = session
        self._meeting, self._is_locked = 0, False
        self._content: str | None = None
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # for an addendum
        self.drop = self.offer(QPushButton(self.tr("Bỏ dòng này")))
        self.back = self.offer(QPushButton(self.tr("Lấy lại")))
        self.drop.clicked.connect(self._on_drop_clicked)
        self.back.clicked.connect(self._on_back_clicked)

    def show_record(self, kept: Kept[Any] | None, *, is_locked: bool) -> None:
        """Show what waits of a meeting; nothing while its log takes lines."""
        is_closed = kept is not None and (is_locked or kept.deleted_at is not None)
        self._meeting, self._is_locked = kept.id if kept is not None and is_closed else 0, is_locked
        self._show()

    def _show(self) -> None:
        waiting = minute_log.waiting(self._session.store, self._meeting) if self._meeting else None
        if waiting is None:
            self.hide()
            return
        waiting = " ".join(waiting.split())
        shown = waiting if len(waiting) <= _MOST else waiting[: _MOST - 1].rstrip() + "…"
        locked = self.tr("Còn một dòng gõ dở ở Ghi biên bản, chưa vào biên bản đã khoá")
        trashed = self.tr("Còn một dòng gõ dở ở Ghi biên bản của cuộc họp đã xoá")
        self._offer((locked if self._is_locked else trashed) + (f": “{shown}”" if shown else ""), self.drop)

    def _offer(self, words: str, button: QPushButton) -> None:
        for each in (self.drop, self.back):
            each.setVisible(each is button)
        self.say(words)

    def _on_drop_clicked(self) -> None:
        self._content = self._session.store.draft(PAGE, self._meeting)
        if self._session.keep(PAGE, self._meeting, None):
            self._offer(self.tr("Đã bỏ dòng gõ dở"), self.back)
            self.back.setFocus()

    def _on_back_clicked(self) -> None:
        if self._session.keep(PAGE, self._meeting, self._content):
            self._show()
            self.drop.setFocus()
