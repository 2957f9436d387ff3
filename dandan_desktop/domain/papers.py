"""What a paper is made from: records with their names resolved as they stood on the paper's date."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Conclusion,
    Meeting,
    Opinion,
    Report,
    TaskState,
    Vote,
    Weakness,
)  # fmt: skip
from dandan_desktop.domain.paper_styles import PaperStyle


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a paper: style, the two lines of the issuing body, its symbol, and the place before the date.

    `number` is the paper's own in figures; empty leaves room to write it by hand. `look` is the style as it held on
    the paper's day, with all its values, so that a frozen paper never changes; None is the program's own for `style`.
    """

    style: Style
    upper: str
    lower: str
    symbol: str
    place: str
    number: str = ""
    look: PaperStyle | None = None
    is_practice: bool = False
    """Whether it is a paper of the practice office, which every page of it says."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as the minutes tell it."""

    text: str
    owner: str
    partners: tuple[str, ...]
    due_on: date | None
    is_standing: bool
    product: str


@dataclass(frozen=True, slots=True)
class Concluded:
    """A conclusion with the tasks it gave."""

    conclusion: Conclusion
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """A report with the name of the organisation that gave it."""

    organisation: str
    report: Report


@dataclass(frozen=True, slots=True)
class PreviousTask:
    """One task of the sitting before: the number of its conclusion, and how it stood."""

    number: int
    text: str
    owner: str
    due_on: date | None
    is_standing: bool
    done_on: date | None
    state: TaskState
    result: str


@dataclass(frozen=True, slots=True)
class PreviousResults:
    """What became by a day of the conclusions of the sitting before (rule T8), counted as the roll-up counts."""

    title: str
    held_on: date
    as_of: date
    tasks: tuple[PreviousTask, ...]

    def of(self, *states: TaskState) -> tuple[PreviousTask, ...]:
        """The tasks in these states, by conclusion."""
        return tuple(task for task in self.tasks if task.state in states)

    @property
    def late_owners(self) -> tuple[str, ...]:
        """Whose tasks are overdue, each once, as they first come."""
        return tuple(dict.fromkeys(task.owner for task in self.of(TaskState.OVERDUE)))


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A weakness of an earlier sitting and what this one found of it."""

    text: str
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """Everything the papers of one meeting print: the minutes, and what is made before and after the sitting.

    `convener` is the name of the body that convened it on its day, `convener_kind` and `series` are codes.
    """

    header: Header
    meeting: Meeting
    attendance: tuple[Attendance, ...]
    reports: tuple[Reported, ...]
    opinions: tuple[Opinion, ...]
    votes: tuple[Vote, ...]
    weaknesses: tuple[Weakness, ...]
    conclusions: tuple[Concluded, ...]
    convener: str = ""
    convener_kind: str = ""
    series: str = ""
    agenda: tuple[AgendaItem, ...] = ()
    previous: PreviousResults | None = None
    reviews: tuple[ReviewLine, ...] = ()

    @staticmethod
    def brought_up(plain: dict[str, Any]) -> dict[str, Any]:
        """The JSON of minutes frozen while the agenda was a list of texts, in today's shape."""
        meeting = plain.get("meeting")
        if not isinstance(meeting, dict) or "agenda" not in meeting:
            return plain
        rest = {name: value for name, value in meeting.items() if name != "agenda"}
        items = [{"text": text, "presenter": None, "paper": None} for text in meeting["agenda"] or ()]
        return {**plain, "meeting": rest, "agenda": items}


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the recovery sheet says: whose register it opens, since when, and the code; no name of a person."""

    office: str
    register: str
    made_on: date
    code: str


@dataclass(frozen=True, slots=True)
class AddendumSheet:
    """What an addendum to locked minutes prints: the minutes' head, title, day and signers, and lines of its own."""

    header: Header
    title: str
    held_on: date
    written_on: date
    chair_name: str
    chair_position: str
    secretary_name: str
    secretary_position: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """One overdue task as a reminder tells it: the conclusion it comes from, since when, how often it was reminded of.

    `owed` names the period whose report is missing, for a standing task.
    """

    task: TaskLine
    conclusion: int
    held_on: date
    late_days: int
    reminders: int
    owed: str = ""


@dataclass(frozen=True, slots=True)
class ReminderSheet:
    """What the letter to one owner of overdue tasks prints; `answer_by` is the day an answer is asked for."""

    header: Header
    issuer: str
    issuer_kind: str
    owner: str
    as_of: date
    lines: tuple[OverdueLine, ...]
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class ListedTask:
    """One task of a printed list: the conclusion it comes from, and how it stands in words."""

    task: TaskLine
    conclusion: int
    held_on: date
    state: str


@dataclass(frozen=True, slots=True)
class TaskListSheet:
    """What a printed list of tasks says: which they are, as of which day, and the tasks in their order."""

    header: Header
    title: str
    as_of: date
    tasks: tuple[ListedTask, ...]
