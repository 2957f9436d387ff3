"""Sao lưu as it is seen: the state in words, the backups in a list, the buttons, and the report beside."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import Problem
from dandan_desktop.services.backups import Status
from dandan_desktop.services.copies import Listed
from dandan_desktop.ui import backup_words, theme
from dandan_desktop.ui.beside import Beside
from dandan_desktop.ui.icons import icon, primary_icon
from dandan_desktop.ui.keeper import ROLES
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.report_pane import ReportPane
from dandan_desktop.ui.sheet_left import SheetLeft
from dandan_desktop.ui.stops import Entrance

_OWN_BUTTON = (Problem.NO_BACKUP_YET, Problem.NO_SECOND_PLACE)
"""What the buttons of this page say by themselves."""


class BackupsView(QWidget):
    """Shows what it is given; trying out and restoring are only for who may restore."""

    def __init__(self, *, may_restore: bool) -> None:
        super().__init__()
        self._may_restore = may_restore
        self.copies: list[Listed] = []
        self.last = prose(self.tr("Đang xem các bản sao…"), "heading")
        self.outside, self.alarms = prose("", "second"), QVBoxLayout()
        self.others = prose("", "second")
        self.others.hide()
        self.result = prose("", "good")
        self.sheet_left = SheetLeft()
        self.make = QPushButton(primary_icon("save"), " " + self.tr("Sao lưu ngay (Ctrl+S)"))
        theme.mark(self.make, "primary")
        self.take_out = QPushButton(self.tr("Chép ra ổ ngoài…"))
        self.choose = QPushButton(self.tr("Chọn ổ ngoài…"))
        heads = {"Số": 1, "Lúc": 3, "Vì sao": 3, "Dung lượng": 2, "Kiểm tra": 3, "Nằm ở": 3}
        self.table = Lines("backups", heads, right=(0, 3))
        self.show_report = QPushButton(icon("file-text"), " " + self.tr("Xem báo cáo"))
        self.drill = QPushButton(self.tr("Thử khôi phục"))
        self.restore = QPushButton(icon("rotate-ccw"), " " + self.tr("Khôi phục…"))
        self.restore_file = QPushButton(icon("folder-open"), " " + self.tr("Khôi phục từ tệp…"))
        self.report = ReportPane()
        self._lay_out()
        for button in (self.restore, self.restore_file, self.drill):
            button.setVisible(may_restore)
        self._on_chosen()
        self.table.chosen.connect(self._on_chosen)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.make.click)

    @property
    def current(self) -> Listed | None:
        """The chosen backup."""
        row = self.table.row
        return self.copies[row] if 0 <= row < len(self.copies) else None

    def tell(self, status: Status, copies: Sequence[Listed]) -> None:
        """Show the state of the backups."""
        self.copies = list(copies)
        self.last.setText(backup_words.last_words(status))
        self.outside.setText(backup_words.outside_words(status))
        told = (backup_words.others_words(status), backup_words.aside_words(copies))
        self.others.setText("\n".join(filter(None, told)))
        self.others.setVisible(any(told))
        self.sheet_left.tell(status.sheet_files)
        while (item := self.alarms.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        for alarm in status.alarms:
            if alarm.problem not in _OWN_BUTTON:
                self.alarms.addWidget(prose(f"⚠ {alarm.text}", ROLES[alarm.level]))
        if status.is_drill_due and status.last and self._may_restore:
            self.alarms.addWidget(prose(f"⚠ {backup_words.drill_due_words(status)}", "warning"))
        self.table.fill([backup_words.copy_texts(copy) for copy in self.copies])

    def say(self, words: str, role: str) -> None:
        """Say what came of the last button."""
        self.result.setText(words)
        theme.mark(self.result, role)

    def _lay_out(self) -> None:
        card = QFrame()
        theme.mark(card, "card")
        inside = QVBoxLayout(card)
        inside.setSpacing(theme.GRID)
        inside.addWidget(self.last)
        inside.addWidget(self.outside)
        inside.addWidget(self.others)
        inside.addLayout(self.alarms)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.sheet_left)
        layout.addWidget(card)
        layout.addLayout(_row(self.result, self.choose, self.take_out, self.make))
        layout.addWidget(Beside(self.table, self.report, theme.scaled(theme.PANE)), 1)
        layout.addLayout(_row(prose(), self.show_report, self.drill, self.restore_file, self.restore))
        above, below = (self.choose, self.take_out, self.make), (self.show_report, self.drill, self.restore_file)
        first = (self.sheet_left.show_folder, self.sheet_left.delete)
        Entrance(self, self.table, [*first, *above, *below, self.restore])

    def _on_chosen(self) -> None:
        for button in (self.show_report, self.drill, self.restore):
            button.setEnabled(self.current is not None)


def _row(words: QWidget, *buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.GAP)
    row.addWidget(words, 1)
    for button in buttons:
        row.addWidget(button)
    return row
