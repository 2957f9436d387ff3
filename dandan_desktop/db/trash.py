"""What lies in the trash: since when, put there by whom, and what went there together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dandan_desktop.db import age, journal, undo
from dandan_desktop.db.journal import Row
from dandan_desktop.db.rows import moment
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import Noun, Part

DAYS = 30
"""The days a record stays in the trash before the program offers to purge it, by the register's own count (`age`)."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A record in the trash: its title, who put it there and when (UTC), and how many days are left."""

    noun: Noun
    row: int
    title: str
    at: str
    who: str
    days_left: int


def trashed(store: Store) -> list[Trashed]:
    """What lies in the trash of what this reader sees, the newest first."""
    now = age.lived(store.connection, moment())
    store.catch_up()
    found = []
    for noun in store.nouns:
        sql = (
            "SELECT t.id, s.title, t.deleted_at, d.who, d.lived, d.id FROM"
            f" (SELECT t.id, t.deleted_at, (SELECT max(h.deed) FROM history h WHERE h.owner_table = '{noun.table}'"
            f" AND h.owner = t.id AND h.tbl = h.owner_table) AS deed FROM {noun.table} t"
            f" WHERE {store.sees(noun.table, 't', trash=True)}) t"
            f" LEFT JOIN deeds d ON d.id = t.deed LEFT JOIN search s ON s.kind = '{noun.table}' AND s.row = t.id"
        )
        for row, title, at, who, lived, deed in store.query(sql):
            left = DAYS - (now - (now if lived is None else lived)) // age.DAY
            found.append((deed or 0, Trashed(noun, row, title or "", at, who or "", min(DAYS, max(0, left)))))
    return [each for _, each in sorted(found, key=lambda pair: (-pair[0], pair[1].noun.table, pair[1].row))]


def trashed_with(store: Store, noun: Noun, row: int) -> list[tuple[Noun, int]]:
    """The other records that went to the trash in the deed that put this one there, and still lie in it."""
    found = store.query("SELECT max(id) FROM deeds WHERE name = 'trash' AND tbl = ? AND row = ?", (noun.table, row))
    together = []
    for other in store.nouns:
        if other.table != noun.table:
            sql = (
                f"SELECT t.id FROM {other.table} t WHERE {store.sees(other.table, 't', trash=True)} AND t.id IN"
                " (SELECT row FROM history WHERE deed = ? AND tbl = ?) ORDER BY t.id"
            )
            together += [(other, int(its_row)) for (its_row,) in store.query(sql, (found[0][0], other.table))]
    return together


def parts_of(store: Store, records: Iterable[tuple[Noun, int]]) -> dict[Part, int]:
    """How many rows of each of their parts go with these records; those that have none are left out."""
    found: dict[Part, int] = {}
    for noun, row in records:
        for part in noun.parts:
            count = int(store.query(f"SELECT count(*) FROM {part.table} WHERE {part.parent} = ?", (row,))[0][0])
            if count:
                found[part] = found.get(part, 0) + count
    return found


def delete(store: Store, records: Sequence[tuple[Noun, int]]) -> None:
    """Inside a deed: delete records that lie in the trash, with their parts, for real; history keeps their images.

    Raises ClerkError: NOT_IN_TRASH, PURGE_REFUSED naming the records that still point at one of them.
    """
    going = {(noun.table, row) for noun, row in records}
    for noun, row in records:
        lying = f"SELECT 1 FROM {noun.table} WHERE id = ? AND deleted_at IS NOT NULL"
        if not store.query(lying, (row,)):
            raise ClerkError(Problem.NOT_IN_TRASH)
    held = [holder for holders in holding(store, going).values() for holder in holders]
    if held:
        raise ClerkError(Problem.PURGE_REFUSED, by=", ".join(words_of(store, held)[:3]))
    store.connection.execute("PRAGMA defer_foreign_keys = ON")
    for noun, row in records:
        store.of(noun.record).remove(row, for_good=True)


def holding(store: Store, going: Iterable[Row]) -> dict[Row, set[Row]]:
    """By the record that would go, the nouns' rows that point at it or at its parts and would stay."""
    leaving = {key: key for key in going}
    held: dict[Row, set[Row]] = {}
    todo = list(leaving)
    while todo:
        table, row = key = todo.pop()
        for child, column in undo.references(store.connection, table):
            for (number,) in store.query(f'SELECT id FROM {child} WHERE "{column}" = ?', (row,)):
                owner = journal.owner_of(store, child, number)
                if (child, number) in leaving:
                    continue
                if owner in leaving:
                    leaving[child, number] = leaving[owner]
                    todo.append((child, number))
                else:
                    held.setdefault(leaving[key], set()).add(owner)
    return held


def words_of(store: Store, rows: Iterable[Row]) -> list[str]:
    """These records by their noun's word and the title, where the reader sees it."""
    wanted = set(rows)
    titles = journal.titles(store, wanted)
    labels = {noun.table: noun.label for noun in store.nouns}
    return sorted(f"{labels.get(key[0], key[0])} “{titles.get(key, '…')}”" for key in wanted)
