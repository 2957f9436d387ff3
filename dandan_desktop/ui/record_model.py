"""A table model over thousands of records: it holds ids, and fetches 150 records at a time as rows are painted."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from dandan_desktop.db import lists
from dandan_desktop.db.lists import Filter, Order
from dandan_desktop.db.store import Store
from dandan_desktop.domain import text
from dandan_desktop.domain.facts import Kept, Trait, trait
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.marks import override
from dandan_desktop.ui import cells, theme
from dandan_desktop.ui.icons import icon

BLOCK = 150
"""Records fetched at a time."""
_BLOCKS_KEPT = 24
_READ_AT_ONCE = 1000
RECORD_ROLE = Qt.ItemDataRole.UserRole
_SHOWN_ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole, RECORD_ROLE,
)  # fmt: skip
_MARK_ROLES = [
    Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole,
]  # fmt: skip
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Computed:
    """A column worked out from a record; `tone` names the colour of state its words stand in (amber, red, green).

    `ready` hears which records are about to be shown, so that a column asks once for all of them; `keys` is what
    records are ordered by where that is not the text (a date, say): those without a key stand last. `sample` is the
    widest text of a column that is never cut (see `cells.SAMPLE_ROLE`).
    """

    label: str
    text: Callable[[Kept[Any], Names], str]
    is_number: bool = False
    tone: Callable[[Kept[Any]], str] | None = None
    ready: Callable[[Sequence[int]], None] | None = None
    keys: Callable[[Sequence[int]], Mapping[int, Any]] | None = None
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: a fact of the record, or something computed."""

    label: str
    trait: Trait | None = None
    computed: Computed | None = None

    @property
    def name(self) -> str:
        """The fact's name; empty for a computed column."""
        return self.trait.name if self.trait else ""

    def text(self, kept: Kept[Any], names: Names) -> str:
        """What the cell shows."""
        if self.computed is not None:
            return self.computed.text(kept, names)
        if self.trait is None:
            return ""
        return cells.text_of(self.trait, getattr(kept.facts, self.trait.name), names)

    def alignment(self) -> Qt.AlignmentFlag:
        """Where the cell's text stands."""
        if self.computed is not None and self.computed.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return cells.alignment(self.trait)


def columns(record: type[Any], names: str, own: Sequence[Computed] = ()) -> tuple[Column, ...]:
    """The columns of a list: facts by name, then computed ones; KeyError for a fact the record lacks."""
    found = [trait(record, name) for name in names.split()]
    return (
        *(Column(each.fact.label, trait=each) for each in found),
        *(Column(each.label, computed=each) for each in own),
    )


class RecordModel(QAbstractTableModel):
    """The records a filter selects, in its order."""

    def __init__(self, store: Store, noun: Noun, shown: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.noun = noun
        self.shown = tuple(shown)
        self._store = store
        self._filter = Filter()
        self._computed: Computed | None = None
        self._ids: list[int] = []
        self._blocks: OrderedDict[int, dict[int, Kept[Any]]] = OrderedDict()
        self._marks: Mapping[int, str] = {}

    @property
    def filter(self) -> Filter:
        """What the model shows now."""
        return self._filter

    @property
    def ids(self) -> Sequence[int]:
        """The ids in the order shown."""
        return self._ids

    def show(self, wanted: Filter) -> None:
        """Show what a filter selects, in the order chosen last unless it says one."""
        order = wanted.order if wanted.order != Order() else self._filter.order
        self._filter = wanted._replace(order=order)
        self.reload()

    def reload(self) -> None:
        """Read the ids again and forget the records fetched."""
        self.beginResetModel()
        found = lists.ids(self._store, self.noun, self._filter)
        self._ids = found if self._computed is None else self._in_order(self._computed, found)
        self._blocks.clear()
        self.endResetModel()

    def mark(self, marks: Mapping[int, str]) -> None:
        """Set a pencil before the first cell of these records; its tool tip says why."""
        self._marks = marks
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0), _MARK_ROLES)

    def record(self, row: int) -> Kept[Any] | None:
        """The record of a row; None when it is gone since the ids were read."""
        if not 0 <= row < len(self._ids):
            return None
        return self._block(row // BLOCK).get(self._ids[row])

    def row_of(self, wanted: int) -> int:
        """The row of a record, -1 when it is not shown."""
        return self._ids.index(wanted) if wanted in self._ids else -1

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.shown[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment()
        if not index.column() and role in _MARK_ROLES and (why := self._marks.get(self._ids[index.row()])):
            return _pencil() if role == Qt.ItemDataRole.DecorationRole else why
        if role not in _SHOWN_ROLES:
            return None
        kept = self.record(index.row())
        if role == RECORD_ROLE:
            return kept
        if kept is None:
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return _tone(column, kept)
        return column.text(kept, self._store.names)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.shown):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.shown[section].alignment()
        if role == cells.SAMPLE_ROLE:
            computed = self.shown[section].computed
            return computed.sample if computed is not None else cells.sample(self.shown[section].trait)
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = self.shown[column].name if 0 <= column < len(self.shown) else ""
        self._computed = self.shown[column].computed if 0 <= column < len(self.shown) else None
        self._filter = self._filter._replace(order=Order(name, order == Qt.SortOrder.DescendingOrder))
        self.reload()

    def _in_order(self, column: Computed, ids: Sequence[int]) -> list[int]:
        """Ids in the order of a computed column; those that are alike keep the order they came in."""
        keys = column.keys(ids) if column.keys is not None else self._text_keys(column, ids)
        known = [row for row in ids if keys.get(row) is not None]
        known.sort(key=lambda row: keys[row], reverse=self._filter.order.is_descending)
        return [*known, *(row for row in ids if keys.get(row) is None)]

    def _text_keys(self, column: Computed, ids: Sequence[int]) -> dict[int, str]:
        self._make_ready(ids)
        keys: dict[int, str] = {}
        for start in range(0, len(ids), _READ_AT_ONCE):
            for kept in lists.page(self._store, self.noun, ids[start : start + _READ_AT_ONCE]):
                shown = column.text(kept, self._store.names)
                if shown:
                    keys[kept.id] = text.sort_key(shown.replace(".", "") if column.is_number else shown)
        return keys

    def _make_ready(self, ids: Sequence[int]) -> None:
        for column in self.shown:
            if column.computed is not None and column.computed.ready is not None:
                column.computed.ready(ids)

    def _block(self, number: int) -> dict[int, Kept[Any]]:
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        wanted = self._ids[number * BLOCK : (number + 1) * BLOCK]
        self._make_ready(wanted)
        self._blocks[number] = {kept.id: kept for kept in lists.page(self._store, self.noun, wanted)}
        if len(self._blocks) > _BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        return self._blocks[number]


def _tone(column: Column, kept: Kept[Any]) -> QColor | None:
    name = column.computed.tone(kept) if column.computed is not None and column.computed.tone else ""
    return QColor(getattr(theme.colours(), name)) if name else None


def _pencil() -> QIcon:
    return icon("pencil", theme.colours().amber)
