"""Which rows a reader sees: the one place that says so, asked by every SELECT on a noun (`settled` 19).

A role that does not read a noun sees none of its rows; an organisation's clerk sees the rows that belong to it.
"""

from collections.abc import Mapping

from dandan_desktop.domain.nouns import Noun, Part
from dandan_desktop.domain.scope import Reader

BELONGS: Mapping[str, str] = {
    "cases": "{a}.body_id IN ({bodies})",
    "initiatives": "({a}.body_id IS NULL OR {a}.body_id IN ({bodies}))",
    "meetings": "{a}.convener_id IN ({bodies})",
    "tasks": """({a}.owner_id IN ({bodies}) OR {a}.conclusion_id IN (SELECT vq.id FROM conclusions vq
        JOIN meetings vm ON vm.id = vq.meeting_id WHERE vm.convener_id IN ({bodies})))""",
    "people": """(NOT EXISTS (SELECT 1 FROM cases vc WHERE vc.person_id = {a}.id)
        OR EXISTS (SELECT 1 FROM cases vc WHERE vc.person_id = {a}.id AND vc.body_id IN ({bodies})))""",
}
"""How a noun's row belongs to organisations; the catalogue belongs to nobody and everybody reads it."""


def belonging(reader: Reader, table: str, alias: str) -> str:
    """The SQL condition that a row belongs to the reader's organisations."""
    if reader.bodies is None or table not in BELONGS:
        return "1"
    return BELONGS[table].format(a=alias, bodies=", ".join(map(str, sorted(reader.bodies))))


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


def live(reader: Reader, noun: Noun, alias: str, *, trash: bool = False) -> str:
    """The SQL condition that the reader sees a row among the live ones, or among those in the trash."""
    return _in_place(readable(reader, noun, alias), alias, trash=trash)


def countable(reader: Reader, table: str, alias: str) -> str:
    """The SQL condition that a live row counts in the reader's totals, also where he may not open it."""
    return _in_place(belonging(reader, table, alias), alias, trash=False)


def _in_place(condition: str, alias: str, *, trash: bool) -> str:
    place = f"{alias}.deleted_at IS {'NOT ' if trash else ''}NULL"
    return place if condition == "1" else f"{place} AND {condition}"
