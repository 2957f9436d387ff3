"""What became of the conclusions of the sitting before: item 1 of the next one's agenda (rule T8 of `work.md` §8)."""

from datetime import date, datetime
from typing import NamedTuple

from dandan_desktop.db import figures, sittings
from dandan_desktop.db.meetings import conclusions_of
from dandan_desktop.db.minutes import versions_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.frozen import thawed
from dandan_desktop.domain.meetings import Meeting, Task
from dandan_desktop.domain.papers import MeetingSheet, PreviousResults, PreviousTask


class Previous(NamedTuple):
    """The results with the rows behind them: the sitting before (0: it was frozen), and its tasks in their order."""

    results: PreviousResults
    meeting: int = 0
    tasks: tuple[int, ...] = ()


def previous_results(store: Store, meeting: int, today: date | None = None) -> PreviousResults | None:
    """What became of the tasks of the sitting before, as papers of this one tell it; None where there is none.

    As of the meeting's day, or of today while that is still to come; once the minutes are locked as they tell it.
    Raises ClerkError RECORD_GONE.
    """
    found = previous(store, meeting, today)
    return found.results if found else None


def previous(store: Store, meeting: int, today: date | None = None) -> Previous | None:
    """As `previous_results`, with the rows to open; raises ClerkError RECORD_GONE."""
    now = _now(store, meeting, today)
    locked = next((each for each in versions_of(store, meeting) if each.facts.is_in_force), None)
    if locked is None:
        return now
    told = thawed(MeetingSheet, locked.facts.content).previous
    if told is None:
        return None
    return now._replace(results=told) if now is not None and now.results == told else Previous(told)


def as_told(store: Store, meeting: int) -> PreviousResults | None:
    """What the minutes print: nothing where the sitting before gave no task."""
    found = _now(store, meeting, None)
    return found.results if found and found.results.tasks else None


def _now(store: Store, meeting: int, today: date | None) -> Previous | None:
    facts = store.of(Meeting).get(meeting).facts
    before = sittings.before(store, meeting)
    if before is None:
        return None
    as_of = min(facts.held_on, today or datetime.now().astimezone().date())
    numbers = {kept.id: place for place, kept in enumerate(conclusions_of(store, before.id), 1)}
    stood = figures.tasks_on(store, before.id, as_of)
    known = [(each, store.of(Task).get(each.row).facts) for each in stood]
    known.sort(key=lambda pair: (numbers.get(pair[1].conclusion_id, 0), pair[0].row))
    tasks = tuple(
        PreviousTask(
            number=numbers.get(task.conclusion_id, 0),
            text=task.text or store.names.of("conclusions", task.conclusion_id),
            owner=store.names.of("bodies", task.owner_id),
            due_on=each.due_on,
            is_standing=task.is_standing,
            done_on=each.done_on,
            state=each.state,
            result=(task.result or "") if each.done_on and each.done_on == task.done_on else "",
        )
        for each, task in known
    )
    told = PreviousResults(before.facts.title, before.facts.held_on, as_of, tasks)
    return Previous(told, before.id, tuple(each.row for each, _ in known))
