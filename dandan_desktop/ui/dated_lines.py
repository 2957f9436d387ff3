"""Dated lines one below the other: day, what happened, its words; read, not typed in."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dandan_desktop.ui import theme


class DatedLines(QWidget):
    """Three columns; the last one breaks into as many lines as it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.MARGIN)
        self.grid.setVerticalSpacing(0)
        self.grid.setColumnStretch(2, 1)

    def show_lines(self, lines: Iterable[tuple[str, str, str]]) -> None:
        """Show these lines instead of what stood there."""
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, words in enumerate(lines):
            for column, each in enumerate(words):
                label = QLabel(each)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                label.setWordWrap(column == len(words) - 1)
                theme.mark(label, "second" if column == 0 else "")
                self.grid.addWidget(label, row, column)
