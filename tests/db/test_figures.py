from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from dandan_desktop.db import figures
from dandan_desktop.db.offices import needed_office
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.facts import ConclusionId, PersonId, Prose
from dandan_desktop.domain.meetings import Conclusion, Meeting, Task
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.periods import Period
from tests.db.made_up import CHANGE, Amounts, Maker, body, code, open_store, unit

YEAR = Period.parse("2025-N")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("figures")) as store:
        Maker(store, 7, date(2024, 10, 1), date(2026, 3, 31)).fill(Amounts())
        yield store


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("empty")) as store:
        yield store


@pytest.mark.parametrize("period", ["2025-N", "2025-6T", "2025-Q3", "2025-M07", "2024-N", "2020-N"])
def test_the_list_behind_a_figure_is_as_long_as_the_figure(filled: Store, period: str) -> None:
    span = Period.parse(period)
    counts = figures.figures(filled, span, span.last)
    assert bool(counts) is (period != "2020-N")
    for count in counts:
        table, rows = figures.counted(filled, span, span.last, [count.column], [count.unit_id])
        assert len(rows) == count.number
        live = filled.query(f"SELECT id FROM {table} WHERE deleted_at IS NULL")
        assert set(rows) <= {row for (row,) in live}


def test_figures_are_those_of_the_records_one_by_one(filled: Store) -> None:
    """The same numbers, counted in Python from bare rows."""
    expected: Counter[tuple[str, int]] = Counter()
    first, last = YEAR.first.isoformat(), YEAR.last.isoformat()
    moves = "SELECT v.happened_on, s.code, k.code, c.unit_id FROM case_moves v JOIN codes s ON s.id = v.to_state"
    moves += " JOIN cases c ON c.id = v.case_id JOIN bodies b ON b.id = c.body_id JOIN codes k ON k.id = b.kind"
    for day, stage, kind, where in filled.query(f"{moves} WHERE c.deleted_at IS NULL"):
        measure = {"GIOI_THIEU": "introduced", "DU_BI": "admitted"}.get(stage)
        if measure and first <= day <= last:
            expected[f"{measure}/{kind}", where] += 1
    for day, state, field, where in filled.query(
        "SELECT v.happened_on, s.code, f.code, i.unit_id FROM initiative_moves v JOIN codes s ON s.id = v.to_state"
        " JOIN initiatives i ON i.id = v.initiative_id JOIN codes f ON f.id = i.field WHERE i.deleted_at IS NULL"
    ):
        if state == "DA_DANG_KY" and first <= day <= last:
            expected[f"initiatives/{field}", where] += 1
    meetings = {
        row: where
        for row, day, where in filled.query("SELECT id, held_on, unit_id FROM meetings WHERE deleted_at IS NULL")
        if first <= day <= last
    }
    expected.update(("meetings", where) for where in meetings.values())
    conclusions = dict(filled.query("SELECT id, meeting_id FROM conclusions"))
    expected.update(("conclusions", meetings[row]) for row in conclusions.values() if row in meetings)
    for conclusion, due, done, standing in filled.query(
        "SELECT conclusion_id, due_on, done_on, is_standing FROM tasks WHERE deleted_at IS NULL"
    ):
        where = meetings.get(conclusions[conclusion], 0)
        if where:
            free = bool(standing) or due is None
            is_done = done is not None and done <= last
            state = ("done_in_time" if free or done <= due else "done_late") if is_done else None
            expected[f"tasks/{state or ('in_time' if free or due >= last else 'overdue')}", where] += 1

    counts = figures.figures(filled, YEAR, YEAR.last)
    assert {(count.column, count.unit_id): count.number for count in counts} == dict(expected)
    assert {key.partition("/")[0] for key, _ in expected} == {
        "introduced", "admitted", "initiatives", "meetings", "conclusions", "tasks",
    }  # fmt: skip
    states = {key for key, _ in expected if key.startswith("tasks/")}
    assert len(states) == 4


def held(store: Store, day: date) -> int:
    """A meeting with one conclusion and no task yet; answers the conclusion."""
    where = unit(store, "875", day)
    row = store.of(Meeting).add(
        Meeting(
            title="Giao ban",
            held_on=day,
            convener_id=body(store, "HUYEN_UY", where),
            series=code(store, "meeting_series", "GB_QUY"),
            unit_id=where,
        )
    )
    kind = code(store, "conclusion_kinds", "giao_viec")
    return store.of(Conclusion).add(Conclusion(text=Prose("Kết luận"), kind=kind), row, 1)


@pytest.mark.parametrize(
    ("due", "done", "standing", "state"),
    [
        ("2021-03-31", "2021-03-31", False, "done_in_time"),
        ("2021-03-31", "2021-04-01", False, "done_late"),
        ("2021-06-30", None, False, "in_time"),
        ("2021-06-29", None, False, "overdue"),
        (None, None, False, "in_time"),
        (None, "2021-05-01", False, "done_in_time"),
        ("2021-03-31", None, True, "in_time"),
        ("2021-03-31", "2021-05-01", True, "done_in_time"),
        ("2021-08-31", "2021-07-01", False, "in_time"),
        ("2021-03-31", "2021-07-01", False, "overdue"),
    ],
)
def test_a_task_is_in_one_state_on_the_day_of_the_figures(
    filled: Store, due: str | None, done: str | None, *, standing: bool, state: str
) -> None:
    with filled.change("generate") as deed:
        filled.of(Task).add(
            Task(
                conclusion_id=ConclusionId(held(filled, date(2021, 1, 20))),
                owner_id=body(filled, "HUYEN_UY", unit(filled, "875", date(2021, 1, 20))),
                due_on=date.fromisoformat(due) if due else None,
                done_on=date.fromisoformat(done) if done else None,
                is_standing=standing,
            )
        )
    counts = figures.figures(filled, Period.parse("2021-Q1"), date(2021, 6, 30))
    filled.undo(deed.changes.deed)
    assert [(count.column, count.number) for count in counts] == [
        ("meetings", 1), ("conclusions", 1), (f"tasks/{state}", 1),
    ]  # fmt: skip


def test_nothing_dated_after_the_day_of_the_figures_counts(filled: Store) -> None:
    with filled.change("generate") as deed:
        held(filled, date(2021, 1, 20))
        held(filled, date(2021, 1, 21))
    period = Period.parse("2021-N")
    found = {count.column: count.number for count in figures.figures(filled, period, date(2021, 1, 20))}
    filled.undo(deed.changes.deed)
    assert found == {"meetings": 1, "conclusions": 1}


def test_each_move_of_a_case_counts_on_its_own_day(filled: Store) -> None:
    where = unit(filled, "30169", date(2021, 1, 1))
    with filled.change("generate") as deed:
        person = PersonId(filled.of(Person).add(Person(full_name="Nguyễn Thị Thử")))
        case = filled.of(Case).add(Case(person_id=person, body_id=body(filled, "DTN", where), unit_id=where))
        for position, (stage, day) in enumerate(
            (("GIOI_THIEU", date(2020, 12, 31)), ("CAM_TINH", date(2021, 1, 2)), ("DU_BI", date(2021, 12, 31))), 1
        ):
            to = code(filled, "admission_stages", stage)
            filled.of(CaseMove).add(CaseMove(to_state=to, happened_on=day), case, position)
    found = {
        year: [(count.column, count.unit_id, count.number) for count in counts]
        for year in ("2020", "2021")
        for counts in [figures.figures(filled, Period.parse(f"{year}-N"), date(int(year), 12, 31))]
    }
    filled.undo(deed.changes.deed)
    assert found == {"2020": [("introduced/DTN", where, 1)], "2021": [("admitted/DTN", where, 1)]}


def test_an_unknown_column_has_no_list(filled: Store) -> None:
    assert figures.counted(filled, YEAR, YEAR.last, [], [1]) == ("", [])
    assert figures.counted(filled, YEAR, YEAR.last, ["opinions"], [1]) == ("", [])


def test_columns_are_the_organisations_that_stand_everywhere(empty: Store) -> None:
    units = [row for (row,) in empty.query("SELECT id FROM units WHERE code IN ('875', '30169', '30172')")]
    six = ["MTTQ", "LDLD", "HND", "DTN", "HPN", "CCB"]
    assert [found for found, _ in figures.organisations(empty, units)] == six
    assert figures.organisations(empty, []) == []
    assert [found for found, _ in figures.fields(empty)] == ["KT", "VHXH", "QPAN", "HTCT"]


@pytest.mark.parametrize(
    ("kind", "number", "day", "expected"),
    [
        ("BAN_XDD", "30169", CHANGE, ["30169", "875"]),
        ("BTV_CAP_UY", "30169", CHANGE, ["30169", "875"]),
        ("BAN_TG_DV", "82", CHANGE, ["82", "87", "82"]),
        ("HUYEN_UY", "875", date(2020, 1, 1), ["875"]),
    ],
)
def test_roots_are_the_units_the_office_came_from(
    filled: Store, kind: str, number: str, day: date, expected: list[str]
) -> None:
    office = body(filled, kind, unit(filled, number, day))
    codes = dict(filled.query("SELECT id, code FROM units"))
    found = [codes[root] for root in figures.roots(filled, [office])]
    assert found[: len(expected)] == expected
    assert len(found) == len(set(figures.roots(filled, [office])))


def test_the_places_know_their_dates(filled: Store) -> None:
    places = figures.places(filled)
    old = places[unit(filled, "30169", date(2020, 1, 1))]
    new = places[needed_office(filled).facts.unit_id]
    assert (old.name, old.level, old.has_ended, old.valid_to) == ("Thị trấn Lấp Vò", "Cấp xã", True, date(2025, 6, 30))
    assert (new.name, new.has_ended, new.valid_from) == ("Xã Lấp Vò", False, CHANGE)
