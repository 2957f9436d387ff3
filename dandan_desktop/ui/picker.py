"""Choosing one of thousands: type any part, with or without marks; the list opens below and never inside the box."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from dandan_desktop.domain import text
from dandan_desktop.marks import override
from dandan_desktop.ui import screen_room, theme
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.elided_box import ElidedBox

DEBOUNCE = 150
"""Milliseconds of quiet before a search: a syllable under Telex passes through several letters."""
_SHOWN_ROWS = 8
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

Search = Callable[[str], Sequence[Option]]


class PopUp(QListWidget):
    """A list that opens below a box and leaves the keyboard to it."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self._box = box
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        theme.mark(self, "popup")

    def open_below(self, rows: int, width: int) -> None:
        """Show so many rows below the box, or above it where the screen ends; fewer, but whole ones, on a small one."""
        self.setFont(self._box.font())
        self.ensurePolished()
        row, edge = max(self.sizeHintForRow(0), theme.scaled(theme.ROW - theme.GRID)), 2 * self.frameWidth()
        wanted = min(rows, self.count())
        below, above = screen_room.rows_beside(self._box, row, edge)
        is_below = below >= min(wanted, above)
        height = max(1, min(wanted, below if is_below else above)) * row + edge
        self.resize(width, height)
        place = self._box.mapToGlobal(QPoint(0, self._box.height() if is_below else -height))
        room = self._box.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - width)))
        self.move(place)
        self.show()

    def press(self, key: int) -> None:
        """Move the choice up or down; from the first row up goes to the last, where a record is added."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_SHOWN_ROWS}.get(Qt.Key(key), _SHOWN_ROWS)
        last = self.count() - 1
        row = last if step == -1 and self.currentRow() <= 0 else max(0, min(last, self.currentRow() + step))
        while 0 < row < last and not self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
            row += 1 if step > 0 else -1
        if self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
            self.setCurrentRow(row)


class Picker(ElidedBox):
    """A box for one row of a table; `value()` is its id, or the text typed while nothing is chosen."""

    changed = Signal()
    add_requested = Signal(str)
    """The clerk wants a new record of this name."""

    def __init__(
        self,
        search: Search,
        named: Callable[[int], str],
        parent: QWidget | None = None,
        *,
        add_words: str = "",
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._named = named
        self._add_words = add_words
        self._chosen: int | None = None
        self._list = PopUp(self)
        self._list.itemClicked.connect(self._on_list_item_clicked)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self.look)
        self.textEdited.connect(self._on_text_edited)
        self.hint(self.tr("Gõ một phần tên để tìm"), self.tr("Gõ để tìm"))

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list.isVisible()

    @property
    def chosen(self) -> int | None:
        """The id of the chosen row; None while nothing is."""
        return self._chosen

    def value(self) -> Any:
        """The id of the chosen row, else what was typed."""
        if self._chosen is not None:
            return self._chosen
        same = self._same()
        return same.value if same else text.tidy(self.text()) or None

    def set_value(self, value: Any) -> None:
        """Choose a row by its id, or show what was typed."""
        self._list.hide()
        self._chosen = value if isinstance(value, int) else None
        self.setText(self._named(value) if isinstance(value, int) else value or "")
        self.setCursorPosition(0)

    def options(self) -> list[str]:
        """The words now offered."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def look(self) -> None:
        """Search for what is typed and offer what was found; in an empty box none of it is chosen yet."""
        self._timer.stop()
        self._list.clear()
        for option in self._search(self.text()):
            item = QListWidgetItem(option.words)
            item.setData(Qt.ItemDataRole.UserRole, option.value)
            self._list.addItem(item)
        if self._add_words:
            named = f" “{text.tidy(self.text())}”" if self.text().strip() else ""
            self._list.addItem(f"{self._add_words}{named}…")
        if self._list.count():
            self._list.setCurrentRow(0 if self.text().strip() else -1)
            self._list.open_below(_SHOWN_ROWS, max(self.width(), theme.scaled(theme.PANE)))
        else:
            self._list.hide()

    def settle(self) -> None:
        """Where nothing is chosen, take the one row that is named exactly as typed, or give the letters their form."""
        if self._chosen is not None:
            return
        same, tidied = self._same(), text.tidy(self.text())
        if same is not None:
            self._choose(same.value, same.words)
        elif tidied != self.text():
            self.setText(tidied)

    def take(self) -> bool:
        """Choose the offered row; False when none is offered."""
        if self._timer.isActive():
            self.look()
        item = self._list.currentItem() if self.is_open else None
        value = item.data(Qt.ItemDataRole.UserRole) if item else None
        if item is None or value is None:
            return False
        self._choose(value, item.text())
        return True

    def take_typed(self) -> bool:
        """Choose the offered row where something was typed and nothing is chosen yet; False when none is offered."""
        return self._chosen is not None or not self.text().strip() or self.take()

    def take_new(self, row: int) -> None:
        """Choose a record that was just added, and go on here."""
        self._choose(row, "")
        self.setFocus()

    def enter(self) -> bool:
        """Take the row chosen in the list; False where that one asks for a new record, which is then wanted."""
        if self.take():
            return True
        is_new = self.is_open and self._list.currentItem() is not None
        self._list.hide()
        if is_new:
            self.add_requested.emit(text.tidy(self.text()))
        return not is_new

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _MOVES and self.is_open:
            self._list.press(key)
        elif key == Qt.Key.Key_Down:
            self.look()
            self._list.setCurrentRow(0)
        elif key == Qt.Key.Key_Escape and self.is_open:
            self._list.hide()
        elif key in _ENTERS and (self.is_open or self._timer.isActive()):
            self.enter()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        self.take_typed()
        return super().focusNextPrevChild(forward)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._timer.stop()
        self._list.hide()
        self.settle()
        super().focusOutEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._list.hide()
        super().hideEvent(event)

    def _same(self) -> Option | None:
        """The one row that is named exactly as typed."""
        if not self.text().strip():
            return None
        wanted = text.norm(self.text())
        same = [option for option in self._search(self.text()) if wanted in _names_of(option)]
        return same[0] if len(same) == 1 else None

    def _choose(self, value: int, words: str) -> None:
        self._timer.stop()
        self._list.hide()
        self._chosen = value
        self.setText(self._named(value) or words)
        self.setCursorPosition(0)
        self.changed.emit()

    def _on_text_edited(self) -> None:
        self._chosen = None
        self._timer.start()
        self.changed.emit()

    def _on_list_item_clicked(self, item: QListWidgetItem) -> None:
        self._list.setCurrentItem(item)
        self.enter()


class FreePicker(Picker):
    """A picker whose value is the words in it: its rows are suggestions, and anything else may be typed."""

    @override
    def value(self) -> str:
        return text.tidy(self.text())

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value or "")


def _names_of(option: Option) -> tuple[str, str]:
    """How an option may be typed in full: with what stands in brackets, or without."""
    return text.norm(option.words), text.norm(option.words.partition(" (")[0])
