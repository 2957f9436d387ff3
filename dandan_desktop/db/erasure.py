"""Erasing a record for good: rows, search text, drafts and the images of its history go; the chain of seals holds.

What goes with a record is read from the schema: its parts, the records that lean on it (a person's cases, the tasks of
a meeting's conclusions) and their parts. References that may be empty are emptied; any other blocks.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dandan_desktop.db import derived, history, redaction, undo
from dandan_desktop.db.engine import Connection, told
from dandan_desktop.db.journal import Row, owner_of, titles
from dandan_desktop.db.rows import moment
from dandan_desktop.db.store import Deed, Store
from dandan_desktop.domain import text
from dandan_desktop.domain.drafts import table_of
from dandan_desktop.domain.facts import has
from dandan_desktop.domain.nouns import CASES, NOUNS, OFFICIALS, PEOPLE, Noun

AGAIN = "làm lại sau khi khôi phục"
NAMED_AFTER = frozenset({PEOPLE.table, CASES.table, OFFICIALS.table})
"""The tables whose titles are the name of somebody."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What an erasure takes: rows of nouns and of their parts, references it empties, rows that block it."""

    records: tuple[Row, ...]
    parts: tuple[Row, ...]
    emptied: tuple[tuple[str, int, str], ...]
    blocking: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """A record that was erased: its uid, its table, why and when (UTC); nothing about it is left."""

    uid: str
    table: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where names are still told outside of what is erased, by the nouns' rows.

    `live` hold one in their own facts or parts; of those in `past` only the history still tells it, by images.
    """

    live: tuple[Row, ...] = ()
    past: Mapping[Row, tuple[int, ...]] = field(default_factory=dict)

    @property
    def images(self) -> list[int]:
        """Every image of the history that can be emptied: it would tell a name that its record no longer holds."""
        return [seq for seqs in self.past.values() for seq in seqs]


@dataclass(slots=True)
class _Reach:
    """An extent while it grows."""

    going: dict[Row, bool] = field(default_factory=dict)
    emptied: set[tuple[str, int, str]] = field(default_factory=set)
    blocking: set[Row] = field(default_factory=set)


def extent(store: Store, rows: Iterable[Row]) -> Extent:
    """What erasing these records of nouns takes with it, whoever may see it."""
    leaning = {(noun.table, column) for noun in store.nouns for column, _ in noun.leans}
    nouns = {noun.table for noun in store.nouns}
    reach = _Reach(dict.fromkeys(rows, True))
    todo = list(reach.going)
    while todo:
        table, row = todo.pop()
        owned = {child for child in derived.tracked(store.connection) if _owner_of(store, child) == table}
        for child, column in undo.references(store.connection, table):
            goes = child in owned or (child, column) in leaning
            for (number,) in store.query(f'SELECT id FROM {child} WHERE "{column}" = ?', (row,)):
                if goes and (child, number) not in reach.going:
                    reach.going[child, number] = child in nouns
                    todo.append((child, number))
                elif not goes and _may_be_empty(store, child, column):
                    reach.emptied.add((child, number, column))
                elif not goes:
                    reach.blocking.add((child, number))
    blocking = {owner_of(store, *key) for key in reach.blocking if key not in reach.going}
    emptied = sorted(each for each in reach.emptied if each[:2] not in reach.going)
    records, parts = ([key for key, is_noun in reach.going.items() if is_noun is wanted] for wanted in (True, False))
    return Extent(tuple(records), tuple(parts), tuple(emptied), tuple(sorted(blocking - reach.going.keys())))


def images_of(store: Store, rows: Iterable[Row]) -> list[int]:
    """The history's images of these records and their parts, and of any record that ever leant on one of them."""
    found: set[int] = set()
    for table, row in rows:
        own = "SELECT seq FROM history WHERE owner_table = ? AND owner = ?"
        found |= {seq for (seq,) in store.query(own, (table, row))}
        for noun in store.nouns:
            for column, leant in noun.leans:
                if leant == table:
                    path = f"$.{column}"
                    sql = (
                        "SELECT h.owner FROM history_images i JOIN history h USING (seq) WHERE i.tbl = ?"
                        " AND ? IN (json_extract(i.before, ?), json_extract(i.after, ?))"
                        f" AND NOT EXISTS (SELECT 1 FROM {noun.table} t WHERE t.id = i.row)"
                    )
                    gone = {owner for (owner,) in store.query(sql, (noun.table, row, path, path))}
                    found |= set(images_of(store, [(noun.table, owner) for owner in gone]))
    return sorted(found)


def take_out(store: Store, deed: Deed, rows: Sequence[Row], reason: str, told: Iterable[str] = ()) -> int:
    """Inside a deed: delete what an erasure takes and empty its images, those of this deed too; returns their number.

    These names are hidden in locked records, and images of other records go too where they tell one of them and the
    record itself no longer does. Nothing may block it.
    """
    connection = store.connection
    what = extent(store, rows)
    uids = [(uid, table, reason, moment()) for table, row in what.records for uid in _uids(store, table, row)]
    emptying = images_of(store, what.records) + mentions(store, told, what.records).images
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table, row, column in what.emptied:
        set_empty = f'UPDATE {table} SET "{column}" = NULL, version = version + 1, updated_at = ? WHERE id = ?'
        connection.execute(set_empty, (moment(), row))
    for table, row in what.records:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
    gone = {*what.records, *what.parts}
    now = connection.execute("SELECT seq, tbl, row FROM history_images WHERE seq > ?", (deed.after_seq,)).fetchall()
    emptying += [seq for seq, table, row in now if (table, row) in gone]
    emptying += redaction.redact(store, told)
    connection.executemany("INSERT OR IGNORE INTO erased VALUES (?, ?, ?, ?)", uids)
    return empty(store, emptying)


def empty(store: Store, images: Iterable[int]) -> int:
    """Inside a deed: empty these images of the history; returns how many held something, for the deed's sealed note."""
    sql = "UPDATE history_images SET salt = NULL, before = NULL, after = NULL WHERE salt IS NOT NULL AND seq = ?"
    return sum(int(store.connection.execute(sql, (seq,)).rowcount) for seq in set(images))


def lines(store: Store, what: Extent, told: Mentions) -> int:
    """How many images of the history an erasure empties: those kept now, and those that deleting the rows writes."""
    own = json.dumps(sorted({*images_of(store, what.records), *told.images}))
    kept = "SELECT count(*) FROM history_images WHERE salt IS NOT NULL AND seq IN (SELECT value FROM json_each(?))"
    going = [store.query(f"SELECT 1 FROM {table} WHERE id = ?", (row,)) for table, row in (*what.records, *what.parts)]
    return int(store.query(kept, (own,))[0][0]) + len([found for found in going if found])


def names(table: str, title: str) -> list[str]:
    """The names an erasure must leave nowhere unseen: a person's, not the title of a piece of work."""
    return [text.tidy(title)] if title and table in NAMED_AFTER else []


def drafts_about(store: Store, rows: Iterable[Row], names: Iterable[str]) -> list[tuple[str, str, int]]:
    """What anybody typed and did not save on the pages of these records, or with one of these names in it."""
    pages, told_of = set(rows), [text.fold(name) for name in names if name]
    found = []
    for who, page, row, content in store.query("SELECT who, page, row, content FROM drafts"):
        typed = f" {text.fold(_plain(content))} "
        if (table_of(page), row) in pages or any(f" {name} " in typed for name in told_of):
            found.append((who, page, row))
    return found


def _plain(content: str) -> str:
    """A draft's letters as they were typed, whatever way JSON wrote them."""
    try:
        return json.dumps(json.loads(content), ensure_ascii=False)
    except ValueError:
        return content


def drop_drafts(store: Store, drafts: Iterable[tuple[str, str, int]]) -> None:
    """Inside a deed: drop what was typed and not saved, by person, page and row."""
    for draft in drafts:
        store.connection.execute("DELETE FROM drafts WHERE who = ? AND page = ? AND row = ?", draft)


def clean(connection: Connection) -> bool:
    """After the deed: merge the search index so that no erased word stays in it, and empty the write-ahead log.

    Answers whether the log is empty; another connection that reads keeps it until the register is closed.
    """
    with connection:
        connection.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def erased(store: Store) -> list[Erased]:
    """Every record erased for good, by time."""
    return [Erased(*row) for row in store.query("SELECT uid, tbl, reason, at FROM erased ORDER BY at, uid")]


def erased_uids(store: Store) -> list[str]:
    """The uids of all records erased for good: kept outside the register, applied again after a restore."""
    return [each.uid for each in erased(store)]


def erase_again(connection: Connection, uids: Iterable[str], nouns: Sequence[Noun] = NOUNS) -> int:
    """Erase these records from a register that was restored, before anything else opens it; returns how many it held.

    Records deleted before but told by the history go too. It is one deed in the restored register's journal.
    """
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    with told(path):
        key = connection.execute("SELECT value FROM facts WHERE name = 'seal_key'").fetchone()[0]
        store = Store(connection, path, seal_key=bytes.fromhex(key), nouns=nouns)
        wanted = json.dumps(sorted(set(uids)))
        rows = _rows_of(store, wanted)
        if rows:
            known = [name for (table, _), title in titles(store, rows).items() for name in names(table, title)]
            with store.change("erase") as deed:
                deed.about(rows[0][0], 0)
                drop_drafts(store, drafts_about(store, extent(store, rows).records, known))
                count = take_out(store, deed, rows, AGAIN, known)
                deed.note = history.erasing_note(AGAIN, count)
            clean(connection)
    return len(rows)


def _rows_of(store: Store, wanted: str) -> list[Row]:
    found: list[Row] = []
    for noun in store.nouns:
        there = f"SELECT id FROM {noun.table} WHERE uid IN (SELECT value FROM json_each(?))"
        gone = (
            f"SELECT DISTINCT row FROM history_images WHERE tbl = '{noun.table}'"
            " AND json_extract(coalesce(after, before), '$.uid') IN (SELECT value FROM json_each(?))"
        )
        found += [(noun.table, row) for (row,) in store.query(f"{there} UNION {gone} ORDER BY 1", (wanted, wanted))]
    return found


def _uids(store: Store, table: str, row: int) -> list[str]:
    there = store.query(f"SELECT uid FROM {table} WHERE id = ?", (row,))
    gone = """SELECT json_extract(coalesce(i.after, i.before), '$.uid') FROM history h JOIN history_images i USING (seq)
        WHERE h.owner_table = ? AND h.owner = ? AND h.tbl = h.owner_table AND i.salt IS NOT NULL LIMIT 1"""
    return [str(uid) for (uid,) in there or store.query(gone, (table, row))]


def _owner_of(store: Store, table: str) -> str | None:
    owned = derived.owner(store.connection, table)
    return owned[0] if owned else None


def _may_be_empty(store: Store, table: str, column: str) -> bool:
    found = store.query('SELECT "notnull" FROM pragma_table_info(?) WHERE name = ?', (table, column))
    return not found[0][0]


def mentions(store: Store, names: Iterable[str], going: Iterable[Row] = ()) -> Mentions:
    """Where these names are told as they are written or in capitals, as whole words, but for what is going.

    The past of another person's own record is left alone: it is somebody else of the same name.
    """
    spelt = sorted({each for name in names if name for each in (name, name.upper())})
    if not spelt:
        return Mentions()
    away = set(going)
    live = {row for noun in store.nouns for row in _telling(store, noun, spelt)} - away
    nouns = {noun.table for noun in store.nouns} - {PEOPLE.table}
    both = "coalesce(i.before, '') || char(10) || coalesce(i.after, '')"
    sql = f"""SELECT i.seq, h.owner_table, h.owner, {both} FROM history_images i JOIN history h USING (seq)
        WHERE {_instr(both, spelt)} ORDER BY i.seq"""
    past: dict[Row, list[int]] = {}
    for seq, table, row, words in store.query(sql, spelt):
        if table in nouns and (table, row) not in live | away and _tells(words, spelt):
            past.setdefault((table, row), []).append(seq)
    return Mentions(tuple(sorted(live)), {row: tuple(past[row]) for row in sorted(past)})


def _telling(store: Store, noun: Noun, spelt: Sequence[str]) -> Iterator[Row]:
    """The rows of a noun whose own facts or parts hold one of these names."""
    for table, owner, record in (
        (noun.table, "id", noun.record),
        *((part.table, part.parent, part.record) for part in noun.parts),
    ):
        columns = [each for each in derived.columns(store.connection, table) if has(record, each)]
        texts = " || char(10) || ".join(f"coalesce(\"{column}\", '')" for column in columns)
        sql = f"SELECT {owner}, {texts} FROM {table} WHERE {_instr(texts, spelt)}"
        for row, words in store.query(sql, spelt):
            if _tells(words, spelt):
                yield noun.table, row


def _instr(texts: str, spelt: Sequence[str]) -> str:
    return "(" + " OR ".join(f"instr({texts}, ?)" for _ in spelt) + ")"


def _tells(words: str, spelt: Sequence[str]) -> bool:
    """Whether one of these names stands in a text, not only as the beginning of a longer name."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in spelt)
