"""Reading the parts of a noun's record."""

from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import Noun


def parts_of(store: Store, noun: Noun, row: int) -> dict[type[Any], list[Kept[Any]]]:
    """The parts of one noun's row, in order, by record."""
    return {
        part.record: store.of(part.record).some(f"WHERE t.{part.parent} = ? ORDER BY t.place", (row,))
        for part in noun.parts
    }
