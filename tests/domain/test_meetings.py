"""What is wrong or odd about a meeting and its tasks."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, PeriodCode, UnitId
from dandan_desktop.domain.meetings import (
    Attendance,
    Meeting,
    Quorum,
    Task,
    attendance_findings,
    meeting_findings,
    quorum,
    quorum_findings,
    task_findings,
)  # fmt: skip

DAY = date(2026, 7, 3)
MEETING = Meeting(title="Họp", held_on=DAY, convener_id=BodyId(1), series=CodeId(1), unit_id=UnitId(1))
TASK = Task(conclusion_id=ConclusionId(1), owner_id=BodyId(1))


def test_a_sound_meeting() -> None:
    assert meeting_findings(MEETING) == []
    periods = replace(MEETING, looks_back=PeriodCode("2026-Q2"), looks_ahead=PeriodCode("2026-M07"))
    assert meeting_findings(replace(periods, starts_at=time(8))) == []


@pytest.mark.parametrize("end", [time(8), time(7, 59)])
def test_a_meeting_ends_after_it_began(end: time) -> None:
    (finding,) = meeting_findings(replace(MEETING, starts_at=time(8), ends_at=end))
    assert (finding.name, finding.blocks) == ("ends_at", True)


@pytest.mark.parametrize("name", ["looks_back", "looks_ahead"])
def test_a_period_is_written_as_one(name: str) -> None:
    wrong: dict[str, Any] = {name: "quý 2"}
    (finding,) = meeting_findings(replace(MEETING, **wrong))
    assert (finding.name, finding.blocks) == (name, True)


def test_odd_deadlines_only_warn() -> None:
    assert task_findings(replace(TASK, due_on=DAY), DAY) == []
    odd = task_findings(replace(TASK, due_on=date(2026, 7, 2), is_standing=True), DAY)
    assert [(finding.name, finding.blocks) for finding in odd] == [("due_on", False)] * 2


def test_a_task_cannot_be_done_before_it_was_given() -> None:
    assert task_findings(replace(TASK, done_on=DAY), DAY) == []
    (finding,) = task_findings(replace(TASK, done_on=date(2026, 7, 2)), DAY)
    assert (finding.name, finding.blocks) == ("done_on", True)


def came(name: str, **facts: Any) -> Attendance:
    return Attendance(name=name, **facts)


def test_the_quorum_counts_official_delegates_by_name() -> None:
    people = [
        came("An"),
        came("Bình", is_present=False),
        came("Khách", is_invited=True),
        Attendance(body="Các đoàn thể"),
    ]
    assert quorum(people) == Quorum(2, 1)
    assert quorum_findings(quorum(people)) == []


def test_under_half_is_told_and_never_refused() -> None:
    people = [came("An"), *(came(name, is_present=False) for name in ("Bình", "Chi"))]
    (finding,) = quorum_findings(quorum(people))
    assert "1 trong 3" in finding.text
    assert not finding.blocks


def test_a_stand_in_comes_in_the_delegate_s_place_and_is_not_one_more() -> None:
    people = [came("An"), came("Bình", is_present=False), came("Chi", stands_in_for="bình")]
    assert quorum(people) == Quorum(2, 2)
    assert quorum([came("Chi", stands_in_for="Bình")]) == Quorum(1, 1)
    assert quorum([]).is_met


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.booleans(), st.booleans()), max_size=12))
def test_no_more_are_present_than_were_summoned(people: list[tuple[str, bool, bool]]) -> None:
    found = quorum(came(name, is_present=here, is_invited=invited) for name, here, invited in people)
    assert 0 <= found.present <= found.summoned <= len(people)


def test_nobody_stands_in_for_himself() -> None:
    (finding,) = attendance_findings(came("An", stands_in_for="an"))
    assert finding.blocks
