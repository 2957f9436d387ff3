"""Reading what one deed of minute-taking needs: a place at the end, a neighbour, a day; never all the lines."""

from collections.abc import Sequence
from datetime import date

from dandan_desktop.db.offices import as_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import AgendaItem, Attendance, Conclusion, Opinion, Task


def held_on(store: Store, meeting: int) -> date:
    """The day of a meeting."""
    return date.fromisoformat(store.query("SELECT held_on FROM meetings WHERE id = ?", (meeting,))[0][0])


def opinions(store: Store, meeting: int) -> list[Kept[Opinion]]:
    """Every line of the log, in order."""
    return store.of(Opinion).some("WHERE t.meeting_id = ? ORDER BY t.place", (meeting,))


def agenda(store: Store, meeting: int) -> list[Kept[AgendaItem]]:
    """What the meeting deals with, in order."""
    return store.of(AgendaItem).some("WHERE t.meeting_id = ? ORDER BY t.place", (meeting,))


def attendance(store: Store, meeting: int) -> list[Kept[Attendance]]:
    """Who was summoned and invited, in order."""
    return store.of(Attendance).some("WHERE t.meeting_id = ? ORDER BY t.place", (meeting,))


def next_place(store: Store, table: str, meeting: int) -> int:
    """The place behind the last part of a meeting in a table."""
    sql = f"SELECT coalesce(max(place), 0) + 1 FROM {table} WHERE meeting_id = ?"
    return int(store.query(sql, (meeting,))[0][0])


def beside(store: Store, table: str, row: int, step: int) -> tuple[int, int, int] | None:
    """The place of a part, and id and place of the one before (-1) or behind it (1); None when there is none."""
    sign, order = ("<", "DESC") if step < 0 else (">", "ASC")
    found = store.query(
        f"SELECT o.place, n.id, n.place FROM {table} o JOIN {table} n ON n.meeting_id = o.meeting_id"
        f" AND n.place {sign} o.place WHERE o.id = ? ORDER BY n.place {order} LIMIT 1",
        (row,),
    )
    return (int(found[0][0]), int(found[0][1]), int(found[0][2])) if found else None


def newest_conclusion(store: Store, meeting: int) -> Kept[Conclusion] | None:
    """The last conclusion of a meeting; None while there is none."""
    found = store.of(Conclusion).some("WHERE t.meeting_id = ? ORDER BY t.place DESC LIMIT 1", (meeting,))
    return found[0] if found else None


def tasks_under(store: Store, conclusion: int) -> list[Kept[Task]]:
    """The tasks a conclusion gave, those in the trash too."""
    return store.of(Task).some("WHERE t.conclusion_id = ? ORDER BY t.id", (conclusion,))


def officials_on(store: Store, day: date) -> Sequence[tuple[str, str, str]]:
    """Name, position and body of every official of that day, by name."""
    store.catch_up()
    sql = f"""SELECT o.name, o.position, b.name FROM officials o JOIN bodies b ON b.id = o.body_id
        JOIN search s ON s.kind = 'officials' AND s.row = o.id
        WHERE o.deleted_at IS NULL AND {as_of("o")} ORDER BY s.sort, o.id"""
    return store.query(sql, {"day": day.isoformat()})
