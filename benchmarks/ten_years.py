"""An office of ten years, generated from a seed: the sizes of `architecture.md` §7, written as ordinary deeds."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from dandan_desktop.db import codes, offices
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, Lines, PeriodCode, PersonId, Prose, UnitId
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Conclusion,
    Meeting,
    Opinion,
    Report,
    Task,
    Weakness,
)  # fmt: skip
from dandan_desktop.domain.people import Person
from dandan_desktop.services import meetings
from dandan_desktop.services.meetings import ConclusionEntry, Sitting, TaskEntry
from dandan_desktop.services.records import PartEdit

LAST_DAY = date(2026, 10, 31)
OFFICE_KIND = "BAN_TG_DV"
BATCH = 50
PEOPLE, INITIATIVES, MEETINGS = 10_000, 2_000, 1_500
OPINIONS, TASKS = 40_000, 20_000
ROAD = (
    "GIOI_THIEU", "CAM_TINH", "CU_HOC", "CO_GCN", "LAP_HO_SO", "THAM_TRA", "LAY_Y_KIEN", "CB_DE_NGHI", "CO_QD",
    "DU_BI", "CHO_CHINH_THUC", "CHINH_THUC",
)  # fmt: skip
LIFE = ("DE_XUAT", "DA_DANG_KY", "DANG_THUC_HIEN", "DA_BAO_CAO_KET_QUA", "HIEU_QUA", "NHAN_RONG")
ORGANISATIONS = ("MTTQ", "LDLD", "HND", "DTN", "HPN", "CCB")


def words() -> dict[str, Any]:
    """The names and phrases the generator draws from."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    return found


def fill(store: Store, seed: int, years: int = 10, scale: float = 1.0) -> None:
    """Fill an empty register with an office's years up to `LAST_DAY`; the same seed gives the same facts."""
    choose_office(store)
    maker = Maker(store, random.Random(seed), LAST_DAY - timedelta(days=365 * years))
    batches(store, round(PEOPLE * scale), 1_000, maker.person)
    everybody = [row for (row,) in store.query("SELECT id FROM people ORDER BY id")]
    chosen = iter(maker.random.sample(everybody, len(everybody) // 2))
    batches(store, len(everybody) // 2, 500, lambda: maker.case(next(chosen)))
    batches(store, round(INITIATIVES * scale), 500, maker.initiative)
    batches(store, round(MEETINGS * scale), BATCH, maker.meeting)


def people(store: Store, count: int, seed: int = 1) -> None:
    """Add so many people to an empty register."""
    choose_office(store)
    maker = Maker(store, random.Random(seed), LAST_DAY - timedelta(days=3650))
    batches(store, count, 5_000, maker.person)


def batches(store: Store, count: int, size: int, make: Callable[[], object]) -> None:
    """Call `make` so many times, in deeds of at most `size`."""
    for start in range(0, count, size):
        with store.change("generate"):
            for _ in range(min(size, count - start)):
                make()


def choose_office(store: Store) -> None:
    """Say whose register it is: the office of `OFFICE_KIND` that is there on the last day."""
    kind = codes.code_id(store, "body_kinds", OFFICE_KIND)
    sql = f"SELECT b.uid FROM bodies b WHERE b.kind = :kind AND {offices.as_of('b')} ORDER BY b.id"
    with store.change("generate"):
        store.put_fact("office", store.query(sql, {"kind": kind, "day": LAST_DAY.isoformat()})[0][0])


@dataclass(frozen=True, slots=True)
class Tier:
    """The office in one of its times: its body, its unit, the units below and their organisations by kind."""

    office: BodyId
    unit: UnitId
    units: tuple[UnitId, ...]
    bodies: dict[UnitId, dict[str, BodyId]]


class Maker:
    """Draws facts and writes them, always in the same order for the same random numbers."""

    def __init__(self, store: Store, source: random.Random, first: date) -> None:
        self.store = store
        self.random = source
        self.first = first
        self.words = words()
        self._codes: dict[tuple[str, str], CodeId] = {}
        self._tiers: dict[date, Tier] = {}

    def code(self, name: str, code: str) -> CodeId:
        """The id of a code list's entry."""
        if (name, code) not in self._codes:
            found = codes.code_id(self.store, name, code)
            if found is None:
                raise KeyError(code)
            self._codes[name, code] = CodeId(found)
        return self._codes[name, code]

    def any_code(self, name: str) -> CodeId:
        """Any entry of a code list."""
        return self.code(name, self.random.choice([kept.facts.code for kept in codes.entries(self.store, name)]))

    def day(self) -> date:
        """Any day of the years."""
        return self.first + timedelta(days=self.random.randrange((LAST_DAY - self.first).days))

    def words_of(self, *names: str) -> str:
        """One phrase of each list in turn."""
        return " ".join(self.random.choice(self.words[name]) for name in names)

    def name(self, sex: str) -> str:
        """An invented person's name."""
        pick = self.random.choice
        return f"{pick(self.words['families'])} {pick(self.words[sex]['middles'])} {pick(self.words[sex]['givens'])}"

    def person(self) -> None:
        """One person."""
        sex = self.random.choice(("nam", "nu"))
        born = PartDate(self.random.randrange(1955, 2008), self.random.randrange(1, 13), self.random.randrange(1, 29))
        units = self.tier(LAST_DAY).units
        self.store.of(Person).add(
            Person(
                full_name=self.name(sex),
                born_on=born,
                sex=self.code("sexes", sex),
                unit_id=self.random.choice(units),
            )
        )

    def case(self, person: int) -> None:
        """One recommendation of a person, as far as it has come."""
        day = self.day()
        tier = self.tier(day)
        unit = self.random.choice([unit for unit in tier.units if tier.bodies.get(unit)])
        body = self.random.choice(list(tier.bodies[unit].values()))
        road = ROAD[: self.random.randint(1, len(ROAD))]
        moves = self.moves("admission_stages", road, day, 45)
        facts = Case(
            person_id=PersonId(person),
            body_id=body,
            unit_id=unit,
            paper_number=f"{self.random.randint(1, 300)}-GT",
            paper_date=day,
            stage=moves[-1][0],
        )
        row = self.store.of(Case).add(facts)
        before: CodeId | None = None
        for place, (state, happened) in enumerate(moves, 1):
            self.store.of(CaseMove).add(CaseMove(to_state=state, happened_on=happened, from_state=before), row, place)
            before = state

    def initiative(self) -> None:
        """One model, as far as it has come."""
        day = self.day()
        tier = self.tier(day)
        unit = self.random.choice([unit for unit in tier.units if tier.bodies.get(unit)])
        body = self.random.choice(list(tier.bodies[unit].values()))
        moves = self.moves("initiative_states", LIFE[: self.random.randint(2, len(LIFE))], day, 60)
        number = self.random.randrange(1, 40)
        facts = Initiative(
            name=f"{self.words_of('models')} {self.store.names.of('units', unit)} số {number}",
            field=self.any_code("initiative_fields"),
            kind=self.any_code("initiative_kinds"),
            owner_kind=self.any_code("owner_kinds"),
            owner_name=self.store.names.of("bodies", body),
            unit_id=unit,
            body_id=body,
            state=moves[-1][0],
        )
        row = self.store.of(Initiative).add(facts)
        before: CodeId | None = None
        for place, (state, happened) in enumerate(moves, 1):
            move = InitiativeMove(to_state=state, happened_on=happened, from_state=before)
            self.store.of(InitiativeMove).add(move, row, place)
            before = state

    def moves(self, name: str, road: tuple[str, ...], day: date, step: int) -> list[tuple[CodeId, date]]:
        """The stages of a road with their days, no day after the last one."""
        found = []
        for code in road:
            if day > LAST_DAY:
                break
            found.append((self.code(name, code), day))
            day += timedelta(days=self.random.randint(step // 2, step * 2))
        return found

    def meeting(self) -> None:
        """One meeting with all its parts."""
        day = self.day()
        tier = self.tier(day)
        matter = self.words_of("matters")
        facts = Meeting(
            title=f"Hội nghị giao ban về {matter} tháng {day.month} năm {day.year}",
            held_on=day,
            convener_id=tier.office,
            series=self.any_code("meeting_series"),
            unit_id=tier.unit,
            starts_at=time(self.random.choice((7, 8, 13, 14)), self.random.choice((0, 30))),
            venue="Phòng họp cơ quan",
            looks_back=PeriodCode(f"{day.year}-M{day.month:02}"),
            chair_name=self.name("nam"),
            chair_position="Trưởng ban",
            secretary_name=self.name("nu"),
            secretary_position="Chuyên viên",
        )
        own = tier.bodies[tier.unit]
        agenda = (f"Báo cáo {matter}", "Thảo luận", "Kết luận của người chủ trì")
        parts: dict[type[Any], list[Any]] = {
            AgendaItem: [AgendaItem(text=Prose(text)) for text in agenda],
            Attendance: [self.attendance() for _ in range(self.random.randint(6, 12))],
            Report: [self.report(body) for body in own.values()],
            Opinion: [self.opinion() for _ in range(self.around(OPINIONS / MEETINGS))],
            Weakness: [Weakness(text=Prose(self.words_of("matters", "middles"))) for _ in range(2)],
        }
        edits = {record: PartEdit((), [(0, each) for each in made]) for record, made in parts.items()}
        meetings.write(self.store, Sitting(None, facts, edits, self.conclusions(day, list(own.values()))))

    def around(self, mean: float) -> int:
        """A number around a mean, so that many of them sum up to it."""
        return int(mean * self.random.uniform(0.5, 1.5) + 0.5)

    def attendance(self) -> Attendance:
        """One person who came."""
        return Attendance(name=self.name(self.random.choice(("nam", "nu"))), position=self.words_of("positions"))

    def report(self, body: BodyId) -> Report:
        """One organisation's report."""
        results = Lines(tuple(self.words_of("matters", "middles") for _ in range(3)))
        return Report(body_id=body, title="Kết quả công tác trong kỳ", results=results)

    def opinion(self) -> Opinion:
        """What one person said."""
        return Opinion(
            text=Prose(
                f"{self.words_of('openings', 'matters')}: {self.words_of('middles')}. {self.words_of('endings')}"
            ),
            speaker=self.name(self.random.choice(("nam", "nu"))),
            position=self.words_of("positions"),
            is_proposal=self.random.random() < 0.2,
        )

    def conclusions(self, day: date, bodies: list[BodyId]) -> tuple[ConclusionEntry, ...]:
        """The conclusions of a meeting with their tasks."""
        kind = self.code("conclusion_kinds", "giao_viec")
        count = self.around(TASKS / MEETINGS)
        return tuple(
            ConclusionEntry(
                0,
                Conclusion(text=Prose(self.words_of("orders", "matters")), kind=kind),
                tuple(self.task(day, bodies) for _ in range(min(2, count - start))),
            )
            for start in range(0, count, 2)
        )

    def task(self, day: date, bodies: list[BodyId]) -> TaskEntry:
        """One task: done in time, done late, still in time, overdue or standing."""
        is_standing = self.random.random() < 0.15
        due = None if is_standing else day + timedelta(days=self.random.randint(10, 180))
        is_done = self.random.random() < 0.97  # what stays undone for good is rare; the newest are cut off below
        done = day + timedelta(days=self.random.randint(5, 240)) if is_done else None
        facts = Task(
            conclusion_id=ConclusionId(0),
            owner_id=self.random.choice(bodies),
            text=Prose(self.words_of("orders", "matters")),
            due_on=due,
            is_standing=is_standing,
            product=self.random.choice(self.words["products"]),
            done_on=done if done and done <= LAST_DAY else None,
        )
        return TaskEntry(0, facts, tuple(self.random.sample(bodies, self.random.randint(0, 2))))

    def tier(self, day: date) -> Tier:
        """The office as it stood on a day."""
        if day not in self._tiers:
            body = offices.office_on(self.store, day)
            same = (tier for tier in self._tiers.values() if tier.office == body.id)
            self._tiers[day] = next(same, None) or self._read_tier(BodyId(body.id), body.facts.unit_id, day)
        return self._tiers[day]

    def _read_tier(self, office: BodyId, unit: UnitId, day: date) -> Tier:
        values = {"unit": unit, "day": day.isoformat()}
        below = f"SELECT u.id FROM units u WHERE u.parent_id = :unit AND {offices.as_of('u')} ORDER BY u.id"
        units = tuple(UnitId(row) for (row,) in self.store.query(below, values))
        found = self.store.query(
            f"""SELECT b.unit_id, k.code, b.id FROM bodies b JOIN codes k ON k.id = b.kind
            WHERE {offices.as_of("b")} ORDER BY b.id""",
            {"day": day.isoformat()},
        )
        bodies: dict[UnitId, dict[str, BodyId]] = {}
        for place, kind, row in found:
            if kind in ORGANISATIONS:
                bodies.setdefault(UnitId(place), {})[kind] = BodyId(row)
        return Tier(office, unit, units, bodies)
