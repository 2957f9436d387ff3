"""The search box over everything: type any words, with or without marks; Enter opens what was found."""

from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget
from typing_extensions import override

from dandan_desktop.db import lists
from dandan_desktop.db.lists import Hit
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.ui import theme
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.picker import PopUp
from dandan_desktop.ui.session import Session

DEBOUNCE = 200
_EACH = 6
_ROWS = 14
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FindBox(QLineEdit):
    """Finds records of every noun that a page shows, grouped by noun."""

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
    def _list(self) -> PopUp:
        """The list of what was found, made when it is first needed."""
        made = PopUp(self)
        made.itemClicked.connect(self._on_item_clicked)
        return made

    def look(self) -> None:
        """Search now and show what was found."""
        self._timer.stop()
        self._list.clear()
        hits = lists.find(self._session.store, self.text(), self._tables)
        for table in self._tables:
            self._add_group(table, [hit for hit in hits if hit.table == table])
        if not self.text().strip():
            self._list.hide()
            return
        if not hits:
            self._add_heading(self.tr("Không tìm thấy. Thử ít từ hơn, có dấu hay không dấu đều được."))
        else:
            self._list.setCurrentRow(1)
        self._list.open_below(_ROWS, max(self.width(), theme.scaled(theme.PANE * 3 // 2)))

    def texts(self) -> list[str]:
        """The lines shown, headings too."""
        return [self._list.item(row).text() for row in range(self._list.count())]

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

    def _add_group(self, table: str, hits: list[Hit]) -> None:
        if not hits:
            return
        more = f" · {len(hits)}" if len(hits) > _EACH else ""
        self._add_heading(noun_of(table, self._session.store.nouns).label + more)
        for hit in hits[:_EACH]:
            item = QListWidgetItem("   " + " ".join(hit.title.split()))
            item.setData(Qt.ItemDataRole.UserRole, (hit.table, hit.row))
            self._list.addItem(item)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        self._list.addItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if found:
            self._list.hide()
            self.clear()
            self.chosen.emit(*found)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._choose(item)

    def _on_text_changed(self, words: str) -> None:
        if not words:
            self._list.hide()
