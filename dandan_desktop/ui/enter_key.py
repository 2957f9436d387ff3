"""Enter presses the button that has the keyboard, everywhere in the window as Space does; Qt alone asks for Space."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

_INSTALLED = "enter_presses"
_ENTERS = (QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter))


class EnterKey(QObject):
    """Gives each button Enter as a shortcut when it first has the keyboard; a filter would slow every event."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self) -> None:
        # The signal's own arguments are left alone: one may be a widget that is just being destroyed.
        now: QWidget | None = QApplication.focusWidget()
        if isinstance(now, (QPushButton, QToolButton)) and now.findChild(QShortcut) is None:
            made = QShortcut(now)
            made.setKeys(_ENTERS)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.setAutoRepeat(False)  # a key held down presses once
            made.activated.connect(self._press)

    def _press(self) -> None:
        held: QWidget | None = QApplication.focusWidget()
        if isinstance(held, (QPushButton, QToolButton)):
            held.click()


def install(application: QApplication) -> None:
    """Let Enter press buttons in this application, once."""
    if not application.property(_INSTALLED):  # not findChild: PySide would wrap the style and make its 564 names
        application.setProperty(_INSTALLED, True)
        EnterKey(application)
