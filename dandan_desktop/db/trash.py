"""What lies in the trash together."""

from dandan_desktop.db.store import Store
from dandan_desktop.domain.nouns import Noun


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
