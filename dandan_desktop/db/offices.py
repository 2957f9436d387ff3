"""Units and bodies as they stood on a day: the office, its header, what became what."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dandan_desktop.db.guards import LINE
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body, Unit
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept

if TYPE_CHECKING:
    from dandan_desktop.domain.papers import Header

_NOW = "9999-12-31"


def as_of(alias: str) -> str:
    """The SQL condition that a dated row holds on `:day`; both ends belong to it."""
    return f"coalesce({alias}.valid_from, '') <= :day AND :day <= coalesce({alias}.valid_to, '{_NOW}')"


def fact(store: Store, name: str) -> str | None:
    """What the register keeps about itself under a name."""
    found = store.query("SELECT value FROM facts WHERE name = ?", (name,))
    return str(found[0][0]) if found else None


def is_practice(store: Store) -> bool:
    """Whether this is the register of the practice office."""
    return fact(store, "is_practice") == "1"


def office(store: Store) -> Kept[Body] | None:
    """The body this register belongs to; None until one was chosen."""
    uid = fact(store, "office")
    found = store.of(Body).some("WHERE t.uid = ?", (uid,)) if uid else []
    return found[0] if found else None


def needed_office(store: Store) -> Kept[Body]:
    """The body this register belongs to; raises ClerkError NO_OFFICE."""
    found = office(store)
    if found is None:
        raise ClerkError(Problem.NO_OFFICE)
    return found


def office_on(store: Store, day: date) -> Kept[Body]:
    """The office as it stood on a day: itself, or the body it came from or became; raises ClerkError NO_OFFICE."""
    body = needed_office(store)
    seen = {body.id}
    while not _holds(body.facts, day):
        forward = body.facts.valid_to is not None and body.facts.valid_to < day
        mine, other = ("from_id", "to_id") if forward else ("to_id", "from_id")
        tail = f"JOIN body_successions s ON s.{other} = t.id WHERE s.{mine} = ? ORDER BY s.whole DESC, s.id LIMIT 1"
        found = store.of(Body).some(tail, (body.id,))
        if not found or found[0].id in seen:
            return body
        body = found[0]
        seen.add(body.id)
    return body


def _holds(body: Body, day: date) -> bool:
    return (body.valid_from is None or body.valid_from <= day) and (body.valid_to is None or day <= body.valid_to)


def header_of(store: Store, body: int, day: date | None = None) -> "Header":
    """What the head of a body's papers prints; a body without lines of its own prints those of its superior.

    With the paper's day it is in the style that held then; without, in the program's own.
    """
    from dandan_desktop.db.paper_styles import style_on
    from dandan_desktop.domain.papers import Header  # known once a paper is made, not at every start

    own = store.of(Body).get(body).facts
    heading = heading_body(store, body)
    lines = heading.facts
    look = style_on(store, heading, day) if day is not None else None
    return Header(
        style=look.base if look is not None else lines.style,
        upper=lines.header_upper or "",
        lower=lines.header_lower or own.name.upper(),
        symbol=own.symbol or lines.symbol or "",
        place=own.place or lines.place or "",
        look=look,
        is_practice=is_practice(store),
    )


def unit_on(store: Store, code: str, day: date) -> Kept[Unit] | None:
    """The unit an official code stood for on a day; codes were used again with a new meaning in 2025."""
    values = (code, day.isoformat(), day.isoformat())
    tail = (
        "WHERE t.code = ? AND coalesce(t.valid_from, '') <= ?"
        f" AND ? <= coalesce(t.valid_to, '{_NOW}') AND t.deleted_at IS NULL"
    )
    found = store.of(Unit).some(tail, values)
    return found[0] if found else None


class Kin(NamedTuple):
    """A unit or body that another became or was made from, on which day and whether as a whole."""

    row: int
    name: str
    valid_to: date | None
    on_date: date
    is_whole: bool


_SUCCESSIONS = {"units": "unit_successions", "bodies": "body_successions"}


def successors(store: Store, table: str, row: int) -> list[Kin]:
    """What became of a unit or body, the earliest first; nothing succeeds the rows of other tables."""
    return _kin(store, table, row, "to_id", "from_id")


def predecessors(store: Store, table: str, row: int) -> list[Kin]:
    """What a unit or body was made from, the earliest first."""
    return _kin(store, table, row, "from_id", "to_id")


def _kin(store: Store, table: str, row: int, theirs: str, mine: str) -> list[Kin]:
    if table not in _SUCCESSIONS:
        return []
    found = store.query(
        f"SELECT t.id, t.name, t.valid_to, s.on_date, s.whole FROM {_SUCCESSIONS[table]} s"
        f" JOIN {table} t ON t.id = s.{theirs} WHERE s.{mine} = ? AND t.deleted_at IS NULL ORDER BY s.on_date, s.id",
        (row,),
    )
    return [
        Kin(int(other), str(name), date.fromisoformat(end) if end else None, date.fromisoformat(day), bool(whole))
        for other, name, end, day, whole in found
    ]


def body_named(store: Store, name: str, day: date) -> int | None:
    """The body of exactly this name on a day."""
    sql = f"SELECT b.id FROM bodies b WHERE b.name = :name AND {as_of('b')} AND b.deleted_at IS NULL ORDER BY b.id"
    found = store.query(sql, {"name": name, "day": day.isoformat()})
    return int(found[0][0]) if found else None


def newest_named(store: Store, name: str) -> Kept[Body] | None:
    """The newest body of exactly this name, on whatever day."""
    found = store.of(Body).some("WHERE t.name = ? ORDER BY t.valid_from DESC LIMIT 1", (name,))
    return found[0] if found else None


def body_of_kind(store: Store, kind: int, unit: int, day: date) -> int | None:
    """The body of a kind in a unit on a day."""
    sql = (
        f"SELECT b.id FROM bodies b WHERE b.kind = :kind AND b.unit_id = :unit AND {as_of('b')}"
        " AND b.deleted_at IS NULL ORDER BY b.id"
    )
    found = store.query(sql, {"kind": kind, "unit": unit, "day": day.isoformat()})
    return int(found[0][0]) if found else None


def presets(store: Store, day: date) -> list[tuple[int, str]]:
    """The offices valid on a day whose papers have a header of their own: id and name, in Vietnamese order."""
    store.catch_up()
    sql = (
        "SELECT b.id, b.name FROM bodies b JOIN codes k ON k.id = b.kind"
        " JOIN search s ON s.kind = 'bodies' AND s.row = b.id"
        f" WHERE k.\"group\" = 'office' AND b.header_lower IS NOT NULL AND {as_of('b')}"
        " AND b.deleted_at IS NULL ORDER BY s.sort"
    )
    return [(int(row), str(name)) for row, name in store.query(sql, {"day": day.isoformat()})]


def heading_body(store: Store, body: int) -> Kept[Body]:
    """The body whose header a body's papers print: itself, or the nearest superior with lines of its own.

    Superiors that lead back to one another end the way up: a clerk may have written them so.
    """
    kept = store.of(Body).get(body)
    seen = {body}
    while not kept.facts.header_lower and kept.facts.parent_id is not None and kept.facts.parent_id not in seen:
        kept = store.of(Body).get(kept.facts.parent_id)
        seen.add(kept.id)
    return kept


def officials_of(store: Store, bodies: Sequence[Kept[Body]], day: date) -> list[str]:
    """The names of those in office on a day in any of these bodies, however the bodies were called before."""
    lines = json.dumps([each.facts.line or each.uid for each in bodies])
    sql = (
        f"SELECT DISTINCT o.name FROM officials o JOIN bodies b ON b.id = o.body_id WHERE {as_of('o')}"
        f" AND {LINE.format(a='b')} IN (SELECT value FROM json_each(:lines)) AND o.deleted_at IS NULL ORDER BY o.id"
    )
    return [str(name) for (name,) in store.query(sql, {"day": day.isoformat(), "lines": lines})]


def first_unit(store: Store, day: date) -> int:
    """The topmost unit of a day: where a body goes whose unit nobody told."""
    sql = f"SELECT u.id FROM units u WHERE u.parent_id IS NULL AND {as_of('u')} ORDER BY u.id LIMIT 1"
    return int(store.query(sql, {"day": day.isoformat()})[0][0])
