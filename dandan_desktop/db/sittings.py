"""Reading the sittings of a series: those before and after one, the slots they fill, weaknesses nobody looked at again.

Sittings belong together by their kind and by their convening body, whatever it was called at the time (`line`).
"""

from datetime import date
from typing import NamedTuple

from dandan_desktop.db.offices import as_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.series import Held, Series, Skip

_ONE_LINE = "(ob.id = mb.id OR (ob.line = mb.line AND mb.line <> ''))"
_KIN = f"""JOIN meetings m ON m.id = ? AND m.series = t.series JOIN bodies ob ON ob.id = t.convener_id
    JOIN bodies mb ON mb.id = m.convener_id AND {_ONE_LINE} WHERE t.deleted_at IS NULL AND t.id <> m.id"""
_WHEN = "(t.held_on, coalesce(t.starts_at, '')) {sign} (m.held_on, coalesce(m.starts_at, ''))"


def before(store: Store, meeting: int) -> Kept[Meeting] | None:
    """The sitting of the series and convening body held last before a meeting; None for the first one."""
    order = "ORDER BY t.held_on DESC, coalesce(t.starts_at, '') DESC, t.id DESC LIMIT 1"
    found = store.of(Meeting).some(f"{_KIN} AND t.is_planned = 0 AND {_WHEN.format(sign='<')} {order}", (meeting,))
    return found[0] if found else None


def kin(store: Store, meeting: int) -> list[Kept[Meeting]]:
    """The other sittings of a meeting's series and convening body, by date."""
    return store.of(Meeting).some(f"{_KIN} ORDER BY t.held_on, t.id", (meeting,))


class Run(NamedTuple):
    """The sittings of one kind under one convening body, through its renamings."""

    kind: int
    line: str
    convener: int
    """The convening body of the newest one."""
    newest: int
    held: tuple[Held, ...]


def runs(store: Store) -> list[Run]:
    """Every series that sat at least once, by kind and convening body; those of the reader."""
    sql = f"""SELECT m.series, coalesce(nullif(b.line, ''), b.id), m.convener_id, m.id, m.held_on, m.looks_back,
            m.looks_ahead
        FROM meetings m JOIN bodies b ON b.id = m.convener_id JOIN codes k ON k.id = m.series
        WHERE {store.sees("meetings", "m")} ORDER BY k.rank, 2, m.held_on, m.id"""
    found: dict[tuple[int, str], Run] = {}
    for kind, line, convener, row, day, back, ahead in store.query(sql):
        so_far = found.get((kind, str(line)))
        held = ((date.fromisoformat(day), back, ahead),)
        found[kind, str(line)] = Run(kind, str(line), convener, row, (so_far.held if so_far else ()) + held)
    return list(found.values())


def rules(store: Store, kind: int, convener: int) -> list[Kept[Series]]:
    """The rules a convening body follows for a kind of meeting: its own first, the newest of each before the older."""
    tail = f"""JOIN bodies mb ON mb.id = ? LEFT JOIN bodies ob ON ob.id = t.convener_id
        WHERE t.kind = ? AND t.deleted_at IS NULL AND (t.convener_id IS NULL OR {_ONE_LINE})
        ORDER BY t.convener_id IS NULL, t.valid_from DESC, t.id DESC"""
    return store.of(Series).some(tail, (convener, kind))


def general_rules(store: Store, kind: int) -> list[Kept[Series]]:
    """The rules of a kind of meeting for all convening bodies."""
    return store.of(Series).some("WHERE t.kind = ? AND t.convener_id IS NULL AND t.deleted_at IS NULL", (kind,))


def skipped(store: Store, kind: int, convener: int) -> list[Kept[Skip]]:
    """The slots of a kind in which a convening body did not sit, with the reasons."""
    tail = f"""JOIN bodies mb ON mb.id = ? JOIN bodies ob ON ob.id = t.convener_id
        WHERE t.kind = ? AND t.deleted_at IS NULL AND {_ONE_LINE} ORDER BY t.period, t.id"""
    return store.of(Skip).some(tail, (convener, kind))


def ended(store: Store, convener: int) -> date | None:
    """The last day a body, under whatever name, was there; None while it is."""
    sql = f"""SELECT max(coalesce(ob.valid_to, '9999-12-31')) FROM bodies ob JOIN bodies mb ON mb.id = ?
        WHERE {_ONE_LINE}"""
    last = str(store.query(sql, (convener,))[0][0])
    return None if last == "9999-12-31" else date.fromisoformat(last)


def body_on(store: Store, body: int, day: date) -> Kept[Body]:
    """A body as it stood on a day: itself under the name of then, or what it became as a whole; else itself."""
    seen: set[int] = set()
    kept = store.of(Body).get(body)
    while kept.id not in seen:
        seen.add(kept.id)
        values = {"body": kept.id, "day": day.isoformat()}
        sql = f"""SELECT ob.id FROM bodies ob JOIN bodies mb ON mb.id = :body
            WHERE {_ONE_LINE} AND ob.deleted_at IS NULL AND {as_of("ob")} ORDER BY ob.id <> mb.id, ob.id LIMIT 1"""
        if now := store.query(sql, values):
            return store.of(Body).get(now[0][0])
        next_one = "SELECT to_id FROM body_successions WHERE from_id = ? AND whole = 1 ORDER BY id LIMIT 1"
        if found := store.query(next_one, (kept.id,)):
            kept = store.of(Body).get(found[0][0])
    return store.of(Body).get(body)


class Named(NamedTuple):
    """A weakness a sitting named: its uid and words, its indicator, the sitting, its day and what it looked back on."""

    uid: str
    text: str
    indicator: str | None
    meeting: int
    held_on: date
    looks_back: str | None


_SEEN_BY = """SELECT 1 FROM weakness_reviews r JOIN meetings z ON z.id = r.meeting_id AND z.deleted_at IS NULL
    WHERE r.weakness = w.uid"""


def named_before(store: Store, meeting: int) -> list[Named]:
    """The weaknesses earlier sittings of a meeting's series named, less those another sitting judged."""
    sql = f"""SELECT w.uid, w.text, w.indicator, t.id, t.held_on, t.looks_back
        FROM weaknesses w JOIN meetings t ON t.id = w.meeting_id {_KIN} AND t.is_planned = 0
            AND {_WHEN.format(sign="<")} AND {store.sees("meetings", "t")}
            AND NOT EXISTS ({_SEEN_BY} AND r.meeting_id <> m.id) ORDER BY t.held_on, t.id, w.place"""
    return [
        Named(uid, text, indicator, row, date.fromisoformat(day), back)
        for uid, text, indicator, row, day, back in store.query(sql, (meeting,))
    ]


def unlooked(store: Store, kind: int, convener: int, until: date) -> list[int]:
    """The meeting of each weakness a series named by a day and no sitting judged; one with two is there twice."""
    sql = f"""SELECT m.id FROM weaknesses w JOIN meetings m ON m.id = w.meeting_id
        JOIN bodies ob ON ob.id = m.convener_id JOIN bodies mb ON mb.id = ? AND {_ONE_LINE}
        WHERE m.series = ? AND m.held_on <= ? AND {store.sees("meetings", "m")} AND NOT EXISTS ({_SEEN_BY})
        ORDER BY m.held_on, m.id"""
    return [int(row) for (row,) in store.query(sql, (convener, kind, until.isoformat()))]
