"""Whoever works for one organisation takes no minutes of another's meetings, nor reads them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, ConclusionId, Prose
from dandan_desktop.domain.meetings import Opinion, Task
from dandan_desktop.services import minute_log
from tests.services.two_offices import read_by, world

SAID = Opinion(text=Prose("Nhất trí"))
WRITES: dict[str, Callable[[Store, int], Any]] = {
    "add_opinion": lambda store, row: minute_log.add_opinion(store, row, SAID),
    "conclude": lambda store, row: minute_log.conclude(store, row, SAID),
    "give_task": lambda store, row: minute_log.give_task(
        store, row, Task(conclusion_id=ConclusionId(0), owner_id=BodyId(1), text=Prose("Làm")), ()
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_nobody_takes_minutes_of_another_organisation(name: str, tmp_path: Path) -> None:
    with read_by("ours", tmp_path) as store:
        lines = store.query("SELECT (SELECT count(*) FROM opinions), (SELECT count(*) FROM conclusions)")
        with pytest.raises(ClerkError) as caught:
            WRITES[name](store, world().theirs.meeting)
        assert caught.value.problem is Problem.NOT_ALLOWED
        assert store.query("SELECT (SELECT count(*) FROM opinions), (SELECT count(*) FROM conclusions)") == lines


@pytest.mark.parametrize("reader", ["approve", "totals", "admin"])
def test_who_may_not_enter_writes_no_line(reader: str, tmp_path: Path) -> None:
    with read_by(reader, tmp_path) as store, pytest.raises(ClerkError) as caught:
        minute_log.add_opinion(store, world().ours.meeting, SAID)
    assert caught.value.problem is Problem.NOT_ALLOWED


def test_the_log_of_another_organisation_is_not_there(tmp_path: Path) -> None:
    with read_by("ours", tmp_path) as store:
        with pytest.raises(ClerkError) as caught:
            minute_log.read(store, world().theirs.meeting)
        assert caught.value.problem is Problem.RECORD_GONE
        assert minute_log.add_opinion(store, world().ours.meeting, SAID).row
