"""The lines of an agenda become rows with the step that lets them name presenter and paper; nothing of them is lost."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as dbapi
from sqlite_utils import Database

from dandan_desktop.db.migrations import STEPS
from dandan_desktop.domain.frozen import frozen, thawed
from dandan_desktop.domain.papers import MeetingSheet
from tests.documents.sheets import full_sheet

BEFORE = [name for name, _ in STEPS].index("0013_agenda")
LINES = ["Báo cáo quý I", "Thảo luận\nhai dòng", "Kết luận “chung”"]


@pytest.fixture
def older() -> Iterator[Any]:
    """A database of the schema before, with three meetings: with an agenda, an empty one, none."""
    db = Database(dbapi.connect(":memory:"), execute_plugins=False)
    for _, step in STEPS[:BEFORE]:
        step(db)
    for row, agenda in enumerate((json.dumps(LINES, ensure_ascii=False), "[]", None), 1):
        db.execute(
            "INSERT INTO meetings (uid, created_at, updated_at, title, held_on, convener_id, series, unit_id, agenda)"
            " VALUES (?, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'Họp', '2026-01-01', 1, 1, 1, ?)",
            (f"u{row}", agenda),
        )
    yield db
    db.conn.close()


def test_the_lines_of_an_agenda_become_rows_in_order(older: Any) -> None:
    dict(STEPS)["0013_agenda"](older)
    rows = older.execute("SELECT meeting_id, place, text, presenter, paper FROM agenda_items ORDER BY place").fetchall()
    assert rows == [(1, place, text, None, None) for place, text in enumerate(LINES, 1)]
    columns = {name for (_, name, *_) in older.execute("PRAGMA table_info(meetings)").fetchall()}
    assert "agenda" not in columns
    assert older.execute("SELECT count(DISTINCT uid) FROM agenda_items").fetchone() == (3,)


def test_minutes_frozen_before_read_as_they_were() -> None:
    sheet = full_sheet()
    plain = json.loads(frozen(sheet))
    texts = [each["text"] for each in plain.pop("agenda")]
    for name in ("previous", "reviews"):
        del plain[name]
    del plain["meeting"]["is_planned"]
    plain["meeting"]["agenda"] = texts
    found = thawed(MeetingSheet, json.dumps(plain))
    assert [(each.text, each.presenter, each.paper) for each in found.agenda] == [(text, None, None) for text in texts]
    assert found.previous is None
    assert found.attendance == sheet.attendance
    plain["meeting"]["agenda"] = None
    assert thawed(MeetingSheet, json.dumps(plain)).agenda == ()
