"""From which day a template is used: asked once a file was found sound, or when the program's own is wanted again."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from dandan_desktop.domain.dates import read_date, show_date
from dandan_desktop.ui import theme
from dandan_desktop.ui.input_widgets import DateInput
from dandan_desktop.ui.labels import prose


class DayForm(QFrame):
    """Hidden until it asks; `wanted` brings the day, `dropped` tells that nothing shall change."""

    wanted = Signal(object)
    dropped = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        theme.mark(self, "card")
        self._today = today
        self.words = prose("", "heading")
        self.problem = prose("", "error")
        self.day = DateInput(today)
        self.day.setAccessibleName(self.tr("Dùng từ ngày"))
        self.day.setMaximumWidth(theme.scaled(theme.READABLE // 5))
        self.yes = QPushButton()
        self.no = QPushButton(self.tr("Bỏ, giữ mẫu đang dùng"))
        theme.mark(self.yes, "primary")
        label = QLabel(self.tr("Dùng từ ngày"))
        label.setBuddy(self.day)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for widget in (label, self.day, self.yes, self.no):
            row.addWidget(widget)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.words)
        layout.addLayout(row)
        layout.addWidget(self.problem)
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.dropped)
        self.day.returnPressed.connect(self._on_yes_clicked)
        self.hide()

    def ask(self, words: str, yes: str) -> None:
        """Ask for the day, today proposed."""
        self.words.setText(words)
        self.yes.setText(yes)
        self.problem.hide()
        self.day.set_value(show_date(self._today()))
        self.show()
        self.day.setFocus()
        self.day.selectAll()

    def _on_yes_clicked(self) -> None:
        try:
            day = read_date(self.day.text(), self._today())
        except ValueError:
            self.problem.setText(self.tr("✕ Ngày này không đọc được. Hãy ghi như 3/2/2026."))
            self.problem.show()
            self.day.setFocus()
            return
        self.wanted.emit(day)
