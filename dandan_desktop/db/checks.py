"""Looking a register over: what is wrong with it, and how much is in it."""

from dandan_desktop.db import derived, history
from dandan_desktop.db.engine import told
from dandan_desktop.db.store import Store


def faults(store: Store) -> list[str]:
    """What is wrong with the register itself: pages, references, triggers, the chain of seals."""
    found = []
    if store.query("PRAGMA quick_check(1)") != [("ok",)]:
        found.append("quick_check")
    if store.query("PRAGMA foreign_key_check"):
        found.append("foreign_key_check")
    with told(store.path):
        if derived.present(store.connection) != derived.expected(store.connection):
            found.append("triggers")
        if not history.is_sealed(store.connection, store.seal_key):
            found.append("seals")
    return found


def counts(store: Store) -> dict[str, int]:
    """How many live records each noun has, of those this reader sees."""
    return {
        noun.table: int(store.query(f"SELECT count(*) FROM {noun.table} t WHERE {store.sees(noun.table, 't')}")[0][0])
        for noun in store.nouns
    }
