"""Reading what lists show of persons, and what people are called."""

import json
from collections.abc import Sequence

from dandan_desktop.db import visible
from dandan_desktop.db.store import Store
from dandan_desktop.domain.nouns import MEETINGS, OFFICIALS, PEOPLE, USERS, Noun, Part

_OF = {
    "people": "SELECT p.id, p.born_on FROM people p WHERE p.id",
    "cases": "SELECT c.id, p.born_on FROM cases c JOIN people p ON p.id = c.person_id WHERE c.id",
}


def _part(noun: Noun, table: str) -> Part:
    return next(part for part in noun.parts if part.table == table)


_NAMED: tuple[tuple[Noun, Part | None, str], ...] = (
    (PEOPLE, None, "full_name"), (OFFICIALS, None, "name"), (USERS, None, "name"),
    (MEETINGS, None, "chair_name"), (MEETINGS, None, "secretary_name"),
    (MEETINGS, _part(MEETINGS, "agenda_items"), "presenter"), (MEETINGS, _part(MEETINGS, "attendance"), "name"),
    (MEETINGS, _part(MEETINGS, "attendance"), "stands_in_for"), (MEETINGS, _part(MEETINGS, "opinions"), "speaker"),
)  # fmt: skip
"""Where names stand."""


def births(store: Store, table: str, rows: Sequence[int]) -> dict[int, str]:
    """The birth date, as it is stored, of each of these people or of the person of each of these cases, if known."""
    sql = f"{_OF[table]} IN (SELECT value FROM json_each(?)) AND p.born_on IS NOT NULL"
    return dict(store.query(sql, (json.dumps(list(rows)),)))


def full_names(store: Store) -> list[str]:
    """Every name of somebody that this reader may read: persons, officials, users, and who sat or spoke in meetings."""
    reads = (visible.source(store.reader, noun, part) for noun, part, _ in _NAMED)
    selects = (f"SELECT {column} FROM {read}" for (_, _, column), read in zip(_NAMED, reads, strict=True))
    return [name for (name,) in store.query(" UNION ".join(selects)) if name]
