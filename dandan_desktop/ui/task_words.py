"""How the state of a task reads and looks: a sign, words and a colour, never a colour alone."""

from datetime import date

from dandan_desktop.db.tasks import NOTHING, Standing
from dandan_desktop.domain.meetings import Task, TaskState, task_state
from dandan_desktop.domain.task_steps import is_for_meeting

MEETING = "đưa vào giao ban tới"
"""The mark of a task that was reminded of too often."""
BRIEF_MEETING = "giao ban tới"
"""The same where there is little room."""
_NO_LIMIT = "○ Chưa ghi hạn"
_EXTENDED = "✓ Xong sau gia hạn"
"""In time only because the deadline was moved: who reads the list should see that."""
_OWES = "⚠ Thiếu báo cáo kỳ"
_WAITS = "chờ xác nhận"
_DONE = (TaskState.DONE_LATE, TaskState.DONE_IN_TIME)
_WORDS = {
    TaskState.OVERDUE: ("⚠ Quá hạn", "red"),
    TaskState.IN_TIME: ("● Trong hạn", "text"),
    TaskState.STANDING: ("↻ Thường xuyên", "second"),
    TaskState.DONE_LATE: ("✓ Xong trễ", "amber"),
    TaskState.DONE_IN_TIME: ("✓ Xong đúng hạn", "green"),
}
ROLES = {"red": "error", "text": "", "second": "second", "amber": "warning", "green": "good"}
"""Which role of the style sheet wears each colour."""


def is_raised(task: Task, how: Standing) -> bool:
    """Whether the next meeting should hear of the task (rule T5)."""
    return is_for_meeting(task, how.reminders)


def state_words(task: Task, today: date, how: Standing = NOTHING) -> str:
    """The state in words; an overdue task says by how many days, a done one whether it waits to be confirmed."""
    state = task_state(task, today, owes_report=how.owes_report)
    words = _EXTENDED if state is TaskState.DONE_IN_TIME and how.is_extended else _WORDS[state][0]
    if state is TaskState.OVERDUE and task.is_standing:
        return _OWES
    if state in _DONE and task.confirmed_on is None:
        return f"{words} · {_WAITS}"
    if state is TaskState.IN_TIME and task.due_on is None:
        return _NO_LIMIT
    if state is TaskState.OVERDUE and task.due_on is not None:
        return f"{words} {(today - task.due_on).days} ngày"
    return words


def paper_words(task: Task, today: date, how: Standing) -> str:
    """The state as a paper prints it, without the sign that a screen puts before it."""
    return state_words(task, today, how).partition(" ")[2]


def state_tone(task: Task, today: date, how: Standing = NOTHING) -> str:
    """The colour, by its name in the theme."""
    return _WORDS[task_state(task, today, owes_report=how.owes_report)][1]
