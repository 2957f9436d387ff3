"""What happens at a bug: it is written to the log, and one window says that saved data is safe."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from dandan_desktop import __version__, paths
from dandan_desktop.ui import theme

LOG = "nhat-ky-loi.log"
_log = logging.getLogger("dandan_desktop.crash")


def report_of(kind: type[BaseException], error: BaseException) -> str:
    """What is logged and copied: where it happened and what kind of bug, never a value of a record."""
    lines = [f"Sổ Dân vận {__version__}, Python {sys.version.split()[0]}, {sys.platform}", kind.__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        file = frame.filename.replace("\\", "/").rpartition("/dandan_desktop/")[2].rpartition("/site-packages/")[2]
        lines.append(f"{file}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


class CrashWindow(QDialog):
    """Says that saved data is safe and offers the report."""

    def __init__(self, report: str) -> None:
        super().__init__()
        self.report = report
        self.setWindowTitle("Sổ Dân vận")
        title = QLabel(self.tr("Chương trình gặp một lỗi của chính nó."))
        theme.mark(title, "title")
        words = QLabel(self.tr("Những gì đã lưu vẫn an toàn trong sổ. Hãy sao chép báo lỗi và gửi cho người hỗ trợ."))
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
    """Takes the place of Python's own exception hook; it keeps the window it shows."""

    def __init__(self) -> None:
        self.window: CrashWindow | None = None

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a bug and show it; Ctrl+C on a terminal ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(kind, error)
        _open_log()
        _log.error("%s", report)
        if QApplication.instance() is not None:
            self.window = CrashWindow(report)
            self.window.open()


def install() -> Hook:
    """From now on every bug goes to the log in this user's folder and to the window."""
    hook = Hook()
    sys.excepthook = hook
    return hook


def _open_log() -> None:
    """Have bugs written to the file; only a bug pays for it, not every start."""
    from logging.handlers import RotatingFileHandler

    if any(isinstance(handler, RotatingFileHandler) for handler in _log.handlers):
        return
    folder = paths.data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / LOG, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        return  # the bug is still shown
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)
