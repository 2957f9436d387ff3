"""A register in which two organisations work, every word of each telling whose it is; and those who read it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, Prose, UnitId
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.meetings import Attendance, Conclusion, Meeting, Opinion, Task
from dandan_desktop.domain.nouns import CASES, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.users import EVERYBODY, RECORDS, Role
from dandan_desktop.services import meetings, moves, records, registers, sensitive, trash
from dandan_desktop.services.meetings import ConclusionEntry, Sitting, TaskEntry
from dandan_desktop.services.moves import CASE_ROAD, INITIATIVE_ROAD
from dandan_desktop.services.records import PartEdit
from tests.registers import code, copied, once, opened, raw

TODAY = date(2026, 7, 1)
OURS, THEIRS = "ALPHA", "BRAVO"


@dataclass(frozen=True)
class Side:
    """One organisation's rows."""

    body: int
    person: int
    case: int
    meeting: int
    task: int
    initiative: int
    trashed: int
    purged: int
    conclusion: int
    proposal: int
    deed: int


@dataclass(frozen=True)
class World:
    """The closed register, its two organisations, a task theirs gave to ours, and somebody without a case."""

    path: Path
    ours: Side
    theirs: Side
    given: int
    nobodys: int

    def uid(self, table: str, row: int) -> str:
        """The uid of a row, whoever sees it."""
        with raw(self.path) as connection:
            return str(connection.execute(f"SELECT uid FROM {table} WHERE id = ?", (row,)).fetchone()[0])

    @property
    def readers(self) -> dict[str, Reader]:
        """One reader for each role, one of our organisation, one who sees all."""
        one = {role.value: Reader(role.value, role.value, frozenset({role})) for role in Role}
        ours = Reader("ours", "ours", RECORDS, frozenset({self.ours.body}))
        return {**one, "ours": ours, "all": Reader("all", "all", EVERYBODY)}


def _sitting(store: Store, body: int, word: str, owner: int | None) -> Sitting:
    """A meeting with a task for its own body, and one for another where that is told."""
    unit = UnitId(store.query("SELECT unit_id FROM bodies WHERE id = ?", (body,))[0][0])
    whose = BodyId(body)
    meeting = Meeting(
        title=f"Họp {word}",
        held_on=date(2026, 4, 1),
        convener_id=whose,
        series=CodeId(code(store, "meeting_series", "GB_QUY")),
        unit_id=unit,
        chair_name=f"Chủ trì {word}",
    )
    kind = CodeId(code(store, "conclusion_kinds", "giao_viec"))
    own = Task(conclusion_id=0, owner_id=whose, text=Prose(f"Việc {word}"), due_on=date(2026, 5, 1))  # type: ignore[arg-type]
    given = [TaskEntry(0, Task(conclusion_id=0, owner_id=BodyId(owner)))] if owner else []  # type: ignore[arg-type]
    return Sitting(
        None,
        meeting,
        {
            Attendance: PartEdit((), [(0, Attendance(name=f"Dự {word}"))]),
            Opinion: PartEdit((), [(0, Opinion(text=Prose(f"Ý {word}"), speaker=f"Nói {word}", is_proposal=True))]),
        },
        (
            ConclusionEntry(0, Conclusion(text=Prose(f"Kết luận {word}"), kind=kind), (TaskEntry(0, own),)),
            ConclusionEntry(0, Conclusion(text=Prose("Giao việc chung"), kind=kind), tuple(given)),
        ),
    )


def _fill(store: Store, body: int, word: str, owner: int | None = None) -> Side:
    unit = UnitId(store.query("SELECT unit_id FROM bodies WHERE id = ?", (body,))[0][0])
    whose = BodyId(body)
    stage = CodeId(code(store, "admission_stages", "GIOI_THIEU"))

    def person(what: str) -> int:
        return records.save(store, PEOPLE, None, Person(full_name=f"Nguyễn {what} {word}")).row

    def case(who: int) -> int:
        facts = Case(person_id=PersonId(who), body_id=whose, unit_id=unit, paper_number=f"07-{word}")
        to = CaseMove(to_state=stage, happened_on=date(2026, 1, 5), source=f"CV {word}")
        return moves.start(store, CASE_ROAD, facts, to, TODAY).row

    row = person("Văn")
    facts = Initiative(
        name=f"Mô hình {word}",
        field=CodeId(code(store, "initiative_fields", "KT")),
        kind=CodeId(store.query("SELECT id FROM codes WHERE list = 'initiative_kinds'")[0][0]),
        owner_kind=CodeId(store.query("SELECT id FROM codes WHERE list = 'owner_kinds'")[0][0]),
        owner_name=f"Tổ {word}",
        unit_id=unit,
        body_id=whose,
    )
    to = InitiativeMove(to_state=CodeId(code(store, "initiative_states", "DE_XUAT")), happened_on=date(2026, 1, 6))
    initiative = moves.start(store, INITIATIVE_ROAD, facts, to, TODAY).row
    saved = meetings.save(store, _sitting(store, body, word, owner))
    task, conclusion = store.query("SELECT id, conclusion_id FROM tasks WHERE text = ?", (f"Việc {word}",))[0]
    (proposal,) = store.query("SELECT max(id) FROM proposals")[0]
    sensitive.reveal(store, PEOPLE, row, "religion")
    number = case(row)
    gone = person("Bỏ")
    trashed, purged = case(person("Rác")), case(gone)
    for noun, each in ((CASES, trashed), (CASES, purged), (PEOPLE, gone)):
        records.trash(store, noun, each)
    for noun, each in ((CASES, purged), (PEOPLE, gone)):
        trash.purge(store, noun, each, "Nhập trùng")
    return Side(body, row, number, saved.row, task, initiative, trashed, purged, conclusion, proposal, saved.deed)


@cache
def world() -> World:
    """The register, made once for a run; it is never written to, only its copies are."""
    made: World = once(_world).answer
    return made


def _world(folder: Path) -> World:
    path = copied(folder)
    register = opened(path)
    store = register.store()
    bodies = "SELECT min(id) FROM bodies WHERE valid_to IS NULL AND parent_id IS NULL GROUP BY unit_id, line ORDER BY 1"
    ours, theirs, *_ = [row for (row,) in store.query(bodies)]
    registers.choose_office(store, ours)
    us = _fill(store, ours, OURS)
    them = _fill(store, theirs, THEIRS, ours)
    given = store.query("SELECT id FROM tasks WHERE text IS NULL")[0][0]
    nobodys = records.save(store, PEOPLE, None, Person(full_name="Nguyễn Chưa Ai")).row
    store.close()
    register.close()
    return World(path, us, them, given, nobodys)


@contextmanager
def read_by(name: str, folder: Path) -> Iterator[Store]:
    """A fresh copy of the register as one of the readers opens it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / world().path.name
    shutil.copyfile(world().path, path)
    register = opened(path)
    store = register.store(reader=world().readers[name])
    try:
        yield store
    finally:
        store.close()
        register.close()
