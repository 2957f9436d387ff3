"""Which rows a reader sees: the one place that says so, asked by every SELECT on a noun (`settled` 19).

A role that does not read a noun sees none of its rows; an organisation's clerk sees the rows that belong to it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from dandan_desktop.db import derived
from dandan_desktop.db.engine import Connection
from dandan_desktop.domain.nouns import MEETINGS, PEOPLE, PROPOSALS, TASKS, Noun, Part
from dandan_desktop.domain.scope import Reader

BELONGS: Mapping[str, str] = {
    "cases": "{a}.body_id IN ({bodies})",
    "initiatives": "({a}.body_id IS NULL OR {a}.body_id IN ({bodies}))",
    "meetings": "{a}.convener_id IN ({bodies})",
    "tasks": """({a}.owner_id IN ({bodies}) OR {a}.conclusion_id IN (SELECT vq.id FROM conclusions vq
        JOIN meetings vm ON vm.id = vq.meeting_id WHERE vm.convener_id IN ({bodies})))""",
    "proposals": """(coalesce({a}.body_id, 0) IN ({bodies}) OR coalesce({a}.sent_to_id, 0) IN ({bodies})
        OR ({a}.body_id IS NULL AND {a}.opinion_id IS NULL) OR coalesce({a}.opinion_id, 0) IN (SELECT vo.id
        FROM opinions vo JOIN meetings vm ON vm.id = vo.meeting_id WHERE vm.convener_id IN ({bodies})))""",
    "issued_numbers": "{a}.issuer_id IN ({bodies})",
    "series": "({a}.convener_id IS NULL OR {a}.convener_id IN ({bodies}))",
    "skips": "{a}.convener_id IN ({bodies})",
    "people": """(NOT EXISTS (SELECT 1 FROM cases vc WHERE vc.person_id = {a}.id)
        OR EXISTS (SELECT 1 FROM cases vc WHERE vc.person_id = {a}.id AND vc.body_id IN ({bodies})))""",
}
"""How a noun's row belongs to organisations; the catalogue belongs to nobody and everybody reads it.

Each answers yes or no, never NULL: who may not is asked by NOT.
"""

_WRITTEN: Mapping[str, str] = {"series": "coalesce({a}.convener_id, 0) IN ({bodies})"}
"""How a row is one that its organisations may write, where they read more than that."""

_GOES_WITH: Mapping[str, tuple[str, str]] = {
    "tasks": ("conclusion_id", "conclusions"),
    "proposals": ("opinion_id", "opinions"),
}
"""The column that names the part of a meeting a noun came from, and its table: it may go in the deed that part goes."""

_CLAIMED: Mapping[str, str] = {
    "people": """EXISTS (SELECT 1 FROM cases c WHERE c.person_id = n.named AND c.id NOT IN (SELECT row FROM new))
        AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.person_id = n.named AND c.id NOT IN (SELECT row FROM new)
            AND c.body_id IN ({bodies}))""",
    "conclusions": """NOT EXISTS (SELECT 1 FROM conclusions q JOIN meetings m ON m.id = q.meeting_id
            WHERE q.id = n.named AND m.convener_id IN ({bodies}))
        AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.conclusion_id = n.named AND t.id NOT IN (SELECT row FROM new)
            AND t.owner_id IN ({bodies}))""",
}
"""By the table a noun leans on: that a row newly leant on was hidden until then, so that nobody sees by claiming."""


def _bodies(reader: Reader) -> str:
    return ", ".join(map(str, sorted(reader.bodies or ())))


def belonging(reader: Reader, table: str, alias: str) -> str:
    """The SQL condition that a row belongs to the reader's organisations."""
    if reader.bodies is None or table not in BELONGS:
        return "1"
    return BELONGS[table].format(a=alias, bodies=_bodies(reader))


def writable(reader: Reader, table: str, alias: str) -> str:
    """The SQL condition that the reader may write a row he reads."""
    if reader.bodies is None or table not in _WRITTEN:
        return belonging(reader, table, alias)
    return _WRITTEN[table].format(a=alias, bodies=_bodies(reader))


def readable(reader: Reader, noun: Noun, alias: str) -> str:
    """The SQL condition that the reader sees a row, live or in the trash."""
    return belonging(reader, noun.table, alias) if reader.may(noun.readers) else "0"


def source(reader: Reader, noun: Noun, part: Part | None = None) -> str:
    """What a SELECT reads the rows of a noun or its part from: the table, less what the reader does not see."""
    condition = readable(reader, noun, "v")
    table = part.table if part else noun.table
    if condition == "1":
        return table
    if part is None:
        return f"(SELECT * FROM {table} v WHERE {condition})"
    return f"(SELECT * FROM {table} WHERE {part.parent} IN (SELECT v.id FROM {noun.table} v WHERE {condition}))"


def named(reader: Reader) -> dict[str, str]:
    """What names are read from.

    A task gives its owner the words of its conclusion, a proposal those of its opinion, and no more of the meeting.
    """
    seen, given = readable(reader, MEETINGS, "v"), readable(reader, TASKS, "k")
    words = (
        f"(SELECT * FROM conclusions WHERE meeting_id IN (SELECT v.id FROM meetings v WHERE {seen})"
        f" OR id IN (SELECT k.conclusion_id FROM tasks k WHERE {given}))"
    )
    asked = readable(reader, PROPOSALS, "k")
    said = (
        f"(SELECT * FROM opinions WHERE meeting_id IN (SELECT v.id FROM meetings v WHERE {seen})"
        f" OR id IN (SELECT k.opinion_id FROM proposals k WHERE {asked}))"
    )
    whole = {noun.table: source(reader, noun) for noun in (PEOPLE, MEETINGS, PROPOSALS)}
    return {**whole, "conclusions": words, "opinions": said}


def live(reader: Reader, noun: Noun, alias: str, *, trash: bool = False) -> str:
    """The SQL condition that the reader sees a row among the live ones, or among those in the trash."""
    return _in_place(readable(reader, noun, alias), alias, trash=trash)


def countable(reader: Reader, table: str, alias: str) -> str:
    """The SQL condition that a live row counts in the reader's totals, also where he may not open it."""
    return _in_place(belonging(reader, table, alias), alias, trash=False)


def _in_place(condition: str, alias: str, *, trash: bool) -> str:
    place = f"{alias}.deleted_at IS {'NOT ' if trash else ''}NULL"
    return place if condition == "1" else f"{place} AND {condition}"


def pictured(connection: Connection, table: str, side: str, where: str) -> str:
    """What a SELECT reads the rows of a table from as the history's images kept them, before or after a write."""
    names = derived.columns(connection, table)
    columns = ", ".join(f"json_extract(i.{side}, '$.{name}') AS \"{name}\"" for name in names)
    return f"(SELECT {columns} FROM history_images i WHERE i.tbl = '{table}' AND i.{side} IS NOT NULL AND {where})"


def is_hidden(
    connection: Connection, reader: Reader, nouns: Sequence[Noun], owners: Iterable[tuple[str, int]], after_seq: int
) -> bool:
    """Whether a deed touched a row that is not this reader's, as it was or as it now stands, or claimed one."""
    if reader.bodies is None:
        return False
    touched = list(owners)
    return any(
        _is_strange(connection, reader, noun, [row for table, row in touched if table == noun.table])
        or _was_strange(connection, reader, noun, after_seq)
        or _is_claimed(connection, reader, noun, after_seq)
        for noun in nouns
        if noun.table in BELONGS
    )


def _is_strange(connection: Connection, reader: Reader, noun: Noun, rows: list[int]) -> bool:
    sql = (
        f"SELECT 1 FROM {noun.table} t WHERE t.id IN (SELECT value FROM json_each(?))"
        f" AND NOT ({writable(reader, noun.table, 't')}) LIMIT 1"
    )
    return bool(rows) and connection.execute(sql, (json.dumps(rows),)).fetchone() is not None


def _was_strange(connection: Connection, reader: Reader, noun: Noun, after_seq: int) -> bool:
    """What goes in the same deed as the part it came from belongs to that part's meeting, which is looked at itself."""
    before = pictured(connection, noun.table, "before", f"i.seq > {after_seq}")
    column, part = _GOES_WITH.get(noun.table, ("id", ""))
    going = f"SELECT row FROM history_images WHERE seq > {after_seq} AND tbl = '{part}' AND after IS NULL"
    with_it = f" AND coalesce(t.{column}, 0) NOT IN ({going})"
    sql = f"SELECT 1 FROM {before} t WHERE NOT ({writable(reader, noun.table, 't')}){with_it} LIMIT 1"
    return connection.execute(sql).fetchone() is not None


def _is_claimed(connection: Connection, reader: Reader, noun: Noun, after_seq: int) -> bool:
    for column, table in noun.leans:
        new = f"""SELECT row, json_extract(after, '$.{column}') AS named FROM history_images WHERE seq > {after_seq}
            AND tbl = '{noun.table}' AND after IS NOT NULL
            AND json_extract(after, '$.{column}') IS NOT json_extract(before, '$.{column}')"""
        condition = _CLAIMED[table].format(bodies=_bodies(reader))
        if connection.execute(f"WITH new AS ({new}) SELECT 1 FROM new n WHERE {condition} LIMIT 1").fetchone():
            return True
    return False
