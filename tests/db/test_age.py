"""The register's own count of time, under clocks that are right and clocks that are not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandan_desktop.db import age
from dandan_desktop.db.rows import moment
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from tests.clock import NOON, Clock
from tests.registers import fresh_store

pytestmark = pytest.mark.uncounted

WRONG = (timedelta(days=-3650), timedelta(days=3650), timedelta(days=100), timedelta(days=-100))
DEAD = datetime(2001, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def add(store: Store) -> int:
    return records.save(store, PEOPLE, None, Person(full_name="Lê Thị Lan")).deed


def refused(store: Store, deed: int) -> bool:
    try:
        store.undo(deed)
    except ClerkError as error:
        if error.problem is not Problem.UNDO_TOO_OLD:
            raise
        return True
    return False


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (89, False), (90, False), (91, True), (360, True)])
def test_a_deed_can_be_taken_back_for_ninety_days(store: Store, clock: Clock, days: int, is_old: bool) -> None:
    deed = add(store)
    clock.move(days=days)
    assert refused(store, deed) is is_old


@pytest.mark.parametrize("wrong", WRONG)
def test_a_clock_that_was_wrong_for_a_while_ages_nothing(store: Store, clock: Clock, wrong: timedelta) -> None:
    add(store)
    clock.move(days=1)
    yesterdays = add(store)
    clock.now += wrong
    add(store)
    clock.move(hours=2)
    wrongly_dated = add(store)
    clock.now += timedelta(days=1) - wrong
    add(store)
    assert not refused(store, yesterdays)
    assert not refused(store, wrongly_dated)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_clock_that_was_wrong_for_a_while_keeps_nothing_young(store: Store, clock: Clock, wrong: timedelta) -> None:
    old = add(store)
    for _ in range(10):
        clock.move(days=5)
        add(store)
    clock.now += wrong
    add(store)
    clock.now -= wrong
    for _ in range(10):
        clock.move(days=5)
        add(store)
    assert refused(store, old)


def test_a_clock_that_starts_anew_each_morning_still_ages(store: Store, clock: Clock) -> None:
    old = add(store)
    for _ in range(40):
        clock.now = DEAD
        add(store)
        clock.move(hours=8)
        add(store)
    assert not refused(store, add(store))
    middle = add(store)
    assert not refused(store, old)
    for _ in range(60):
        clock.now = DEAD + timedelta(minutes=5)
        add(store)
    assert not refused(store, middle)
    clock.now = DEAD
    for _ in range(120):
        clock.now = DEAD
        add(store)
        clock.move(hours=3)
        add(store)
    assert store.query("SELECT max(lived) / 86400 FROM deeds")[0][0] >= 100


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*WRONG, timedelta(minutes=-30), timedelta(hours=9), timedelta(days=1)]), max_size=12))
def test_no_walk_of_the_clock_ages_the_newest_deed(steps: list[timedelta]) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder, fresh_store(Path(folder)) as store:
        clock = Clock(patch)
        clock.now = NOON
        for step in steps:
            add(store)
            clock.now += step
        newest = add(store)
        assert (
            age.lived(store.connection, moment())
            == store.query("SELECT max(lived) FROM deeds WHERE id = ?", (newest,))[0][0]
        )
        clock.move(hours=1)
        assert not refused(store, newest)
