"""Reading code lists."""

from datetime import date

from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Code, is_valid_on
from dandan_desktop.domain.facts import Kept


def entries(store: Store, codes: str, *, closed: bool = False) -> list[Kept[Code]]:
    """The entries of a code list in order; closed ones only when asked for."""
    still = "" if closed else " AND t.valid_to IS NULL"
    return store.of(Code).some(f"WHERE t.list = ? AND t.deleted_at IS NULL{still} ORDER BY t.rank, t.id", (codes,))


def code_id(store: Store, codes: str, code: str) -> int | None:
    """The entry of a code list with this code."""
    found = store.query(
        "SELECT id FROM codes WHERE list = ? AND code = ? AND deleted_at IS NULL ORDER BY id", (codes, code)
    )
    return int(found[0][0]) if found else None


def code_of(store: Store, row: int) -> str:
    """The code of a code list's entry."""
    return str(store.query("SELECT code FROM codes WHERE id = ?", (row,))[0][0])


def number_on(store: Store, codes: str, day: date, usual: int) -> int:
    """The number a list of dated entries says in its code for a day; the usual one where it says none."""
    said = [kept.facts.code for kept in entries(store, codes, closed=True) if is_valid_on(kept.facts, day)]
    return next((int(code) for code in reversed(said) if code.isascii() and code.isdecimal()), usual)
