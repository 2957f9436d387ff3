"""Ctrl+Z in a text field that has nothing of its own to take back: it goes on to the window, which may undo a deed."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from dandan_desktop.marks import override
from dandan_desktop.ui import theme

TAKES_BACK = "takesBack"
"""The property of a field whose form takes back its own deeds by Ctrl+Z."""


def has_own(held: QLineEdit | QPlainTextEdit) -> bool:
    """Whether something typed in a field can be taken back there."""
    return held.isUndoAvailable() if isinstance(held, QLineEdit) else held.document().isUndoAvailable()


class UndoKey(QObject):
    """Keeps a field that has the keyboard from taking Ctrl+Z for nothing; Qt alone gives it the key in any case."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        theme.application().focusChanged.connect(self._on_focus_changed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and isinstance(watched, (QLineEdit, QPlainTextEdit))
            and not watched.property(TAKES_BACK)
            and not has_own(watched)
        ):
            event.ignore()
            return True
        return False

    def _on_focus_changed(self) -> None:
        # The signal's own arguments are left alone: one may be a widget that is just being destroyed.
        now: QWidget | None = QApplication.focusWidget()
        if isinstance(now, (QLineEdit, QPlainTextEdit)):
            now.installEventFilter(self)
