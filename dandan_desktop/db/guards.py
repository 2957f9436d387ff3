"""What must hold of whole tables when a deed ends, whatever the deed: an undo and a restored row too.

A guard is a SELECT of the first row that breaks its rule; `:seq` is the history's last number before the deed.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from dandan_desktop.db.engine import Connection
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.issued_numbers import MINUTES


class Guard(NamedTuple):
    """The tables whose writing may break a rule, the problem told, and what finds a number that breaks it."""

    tables: frozenset[str]
    problem: Problem
    broken: str


LINE = "coalesce(nullif({a}.line, ''), {a}.uid)"
"""What stays of a body through its renamings: bodies typed by an office have only their uid."""
_KEYS = ("number", "series", "term_id", "year", "kind", "issuer_id", "issued_on", "text", "owner", "deleted_at")
_CHANGED = " OR ".join(f"json_extract(i.after, '$.{key}') IS NOT json_extract(i.before, '$.{key}')" for key in _KEYS)
_HOLDS = "{a}.deleted_at IS NULL AND {a}.valid_from <= n.issued_on AND n.issued_on <= coalesce({a}.valid_to, '9999')"

GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({"issued_numbers"}),
        Problem.NUMBER_STAYS,
        f"""SELECT json_extract(i.before, '$.text'), json_extract(i.before, '$.issued_on') FROM history_images i
            WHERE i.seq > :seq AND i.tbl = 'issued_numbers' AND i.before IS NOT NULL
            AND (i.after IS NULL OR {_CHANGED}
                OR (json_extract(i.before, '$.cancelled_on') IS NOT NULL
                    AND json_extract(i.after, '$.cancelled_on') IS NULL))
            AND NOT EXISTS (SELECT 1 FROM history_images f
                WHERE f.seq > :seq AND f.tbl = i.tbl AND f.row = i.row AND f.before IS NULL) LIMIT 1""",
    ),
    Guard(
        frozenset({"terms"}),
        Problem.TERM_TWICE,
        f"""SELECT t.name, t.valid_from FROM terms t JOIN bodies b ON b.id = t.body_id
            JOIN terms o ON o.id <> t.id AND o.valid_from = t.valid_from AND o.deleted_at IS NULL
            JOIN bodies ob ON ob.id = o.body_id AND {LINE.format(a="ob")} = {LINE.format(a="b")}
            WHERE t.deleted_at IS NULL LIMIT 1""",
    ),
    Guard(
        frozenset({"issued_numbers", "terms"}),
        Problem.TERM_IN_USE,
        f"""SELECT n.text, n.issued_on FROM issued_numbers n JOIN terms t ON t.id = n.term_id
            JOIN bodies b ON b.id = t.body_id
            WHERE NOT ({_HOLDS.format(a="t")}) OR EXISTS (SELECT 1 FROM terms o JOIN bodies ob ON ob.id = o.body_id
                WHERE o.id <> t.id AND {LINE.format(a="ob")} = {LINE.format(a="b")}
                AND {_HOLDS.format(a="o")} AND o.valid_from >= t.valid_from) LIMIT 1""",
    ),
    Guard(
        frozenset({"terms"}),
        Problem.TERM_IN_USE,
        """SELECT n.text, n.issued_on FROM history_images i JOIN issued_numbers n ON n.term_id = i.row
            WHERE i.seq > :seq AND i.tbl = 'terms' AND i.before IS NOT NULL
            AND json_extract(i.after, '$.body_id') IS NOT json_extract(i.before, '$.body_id') LIMIT 1""",
    ),
    Guard(
        frozenset({"issued_numbers", "minutes_versions"}),
        Problem.NUMBER_IN_LOCKED,
        f"""SELECT n.text, n.issued_on FROM issued_numbers n JOIN codes k ON k.id = n.kind AND k.code = '{MINUTES}'
            JOIN meetings m ON m.uid = n.owner JOIN minutes_versions v ON v.meeting_id = m.id
            WHERE n.cancelled_on IS NOT NULL AND v.reopened_on IS NULL AND v.is_addendum = 0
            AND json_extract(v.content, '$.header.number') = printf('%02d', n.number) LIMIT 1""",
    ),
)


def refuse(connection: Connection, tables: Collection[str], seq: int) -> None:
    """Raise the ClerkError of the first guard of these tables that finds a break, with its `text` and `day`."""
    for guard in GUARDS:
        if guard.tables.isdisjoint(tables):
            continue
        values = {"seq": seq} if ":seq" in guard.broken else {}
        found = connection.execute(guard.broken, values).fetchone()
        if found:
            raise ClerkError(guard.problem, text=found[0], day=show_date(date.fromisoformat(found[1])))
