"""Deeds every noun shares: add, save, put in the trash, take back from it, undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dandan_desktop.db import journal
from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.db.trash import trashed_with
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import Noun

__all__ = ["PartEdit", "parts_of", "restore", "save", "trash", "undo", "undo_last", "write"]


@dataclass(frozen=True, slots=True)
class PartEdit:
    """What became of a noun's parts of one record: as they were read, and as they shall be (id 0 = new)."""

    before: Sequence[Kept[Any]]
    after: Sequence[tuple[int, Any]]


def write(store: Store, noun: Noun, kept: Kept[Any] | None, facts: Any, parts: Mapping[type[Any], PartEdit]) -> int:
    """Inside a deed: add or replace a record and bring its parts up to date; returns its id."""
    rows = store.of(noun.record)
    row = rows.add(facts) if kept is None else kept.id
    if kept is not None:
        rows.replace(kept, facts)
    for record, edit in parts.items():
        store.of(record).sync(row, edit.before, edit.after)
    return row


def save(
    store: Store,
    noun: Noun,
    kept: Kept[Any] | None,
    facts: Any,
    parts: Mapping[type[Any], PartEdit] | None = None,
) -> Changes:
    """Add (kept is None) or save one record with its parts as one deed; raises ClerkError RECORD_CHANGED."""
    with store.change("add" if kept is None else "save") as deed:
        deed.about(noun.table, write(store, noun, kept, facts, parts or {}))
    return deed.changes


def trash(store: Store, noun: Noun, row: int) -> Changes:
    """Put a record in the trash; it can be taken back."""
    with store.change("trash") as deed:
        store.of(noun.record).remove(row)
    return deed.changes


def restore(store: Store, noun: Noun, row: int) -> Changes:
    """Take a record back from the trash, with what went there in the same deed, as a meeting's tasks do."""
    with store.change("restore") as deed:
        store.of(noun.record).remove(row, back=True)
        deed.about(noun.table, row)
        for other, its_row in trashed_with(store, noun, row):
            store.of(other.record).remove(its_row, back=True)
    return deed.changes


def undo(store: Store, deed: int) -> Changes:
    """Take a deed back; raises ClerkError UNDO_REFUSED, UNDO_NOT_POSSIBLE."""
    return store.undo(deed)


def undo_last(store: Store) -> Changes:
    """Take back the newest deed that is neither an undo nor undone, passing over those that stay, as a print does.

    Raises ClerkError: NOTHING_TO_UNDO, and as `undo`.
    """
    newest = journal.newest_undoable(store)
    if newest is None:
        raise ClerkError(Problem.NOTHING_TO_UNDO)
    return store.undo(newest.id)
