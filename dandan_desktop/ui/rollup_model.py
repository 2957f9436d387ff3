"""The roll-up as a table model: a heading for each group of units, its rows, the total."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from dandan_desktop.domain import numbers
from dandan_desktop.domain.rollup import Column, RollUp, Row
from dandan_desktop.marks import override
from dandan_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a row of figures, or only a heading."""

    words: str
    row: Row | None = None
    is_total: bool = False


class RollUpModel(QAbstractTableModel):
    """Shows a roll-up; empty until one was made."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.made: RollUp | None = None
        self.lines: Sequence[Line] = ()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns shown."""
        return self.made.columns if self.made else ()

    def show(self, made: RollUp | None) -> None:
        """Show another roll-up, or none."""
        self.beginResetModel()
        self.made = made
        self.lines = _lines(made) if made else ()
        self.endResetModel()

    def number(self, row: int, column: int) -> int | None:
        """The figure of a cell; None on a heading."""
        if not (0 <= row < len(self.lines) and 0 <= column < len(self.columns)):
            return None
        figures = self.lines[row].row
        return figures.cells[column] if figures else None

    def note(self, column: int) -> str:
        """What a column counts, in words."""
        each = self.columns[column]
        return f"{each.group} · {each.title}: {each.note}"

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_heading = index.isValid() and self.lines[index.row()].row is None
        return flags & ~Qt.ItemFlag.ItemIsSelectable if is_heading else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if line.row is None:
            return _of_heading(line, index.column(), role)
        return self._of_figure(line, line.row.cells[index.column()], index.column(), role)

    def _of_figure(self, line: Line, number: int, column: int, role: int) -> Any:
        colours = theme.colours()
        if role == Qt.ItemDataRole.DisplayRole:
            return numbers.show_int(number)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(colours.text if number else colours.second)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(colours.page) if line.is_total else None
        if role == Qt.ItemDataRole.FontRole:
            return _bold() if number and (line.is_total or self.columns[column].of) else None
        return f"{line.words}\n{self.note(column)}" if role == Qt.ItemDataRole.ToolTipRole else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            return self.note(section) if role == Qt.ItemDataRole.ToolTipRole else None
        line = self.lines[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words if line.row else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and line.is_total:
            return _bold()
        return line.words if role == Qt.ItemDataRole.ToolTipRole else None


def _lines(made: RollUp) -> list[Line]:
    found: list[Line] = []
    for group in made.groups:
        found.append(Line(group.screen_title))
        found += [Line(row.name, row) for row in group.rows]
    return [*found, Line(made.total.name, made.total, is_total=True)]


def _of_heading(line: Line, column: int, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole and column == 0:
        return line.words
    if role == Qt.ItemDataRole.FontRole:
        return _bold()
    return QColor(theme.colours().page) if role == Qt.ItemDataRole.BackgroundRole else None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
