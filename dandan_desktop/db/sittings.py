"""Reading the sittings of a series: those before and after one, the slots they fill, weaknesses nobody looked at again.

Sittings belong together by their kind and by their convening body, whatever it was called at the time (`line`).
"""

import json
from collections.abc import Iterable, Mapping
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
    """The sittings of one kind under one convening body, through its renamings, and the rules they follow."""

    kind: int
    line: str
    convener: int
    """The convening body of the newest one."""
    newest: int
    held: tuple[Held, ...]
    rows: tuple[int, ...]
    """The meetings, in the order of `held`."""
    rules: tuple[Series, ...]
    skipped: frozenset[str]
    ended: date | None


_LINE = "coalesce(nullif(b.line, ''), b.id)"
_ASKED = "SELECT value FROM json_each(?)"
_LIVE = "WHERE t.deleted_at IS NULL"
_BY_RULE = f"{_LIVE} ORDER BY t.convener_id IS NULL, t.valid_from DESC, t.id DESC"


def runs(store: Store) -> list[Run]:
    """Every series of the reader that sat at least once, by kind and convening body, read at one go."""
    sql = f"""SELECT m.series, m.convener_id, m.held_on, m.id, m.looks_back, m.looks_ahead FROM meetings m
        WHERE {store.sees("meetings", "m")}"""
    asked = store.query(sql)
    lines, ends = _lines(store, {convener for _, convener, *_ in asked})
    found: dict[tuple[int, str], list[tuple[str, int, int, str | None, str | None]]] = {}
    for kind, convener, day, row, back, ahead in asked:
        found.setdefault((kind, lines[convener]), []).append((day, row, convener, back, ahead))
    ranks = dict(store.query(f"SELECT id, rank FROM codes WHERE id IN ({_ASKED})", _asked(kind for kind, _ in found)))
    own = [(_of(lines, kept.facts.convener_id), kept.facts) for kept in store.of(Series).some(_BY_RULE)]
    skips = [(_of(lines, kept.facts.convener_id), kept.facts) for kept in store.of(Skip).some(_LIVE)]
    made = []
    for (kind, line), sat in sorted(found.items(), key=lambda each: (ranks[each[0][0]], each[0][1])):
        sat.sort()
        held = tuple((date.fromisoformat(day), back, ahead) for day, _, _, back, ahead in sat)
        rules = tuple(facts for whose, facts in own if facts.kind == kind and whose in (line, None))
        skipped = frozenset(facts.period for whose, facts in skips if facts.kind == kind and whose == line)
        rows = tuple(row for _, row, *_ in sat)
        made.append(Run(kind, line, sat[-1][2], rows[-1], held, rows, rules, skipped, ends[line]))
    return made


def _lines(store: Store, bodies: Iterable[int]) -> tuple[dict[int, str], dict[str, date | None]]:
    """The line of each of these bodies and of those they were renamed from or to, and when a line ended."""
    sql = f"""WITH near AS (SELECT id, line, valid_to FROM bodies WHERE id IN ({_ASKED}))
        SELECT b.id, {_LINE}, b.valid_to FROM near b
        UNION SELECT b.id, b.line, b.valid_to FROM bodies b WHERE b.line IN (SELECT line FROM near WHERE line <> '')"""
    lines: dict[int, str] = {}
    ends: dict[str, date | None] = {}
    for row, key, day in store.query(sql, _asked(bodies)):
        lines[row] = its_line = str(key)
        end = date.fromisoformat(day) if day else None
        before = ends.setdefault(its_line, end)
        ends[its_line] = max(before, end) if before and end else None
    return lines, ends


def _asked(rows: Iterable[int]) -> tuple[str]:
    return (json.dumps(sorted(set(rows))),)


def _of(lines: Mapping[int, str], body: int | None) -> str | None:
    """The line of a body, None where all are meant; one that never convened has none of these."""
    return lines.get(body, "") if body is not None else None


def rules(store: Store, kind: int, convener: int) -> list[Kept[Series]]:
    """The rules a convening body follows for a kind of meeting: its own first, the newest of each before the older."""
    tail = f"""JOIN bodies mb ON mb.id = ? LEFT JOIN bodies ob ON ob.id = t.convener_id
        WHERE t.kind = ? AND t.deleted_at IS NULL AND (t.convener_id IS NULL OR {_ONE_LINE})
        ORDER BY t.convener_id IS NULL, t.valid_from DESC, t.id DESC"""
    return store.of(Series).some(tail, (convener, kind))


def general_rules(store: Store, kind: int) -> list[Kept[Series]]:
    """The rules of a kind of meeting for all convening bodies."""
    return store.of(Series).some("WHERE t.kind = ? AND t.convener_id IS NULL AND t.deleted_at IS NULL", (kind,))


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


_JUDGED = """SELECT r.weakness FROM weakness_reviews r
    JOIN meetings z ON z.id = r.meeting_id AND z.deleted_at IS NULL"""
_SEEN_BY = f"{_JUDGED} WHERE r.weakness = w.uid"


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


def unlooked(store: Store) -> dict[int, int]:
    """How many weaknesses of each meeting no sitting judged."""
    sql = f"SELECT w.meeting_id, count(*) FROM weaknesses w WHERE w.uid NOT IN ({_JUDGED}) GROUP BY w.meeting_id"
    return dict(store.query(sql))
