"""Reading the sittings of a series: those before and after one, the slots they fill, weaknesses nobody looked at again.

Sittings belong together by their kind and by their convening body, whatever it was called at the time (`line`).
"""

from collections.abc import Mapping
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
    rules: tuple[Series, ...]
    skipped: frozenset[str]
    ended: date | None


_LINE = "coalesce(nullif({b}.line, ''), {b}.id)"


def runs(store: Store) -> list[Run]:
    """Every series of the reader that sat at least once, by kind and convening body, read at one go."""
    line = _LINE.format(b="b")
    sql = f"""SELECT m.series, {line}, m.convener_id, m.id, m.held_on, m.looks_back, m.looks_ahead
        FROM meetings m JOIN bodies b ON b.id = m.convener_id JOIN codes k ON k.id = m.series
        WHERE {store.sees("meetings", "m")} ORDER BY k.rank, 2, m.held_on, m.id"""
    found: dict[tuple[int, str], tuple[int, int, list[Held]]] = {}
    for kind, its_line, convener, row, day, back, ahead in store.query(sql):
        held = found[kind, str(its_line)][2] if (kind, str(its_line)) in found else []
        held.append((date.fromisoformat(day), back, ahead))
        found[kind, str(its_line)] = (convener, row, held)
    of_line = {row: str(line) for row, line in store.query(f"SELECT b.id, {line} FROM bodies b")}
    ends = {str(line): day for line, day in store.query(_ENDS.format(line=line))}
    own = [(_of(of_line, kept.facts.convener_id), kept.facts) for kept in store.of(Series).some(_BY_RULE)]
    skips = [(of_line.get(kept.facts.convener_id), kept.facts) for kept in store.of(Skip).some(_LIVE)]
    return [
        Run(
            kind, line, convener, newest, tuple(held),
            tuple(facts for whose, facts in own if facts.kind == kind and whose in (line, None)),
            frozenset(facts.period for whose, facts in skips if facts.kind == kind and whose == line),
            date.fromisoformat(ends[line]) if ends[line] != _NEVER else None,
        )
        for (kind, line), (convener, newest, held) in found.items()
    ]  # fmt: skip


_NEVER = "9999-12-31"
_ENDS = f"SELECT {{line}}, max(coalesce(b.valid_to, '{_NEVER}')) FROM bodies b GROUP BY 1"
_LIVE = "WHERE t.deleted_at IS NULL"
_BY_RULE = f"{_LIVE} ORDER BY t.convener_id IS NULL, t.valid_from DESC, t.id DESC"


def _of(lines: Mapping[int, str], body: int | None) -> str | None:
    return lines[body] if body is not None else None


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


def unlooked(store: Store, until: date) -> list[tuple[int, str, int]]:
    """Kind, line of the convening body and meeting of each weakness named by a day that no sitting judged.

    A meeting with two such weaknesses is there twice.
    """
    sql = f"""SELECT m.series, {_LINE.format(b="b")}, m.id FROM weaknesses w JOIN meetings m ON m.id = w.meeting_id
        JOIN bodies b ON b.id = m.convener_id
        WHERE m.held_on <= ? AND {store.sees("meetings", "m")} AND NOT EXISTS ({_SEEN_BY})
        ORDER BY m.held_on, m.id"""
    return [(kind, str(line), row) for kind, line, row in store.query(sql, (until.isoformat(),))]
