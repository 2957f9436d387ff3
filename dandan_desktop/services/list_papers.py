"""A list of tasks on paper: those a page shows, by owner, as they stand on a day."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dandan_desktop.db import tasks
from dandan_desktop.db.meetings import held_on_of, partners_of
from dandan_desktop.db.offices import header_of, office_on
from dandan_desktop.db.store import Store
from dandan_desktop.db.tasks import Standing
from dandan_desktop.documents.files import ready_folder
from dandan_desktop.documents.own_files import write_paper
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import TASKS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.paper_kinds import TASK_LIST
from dandan_desktop.domain.papers import ListedTask, TaskLine, TaskListSheet
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.services import paper_templates, papers

MOST = 2_000
"""Tasks of the longest list that is printed: some two hundred pages."""
StateWords = Callable[[Task, date, Standing], str]


class Listing(NamedTuple):
    """The tasks a page lists, in which words it says which they are, and how one of them stands."""

    rows: Sequence[int]
    title: str
    state: StateWords


def task_list(store: Store, listing: Listing, today: date, progress: Progress = SILENT) -> TaskListSheet:
    """What a list of tasks prints.

    Raises ClerkError: LIST_TOO_LONG, NO_OFFICE, RECORD_GONE; Cancelled as `progress` does.
    """
    rows = listing.rows
    if len(rows) > MOST:
        raise ClerkError(Problem.LIST_TOO_LONG, count=show_int(len(rows)), most=show_int(MOST))
    how = tasks.standing(store, rows, today)
    listed = []
    for place, row in enumerate(rows):
        progress.step(place, len(rows))
        facts = store.of(Task).get(row).facts
        line = TaskLine(
            text=TASKS.title(facts, store.names),
            owner=store.names.of("bodies", facts.owner_id),
            partners=tuple(store.names.of("bodies", each.facts.body_id) for each in partners_of(store, row)),
            due_on=facts.due_on,
            is_standing=facts.is_standing,
            product=facts.product or "",
        )
        _, number = tasks.place_of(store, facts.conclusion_id)
        held_on = held_on_of(store, facts.conclusion_id)
        listed.append(ListedTask(line, number, held_on, listing.state(facts, today, how[row])))
    body = office_on(store, today)
    return TaskListSheet(header_of(store, body.id, today), listing.title, today, tuple(listed))


def write_task_list(store: Store, sheet: TaskListSheet, folder: Path) -> Path:
    """Write a list of tasks into a folder; the journal tells it first.

    Raises ClerkError: NOT_ALLOWED, TEMPLATE_UNUSABLE, PAPER_LOST_TEXT, FOLDER_*, FILE_IN_USE, DISK_FULL.
    """
    from dandan_desktop.documents import paper

    own = paper_templates.own_of(store, office_on(store, sheet.as_of).id, TASK_LIST.code, sheet.as_of)
    content = paper.task_list_docx(sheet, own)
    ready_folder(folder)
    with store.change("print") as deed:
        deed.note = f"{TASK_LIST.name}: {len(sheet.tasks)} nhiệm vụ"
    day, symbol = sheet.as_of, sheet.header.symbol
    return write_paper(folder / papers.named(TASK_LIST.stem, day, symbol, len(sheet.tasks)), content)
