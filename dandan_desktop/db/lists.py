"""Which records a list shows and in what order: ids only, records are fetched as rows are painted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import readable
from dandan_desktop.domain import text
from dandan_desktop.domain.facts import REFERENCES, Kept, Lines, Prose, trait
from dandan_desktop.domain.nouns import Noun, noun_of

_CANDIDATES = 400  # keeping the best 1,000 in order costs SQLite as much as finding them


@dataclass(frozen=True, slots=True)
class Order:
    """The fact a list is ordered by, or an empty name for the noun's title; and which way."""

    name: str = ""
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
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
    where = ["s.kind = ?", store.sees(noun.table, "t", trash=wanted.trash)]
    values: list[Any] = [noun.table]
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
    # Ordered by title and not searched, the index of titles gives the rows in order: the join must start there.
    source = f"search s CROSS JOIN {noun.table} t" if key == "s.sort" else f"{noun.table} t JOIN search s"
    order = f"s.sort {direction}" if key == "s.sort" else f"{key} {direction} NULLS LAST, s.sort"
    sql = (
        f"SELECT t.id, {key if _is_free_text(noun, wanted.order.name) else 0}"
        f" FROM {source} ON t.id = s.row {_order_join(noun, wanted.order.name)}"
        f" WHERE {' AND '.join(where)} ORDER BY {order}, s.row"
    )
    found = store.query(sql, values)
    if wanted.only is not None:
        allowed = set(wanted.only)
        found = [row for row in found if row[0] in allowed]
    if _is_free_text(noun, wanted.order.name):
        found.sort(key=lambda row: text.sort_key(row[1] or ""), reverse=wanted.order.is_descending)
    return [row[0] for row in found]


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


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing the search box found."""

    table: str
    row: int
    title: str


def find(store: Store, typed: str, tables: Sequence[str], limit: int = 200) -> list[Hit]:
    """What the search box finds, best first: by how the words match the title, then Vietnamese order.

    Ranking looks at so many candidates at most, taken in the order of the kept key.
    """
    query = text.Query.of(typed)
    if not query.words:
        return []
    marks = ", ".join("?" * len(tables))
    candidates = store.query(
        "SELECT s.kind, s.row, s.title, s.norm, s.fold, s.alias FROM search_fts f JOIN search s ON s.id = f.rowid"
        f" WHERE search_fts MATCH ? AND s.kind IN ({marks}){_seen(store, tables)} ORDER BY s.sort LIMIT {_CANDIDATES}",
        (_match(query.words), *tables),
    )
    ranked = sorted(
        (query.rank(norm, fold.partition("\n")[0], alias), place, kind, row, title)
        for place, (kind, row, title, norm, fold, alias) in enumerate(candidates)
    )
    hits = [Hit(kind, row, title) for _, _, kind, row, title in ranked]
    shown: list[Hit] = []
    while hits and len(shown) < limit:
        asked, hits = hits[:limit], hits[limit:]
        live = _live(store, asked)
        shown += [hit for hit in asked if (hit.table, hit.row) in live]
    return shown[:limit]


def matching(store: Store, typed: str) -> list[tuple[str, int]]:
    """Every record these words find, in the trash too, of those the reader sees."""
    words = text.Query.of(typed).words
    if not words:
        return []
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


def _live(store: Store, hits: Sequence[Hit]) -> set[tuple[str, int]]:
    """Those of the hits the reader sees."""
    found = set()
    for table in {hit.table for hit in hits}:
        rows = [hit.row for hit in hits if hit.table == table]
        marks = ", ".join("?" * len(rows))
        condition = store.sees(table, "t")
        select = f"SELECT t.id FROM {table} t WHERE t.id IN ({marks}) AND {condition}"
        found |= {(table, row) for (row,) in store.query(select, rows)}
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
