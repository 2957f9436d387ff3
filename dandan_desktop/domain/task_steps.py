"""What happens to a task after it was given: progress, extension, reminder, explanation, evidence, reopening.

The rules are T3–T7 of `work.md` §8; an oddity warns, only what cannot be true blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated as A
from typing import Any, NamedTuple

from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import Fact, Kept, PeriodCode, Prose
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.record import Record

EXTENSIONS = 1
"""How often a deadline is usually extended where the code list does not say (T4)."""
DUE_DAYS = 10
"""Working days after the meeting that a form suggests where the code list does not say (T3)."""
PATIENCE = 3
"""More reminders than these, and the task goes to the next meeting (T5)."""
LARGEST = 20 * 1024 * 1024
"""Bytes of the largest file kept (`settled` 8)."""
_SATURDAY = 5


class Progress(Record):
    """How far a task has come on a day; with a period it is the report of that period (T7)."""

    happened_on: A[date, Fact("Ngày")]
    text: A[Prose, Fact("Đã làm được", found=True)]
    percent: A[int | None, Fact("Mức độ (%)")] = None
    period: A[PeriodCode | None, Fact("Báo cáo kỳ")] = None
    reporter: A[str | None, Fact("Người báo cáo")] = None


class Extension(Record):
    """A deadline that was moved, and by whose leave."""

    happened_on: A[date, Fact("Ngày duyệt")]
    old_due: A[date, Fact("Hạn cũ")]
    new_due: A[date, Fact("Hạn mới")]
    approver: A[str, Fact("Người duyệt")]
    reason: A[str | None, Fact("Lý do")] = None


class Reminder(Record):
    """One reminder to the owner; which one it is follows from their order."""

    happened_on: A[date, Fact("Ngày đôn đốc")]
    paper_number: A[str | None, Fact("Số, ký hiệu công văn", found=True)] = None


class Explanation(Record):
    """What the owner says of a delay."""

    happened_on: A[date, Fact("Ngày giải trình")]
    text: A[Prose, Fact("Nội dung giải trình", found=True)]


class Reopening(Record):
    """A result that was sent back: what it was, and why (T6)."""

    happened_on: A[date, Fact("Ngày mở lại")]
    reason: A[str, Fact("Lý do mở lại")]
    done_on: A[date, Fact("Đã báo hoàn thành ngày")]
    result: A[Prose | None, Fact("Kết quả đã báo")] = None
    confirmed_by: A[str | None, Fact("Người đã xác nhận")] = None


class Evidence(Record):
    """A file that proves the work; its bytes are kept once by their hash."""

    name: A[str, Fact("Tên tệp", found=True)]
    sha256: A[str, Fact("Mã băm")]
    size: A[int, Fact("Số byte")]


DEEDS: Mapping[type[Any], str] = {
    Progress: "progress_task", Extension: "extend_task", Reminder: "remind_task", Explanation: "explain_task",
}  # fmt: skip
"""The deed that writes each kind of step a clerk types."""


class Given(NamedTuple):
    """What a step is judged by: the day the task was given, today, and how often a deadline is usually extended."""

    on: date
    today: date
    extensions: int = EXTENSIONS


class Steps(NamedTuple):
    """Everything that happened to one task, each kind in order."""

    progress: Sequence[Kept[Progress]] = ()
    extensions: Sequence[Kept[Extension]] = ()
    reminders: Sequence[Kept[Reminder]] = ()
    explanations: Sequence[Kept[Explanation]] = ()
    reopenings: Sequence[Kept[Reopening]] = ()
    evidence: Sequence[Kept[Evidence]] = ()

    @classmethod
    def of(cls, parts: Mapping[type[Any], Sequence[Kept[Any]]]) -> Steps:
        """The steps among the parts of a task."""
        return cls(*(parts[kind] for kind in (Progress, Extension, Reminder, Explanation, Reopening, Evidence)))

    @property
    def periods(self) -> frozenset[str]:
        """The codes of the periods that were reported."""
        return frozenset(kept.facts.period for kept in self.progress if kept.facts.period)


def owed_periods(today: date) -> dict[Kind, tuple[Period, date]]:
    """By how often a task reports: the newest period that has ended, and the last day it was given to owe that one.

    A task given in the second half of a period reports from the next one on (T7).
    """
    found = {}
    for every in Kind:
        period = Period.of(every, today)
        if period.last >= today:
            period = period.previous()
        found[every] = (period, period.first + (period.last - period.first) // 2)
    return found


def owed_period(task: Task, given_on: date, reported: Iterable[str], today: date) -> Period | None:
    """The period a standing task still owes a report of; None when it owes none."""
    if not task.is_standing or task.report_every is None or task.done_on is not None:
        return None
    period, given_by = owed_periods(today)[task.report_every]
    return period if given_on <= given_by and period.code not in set(reported) else None


def suggested_due(given_on: date, days: int = DUE_DAYS) -> date:
    """So many working days after a day, Saturdays and Sundays left out; holidays are not known (T3)."""
    day, left = given_on, days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def step_findings(task: Task, steps: Steps, step: Any, given: Given) -> list[Finding]:
    """What is wrong or odd about the next step of a task."""
    found = []
    if step.happened_on > given.today:
        found.append(Finding("happened_on", "Ngày chưa đến."))
    if step.happened_on < given.on:
        found.append(Finding("happened_on", "Ngày sớm hơn ngày họp."))
    if isinstance(step, Progress):
        found += _of_progress(task, steps, step)
    if isinstance(step, Extension):
        found += _of_extension(task, steps, step, given.extensions)
    if isinstance(step, (Reminder, Extension)) and task.done_on is not None:
        found.append(Finding("happened_on", "Nhiệm vụ đã báo hoàn thành.", blocks=False))
    return found


def confirm_findings(task: Task, steps: Steps, who: str, today: date, *, has_other: bool) -> list[Finding]:
    """What is wrong or odd about `who` confirming a result; `has_other`: somebody else could (T6).

    Where nobody else may confirm, the rule only warns: a register with one user must still come to an end.
    """
    if task.done_on is None or task.done_on > today:
        return [Finding("done_on", "Nhiệm vụ chưa hoàn thành nên chưa xác nhận được.")]
    found = []
    if task.confirmed_on is not None:
        found.append(Finding("done_on", "Kết quả này đã được xác nhận."))
    if task.reported_by == who and has_other:
        found.append(Finding("done_on", "Người báo hoàn thành không tự xác nhận; cần một người khác xác nhận."))
    elif task.reported_by == who:
        found.append(
            Finding("done_on", "Người báo hoàn thành tự xác nhận vì sổ chưa có người duyệt khác.", blocks=False)
        )
    missing = [words for words, value in (("sản phẩm", task.product), ("tệp minh chứng", steps.evidence)) if not value]
    if missing:
        found.append(Finding("done_on", f"Chưa có {' và '.join(missing)}.", blocks=False))
    return found


def result_findings(before: Task, after: Task) -> list[Finding]:
    """What is wrong about changing how a task was done: a confirmed result is first reopened (T6)."""
    is_same = (before.done_on, before.result) == (after.done_on, after.result)
    if before.confirmed_on is None or is_same:
        return []
    return [Finding("done_on", "Kết quả đã được xác nhận. Muốn sửa thì mở lại nhiệm vụ trước.")]


NO_RESULT = "Đã hoàn thành, không có kết quả riêng để ghi."
"""What a clerk says instead of a result: whoever looks for the answer to a conclusion finds one."""


def answer_findings(before: Task, after: Task) -> list[Finding]:
    """What is wrong about writing a task done: its chain ends in words, unless it already ended without (T6)."""
    if after.done_on is None or after.result or (before.done_on, before.result) == (after.done_on, after.result):
        return []
    return [Finding("result", "Chưa ghi kết quả. Hãy gõ kết quả, hoặc bấm “Không có kết quả để ghi”.")]


class Link(NamedTuple):
    """One line of the chain: when, what happened, and the words of it."""

    day: date
    what: str
    words: str


def chain(task: Task, given_on: date, steps: Steps) -> list[Link]:
    """The task from the day it was given to its confirmation, the newest first."""
    made: list[tuple[date, int, str, Link]] = []

    def tell(kept: Kept[Any] | None, day: date, rank: int, what: str, *words: str | None) -> None:
        written = f"{kept.created_at.isoformat()} {kept.id:09}" if kept else ""
        made.append((day, rank, written, Link(day, what, " · ".join(word for word in words if word))))

    due = steps.extensions[0].facts.old_due if steps.extensions else task.due_on
    tell(None, given_on, 0, "Giao việc", f"Hạn {show_date(due)}" if due else "")
    for progress in steps.progress:
        facts = progress.facts
        period = f"Kỳ {Period.parse(facts.period).words}" if facts.period else None
        percent = f"{facts.percent}%" if facts.percent is not None else None
        tell(progress, facts.happened_on, 1, "Tiến độ", period, percent, _line(facts.text), facts.reporter)
    for number, extension in enumerate(steps.extensions, 1):
        moved = f"{show_date(extension.facts.old_due)} → {show_date(extension.facts.new_due)}"
        words = (moved, extension.facts.reason, f"{extension.facts.approver} duyệt")
        tell(extension, extension.facts.happened_on, 1, f"Gia hạn lần {number}", *words)
    for number, reminder in enumerate(steps.reminders, 1):
        tell(reminder, reminder.facts.happened_on, 1, f"Đôn đốc lần {number}", reminder.facts.paper_number)
    for explanation in steps.explanations:
        tell(explanation, explanation.facts.happened_on, 1, "Giải trình", _line(explanation.facts.text))
    for again in steps.reopenings:
        was = f"trước đó báo hoàn thành ngày {show_date(again.facts.done_on)}"
        tell(again, again.facts.happened_on, 1, "Mở lại", again.facts.reason, was)
    for file in steps.evidence:
        tell(file, file.created_at.astimezone().date(), 1, "Minh chứng", file.facts.name)
    if task.done_on is not None:
        by = f"{task.reported_by} ghi" if task.reported_by else None
        tell(None, task.done_on, 2, "Báo hoàn thành", _line(task.result or ""), by)
    if task.confirmed_on is not None:
        tell(None, task.confirmed_on, 3, "Xác nhận", task.confirmed_by)
    return [link for *_, link in sorted(made, key=lambda each: each[:3], reverse=True)]


def is_for_meeting(task: Task, reminders: int) -> bool:
    """Whether an unfinished task was reminded of so often that the next meeting should hear of it (T5)."""
    return task.done_on is None and reminders > PATIENCE


def _of_progress(task: Task, steps: Steps, step: Progress) -> list[Finding]:
    found = []
    if step.percent is not None and not 0 <= step.percent <= 100:
        found.append(Finding("percent", "Mức độ ghi từ 0 đến 100."))
    known = [kept.facts.percent for kept in steps.progress if kept.facts.percent is not None]
    if step.percent is not None and known and step.percent < known[-1]:
        found.append(Finding("percent", f"Lần trước ghi {known[-1]}%.", blocks=False))
    if step.period is not None and step.period in steps.periods:
        found.append(Finding("period", "Kỳ này đã có báo cáo.", blocks=False))
    if task.is_standing and task.report_every is not None:
        if step.period is None:
            found.append(Finding("period", "Chưa ghi kỳ nên dòng này chưa tính là báo cáo kỳ.", blocks=False))
        elif Period.parse(step.period).kind is not task.report_every:
            found.append(Finding("period", "Không phải loại kỳ báo cáo của nhiệm vụ này.", blocks=False))
    return found


def _of_extension(task: Task, steps: Steps, step: Extension, limit: int) -> list[Finding]:
    found = []
    if task.due_on is None or task.is_standing:
        found.append(Finding("new_due", "Nhiệm vụ chưa có hạn nên không gia hạn được. Hãy ghi hạn trước."))
    elif step.new_due <= step.old_due:
        found.append(Finding("new_due", f"Hạn mới phải sau hạn cũ {show_date(step.old_due)}."))
    number = len(steps.extensions) + 1
    if number > limit:
        usual = f"Đây là lần gia hạn thứ {show_int(number)}, thường chỉ {show_int(limit)} lần."
        asks = "" if step.reason else " Hãy ghi lý do."
        found.append(Finding("reason", usual + asks, blocks=False))
    return found


def _line(words: str) -> str:
    return " ".join(words.split())
