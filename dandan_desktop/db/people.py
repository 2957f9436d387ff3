"""Reading what lists show of persons."""

import json
from collections.abc import Sequence

from dandan_desktop.db.store import Store

_OF = {
    "people": "SELECT p.id, p.born_on FROM people p WHERE p.id",
    "cases": "SELECT c.id, p.born_on FROM cases c JOIN people p ON p.id = c.person_id WHERE c.id",
}


def births(store: Store, table: str, rows: Sequence[int]) -> dict[int, str]:
    """The birth date, as it is stored, of each of these people or of the person of each of these cases, if known."""
    sql = f"{_OF[table]} IN (SELECT value FROM json_each(?)) AND p.born_on IS NOT NULL"
    return dict(store.query(sql, (json.dumps(list(rows)),)))
