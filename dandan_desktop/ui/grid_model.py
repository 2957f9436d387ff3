"""The rows of a part grid as they are typed: drafts with the ids of the parts they came from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from dandan_desktop.domain import readers
from dandan_desktop.domain.drafts import Finding, Refused, checked
from dandan_desktop.domain.facts import Kept, Lines, Trait, trait, traits
from dandan_desktop.marks import override
from dandan_desktop.ui import cells, theme
from dandan_desktop.ui.session import Session

TRAIT_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_SHORT = 10
"""A heading that is longer stands in two lines, so that the room goes to what is typed below."""
Findings = list[tuple[int, Finding]]


@dataclass(slots=True)
class Line:
    """One row of the grid: the part's id (0 = new), all its facts as typed or kept, what is wrong with them."""

    id: int
    typed: dict[str, Any]
    findings: dict[str, Finding] = field(default_factory=dict)


class GridModel(QAbstractTableModel):
    """Drafts of parts; one empty row at the end waits for the next where the record takes any."""

    edited = Signal()

    def __init__(
        self,
        session: Session,
        record: type[Any],
        names: str,
        parent: QObject | None = None,
        *,
        is_open: Callable[[str, Mapping[str, Any]], bool] | None = None,
        takes_more: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self.record = record
        self._is_open, self._takes_more = is_open, takes_more
        self.has_spare = True
        """Whether the empty row at the end is there."""
        self.shown = tuple(trait(record, name) for name in names.split())
        self.whole_heads: frozenset[int] = frozenset()
        self.before: Sequence[Kept[Any]] = ()
        self._session = session
        self._lines: list[Line] = [_new_line(self.record)]
        self._held: tuple[int, str, Any] | None = None
        self._opened: list[dict[str, Any]] = []

    def set_parts(self, parts: Sequence[Kept[Any]]) -> None:
        """Show the parts a record has."""
        self.before = tuple(parts)
        lines = [Line(kept.id, _facts_of(self.record, kept.facts)) for kept in parts]
        self._set_lines(lines)
        self._opened = self.drafts()

    def hold(self, held: tuple[int, str, Any] | None) -> bool:
        """Know what stands in a cell (row, fact, value) whose input is still open, for the draft; None for none.

        Returns whether there was one before.
        """
        was, self._held = self._held, held
        return was is not None

    def drafts(self, *, with_open: bool = True) -> list[dict[str, Any]]:
        """What was typed in each row but the empty last one, in an open cell too unless it is left out."""
        found = [{"": line.id, **line.typed} for line in self._lines]
        if with_open and self._held is not None and self._held[0] < len(found):
            row, name, value = self._held
            is_same = (found[row].get(name) or None) == (value or None)
            found[row] |= {} if is_same else {name: value}
            return found if row == len(found) - 1 and not is_same else found[:-1]
        return found[:-1]

    def set_drafts(self, drafts: Sequence[Mapping[str, Any]]) -> None:
        """Put back rows once typed; a part that is gone since becomes a new one."""
        known = {kept.id for kept in self.before}
        lines = []
        for draft in drafts:
            row = draft.get("", 0)
            lines.append(Line(row if row in known else 0, {name: typed for name, typed in draft.items() if name}))
        self._set_lines(lines)

    @property
    def is_changed(self) -> bool:
        """Whether the rows differ from the parts."""
        return self.drafts() != self._opened

    def read(self, rules: Callable[[Any], Sequence[Finding]] | None) -> tuple[list[tuple[int, Any]], Findings]:
        """Every row as id and facts, and what is wrong or odd, by row."""
        read, pairs, findings = readers.clerk(self._session.today), [], []
        for row, line in enumerate(self._lines[:-1]):
            found = checked(self.record, line.typed, read)
            if isinstance(found, Refused):
                findings += [(row, finding) for finding in found.findings]
                continue
            pairs.append((line.id, found))
            findings += [(row, finding) for finding in (rules(found) if rules else ())]
        return pairs, findings

    def show_findings(self, findings: Sequence[tuple[int, Finding]]) -> None:
        """Mark the cells that are wrong or odd."""
        for line in self._lines:
            line.findings = {}
        for row, finding in findings:
            self._lines[row].findings[finding.name] = finding
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.shown) - 1), [])

    def move(self, row: int, step: int) -> int:
        """Move a row; returns where it is now, -1 when it cannot go there."""
        to = row + step
        if not (0 <= row < len(self._lines) - 1 and 0 <= to < len(self._lines) - 1):
            return -1
        self.beginMoveRows(_TOP, row, row, _TOP, to + 1 if step > 0 else to)
        self._lines.insert(to, self._lines.pop(row))
        self.endMoveRows()
        self.edited.emit()
        return to

    def take_out(self, row: int) -> None:
        """Take a row out."""
        if 0 <= row < len(self._lines) - 1:
            self.beginRemoveRows(_TOP, row, row)
            del self._lines[row]
            self.endRemoveRows()
            self.edited.emit()

    def paste(self, row: int, column: int, rows: Sequence[Sequence[Any]]) -> None:
        """Put values as typed into the cells from one on, adding the rows that are needed."""
        end = len(self._lines) - 1
        new = [_new_line(self.record) for _ in range(row + len(rows) - end)]
        for line, values in zip([*self._lines[row : min(end, row + len(rows))], *new], rows, strict=True):
            for each, value in zip(self.shown[column:], values, strict=False):
                line.typed[each.name] = value
                line.findings.pop(each.name, None)
        if row < end:
            self.dataChanged.emit(self.index(row, 0), self.index(end - 1, len(self.shown) - 1), [])
        if new:
            self.beginInsertRows(_TOP, end, end + len(new) - 1)
            self._lines[end:end] = new
            self.endInsertRows()
        self.edited.emit()

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines) - (not self.has_spare)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        basic = super().flags(index)
        if not index.isValid():
            return basic
        each = self.shown[index.column()]
        if self._is_open is not None and not self._is_open(each.name, self._lines[index.row()].typed):
            return basic
        is_flag = each.kind is bool
        return basic | (Qt.ItemFlag.ItemIsUserCheckable if is_flag else Qt.ItemFlag.ItemIsEditable)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        each, line = self.shown[index.column()], self._lines[index.row()]
        if role == TRAIT_ROLE:
            return each
        if role == Qt.ItemDataRole.EditRole:
            return line.typed.get(each.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return None if each.kind is bool else self._text(each, line.typed.get(each.name))
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(each, index.row())
        return _look(each, line, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role not in (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.CheckStateRole):
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        name, row = self.shown[index.column()].name, index.row()
        if (self._lines[row].typed.get(name) or None) == (value or None):
            return True
        self._lines[row].typed[name] = value
        self._lines[row].findings.pop(name, None)
        if row == len(self._lines) - 1:
            self.beginInsertRows(_TOP, row + 1, row + 1)
            self._lines.append(_new_line(self.record))
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.shown) - 1), [])
        self.edited.emit()
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return cells.alignment(self.shown[section])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self._lines) - 1 else "+"
        each = self.shown[section]
        label = each.fact.label + (" *" if each.required else "")
        return _in_two(label) if len(label) > _SHORT and section not in self.whole_heads else label

    def _tick(self, each: Trait, row: int) -> Qt.CheckState | None:
        if each.kind is not bool or row == len(self._lines) - 1:
            return None
        typed = self._lines[row].typed.get(each.name)
        if isinstance(typed, str):  # pasted, and neither yes nor no
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if typed else Qt.CheckState.Unchecked

    def _text(self, each: Trait, typed: Any) -> str:
        if typed in (None, ""):
            return ""
        try:
            value = readers.clerk(self._session.today)(each, typed)
        except ValueError:
            return str(typed)
        if each.kind is str or not isinstance(value, (str, tuple)):
            return cells.text_of(each, value, self._session.store.names, masked=False)
        return "\n".join(value) if each.kind is Lines else str(value)

    def _set_lines(self, lines: list[Line]) -> None:
        self._held = None
        self.beginResetModel()
        self._lines = [*lines, _new_line(self.record)]
        self.has_spare = self._takes_more()
        self.endResetModel()


def _new_line(record: type[Any]) -> Line:
    return Line(0, {each.name: each.default for each in traits(record) if each.default is not None})


def _in_two(words: str) -> str:
    """Words broken into two lines of much the same length."""
    middle = len(words) // 2
    place = min((n for n, sign in enumerate(words) if sign == " "), key=lambda n: abs(n - middle))
    return f"{words[:place]}\n{words[place + 1 :]}"


def _facts_of(record: type[Any], facts: Any) -> dict[str, Any]:
    return {each.name: getattr(facts, each.name) for each in traits(record)}


def _look(each: Trait, line: Line, role: int) -> Any:
    """How a cell stands and is coloured, and what its finding says."""
    finding = line.findings.get(each.name)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return cells.alignment(each)
    if role == Qt.ItemDataRole.ToolTipRole and finding:
        return finding.text
    if role == Qt.ItemDataRole.BackgroundRole and finding:
        colours = theme.colours()
        return QColor(colours.red_soft if finding.blocks else colours.amber_soft)
    return None
