"""The letter to an owner of overdue tasks: what it names, who signs it, and the reminder it leaves (rule T5)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db import journal, tasks
from dandan_desktop.db.offices import body_named
from dandan_desktop.db.store import Store
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.catalogue import Official
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.issued_numbers import RESERVED, IssuedNumber, Term
from dandan_desktop.domain.meetings import Meeting, Task
from dandan_desktop.domain.nouns import OFFICIALS, TERMS
from dandan_desktop.domain.paper_signing import Letter
from dandan_desktop.domain.periods import Kind
from dandan_desktop.domain.task_steps import Reminder
from dandan_desktop.services import (
    issued_numbers,
    loading,
    meetings,
    paper_numbers,
    records,
    registers,
    reminder_papers,
)
from dandan_desktop.services.records import PartEdit
from tests.registers import dump, meeting_file

TODAY = date(2026, 7, 15)
OFFICE = "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò"


@pytest.fixture
def late(store: Store) -> list[int]:
    """The overdue tasks of one owner, the longest overdue first."""
    loading.load_path(store, meeting_file("dong-thap-2023-02-06"))
    found = [store.of(Task).get(row) for row in tasks.overdue(store, TODAY)]
    owner = max({each.facts.owner_id for each in found}, key=[each.facts.owner_id for each in found].count)
    return [each.id for each in found if each.facts.owner_id == owner]


def problem_of(act: Callable[[], Any]) -> Problem:
    with pytest.raises(ClerkError) as caught:
        act()
    return caught.value.problem


def lines_of(file: Path) -> list[str]:
    return [line.text for line in all_lines(blocks(file.read_bytes())) if line.text]


def letter(**facts: Any) -> Letter:
    usual = Letter(
        number="15", dated_on=date(2026, 7, 10), answer_by=date(2026, 7, 30), authority="TRƯỞNG BAN",
        signer="Lê Văn Ký",
    )  # fmt: skip
    return replace(usual, **facts)


def test_a_letter_names_everything_overdue_of_one_owner_and_stays_as_a_reminder(
    store: Store, late: list[int], tmp_path: Path
) -> None:
    assert len(late) >= 2
    owner = store.names.of("bodies", store.of(Task).get(late[0]).facts.owner_id)
    written = reminder_papers.write(store, late[0], letter(), tmp_path / "ra", TODAY)
    lines = lines_of(written.paths[0])
    assert f"Kính gửi: {owner}" in lines
    assert [line for line in lines if line.isdecimal()] == [str(place) for place in range(1, len(late) + 1)]
    assert any("chậm nhất ngày 30/7/2026," in line for line in lines)
    assert not any("đã đôn đốc" in line for line in lines)
    for row in late:
        assert [each.facts for each in store.of(Reminder).some("WHERE t.task_id = ?", (row,))] == [
            Reminder(happened_on=date(2026, 7, 10), paper_number="15")
        ]
    assert tasks.standing(store, late, TODAY)[late[0]].reminders == 1
    assert [line.name for line in journal.deeds(store)[:2]] == ["remind_task", "print"]
    again = lines_of(reminder_papers.write(store, late[0], letter(), tmp_path, TODAY).paths[0])
    assert sum("đã đôn đốc 1 lần" in line for line in again) == len(late)


def test_the_reminder_is_one_deed_and_is_taken_back(store: Store, late: list[int], tmp_path: Path) -> None:
    before = dump(store, own=False)
    written = reminder_papers.write(store, late[0], letter(), tmp_path, TODAY)
    store.undo(written.changes.deed)
    assert dump(store, own=False) == before


def test_days_are_counted_from_the_deadline_or_the_end_of_the_period_owed(store: Store, late: list[int]) -> None:
    kept = store.of(Task).get(late[0])
    assert kept.facts.due_on is not None
    first = reminder_papers.sheet(store, late[0], TODAY).lines[0]
    assert (first.late_days, first.owed) == ((TODAY - kept.facts.due_on).days, "")
    standing = replace(kept.facts, due_on=None, is_standing=True, report_every=Kind.QUARTER)
    meetings.save_task(store, kept, standing, PartEdit((), ()))
    lines = reminder_papers.sheet(store, late[0], TODAY).lines
    owed = next(line for line in lines if line.owed)
    assert (owed.owed, owed.late_days) == ("quý II năm 2026", 15)


def test_an_owner_without_overdue_tasks_gets_no_letter(store: Store, late: list[int], tmp_path: Path) -> None:
    before = dump(store)
    day = store.of(Meeting).some()[0].facts.held_on
    assert problem_of(lambda: reminder_papers.write(store, late[0], letter(), tmp_path / "ra", day)) is (
        Problem.NOTHING_OVERDUE
    )
    assert dump(store) == before
    assert not (tmp_path / "ra").exists()


def test_the_office_of_the_day_signs_by_its_head(store: Store, late: list[int]) -> None:
    body = body_named(store, OFFICE, TODAY)
    assert body is not None
    registers.choose_office(store, body)
    assert reminder_papers.sheet(store, late[0], TODAY).issuer == OFFICE
    usual = reminder_papers.usual(store, late[0], TODAY)
    assert (usual.authority, usual.signer, usual.dated_on) == ("TRƯỞNG BAN", None, TODAY)
    records.save(store, OFFICIALS, None, Official(name="Võ Thị Đầu", position="Trưởng ban", body_id=BodyId(body)))
    assert reminder_papers.usual(store, late[0], TODAY).signer == "Võ Thị Đầu"


def test_a_letter_dated_ahead_is_kept_as_of_today_and_one_dated_before_the_meeting_is_not_written(
    store: Store, late: list[int], tmp_path: Path
) -> None:
    reminder_papers.write(store, late[0], letter(dated_on=date(2026, 8, 1)), tmp_path, TODAY)
    assert {each.facts.happened_on for each in store.of(Reminder).some()} == {TODAY}
    early = letter(dated_on=date(2020, 1, 1))
    act = lambda: reminder_papers.write(store, late[0], early, tmp_path / "ra", TODAY)  # noqa: E731
    assert problem_of(act) is Problem.RECORD_INVALID
    assert not (tmp_path / "ra").exists()


def test_without_an_office_whoever_convened_the_meeting_writes(store: Store, late: list[int]) -> None:
    with store.change("choose_office"):
        store.connection.execute("DELETE FROM facts WHERE name = 'office'")
    meeting = store.of(Meeting).some()[0].facts
    assert reminder_papers.sheet(store, late[0], TODAY).issuer == store.names.of("bodies", meeting.convener_id)
    assert [kept.id for kept in reminder_papers.overdue_of(store, late[0], TODAY)] == late


def test_a_letter_issues_the_number_taken_for_it_and_no_other_paper_gets_that(
    store: Store, late: list[int], tmp_path: Path
) -> None:
    day = date(2026, 7, 10)
    facts = reminder_papers.number_of(store, late[0], day, TODAY)
    assert facts is not None
    owner = store.names.of("bodies", store.of(Task).get(late[0]).facts.owner_id)
    assert facts.title == f"Công văn đôn đốc nhiệm vụ quá hạn, gửi {owner}"
    a_term(store, facts.issuer_id)
    assert paper_numbers.waiting(store, facts) is None
    taken = issued_numbers.take(store, replace(paper_numbers.proposed(store, facts), text="15")).row
    waiting = paper_numbers.waiting(store, facts)
    assert waiting is not None
    assert waiting.id == taken
    written = reminder_papers.write(store, late[0], letter(dated_on=day), tmp_path, TODAY)
    assert f"Số {waiting.facts.text}" in lines_of(written.paths[0])
    assert store.of(IssuedNumber).get(taken).facts.used_on == day
    assert {kept.facts.paper_number for kept in store.of(Reminder).some()} == {waiting.facts.text}
    assert paper_numbers.waiting(store, facts) is None, "the next letter takes a number of its own"
    assert written.changes.touches("issued_numbers", "reminders")
    store.undo(written.changes.deed)
    assert store.of(IssuedNumber).get(taken).facts.state == RESERVED, "taken back, and still given"


def test_a_number_of_another_paper_or_a_cancelled_one_is_refused_before_the_letter_is_written(
    store: Store, late: list[int], tmp_path: Path
) -> None:
    facts = reminder_papers.number_of(store, late[0], TODAY, TODAY)
    assert facts is not None
    a_term(store, facts.issuer_id)
    other = issued_numbers.take(store, replace(facts, text="7", title="Công văn mời họp")).row
    bare = letter(number="7", dated_on=TODAY)
    assert reminder_papers.findings(store, late[0], bare, TODAY) == [], "kept free by hand: it may be for this letter"
    issued_numbers.use(store, other, TODAY)
    (told,) = reminder_papers.findings(store, late[0], bare, TODAY)
    assert (told.name, told.blocks) == ("number", True)
    assert problem_of(lambda: reminder_papers.write(store, late[0], bare, tmp_path / "ra", TODAY)) is (
        Problem.NUMBER_TAKEN
    )
    gone = issued_numbers.take(store, replace(facts, text="8")).row
    issued_numbers.cancel(store, gone, "nhầm", TODAY)
    cancelled = letter(number="8", dated_on=TODAY)
    assert problem_of(lambda: reminder_papers.write(store, late[0], cancelled, tmp_path / "ra", TODAY)) is (
        Problem.NUMBER_CANCELLED
    )
    assert not (tmp_path / "ra").exists()
    assert not store.of(Reminder).some()
    assert reminder_papers.findings(store, late[0], letter(number="Theo sổ"), TODAY) == [], "counted on paper"


def a_term(store: Store, issuer: int) -> None:
    committee = kept_numbers.committee_of(store, issuer)
    term = Term(name="khóa I", body_id=BodyId(committee.id), valid_from=date(2020, 7, 1))
    records.save(store, TERMS, None, term)
