"""What the matrix of roles does to one side's records, and what somebody who may does first."""

from dataclasses import replace
from datetime import date
from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.facts import BodyId, CodeId, Prose
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import NOUNS, PEOPLE
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.domain.scope import ANYBODY
from dandan_desktop.domain.task_steps import Evidence, Reminder
from dandan_desktop.services import erasing, evidence, meetings, moves, practice, proposals, records
from dandan_desktop.services.moves import CASE_ROAD
from dandan_desktop.services.records import PartEdit
from tests.registers import code, meeting_file
from tests.services.two_offices import TODAY, Side


def a_move(store: Store) -> CaseMove:
    return CaseMove(to_state=CodeId(code(store, "admission_stages", "CAM_TINH")), happened_on=date(2026, 2, 1))


def kept(store: Store, record: type[Any], row: int) -> Any:
    """A record as somebody who sees it read it."""
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    return whole.of(record).get(row)


def a_reminder() -> Reminder:
    return Reminder(happened_on=date(2026, 5, 2), paper_number="8-CV/BDV")


def done(store: Store, side: Side) -> Store:
    """The register once somebody who may reported the task done."""
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    meetings.finish_task(whole, side.task, date(2026, 6, 1), Prose("Xong"))
    return store


def proved(store: Store, side: Side) -> int:
    """A file that somebody who may added to the task."""
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    evidence.attach(whole, side.task, meeting_file())
    return whole.of(Evidence).some()[0].id


def resave(store: Store, noun: Any, row: int, **facts: Any) -> Any:
    read = kept(store, noun.record, row)
    return records.save(store, noun, read, replace(read.facts, **facts))


def moved(store: Store, side: Side) -> Any:
    read = kept(store, Case, side.case)
    return moves.save(store, CASE_ROAD, read, replace(read.facts, paper_number="8"), a_move(store), today=TODAY)


def sat(store: Store, side: Side) -> Any:
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    sitting = meetings.read(whole, side.meeting)
    return meetings.save(store, replace(sitting, conclusions=(), meeting=replace(sitting.meeting, venue="Hội trường")))


def a_task(store: Store, side: Side) -> Any:
    read = kept(store, Task, side.task)
    return meetings.save_task(store, read, replace(read.facts, product="Báo cáo"), PartEdit((), ()))


def found_in(store: Store, row: int) -> Any:
    """The findings of a proposal that repeats itself: the first of its kind is read."""
    read = kept(store, Proposal, row)
    return proposals.findings(store, read, replace(read.facts, repeats_id=row), TODAY)


def asked(store: Store, side: Side) -> Any:
    read = kept(store, Proposal, side.proposal)
    return proposals.save(store, read, replace(read.facts, sent_to_id=BodyId(side.body), sent_on=TODAY), TODAY)


def renewed(store: Store, side: Side) -> Any:
    facts = replace(kept(store, Case, side.case).facts, paper_number="9")
    return moves.start(store, CASE_ROAD, facts, a_move(store), TODAY)


def restored(store: Store, side: Side) -> Any:
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    meetings.trash(whole, side.meeting)
    return meetings.restore(store, side.meeting)


def practised(store: Store) -> None:
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    with whole.change("generate"):
        for part in ("cases", "tasks", "proposals", "initiatives", "meetings", "officials", "people"):
            for (row,) in store.query(f"SELECT id FROM {part}"):
                whole.of(next(noun for noun in NOUNS if noun.table == part).record).remove(row, for_good=True)
    practice.fill(store, TODAY)


def rest_erased(store: Store, side: Side) -> Any:
    whole = Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)
    deed = erasing.erase(whole, PEOPLE, side.person, "đơn", "request").changes.deed
    return erasing.erase_rest(store, deed, "Nguyễn Văn Ai")
