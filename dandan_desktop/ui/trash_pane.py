"""Thùng rác: what was deleted, how many days it stays, the way back, and clearing it for real with a reason."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.numbers import show_int
from dandan_desktop.marks import override
from dandan_desktop.services import erasing, records, trash
from dandan_desktop.services.trash import Trashed
from dandan_desktop.ui import cells, theme
from dandan_desktop.ui.erase_box import EraseBox
from dandan_desktop.ui.icons import primary_icon
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.reason_box import PURGE, TO_ERASE, ReasonBox
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.stops import Entrance


class TrashPane(QWidget):
    """What lies in the trash, the newest first; it reads itself again when shown and after each deed."""

    help_topic = "trash"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.found: list[Trashed] = []
        self.box: ReasonBox | EraseBox | None = None
        self.table = Lines("trash", {"Xoá lúc": 2, "Người xoá": 3, "Loại": 2, "Tên": 6, "Còn giữ": 2})
        self.total = prose("", "second")
        self.difference = prose(
            self.tr(
                "“Xoá khỏi thùng rác” vẫn để lại nội dung cũ trong nhật ký và bản sao. “Xoá vĩnh viễn” bỏ cả nội dung"
                " ấy, khôi phục cũng không trở lại; phải có căn cứ."
            ),
            "second",
        )
        self.restore_it = QPushButton(primary_icon("undo-2"), " " + self.tr("Khôi phục"))
        theme.mark(self.restore_it, "primary")
        self.purge = QPushButton(self.tr("Xoá khỏi thùng rác…"))
        self.erase = QPushButton(self.tr("Xoá vĩnh viễn…"))
        self.clear = QPushButton(f"{self.tr('Xoá mọi bản ghi quá')} {trash.DAYS} {self.tr('ngày…')}")
        kept = self.tr("Không lấy lại từ đây được nữa; nhật ký và các bản sao lưu vẫn còn nội dung cũ.")
        self.purge.setToolTip(kept)
        self.clear.setToolTip(kept)
        self.erase.setToolTip(
            self.tr(
                "Khi có căn cứ của pháp luật: xoá cả nội dung cũ trong nhật ký, và khôi phục từ bản sao lưu cũng không"
                " trở lại. Nhật ký chỉ còn ghi ai đã xoá, lúc nào, theo căn cứ nào."
            )
        )
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.row_opened.connect(lambda _: self.restore())
        self.table.row_deleted.connect(lambda _: self.ask_purge())
        self.restore_it.clicked.connect(self.restore)
        self.purge.clicked.connect(self.ask_purge)
        self.erase.clicked.connect(self.ask_erase)
        self.clear.clicked.connect(self.ask_clear)
        session.changed.connect(self._on_session_changed)

    @property
    def current(self) -> Trashed | None:
        """The chosen record."""
        row = self.table.row
        return self.found[row] if 0 <= row < len(self.found) else None

    def refresh(self) -> None:
        """Read the trash again."""
        self.found = trash.listed(self.session.store)
        self.table.fill([_texts(each) for each in self.found])
        due = sum(each.days_left == 0 for each in self.found)
        words = self.tr("Thùng rác trống. Bản ghi bị xoá nằm ở đây ba mươi ngày.")
        over = f"; {show_int(due)} {self.tr('đã quá')} {trash.DAYS} {self.tr('ngày')}" if due else ""
        self.total.setText(f"{show_int(len(self.found))} {self.tr('bản ghi')}{over}" if self.found else words)
        self.clear.setEnabled(bool(due) and self.session.store.may("purge"))

    def restore(self) -> None:
        """Take the chosen record back."""
        each = self.current
        if each is not None:
            self.session.do(lambda: records.restore(self.session.store, each.noun, each.row))

    def ask_purge(self) -> None:
        """Ask for the reason, then delete the chosen record for real."""
        each, store, announce = self.current, self.session.store, self.session.announce
        if each is None or not self.purge.isEnabled():
            return
        what = f"{self.tr('Xoá')} {each.noun.label.lower()} “{each.title}” {self.tr('khỏi thùng rác')}"
        self._ask_reason(what, [each], lambda reason: announce(trash.purge(store, each.noun, each.row, reason)))

    def ask_clear(self) -> None:
        """Ask for the reason, then delete for real what has lain here its days."""
        due = trash.due(self.session.store)
        over = f"{show_int(len(due))} {self.tr('bản ghi quá')} {trash.DAYS} {self.tr('ngày')}"
        what = f"{self.tr('Xoá')} {over} {self.tr('khỏi thùng rác')}"
        self._ask_reason(what, due, lambda reason: self._clear(due, reason))

    def ask_erase(self) -> None:
        """Tell what erasing the chosen record for good takes, and ask."""
        each = self.current
        if each is not None:
            self._ask(EraseBox(self.session, each.noun, each.row, self))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _lay_out(self) -> None:
        Entrance(self, self.table, [self.restore_it, self.purge, self.erase, self.clear])
        below = QHBoxLayout()
        below.setSpacing(theme.GAP)
        below.addStretch(1)
        for button in (self.clear, self.erase, self.purge, self.restore_it):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.total)
        layout.addWidget(self.difference)
        layout.addLayout(below)
        for keys, button in (("Ctrl+R", self.restore_it), ("Ctrl+D", self.clear)):
            made = QShortcut(QKeySequence(keys), self)
            made.activated.connect(button.click)

    def _ask_reason(self, what: str, chosen: list[Trashed], act: Callable[[str], object]) -> None:
        """Ask for a reason, saying first what else goes."""
        found = trash.along(self.session.store, chosen)
        gone = ", ".join(f"{label} ({show_int(count)})" for label, count in found.counts)
        told = (f"{self.tr('Mất theo:')} {gone}.",) if gone else ()
        way = (TO_ERASE,) if any(each.noun in erasing.ERASABLE for each in chosen) else ()
        self._ask(ReasonBox(self, what, act, PURGE._replace(rest=" ".join((*told, *found.follows, PURGE.rest, *way)))))

    def _ask(self, box: ReasonBox | EraseBox) -> None:
        self.box = box
        box.open()

    def _clear(self, due: list[Trashed], reason: str) -> None:
        cleared = trash.clear(self.session.store, due, reason)
        self.session.announce(cleared.changes)
        if cleared.left:
            left = ", ".join(f"{each.noun.label.lower()} “{each.title}”" for each in cleared.left[:3])
            words = self.tr("bản ghi còn lại vì bản ghi khác dùng đến")
            self.total.setText(f"{show_int(len(cleared.left))} {words}: {left}")

    def _on_chosen(self) -> None:
        each, store = self.current, self.session.store
        self.restore_it.setEnabled(each is not None and store.may("restore"))
        self.purge.setEnabled(each is not None and store.may("purge"))
        self.erase.setEnabled(each is not None and store.may("erase") and each.noun in erasing.ERASABLE)

    def _on_session_changed(self) -> None:
        if self.isVisible():
            self.refresh()


def _texts(each: Trashed) -> tuple[str, ...]:
    at = cells.show_moment(datetime.fromisoformat(each.at)) if each.at else ""
    left = f"{each.days_left} ngày" if each.days_left else "đã hết hạn"
    return at, each.who or "—", each.noun.label, " ".join(each.title.split()), left
