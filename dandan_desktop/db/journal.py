"""What the history tells: deeds as a list shows them, and those that touched one record, as far as the reader sees."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dandan_desktop.db import derived, history, lists, undo, visible
from dandan_desktop.db.engine import told
from dandan_desktop.db.history import Image
from dandan_desktop.db.rows import from_image
from dandan_desktop.db.store import Store
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.facts import masked
from dandan_desktop.domain.nouns import Noun, noun_of

_WINDOW = 20_000
"""Deeds looked at in one SELECT; a filter that finds little walks back window by window."""
_MANY = 10_000
Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed as a list shows it: what it was called, when, by whom, and the noun's row it was about.

    `lived` are the seconds of the register's own count up to it (`age`); `is_redo`: it is an undo that brought back
    what another undo had taken.
    """

    id: int
    name: str
    at: datetime
    who: str
    table: str
    row: int
    undone_by: int | None
    note: str = ""
    lived: int = 0
    is_redo: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deeds a list shows: of a person, between two days of this place, about a noun, of a kind, with words.

    Words are looked for in the titles of records the reader sees, and in the deeds' notes.
    """

    who: str = ""
    first: date | None = None
    last: date | None = None
    table: str = ""
    name: str = ""
    words: str = ""


_LINE = "SELECT d.id, d.name, d.at, d.who, d.tbl, d.row, coalesce(d.note, ''), d.lived FROM deeds d "


def _line(store: Store, row: Sequence[Any]) -> DeedLine:
    undone = undo.undone_by(store.connection, row[0])
    number, name, at, who, table, about, note, lived = row
    is_redo = undo.is_redo(store.connection, number)
    return DeedLine(number, name, datetime.fromisoformat(at), who, table, about, undone, note, lived, is_redo)


def deeds(store: Store, limit: int = 200, wanted: Wanted | None = None, before: int | None = None) -> list[DeedLine]:
    """The newest deeds first, with the noun's row each was about; `before` the deed of this number only.

    The last line's number is the `before` of the next page.
    """
    conditions, values = _conditions(store, wanted or Wanted())
    where = "".join(f" AND {condition}" for condition in conditions)
    top = before - 1 if before is not None else int(store.query("SELECT coalesce(max(id), 0) FROM deeds")[0][0])
    found: list[DeedLine] = []
    while top > 0 and len(found) < limit:
        bottom = max(1, top - _WINDOW + 1)
        select = f"{_LINE} WHERE d.id BETWEEN :bottom AND :top{where} ORDER BY d.id DESC LIMIT :limit"
        window = {"bottom": bottom, "top": top, "limit": limit - len(found)}
        found += [_line(store, row) for row in store.query(select, {**values, **window})]
        top = bottom - 1
    return found


def newest_undoable(store: Store, table: str = "", row: int = 0) -> DeedLine | None:
    """The newest deed, of those about one record where it is named, that is no undo, not undone, and can be."""
    before: int | None = None
    while page := deeds(store, 50, Wanted(table=table), before):
        for line in page:
            is_about = row in (0, line.row)
            if is_about and line.undone_by is None and line.name != "undo" and DEEDS[line.name].is_undoable:
                return line
        before = page[-1].id
    return None


def _conditions(store: Store, wanted: Wanted) -> tuple[list[str], dict[str, Any]]:
    conditions = []
    for column, value in (("who", wanted.who), ("tbl", wanted.table), ("name", wanted.name)):
        conditions += [f"d.{column} = :{column}"] * bool(value)
    conditions += ["d.at >= :first"] * bool(wanted.first) + ["d.at < :last"] * bool(wanted.last)
    values: dict[str, Any] = {"who": wanted.who, "tbl": wanted.table, "name": wanted.name}
    if wanted.first:
        values["first"] = _midnight(wanted.first)
    if wanted.last:
        values["last"] = _midnight(wanted.last + timedelta(days=1))
    if wanted.words.strip():
        rows = lists.matching(store, wanted.words)
        values["rows"] = json.dumps([f"{table}/{row}" for table, row in rows])
        values["words"] = wanted.words.strip()
        conditions.append(
            "(d.tbl || '/' || d.row IN (SELECT value FROM json_each(:rows)) OR instr(d.note, :words) > 0)"
        )
    return conditions, values


def _midnight(day: date) -> str:
    """The beginning of a day of this place, as rows keep times."""
    return datetime.fromtimestamp(datetime.combine(day, time()).timestamp(), tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def line(store: Store, deed: int) -> DeedLine | None:
    """One deed; None when there is none of this number."""
    found = store.query(_LINE + "WHERE d.id = ?", (deed,))
    return _line(store, found[0]) if found else None


def people(store: Store) -> list[str]:
    """Who did something: the users, and whoever else the newest deeds name."""
    newest = f"SELECT who FROM deeds WHERE id > (SELECT coalesce(max(id), 0) FROM deeds) - {_MANY}"
    return [name for (name,) in store.query(f"SELECT name FROM users UNION {newest} ORDER BY 1") if name]


def titles(store: Store, rows: Iterable[Row]) -> dict[Row, str]:
    """The titles of these records, in the trash or gone too, of those the reader sees."""
    found: dict[Row, str] = {}
    wanted = set(rows)
    store.catch_up()
    for noun in store.nouns:
        mine = [row for table, row in wanted if table == noun.table]
        if mine:
            select = (
                f"SELECT t.id, s.title FROM {noun.table} t LEFT JOIN search s ON s.kind = '{noun.table}'"
                f" AND s.row = t.id WHERE t.id IN (SELECT value FROM json_each(?))"
            )
            there = dict(store.query(select, (json.dumps(mine),)))
            seen = f"{select} AND {visible.readable(store.reader, noun, 't')}"
            found.update({(noun.table, row): title or "" for row, title in store.query(seen, (json.dumps(mine),))})
            found.update({(noun.table, row): _past_title(store, noun, row) for row in mine if row not in there})
    return {row: title for row, title in found.items() if title}


def owner_of(store: Store, table: str, row: int) -> Row:
    """The noun's row that a row of any table belongs to, itself for one that owns itself."""
    owned = derived.owner(store.connection, table)
    found = store.query(f"SELECT {owned[1]} FROM {table} WHERE id = ?", (row,)) if owned else []
    return (owned[0], int(found[0][0])) if owned and found else (table, row)


def _past_title(store: Store, noun: Noun, row: int) -> str:
    """The title a record had that is gone; empty when its images were erased or are not this reader's to see."""
    if not is_seen(store, noun, row):
        return ""
    kept = _last_image(store, noun, row)
    return noun.title(from_image(noun.record, kept), _Past(store)) if kept else ""


def _last_image(store: Store, noun: Noun, row: int) -> dict[str, Any] | None:
    sql = """SELECT i.before FROM history h JOIN history_images i USING (seq) WHERE h.owner_table = ? AND h.owner = ?
        AND h.tbl = h.owner_table AND i.after IS NULL AND i.before IS NOT NULL ORDER BY h.seq DESC LIMIT 1"""
    found = store.query(sql, (noun.table, row))
    return json.loads(found[0][0]) if found else None


class _Past:
    """Names also of people who are gone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, table: str, row: int | None) -> str:
        """The name of a row, or the one it had."""
        name = self._store.names.of(table, row)
        if name or row is None or all(table != noun.table for noun in self._store.nouns):
            return name
        return titles(self._store, [(table, row)]).get((table, row), "")


def is_seen(store: Store, noun: Noun, row: int) -> bool:
    """Whether the reader sees a record, also one that is gone."""
    reader = store.reader
    condition = visible.readable(reader, noun, "t")
    if condition == "1" or not reader.may(noun.readers):
        return condition == "1"
    if store.query(f"SELECT 1 FROM {noun.table} WHERE id = ?", (row,)):
        return bool(store.query(f"SELECT 1 FROM {noun.table} t WHERE t.id = ? AND {condition}", (row,)))
    if any(noun.table == table for other in store.nouns for _, table in other.leans):
        return False  # whose it was, only the rows that leant on it told
    last = (
        "i.seq = (SELECT max(h.seq) FROM history h WHERE h.owner_table = :table AND h.owner = :row AND h.tbl = :table)"
    )
    past = visible.pictured(store.connection, noun.table, "before", last)
    return bool(store.query(f"SELECT 1 FROM {past} t WHERE {condition}", {"table": noun.table, "row": row}))


def record_deeds(
    store: Store, table: str, row: int, *, is_revealed: bool = False
) -> list[tuple[DeedLine, list[Image]]]:
    """Every deed that touched a noun's row or its parts, newest first, with what it changed there.

    Nothing about a record the reader does not see; private facts are left out and named unless `is_revealed`.
    """
    noun = noun_of(table, store.nouns)
    if not is_seen(store, noun, row):
        return []
    touched: dict[int, list[Image]] = {}
    images_of = """SELECT h.deed, i.tbl, i.row, i.before, i.after FROM history h JOIN history_images i USING (seq)
        WHERE h.owner_table = ? AND h.owner = ? ORDER BY h.seq"""
    for deed, *image in store.query(images_of, (table, row)):
        read = history.read(image)
        touched.setdefault(deed, []).append(read if is_revealed else _masked(noun, read))
    with told(store.path):
        lines = {deed: line(store, deed) for deed in touched}
    return [(found, touched[deed]) for deed in sorted(touched, reverse=True) if (found := lines[deed])]


def _masked(noun: Noun, image: Image) -> Image:
    records = {noun.table: noun.record, **{part.table: part.record for part in noun.parts}}
    private = masked(records[image.table]) if image.table in records else frozenset()
    if not private:
        return image
    sides = [{} if side is None else side for side in (image.before, image.after)]
    differing = tuple(sorted(name for name in private if sides[0].get(name) != sides[1].get(name)))
    left = [None if side is None else _without(side, private) for side in (image.before, image.after)]
    return image._replace(before=left[0], after=left[1], masked=differing)


def _without(side: dict[str, Any], private: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in side.items() if name not in private}
