"""The trash: what lies in it, taking it back, and clearing it for real with a reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dandan_desktop.db import trash as kept
from dandan_desktop.db.store import Store
from dandan_desktop.db.trash import DAYS, Trashed, trashed_with
from dandan_desktop.domain import text
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import PEOPLE, Noun

__all__ = ["DAYS", "Along", "Cleared", "Trashed", "along", "clear", "due", "listed", "purge", "refuse_reason"]


@dataclass(frozen=True, slots=True)
class Cleared:
    """What clearing the trash did: the deed, how many records went, and those that others still point at."""

    changes: Changes
    count: int
    left: tuple[Trashed, ...]


@dataclass(frozen=True, slots=True)
class Along:
    """What goes with records that leave the trash for good: words and their numbers, and what follows from it."""

    counts: tuple[tuple[str, int], ...]
    follows: tuple[str, ...]


def listed(store: Store) -> list[Trashed]:
    """What lies in the trash of what this reader sees, the newest first, with the days left."""
    return kept.trashed(store)


def due(store: Store) -> list[Trashed]:
    """What has lain in the trash its `DAYS`; it is offered for clearing and never goes by itself."""
    return [each for each in kept.trashed(store) if each.days_left == 0]


def along(store: Store, chosen: Sequence[Trashed]) -> Along:
    """What else is deleted for real with these records in the trash; each is counted once."""
    known = {(each.noun.table, each.row) for each in chosen}
    others = {
        (noun.table, row): noun
        for each in chosen
        for noun, row in trashed_with(store, each.noun, each.row)
        if (noun.table, row) not in known
    }
    going = [(each.noun, each.row) for each in chosen] + [(noun, row) for (_, row), noun in others.items()]
    parts = kept.parts_of(store, going)
    counts = Counter(noun.label for noun in others.values())
    for part, count in parts.items():
        counts[part.label] += count
    return Along(tuple(counts.items()), tuple(dict.fromkeys(part.lost for part in parts if part.lost)))


def purge(store: Store, noun: Noun, row: int, reason: str) -> Changes:
    """Delete a record in the trash for real, with what went there with it; its history stays, no undo brings it back.

    Raises ClerkError: REASON_MISSING, REASON_NAMES_SOMEBODY, NOT_IN_TRASH, PURGE_REFUSED, RECORD_GONE.
    """
    title = noun.title(store.of(noun.record).get(row).facts, store.names)
    reason = refuse_reason(reason, [title] if noun.table in _NAMED_AFTER_PEOPLE else [])
    with store.change("purge") as deed:
        deed.about(noun.table, row)
        deed.note = reason
        kept.delete(store, [*trashed_with(store, noun, row), (noun, row)])
    return deed.changes


def clear(store: Store, chosen: Sequence[Trashed], reason: str) -> Cleared:
    """Delete these records in the trash for real as one deed, but for those that others still point at.

    Raises ClerkError: REASON_MISSING, REASON_NAMES_SOMEBODY, NOT_IN_TRASH.
    """
    reason = refuse_reason(reason, [each.title for each in chosen if each.noun.table in _NAMED_AFTER_PEOPLE])
    going = {(each.noun.table, each.row): each.noun for each in chosen}
    with store.change("purge") as deed:
        while held := kept.holding(store, going):
            going = {key: noun for key, noun in going.items() if key not in held}
        deed.note = f"{reason} ({len(going)} bản ghi)"
        kept.delete(store, [(noun, row) for (_, row), noun in going.items()])
    return Cleared(deed.changes, len(going), tuple(each for each in chosen if (each.noun.table, each.row) not in going))


_NAMED_AFTER_PEOPLE = frozenset({PEOPLE.table, "cases", "officials"})


def refuse_reason(reason: str, names: Sequence[str]) -> str:
    """The reason as it is kept; raises ClerkError REASON_MISSING, or REASON_NAMES_SOMEBODY when it tells a name."""
    kept_reason = text.tidy(reason)
    if not kept_reason:
        raise ClerkError(Problem.REASON_MISSING)
    folded = f" {text.fold(kept_reason)} "
    if any(name and f" {text.fold(name)} " in folded for name in names):
        raise ClerkError(Problem.REASON_NAMES_SOMEBODY)
    return kept_reason
