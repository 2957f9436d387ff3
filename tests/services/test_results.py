"""What became of the last conclusions: counted as the roll-up counts, frozen with the minutes, told by papers."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandan_desktop.db import figures, sittings
from dandan_desktop.db.minutes import versions_of
from dandan_desktop.db.store import Store
from dandan_desktop.documents.previous_words import counts_words, previous_lines
from dandan_desktop.domain.facts import BodyId, Prose
from dandan_desktop.domain.meetings import Meeting, Task, TaskState
from dandan_desktop.domain.papers import PreviousResults
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.task_steps import Extension, Reopening
from dandan_desktop.domain.task_steps import Progress as Step
from dandan_desktop.services import meetings, minutes, papers, records, results
from tests.db.made_up import CHANGE, Amounts, Maker, open_store
from tests.services import sittings_made as made
from tests.services.test_minutes import printed

pytestmark = pytest.mark.uncounted

TODAY = date(2026, 11, 20)
STATES = (TaskState.DONE_IN_TIME, TaskState.DONE_LATE, TaskState.IN_TIME, TaskState.OVERDUE)


def counts(found: PreviousResults) -> list[int]:
    """How many of each state."""
    return [len(found.of(state)) for state in STATES]


def test_the_next_sitting_hears_how_every_task_stands(store: Store) -> None:
    _, second = made.two_sittings(store)
    found = results.previous_results(store, second, TODAY)
    assert found is not None
    assert (found.title, found.held_on, found.as_of) == (
        "Giao ban công tác dân vận quý III năm 2025", date(2025, 10, 3), date(2026, 1, 5),
    )  # fmt: skip
    assert counts(found) == [1, 1, 2, 1]
    assert found.late_owners == ("Hội Liên hiệp Phụ nữ xã Lấp Vò",)
    assert [(task.number, task.text, task.state) for task in found.tasks][-1] == (
        1, "Báo cáo nhân rộng", TaskState.OVERDUE,
    )  # fmt: skip
    assert counts_words(found) == (
        "Giao ban công tác dân vận quý III năm 2025 (03/10/2025) giao 5 nhiệm vụ; tính đến ngày 05/01/2026:"
        " xong đúng hạn 1, xong trễ hạn 1, còn trong hạn 2, quá hạn 1 (Hội Liên hiệp Phụ nữ xã Lấp Vò)."
    )
    assert previous_lines(found)[1] == (
        "- Kết luận 1, Hội Nông dân xã Lấp Vò: Vận động hiến đất – xong đúng hạn (28/11/2025): 12 hộ hiến 1.200 m²."
    )
    assert previous_lines(found)[4].endswith("Nắm tình hình Nhân dân – còn trong hạn, thường xuyên.")


def test_the_first_sitting_hears_nothing_and_a_planned_one_is_no_sitting_before(store: Store) -> None:
    first, second = made.two_sittings(store)
    assert results.previous_results(store, first, TODAY) is None
    planned = made.sit(store, made.facts(store, date(2025, 12, 20), is_planned=True))
    before = sittings.before(store, second)
    assert before is not None
    assert before.id == first != planned


def test_before_the_day_has_come_it_is_told_as_of_today(store: Store) -> None:
    _, second = made.two_sittings(store)
    early = results.previous_results(store, second, date(2025, 12, 1))
    assert early is not None
    assert (early.as_of, counts(early)) == (date(2025, 12, 1), [1, 0, 3, 1])


def test_what_was_locked_stays_and_the_minutes_before_are_untouched(store: Store, tmp_path: Path) -> None:
    first, second = made.two_sittings(store)
    minutes.lock(store, first, TODAY)

    def digest() -> str:
        (kept,) = versions_of(store, first)
        return hashlib.sha256(kept.facts.content.encode()).hexdigest()

    whole = digest()
    sheet = papers.meeting_sheet(store, second)
    assert sheet.previous == results.previous_results(store, second, TODAY)
    minutes.lock(store, second, TODAY)
    late = next(kept for kept in store.of(Task).some() if kept.facts.text == "Báo cáo nhân rộng")
    meetings.finish_task(store, late.id, date(2025, 12, 10), Prose("Xong"))
    told = results.previous(store, second, TODAY)
    assert told is not None
    assert (told.results, told.tasks) == (sheet.previous, ())  # the records moved on, what was locked did not
    assert digest() == whole
    text = "\n".join(printed(papers.write_minutes(store, second, tmp_path)))
    assert "Kết quả thực hiện kết luận kỳ trước" in text
    assert "quá hạn 1 (Hội Liên hiệp Phụ nữ xã Lấp Vò)." in text
    minutes.reopen(store, second, "Ghi thiếu kết quả", TODAY)
    now = results.previous_results(store, second, TODAY)
    assert now is not None
    assert counts(now) == [2, 1, 2, 0]
    assert versions_of(store, second)[0].facts.content.count("Báo cáo nhân rộng") == 1


def test_a_sitting_without_tasks_before_prints_nothing(store: Store, tmp_path: Path) -> None:
    made.sit(store, made.facts(store, date(2025, 10, 3)))
    second = made.sit(store, made.facts(store, date(2026, 1, 5)))
    assert results.previous_results(store, second, TODAY) is not None
    text = "\n".join(printed(papers.write_minutes(store, second, tmp_path)))
    assert "kết luận kỳ trước" not in text


def test_a_renamed_convener_is_the_same_one(store: Store) -> None:
    first, second = made.two_sittings(store)
    from dandan_desktop.domain.catalogue import Body
    from dandan_desktop.domain.nouns import BODIES

    old = store.of(Body).get(made.body(store))
    new = records.save(store, BODIES, None, replace(old.facts, name="Ban Khác", valid_from=date(2026, 1, 1))).row
    kept = store.of(Meeting).get(second)
    with store.change("save"):
        store.of(Meeting).replace(kept, replace(kept.facts, convener_id=BodyId(new)))
    before = sittings.before(store, second)
    assert before is not None
    assert before.id == first


def _stir(store: Store, days: list[int]) -> None:
    """Extend, reopen and report some tasks on later days, so that what stood on a day differs from what stands now."""
    with store.change("generate"):
        for number, kept in enumerate(store.of(Task).some("ORDER BY t.id")):
            day = date(2025, 3, 1) + timedelta(days[number % len(days)])
            facts = kept.facts
            if facts.due_on and number % 3 == 0:
                moved = Extension(
                    happened_on=day, old_due=facts.due_on, new_due=facts.due_on + timedelta(20), approver="An"
                )
                store.of(Extension).add(moved, kept.id, 1)
                store.of(Task).replace(kept, replace(facts, due_on=moved.new_due))
            elif facts.done_on and number % 3 == 1:
                again = Reopening(happened_on=day, reason="Chưa đạt", done_on=facts.done_on)
                store.of(Reopening).add(again, kept.id, 1)
                store.of(Task).replace(kept, replace(facts, done_on=None))
            elif facts.is_standing:
                store.of(Task).replace(kept, replace(facts, report_every=Kind.QUARTER))
                store.of(Step).add(Step(happened_on=day, text=Prose("Đã báo cáo")), kept.id, 1)


DIRECT = """SELECT sum(done <= :day AND (is_standing OR due IS NULL OR done <= due)),
    sum(done <= :day AND NOT is_standing AND due IS NOT NULL AND done > due),
    sum((done IS NULL OR done > :day) AND NOT late), sum((done IS NULL OR done > :day) AND late)
FROM (SELECT *, iif(is_standing, coalesce(report_every, '') = 'Q' AND held_on <= :half
        AND NOT EXISTS (SELECT 1 FROM task_progress p
            WHERE p.task_id = x.id AND p.period = :owed AND p.happened_on <= :day), coalesce(due < :day, 0)) AS late
    FROM (SELECT t.id, t.is_standing, t.report_every, m.held_on,
        CASE WHEN t.done_on <= :day THEN t.done_on ELSE (SELECT min(done_on) FROM task_reopenings r
            WHERE r.task_id = t.id AND r.happened_on > :day AND r.done_on <= :day) END AS done,
        coalesce((SELECT old_due FROM task_extensions e WHERE e.task_id = t.id AND e.happened_on > :day
            ORDER BY place LIMIT 1), t.due_on) AS due
        FROM tasks t JOIN conclusions q ON q.id = t.conclusion_id JOIN meetings m ON m.id = q.meeting_id
        WHERE m.id = :meeting AND t.deleted_at IS NULL) x)"""
"""The counts by hand, from `settled` 35 and rule T7."""


@pytest.fixture(scope="module", params=[1, 2])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Invented meetings with tasks that were extended, reopened and reported on, from a seed."""
    with open_store(tmp_path_factory.mktemp("results")) as store:
        amounts = Amounts(meetings=40, cases=1, initiatives=1)
        Maker(store, request.param, CHANGE - timedelta(120), CHANGE + timedelta(60)).fill(amounts)
        _stir(store, [random.Random(request.param).randint(0, 200) for _ in range(7)])
        yield store


@settings(max_examples=25, deadline=None)
@given(later=st.integers(0, 400))
def test_the_counts_equal_the_roll_up_and_sql_by_hand(world: Store, later: int) -> None:
    day, store = date(2025, 3, 1) + timedelta(later), world
    totals: Counter[str] = Counter()
    for kept in store.of(Meeting).some("WHERE t.deleted_at IS NULL AND t.held_on <= ?", (day.isoformat(),)):
        stood = figures.tasks_on(store, kept.id, day)
        told = [sum(each.state is state for each in stood) for state in STATES]
        values = {"day": day.isoformat(), "meeting": kept.id, **_owed(day)}
        assert told == [int(number or 0) for number in store.query(DIRECT, values)[0]]
        totals.update({state.value: number for state, number in zip(STATES, told, strict=True)})
    rolled: Counter[str] = Counter()
    for count in figures.figures(store, Period.parse("2025-N"), day):
        if count.column.startswith("tasks/"):
            rolled[count.column.removeprefix("tasks/")] += count.number
    assert +totals == +rolled


def _owed(day: date) -> dict[str, str]:
    """The quarter that ended last before a day, and the last day a task was given to owe its report."""
    period = Period.of(Kind.QUARTER, day)
    period = period.previous() if period.last >= day else period
    return {"owed": period.code, "half": (period.first + (period.last - period.first) // 2).isoformat()}


def test_a_task_of_the_trash_is_not_told(store: Store) -> None:
    _, second = made.two_sittings(store)
    late = next(kept for kept in store.of(Task).some() if kept.facts.text == "Báo cáo nhân rộng")
    with store.change("trash"):
        store.of(Task).remove(late.id)
    found = results.previous_results(store, second, TODAY)
    assert found is not None
    assert counts(found) == [1, 1, 2, 0]
