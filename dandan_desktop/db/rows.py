"""Records to rows and back: a reader-writer, not an ORM. Six methods, and never a seventh."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from time import gmtime, strftime
from typing import Any, Generic, NamedTuple, TypeVar

from dandan_desktop.db.engine import Connection, told
from dandan_desktop.domain import facts as kinds
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept, Trait, traits
from dandan_desktop.domain.ids import new_uid

R = TypeVar("R")
Converter = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _lines(value: tuple[str, ...]) -> str:
    return json.dumps(value, ensure_ascii=False)


STORED: dict[Any, tuple[str, Converter, Converter]] = {
    str: ("TEXT", _same, _same),
    kinds.Prose: ("TEXT", _same, _same),
    kinds.PeriodCode: ("TEXT", _same, _same),
    kinds.Frozen: ("TEXT", _same, _same),
    kinds.Lines: ("TEXT", _lines, lambda text: tuple(json.loads(text))),
    int: ("INTEGER", _same, _same),
    kinds.Money: ("INTEGER", _same, _same),
    kinds.Percent: ("REAL", _same, _same),
    bool: ("INTEGER", int, bool),
    date: ("TEXT", date.isoformat, date.fromisoformat),
    PartDate: ("TEXT", str, PartDate.parse),
    datetime: ("TEXT", datetime.isoformat, datetime.fromisoformat),
    time: ("TEXT", lambda moment: moment.strftime("%H:%M"), time.fromisoformat),
    StrEnum: ("TEXT", str, _same),
    kinds.CodeId: ("INTEGER", _same, _same),
    kinds.UnitId: ("INTEGER", _same, _same),
    kinds.BodyId: ("INTEGER", _same, _same),
    kinds.PersonId: ("INTEGER", _same, _same),
    kinds.MeetingId: ("INTEGER", _same, _same),
    kinds.ConclusionId: ("INTEGER", _same, _same),
    kinds.OpinionId: ("INTEGER", _same, _same),
    kinds.ProposalId: ("INTEGER", _same, _same),
    kinds.TermId: ("INTEGER", _same, _same),
}
"""How each kind is kept: column type, value to column, column to value."""


def moment() -> str:
    """Now, in UTC to the second, as rows keep it."""
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())


class Table(NamedTuple):
    """Where a record is kept: its table, the column naming its parent (parts) and whether it has a trash (nouns)."""

    name: str
    record: type[Any]
    parent: str = ""
    source: str = ""
    """What is read: the table, less what the reader does not see; empty for the whole table."""

    @property
    def own(self) -> str:
        """The column beside the facts: the trash of a noun, the place of a part."""
        return "place" if self.parent else "deleted_at"


def _reader(each: Trait) -> Converter:
    return each.kind if each.family is StrEnum else STORED[each.family][2]


def from_image(record: type[R], image: Mapping[str, Any]) -> R:
    """A record as an image of the history kept it."""
    stored = {each: image.get(each.name) for each in traits(record)}
    return record(**{each.name: None if value is None else _reader(each)(value) for each, value in stored.items()})


class Rows(Generic[R]):
    """The rows of one table as frozen records."""

    def __init__(self, connection: Connection, path: Path, table: Table, record: type[R]) -> None:
        self._connection = connection
        self._path = path
        self._table = table
        self._record = record
        self._traits = traits(record)
        self._readers = tuple(_reader(each) for each in self._traits)
        self._writers = tuple(STORED[each.family][1] for each in self._traits)
        self._names = [each.name for each in self._traits]
        names = [f'"{name}"' for name in self._names]
        columns = ", ".join(names)
        self._select = (
            f"SELECT t.id, t.uid, t.version, t.created_at, t.updated_at, t.{table.own}, "
            + ", ".join(f"t.{name}" for name in names)
            + f" FROM {table.source or table.name} t "
        )
        extra = ["uid", "created_at", "updated_at", *([table.parent, "place"] if table.parent else [])]
        marks = ", ".join("?" * (len(extra) + len(names)))
        self._insert = f"INSERT INTO {table.name} ({', '.join(extra)}, {columns}) VALUES ({marks})"
        self._update = (
            f"UPDATE {table.name} SET {', '.join(f'{name} = ?' for name in names)}, "
            "version = version + 1, updated_at = ? WHERE id = ? AND version = ?"
        )

    def get(self, row: int) -> Kept[R]:
        """One row by id; raises ClerkError RECORD_GONE."""
        found = self.some("WHERE t.id = ?", (row,))
        if not found:
            raise ClerkError(Problem.RECORD_GONE, table=self._table.name)
        return found[0]

    def some(self, tail: str = "", values: Sequence[Any] = ()) -> list[Kept[R]]:
        """The rows an SQL tail (JOIN, WHERE, ORDER BY, LIMIT; the table is `t`) selects."""
        with told(self._path):
            return [self._kept(row) for row in self._connection.execute(self._select + tail, values)]

    def add(self, facts: R, parent: int = 0, place: int = 0) -> int:
        """Add a record, a part under its parent at its place; returns the id."""
        now = moment()
        extra = (new_uid(), now, now, *((parent, place) if self._table.parent else ()))
        cursor = self._connection.execute(self._insert, (*extra, *self._columns(facts)))
        return int(cursor.lastrowid)

    def replace(self, kept: Kept[R], facts: R, place: int | None = None) -> None:
        """Replace a record's facts, and a part's place where one is given.

        Raises ClerkError RECORD_CHANGED when it is no longer as it was read.
        """
        if place is not None:
            kept = self._moved(kept, place)
        if facts == kept.facts:
            return
        values = (*self._columns(facts), moment(), kept.id, kept.version)
        if self._connection.execute(self._update, values).rowcount != 1:
            raise ClerkError(Problem.RECORD_CHANGED, table=self._table.name)

    def remove(self, row: int, *, back: bool = False, for_good: bool = False) -> None:
        """Delete a part for good; put a noun in the trash, take it back from there, or delete it too.

        Raises ClerkError RECORD_GONE when there is no such row.
        """
        now = moment()
        if self._table.parent or for_good:
            done = self._connection.execute(f"DELETE FROM {self._table.name} WHERE id = ?", (row,))
        else:
            done = self._connection.execute(
                f"UPDATE {self._table.name} SET deleted_at = ?, version = version + 1, updated_at = ? WHERE id = ?",
                (None if back else now, now, row),
            )
        if done.rowcount != 1:
            raise ClerkError(Problem.RECORD_GONE, table=self._table.name)

    def sync(self, parent: int, before: Sequence[Kept[R]], after: Sequence[tuple[int, R]]) -> list[int]:
        """Make a parent's parts be `after`, pairs of id (0 = new) and facts in order; returns their ids.

        Rows gone from `after` are deleted; a row is only written when its facts or its order changed. Raises
        ClerkError RECORD_CHANGED when `before` is no longer how things stand.
        """
        known = {kept.id: kept for kept in before}
        select = f"SELECT id, place FROM {self._table.name} WHERE {self._table.parent} = ?"
        places: dict[int, int] = dict(self._connection.execute(select, (parent,)).fetchall())
        wanted = {row for row, _ in after if row}
        if places.keys() != known.keys() or not wanted <= known.keys():
            raise ClerkError(Problem.RECORD_CHANGED, table=self._table.name)
        for gone in known.keys() - wanted:
            self.remove(gone)
        ids, last = [], 0
        for row, facts in after:
            place = max(last + 1, places.get(row, 0))
            if row:
                self.replace(known[row], facts, None if place == places[row] else place)
                ids.append(row)
            else:
                ids.append(self.add(facts, parent, place))
            last = place
        return ids

    def _moved(self, kept: Kept[R], place: int) -> Kept[R]:
        move = (
            f"UPDATE {self._table.name} SET place = ?, version = version + 1, updated_at = ?"
            " WHERE id = ? AND version = ?"
        )
        if self._connection.execute(move, (place, moment(), kept.id, kept.version)).rowcount != 1:
            raise ClerkError(Problem.RECORD_CHANGED, table=self._table.name)
        return kept._replace(version=kept.version + 1)

    def _columns(self, facts: R) -> tuple[Any, ...]:
        values = [getattr(facts, name) for name in self._names]
        return tuple(
            [None if value is None else write(value) for value, write in zip(values, self._writers, strict=True)]
        )

    def _kept(self, row: Sequence[Any]) -> Kept[R]:
        facts = {
            each.name: None if value is None else read(value)
            for each, value, read in zip(self._traits, row[6:], self._readers, strict=True)
        }
        return Kept(
            facts=self._record(**facts),
            id=row[0],
            uid=row[1],
            version=row[2],
            created_at=datetime.fromisoformat(row[3]),
            updated_at=datetime.fromisoformat(row[4]),
            deleted_at=None if self._table.parent or row[5] is None else datetime.fromisoformat(row[5]),
        )
