"""Sensitive facts: masked until somebody asks to see one, and then the journal says so (Nghị định 356/2025, điều 4)."""

from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import masked, trait
from dandan_desktop.domain.nouns import Noun

__all__ = ["masked", "reveal"]


def reveal(store: Store, noun: Noun, row: int, name: str) -> Any:
    """The value of a private fact, once the journal has it that this person looked; ValueError for a fact not private.

    Raises ClerkError: RECORD_GONE, NOT_ALLOWED, and as `Store.change`: what cannot be told is not shown.
    """
    if name not in masked(noun.record):
        raise ValueError(f"{noun.table}.{name} is not private")
    value = getattr(store.of(noun.record).get(row).facts, name)
    with store.change("reveal") as deed:
        deed.about(noun.table, row)
        deed.note = trait(noun.record, name).fact.label
    return value
