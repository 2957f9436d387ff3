"""The status line: every word in it is true at the moment it is shown."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dandan_desktop.db import proposals, tasks
from dandan_desktop.domain import numbers
from dandan_desktop.domain.changes import Changes
from dandan_desktop.services import scopes
from dandan_desktop.ui import theme
from dandan_desktop.ui.elided_link import ElidedLink
from dandan_desktop.ui.labels import ElidedLabel
from dandan_desktop.ui.session import Session

if TYPE_CHECKING:
    from dandan_desktop.ui.keeper import Keeper


class StatusLine(QWidget):
    """Last save of this session, practice register, missing recovery sheet, overdue tasks and proposals."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._has_file = False
        theme.mark(self, "status")
        self.saved, self.practice, self.recovery, self.only_read = QLabel(), QLabel(), QLabel(), QLabel()
        self.backup, self.check = ElidedLabel(), QPushButton()
        self.overdue, self.asked = QPushButton(), ElidedLink()
        theme.mark(self.saved, "second")
        for label in (self.practice, self.recovery, self.only_read):
            theme.mark(label, "warning")
        for button in (self.overdue, self.check):
            theme.mark(button, "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        layout.setSpacing(theme.MARGIN)
        for widget in self._widgets():
            layout.addWidget(widget)
        layout.addStretch(1)
        self.reader = QLabel(session.store.reader.name)
        bodies = session.store.reader.bodies
        if bodies is not None:
            self.reader.setText(f"{self.reader.text()} · {self.tr('chỉ xem')} {len(bodies)} {self.tr('tổ chức')}")
            self.reader.setToolTip(scopes.words(session.store))
        layout.addWidget(self.reader)
        place = QLabel(session.register.path.name)
        place.setToolTip(str(session.register.path))
        theme.mark(place, "second")
        layout.addWidget(place)
        self.setMinimumHeight(theme.scaled(theme.ROW))
        for late in (self.saved, self.backup, self.check):
            late.hide()
        self._say(self.practice, self.tr("⚠ Sổ thực hành") if session.register.is_practice else "")
        self._say_sheet()
        self._say(self.only_read, "" if session.register.is_complete else self.tr("⚠ Chỉ xem: nhật ký của sổ bị thiếu"))
        self._late: list[int] = []
        self._waiting: list[int] = []
        self._day = session.today
        self.count_overdue()
        self.count_asked()
        self.asked.clicked.connect(self._on_asked_clicked)
        self.overdue.clicked.connect(self._on_overdue_clicked)
        session.changed.connect(self._on_session_changed)

    def count_overdue(self) -> None:
        """Count the overdue tasks again."""
        self._late = tasks.overdue(self._session.store, self._session.today)
        self.overdue.setText(f"⚠ {numbers.show_int(len(self._late))} {self.tr('nhiệm vụ quá hạn')}")
        self.overdue.setVisible(bool(self._late))

    def count_asked(self) -> None:
        """Count again the proposals whose answer is overdue, or of which the asker was not told."""
        store, today = self._session.store, self._session.today
        self._waiting = [*proposals.overdue(store, today), *proposals.untold(store, today)]
        self.asked.say(f"⚠ {numbers.show_int(len(self._waiting))} {self.tr('kiến nghị quá hạn hoặc chưa báo lại')}")
        self.asked.setToolTip(self.tr("Kiến nghị quá hạn trả lời hoặc chưa thông báo lại"))
        self.asked.setVisible(bool(self._waiting))

    def words(self) -> list[str]:
        """What is said now."""
        return [widget.text() for widget in self._widgets() if not widget.isHidden()]

    def follow(self, keeper: "Keeper") -> None:
        """Say from now on what the keeper finds; a full check under way can be stopped here."""
        keeper.told.connect(lambda: self._say_kept(keeper))
        self.check.clicked.connect(keeper.stop_check)

    def _say_kept(self, keeper: "Keeper") -> None:
        if self._day != self._session.today:  # it turned while the window stood open
            self._day = self._session.today
            self.count_overdue()
            self.count_asked()
        self._say(self.backup, keeper.words)
        theme.mark(self.backup, keeper.role)
        self._has_file = keeper.status is not None and bool(keeper.status.sheet_files)
        self._say_sheet()
        is_sound = keeper.health is None or keeper.health.is_sound
        stop = f" {self.tr('Bấm để dừng')}" if keeper.checking is not None else ""
        self.check.setText(keeper.check_words + stop)
        self.check.setVisible(keeper.checking is not None or not is_sound)

    def _widgets(self) -> tuple[QLabel | QPushButton, ...]:
        """What the line says, from the left."""
        return (
            self.saved, self.backup, self.practice, self.recovery, self.only_read, self.check, self.overdue,
            self.asked,
        )  # fmt: skip

    def _say_sheet(self) -> None:
        register = self._session.register
        lacks = not register.is_practice and not register.has_recovery_sheet
        left = self.tr("⚠ Tệp phiếu khôi phục chưa xoá") if self._has_file else ""
        self._say(self.recovery, self.tr("⚠ Chưa có phiếu khôi phục") if lacks else left)

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _on_overdue_clicked(self) -> None:
        self._session.records_wanted.emit("tasks", self._late, self.overdue.text().removeprefix("⚠ "))

    def _on_asked_clicked(self) -> None:
        self._session.records_wanted.emit("proposals", self._waiting, self.asked.toolTip())

    def _on_session_changed(self, changes: Changes) -> None:
        now = datetime.now().astimezone()
        self._say(self.saved, f"{self.tr('Lưu lần cuối')} {now:%H:%M}")  # true of what is typed since, too
        self._say_sheet()
        if changes.touches("tasks", "meetings", "conclusions"):
            self.count_overdue()
        if changes.touches("proposals", "meetings"):
            self.count_asked()
