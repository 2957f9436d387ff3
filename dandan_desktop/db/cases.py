"""Reading what a list of cases shows of the persons recommended."""

import json
from collections.abc import Sequence

from dandan_desktop.db.store import Store
from dandan_desktop.domain.dates import PartDate


def birth_dates(store: Store, rows: Sequence[int]) -> dict[int, PartDate]:
    """The birth date of the person of each of these cases; those where it is not known are left out."""
    sql = (
        "SELECT c.id, p.born_on FROM cases c JOIN people p ON p.id = c.person_id"
        " WHERE c.id IN (SELECT value FROM json_each(?)) AND p.born_on IS NOT NULL"
    )
    return {row: PartDate.parse(born) for row, born in store.query(sql, (json.dumps(list(rows)),))}
