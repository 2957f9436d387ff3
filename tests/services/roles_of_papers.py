"""The services of the papers of a sitting in the matrix of roles (`test_roles`)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dandan_desktop.db.offices import office_on
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.paper_kinds import MINUTES, NOTICE, REMINDER, SLIP
from dandan_desktop.domain.paper_signing import Letter, Signing, Submission
from dandan_desktop.domain.periods import Period
from dandan_desktop.services import (
    issued_numbers,
    list_papers,
    paper_numbers,
    reminder_papers,
    sitting_papers,
    submission_papers,
)
from dandan_desktop.services.list_papers import Listing
from dandan_desktop.services.sitting_papers import Wanted
from tests.services.roles_of_minutes import ENTERS, RECORDING, each
from tests.services.roles_of_numbers import anybody, facts_of
from tests.services.two_offices import TODAY, Side, world

QUARTER = Period.parse("2026-Q1")


def of_tasks(read: Callable[[Store, int], Any]) -> Callable[[Store, Path], Any]:
    """What a service reads of the tasks of both organisations, or that the reader has no such record."""

    def tried(store: Store, row: int) -> Any:
        try:
            return read(store, row)
        except ClerkError as error:
            if error.problem not in {Problem.RECORD_GONE, Problem.NOTHING_OVERDUE}:
                raise
            return error.problem

    return lambda store, _: [tried(store, side.task) for side in (world().ours, world().theirs)]


def lettered(store: Store, side: Side, out: Path) -> Any:
    return reminder_papers.write(store, side.task, Letter(number="7"), out, TODAY).changes


def listed(store: Store, row: int) -> Any:
    return list_papers.task_list(store, Listing([row], "Quá hạn", lambda *_: "Quá hạn"), TODAY)


def printed_list(store: Store, side: Side, out: Path) -> Any:
    return list_papers.write_task_list(store, listed(store, side.task), out)


def of_letters(read: Callable[[Store, IssuedNumber], Any]) -> Callable[[Store, Path], Any]:
    """What a service reads of the numbers of letters to both organisations that somebody who may has taken."""

    def tried(store: Store, side: Side) -> Any:
        whole = anybody(store)
        facts_of(store, side)
        owner = whole.names.of("bodies", side.body)
        facts = paper_numbers.wanted(whole, side.body, "CV", f"Công văn gửi {owner}", TODAY)
        assert facts is not None
        if paper_numbers.waiting(whole, facts) is None:
            issued_numbers.take(whole, facts)
        return read(store, facts)

    return lambda store, _: [tried(store, side) for side in (world().ours, world().theirs)]


READS: dict[str, tuple[Callable[[Store, Path], Any], bool]] = {
    "sitting_papers.offers": (each(sitting_papers.offers), False),
    "sitting_papers.signing_of": (each(lambda store, row: sitting_papers.signing_of(store, row, NOTICE)), False),
    "reminder_papers.overdue_of": (of_tasks(lambda store, row: reminder_papers.overdue_of(store, row, TODAY)), True),
    "reminder_papers.usual": (of_tasks(lambda store, row: reminder_papers.usual(store, row, TODAY)), False),
    "reminder_papers.head_of": (
        lambda store, _: reminder_papers.head_of(store, office_on(store, TODAY), REMINDER.code, TODAY),
        False,
    ),
    "submission_papers.usual": (lambda store, _: submission_papers.usual(store, TODAY), False),
    "submission_papers.number_of": (lambda store, _: submission_papers.number_of(store, QUARTER, TODAY, TODAY), False),
    "submission_papers.findings": (
        lambda store, _: submission_papers.findings(store, QUARTER, Submission(number="7"), TODAY),
        False,
    ),
    "reminder_papers.number_of": (
        of_tasks(lambda store, row: reminder_papers.number_of(store, row, TODAY, TODAY)),
        False,
    ),
    "reminder_papers.findings": (
        of_tasks(lambda store, row: reminder_papers.findings(store, row, Letter(number="7"), TODAY)),
        False,
    ),
    "paper_numbers.wanted": (lambda store, _: paper_numbers.wanted(store, 1, "CV", "Công văn", TODAY), False),
    "paper_numbers.proposed": (of_letters(lambda store, facts: paper_numbers.proposed(store, facts).text), False),
    "paper_numbers.waiting": (of_letters(paper_numbers.waiting), False),
    "paper_numbers.findings": (of_letters(paper_numbers.findings), False),
    "list_papers.task_list": (of_tasks(listed), True),
    "reminder_papers.sheet": (of_tasks(lambda store, row: reminder_papers.sheet(store, row, TODAY)), True),
}
WRITES: dict[str, tuple[Callable[[Store, Side, Path], Any], set[str]]] = {
    "sitting_papers.sign": (
        lambda store, side, _: sitting_papers.sign(store, side.meeting, Signing(kind=NOTICE.code, signer="Ký")),
        ENTERS,
    ),
    "sitting_papers.write": (
        lambda store, side, out: sitting_papers.write(store, side.meeting, [Wanted(SLIP), Wanted(MINUTES)], out),
        RECORDING,
    ),
    "sitting_papers.write_all": (
        lambda store, side, out: sitting_papers.write_all(store, side.meeting, out),
        RECORDING,
    ),
    "reminder_papers.write": (lettered, RECORDING),
    "list_papers.write_task_list": (printed_list, RECORDING),
}
