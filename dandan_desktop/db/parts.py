"""Reading the parts of a noun's record."""

from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import Noun, Part


def parts_of(store: Store, noun: Noun, row: int) -> dict[type[Any], list[Kept[Any]]]:
    """The parts of one noun's row, in order, by record."""
    return {
        part.record: store.of(part.record).some(f"WHERE t.{part.parent} = ? ORDER BY t.place", (row,))
        for part in noun.parts
    }


def next_place(store: Store, part: Part, row: int) -> int:
    """The place behind the last part of a noun's row."""
    sql = f"SELECT coalesce(max(place), 0) + 1 FROM {part.table} WHERE {part.parent} = ?"
    return int(store.query(sql, (row,))[0][0])


def parent_of(store: Store, part: Part, row: int) -> int:
    """The noun's row a part belongs to."""
    return int(store.query(f"SELECT {part.parent} FROM {part.table} WHERE id = ?", (row,))[0][0])
