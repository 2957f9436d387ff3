"""What may be done with the record shown, in one row: the deeds most needed as buttons, the rest in one menu (F10)."""

import re

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dandan_desktop.marks import override
from dandan_desktop.ui import theme

_KEYS = re.compile(r"^\s*(?P<words>.*?)(?: \((?P<keys>[^()]+)\))?$")


class DeedRow(QWidget):
    """Buttons in the order they are needed; those without room, and those that do not lead, stand in the menu.

    A deed is offered while its button is not hidden; words, key, tooltip and whether it is open are the button's own.
    """

    def __init__(self, page: QWidget, *last: QPushButton) -> None:
        super().__init__(page)
        self._seats: dict[QPushButton, QWidget] = {}
        self._leads: tuple[QPushButton, ...] = ()
        self._last = last
        """What stands at the right while there is room, and last in the menu."""
        self.more = QPushButton(self.tr("Việc khác (F10)"))
        theme.mark(self.more, "menu")
        self.menu = QMenu(self.more)
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for button in last:
            self._row.addWidget(self._seat(button))
        self.menu.aboutToShow.connect(self._fill)
        QShortcut(QKeySequence("F10"), page).activated.connect(self.open)

    @property
    def listed(self) -> tuple[QPushButton, ...]:
        """The deeds the menu offers now, in its order."""
        rest = (*self._leads, *(each for each in self._seats if each not in (*self._leads, *self._last)), *self._last)
        return tuple(each for each in rest if not each.isHidden() and self._seats[each].isHidden())

    def offer(self, *buttons: QPushButton) -> None:
        """Add deeds to the menu, behind those there are."""
        for button in buttons:
            self._seat(button)

    def lead(self, *buttons: QPushButton) -> None:
        """Let these stand in the row from now on, the most needed first."""
        self.offer(*(each for each in buttons if each not in self._seats))
        self._leads = buttons
        for place, button in enumerate(buttons):
            self._row.insertWidget(place, self._seats[button])
        self.fit()

    def fit(self) -> None:
        """Show as many buttons as there is room for; the menu where it has something to offer."""
        wanted = [each for each in (*self._leads, *self._last) if not each.isHidden()]
        aside = any(not each.isHidden() for each in self._seats if each not in (*self._leads, *self._last))
        wide = sum(each.sizeHint().width() + theme.GAP for each in wanted)
        room = self.width() - (self.more.sizeHint().width() + theme.GAP if aside or wide > self.width() else 0)
        shown: set[QPushButton] = set()
        for group in (*((each,) for each in self._leads), self._last):  # the last ones together or not at all
            offered = [each for each in group if not each.isHidden()]
            room -= sum(each.sizeHint().width() + theme.GAP for each in offered)
            if room < 0:
                break
            shown.update(offered)
        for button, seat in self._seats.items():
            seat.setVisible(button in shown)
        self.more.setVisible(bool(self.listed))

    def focus(self, button: QPushButton) -> None:
        """Give a deed the keyboard; where it stands in the menu, the menu's button."""
        (button if button.isVisible() else self.more).setFocus()

    def open(self, at: QPushButton | None = None) -> None:
        """Open the menu, at a deed or at the first that is open."""
        if self.more.isHidden() or not self.isVisible():
            return
        self.more.setFocus()
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
        listed, actions = self.listed, [each for each in self.menu.actions() if not each.isSeparator()]
        is_open = [each for each in actions if each.isEnabled()]
        wanted = actions[listed.index(at)] if at in listed else next(iter(is_open), None)
        if wanted is not None:
            self.menu.setActiveAction(wanted)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.more.sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def _seat(self, button: QPushButton) -> QWidget:
        """A place of its own for a button, whose being hidden says that the deed is not offered."""
        seat = QWidget(self)
        inside = QVBoxLayout(seat)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(button)
        seat.hide()
        self._seats[button] = seat
        return seat

    def _fill(self) -> None:
        self.menu.clear()
        for button in self.listed:
            if button in self._last and self.menu.actions() and not self._has_rule():
                self.menu.addSeparator()
            found = _KEYS.match(button.text())
            words, keys = (found["words"], found["keys"]) if found else (button.text(), None)
            within: QMenu | None = button.menu()
            action = self.menu.addMenu(within) if within is not None else QAction(self.menu)
            action.setText(f"{words}\t{keys}" if keys else words)
            action.setIcon(button.icon())
            action.setToolTip(button.toolTip() or words)
            action.setEnabled(button.isEnabled())
            if within is None:
                action.triggered.connect(button.click)
                self.menu.addAction(action)

    def _has_rule(self) -> bool:
        return any(each.isSeparator() for each in self.menu.actions())
