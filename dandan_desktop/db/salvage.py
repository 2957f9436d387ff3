"""Saving what a damaged register still holds into a new one: nothing is invented, what is lost is listed.

The new register has the same uid and data key and the slots of the users that were saved, so that the same people open
it and its backups go on; nobody has more power there than before. The shipped catalogue fills its own gaps. A row whose
owner is lost is lost with it; a mere reference to a lost row is emptied. The journal is kept up to the first deed that
is not whole, for a chain with a hole proves nothing.
"""

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from dandan_desktop import paths
from dandan_desktop.db import birth, derived, history, keys, rescuers, rotation, seed, users, wreck
from dandan_desktop.db.engine import APPLICATION_ID, SENTINEL, Connection, IntegrityError, connect, told
from dandan_desktop.db.keys import KeyFile, Opener
from dandan_desktop.db.rows import moment
from dandan_desktop.db.search_index import abbreviations
from dandan_desktop.db.store import Store
from dandan_desktop.db.upgrade import upgrade
from dandan_desktop.db.wreck import Range
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.ids import new_uid
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.domain.progress import SILENT, Progress

_DERIVED = ("search", "sqlite_", "_sqlite_", "current_deed")
_JOURNAL = ("history_images", "history", "seals", "deeds")


class Why(StrEnum):
    """What became of rows that are not as they were."""

    UNREADABLE = "unreadable"
    OWNER_LOST = "owner_lost"
    LINK_LOST = "link_lost"
    SHIPPED = "shipped"
    JOURNAL_CUT = "journal_cut"
    FOUNDED = "founded"
    DISARMED = "disarmed"


@dataclass(frozen=True, slots=True)
class Lost:
    """Rows of a table by their first and last id, why, and the titles the search text still has of them.

    A range may hold ids that no row had, and 1 to 0 is a whole table. `is_whole`: no row of the table can be read;
    `is_open`: nobody knows how far the range goes. Of the reasons LINK_LOST, SHIPPED, FOUNDED and
    DISARMED are no loss of a row: a link is gone, a shipped row stands in, an administrator was made for the holder of
    the recovery sheet, a user has no role until his organisations are known again.
    """

    table: str
    first: int
    last: int
    why: Why
    titles: tuple[str, ...] = ()
    is_whole: bool = False
    is_open: bool = False


@dataclass(slots=True)
class Saved:
    """How many live records of each noun the office has again, what was lost, and the pages that could not be read.

    The shipped catalogue is not counted: every new register has it.
    """

    pages: tuple[int, ...]
    rows: dict[str, int] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost."""
        return not self.lost


@dataclass(slots=True)
class _Work:
    """One saving: from where, to where, and what is known by now."""

    source: Connection
    target: Connection
    saved: Saved
    titles: dict[tuple[str, int], str]
    last: dict[str, int] = field(default_factory=dict)
    """The highest id of each table that anything tells of."""
    shipped: set[str] = field(default_factory=set)
    """The uids of the shipped rows."""


def drawer_of(target: Path) -> Path:
    """Where the copy of the damaged register is while it is read."""
    return target.with_name(target.name + ".vot")


def save(drawer: Path, target: Path, opener: Opener, progress: Progress = SILENT) -> Saved:
    """Fill a new register from the copy of a damaged one, name it and write its key files.

    Raises ClerkError: RESCUE_* for who may not, REGISTER_DAMAGED when not even the first page can be read,
    KEY_FILE_DAMAGED, DISK_FULL, DISK_FAILING, FOLDER_*; Cancelled. Nothing of a failed one carries the name.
    """
    building = target.with_name(target.name + ".tam")
    if opener.file is None:
        raise ClerkError(Problem.KEY_FILE_DAMAGED, path=target)
    birth.forget(building)
    try:
        saved = Saved(tuple(wreck.emptied(drawer, opener.data_key)))
        with contextlib.closing(wreck.opened(drawer, opener.data_key)) as source:
            rescuers.refuse_others(source, opener)
            with contextlib.closing(connect(building, opener.data_key, create=True)) as fresh, told(building):
                file = _fill(_Work(source, fresh, saved, {}), opener.file, opener.data_key, progress)
                _finish(fresh, building)
        keys.keep(target, file)
        paths.give_name(building, target)
    except OSError as error:
        raise folder_error(error, target) from error
    finally:
        birth.forget(building)
    return saved


def _fill(work: _Work, file: KeyFile, data_key: bytes, progress: Progress) -> KeyFile:
    """Fill the new register and say which slots open it."""
    target = work.target
    target.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    upgrade(target)
    target.execute("PRAGMA foreign_keys = OFF")
    target.execute("BEGIN IMMEDIATE")
    derived.drop_triggers(target)
    seed.seed(target, birth.catalogue())
    there = wreck.tables(work.source)
    wanted = copied_tables(target)
    work.titles = _titles(work.source) if "search" in there else {}
    for done, table in enumerate(wanted):
        progress.step(done, len(wanted) + 1)
        _table(work, table, is_there=table in there)
    _keep_counts(work, wanted)
    file = rescuers.kept_slots(file, data_key, target)
    _facts(work, file)
    _cut_journal(work)
    _mend_references(work)
    _powers(work)
    for noun in NOUNS:
        live = target.execute(f"SELECT uid FROM {noun.table} WHERE deleted_at IS NULL")
        work.saved.rows[noun.table] = len({uid for (uid,) in live} - work.shipped)
    progress.step(len(wanted), len(wanted) + 1)
    target.execute("COMMIT")
    return file


def _finish(connection: Connection, building: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    Store(connection, building, seal_key=b"", abbreviations=abbreviations()).rebuild_derived()
    connection.execute("PRAGMA journal_mode=DELETE")


def copied_tables(connection: Connection) -> list[str]:
    """The tables that are copied: all but those made from others, and the two the engine keeps."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in rows if not name.startswith(_DERIVED)]


def _titles(source: Connection) -> dict[tuple[str, int], str]:
    """The titles that can still be read, of the nouns' rows."""
    found = wreck.look(source, "search")
    kind, row, title = (found.columns.index(name) for name in ("kind", "row", "title"))
    return {(values[kind], values[row]): values[title] for _, values in wreck.rows(source, found)}


def _table(work: _Work, table: str, *, is_there: bool) -> None:
    """Copy a table row by row under the ids it had, the shipped rows put where its own are lost."""
    names = derived.columns(work.target, table)
    shipped = {row: values for row, *values in work.target.execute(f"SELECT rowid, * FROM {table}")}
    work.shipped |= {values[names.index("uid")] for values in shipped.values()}
    work.target.execute(f"DELETE FROM {table}")
    if not is_there:
        _restock(work, table, shipped, [(1, max(shipped, default=0))])
        work.saved.lost.append(Lost(table, 1, 0, Why.UNREADABLE, is_whole=True))
        return
    found = wreck.look(work.source, table)
    shared = [name for name in found.columns if name in names]
    sql = _insert(table, shared)
    chosen = [found.columns.index(name) for name in shared]
    copied, strangers = 0, False
    for row, values in wreck.rows(work.source, found):
        try:
            work.target.execute(sql, (row, *(values[place] for place in chosen)))
        except IntegrityError:
            found.lost.append((row, row))
            continue
        copied += 1
        strangers |= row in shipped and values[found.columns.index("uid")] != shipped[row][names.index("uid")]
    lost = wreck.joined(found.lost)
    restocked = set() if strangers else _restock(work, table, shipped, lost)
    for each in _without(lost, restocked):
        is_open = found.is_open and each[1] > max(found.ids, default=0)
        whole = _lost(work, table, each, Why.UNREADABLE)
        work.saved.lost.append(replace(whole, is_whole=not copied, is_open=is_open))
    work.last[table] = max([found.last, *(high for _, high in lost)])


def _insert(table: str, names: Iterable[str]) -> str:
    """A row under its old id; where the id is a column of its own it is both."""
    listed = [f'"{name}"' for name in names]
    return f"INSERT INTO {table} (rowid, {', '.join(listed)}) VALUES (?, {', '.join('?' * len(listed))})"


def _restock(work: _Work, table: str, shipped: dict[int, list[Any]], lost: Iterable[Range]) -> set[int]:
    """Put shipped rows where the office's own are lost; says which."""
    rows = {row for low, high in lost for row in shipped if low <= row <= high}
    names = derived.columns(work.target, table)
    work.target.executemany(_insert(table, names), [(row, *shipped[row]) for row in sorted(rows)])
    work.saved.lost += [_lost(work, table, each, Why.SHIPPED) for each in wreck.joined([(row, row) for row in rows])]
    return rows


def _without(ranges: Iterable[Range], rows: set[int]) -> list[Range]:
    """The ranges that no shipped row fills."""
    return [each for each in ranges if not all(row in rows for row in range(each[0], each[1] + 1))]


def _lost(work: _Work, table: str, ids: Range, why: Why) -> Lost:
    low, high = ids
    titles = [work.titles.get((table, row), "") for row in range(low, min(high, low + 10_000) + 1)]
    return Lost(table, low, high, why, tuple(title for title in titles if title))


def _keep_counts(work: _Work, tables: Iterable[str]) -> None:
    """Never give an id again that a lost row had: the journal would tell of two records as one."""
    target = work.target
    for table in tables:
        (told,) = target.execute("SELECT max(row) FROM history_images WHERE tbl = ?", (table,)).fetchone()
        found = [row for kind, row in work.titles if kind == table]
        last = max([work.last.get(table, 0), told or 0, *found])
        is_counted = "AUTOINCREMENT" in str(
            target.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        )
        if is_counted and last:
            target.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))


def _facts(work: _Work, file: KeyFile) -> None:
    """What a register must know of itself: the slots that open it, and whatever was lost as at its birth."""
    now = moment()
    for name, value in {
        "uid": file.register,
        "sentinel": SENTINEL,
        "seal_key": os.urandom(32).hex(),
        "is_practice": "0",
        "has_recovery_sheet": "0",
        "made_at": now,
    }.items():
        work.target.execute(
            "INSERT OR IGNORE INTO facts (uid, created_at, updated_at, name, value) VALUES (?, ?, ?, ?, ?)",
            (new_uid(), now, now, name, value),
        )
    work.target.execute(
        "INSERT INTO facts (uid, created_at, updated_at, name, value) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (new_uid(), now, now, rotation.KEY_FILE, keys.dumps(file).decode()),
    )


def _cut_journal(work: _Work) -> None:
    """Keep the journal up to the first deed that is not whole."""
    target = work.target
    (key,) = target.execute("SELECT value FROM facts WHERE name = 'seal_key'").fetchone()
    last = target.execute("SELECT max(n) FROM (SELECT max(id) n FROM deeds UNION SELECT max(deed) FROM seals)")
    before = int(last.fetchone()[0] or 0)
    kept = before
    while not (verdict := history.verify(target, bytes.fromhex(key))).holds:
        kept = min(verdict.broken_at, kept + 1) - 1
        for table, column in zip(_JOURNAL, ("deed", "deed", "deed", "id"), strict=True):
            target.execute(f"DELETE FROM {table} WHERE {column} > ?", (kept,))
    if kept < before:
        work.saved.lost.append(Lost("deeds", kept + 1, before, Why.JOURNAL_CUT))


def _mend_references(work: _Work) -> None:
    """Empty references to lost rows where they may be empty; the other rows are lost with what they belong to."""
    target = work.target
    while strays := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, _, number in strays:
            column = next(key[3] for key in target.execute(f"PRAGMA foreign_key_list({table})") if key[0] == number)
            is_needed = any(info[1] == column and info[3] for info in target.execute(f"PRAGMA table_info({table})"))
            if is_needed:
                target.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
            else:
                target.execute(f'UPDATE {table} SET "{column}" = NULL WHERE rowid = ?', (row,))
            why = Why.OWNER_LOST if is_needed else Why.LINK_LOST
            work.saved.lost.append(_lost(work, table, (row, row), why))


def _powers(work: _Work) -> None:
    """Give nobody more than he had: who may have lost his organisations, and so would see all, loses his roles.

    Where no administrator was saved, only the holder of the recovery sheet is here: he gets one without a passphrase.
    """
    target, lost = work.target, work.saved.lost
    if any(each.table == "user_bodies" for each in lost):
        lost += [Lost("users", row, row, Why.DISARMED, (name,)) for row, name in users.disarm(target)]
    if not target.execute("SELECT 1 FROM users WHERE administers AND deleted_at IS NULL").fetchone():
        uid = new_uid()
        users.found(target, uid, "Người quản trị")
        (row,) = target.execute("SELECT id FROM users WHERE uid = ?", (uid,)).fetchone()
        lost.append(Lost("users", row, row, Why.FOUNDED))
