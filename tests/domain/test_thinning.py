"""Which backups stay: five simulated years with a clock that jumps (B2, R11)."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandan_desktop.domain.thinning import BEFORE_DAYS, BUSIEST, MOST_BEFORE, OLDEST_DAYS, Copy, Kind, kept

pytestmark = pytest.mark.uncounted

START = date(2026, 1, 5)
MOST = 3 + BUSIEST + MOST_BEFORE + 14 + 8 + 12
KINDS = [Kind.ROUTINE, Kind.ROUTINE, Kind.EXIT, Kind.EXIT, Kind.BEFORE_LOAD]


def copies(*days: int, kind: Kind = Kind.EXIT) -> list[Copy]:
    """Backups numbered in this order, on days counted from the start."""
    return [Copy(number, START + timedelta(days=day), kind) for number, day in enumerate(days, 1)]


class Office:
    """Backups made one after another, thinned after each."""

    def __init__(self) -> None:
        self.copies: list[Copy] = []
        self.made = 0

    def make(self, day: date, kind: Kind, *, is_good: bool = True) -> None:
        self.made += 1
        self.copies.append(Copy(self.made, day, kind, is_good))
        stay = kept(self.copies)
        assert self.made in stay
        assert {copy.sequence for copy in self.copies[-3:]} <= stay
        good = [copy.sequence for copy in self.copies if copy.is_good]
        assert not good or good[-1] in stay
        self.copies = [copy for copy in self.copies if copy.sequence in stay]
        assert len(self.copies) <= MOST

    def days(self) -> list[date]:
        return [copy.day for copy in self.copies]


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.floats(0, 0.3), st.integers(40, 1_300))
def test_five_years_with_a_clock_that_jumps(source: Random, often: float, worked: int) -> None:
    office = Office()
    wrong = timedelta()
    for number in range(0, worked, 1 + worked // 150):
        if source.random() < often:
            wrong = source.choice([timedelta(), timedelta(days=source.randint(-3_650, 3_650))])
        day = START + timedelta(days=number * 7 // 5) + wrong
        for _ in range(source.randint(1, 3)):
            office.make(day, source.choice(KINDS), is_good=source.random() > 0.05)


def test_five_years_with_a_clock_that_is_right() -> None:
    office = Office()
    days = [START + timedelta(days=number) for number in range(5 * 365)]
    for day in days[::2]:
        for kind in (Kind.ROUTINE, Kind.EXIT):
            office.make(day, kind)
        kept_days = set(office.days())
        age = (day - START).days
        assert {day - timedelta(days=2 * back) for back in range(min(age // 2, 13) + 1)} <= kept_days
        assert min(kept_days) >= day - timedelta(days=OLDEST_DAYS)
        for weeks in range(min(age // 7, 7) + 1):
            assert any(each.isocalendar()[:2] == (day - timedelta(weeks=weeks)).isocalendar()[:2] for each in kept_days)
    assert len({(day.year, day.month) for day in office.days()}) == 12
    assert len(office.copies) <= 2 * 2 + 12 + 8 + 12


@pytest.mark.parametrize("jump", [-9_000, -3_650, 3_650, 40_000])
def test_one_day_of_a_wrong_clock_costs_no_old_backup(jump: int) -> None:
    before = copies(*range(0, 360, 5))
    first = kept(before)
    before = [copy for copy in before if copy.sequence in first]
    wrong = [Copy(1_000, START + timedelta(days=360 + jump), Kind.EXIT)]
    after = [Copy(1_001 + number, START + timedelta(days=361 + number), Kind.EXIT) for number in range(5)]
    for count in range(len(after) + 1):
        lost = first - kept([*before, *wrong, *after[:count]])
        assert len(lost) <= 3 + count  # a day, a week, a month; and each new day its own
        assert wrong[0].sequence not in lost


def test_a_backup_of_a_dead_clock_is_not_the_first_to_go() -> None:
    dead = [Copy(50, date(2001, 1, 1), Kind.BEFORE_LOAD)]
    later = [Copy(51 + day, START + timedelta(days=20 + day), Kind.EXIT) for day in range(10)]
    assert 50 in kept([*copies(0, 1, 2, 3), *dead, *later])


def test_what_was_made_before_a_risky_deed_stays_thirty_days() -> None:
    risky = copies(*[0] * 5, kind=Kind.BEFORE_LOAD)
    routine = [Copy(100 + day, START + timedelta(days=day), Kind.EXIT) for day in range(1, 60)]
    for day in range(1, 60):
        stay = kept([*risky, *routine[:day]])
        assert ({1, 2, 3, 4, 5} <= stay) == (day <= BEFORE_DAYS + 2)  # today is sure after three days


def test_the_last_good_one_never_goes() -> None:
    good = copies(0)
    bad = [Copy(10 + day, START + timedelta(days=400 + day), Kind.EXIT, is_good=False) for day in range(400)]
    assert 1 in kept([*good, *bad])
    assert 1 not in kept([*good, *(Copy(copy.sequence, copy.day, copy.kind) for copy in bad)])


def test_a_clock_that_stands_still_does_not_fill_the_disk() -> None:
    assert len(kept(copies(*[0] * 500))) == BUSIEST


def test_nothing_to_keep() -> None:
    assert kept([]) == frozenset()
