"""Make resources/practice/papers.json: what the trial print of a template prints, from the practice office's records.

Run by hand: `python -m tools.make_samples`. One sitting in which everything a paper can print is known, a letter, a
list of tasks and an addendum, frozen as minutes are.
"""

import contextlib
import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Lines, PeriodCode
from dandan_desktop.domain.frozen import frozen
from dandan_desktop.domain.meetings import Meeting, Report, TaskState
from dandan_desktop.domain.papers import (
    AddendumSheet,
    ListedTask,
    MeetingSheet,
    OverdueLine,
    PreviousResults,
    PreviousTask,
    ReminderSheet,
    ReviewLine,
    TaskListSheet,
)  # fmt: skip
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposal_summary import SummaryLine
from dandan_desktop.services import papers, practice, proposal_papers

TARGET = Path(__file__).resolve().parent.parent / "resources" / "practice" / "papers.json"
_REPORT = "Báo cáo kết quả"
TODAY, HELD_ON = date(2026, 11, 1), date(2026, 1, 15)


def made() -> str:
    """The samples as JSON, the same text each time."""
    with tempfile.TemporaryDirectory() as folder:
        path = practice.make(Path(folder), TODAY)
        with contextlib.closing(Register.open(path, PRACTICE_PASSPHRASE)) as register:
            store = register.store()
            try:
                sheet, asked = _sitting(store), _proposals(store)
            finally:
                store.close()
    found = {
        "sitting": sheet,
        "reminder": _reminder(sheet),
        "task_list": _task_list(sheet),
        "addendum": _addendum(sheet),
    }
    plain: dict[str, Any] = {name: json.loads(frozen(each)) for name, each in found.items()}
    plain["proposals"] = [json.loads(frozen(each)) for each in asked]
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _sitting(store: Store) -> MeetingSheet:
    """The sitting of a year, with what was found of the year before."""
    row = next(kept.id for kept in store.of(Meeting).some() if kept.facts.held_on == HELD_ON)
    sheet = papers.meeting_sheet(store, row)
    meeting = replace(sheet.meeting, looks_back=PeriodCode("2025-N"), looks_ahead=PeriodCode("2026-N"), source=None)
    tasks = [(number, task) for number, each in enumerate(sheet.conclusions, 1) for task in each.tasks]
    previous = PreviousResults(
        "Giao ban công tác dân vận quý III năm 2025", date(2025, 10, 7), HELD_ON,
        tuple(
            PreviousTask(number, task.text or _REPORT, task.owner, task.due_on, task.is_standing, None, state, "")
            for (number, task), state in zip(tasks, (TaskState.OVERDUE, TaskState.IN_TIME), strict=False)
        ),
    )  # fmt: skip
    *others, last = sheet.conclusions
    told = replace(last, tasks=(), conclusion=replace(last.conclusion, no_task_reason="Chỉ đánh giá, nhắc nhở chung"))
    reviews = (ReviewLine(sheet.weaknesses[0].text, "Đã khắc phục", "Kiểm tra tháng 12 năm 2025"),)
    reports = tuple(replace(each, report=_told(each.report)) for each in sheet.reports)
    first, second, *seated = sheet.attendance
    away = replace(second, is_present=False, reason="Đi công tác")
    guest = replace(first, name="Phan Văn Khách", position="Bí thư Chi bộ", body="Ấp Vĩnh Lợi", is_invited=True)
    came = (first, away, *seated, guest, replace(away, name="Lý Thị Mời", body="Ấp Vĩnh Thạnh", is_invited=True))
    header = replace(sheet.header, look=None, number="15")
    return replace(
        sheet, header=header, meeting=meeting, previous=previous, reviews=reviews, reports=reports,
        conclusions=(*others, told), attendance=came,
    )  # fmt: skip


def _told(report: Report) -> Report:
    """A report with all three parts."""
    return replace(
        report,
        results=report.results or Lines(("Đạt kế hoạch năm.",)),
        difficulties=report.difficulties or Lines(("Thiếu kinh phí.",)),
        next=report.next or Lines(("Nhân rộng mô hình.",)),
    )


def _late(sheet: MeetingSheet) -> list[tuple[int, Any]]:
    return [(number, task) for number, each in enumerate(sheet.conclusions, 1) for task in each.tasks][:2]


def _reminder(sheet: MeetingSheet) -> ReminderSheet:
    lines = tuple(
        OverdueLine(replace(task, text=task.text or _REPORT, product=task.product or "Báo cáo"),
                    number, HELD_ON, 15, 1)
        for number, task in _late(sheet)
    )  # fmt: skip
    owner = lines[0].task.owner
    head = replace(sheet.header, number="")
    return ReminderSheet(head, sheet.convener, sheet.convener_kind, owner, TODAY, lines, date(2026, 11, 15))


def _task_list(sheet: MeetingSheet) -> TaskListSheet:
    tasks = tuple(
        ListedTask(replace(task, text=task.text or _REPORT), number, HELD_ON, "Quá hạn 15 ngày")
        for number, task in _late(sheet)
    )
    return TaskListSheet(replace(sheet.header, number=""), "Nhiệm vụ quá hạn", TODAY, tasks)


def _proposals(store: Store) -> list[SummaryLine]:
    """The first proposals of a year as its summary prints them, one of them late."""
    summary = proposal_papers.summary(store, Period.parse("2026-N"), TODAY)
    lines = [line for group in summary.groups for each in group.authorities for line in each.lines][:3]
    return [*lines[:2], replace(lines[2], due_on=date(2026, 10, 15), answered_on=None)]


def _addendum(sheet: MeetingSheet) -> AddendumSheet:
    facts = sheet.meeting
    return AddendumSheet(
        replace(sheet.header, number=""), facts.title, facts.held_on, date(2026, 1, 20), facts.chair_name or "",
        facts.chair_position or "", facts.secretary_name or "", facts.secretary_position or "",
        ("Kết luận 1 ghi “quý I” nay ghi đúng là “quý II”.", "Bổ sung một đại biểu dự họp."),
    )  # fmt: skip


if __name__ == "__main__":
    TARGET.write_text(made(), encoding="utf-8", newline="\n")
