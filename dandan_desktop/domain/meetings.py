"""Meetings: who came, what was said, what was concluded, who must do what by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum
from typing import Annotated as A
from typing import NamedTuple

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, Fact, From, Lines, PeriodCode, Prose, UnitId, Who
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.record import Record
from dandan_desktop.domain.text import fold

NO_PERIODS = "no_periods"
"""The group of those series whose meetings look at no period."""


class Meeting(Record):
    """One sitting, under the body that convened it as that body stood on the day."""

    title: A[str, Fact("Tên cuộc họp", found=True)]
    held_on: A[date, Fact("Ngày họp")]
    convener_id: A[BodyId, Fact("Cơ quan triệu tập")]
    series: A[CodeId, Fact("Loại họp"), From("meeting_series")]
    unit_id: A[UnitId, Fact("Địa bàn")]
    starts_at: A[time | None, Fact("Bắt đầu")] = None
    ends_at: A[time | None, Fact("Kết thúc")] = None
    venue: A[str | None, Fact("Địa điểm", found=True)] = None
    looks_back: A[PeriodCode | None, Fact("Kỳ đánh giá", "Ví dụ: Quý III/2026, 6 tháng 2026")] = None
    looks_ahead: A[PeriodCode | None, Fact("Kỳ định hướng")] = None
    chair_name: A[str | None, Fact("Người chủ trì", found=True), Who("chair_position")] = None
    chair_position: A[str | None, Fact("Chức vụ người chủ trì")] = None
    secretary_name: A[str | None, Fact("Người ghi biên bản", found=True), Who("secretary_position")] = None
    secretary_position: A[str | None, Fact("Chức vụ người ghi biên bản")] = None
    source: A[str | None, Fact("Nguồn")] = None
    is_planned: A[bool, Fact("Ngày dự kiến")] = False


class AgendaItem(Record):
    """One item of the agenda: who presents it, and the paper it goes by."""

    text: A[Prose, Fact("Nội dung", found=True)]
    presenter: A[str | None, Fact("Người trình bày", found=True), Who()] = None
    paper: A[str | None, Fact("Tài liệu", found=True)] = None


class Attendance(Record):
    """One person or one group of delegates; the body stays as written and is linked only on an exact match."""

    name: A[str | None, Fact("Họ và tên", found=True), Who("position", "body")] = None
    position: A[str | None, Fact("Chức vụ")] = None
    body: A[str | None, Fact("Đơn vị", found=True)] = None
    body_id: A[BodyId | None, Fact("Cơ quan trong danh mục")] = None
    is_present: A[bool, Fact("Có mặt")] = True
    reason: A[str | None, Fact("Lý do vắng")] = None
    is_invited: A[bool, Fact("Mời dự")] = False
    stands_in_for: A[str | None, Fact("Dự thay cho", found=True)] = None


class Report(Record):
    """What one organisation reported: results, difficulties, next tasks."""

    body_id: A[BodyId, Fact("Tổ chức báo cáo")]
    title: A[str, Fact("Tên báo cáo", found=True)]
    results: A[Lines | None, Fact("Kết quả", "Mỗi dòng một ý", found=True)] = None
    difficulties: A[Lines | None, Fact("Khó khăn, vướng mắc", "Mỗi dòng một ý", found=True)] = None
    next: A[Lines | None, Fact("Nhiệm vụ kỳ tới", "Mỗi dòng một ý", found=True)] = None


class Opinion(Record):
    """What one speaker said, in the speaker's own words."""

    text: A[Prose, Fact("Ý kiến", found=True)]
    speaker: A[str | None, Fact("Người phát biểu", found=True), Who("position", "body")] = None
    position: A[str | None, Fact("Chức vụ")] = None
    body: A[str | None, Fact("Đơn vị", found=True)] = None
    body_id: A[BodyId | None, Fact("Cơ quan trong danh mục")] = None
    is_proposal: A[bool, Fact("Kiến nghị")] = False
    group: A[CodeId | None, Fact("Nhóm kiến nghị"), From("proposal_groups")] = None
    is_left_out: A[bool, Fact("Không đưa vào biên bản")] = False


class Vote(Record):
    """One item put to the vote."""

    item: A[str, Fact("Nội dung biểu quyết", found=True)]
    eligible: A[int | None, Fact("Được triệu tập")] = None
    present: A[int | None, Fact("Có mặt")] = None
    for_count: A[int | None, Fact("Tán thành")] = None
    against: A[int | None, Fact("Không tán thành")] = None
    other: A[int | None, Fact("Ý kiến khác")] = None
    is_secret: A[bool, Fact("Bỏ phiếu kín")] = False


class Weakness(Record):
    """A shortcoming the meeting named; the indicator that would show improvement is kept as its code."""

    text: A[Prose, Fact("Hạn chế", found=True)]
    indicator: A[str | None, Fact("Mã chỉ tiêu")] = None


class WeaknessReview(Record):
    """What a later sitting found of a weakness, which it names by its uid and tells in the words it then had."""

    weakness: A[str, Fact("Hạn chế gốc")]
    text: A[Prose, Fact("Hạn chế năm trước", found=True)]
    verdict: A[CodeId, Fact("Đánh giá"), From("weakness_verdicts")]
    indicator: A[str | None, Fact("Mã chỉ tiêu")] = None
    note: A[str | None, Fact("Ghi chú", found=True)] = None


class Conclusion(Record):
    """One numbered conclusion of the chair: it ends in tasks, or says why it needs none (`work.md` T1)."""

    text: A[Prose, Fact("Kết luận", found=True)]
    kind: A[CodeId, Fact("Loại"), From("conclusion_kinds")]
    no_task_reason: A[str | None, Fact("Lý do không giao nhiệm vụ")] = None


class Source(Record):
    """The file a meeting was loaded from: hash of its canonical form, and what makes two files the same meeting."""

    digest: A[str, Fact("Mã băm")]
    identity: A[str, Fact("Định danh")]


class Task(Record):
    """What one owner must do after a conclusion; without a deadline it stays within time (`settled` 35).

    A standing one reports by the period (rule T7). Whoever wrote the result down is `reported_by`, and somebody else
    confirms it (rule T6).
    """

    conclusion_id: A[ConclusionId, Fact("Theo kết luận")]
    owner_id: A[BodyId, Fact("Chủ trì")]
    text: A[Prose | None, Fact("Nội dung", "Để trống: như kết luận", found=True)] = None
    due_on: A[date | None, Fact("Hạn")] = None
    is_standing: A[bool, Fact("Thường xuyên")] = False
    product: A[str | None, Fact("Sản phẩm", found=True)] = None
    done_on: A[date | None, Fact("Ngày hoàn thành")] = None
    result: A[Prose | None, Fact("Kết quả")] = None
    report_every: A[Kind | None, Fact("Kỳ báo cáo")] = None
    reported_by: A[str | None, Fact("Người báo hoàn thành")] = None
    confirmed_on: A[date | None, Fact("Ngày xác nhận")] = None
    confirmed_by: A[str | None, Fact("Người xác nhận")] = None


class Partner(Record):
    """A body that works on a task beside its owner."""

    body_id: A[BodyId, Fact("Phối hợp")]


def meeting_findings(meeting: Meeting) -> list[Finding]:
    """What is wrong or odd about a meeting's own facts."""
    found = []
    if meeting.starts_at and meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        found.append(Finding("ends_at", "Giờ kết thúc phải sau giờ bắt đầu."))
    if meeting.is_planned:
        said = "Ngày họp còn là đề xuất. Hãy sửa cho đúng; đã chốt thì bỏ dấu ở đây."
        found.append(Finding("is_planned", said, blocks=False))
    for name in ("looks_back", "looks_ahead"):
        code = getattr(meeting, name)
        if code and not _is_period(code):
            found.append(Finding(name, "Kỳ ghi theo mẫu 2026-N, 2026-6T, 2026-9T, 2026-Q3 hoặc 2026-M05."))
    return found


def task_findings(task: Task, held_on: date) -> list[Finding]:
    """What is wrong or odd about a task given on `held_on`; a suggestion is never a block (rule T3)."""
    found = []
    if task.due_on and task.due_on < held_on:
        found.append(Finding("due_on", "Hạn sớm hơn ngày họp.", blocks=False))
    if task.is_standing and task.due_on:
        found.append(Finding("due_on", "Nhiệm vụ thường xuyên không cần hạn.", blocks=False))
    if task.done_on and task.done_on < held_on:
        found.append(Finding("done_on", "Ngày hoàn thành sớm hơn ngày họp."))
    return found


def attendance_findings(line: Attendance) -> list[Finding]:
    """What is wrong or odd about one line of the attendance."""
    found = []
    if not (line.name or line.position or line.body):
        found.append(Finding("name", "Chưa ghi họ tên, chức vụ hay đơn vị."))
    if line.stands_in_for and line.name and fold(line.stands_in_for) == fold(line.name):
        found.append(Finding("stands_in_for", "Không ai dự thay cho chính mình."))
    if line.is_present and line.reason:
        found.append(Finding("reason", "Người có mặt thì không cần lý do vắng.", blocks=False))
    return found


class Quorum(NamedTuple):
    """How many official delegates were summoned, and how many came or sent somebody in their place."""

    summoned: int
    present: int

    @property
    def is_met(self) -> bool:
        """Whether at least half of those summoned came; nobody summoned is no lack."""
        return 2 * self.present >= self.summoned


def quorum(lines: Iterable[Attendance]) -> Quorum:
    """The count of official delegates by name: who is invited and groups without names do not count.

    Who stands in for a delegate of the list is counted as present, not as one more who was summoned.
    """
    official = [line for line in lines if line.name and not line.is_invited]
    listed = {fold(line.name or "") for line in official if not line.stands_in_for}
    summoned = [line for line in official if not line.stands_in_for or fold(line.stands_in_for) not in listed]
    came = {fold(line.stands_in_for or line.name or "") for line in official if line.is_present}
    present = sum(fold(line.stands_in_for or line.name or "") in came for line in summoned)
    return Quorum(len(summoned), present)


def quorum_findings(found: Quorum) -> list[Finding]:
    """What is odd about who came; the meeting was held all the same, so nothing is refused."""
    if found.is_met:
        return []
    said = f"Mới có {found.present} trong {found.summoned} đại biểu chính thức, chưa được một nửa."
    return [Finding("is_present", said, blocks=False)]


def vote_findings(vote: Vote) -> list[Finding]:
    """What is odd about the counts of one vote; what was announced at the meeting may still be kept as it was."""
    found = []
    parts = [count for count in (vote.for_count, vote.against, vote.other) if count is not None]
    if vote.present is not None and parts and sum(parts) != vote.present:
        said = f"Tán thành, không tán thành và ý kiến khác cộng lại là {sum(parts)}, có mặt {vote.present}."
        found.append(Finding("for_count", said, blocks=False))
    if vote.present is not None and vote.eligible is not None and vote.present > vote.eligible:
        found.append(Finding("present", "Số có mặt nhiều hơn số được triệu tập.", blocks=False))
    return found


def conclusion_findings(no_task_reason: str | None, tasks: int) -> list[Finding]:
    """What is odd about a conclusion that gave so many tasks, with the reason written for giving none (rule T1)."""
    if tasks or no_task_reason:
        return []
    said = "Kết luận này chưa có nhiệm vụ; nếu không giao thì ghi lý do."
    return [Finding("no_task_reason", said, blocks=False)]


class TaskState(StrEnum):
    """How a task stands on a day; never stored (`settled` 35, rule T7)."""

    OVERDUE = "overdue"
    IN_TIME = "in_time"
    STANDING = "standing"
    DONE_LATE = "done_late"
    DONE_IN_TIME = "done_in_time"


def task_state(task: Task, today: date, *, owes_report: bool = False) -> TaskState:
    """How a task stands: done when its day of completion has come, overdue only after its deadline's last hour.

    A standing one is overdue only while it `owes_report` of a period (`task_steps.owed_period`).
    """
    has_limit = task.due_on is not None and not task.is_standing
    if task.done_on is not None and task.done_on <= today:
        is_late = has_limit and task.due_on is not None and task.done_on > task.due_on
        return TaskState.DONE_LATE if is_late else TaskState.DONE_IN_TIME
    if has_limit and task.due_on is not None and task.due_on < today:
        return TaskState.OVERDUE
    if task.is_standing and owes_report:
        return TaskState.OVERDUE
    return TaskState.STANDING if task.is_standing else TaskState.IN_TIME


def _is_period(code: str) -> bool:
    try:
        Period.parse(code)
    except ValueError:
        return False
    return True
