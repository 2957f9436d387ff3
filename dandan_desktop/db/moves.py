"""Reading when records entered the state they are in."""

import json
from collections.abc import Sequence
from datetime import date

from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import source
from dandan_desktop.domain.nouns import Part, noun_of


def last_days(store: Store, moves: Part, rows: Sequence[int]) -> dict[int, date]:
    """The day of the last move of each of these records; those without a move are left out."""
    seen = source(store.reader, noun_of(moves.table, store.nouns), moves)
    sql = (
        f"SELECT v.{moves.parent}, v.happened_on FROM {seen} v WHERE v.id IN (SELECT w.id FROM {moves.table} w"
        f" WHERE w.{moves.parent} = v.{moves.parent} ORDER BY w.place DESC LIMIT 1)"
        f" AND v.{moves.parent} IN (SELECT value FROM json_each(?))"
    )
    return {row: date.fromisoformat(day) for row, day in store.query(sql, (json.dumps(list(rows)),))}


def out_of_step(store: Store, noun: str, state: str, moves: Part) -> list[int]:
    """The records whose state is not the one their last move says."""
    sql = (
        f"SELECT t.id FROM {noun} t WHERE t.{state} IS NOT (SELECT v.to_state FROM {moves.table} v"
        f" WHERE v.{moves.parent} = t.id ORDER BY v.place DESC LIMIT 1) ORDER BY t.id"
    )
    return [int(row) for (row,) in store.query(sql)]
