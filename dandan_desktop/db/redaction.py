"""Hiding an erased person's name in locked records: visibly in what was frozen, and in the rows nobody may edit.

A record that is not locked stays as it is for a clerk to decide; one that is locked he could not change.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from dandan_desktop.db import locked
from dandan_desktop.db.journal import Row
from dandan_desktop.db.rows import Rows, Table
from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Frozen, Kept, Lines, Prose, traits
from dandan_desktop.domain.frozen import hider, redacted
from dandan_desktop.domain.nouns import Noun

_BREAKS = re.compile(r"\\+[nrt]")
Hide = Callable[[str], str]


def reach(store: Store, names: Iterable[str]) -> dict[Row, bool]:
    """The records with a frozen paper that tells one of these names, and whether each is locked now."""
    known = [name for name in names if name]
    return {
        (noun.table, row): locked.is_locked(store.connection, noun, row)
        for noun in (store.nouns if known else ())
        if noun.locks
        for row in _told(store, noun, known)
    }


def redact(store: Store, names: Iterable[str]) -> list[int]:
    """Inside an erasure: hide these names wherever `reach` finds them; returns the images that must be emptied."""
    known = [name for name in names if name]
    hide, found = hider(known), reach(store, known)
    images: list[int] = []
    for noun in store.nouns:
        for (table, row), is_closed in found.items():
            if table == noun.table:
                _hide_rows(store, noun, row, known, hide, is_closed=is_closed)
                images += _images(store, noun, row, hide, is_closed=is_closed)
    return images


def _told(store: Store, noun: Noun, names: list[str]) -> Iterator[int]:
    part = next(part for part in noun.parts if part.table == noun.locks)
    by_owner = store.query(f"SELECT {part.parent}, content FROM {part.table} ORDER BY {part.parent}")
    return iter(dict.fromkeys(owner for owner, content in by_owner if redacted(content, names) != content))


def _hide_rows(store: Store, noun: Noun, row: int, names: list[str], hide: Hide, *, is_closed: bool) -> None:
    tables = [
        Table(part.table, part.record, part.parent) for part in noun.parts if is_closed or part.table == noun.locks
    ]
    for table in tables:
        rows: Rows[Any] = Rows(store.connection, store.path, table, table.record)  # whoever may see them
        for kept in rows.some(f"WHERE t.{table.parent} = ?", (row,)):
            rows.replace(kept, _hidden(kept, names, hide))
    if is_closed:
        own: Rows[Any] = Rows(store.connection, store.path, Table(noun.table, noun.record), noun.record)
        kept = own.get(row)
        own.replace(kept, _hidden(kept, names, hide))


def _hidden(kept: Kept[Any], names: list[str], hide: Hide) -> Any:
    """A record with every text of it hidden."""
    changed: dict[str, Any] = {}
    for each in traits(type(kept.facts)):
        value = getattr(kept.facts, each.name)
        if value is None:
            continue
        if each.kind is Frozen:
            changed[each.name] = redacted(value, names)
        elif each.kind is Lines:
            changed[each.name] = tuple(map(hide, value))
        elif each.kind in (str, Prose):
            changed[each.name] = hide(value)
    return replace(kept.facts, **changed)


def _images(store: Store, noun: Noun, row: int, hide: Hide, *, is_closed: bool) -> list[int]:
    sql = (
        "SELECT seq, coalesce(before, ''), coalesce(after, '') FROM history_images"
        " WHERE owner_table = ? AND owner = ? AND (? OR tbl = ?)"
    )
    found = store.query(sql, (noun.table, row, is_closed, noun.locks))
    plain = ((seq, _BREAKS.sub(" ", before + after)) for seq, before, after in found)
    return [seq for seq, told in plain if hide(told) != told]
