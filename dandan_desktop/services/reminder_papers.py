"""The letter that reminds one owner of everything overdue (rule T5): read, written, and kept as a reminder."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dandan_desktop.db import tasks as late
from dandan_desktop.db.meetings import held_on_of, partners_of
from dandan_desktop.db.minute_log import officials_on
from dandan_desktop.db.offices import header_of, office, office_on
from dandan_desktop.db.store import Store
from dandan_desktop.documents.files import ready_folder
from dandan_desktop.documents.own_files import write_paper
from dandan_desktop.domain.catalogue import Body, Code
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import IssuedNumber, shown
from dandan_desktop.domain.meetings import Meeting, Task
from dandan_desktop.domain.nouns import TASKS
from dandan_desktop.domain.paper_kinds import REMINDER
from dandan_desktop.domain.paper_signing import Letter, Signing, rule_of, suggested
from dandan_desktop.domain.papers import OverdueLine, ReminderSheet, TaskLine
from dandan_desktop.domain.task_steps import Reminder
from dandan_desktop.domain.text import fold
from dandan_desktop.services import paper_numbers, paper_templates, papers, task_steps


class Written(NamedTuple):
    """The files of a paper that was written, and what writing it left in the register."""

    paths: Sequence[Path]
    changes: Changes


def overdue_of(store: Store, task: int, today: date) -> list[Kept[Task]]:
    """Everything overdue of the owner of a task, the longest first; raises ClerkError RECORD_GONE."""
    owner = store.of(Task).get(task).facts.owner_id
    found = [store.of(Task).get(row) for row in late.overdue(store, today)]
    return [kept for kept in found if kept.facts.owner_id == owner]


def usual(store: Store, task: int, today: date) -> Letter:
    """A letter of today, signed by the head of the office where the catalogue of officials names one."""
    found, signer = head_of(store, _issuer(store, task, today), REMINDER.code, today)
    return Letter(dated_on=today, authority=found.authority, position=found.position, signer=signer)


def head_of(store: Store, body: Kept[Body], paper: str, today: date) -> tuple[Signing, str | None]:
    """How the head of a body signs a paper, and his name where the catalogue of officials has it."""
    kind = store.of(Code).get(body.facts.kind).facts.code
    found = suggested(paper, kind, header_of(store, body.id, today), None, None)
    rule = rule_of(kind)
    head = fold(rule.head) if rule else ""
    heads = (
        name for name, position, of in officials_on(store, today)
        if head and of == body.facts.name and fold(position).startswith(head)
    )  # fmt: skip
    return found, next(heads, None)


def number_of(store: Store, task: int, day: date, today: date) -> IssuedNumber | None:
    """The number a letter of a day to the owner of a task would take; None where letters take none of the register."""
    owner = store.names.of("bodies", store.of(Task).get(task).facts.owner_id)
    title = f"{REMINDER.name} nhiệm vụ quá hạn, gửi {owner}"
    return paper_numbers.wanted(store, _issuer(store, task, today).id, REMINDER.symbol, title, day)


def findings(store: Store, task: int, letter: Letter, today: date) -> list[Finding]:
    """What is wrong about the number typed for a letter."""
    facts = _numbered(store, task, letter, today)
    return paper_numbers.findings(store, facts) if facts else []


def sheet(store: Store, task: int, today: date, answer_by: date | None = None) -> ReminderSheet:
    """What the letter to the owner of a task prints; raises ClerkError NOTHING_OVERDUE, RECORD_GONE."""
    found = overdue_of(store, task, today)
    if not found:
        raise ClerkError(Problem.NOTHING_OVERDUE)
    body = _issuer(store, task, today)
    standing = late.standing(store, [kept.id for kept in found], today)
    return ReminderSheet(
        header=header_of(store, body.id, today),
        issuer=body.facts.name,
        issuer_kind=store.of(Code).get(body.facts.kind).facts.code,
        owner=store.names.of("bodies", found[0].facts.owner_id),
        as_of=today,
        lines=tuple(_line(store, kept, standing[kept.id].reminders, today) for kept in found),
        answer_by=answer_by,
    )


def write(store: Store, task: int, letter: Letter, folder: Path, today: date) -> Written:
    """Write the letter to the owner of a task into a folder, then keep it as a reminder of each task it names.

    A number of the register is issued with it. Raises ClerkError: NOTHING_OVERDUE, RECORD_INVALID for a day before the
    meeting, NUMBER_TAKEN for that of another paper, NUMBER_CANCELLED, RECORD_GONE, NOT_ALLOWED, TEMPLATE_UNUSABLE,
    PAPER_LOST_TEXT, FOLDER_*, FILE_IN_USE, DISK_FULL, and as `Store.change`.
    """
    from dandan_desktop.documents import paper

    made = sheet(store, task, today, letter.answer_by)
    reminded = overdue_of(store, task, today)
    numbered = _numbered(store, task, letter, today)
    number = paper_numbers.typed(store, numbered) if numbered else None
    called = number.facts.text if number else letter.number
    step = Reminder(happened_on=min(letter.dated_on or today, today), paper_number=called)
    for kept in reminded:  # before the letter: one that cannot be kept is not written
        task_steps.refuse_step(store, kept, step, today)
    own = paper_templates.own_of(store, _issuer(store, task, today).id, REMINDER.code, today)
    figures = shown(number.facts.number) if number else letter.number or ""
    content = paper.reminder_docx(made, letter.foot(REMINDER.code, letter.dated_on), figures, own)
    ready_folder(folder)
    with store.change("print") as deed:
        deed.note = f"{REMINDER.name}: 1 văn bản"
    name = papers.named(REMINDER.stem, today, made.header.symbol, task)
    path = write_paper(folder / name, content)
    return Written([path], task_steps.remind(store, [kept.id for kept in reminded], step, today, number))


def _numbered(store: Store, task: int, letter: Letter, today: date) -> IssuedNumber | None:
    """The number a clerk typed for a letter, as the register would hold it; None where he typed none."""
    facts = number_of(store, task, letter.dated_on or today, today) if letter.number else None
    return replace(facts, text=letter.number) if facts and letter.number else None


def _issuer(store: Store, task: int, today: date) -> Kept[Body]:
    """The office as it stands on the day; in a register without one, whoever convened the meeting of the task."""
    if office(store) is not None:
        return office_on(store, today)
    meeting, _ = late.place_of(store, store.of(Task).get(task).facts.conclusion_id)
    return store.of(Body).get(store.of(Meeting).get(meeting).facts.convener_id)


def _line(store: Store, kept: Kept[Task], reminders: int, today: date) -> OverdueLine:
    facts = kept.facts
    _, number = late.place_of(store, facts.conclusion_id)
    owed = task_steps.owed(store, kept, today)
    since = owed.last if owed else facts.due_on
    return OverdueLine(
        task=TaskLine(
            text=TASKS.title(facts, store.names),
            owner=store.names.of("bodies", facts.owner_id),
            partners=tuple(store.names.of("bodies", each.facts.body_id) for each in partners_of(store, kept.id)),
            due_on=facts.due_on,
            is_standing=facts.is_standing,
            product=facts.product or "",
        ),
        conclusion=number,
        held_on=held_on_of(store, facts.conclusion_id),
        late_days=(today - since).days if since else 0,
        reminders=reminders,
        owed=owed.name if owed else "",
    )
