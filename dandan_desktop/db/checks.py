"""Looking a register over: what is wrong with it, how much is in it, whether its journal is whole."""

from dandan_desktop.db import derived, history, soundness
from dandan_desktop.db.engine import told
from dandan_desktop.db.history import Verdict
from dandan_desktop.db.store import Store
from dandan_desktop.domain.faults import Fault


def faults(store: Store) -> list[Fault]:
    """What is wrong with the register itself: pages, structure, references, triggers, the chain of seals.

    Of a register with pages that cannot be read nothing else is asked.
    """
    if soundness.bad_pages_of(store):
        return [Fault.PAGES]
    found = []
    if store.query("PRAGMA quick_check(1)") != [("ok",)]:
        found.append(Fault.STRUCTURE)
    if has_stray_references(store):
        found.append(Fault.REFERENCES)
    if missing_triggers(store):
        found.append(Fault.TRIGGERS)
    if not verify(store).holds:
        found.append(Fault.SEALS)
    return found


def has_stray_references(store: Store) -> bool:
    """Whether a row names another that is not there."""
    return bool(store.query("PRAGMA foreign_key_check"))


def missing_triggers(store: Store) -> list[str]:
    """The names of the triggers that are absent, changed or none of ours; with any, the register only reads."""
    with told(store.path):
        return derived.missing(store.connection)


def verify(store: Store) -> Verdict:
    """Whether the journal is whole from its first deed to its last, or the first deed that breaks the chain."""
    with told(store.path):
        return history.verify(store.connection, store.seal_key)


def is_ahead_of(store: Store, deeds: int, head: bytes) -> bool:
    """Whether the journal still holds what a backup's report told: so many deeds, and this head of the chain.

    A journal cut down to an older whole state verifies; only a head kept elsewhere shows that deeds are gone.
    """
    with told(store.path):
        return deeds == 0 or history.head_at(store.connection, deeds) == head


def shown(head: bytes) -> str:
    """The head of the chain as reports print it: groups of four hexadecimal digits."""
    digits = head.hex()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def counts(store: Store) -> dict[str, int]:
    """How many live records each noun has, of those this reader sees."""
    return {
        noun.table: int(store.query(f"SELECT count(*) FROM {noun.table} t WHERE {store.sees(noun.table, 't')}")[0][0])
        for noun in store.nouns
    }
