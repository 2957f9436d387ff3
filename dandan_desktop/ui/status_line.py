"""The status line: every word in it is true at the moment it is shown."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dandan_desktop.db import tasks
from dandan_desktop.domain import numbers
from dandan_desktop.domain.changes import Changes
from dandan_desktop.ui import theme
from dandan_desktop.ui.session import Session


class StatusLine(QWidget):
    """Last save of this session, practice register, missing recovery sheet, overdue tasks."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        theme.mark(self, "status")
        self.saved, self.practice, self.recovery, self.only_read = QLabel(), QLabel(), QLabel(), QLabel()
        self.overdue = QPushButton()
        theme.mark(self.saved, "good")
        theme.mark(self.practice, "warning")
        theme.mark(self.recovery, "warning")
        theme.mark(self.only_read, "warning")
        theme.mark(self.overdue, "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        layout.setSpacing(theme.MARGIN)
        for widget in (self.saved, self.practice, self.recovery, self.only_read, self.overdue):
            layout.addWidget(widget)
        layout.addStretch(1)
        place = QLabel(session.register.path.name)
        place.setToolTip(str(session.register.path))
        theme.mark(place, "second")
        layout.addWidget(place)
        self.setMinimumHeight(theme.scaled(theme.ROW))
        self.saved.hide()
        self._say(self.practice, self.tr("⚠ Sổ thực hành") if session.register.is_practice else "")
        lacks = not session.register.is_practice and not session.register.has_recovery_sheet
        self._say(self.recovery, self.tr("⚠ Chưa có phiếu khôi phục") if lacks else "")
        self._say(self.only_read, "" if session.register.is_complete else self.tr("⚠ Chỉ xem: nhật ký của sổ bị thiếu"))
        self._late: list[int] = []
        self.count_overdue()
        self.overdue.clicked.connect(self._on_overdue_clicked)
        session.changed.connect(self._on_session_changed)

    def count_overdue(self) -> None:
        """Count the overdue tasks again."""
        self._late = tasks.overdue(self._session.store, self._session.today)
        self.overdue.setText(f"⚠ {numbers.show_int(len(self._late))} {self.tr('nhiệm vụ quá hạn')}")
        self.overdue.setVisible(bool(self._late))

    def words(self) -> list[str]:
        """What is said now."""
        return [
            widget.text()
            for widget in (self.saved, self.practice, self.recovery, self.only_read, self.overdue)
            if not widget.isHidden()
        ]

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _on_overdue_clicked(self) -> None:
        self._session.records_wanted.emit("tasks", self._late, self.overdue.text())

    def _on_session_changed(self, changes: Changes) -> None:
        now = datetime.now().astimezone()
        self._say(self.saved, f"{self.tr('Đã lưu')} {now:%H:%M}")
        if changes.touches("tasks", "meetings", "conclusions"):
            self.count_overdue()
