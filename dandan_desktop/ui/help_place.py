"""Where the help is shown: in place of the page in the main window, in a window of its own before any other."""

from typing import Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from dandan_desktop.ui import theme
from dandan_desktop.ui.help_deeds import HelpDeeds
from dandan_desktop.ui.help_key import topic_of
from dandan_desktop.ui.help_pane import HelpPane
from dandan_desktop.ui.main_window import MainWindow


class HelpPlace(QObject):
    """The help of a main window; what the clerk was at stands below it as it was, and gets the keyboard back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._held: list[QWidget] = []
        self.pane = HelpPane()
        self.deeds = HelpDeeds(self.pane)
        self.pane.hide()
        column = cast("QBoxLayout", cast("QWidget", window.stack.parentWidget()).layout())
        column.insertWidget(column.indexOf(window.stack) + 1, self.pane, 1)
        self.pane.left.connect(self.leave)
        window.used.connect(self._put_away)

    def open(self, held: QWidget) -> None:
        """Show the page that explains the widget that has the keyboard."""
        name = topic_of(held)
        self._held = _with_those_around(held)
        self._window.stack.hide()
        self.pane.show()
        self.pane.open(name)

    def leave(self) -> None:
        """Go back to where the clerk was."""
        self._put_away()
        _give_back(self._held)

    def _put_away(self) -> None:
        self.pane.hide()
        self._window.stack.show()


class HelpWindow(QDialog):
    """The help before a box, or before the start screen."""

    def __init__(self, held: QWidget) -> None:
        super().__init__(held.window())
        self._held = _with_those_around(held)
        self.setWindowTitle(self.tr("Trợ giúp"))
        self.resize(theme.scaled(theme.READABLE), theme.scaled(theme.READABLE * 2 // 3))
        self.pane = HelpPane()
        self.deeds = HelpDeeds(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pane)
        self.pane.left.connect(self.reject)
        self.finished.connect(self._on_finished)
        self.pane.open(topic_of(held))

    def _on_finished(self) -> None:
        if self._held and isValid(self._held[0]):  # type: ignore[no-untyped-call]
            self._held[0].window().activateWindow()
        _give_back(self._held)


def turn(held: QWidget) -> HelpPane:
    """Open the help of what has the keyboard, or go back from it; returns the help."""
    around: Any = held
    while not around.isWindow():
        if isinstance(around, HelpPane):
            around.left.emit()
            return around
        around = around.parentWidget()
    window = held.window()
    if isinstance(window, MainWindow):
        place = _place_of(window)
        if place.pane.isVisible():  # the keyboard is beside it, in the side bar
            place.leave()
        else:
            place.open(held)
        return place.pane
    box = HelpWindow(held)
    box.open()
    return box.pane


def _place_of(window: MainWindow) -> HelpPlace:
    found: HelpPlace | None = window.findChild(HelpPlace)
    return found or HelpPlace(window)


def _with_those_around(held: QWidget) -> list[QWidget]:
    """A widget and what it stands in: the editor of a cell is gone when the keyboard comes back."""
    around, each = [], cast("QWidget | None", held)
    while each is not None and not each.isWindow():
        around.append(each)
        each = each.parentWidget()
    return around


def _give_back(held: list[QWidget]) -> None:
    there = (each for each in held if isValid(each) and each.isVisible() and each.isEnabled())  # type: ignore[no-untyped-call]
    first = next(there, None)
    if first is not None:
        first.setFocus()
