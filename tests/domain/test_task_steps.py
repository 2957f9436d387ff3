"""Rules T3–T7: periods a standing task owes, suggested deadlines, the next step, confirmation, the chain."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.facts import BodyId, ConclusionId, Kept, PeriodCode, Prose
from dandan_desktop.domain.meetings import Task, TaskState, task_state
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.task_steps import (
    DUE_DAYS,
    Evidence,
    Explanation,
    Extension,
    Given,
    Progress,
    Reminder,
    Reopening,
    Steps,
    chain,
    confirm_findings,
    is_for_meeting,
    owed_period,
    owed_periods,
    result_findings,
    step_findings,
    suggested_due,
)  # fmt: skip

GIVEN = date(2026, 4, 1)
TODAY = date(2026, 7, 15)
TASK = Task(conclusion_id=ConclusionId(1), owner_id=BodyId(1), due_on=date(2026, 6, 30))
STANDING = replace(TASK, due_on=None, is_standing=True, report_every=Kind.QUARTER)
NOTHING = Steps()
days = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def kept(*facts: Any) -> list[Kept[Any]]:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return [
        Kept(facts=each, id=number, uid=str(number), version=1, created_at=at, updated_at=at)
        for number, each in enumerate(facts, 1)
    ]


def extension(old: date, new: date, **more: Any) -> Extension:
    return Extension(**{"happened_on": date(2026, 6, 1), "old_due": old, "new_due": new, "approver": "Tùng", **more})


def said(task: Task, step: Any, steps: Steps = NOTHING, limit: int = 1) -> dict[str, bool]:
    """What the rules say of a step: by field, whether it blocks."""
    return {each.name: each.blocks for each in step_findings(task, steps, step, Given(GIVEN, TODAY, limit))}


@given(days, st.sampled_from(Kind))
def test_the_owed_period_is_the_newest_that_has_ended(today: date, every: Kind) -> None:
    period, given_by = owed_periods(today)[every]
    assert period.kind is every
    assert period.last < today <= period.next().last
    assert period.first <= given_by < period.last


@given(days, days, st.sampled_from(Kind))
def test_a_report_of_the_period_settles_what_is_owed(given_on: date, today: date, every: Kind) -> None:
    task = replace(STANDING, report_every=every)
    owed = owed_period(task, given_on, (), today)
    assert (owed is None) == (given_on > owed_periods(today)[every][1])
    if owed is not None:
        assert owed_period(task, given_on, [owed.code], today) is None
        assert owed_period(task, given_on, [owed.previous().code], today) == owed
        assert owed_period(replace(task, done_on=today), given_on, (), today) is None
    assert owed_period(replace(task, report_every=None), given_on, (), today) is None
    assert owed_period(replace(task, is_standing=False), given_on, (), today) is None


@pytest.mark.parametrize(
    ("given_on", "code"),
    [
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 5, 16), "2026-Q2"),
        (date(2026, 5, 17), None),
        (date(2025, 1, 9), "2026-Q2"),
    ],
)
def test_a_task_given_late_in_a_period_reports_from_the_next(given_on: date, code: str | None) -> None:
    owed = owed_period(STANDING, given_on, (), TODAY)
    assert (owed.code if owed else None) == code


def test_a_standing_task_is_overdue_only_while_it_owes_a_report() -> None:
    assert task_state(STANDING, TODAY) is TaskState.STANDING
    assert task_state(STANDING, TODAY, owes_report=True) is TaskState.OVERDUE
    assert task_state(replace(STANDING, done_on=TODAY), TODAY, owes_report=True) is TaskState.DONE_IN_TIME
    assert task_state(replace(TASK, due_on=TODAY), TODAY, owes_report=True) is TaskState.IN_TIME


@given(days, st.integers(0, 60))
def test_a_suggested_deadline_counts_working_days(given_on: date, count: int) -> None:
    due = suggested_due(given_on, count)
    between = [given_on + timedelta(days=n) for n in range(1, (due - given_on).days + 1)]
    assert sum(day.isoweekday() <= 5 for day in between) == count
    assert count == 0 or due.isoweekday() <= 5


def test_ten_working_days_after_a_friday() -> None:
    assert suggested_due(date(2020, 7, 3), DUE_DAYS) == date(2020, 7, 17)


def test_a_step_happens_between_the_meeting_and_today() -> None:
    assert said(TASK, Reminder(happened_on=GIVEN - timedelta(days=1))) == {"happened_on": True}
    assert said(TASK, Reminder(happened_on=TODAY + timedelta(days=1))) == {"happened_on": True}
    assert (
        said(TASK, Reminder(happened_on=GIVEN))
        == said(TASK, Explanation(happened_on=TODAY, text=Prose("Vì mưa")))
        == {}
    )
    assert said(replace(TASK, done_on=TODAY), Reminder(happened_on=TODAY)) == {"happened_on": False}


@pytest.mark.parametrize(("percent", "found"), [(0, {}), (100, {}), (-1, {"percent": True}), (101, {"percent": True})])
def test_progress_is_of_a_hundred(percent: int, found: dict[str, bool]) -> None:
    assert said(TASK, Progress(happened_on=TODAY, text=Prose("Xong móng"), percent=percent)) == found


def test_progress_that_goes_back_is_asked_about() -> None:
    steps = Steps(progress=kept(Progress(happened_on=GIVEN, text=Prose("Nửa"), percent=50)))
    assert said(TASK, Progress(happened_on=TODAY, text=Prose("Lùi"), percent=40), steps) == {"percent": False}


def test_a_period_report_names_its_period() -> None:
    line = Progress(happened_on=TODAY, text=Prose("Đã nắm"))
    assert said(STANDING, line) == {"period": False}
    assert said(STANDING, replace(line, period=PeriodCode("2026-M06"))) == {"period": False}
    quarter = replace(line, period=PeriodCode("2026-Q2"))
    assert said(STANDING, quarter) == {}
    assert said(STANDING, quarter, Steps(progress=kept(quarter))) == {"period": False}
    assert said(TASK, line) == {}


def test_an_extension_goes_forward_from_a_deadline() -> None:
    due = date(2026, 6, 30)
    assert said(TASK, extension(due, date(2026, 7, 31))) == {}
    assert said(TASK, extension(due, due)) == {"new_due": True}
    assert said(replace(TASK, due_on=None), extension(TODAY, date(2026, 8, 1))) == {"new_due": True}


def test_beyond_the_usual_extensions_a_reason_is_asked_and_nothing_blocked() -> None:
    first = extension(date(2026, 6, 30), date(2026, 7, 31))
    steps, second = Steps(extensions=kept(first)), extension(date(2026, 7, 31), date(2026, 8, 31))
    assert said(TASK, second, steps) == {"reason": False}
    (without,) = step_findings(TASK, steps, second, Given(GIVEN, TODAY, 1))
    (with_one,) = step_findings(TASK, steps, replace(second, reason="Lũ về sớm"), Given(GIVEN, TODAY, 1))
    assert without.text.endswith("thường chỉ 1 lần. Hãy ghi lý do.")
    assert with_one.text.endswith("thường chỉ 1 lần.")
    assert said(TASK, second, steps, limit=2) == {}


DONE = replace(TASK, done_on=date(2026, 6, 20), reported_by="Lan", product="Báo cáo")
PROVED = Steps(evidence=kept(Evidence(name="bc.pdf", sha256="a", size=1)))


def test_another_than_who_reported_confirms() -> None:
    def found(task: Task, who: str, *, has_other: bool, steps: Steps = PROVED) -> list[bool]:
        return [each.blocks for each in confirm_findings(task, steps, who, TODAY, has_other=has_other)]

    assert found(DONE, "Hùng", has_other=True) == []
    assert found(DONE, "Lan", has_other=True) == [True]
    assert found(DONE, "Lan", has_other=False) == [False]
    assert found(replace(DONE, reported_by=None), "Lan", has_other=True) == []
    assert found(TASK, "Hùng", has_other=True) == [True]
    assert found(replace(DONE, done_on=TODAY + timedelta(days=1)), "Hùng", has_other=True) == [True]
    assert found(replace(DONE, confirmed_on=TODAY), "Hùng", has_other=True) == [True]
    assert found(DONE, "Hùng", has_other=True, steps=Steps()) == [False]
    assert found(replace(DONE, product=None), "Hùng", has_other=True) == [False]


def test_a_confirmed_result_stays() -> None:
    confirmed = replace(DONE, confirmed_on=TODAY)
    assert [each.blocks for each in result_findings(confirmed, replace(confirmed, result=Prose("Khác")))] == [True]
    assert [each.blocks for each in result_findings(confirmed, replace(confirmed, done_on=None))] == [True]
    assert result_findings(confirmed, replace(confirmed, product="Khác")) == []
    assert result_findings(DONE, replace(DONE, done_on=None)) == []


def test_the_chain_tells_everything_newest_first() -> None:
    steps = Steps(
        progress=kept(Progress(happened_on=date(2026, 4, 20), text=Prose("Xong\nmóng"), percent=30, reporter="Bảy")),
        extensions=kept(extension(date(2026, 5, 31), date(2026, 6, 30), reason="Mưa")),
        reminders=kept(
            Reminder(happened_on=date(2026, 6, 5), paper_number="15-CV/BDV"), Reminder(happened_on=date(2026, 6, 9))
        ),
        explanations=kept(Explanation(happened_on=date(2026, 6, 10), text=Prose("Thiếu cát"))),
        reopenings=kept(Reopening(happened_on=date(2026, 6, 15), reason="Thiếu ảnh", done_on=date(2026, 6, 12))),
        evidence=PROVED.evidence,
    )  # fmt: skip
    task = replace(DONE, result=Prose("Cầu thông xe"), confirmed_on=date(2026, 6, 25), confirmed_by="Hùng")
    told = [(f"{link.day:%d/%m}", link.what, link.words) for link in chain(task, GIVEN, steps)]
    assert told == [
        ("25/06", "Xác nhận", "Hùng"),
        ("20/06", "Báo hoàn thành", "Cầu thông xe · Lan ghi"),
        ("15/06", "Mở lại", "Thiếu ảnh · trước đó báo hoàn thành ngày 12/06/2026"),
        ("10/06", "Giải trình", "Thiếu cát"),
        ("09/06", "Đôn đốc lần 2", ""),
        ("05/06", "Đôn đốc lần 1", "15-CV/BDV"),
        ("01/06", "Gia hạn lần 1", "31/05/2026 → 30/06/2026 · Mưa · Tùng duyệt"),
        ("01/05", "Minh chứng", "bc.pdf"),
        ("20/04", "Tiến độ", "30% · Xong móng · Bảy"),
        ("01/04", "Giao việc", "Hạn 31/05/2026"),
    ]


def test_a_period_in_the_chain_is_told_in_words() -> None:
    line = Progress(happened_on=TODAY, text=Prose("Đã nắm"), period=PeriodCode("2026-Q2"))
    assert chain(STANDING, GIVEN, Steps(progress=kept(line)))[0].words == f"Kỳ {Period.parse('2026-Q2').words} · Đã nắm"


@pytest.mark.parametrize(("count", "is_raised"), [(0, False), (3, False), (4, True)])
def test_after_more_than_three_reminders_the_next_meeting_hears_of_it(count: int, *, is_raised: bool) -> None:
    assert is_for_meeting(TASK, count) == is_raised
    assert not is_for_meeting(DONE, count)
