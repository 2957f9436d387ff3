"""The way from a meeting's record to its running log, and back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.facts import Kept
from dandan_desktop.services import minute_log
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.minute_log_rest import LogRest
from dandan_desktop.ui.record_page import RecordPage, saved_first

if TYPE_CHECKING:
    from dandan_desktop.ui.minute_log import MinuteLog


class LogDoor(QObject):
    """The button of a meeting's record that opens its log; the log is made when it is opened first."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self.log: MinuteLog | None = None
        self.button = QPushButton(icon("list-checks"), " " + self.tr("Ghi biên bản (F7)"))
        self.rest = LogRest(page.session)
        self.button.clicked.connect(self.open)

    @property
    def is_open(self) -> bool:
        """Whether the log stands in the record's place."""
        return self.log is not None and self._page.is_beside

    def show_record(self, kept: Kept[Any] | None, *, is_locked: bool) -> None:
        """Another meeting is shown: the record itself, until its log is asked for; locked minutes take no line more."""
        is_trashed = kept is not None and kept.deleted_at is not None
        self.button.setEnabled(kept is not None and not is_trashed and not is_locked)
        told = self.tr("Ghi từng ý kiến trong lúc họp, bằng bàn phím")
        if is_locked:
            told = self.tr("Biên bản đã khoá nên không ghi thêm được; muốn ghi tiếp thì mở lại biên bản.")
        elif is_trashed:
            told = self.tr("Cuộc họp đang ở Thùng rác nên không ghi thêm được; muốn ghi tiếp thì khôi phục trước.")
        self.button.setToolTip(told)
        is_begun = kept is not None and minute_log.waiting(self._page.session.store, kept.id) is not None
        words = self.tr("Ghi tiếp biên bản (F7)") if is_begun and not is_locked else self.tr("Ghi biên bản (F7)")
        self.button.setText(f" {words}")
        self.rest.show_record(kept, is_locked=is_locked)
        self._page.is_beside = False

    def open(self) -> None:
        """Go to the log; what is typed in the record and not saved is saved first."""
        from dandan_desktop.ui.minute_log import MinuteLog

        page = self._page
        kept = saved_first(page) if self.button.isEnabled() else None
        if kept is None:
            return
        if self.log is None:
            self.log = page.beside = MinuteLog(page.session)
            self.log.left.connect(self._on_left)
        page.is_beside, self.log.is_stale = True, False  # it is read below, maybe for another meeting
        page.turned.emit()
        try:
            self.log.open(kept.id)
        except ClerkError as error:  # gone since the record was shown
            page.session.problem_raised.emit(error)
            self._on_left()

    def where(self, focused: QWidget) -> str:
        """The field of the log that has the keyboard; empty while the record is shown."""
        if self.log is None or not self.is_open:
            return ""
        return self.log.where(focused) or "speaker"

    def go_to(self, where: str) -> QWidget | None:
        """Open the log at a field of it."""
        self.open()
        return self.log.go_to(where) if self.log is not None else None

    def _on_left(self) -> None:
        """Back on the record, which shows what was written meanwhile."""
        page = self._page
        page.is_beside = False
        page.turned.emit()
        if page.kept is not None and page.session.live(page.spec.noun, page.kept.id) is not None:
            page.open(page.kept.id)
            page.deeds.focus(self.button)
        else:
            page.left.emit()
