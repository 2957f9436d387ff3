"""What the history tells: deeds as a list shows them, and those that touched one record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dandan_desktop.db import history
from dandan_desktop.db.history import Image
from dandan_desktop.db.store import Store


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed as a list shows it: what it was called, when, by whom, and the noun's row it was about."""

    id: int
    name: str
    at: datetime
    who: str
    table: str
    row: int
    undone_by: int | None
    note: str = ""


_LINE = "SELECT d.id, d.name, d.at, d.who, d.tbl, d.row, coalesce(d.note, '') FROM deeds d "


def _line(store: Store, row: Sequence[Any]) -> DeedLine:
    undone = _undone_by(store, row[0])
    return DeedLine(row[0], row[1], datetime.fromisoformat(row[2]), row[3], row[4], row[5], undone, row[6])


def _undone_by(store: Store, deed: int) -> int | None:
    """The deed that took this one back and was not taken back itself."""
    undoing = store.query("SELECT id FROM deeds WHERE undoes = ? ORDER BY id DESC", (deed,))
    return next((number for (number,) in undoing if _undone_by(store, number) is None), None)


def deeds(store: Store, limit: int = 200) -> list[DeedLine]:
    """The newest deeds first, with the noun's row each was about."""
    rows = store.query(_LINE + "ORDER BY d.id DESC LIMIT ?", (limit,))
    return [_line(store, row) for row in rows]


def record_deeds(store: Store, table: str, row: int) -> list[tuple[DeedLine, list[Image]]]:
    """Every deed that touched a noun's row or its parts, newest first, with what it changed there."""
    touched: dict[int, list[Image]] = {}
    images_of = """SELECT h.deed, i.tbl, i.row, i.before, i.after FROM history h JOIN history_images i USING (seq)
        WHERE h.owner_table = ? AND h.owner = ? ORDER BY h.seq"""
    for deed, *image in store.query(images_of, (table, row)):
        touched.setdefault(deed, []).append(history.read(image))
    found = []
    for deed in sorted(touched, reverse=True):
        line = _line(store, store.query(_LINE + "WHERE d.id = ?", (deed,))[0])
        found.append((line, touched[deed]))
    return found
