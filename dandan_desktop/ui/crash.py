"""What happens at a bug: it is written to the log, and one window says that saved data is safe."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from dandan_desktop import bug_log
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.ui import theme


class CrashWindow(QDialog):
    """Offers the report, and says that saved data is safe unless the register is known as damaged."""

    help_topic = "support"

    def __init__(self, report: str, *, is_damaged: bool = False) -> None:
        super().__init__()
        self.report = report
        self.setWindowTitle("Sổ Dân vận")
        title = QLabel(self.tr("Chương trình gặp một lỗi của chính nó."))
        theme.mark(title, "title")
        safe = self.tr("Những gì đã lưu vẫn an toàn trong sổ.")
        damaged = self.tr("Sổ đang bị hỏng: hãy giữ nguyên tệp sổ và các bản sao.")
        ask = self.tr("Hãy sao chép báo lỗi và gửi cho người hỗ trợ.")
        words = QLabel(f"{damaged if is_damaged else safe} {ask}")
        words.setWordWrap(True)
        shown = QPlainTextEdit(report)
        shown.setReadOnly(True)
        self.copy = QPushButton(self.tr("Sao chép báo lỗi"))
        theme.mark(self.copy, "primary")
        close = QPushButton(self.tr("Làm việc tiếp"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.copy)
        layout = QVBoxLayout(self)
        for widget in (title, words, shown):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.resize(theme.scaled(theme.READABLE * 2 // 3), theme.scaled(theme.PANE))
        self.copy.clicked.connect(self.copy_report)
        close.clicked.connect(self.accept)

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)


class Hook:
    """Takes the place of Python's own exception hook; it keeps the window it shows.

    A known problem that nobody expected there, as of a disk while a list is painted, goes to `tell` and is no bug.
    """

    def __init__(self) -> None:
        self.window: CrashWindow | None = None
        self.tell: Callable[[ClerkError], object] | None = None
        self.is_damaged: Callable[[], bool] = bool
        """Whether the register on the screen is known as damaged."""

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a bug and show it; Ctrl+C on a terminal ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, ClerkError) and self.tell is not None:
            self.tell(error)
            return
        report = bug_log.write(error)
        if QApplication.instance() is not None:
            from dandan_desktop.services import fallback

            self.window = CrashWindow(report, is_damaged=self.is_damaged() or fallback.is_of_damage(error))
            self.window.open()


def install() -> Hook:
    """From now on every bug goes to the log in this user's folder and to the window, one on a thread to the log."""
    hook = Hook()
    sys.excepthook = hook
    threading.excepthook = lambda told: _written(told.exc_value)
    sys.unraisablehook = lambda told: _written(told.exc_value)
    return hook


def _written(error: BaseException | None) -> None:
    if error is not None:
        bug_log.write(error)
