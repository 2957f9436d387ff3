"""Whole meetings saved, trashed, taken back; tasks given and finished."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import checks, journal
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, PeriodCode, Prose
from dandan_desktop.domain.meetings import Attendance, Conclusion, Meeting, Opinion, Task
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.services import loading, meetings, papers, records
from dandan_desktop.services.meetings import ConclusionEntry, Sitting, TaskEntry
from dandan_desktop.services.records import PartEdit
from tests.db.test_store import a_meeting
from tests.registers import code, dump, meeting_file


def a_sitting(store: Store) -> Sitting:
    kind = CodeId(code(store, "conclusion_kinds", "giao_viec"))
    task = Task(conclusion_id=ConclusionId(0), owner_id=BodyId(2), due_on=date(2026, 5, 1))
    return Sitting(
        None,
        a_meeting(store),
        {
            Attendance: PartEdit((), [(0, Attendance(name="An")), (0, Attendance(name="Bình"))]),
            Opinion: PartEdit((), [(0, Opinion(text=Prose("Nhất trí")))]),
        },
        (
            ConclusionEntry(
                0, Conclusion(text=Prose("Làm cầu"), kind=kind), (TaskEntry(0, task, (BodyId(3), BodyId(4))),)
            ),
            ConclusionEntry(0, Conclusion(text=Prose("Chỉ đạo"), kind=kind)),
        ),
    )


def saved(store: Store) -> Sitting:
    return meetings.read(store, meetings.save(store, a_sitting(store)).row)


def live_tasks(store: Store) -> list[int]:
    return [row for (row,) in store.query("SELECT id FROM tasks WHERE deleted_at IS NULL ORDER BY id")]


def problem(caught: pytest.ExceptionInfo[ClerkError]) -> Problem:
    return caught.value.problem


def test_a_new_meeting_is_one_deed_and_reads_back(store: Store) -> None:
    sitting = saved(store)
    assert sitting.meeting == a_meeting(store)
    assert [each.name for _, each in sitting.parts[Attendance].after] == ["An", "Bình"]
    assert [entry.conclusion.text for entry in sitting.conclusions] == ["Làm cầu", "Chỉ đạo"]
    (task,) = sitting.conclusions[0].tasks
    assert (task.task.conclusion_id, task.partners, task.version) == (sitting.conclusions[0].id, (3, 4), 1)
    assert [line.name for line in journal.deeds(store)] == ["add"]


def test_saving_it_as_it_was_read_changes_nothing(store: Store) -> None:
    sitting = saved(store)
    before = dump(store)
    meetings.save(store, sitting)
    assert dump(store) == before


def test_tasks_and_partners_are_brought_up_to_date(store: Store) -> None:
    sitting = saved(store)
    first, second = sitting.conclusions
    (entry,) = first.tasks
    edited = replace(entry, task=replace(entry.task, product="Báo cáo"), partners=(BodyId(5), BodyId(3)))
    new = TaskEntry(0, Task(conclusion_id=ConclusionId(0), owner_id=BodyId(7)))
    meetings.save(store, replace(sitting, conclusions=(second, replace(first, tasks=(edited, new)))))
    after = meetings.read(store, 1)
    assert [each.id for each in after.conclusions] == [second.id, first.id]
    assert [(each.task.product, each.partners) for each in after.conclusions[1].tasks] == [
        ("Báo cáo", (5, 3)),
        (None, ()),
    ]
    meetings.save(store, replace(after, conclusions=(after.conclusions[0],)))
    assert live_tasks(store) == []
    assert store.query("SELECT count(*) FROM partners") == [(0,)]


def test_a_finished_task_cannot_be_taken_off_the_sheet(store: Store) -> None:
    sitting = saved(store)
    (task,) = sitting.conclusions[0].tasks
    meetings.finish_task(store, task.id, date(2026, 4, 20), Prose("Xong"))
    before = dump(store)
    with pytest.raises(ClerkError) as caught:
        meetings.save(store, replace(meetings.read(store, 1), conclusions=()))
    assert problem(caught) is Problem.RECORD_INVALID
    assert dump(store) == before


def test_a_task_finished_meanwhile_is_not_written_over(store: Store) -> None:
    sitting = saved(store)
    (task,) = sitting.conclusions[0].tasks
    meetings.finish_task(store, task.id, date(2026, 4, 20), Prose("Xong"))
    with pytest.raises(ClerkError) as caught:
        meetings.save(store, replace(sitting, meeting=replace(sitting.meeting, venue="Hội trường")))
    assert problem(caught) is Problem.RECORD_CHANGED
    assert store.of(Task).get(task.id).facts.done_on == date(2026, 4, 20)


def test_parts_undone_meanwhile_are_not_written_over(store: Store) -> None:
    sitting = saved(store)
    edit = sitting.parts[Opinion]
    more = {**sitting.parts, Opinion: PartEdit(edit.before, [*edit.after, (0, Opinion(text=Prose("Thêm")))])}
    change = meetings.save(store, replace(sitting, parts=more))
    read = meetings.read(store, 1)
    store.undo(change.deed)
    with pytest.raises(ClerkError) as caught:
        meetings.save(store, read)
    assert problem(caught) is Problem.RECORD_CHANGED


def test_impossible_facts_are_not_saved(store: Store) -> None:
    sitting = a_sitting(store)
    wrong = replace(sitting, meeting=replace(sitting.meeting, looks_back=PeriodCode("quý 1")))
    early = replace(sitting.conclusions[0].tasks[0].task, done_on=date(2020, 1, 1))
    late = replace(sitting, conclusions=(replace(sitting.conclusions[0], tasks=(TaskEntry(0, early),)),))
    for each in (wrong, late):
        with pytest.raises(ClerkError) as caught:
            meetings.save(store, each)
        assert problem(caught) is Problem.RECORD_INVALID
    assert checks.counts(store)["meetings"] == 0


def test_the_trash_takes_the_tasks_along_and_gives_them_back(store: Store) -> None:
    saved(store)
    other = store.query("SELECT max(id) FROM conclusions")[0][0]
    with store.change("add"):
        early = store.of(Task).add(Task(conclusion_id=ConclusionId(other), owner_id=BodyId(2)))
    with store.change("trash"):
        store.of(Task).remove(early)
        store.connection.execute("UPDATE tasks SET deleted_at = '2020-01-01T00:00:00Z' WHERE id = ?", (early,))
    meetings.trash(store, 1)
    assert live_tasks(store) == []
    meetings.restore(store, 1)
    assert store.of(Meeting).get(1).deleted_at is None
    assert live_tasks(store) == [1]


def test_finishing_a_task_and_taking_it_back(store: Store) -> None:
    saved(store)
    meetings.finish_task(store, 1, date(2026, 4, 20), Prose(""))
    task = store.of(Task).get(1).facts
    assert (task.done_on, task.result) == (date(2026, 4, 20), None)
    with pytest.raises(ClerkError) as caught:
        meetings.finish_task(store, 1, date(2026, 3, 31), None)
    assert problem(caught) is Problem.RECORD_INVALID
    meetings.finish_task(store, 1, None, None)
    assert store.of(Task).get(1).facts.done_on is None


def test_a_meeting_that_is_not_there(store: Store) -> None:
    for act in (lambda: meetings.read(store, 9), lambda: papers.row_of(store, "x"), lambda: meetings.trash(store, 9)):
        with pytest.raises(ClerkError) as caught:
            act()
        assert problem(caught) is Problem.RECORD_GONE


def test_what_the_minutes_print(store: Store) -> None:
    loaded = loading.load_path(store, meeting_file("dong-thap-2020-07-03"))
    row = papers.row_of(store, loaded.uid)
    assert papers.all_rows(store) == [row]
    sheet = papers.meeting_sheet(store, row)
    assert sheet.header.lower == "BAN DÂN VẬN"
    assert sheet.reports[0].organisation == "Ban Dân vận Tỉnh ủy Đồng Tháp"
    (task,) = sheet.conclusions[0].tasks
    assert (task.owner, len(task.partners), task.is_standing) == ("Ban Dân vận Tỉnh ủy Đồng Tháp", 2, True)
    name = papers.file_name(sheet, row)
    assert name.isascii()
    assert name == f"bien-ban-2020-07-03-bdvtu-{row}.docx"


def test_minutes_are_written_under_their_name(store: Store, tmp_path: Path) -> None:
    row = papers.row_of(store, loading.load_path(store, meeting_file()).uid)
    file = papers.write_minutes(store, row, tmp_path)
    assert file.name.startswith("bien-ban-2021-01-20-hu-")
    assert file.read_bytes().startswith(b"PK")
    with pytest.raises(ClerkError) as caught:
        papers.write_minutes(store, row, tmp_path / "không có")
    assert problem(caught) is Problem.FOLDER_MISSING


def test_a_record_in_the_trash_and_back(store: Store) -> None:
    saved(store)
    records.trash(store, MEETINGS, 1)
    assert checks.counts(store)["meetings"] == 0
    assert records.restore(store, MEETINGS, 1).name == "restore"
    assert checks.counts(store)["meetings"] == 1
