"""A register filled with invented records by a seed, for the tests of what is counted."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, PersonId, Prose, UnitId
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.meetings import Conclusion, Meeting, Task
from dandan_desktop.domain.people import Person
from dandan_desktop.services.registers import choose_office
from tests.registers import NAME, copy_of

OLD_TREE = ("875", "30169", "30172", "30214", "87", "866", "29869")
NEW_TREE = ("30169", "30178", "30184", "82", "29869")
CHANGE = date(2025, 7, 1)
"""The day the units of the catalogue changed."""


def _founded(folder: Path) -> bytes:
    register = Register.create(folder / NAME, PRACTICE_PASSPHRASE, Fresh(is_practice=True))
    register.close()
    return register.data_key


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """A new register with the shipped catalogue in this folder."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        patch.setenv("LOCALAPPDATA", str(folder / "data"))
        data_key = copy_of(_founded, folder)
        register = Register.open_with_key(folder / NAME, data_key)
    store = register.store("Lan")
    try:
        yield store
    finally:
        store.close()
        register.close()


@dataclass(frozen=True)
class Amounts:
    """How many of each to make."""

    meetings: int = 60
    conclusions: int = 3
    tasks: int = 3
    cases: int = 150
    initiatives: int = 60


def code(store: Store, codes: str, name: str) -> CodeId:
    """The id of a code by its list and code."""
    return CodeId(store.query("SELECT id FROM codes WHERE list = ? AND code = ?", (codes, name))[0][0])


def unit(store: Store, number: str, day: date) -> UnitId:
    """The id of the unit an official code stood for on a day."""
    ended = "IS NOT NULL" if day < CHANGE else "IS NULL"
    return UnitId(store.query(f"SELECT id FROM units WHERE code = ? AND valid_to {ended}", (number,))[0][0])


def body(store: Store, kind: str, where: UnitId) -> BodyId:
    """The id of the body of a kind in a unit."""
    select = "SELECT b.id FROM bodies b JOIN codes k ON k.id = b.kind WHERE k.code = ? AND b.unit_id = ?"
    return BodyId(store.query(select, (kind, where))[0][0])


class Maker:
    """Invents records around the day the units changed; the same seed gives the same records."""

    def __init__(self, store: Store, seed: int, first: date, last: date) -> None:
        self._store = store
        self._random = random.Random(seed)
        self._first = first
        self._days = (last - first).days

    def fill(self, amounts: Amounts) -> None:
        """Make all of them in one deed; the office becomes that of Lấp Vò."""
        choose_office(self._store, body(self._store, "DANG_UY_XA", unit(self._store, "30169", CHANGE)))
        with self._store.change("generate"):
            for _ in range(amounts.meetings):
                self.meeting(self._random.randint(0, amounts.conclusions), amounts.tasks)
            for number in range(amounts.cases):
                self.case(f"Nguyễn Văn Thử {number}")
            for number in range(amounts.initiatives):
                self.initiative(f"=Mô hình {number}")

    def meeting(self, conclusions: int, tasks: int) -> int:
        """A meeting with conclusions, each with tasks in every state; some of either in the trash."""
        store, day, where = self._store, *self._day_and_unit()
        convener = BodyId(self._any("SELECT id FROM bodies WHERE unit_id = ?", where))
        row = store.of(Meeting).add(
            Meeting(
                title="+Giao ban",
                held_on=day,
                convener_id=convener,
                series=CodeId(self._any("SELECT id FROM codes WHERE list = ?", "meeting_series")),
                unit_id=where,
            )
        )
        kind = code(store, "conclusion_kinds", "giao_viec")
        for place in range(conclusions):
            made = store.of(Conclusion).add(Conclusion(text=Prose("Kết luận"), kind=kind), row, place + 1)
            for _ in range(self._random.randint(0, tasks)):
                self._task(ConclusionId(made), convener, day)
        self._drop(Meeting, row)
        return row

    def case(self, name: str) -> int:
        """A case that moved on some days of the years."""
        store, day, where = self._store, *self._day_and_unit()
        person = PersonId(store.of(Person).add(Person(full_name=name)))
        kinds = "SELECT id FROM bodies WHERE unit_id = ? AND deleted_at IS NULL"
        body = BodyId(self._any(kinds, where))
        stages = [code(store, "admission_stages", stage) for stage in ("GIOI_THIEU", "CAM_TINH", "DU_BI")]
        stages = stages[: self._random.randint(1, 3)]
        row = store.of(Case).add(Case(person_id=person, body_id=body, unit_id=where, stage=stages[-1]))
        for place, to in enumerate(stages, 1):
            store.of(CaseMove).add(CaseMove(to_state=to, happened_on=day), row, place)
            day += timedelta(days=self._random.randint(0, 200))
        self._drop(Case, row)
        return row

    def initiative(self, name: str) -> int:
        """An initiative proposed and, mostly, registered."""
        store, day, where = self._store, *self._day_and_unit()
        states = [code(store, "initiative_states", state) for state in ("DE_XUAT", "DA_DANG_KY")]
        states = states[: self._random.randint(1, 2)]
        row = store.of(Initiative).add(
            Initiative(
                name=name,
                field=CodeId(self._any("SELECT id FROM codes WHERE list = ?", "initiative_fields")),
                kind=CodeId(self._any("SELECT id FROM codes WHERE list = ?", "initiative_kinds")),
                owner_kind=CodeId(self._any("SELECT id FROM codes WHERE list = ?", "owner_kinds")),
                owner_name="Tổ tự quản số 1",
                unit_id=where,
                state=states[-1],
            )
        )
        for place, to in enumerate(states, 1):
            store.of(InitiativeMove).add(InitiativeMove(to_state=to, happened_on=day), row, place)
        self._drop(Initiative, row)
        return row

    def _task(self, conclusion: ConclusionId, owner: BodyId, held_on: date) -> None:
        due = self._random.choice([None, held_on + timedelta(days=self._random.randint(0, 60))])
        done = self._random.choice([None, held_on + timedelta(days=self._random.randint(0, 120))])
        standing = self._random.random() < 0.2
        row = self._store.of(Task).add(
            Task(
                conclusion_id=conclusion,
                owner_id=owner,
                text=Prose("-Việc"),
                due_on=due,
                is_standing=standing,
                done_on=done,
            )
        )
        self._drop(Task, row)

    def _day_and_unit(self) -> tuple[date, UnitId]:
        day = self._first + timedelta(days=self._random.randint(0, self._days))
        return day, unit(self._store, self._random.choice(self._tree(day)), day)

    def _tree(self, day: date) -> Sequence[str]:
        return OLD_TREE if day < CHANGE else NEW_TREE

    def _any(self, select: str, value: object) -> int:
        return int(self._random.choice(sorted(self._store.query(select, (value,))))[0])

    def _drop(self, record: type[Meeting | Task | Case | Initiative], row: int) -> None:
        if self._random.random() < 0.07:
            self._store.of(record).remove(row)
