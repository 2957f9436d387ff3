"""How papers tell what became of the conclusions of the sitting before: a sentence of counts, a line for each task."""

from dandan_desktop.documents.styles import DOTS
from dandan_desktop.documents.wording import closed, lines, one_line
from dandan_desktop.domain.dates import paper_date
from dandan_desktop.domain.meetings import TaskState
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.papers import PreviousResults, PreviousTask, ReviewLine

TITLE = "Kết quả thực hiện kết luận kỳ trước"
_STATES = {
    TaskState.DONE_IN_TIME: "xong đúng hạn", TaskState.DONE_LATE: "xong trễ hạn", TaskState.IN_TIME: "còn trong hạn",
    TaskState.OVERDUE: "quá hạn",
}  # fmt: skip


def previous_lines(results: PreviousResults) -> list[str]:
    """The paragraphs of the results: what was given and how it stood, then each task with its owner and state."""
    return [counts_words(results), *(line for task in results.tasks for line in _task_lines(task))]


def counts_words(results: PreviousResults) -> str:
    """Given, done in time, done late, in time, overdue with whose they are, in one sentence."""
    counts = [f"{words} {show_int(len(results.of(state)))}" for state, words in _STATES.items()]
    late = f" ({'; '.join(map(one_line, results.late_owners))})" if results.late_owners else ""
    title = one_line(results.title) or DOTS
    given = f"{title} ({paper_date(results.held_on)}) giao {show_int(len(results.tasks))} nhiệm vụ"
    return closed(f"{given}; tính đến ngày {paper_date(results.as_of)}: {', '.join(counts)}{late}")


def review_line(review: ReviewLine) -> str:
    """A weakness of an earlier sitting with what this one found."""
    note = f" ({note})" if (note := one_line(review.note)) else ""
    return closed(f"- {' '.join(lines(review.text)) or DOTS} – {one_line(review.verdict)}{note}")


def _task_lines(task: PreviousTask) -> list[str]:
    first, *rest = lines(task.text) or [DOTS]
    told = [f"- Kết luận {task.number}, {one_line(task.owner) or DOTS}: {first}", *rest]
    state = _STATES[task.state]
    if task.done_on is not None:
        state += f" ({paper_date(task.done_on)})"
    elif task.is_standing:
        state += ", thường xuyên"
    elif task.due_on is not None:
        state += f", hạn {paper_date(task.due_on)}"
    result = "; ".join(lines(task.result))
    told[-1] = f"{told[-1].rstrip('.;')} – {state}" + (f": {result}" if result else "")
    return [*told[:-1], closed(told[-1])]
