"""How the state of a task reads and looks: a sign, words and a colour, never a colour alone."""

from datetime import date

from dandan_desktop.domain.meetings import Task, TaskState, task_state

_NO_LIMIT = "○ Chưa ghi hạn"
_WORDS = {
    TaskState.OVERDUE: ("⚠ Quá hạn", "red"),
    TaskState.IN_TIME: ("● Trong hạn", "text"),
    TaskState.STANDING: ("↻ Thường xuyên", "second"),
    TaskState.DONE_LATE: ("✓ Xong trễ", "amber"),
    TaskState.DONE_IN_TIME: ("✓ Xong đúng hạn", "green"),
}
ROLES = {"red": "error", "text": "", "second": "second", "amber": "warning", "green": "good"}
"""Which role of the style sheet wears each colour."""


def state_words(task: Task, today: date) -> str:
    """The state in words; an overdue task says by how many days."""
    state = task_state(task, today)
    words = _WORDS[state][0]
    if state is TaskState.IN_TIME and task.due_on is None:
        return _NO_LIMIT
    if state is TaskState.OVERDUE and task.due_on is not None:
        return f"{words} {(today - task.due_on).days} ngày"
    return words


def state_tone(task: Task, today: date) -> str:
    """The colour, by its name in the theme."""
    return _WORDS[task_state(task, today)][1]
