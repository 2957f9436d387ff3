"""What is wrong or odd about a meeting and its tasks."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, PeriodCode, UnitId
from dandan_desktop.domain.meetings import Meeting, Task, meeting_findings, task_findings

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
