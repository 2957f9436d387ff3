"""F1 opens the help of where the keyboard is, in every window of the program; again F1, or Esc, goes back.

A widget says which page explains it by `help_topic`; what says nothing is explained by what it stands in.
"""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from dandan_desktop.ui.page import Page

KEY = "F1"
_INSTALLED = "help_pressed"


class HelpKey(QObject):
    """Gives each window F1 as a shortcut when it first has the keyboard."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self) -> None:
        # The signal's own arguments are left alone: one may be a widget that is just being destroyed.
        now: QWidget | None = QApplication.focusWidget()
        if now is not None:
            give(now.window())


def install(application: QApplication) -> None:
    """Let F1 open the help in this application, once."""
    if not application.property(_INSTALLED):
        application.setProperty(_INSTALLED, True)
        HelpKey(application)


def give(window: QWidget) -> None:
    """Let F1 open the help in this window, once."""
    if not window.property(_INSTALLED):
        window.setProperty(_INSTALLED, True)
        QShortcut(QKeySequence(KEY), window).activated.connect(press)


def press() -> None:
    """Open the help of where the keyboard is, or go back from it."""
    held: QWidget | None = QApplication.focusWidget() or QApplication.activeWindow()
    if held is not None:
        from dandan_desktop.ui import help_place

        help_place.turn(held)


def topic_of(widget: QWidget) -> str:
    """The name of the help page that explains a widget; empty where none does.

    Beside the page, as in the side bar, it is the page shown.
    """
    each: Any = widget
    while each is not None:
        if found := _own(each):
            return found
        if (stack := getattr(each, "stack", None)) is not None:
            return _own(stack.currentWidget())
        each = each.parentWidget()
    return ""


def _own(widget: Any) -> str:
    return widget.help_shown() if isinstance(widget, Page) else str(getattr(widget, "help_topic", ""))
