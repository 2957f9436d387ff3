"""Every service and every command × every role: done or refused, and nothing read that a reader may not see."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import checks, journal, lists, tasks
from dandan_desktop.db import meetings as db_meetings
from dandan_desktop.db import proposals as db_proposals
from dandan_desktop.db.lists import Filter
from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import CASES, INITIATIVES, MEETINGS, NOUNS, PEOPLE, PROPOSALS, TASKS
from dandan_desktop.domain.paper_signing import Submission
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.services import (
    erasing,
    evidence,
    exporting,
    first_steps,
    issued_numbers,
    list_papers,
    loading,
    meetings,
    minutes,
    moves,
    paper_numbers,
    paper_styles,
    paper_templates,
    papers,
    practice,
    proposal_papers,
    proposals,
    records,
    registers,
    reminder_papers,
    rollups,
    searching,
    sensitive,
    sitting_papers,
    submission_papers,
    task_steps,
    today,
    trash,
    undoing,
)  # fmt: skip
from dandan_desktop.services.moves import CASE_ROAD
from tests.registers import dump, meeting_file
from tests.services import roles_of_minutes, roles_of_numbers, roles_of_papers, roles_of_styles, roles_of_templates
from tests.services.role_deeds import (
    a_move,
    a_reminder,
    a_task,
    asked,
    done,
    found_in,
    kept,
    moved,
    practised,
    proved,
    renewed,
    resave,
    rest_erased,
    restored,
    sat,
)  # fmt: skip
from tests.services.roles_of_steps import STEP_INSIDE, STEP_WRITES
from tests.services.two_offices import OURS, THEIRS, TODAY, Side, read_by, world

pytestmark = pytest.mark.uncounted

YEAR = Period.parse("2026-N")
SEES: dict[str, set[str]] = {
    "totals": set(), "admin": set(), "enter": {OURS, THEIRS}, "approve": {OURS, THEIRS}, "ours": {OURS},
    "all": {OURS, THEIRS},
}  # fmt: skip
BY_TABLE = {noun.table: noun for noun in NOUNS}
REFUSED = (Problem.NOT_ALLOWED, Problem.RECORD_GONE)


def tried(act: Callable[..., Any], *facts: Any) -> Any:
    """What it answers, or that this reader has no such record or right."""
    try:
        return act(*facts)
    except ClerkError as error:
        if error.problem not in REFUSED:
            raise
        return error.problem


def every(side: str) -> list[int]:
    return [getattr(each, side) for each in (world().ours, world().theirs)]


def lists_of(store: Store) -> Iterator[Any]:
    for noun in NOUNS:
        if noun.has_trash:
            for in_trash in (False, True):
                rows = lists.ids(store, noun, Filter(trash=in_trash))
                yield [(kept.facts, noun.title(kept.facts, store.names)) for kept in lists.page(store, noun, rows)]
        for part in noun.parts:
            yield store.of(part.record).some()
            yield [parts_of(store, noun, row) for row in range(1, 12)]
    yield [tried(store.of(Person).get, row) for row in range(1, 9)]


def names_of(store: Store) -> Iterator[Any]:
    for table in ("people", "meetings", "conclusions", "opinions", "proposals"):
        yield [store.names.of(table, row) for row in range(1, 12)]


def journal_of(store: Store) -> Iterator[Any]:
    shown = undoing.lines(store)
    yield shown
    yield [undoing.preview(store, line.deed.id) for line in shown]
    yield [undoing.lines(store, undoing.Wanted(words=word)) for word in (OURS, THEIRS)]
    for noun in NOUNS:
        yield [journal.record_deeds(store, noun.table, row) for row in range(1, 12)]


def drilled(store: Store) -> Iterator[Any]:
    made = rollups.roll_up(store, YEAR)
    yield made
    for group in made.groups:
        for row in group.rows:
            for column in made.columns:
                table, found = rollups.cell_records(store, made, row.key, column.key)
                yield (
                    found,
                    [tried(store.of(BY_TABLE[table].record).get, one) for one in found],
                )


def home_of(store: Store) -> Iterator[Any]:
    yield today.is_empty(store)
    for section in today.sections(store, TODAY, YEAR):
        for line in section.lines:
            yield [store.of(BY_TABLE[line.table].record).get(row) for row in line.ids]


def tasks_of(store: Store) -> Iterator[Any]:
    rows = [*every("task"), world().given]
    yield [title for _, title in tasks.meetings_of(store, rows).values()]
    yield [title for _, title in tasks.meetings_of(store, rows).values()]
    yield [db_meetings.tasks_of(store, row) for row in every("meeting")]
    yield [db_meetings.conclusions_of(store, row) for row in every("meeting")]


def proposals_of(store: Store) -> Iterator[Any]:
    rows = every("proposal")
    yield [origin.title for origin in db_proposals.origins(store, rows).values()]
    yield [db_proposals.of_meeting(store, row) for row in every("meeting")]
    for waiting in (db_proposals.unsent, db_proposals.overdue, db_proposals.untold):
        yield [store.of(Proposal).get(row) for row in waiting(store, TODAY)]


READS: dict[str, tuple[Callable[[Store, Path], Any], bool]] = {
    "lists": (lambda store, _: list(lists_of(store)), True),
    "names": (lambda store, _: list(names_of(store)), True),
    "undoing.lines": (lambda store, _: list(journal_of(store)), True),
    "undoing.preview": (lambda store, _: [undoing.preview(store, each) for each in every("deed")], True),
    "undoing.may_undo": (lambda store, _: [undoing.may_undo(store, each.deed) for each in undoing.lines(store)], False),
    "undoing.people": (lambda store, _: undoing.people(store), False),
    "undoing.verify": (lambda store, _: undoing.verify(store), False),
    "searching.find": (lambda store, _: [searching.find(store, word) for word in (OURS, THEIRS, "ho", "n")], True),
    "lists.matching": (lambda store, _: lists.matching(store, THEIRS), False),
    "today.sections": (lambda store, _: list(home_of(store)), True),
    "today.is_empty": (lambda store, _: today.is_empty(store), False),
    "rollups.roll_up": (lambda store, _: rollups.roll_up(store, YEAR), False),
    "rollups.cell_records": (lambda store, _: list(drilled(store)), True),
    "tasks": (lambda store, _: list(tasks_of(store)), True),
    "proposals": (lambda store, _: list(proposals_of(store)), True),
    "proposals.said_at": (lambda store, _: [tried(proposals.said_at, store, row) for row in every("meeting")], True),
    "proposals.findings": (lambda store, _: [tried(found_in, store, row) for row in every("proposal")], False),
    "proposal_papers.summary": (
        lambda store, _: tried(proposal_papers.summary, store, YEAR, TODAY), True),
    "meetings.read": (
        lambda store, _: [tried(meetings.read, store, row) for row in every("meeting")], True),
    "papers.meeting_sheet": (
        lambda store, _: [tried(papers.meeting_sheet, store, row) for row in every("meeting")], True),
    "papers.minutes_blocks": (
        lambda store, _: [tried(papers.minutes_blocks, store, row) for row in every("meeting")], True),
    "papers.has_own_minutes": (
        lambda store, _: [tried(papers.has_own_minutes, store, row) for row in every("meeting")], False),
    "papers.all_rows": (
        lambda store, _: [papers.meeting_sheet(store, row) for row in papers.all_rows(store)], True),
    "papers.row_of": (lambda store, _: tried(papers.row_of, store, theirs_uid()),
        False),
    "exporting.export": (
        lambda store, _: [tried(exporting.export, store, row) for row in every("meeting")], True),
    "trash.listed": (lambda store, _: trash.listed(store), True),
    "trash.along": (lambda store, _: trash.along(store, trash.listed(store)), False),
    "trash.due": (lambda store, _: trash.due(store), False),
    "erasing.plan": (
        lambda store, _: [tried(erasing.plan, store, PEOPLE, row) for row in every("person")], True),
    "erasing.rest": (lambda store, _: tried(erasing.rest, store, 1, "Nguyễn Văn Ai"), False),
    "erased": (lambda store, _: erasing.erased(store), False),
    "erased uids": (lambda store, _: erasing.erased_uids(store), False),
    "moves.states": (lambda store, _: moves.states(store, CASE_ROAD), False),
    "moves.strayed": (lambda store, _: moves.strayed(store, CASE_ROAD), False),
    "moves.findings": (
        lambda store, _: [moves.findings(store, CASE_ROAD, row, a_move(store), TODAY) for row in every("case")], False),
    "registers.office_presets": (lambda store, _: registers.office_presets(store, TODAY), False),
    "registers.office_name": (lambda store, _: registers.office_name(store), False),
    "registers.check": (lambda store, _: registers.check(store), False),
    "task_steps.steps_of": (lambda store, _: [task_steps.steps_of(store, row) for row in every("task")], False),
    "task_steps.chain_of": (lambda store, _: [chained(store, row) for row in every("task")], False),
    "task_steps.owed": (
        lambda store, _: [task_steps.owed(store, kept(store, Task, row), TODAY) for row in every("task")], False),
    "task_steps.due_suggested": (lambda store, _: task_steps.due_suggested(store, TODAY), False),
    "task_steps.findings": (
        lambda store, _: [
            task_steps.findings(store, kept(store, Task, row), a_reminder(), TODAY) for row in every("task")], False),
    "task_steps.confirming": (
        lambda store, _: [task_steps.confirming(store, kept(store, Task, row), TODAY) for row in every("task")], False),
    "meetings.linked": (lambda store, _: linked(store), True),
    **roles_of_minutes.READS,
    **roles_of_numbers.READS,
    **roles_of_styles.READS,
    **roles_of_templates.READS,
    **roles_of_papers.READS,
}  # fmt: skip


def theirs_uid() -> str:
    return world().uid("meetings", world().theirs.meeting)


def linked_one(store: Store, row: int) -> Any:
    return meetings.linked(store, meetings.read(store, row))


def linked(store: Store) -> list[Any]:
    return [tried(linked_one, store, row) for row in every("meeting")]


def chained(store: Store, row: int) -> Any:
    return tried(lambda: task_steps.chain_of(store, store.of(Task).get(row)))


ENTERS, RECORDING, KEEPING = {"enter", "ours", "all"}, {"enter", "approve", "ours", "all"}, {"admin", "all"}
APPROVING, ALL = {"approve", "ours", "all"}, {*SEES}
WRITES: dict[str, tuple[Callable[[Store, Side, Path], Any], set[str]]] = {
    "records.save": (lambda store, side, _: resave(store, PEOPLE, side.person, family_name="Nguyễn"), ENTERS),
    "records.trash": (lambda store, side, _: records.trash(store, CASES, side.case), ENTERS),
    "records.restore": (lambda store, side, _: records.restore(store, CASES, side.trashed), ENTERS),
    "records.undo": (lambda store, side, _: records.undo(store, side.deed), ENTERS),
    "records.undo_last": (lambda store, _, __: records.undo_last(store), {"enter", "all", "ours"}),
    "undoing.take_back": (lambda store, side, _: undoing.take_back(store, side.deed), ENTERS),
    "meetings.save": (lambda store, side, _: sat(store, side), ENTERS),
    "meetings.save_task": (lambda store, side, _: a_task(store, side), ENTERS),
    "meetings.trash": (lambda store, side, _: meetings.trash(store, side.meeting), ENTERS),
    "meetings.restore": (lambda store, side, _: restored(store, side), ENTERS),
    "meetings.finish_task": (
        lambda store, side, _: meetings.finish_task(store, side.task, date(2026, 6, 1), Prose("Xong")), RECORDING),
    "task_steps.add": (lambda store, side, _: task_steps.add(store, side.task, a_reminder(), TODAY), RECORDING),
    "task_steps.remind": (
        lambda store, side, _: task_steps.remind(store, [side.task], a_reminder(), TODAY), RECORDING),
    "task_steps.confirm": (lambda store, side, _: task_steps.confirm(done(store, side), side.task, TODAY), APPROVING),
    "task_steps.reopen": (
        lambda store, side, _: task_steps.reopen(done(store, side), side.task, "Sai", TODAY), APPROVING),
    "evidence.attach": (lambda store, side, _: evidence.attach(store, side.task, meeting_file()), RECORDING),
    "evidence.detach": (lambda store, side, _: evidence.detach(store, proved(store, side)), RECORDING),
    "evidence.hand_out": (lambda store, side, out: evidence.hand_out(store, proved(store, side), out), RECORDING),
    "moves.start": (lambda store, side, _: renewed(store, side), ENTERS),
    "moves.move": (lambda store, side, _: moves.move(store, CASE_ROAD, side.case, a_move(store), TODAY), RECORDING),
    "moves.save": (lambda store, side, _: moved(store, side), RECORDING),
    "moves.take_back": (lambda store, side, _: moves.take_back(store, CASE_ROAD, side.case), RECORDING),
    "proposals.save": (lambda store, side, _: asked(store, side), ENTERS),
    "proposal": (lambda store, side, _: records.trash(store, PROPOSALS, side.proposal), ENTERS),
    "submission_papers.write": (
        lambda store, _, out: submission_papers.write(store, YEAR, Submission(), out, issued=TODAY),
        RECORDING,
    ),
    "proposal_papers.write_summary": (
        lambda store, _, out: proposal_papers.write_summary(store, YEAR, out / "kien-nghi.xlsx", issued=TODAY),
        RECORDING),
    "initiative": (lambda store, side, _: resave(store, INITIATIVES, side.initiative, owner_name="Tổ 9"), ENTERS),
    "papers.write_minutes": (lambda store, side, out: papers.write_minutes(store, side.meeting, out), RECORDING),
    "papers.write_all_minutes": (
        lambda store, side, out: list(papers.write_all_minutes(store, [side.meeting], out)), RECORDING),
    "exporting.export": (lambda store, side, _: exporting.export(store, side.meeting), RECORDING),
    "rollups.write_roll_up": (lambda store, _, out: rollups.write_roll_up(store, YEAR, out / "a.xlsx"), ALL),
    "sensitive.reveal": (lambda store, side, _: sensitive.reveal(store, PEOPLE, side.person, "religion"), RECORDING),
    "trash.purge": (lambda store, side, _: trash.purge(store, CASES, side.trashed, "Trùng"), {"all"}),
    "trash.clear": (lambda store, _, __: trash.clear(store, trash.listed(store), "Trùng"), KEEPING),
    "erasing.erase_rest": (lambda store, side, _: rest_erased(store, side), {"all"}),
    "erasing.erase": (lambda store, side, _: erasing.erase(store, PEOPLE, side.person, "đơn", "request"), {"all"}),
    "registers.choose_office": (lambda store, side, _: registers.choose_office(store, side.body), KEEPING),
    "loading.load_path": (lambda store, _, __: loading.load_path(store, meeting_file()), {"enter", "all"}),
    "loading.load": (lambda store, _, __: loading.load_path(store, meeting_file()), {"enter", "all"}),
    "practice.fill": (lambda store, _, __: practised(store), {"all"}),
    **roles_of_minutes.WRITES,
    **roles_of_numbers.WRITES,
    **roles_of_papers.WRITES, **STEP_WRITES,
    **roles_of_templates.WRITES,
}  # fmt: skip
OF_NOBODY = {"records.undo_last", "rollups.write_roll_up", "proposal_papers.write_summary",
             "submission_papers.write", "registers.choose_office",
             "loading.load_path", "loading.load", "practice.fill", "trash.clear",
             *roles_of_templates.WRITES, *STEP_WRITES}  # fmt: skip
MAKING_ROOM = {
    "meetings.restore", "practice.fill", "task_steps.confirm", "task_steps.reopen", "evidence.detach",
    "evidence.hand_out", "erasing.erase_rest", *roles_of_minutes.MAKING_ROOM,
    *roles_of_numbers.MAKING_ROOM,
}  # fmt: skip
"""Which change the register first, as somebody who may."""
INSIDE = {
    "task_steps.reported", "meetings.link", "records.write", "records.parts_of", "meetings.write", "practice.make",
    "papers.log", "task_steps.refuse_step",
    "proposals.let_go", "proposals.let_go_line", "proposals.follow", "proposals.take_along",
    "issued_numbers.mark_used", "issued_numbers.counted", "papers.minutes_template", "paper_numbers.typed",
    *roles_of_templates.INSIDE, *STEP_INSIDE,
}  # fmt: skip
"""Called inside a deed or by what writes papers, or with no store of their own."""


@pytest.mark.parametrize("reader", SEES)
def test_what_is_read_holds_nothing_hidden(tmp_path: Path, reader: str) -> None:
    with read_by(reader, tmp_path) as store:
        for name, (read, tells) in READS.items():
            text = repr(read(store, tmp_path))
            found = {word for word in (OURS, THEIRS) if word in text}
            assert (name, found - SEES[reader]) == (name, set())
            if reader == "all" and tells:
                assert (name, found) == (name, {OURS, THEIRS})


@pytest.mark.parametrize("reader", SEES)
def test_what_is_done_is_done_by_those_who_may(tmp_path: Path, reader: str) -> None:
    with read_by(reader, tmp_path / "refused") as store:
        before = dump(store)
        for name, (act, may) in WRITES.items():
            if reader not in may and name not in MAKING_ROOM:
                assert (name, tried(act, store, world().ours, tmp_path) in REFUSED) == (name, True)
        assert dump(store) == before
    for name, (act, may) in WRITES.items():
        if reader in may or name in MAKING_ROOM:
            with read_by(reader, tmp_path / name) as store:
                answer = tried(act, store, world().ours, tmp_path)
                assert (name, answer in REFUSED) == (name, reader not in may)


@pytest.mark.parametrize("name", sorted(WRITES.keys() - OF_NOBODY))
def test_nobody_touches_what_is_another_organisations(tmp_path: Path, name: str) -> None:
    act, _ = WRITES[name]
    with read_by("ours", tmp_path) as store:
        before = dump(store)
        try:
            answer = tried(act, store, world().theirs, tmp_path)
            assert answer in REFUSED or answer.deed == 0
        except ClerkError as error:
            assert error.problem is Problem.RECORD_CHANGED  # noqa: PT017 - one of three ways to refuse
        assert dump(store) == before or name in MAKING_ROOM
        assert list(tmp_path.glob("*.docx")) == []


def test_every_service_is_in_the_matrix() -> None:
    modules = (
        erasing, evidence, exporting, first_steps, issued_numbers, list_papers, loading, meetings, minutes, moves,
        paper_styles, paper_numbers, paper_templates, papers, practice, proposal_papers, proposals, records,
        registers, reminder_papers, rollups, searching, sensitive, sitting_papers, submission_papers, task_steps,
        today, trash, undoing,
    )  # fmt: skip
    public = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules
        for name, member in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and member.__module__ == module.__name__
        and next(iter(inspect.signature(member).parameters), "") == "store"
    }  # fmt: skip
    assert public <= READS.keys() | WRITES.keys() | INSIDE
    assert {name for name in (READS.keys() | WRITES.keys()) if "." in name} - public <= {"lists.matching"}


def test_counts_count_what_is_seen(tmp_path: Path) -> None:
    wanted = {
        "all": (5, 2, 2, 3, 2), "enter": (5, 2, 2, 3, 2), "approve": (5, 2, 2, 3, 2), "ours": (3, 1, 1, 2, 1),
        "totals": (0, 0, 0, 0, 0), "admin": (0, 0, 0, 0, 0),
    }  # fmt: skip
    for reader, numbers in wanted.items():
        with read_by(reader, tmp_path / reader) as store:
            counts = checks.counts(store)
            found = tuple(counts[noun.table] for noun in (PEOPLE, MEETINGS, CASES, TASKS, INITIATIVES))
            assert (reader, found) == (reader, numbers)
            assert counts["users"] == int(reader in KEEPING)
