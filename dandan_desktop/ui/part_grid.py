"""A table in which the parts of a record are edited: attendance, opinions, votes, moves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import Kept
from dandan_desktop.marks import override
from dandan_desktop.services.speakers import Speaker
from dandan_desktop.ui import permits, theme, widths
from dandan_desktop.ui.grid_delegate import GridDelegate
from dandan_desktop.ui.grid_model import GridModel
from dandan_desktop.ui.icons import icon
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.pasting import cells_of, reader
from dandan_desktop.ui.session import Session

_SHOWN_ROWS = 11
_OPEN, _CLOSED = "e", "c"


@dataclass(frozen=True, slots=True)
class GridSpec:
    """Which facts of a part are columns, with their shares of the width, and what the rules say of one row.

    `totals` words what is counted, beside the label; `is_open` says of a fact and its row as typed whether the cell is
    typed in.
    """

    record: type[Any]
    names: str
    label: str
    shares: Mapping[str, int] | None = None
    findings: Callable[[Any], Sequence[Finding]] | None = None
    totals: Callable[[Sequence[Mapping[str, Any]]], str] | None = None
    is_open: Callable[[str, Mapping[str, Any]], bool] | None = None


class GridTable(QTableView):
    """The grid itself: Alt+↑ and Alt+↓ move the row, Ctrl+Delete takes it out, Ctrl+V puts in rows from Excel."""

    row_moved = Signal(int)
    row_removed = Signal()
    paste_wanted = Signal()
    resized = Signal()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # its height is only what its rows were given
            self.resized.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.row_moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif with_control and event.key() == Qt.Key.Key_Delete:
            self.row_removed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif self._leaves(event.key()):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Hand the first syllable to the editor it opens: Qt itself would lose it."""
        index = self.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsEditable or not (event.commitString() or event.preeditString()):
            super().inputMethodEvent(event)
            return
        self.edit(index)
        editor: Any = self.focusWidget()
        if editor is not None and editor is not self:
            QCoreApplication.sendEvent(editor, event)

    def _leaves(self, key: int) -> bool:
        """Whether Tab goes on past the last cell, or back past the first; in between it goes from cell to cell."""
        current, model = self.currentIndex(), self.model()
        place = (current.row(), current.column())
        if key == Qt.Key.Key_Backtab:
            return place <= (0, 0)
        is_past = not current.isValid() or place == (model.rowCount() - 1, model.columnCount() - 1)
        return key == Qt.Key.Key_Tab and is_past

    def _enter(self, index: QModelIndex) -> None:
        """Begin to type in a cell, or go past one that is only ticked or closed."""
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            onward = self.moveCursor(QAbstractItemView.CursorAction.MoveNext, Qt.KeyboardModifier.NoModifier)
            self.setCurrentIndex(onward)


class PartGrid(QWidget):
    """Edits a list of parts; the last, empty row takes a new one."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        spec: GridSpec,
        parent: QWidget | None = None,
        *,
        day: Callable[[], date] | None = None,
        is_closed: Callable[[], bool] = lambda: False,
        named: Callable[[], Sequence[Speaker]] = tuple,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.spec = spec
        self.desk = desk = Desk(session, day or (lambda: session.today), is_closed=is_closed, named=named)
        self.model = GridModel(
            session,
            spec.record,
            spec.names,
            self,
            is_open=partial(_is_cell_open, self),
            takes_more=lambda: desk.is_open,
        )
        self.table = GridTable()
        self.table.setModel(self.model)
        self._delegate = GridDelegate(desk, self.table)
        self.table.setItemDelegate(self._delegate)
        self.finding = QLabel()
        self.finding.setWordWrap(True)
        self.finding.hide()
        theme.mark(self.finding, "error")
        self.count = QLabel(spec.label)
        theme.mark(self.count, "heading")
        self.up = QPushButton(icon("arrow-up"), " " + self.tr("Lên (Alt+↑)"))
        self.down = QPushButton(icon("arrow-down"), " " + self.tr("Xuống (Alt+↓)"))
        self.remove = QPushButton(icon("trash-2"), " " + self.tr("Bỏ dòng (Ctrl+Delete)"))
        for button in (self.up, self.down, self.remove):
            permits.dress(button, session.store, desk.deed)
        self._dress()
        self._lay_out()
        self._connect()

    def set_parts(self, parts: Sequence[Kept[Any]]) -> None:
        """Show the parts a record has now."""
        self.model.set_parts(parts)
        self._say(())
        self._fit()

    @property
    def before(self) -> Sequence[Kept[Any]]:
        """The parts as they were when they were set."""
        return self.model.before

    def edits(self) -> list[tuple[int, Any]] | None:
        """The parts as they shall be: id (0 = new) and facts; None when a row is refused, which is then shown."""
        self._finish_editing()
        pairs, findings = self.model.read(self.spec.findings)
        self._say(findings)
        return None if any(finding.blocks for _, finding in findings) else pairs

    def drafts(self) -> list[dict[str, Any]]:
        """What was typed, row by row, for the draft of the sheet."""
        return self.model.drafts()

    def set_drafts(self, drafts: Sequence[Mapping[str, Any]]) -> None:
        """Put back what was once typed."""
        self.model.set_drafts(drafts)
        self._fit()

    def where(self, focused: QWidget) -> str:
        """The cell that has the keyboard: row, column, and whether it is being typed in; empty for none."""
        index = self.table.currentIndex()
        if not self.isAncestorOf(focused) or not index.isValid():
            return ""
        return f"{index.row()}/{index.column()}/{_CLOSED if focused is self.table else _OPEN}"

    def go_to(self, where: str) -> QWidget | None:
        """Give a cell the keyboard, opening one that was being typed in."""
        row, _, rest = where.partition("/")
        column, _, state = rest.partition("/")
        index = self.model.index(int(row), int(column)) if row.isdecimal() and column.isdecimal() else None
        if index is None or not index.isValid():
            return None
        self.table.setFocus()
        self.table.setCurrentIndex(index)
        if state == _OPEN and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)
        return self.table.focusWidget()

    @property
    def is_changed(self) -> bool:
        """Whether the parts differ from what was set."""
        return self.model.is_changed

    def move_row(self, step: int) -> None:
        """Move the current row up (-1) or down (1)."""
        current = self.table.currentIndex()
        row = self.model.move(current.row(), step) if self.desk.is_open else -1
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, current.column()))

    def remove_row(self) -> None:
        """Take the current row out."""
        if not self.desk.is_open:
            return
        self.model.take_out(self.table.currentIndex().row())

    def paste(self) -> None:
        """Put the cells on the clipboard into the grid from the current one on, and say what is wrong with them."""
        current, pasted = self.table.currentIndex(), QGuiApplication.clipboard().text()
        if not (self.desk.is_open and current.isValid() and pasted.strip()):
            return
        shown = self.model.shown[current.column() :]
        cells = cells_of(pasted)
        shelf = QWidget()
        read = reader(self.desk, shelf)
        values = [[read(each, words) for each, words in zip(shown, row, strict=False)] for row in cells]
        shelf.deleteLater()
        self.model.paste(current.row(), current.column(), values)
        self.table.setCurrentIndex(self.model.index(current.row(), current.column()))
        _, findings = self.model.read(self.spec.findings)
        self._say(findings, too_many=max(map(len, cells)) - len(shown))

    def _finish_editing(self) -> None:
        editor = self.table.focusWidget()
        if editor is not self.table and self.table.viewport().isAncestorOf(editor):
            self.table.setFocus()

    def _dress(self) -> None:
        theme.mark(self.table, "grid")
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.table.verticalHeader().setMinimumSectionSize(theme.row_height())
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.count, 1)
        for button in (self.up, self.down, self.remove):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            theme.mark(button, "link")
            above.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(above)
        layout.addWidget(self.table)
        layout.addWidget(self.finding)

    def _connect(self) -> None:
        self.model.edited.connect(self._on_edited)
        self._delegate.typed.connect(self._on_cell_typed)
        self.table.resized.connect(self._fit)
        self.table.row_moved.connect(self.move_row)
        self.table.row_removed.connect(self.remove_row)
        self.table.paste_wanted.connect(self.paste)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: _say_buttons(self))
        self.up.clicked.connect(lambda: self.move_row(-1))
        self.down.clicked.connect(lambda: self.move_row(1))
        self.remove.clicked.connect(self.remove_row)

    def _on_cell_typed(self, held: Any) -> None:
        was_open = self.model.hold(held)
        if held is not None or was_open:
            self.changed.emit()

    def _on_edited(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Give the columns their shares, and the table the height of its rows up to a limit."""
        shares = dict(self.spec.shares or {})
        wanted = [shares.get(each.name, 2 if each.kind is not bool else 1) for each in self.model.shown]
        header = self.table.horizontalHeader()
        given, is_wide = _shared(self.table, self.model, wanted)
        headings = [str(self.model.headerData(n, Qt.Orientation.Horizontal)) for n in range(len(wanted))]
        lines = 1 + max(words.count("\n") for words in headings)
        header.setFixedHeight(max(theme.row_height(), lines * header.fontMetrics().lineSpacing() + 2 * theme.GRID))
        for column, pixels in enumerate(given):
            self.table.setColumnWidth(column, pixels)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_wide else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.table.setHorizontalScrollBarPolicy(policy)
        self.table.resizeRowsToContents()
        rows = min(self.model.rowCount(), _SHOWN_ROWS)
        height = sum(max(self.table.rowHeight(row), theme.row_height()) for row in range(rows))
        self.table.setFixedHeight(height + header.height() + 2 * theme.GRID)
        words = self.spec.totals(self.model.drafts()) if self.spec.totals else str(begun(self.model))
        self.count.setText(f"{self.spec.label} · {words}")
        _say_buttons(self)

    def _say(self, findings: Sequence[tuple[int, Finding]], too_many: int = 0) -> None:
        self.model.show_findings(findings)
        lines = [f"✕ {self.tr('Dòng')} {row + 1}: {finding.text}" for row, finding in findings if finding.blocks]
        lines += [f"⚠ {self.tr('Dòng')} {row + 1}: {finding.text}" for row, finding in findings if not finding.blocks]
        if too_many > 0:
            lines.append(f"⚠ {self.tr('Số cột cuối không dán vì bảng này không có chỗ')}: {too_many}.")
        theme.mark(self.finding, "error" if any(finding.blocks for _, finding in findings) else "warning")
        self.finding.setText("\n".join(lines))
        self.finding.setVisible(bool(lines))


def _shared(table: QTableView, model: GridModel, shares: Sequence[int]) -> tuple[list[int], bool]:
    """The columns' pixels, and whether they need more than there is; a head breaks only where it must."""
    header, room, columns = table.horizontalHeader(), table.viewport().width(), range(len(shares))
    model.whole_heads = frozenset(columns)
    whole = [header.sectionSizeHint(column) for column in columns]
    model.whole_heads = frozenset()
    given = widths.by_share(room, shares, [header.sectionSizeHint(column) for column in columns])
    is_wide = sum(given) > room
    given[-1] += max(0, room - sum(given))
    model.whole_heads = frozenset(column for column in columns if whole[column] <= given[column])
    return given, is_wide


def begun(model: GridModel) -> int:
    """How many rows there are, without the empty one at the end."""
    return model.rowCount() - model.has_spare


def _say_buttons(grid: PartGrid) -> None:
    """A row moves only where there is room for it, and only a row that was begun is taken out."""
    row, last = grid.table.currentIndex().row(), begun(grid.model) - 1
    is_line = grid.desk.is_open and 0 <= row <= last
    grid.up.setEnabled(is_line and row > 0)
    grid.down.setEnabled(is_line and row < last)
    grid.remove.setEnabled(is_line)


def _is_cell_open(grid: PartGrid, name: str, typed: Mapping[str, Any]) -> bool:
    return grid.desk.is_open and (grid.spec.is_open is None or grid.spec.is_open(name, typed))
