"""Minutes once they are locked: their versions, and what a clerk is told is missing before he locks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated as A
from typing import NamedTuple

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import Fact, Frozen, Lines
from dandan_desktop.domain.meetings import (
    Attendance,
    Conclusion,
    Meeting,
    Opinion,
    Task,
    Vote,
    conclusion_findings,
    meeting_findings,
    vote_findings,
)  # fmt: skip
from dandan_desktop.domain.record import Record


class MinutesVersion(Record):
    """The minutes as they were locked, or an addendum to them: every printed value (`work.md` §2.2 `bien_ban`)."""

    number: A[int, Fact("Lần")]
    content: A[Frozen, Fact("Nguyên văn")]
    template: A[str, Fact("Mã băm của mẫu")]
    locked_on: A[date, Fact("Ngày khoá")]
    reopened_on: A[date | None, Fact("Ngày mở lại")] = None
    reason: A[str | None, Fact("Lý do mở lại")] = None
    is_addendum: A[bool, Fact("Bản bổ sung")] = False
    templates: A[int | None, Fact("Mẫu Word lấy đến số")] = None
    """The office's template taken last before: the papers of what is locked know no later one."""

    @property
    def is_in_force(self) -> bool:
        """Whether these minutes are locked now: an addendum locks nothing of its own."""
        return self.reopened_on is None and not self.is_addendum


class Added(Record):
    """What a clerk adds to locked minutes."""

    lines: A[Lines, Fact("Nội dung bổ sung, mỗi dòng một ý")]


_FIGURES = {
    "eligible": "được triệu tập", "present": "có mặt", "for_count": "tán thành", "against": "không tán thành",
    "other": "ý kiến khác",
}  # fmt: skip


class Gap(NamedTuple):
    """Something missing: a finding, in which part (empty: the meeting itself) and row, in which task of that row."""

    finding: Finding
    part: str = ""
    row: int = 0
    task: int | None = None


class Looked(NamedTuple):
    """What the check-list looks at; the tasks stand beside their conclusions."""

    meeting: Meeting
    attendance: Sequence[Attendance]
    opinions: Sequence[Opinion]
    votes: Sequence[Vote]
    conclusions: Sequence[tuple[Conclusion, Sequence[Task]]]


def gaps(looked: Looked) -> list[Gap]:
    """All that is missing or odd, in the order of the sections; only an impossible fact blocks."""
    return [
        *_own_gaps(looked.meeting),
        *_attendance_gaps(looked.attendance),
        *_opinion_gaps(looked.opinions),
        *_vote_gaps(looked.votes),
        *_conclusion_gaps(looked.conclusions),
    ]


def _soft(name: str, text: str) -> Finding:
    return Finding(name, text, blocks=False)


def _own_gaps(meeting: Meeting) -> Iterator[Gap]:
    for name, text in (
        ("starts_at", "Chưa ghi giờ bắt đầu."),
        ("ends_at", "Chưa ghi giờ kết thúc."),
        ("venue", "Chưa ghi địa điểm."),
        ("chair_name", "Chưa ghi người chủ trì."),
        ("secretary_name", "Chưa ghi người ghi biên bản."),
    ):
        if not getattr(meeting, name):
            yield Gap(_soft(name, text))
    for role, who in (("chair", "người chủ trì"), ("secretary", "người ghi biên bản")):
        if getattr(meeting, f"{role}_name") and not getattr(meeting, f"{role}_position"):
            yield Gap(_soft(f"{role}_position", f"Chưa ghi chức vụ của {who}."))
    yield from (Gap(finding) for finding in meeting_findings(meeting))


def _attendance_gaps(lines: Sequence[Attendance]) -> Iterator[Gap]:
    if not lines:
        yield Gap(_soft("name", "Chưa ghi thành phần dự họp."), "attendance")
    elif not any(line.is_present for line in lines):
        yield Gap(_soft("is_present", "Chưa đánh dấu ai có mặt."), "attendance")
    if lines and all(line.is_invited for line in lines):
        yield Gap(_soft("name", "Chưa ghi đại biểu chính thức, mới có khách mời."), "attendance", len(lines))
    for row, line in enumerate(lines):
        if not line.is_present and not line.reason:
            who = line.name or line.position or line.body or f"dòng {row + 1}"
            yield Gap(_soft("reason", f"{who}: vắng nhưng chưa ghi lý do."), "attendance", row)


def _opinion_gaps(opinions: Sequence[Opinion]) -> Iterator[Gap]:
    for row, opinion in enumerate(opinions):
        if not (opinion.speaker or opinion.position or opinion.body):
            yield Gap(_soft("speaker", f"Ý kiến {row + 1}: chưa ghi người phát biểu."), "opinions", row)


def _vote_gaps(votes: Sequence[Vote]) -> Iterator[Gap]:
    for row, vote in enumerate(votes):
        unknown = {name: words for name, words in _FIGURES.items() if getattr(vote, name) is None}
        if unknown:
            text = f"Biểu quyết {row + 1}: chưa ghi số {', '.join(unknown.values())}."
            yield Gap(_soft(next(iter(unknown)), text), "votes", row)
        for finding in vote_findings(vote):
            yield Gap(_soft(finding.name, f"Biểu quyết {row + 1}: {_small(finding.text)}"), "votes", row)


def _conclusion_gaps(conclusions: Sequence[tuple[Conclusion, Sequence[Task]]]) -> Iterator[Gap]:
    """Rule T1 stops the notice of the conclusions, not the minutes."""
    if not conclusions:
        yield Gap(_soft("text", "Chưa ghi kết luận nào."), "conclusions")
    for row, (conclusion, tasks) in enumerate(conclusions):
        if conclusion_findings(conclusion.no_task_reason, len(tasks)):
            text = f"Kết luận {row + 1}: chưa giao nhiệm vụ, chưa ghi lý do; chưa thông báo kết luận được."
            yield Gap(_soft("no_task_reason", text), "conclusions", row)
        for place, task in enumerate(tasks):
            if task.due_on is None and not task.is_standing:
                text = f"Kết luận {row + 1}, nhiệm vụ {place + 1}: chưa có hạn, không phải việc thường xuyên."
                yield Gap(_soft("due_on", text), "conclusions", row, place)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
