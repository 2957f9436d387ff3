"""Reading meetings: their conclusions, the tasks these gave, the partners of a task."""

from datetime import date

from dandan_desktop.db.store import Store
from dandan_desktop.db.visible import source
from dandan_desktop.domain.facts import BodyId, Kept
from dandan_desktop.domain.meetings import Conclusion, Partner, Task
from dandan_desktop.domain.nouns import TASKS

_TASKS = "JOIN conclusions c ON c.id = t.conclusion_id WHERE c.meeting_id = ?"


def conclusions_of(store: Store, meeting: int) -> list[Kept[Conclusion]]:
    """The conclusions of a meeting in order."""
    return store.of(Conclusion).some("WHERE t.meeting_id = ? ORDER BY t.place", (meeting,))


def partners_of(store: Store, task: int) -> list[Kept[Partner]]:
    """The partners of a task in order."""
    return store.of(Partner).some("WHERE t.task_id = ? ORDER BY t.place", (task,))


def all_tasks_of(store: Store, meeting: int) -> list[Kept[Task]]:
    """The tasks of a meeting, those in the trash too."""
    return store.of(Task).some(_TASKS, (meeting,))


def tasks_of(store: Store, meeting: int) -> dict[int, list[tuple[Kept[Task], tuple[BodyId, ...]]]]:
    """The live tasks of a meeting with their partners, by conclusion."""
    partners: dict[int, list[BodyId]] = {}
    of_meeting = (
        f"JOIN {source(store.reader, TASKS)} k ON k.id = t.task_id JOIN conclusions c ON c.id = k.conclusion_id"
        " WHERE c.meeting_id = ? ORDER BY t.task_id, t.place"
    )
    rows = store.query(f"SELECT t.task_id, t.body_id FROM partners t {of_meeting}", (meeting,))
    for task, body in rows:
        partners.setdefault(task, []).append(BodyId(body))
    found: dict[int, list[tuple[Kept[Task], tuple[BodyId, ...]]]] = {}
    for kept in store.of(Task).some(f"{_TASKS} AND t.deleted_at IS NULL ORDER BY t.id", (meeting,)):
        found.setdefault(kept.facts.conclusion_id, []).append((kept, tuple(partners.get(kept.id, ()))))
    return found


def held_on_of(store: Store, conclusion: int) -> date:
    """The day of the meeting a conclusion belongs to."""
    sql = "SELECT m.held_on FROM meetings m JOIN conclusions c ON c.meeting_id = m.id WHERE c.id = ?"
    return date.fromisoformat(store.query(sql, (conclusion,))[0][0])
