"""Which records a list shows and in what order: ids only, records are fetched as rows are painted."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import readable
from dandan_desktop.domain import text
from dandan_desktop.domain.facts import REFERENCES, Kept, Lines, Prose, trait
from dandan_desktop.domain.nouns import Noun, noun_of

_SPARE = 50  # asked for beyond what is shown: some may lie in the trash


class Order(NamedTuple):
    """The fact a list is ordered by, or an empty name for the noun's title; and which way."""

    name: str = ""
    is_descending: bool = False


class Filter(NamedTuple):
    """What a list shows: words typed, values that facts must have, ids a figure counted, trash or not, and order."""

    words: str = ""
    equal: tuple[tuple[str, Any], ...] = ()
    only: tuple[int, ...] | None = None
    trash: bool = False
    order: Order = Order()


# Letters Python knows and the index does not (New Tai Lue, Vedic): there they part a word, and it keeps no phrases.
_PARTING = re.compile("[\u19b0-\u19c9\u1cf2\u1cf3]")


def _match(words: Sequence[str]) -> str:
    """The index query that finds every word as a beginning; words are quoted, so no sign of theirs is syntax."""
    known = (part for word in words for part in _PARTING.sub(" ", word).split())
    return " AND ".join(f'"{part}"*' for part in known) or '""'


def ids(store: Store, noun: Noun, wanted: Filter) -> list[int]:
    """The ids a list shows, in its order."""
    where = [store.sees(noun.table, "t", trash=wanted.trash)]
    values: list[Any] = [noun.table]
    is_whole = store.catch_up()
    folded = text.Query.of(wanted.words).words
    if wanted.words.strip():
        if not folded:
            return []
        where.append("s.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH ?)")
        values.append(_match(folded))
    for name, value in wanted.equal:
        where.append(f't."{name}" = ?')
        values.append(value)
    direction = "DESC" if wanted.order.is_descending else "ASC"
    key = _order_key(noun, wanted.order.name)
    if key == "s.sort" and is_whole:  # the index of titles gives the rows in order: the join must start there
        source = f"search s CROSS JOIN {noun.table} t ON t.id = s.row AND s.kind = ?"
        order = f"s.sort {direction}, s.row"
    else:  # a record whose search text could not be written yet is shown all the same
        source = f"{noun.table} t LEFT JOIN search s ON s.row = t.id AND s.kind = ?"
        order = f"{key} {direction} NULLS LAST, s.sort NULLS LAST, t.id"
    sql = (
        f"SELECT t.id, {key if _is_free_text(noun, wanted.order.name) else 0}"
        f" FROM {source} {_order_join(noun, wanted.order.name)}"
        f" WHERE {' AND '.join(where)} ORDER BY {order}"
    )
    found = store.query(sql, values)
    if wanted.only is not None:
        allowed = set(wanted.only)
        found = [row for row in found if row[0] in allowed]
    if _is_free_text(noun, wanted.order.name):
        found.sort(key=lambda row: text.sort_key(row[1] or ""), reverse=wanted.order.is_descending)
    return [row[0] for row in found]


def chosen(store: Store, select: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[int]:
    """The ids a SELECT of one column `id` gives, in its order: one row instead of thousands."""
    found: list[int] = json.loads(store.query(f"SELECT json_group_array(id) FROM ({select})", values)[0][0])
    return found


def page(store: Store, noun: Noun, rows: Sequence[int]) -> list[Kept[Any]]:
    """The records of these ids in their order; ids that are gone are left out."""
    marks = ", ".join("?" * len(rows))
    found = {kept.id: kept for kept in store.of(noun.record).some(f"WHERE t.id IN ({marks})", rows)}
    return [found[row] for row in rows if row in found]


def _is_free_text(noun: Noun, name: str) -> bool:
    return bool(name) and trait(noun.record, name).kind in (str, Prose, Lines)


def _reference(noun: Noun, name: str) -> str | None:
    return REFERENCES.get(trait(noun.record, name).kind) if name else None


def _order_key(noun: Noun, name: str) -> str:
    if not name:
        return "s.sort"
    return "o.sort" if _reference(noun, name) in _SORTED else f't."{name}"'


_SORTED = frozenset({"units", "bodies", "codes", "people"})


def _order_join(noun: Noun, name: str) -> str:
    table = _reference(noun, name)
    return f"LEFT JOIN search o ON o.kind = '{table}' AND o.row = t.\"{name}\"" if table in _SORTED else ""


class Hit(NamedTuple):
    """One thing the search box found."""

    table: str
    row: int
    title: str


def find(store: Store, typed: str, tables: Sequence[str], limit: int = 200) -> list[Hit]:
    """What the search box finds, best first: by how the words match the title, then Vietnamese order."""
    query = text.Query.of(typed)
    shown: list[Hit] = []
    start, count = 0, limit + _SPARE
    store.catch_up()
    while query.words and len(shown) < limit:
        asked = _ranked(store, query, tables, start, count)
        live = _live(store, asked)
        shown += [hit for hit in asked if (hit.table, hit.row) in live]
        if len(asked) < count:
            break
        start, count = start + count, 4 * count
    return shown[:limit]


def matching(store: Store, typed: str) -> list[tuple[str, int]]:
    """Every record these words find, in the trash too, of those the reader sees."""
    words = text.Query.of(typed).words
    if not words:
        return []
    store.catch_up()
    seen = _seen(store, [noun.table for noun in store.nouns])
    sql = f"SELECT s.kind, s.row FROM search_fts f JOIN search s ON s.id = f.rowid WHERE search_fts MATCH ?{seen}"
    return [(table, row) for table, row in store.query(sql, (_match(words),))]


def _seen(store: Store, tables: Sequence[str]) -> str:
    """The condition that keeps hidden records from taking the places of those the reader sees."""
    hidden = []
    for table in tables:
        condition = readable(store.reader, noun_of(table, store.nouns), "t")
        if condition != "1":
            hidden.append(f"s.kind = '{table}' AND s.row NOT IN (SELECT t.id FROM {table} t WHERE {condition})")
    return "".join(f" AND NOT ({each})" for each in hidden)


# How well a title fits: 0 its words with their marks, whole; 1 begun; 2 and 3 the same without marks; 4 by an alias;
# 5 in another order or by other texts. In `norm` and `fold` every word has a blank on both sides; the first line of
# `fold` is the title.
_TITLE_END = "instr(s.fold, '\n')"
_RANK = f"""CASE
    WHEN instr(s.norm, :norm) THEN NOT instr(s.norm, :norm || ' ')
    WHEN instr(s.fold, :fold || ' ') BETWEEN 1 AND {_TITLE_END} THEN 2
    WHEN instr(s.fold, :fold) BETWEEN 1 AND {_TITLE_END} THEN 3
    WHEN s.alias <> '' AND EXISTS (SELECT 1 FROM json_each(:words) w WHERE instr(' ' || s.alias, ' ' || w.value)
        AND NOT instr(substr(s.fold, 1, {_TITLE_END}), ' ' || w.value)) THEN 4
    ELSE 5 END"""


def _ranked(store: Store, query: text.Query, tables: Sequence[str], start: int, count: int) -> list[Hit]:
    """So many hits from a place on, in the trash or not; SQLite ranks them all."""
    values = {
        "match": _match(query.words), "norm": f" {query.norm}", "fold": f" {query.fold}",
        "words": json.dumps(query.words), "start": start, "count": count,
    }  # fmt: skip
    kinds = ", ".join(f"'{table}'" for table in tables)
    found = store.query(
        "SELECT s.kind, s.row, s.title FROM search_fts f JOIN search s ON s.id = f.rowid"
        f" WHERE search_fts MATCH :match AND s.kind IN ({kinds})"
        f" ORDER BY {_RANK}, s.sort, s.id LIMIT :count OFFSET :start",
        values,
    )
    return [Hit(*row) for row in found]


def _live(store: Store, hits: Sequence[Hit]) -> set[tuple[str, int]]:
    """Those of the hits the reader sees."""
    found = set()
    for table in {hit.table for hit in hits}:
        rows = json.dumps([hit.row for hit in hits if hit.table == table])
        condition = store.sees(table, "t")
        select = f"SELECT t.id FROM {table} t WHERE t.id IN (SELECT value FROM json_each(?)) AND {condition}"
        found |= {(table, row) for (row,) in store.query(select, (rows,))}
    return found


def uids(store: Store, hits: Sequence[Hit]) -> dict[tuple[str, int], str]:
    """The uids of what was found."""
    found: dict[tuple[str, int], str] = {}
    for table in {hit.table for hit in hits}:
        rows = [hit.row for hit in hits if hit.table == table]
        marks = ", ".join("?" * len(rows))
        for row, uid in store.query(f"SELECT id, uid FROM {table} WHERE id IN ({marks})", rows):
            found[table, row] = uid
    return found
