"""Looking a register over after something was done to it: nothing lost, nothing halved, nothing disagreeing."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from dandan_desktop.db import derived
from dandan_desktop.db.engine import dbapi
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.services import registers
from torture.office import master

WHOLE = {"attendance": 8, "reports": 6, "opinions": 12, "weaknesses": 4, "conclusions": 6, "sources": 1}
"""The parts of every invented meeting (`benchmarks.loading.files`)."""
TASKS = 6
_IN_SEARCH = ("meetings", "tasks")


@contextmanager
def opened(path: Path, key: bytes | None = None) -> Iterator[Store]:
    """The store of a register, opened with its known key; without one, that of the copies."""
    opening = Register.open_with_key(path, key or master().data_key)
    with closing(opening) as register, closing(register.store()) as store:
        yield store


def findings(
    path: Path, acknowledged: Iterable[str], most: int, *, is_deep: bool = True, key: bytes | None = None
) -> list[str]:
    """What is wrong with a register in which these meetings were acknowledged and at most so many others tried.

    The deep look also makes the search text again and compares it.
    """
    try:
        with opened(path, key) as store:
            found = [*_faults(store), *_lost(store, set(acknowledged), most), *_halves(store)]
            return [*found, *(_search(store) if is_deep else ())]
    except (ClerkError, dbapi.Error) as error:
        return [f"broken: {error}"]


def uids(store: Store) -> set[str]:
    """The meetings of a register."""
    return {str(uid) for (uid,) in store.query("SELECT uid FROM meetings")}


def _faults(store: Store) -> Iterator[str]:
    for fault in registers.check(store).faults:
        yield f"broken: {fault}"
    for table, count in _disagreeing(store).items():
        if count:
            yield f"half: history of {table} disagrees with {count} rows"


def _lost(store: Store, acknowledged: set[str], most: int) -> Iterator[str]:
    there = uids(store)
    if gone := acknowledged - there:
        yield f"lost: {len(gone)} of {len(acknowledged)} acknowledged"
    if len(extra := there - acknowledged - {master().uid}) > most:
        yield f"half: {len(extra)} meetings nobody acknowledged, {most} were tried"


def _halves(store: Store) -> Iterator[str]:
    for table, count in WHOLE.items():
        sql = f"SELECT count(*) FROM meetings m WHERE (SELECT count(*) FROM {table} WHERE meeting_id = m.id) <> ?"
        if wrong := store.query(sql, (count,))[0][0]:
            yield f"half: {wrong} meetings without all their {table}"
    sql = """SELECT count(*) FROM meetings m WHERE (SELECT count(*) FROM tasks t
        JOIN conclusions c ON c.id = t.conclusion_id WHERE c.meeting_id = m.id) <> ?"""
    if wrong := store.query(sql, (TASKS,))[0][0]:
        yield f"half: {wrong} meetings without all their tasks"
    if store.query("SELECT 1 FROM current_deed"):
        yield "half: a deed is under way"
    counted = ("deeds WHERE name = 'load'", "meetings")
    loads, held = (store.query(f"SELECT count(*) FROM {source}")[0][0] for source in counted)
    if loads != held:
        yield f"half: {loads} deeds for {held} meetings"


def _disagreeing(store: Store) -> dict[str, int]:
    """By table, how many rows are not as their newest image says, or have none though they were not born."""
    found = {}
    for table in derived.tracked(store.connection):
        names = derived.columns(store.connection, table)
        image = "json_object(" + ", ".join(f"'{name}', t.\"{name}\"" for name in names) + ")"
        newest = f"SELECT row, after, max(seq) FROM history_images WHERE tbl = '{table}' GROUP BY row"
        sql = f"""SELECT count(*) FROM ({newest}) h LEFT JOIN {table} t ON t.id = h.row
            WHERE iif(t.id IS NULL, NULL, {image}) IS NOT h.after"""
        found[table] = abs(_unseen(store, table) - _born(table)) + store.query(sql)[0][0]
    return found


def _unseen(store: Store, table: str) -> int:
    sql = f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT row FROM history_images WHERE tbl = '{table}')"
    return int(store.query(sql)[0][0])


@cache
def _born(table: str) -> int:
    """How many rows of a table the register was born with: they have no history."""
    with opened(next(file for file in master().files() if file.suffix == ".dandan")) as store:
        return _unseen(store, table)


def _search(store: Store) -> Iterator[str]:
    """Compare the search text, what was put off written, with one made again; all is taken back afterwards."""
    connection = store.connection
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)")
        for table, rows in store._search.late().items():
            store._search.refresh(noun_of(table, store.nouns), rows)
        before = store.query("SELECT kind, row, title, fold, norm, sort, alias FROM search ORDER BY kind, row")
        nouns = [noun for noun in store.nouns if noun.table in _IN_SEARCH]
        for noun in nouns:
            connection.execute("DELETE FROM search WHERE kind = ?", (noun.table,))
        store._search.refresh_all(nouns)
        after = store.query("SELECT kind, row, title, fold, norm, sort, alias FROM search ORDER BY kind, row")
    except dbapi.DatabaseError as error:
        yield f"broken: search index: {error}"
        return
    finally:
        connection.execute("ROLLBACK")
    if before != after:
        yield "half: search text disagrees with rows"
