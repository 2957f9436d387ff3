"""What this reader typed of records and did not save."""

from typing import NamedTuple

from dandan_desktop.db.store import Store
from dandan_desktop.domain.drafts import table_of


class Unsaved(NamedTuple):
    """A noun's table, the record (0 for a new one), and when it was last typed in (ISO, UTC)."""

    table: str
    row: int
    at: str


def drafts(store: Store) -> list[Unsaved]:
    """The drafts of records, the newest first; one for a record, however many pages it has."""
    tables = {noun.table for noun in store.nouns}
    found: dict[tuple[str, int], str] = {}
    for page, row, at in store.drafts():
        if table_of(page) in tables:
            found.setdefault((table_of(page), row), at)
    return [Unsaved(table, row, at) for (table, row), at in found.items()]
