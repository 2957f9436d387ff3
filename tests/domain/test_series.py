"""Slots of a series, the sittings that fill them, and the ones left empty."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.facts import CodeId
from dandan_desktop.domain.series import (
    WITHIN,
    Every,
    Held,
    Seat,
    Series,
    earlier,
    filled_by,
    gaps,
    later,
    proposed_day,
    seat_findings,
    series_findings,
    slot_of,
    slot_of_sitting,
    slot_on,
)  # fmt: skip

PERIODIC = [every for every in Every if every is not Every.NONE]
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def rule(every: Every = Every.QUARTER, **changed: object) -> Series:
    return replace(Series(kind=CodeId(1), every=every), **changed)  # type: ignore[arg-type]


def held(code: str, day: date) -> Held:
    return day, code, None


@pytest.mark.parametrize("every", PERIODIC)
@given(day=DAYS)
def test_slots_follow_each_other_without_a_gap(every: Every, day: date) -> None:
    slot = slot_on(every, day)
    after = later(every, slot)
    assert earlier(every, after) == slot
    assert slot_of(every, slot.code) == slot
    assert slot.first <= slot.last < after.first
    if every is not Every.SIX:
        assert slot.first <= day <= slot.last
        assert after.first == slot.last + timedelta(1)


@pytest.mark.parametrize(
    ("every", "day", "code", "words"),
    [
        (Every.MONTH, date(2026, 5, 9), "2026-M05", "Tháng 5/2026"),
        (Every.QUARTER, date(2026, 5, 9), "2026-Q2", "Quý II/2026"),
        (Every.HALF, date(2026, 6, 30), "2026-6T", "6 tháng đầu năm 2026"),
        (Every.HALF, date(2026, 7, 1), "2026-N", "6 tháng cuối năm 2026"),
        (Every.SIX, date(2026, 11, 1), "2026-6T", "6 tháng đầu năm 2026"),
        (Every.YEAR, date(2026, 5, 9), "2026-N", "Năm 2026"),
    ],
)
def test_a_slot_is_named_by_the_period_it_looks_back_on(every: Every, day: date, code: str, words: str) -> None:
    assert (slot_on(every, day).code, slot_on(every, day).words) == (code, words)


@pytest.mark.parametrize(
    ("every", "back", "ahead", "code"),
    [
        (Every.QUARTER, "2026-Q1", "2026-Q2", "2026-Q1"),
        (Every.QUARTER, "2026-6T", None, "2026-Q2"),
        (Every.QUARTER, "2025-N", None, "2025-Q4"),
        (Every.QUARTER, None, "2026-Q2", "2026-Q1"),
        (Every.QUARTER, None, None, "2026-Q2"),
        (Every.YEAR, "2025-N", "2026-N", "2025-N"),
        (Every.YEAR, None, "2026-N", "2025-N"),
        (Every.SIX, "2026-6T", "2026-N", "2026-6T"),
        (Every.HALF, "2025-N", None, "2025-N"),
        (Every.MONTH, None, "2026-M04", "2026-M03"),
    ],
)
def test_a_sitting_fills_the_slot_it_looks_back_on(every: Every, back: str, ahead: str, code: str) -> None:
    assert slot_of_sitting(every, date(2026, 4, 2), back, ahead).code == code


def test_a_series_without_an_interval_has_no_slots() -> None:
    assert filled_by([rule(Every.NONE)], held("2026-Q1", date(2026, 4, 2))) is None
    assert gaps([rule(Every.NONE)], [held("2026-Q1", date(2020, 4, 2))], (), date(2026, 11, 20), None) == []
    with pytest.raises(ValueError, match="định kỳ"):
        slot_of(Every.MONTH, "2026-Q1")


def codes(rules: list[Series], sittings: list[Held], today: date, ended: date | None = None) -> list[str]:
    return [slot.code for slot in gaps(rules, sittings, (), today, ended)]


def test_gaps_are_counted_from_the_first_sitting_and_seen_once_the_time_to_sit_is_over() -> None:
    sittings = [held("2025-Q3", date(2025, 10, 3)), held("2026-Q1", date(2026, 4, 2))]
    assert codes([rule()], sittings, date(2026, 7, 15)) == ["2025-Q4"]
    assert codes([rule()], sittings, date(2026, 7, 16)) == ["2025-Q4", "2026-Q2"]
    assert codes([rule(within=60)], sittings, date(2026, 7, 16)) == ["2025-Q4"]
    assert gaps([rule()], sittings, {"2025-Q4", "2026-Q2"}, date(2026, 7, 16), None) == []
    assert codes([rule()], [], date(2026, 7, 16)) == []


def test_a_body_that_ended_lacks_nothing_afterwards() -> None:
    sittings = [held("2024-Q4", date(2025, 1, 3))]
    assert codes([rule()], sittings, date(2026, 11, 1), date(2025, 6, 30)) == ["2025-Q1"]
    assert codes([rule()], sittings, date(2026, 11, 1), date(2025, 7, 14)) == ["2025-Q1"], "Q2 had time until 15/7"
    assert codes([rule()], sittings, date(2026, 11, 1), date(2025, 7, 15)) == ["2025-Q1", "2025-Q2"]


def test_a_rule_that_changes_changes_the_slots_from_its_day_on() -> None:
    months = rule(Every.MONTH, valid_from=date(2026, 4, 1))
    quarters = rule(valid_to=date(2026, 3, 31))
    sittings = [held("2025-Q3", date(2025, 10, 3)), held("2026-M05", date(2026, 6, 2))]
    found = codes([months, quarters], sittings, date(2026, 7, 20))
    assert found == ["2025-Q4", "2026-Q1", "2026-M04", "2026-M06"]
    pause = [rule(valid_from=date(2026, 4, 1)), rule(Every.NONE)]
    assert codes(pause, [held("2026-Q1", date(2026, 4, 2))], date(2026, 7, 20)) == ["2026-Q2"]


@given(
    every=st.sampled_from(PERIODIC),
    first=st.dates(date(2010, 1, 1), date(2015, 12, 31)),
    there=st.sets(st.integers(1, 60)),
    later_days=st.integers(0, 4000),
)
def test_every_slot_is_either_held_or_told(every: Every, first: date, there: set[int], later_days: int) -> None:
    today = first + timedelta(days=later_days)
    slot = slot_on(every, first)
    sittings, due = [held(slot.code, slot.last)], []
    for number in range(1, 61):
        slot = later(every, slot)
        if number in there:
            sittings.append(held(slot.code, slot.last))
        elif slot.last + timedelta(days=WITHIN[every]) < today:
            due.append(slot.code)
    found = codes([rule(every)], sittings, today)
    assert found[: len(due)] == due
    if slot.last + timedelta(days=WITHIN[every]) >= today:
        assert found == due


def test_the_day_proposed_keeps_its_distance_and_is_a_working_day() -> None:
    before, slot = slot_on(Every.QUARTER, date(2026, 9, 1)), slot_on(Every.QUARTER, date(2026, 12, 1))
    assert proposed_day(slot, date(2026, 10, 2), before) == date(2027, 1, 4)  # 02/01/2027 is a Saturday
    assert proposed_day(slot, date(2026, 10, 5), before) == date(2027, 1, 5)


def test_what_cannot_be_true_of_a_rule_is_told() -> None:
    assert [each.name for each in series_findings(rule(valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1)))] == [
        "valid_to"
    ]
    assert [each.name for each in seat_findings(Seat(is_invited=True))] == ["name"]
    assert seat_findings(Seat(body="Hội Nông dân xã")) == series_findings(rule()) == []
