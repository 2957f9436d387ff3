"""Looking a whole register over, slowly: every page, every index, every search text (`settled` 18)."""

import re

from dandan_desktop.db import age
from dandan_desktop.db.engine import Connection, told
from dandan_desktop.db.names import NameBook
from dandan_desktop.db.rows import moment
from dandan_desktop.db.search_index import SearchWriter, abbreviations, is_index_true
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem

WEEK = 7 * age.DAY
"""Seconds of a register's own count between two full checks."""
_BATCH = 500


def bad_pages(connection: Connection) -> list[int]:
    """The numbers of the pages of the file that cannot be read, or do not bear the mark of the data key."""
    told_of = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    numbers = [int(found[1]) for line in told_of if (found := re.search(r"page (\d+)", line))]
    return sorted(set(numbers)) or [0] * bool(told_of)


def bad_pages_of(store: Store) -> list[int]:
    """The same for an open store; raises ClerkError for what disk and file did."""
    with told(store.path):
        return bad_pages(store.connection)


def is_structure_sound(store: Store) -> bool:
    """Whether every tree, row, rule and index of the file agrees."""
    return store.query("PRAGMA integrity_check(1)") == [("ok",)]


def is_search_true(store: Store) -> bool:
    """Whether the search text of every record is what the record gives, and the index over it agrees.

    Text left of a record that is gone is a fault too; what waits for the next search is not.
    """
    writer = SearchWriter(store.connection, store.path, NameBook(store.connection, store.path), abbreviations())
    with told(store.path):
        for noun in store.nouns:
            both = f"SELECT id FROM {noun.table} UNION SELECT row FROM search WHERE kind = ? ORDER BY 1"
            late = {row for (row,) in store.query("SELECT row FROM search_late WHERE kind = ?", (noun.table,))}
            rows = [row for (row,) in store.query(both, (noun.table,)) if row not in late]
            if any(writer.strayed(noun, rows[at : at + _BATCH]) for at in range(0, len(rows), _BATCH)):
                return False
    kinds = ", ".join(f"'{noun.table}'" for noun in store.nouns)
    return not store.query(f"SELECT 1 FROM search WHERE kind NOT IN ({kinds}) LIMIT 1") and _is_index_true(store)


def _is_index_true(store: Store) -> bool:
    """Whether the index over the search text agrees with it; where nothing can be written it is not looked at."""
    try:
        with told(store.path):
            return is_index_true(store.connection)
    except ClerkError as error:
        if error.problem not in (Problem.REGISTER_READ_ONLY, Problem.REGISTER_IN_USE):
            raise
        return True


def lived(store: Store) -> int:
    """The seconds the register has lived by now, by its own count."""
    with told(store.path):
        return age.lived(store.connection, moment())
