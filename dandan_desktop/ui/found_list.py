"""What the search box found, grouped by noun, in a list below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from dandan_desktop.db import lists
from dandan_desktop.db.lists import Hit
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.ui import theme
from dandan_desktop.ui.picker import PopUp
from dandan_desktop.ui.session import Session

_EACH = 6
_ROWS = 14


class FoundList(PopUp):
    """The hits of some nouns' tables, the first ones of each noun."""

    def __init__(self, box: QWidget, session: Session, tables: tuple[str, ...]) -> None:
        super().__init__(box)
        self._session = session
        self._tables = tables

    def look_for(self, words: str) -> None:
        """Search and show what was found; without words, nothing."""
        self.clear()
        hits = lists.find(self._session.store, words, self._tables)
        for table in self._tables:
            self._add_group(table, [hit for hit in hits if hit.table == table])
        if not words.strip():
            self.hide()
            return
        if not hits:
            self._add_heading(self.tr("Không tìm thấy. Thử ít từ hơn, có dấu hay không dấu đều được."))
        else:
            self.setCurrentRow(1)
        self.open_below(_ROWS, max(self._box.width(), theme.scaled(theme.PANE * 3 // 2)))

    def texts(self) -> list[str]:
        """The lines shown, headings too."""
        return [self.item(row).text() for row in range(self.count())]

    def _add_group(self, table: str, hits: list[Hit]) -> None:
        if not hits:
            return
        more = f" · {len(hits)}" if len(hits) > _EACH else ""
        self._add_heading(noun_of(table, self._session.store.nouns).label + more)
        for hit in hits[:_EACH]:
            item = QListWidgetItem("   " + " ".join(hit.title.split()))
            item.setData(Qt.ItemDataRole.UserRole, (hit.table, hit.row))
            self.addItem(item)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        self.addItem(item)
