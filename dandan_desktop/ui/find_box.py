"""The search box over everything: type any words, with or without marks; Enter opens what was found."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.marks import override
from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidgetItem

    from dandan_desktop.ui.found_list import FoundList

DEBOUNCE = 200
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FindBox(QLineEdit):
    """Finds records of every noun that a page shows, grouped by noun."""

    help_topic = "find"

    chosen = Signal(str, int)

    def __init__(self, session: Session, tables: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tables = tuple(table for table in tables if noun_of(table, session.store.nouns).is_found)
        self.setPlaceholderText(self.tr("Tìm khắp sổ (Ctrl+K)"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", theme.colours().second), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self.look)
        self.textEdited.connect(self._timer.start)
        self.textChanged.connect(self._on_text_changed)

    @cached_property
    def _list(self) -> "FoundList":
        """The list of what was found, made when it is first needed."""
        from dandan_desktop.ui.found_list import FoundList

        made = FoundList(self, self._session, self._tables)
        made.itemClicked.connect(self._on_item_clicked)
        return made

    def look(self) -> None:
        """Search now and show what was found."""
        self._timer.stop()
        self._list.look_for(self.text())

    def texts(self) -> list[str]:
        """The lines shown, headings too."""
        return self._list.texts()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _MOVES and self._list.isVisible():
            self._list.press(key)
        elif key in _ENTERS:
            if self._timer.isActive() or not self._list.isVisible():
                self.look()
            self._choose(self._list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self._list.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._list.hide()
        super().focusOutEvent(event)

    def _choose(self, item: "QListWidgetItem | None") -> None:
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if found:
            self._list.hide()
            self.clear()
            self.chosen.emit(*found)

    def _on_item_clicked(self, item: "QListWidgetItem") -> None:
        self._choose(item)

    def _on_text_changed(self, words: str) -> None:
        if not words:
            self._list.hide()
