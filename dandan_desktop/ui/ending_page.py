"""What the window shows while its register is worked on alone: how far that is, and what went wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.ui import theme
from dandan_desktop.ui.bar import ProblemBar
from dandan_desktop.ui.work import Work


class EndingPage(QWidget):
    """Ends with a new process; a known problem is told first and put away with `left`."""

    left = Signal()

    def __init__(self, words: str, *, has_typed: bool = False) -> None:
        super().__init__()
        theme.mark(self, "page")
        self.words = QLabel(words)
        theme.mark(self.words, "title")
        kept = self.tr("Phần đang gõ đã được giữ.") + " " if has_typed else ""
        self.hint = QLabel(kept + self.tr("Làm xong, chương trình mở lại ở trang nhập mật khẩu."))
        theme.mark(self.hint, "second")
        self.hint.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setFormat("%p %")
        self.problem = ProblemBar()
        self.problem.close_it.hide()
        self.leave = QPushButton(self.tr("Mở lại sổ"))
        theme.mark(self.leave, "primary")
        self.leave.hide()
        column = QVBoxLayout()
        column.setSpacing(theme.GAP)
        for widget in (self.words, self.hint, self.bar, self.problem, self.leave):
            column.addWidget(widget)
        inside = QWidget()
        inside.setFixedWidth(theme.scaled(theme.READABLE * 2 // 3))
        inside.setLayout(column)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inside)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)
        self.leave.clicked.connect(self.left)

    def watch(self, work: Work) -> None:
        """Show how far this work is."""
        work.stepped.connect(self._on_work_stepped)

    def tell(self, error: ClerkError) -> None:
        """Say what went wrong and offer to open the register again."""
        self.words.setText(self.tr("Việc chưa làm xong"))
        self.bar.hide()
        self.hint.hide()
        self.problem.tell(error)
        self.leave.show()
        self.leave.setFocus()

    def _on_work_stepped(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
