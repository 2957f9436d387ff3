"""The journal and the trash: what was done, newest first; what was deleted, with a way back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from dandan_desktop.db import journal, lists
from dandan_desktop.db.journal import DeedLine
from dandan_desktop.db.lists import Filter
from dandan_desktop.domain import numbers
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.services import records
from dandan_desktop.ui import cells, history_words, theme
from dandan_desktop.ui.session import Session

_SHOWN = 300


class LinesPane(QWidget):
    """A table of lines with one button for the chosen one; it reads itself again when shown and after each deed."""

    def __init__(self, session: Session, heads: Sequence[str], button: str, empty: str) -> None:
        super().__init__()
        self.session = session
        self._empty = empty
        self.table = QTableWidget(0, len(heads))
        self.table.setHorizontalHeaderLabels(list(heads))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.act = QPushButton(button)
        self.total = QLabel()
        theme.mark(self.total, "second")
        below = QHBoxLayout()
        below.addWidget(self.total, 1)
        below.addWidget(self.act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)
        self._read: Callable[[], list[tuple[tuple[str, ...], bool]]] = list
        self._allowed: list[bool] = []
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        session.changed.connect(self._on_session_changed)

    def fill_with(self, read: Callable[[], list[tuple[tuple[str, ...], bool]]]) -> None:
        """Say how the lines are read: the texts of each, and whether the button works on it."""
        self._read = read

    @property
    def row(self) -> int:
        """The chosen line, -1 for none."""
        return self.table.currentRow() if self.table.selectedItems() else -1

    def refresh(self) -> None:
        """Read the lines again."""
        chosen = self.row
        lines = self._read()
        self._allowed = [allowed for _, allowed in lines]
        self.table.setRowCount(len(lines))
        for row, (texts, _) in enumerate(lines):
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.total.setText(self._empty if not lines else f"{numbers.show_int(len(lines))} {self.tr('dòng')}")
        if lines:
            self.table.selectRow(max(0, min(chosen, len(lines) - 1)))
        self._on_selection_changed()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        width = self.table.viewport().width()
        for column in range(self.table.columnCount() - 1):
            self.table.setColumnWidth(column, width // (self.table.columnCount() + 2))
        self.refresh()

    def _on_selection_changed(self) -> None:
        self.act.setEnabled(0 <= self.row < len(self._allowed) and self._allowed[self.row])

    def _on_session_changed(self) -> None:
        if self.isVisible():
            self.refresh()


class JournalPane(LinesPane):
    """Nhật ký: every deed with its time and person; most can be taken back."""

    def __init__(self, session: Session) -> None:
        heads = ("Lúc", "Người làm", "Trạng thái", "Việc đã làm")
        super().__init__(session, heads, "Hoàn tác việc này", "Chưa có việc nào được ghi trong sổ này.")
        self._lines: list[DeedLine] = []
        self.fill_with(self._deeds)
        self.act.clicked.connect(self.undo)

    def undo(self) -> None:
        """Take the chosen deed back."""
        line = self._lines[self.row]
        self.session.do(lambda: records.undo(self.session.store, line.id))

    def _deeds(self) -> list[tuple[tuple[str, ...], bool]]:
        self._lines = journal.deeds(self.session.store, _SHOWN)
        return [(self._texts(line), history_words.can_undo(line)) for line in self._lines]

    def _texts(self, line: DeedLine) -> tuple[str, ...]:
        state = self.tr("đã hoàn tác") if line.undone_by else ""
        return cells.show_moment(line.at), line.who or "—", state, history_words.deed_words(self.session, line)


class TrashPane(LinesPane):
    """Thùng rác: what was deleted, with a way back."""

    def __init__(self, session: Session) -> None:
        heads = ("Xoá lúc", "Loại", "Tên")
        super().__init__(session, heads, "Khôi phục", "Thùng rác trống.")
        self._found: list[tuple[Noun, Kept[object]]] = []
        self.fill_with(self._deleted)
        self.act.clicked.connect(self.restore)

    def restore(self) -> None:
        """Take the chosen record back."""
        noun, kept = self._found[self.row]
        self.session.do(lambda: records.restore(self.session.store, noun, kept.id))

    def _deleted(self) -> list[tuple[tuple[str, ...], bool]]:
        store = self.session.store
        self._found = []
        for noun in (noun for noun in store.nouns if noun.has_trash):
            rows = lists.ids(store, noun, Filter(trash=True))[:_SHOWN]
            self._found += [(noun, kept) for kept in lists.page(store, noun, rows)]
        self._found.sort(key=lambda pair: pair[1].deleted_at or pair[1].updated_at, reverse=True)
        return [(self._texts(noun, kept), True) for noun, kept in self._found]

    def _texts(self, noun: Noun, kept: Kept[object]) -> tuple[str, ...]:
        at = cells.show_moment(kept.deleted_at) if kept.deleted_at else ""
        return at, noun.label, " ".join(noun.title(kept.facts, self.session.store.names).split())
