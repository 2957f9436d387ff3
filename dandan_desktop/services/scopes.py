"""Whose records alone a reader has: told wherever they are listed or counted, and kept to where he writes."""

from collections.abc import Mapping
from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import BELONGS
from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.initiatives import Initiative
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.series import Series, Skip

_OWNED_BY: Mapping[type[Any], str] = {
    Case: "body_id",
    Initiative: "body_id",
    IssuedNumber: "issuer_id",
    Meeting: "convener_id",
    Series: "convener_id",
    Skip: "convener_id",
}
"""The fact that says which organisation a record belongs to."""


def organisations(store: Store) -> str:
    """The names of the organisations whose records alone the reader has; empty for one who has all."""
    return ", ".join(store.names.of("bodies", body) for body in sorted(store.reader.bodies or ()))


def words(store: Store, table: str = "") -> str:
    """Whose records alone are counted, as a sentence; empty for one who has all, or for a table of everybody."""
    named = organisations(store) if not table or table in BELONGS else ""
    return f"Chỉ tính hồ sơ của: {named}." if named else ""


def own_body(store: Store) -> BodyId | None:
    """The one organisation the reader works for; None for several, or all."""
    bodies = store.reader.bodies or frozenset()
    return BodyId(next(iter(bodies))) if len(bodies) == 1 else None


def findings(store: Store, facts: Any) -> list[Finding]:
    """What keeps this reader from saving a record: it is given to an organisation that is not his."""
    name = _OWNED_BY.get(type(facts))
    body = getattr(facts, name) if name else None
    if name is None or body is None or store.reader.bodies is None or body in store.reader.bodies:
        return []
    return [Finding(name, f"Chỉ ghi được hồ sơ của tổ chức được phân công: {organisations(store)}.")]
