from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.papers import Header
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.rollup import (
    TASK_STATES,
    TOTAL,
    Count,
    Frame,
    Group,
    Place,
    RollUp,
    columns_of,
    groups_of,
    rows_of,
)  # fmt: skip

pytestmark = pytest.mark.uncounted

YEAR = Period.parse("2025-N")
ENDED, BEGAN = date(2025, 6, 30), date(2025, 7, 1)
ORGANISATIONS = (("HND", "Hội Nông dân"), ("HPN", "Hội Liên hiệp Phụ nữ"))
FIELDS = (("KT", "Kinh tế"), ("VHXH", "Văn hóa - xã hội"))
COUNTED = (
    "introduced/HND", "introduced/HPN", "introduced/KHAC", "admitted/HND", "initiatives/KT", "initiatives/XX",
    "meetings", "conclusions", *(f"tasks/{state}" for state, _, _ in TASK_STATES),
)  # fmt: skip


def place(row: int, parent: int | None = None, *, ended: bool = False, name: str = "") -> Place:
    first, last = (None, ENDED) if ended else (BEGAN, None)
    return Place(row, f"{row:05}", name or f"Xã {row}", "Cấp xã", parent, first, last)


def rolled(groups: tuple[Group, ...], counted: set[str]) -> RollUp:
    frame = Frame("Cơ quan", "", "", Header(Style.PARTY, "", "", "", ""), head_signs=False, issued=YEAR.last)
    columns = columns_of(ORGANISATIONS, FIELDS, counted)
    return RollUp(YEAR, YEAR.last, datetime(2026, 1, 5, 8).astimezone(), frame, columns, groups)


@st.composite
def trees(draw: st.DrawFn) -> dict[int, Place]:
    """Units whose parents may be any unit, themselves included: what a register of another make could hold."""
    size = draw(st.integers(1, 12))
    parents = st.one_of(st.none(), st.integers(1, size))
    return {row: place(row, draw(parents), ended=draw(st.booleans())) for row in range(1, size + 1)}


@st.composite
def registers(draw: st.DrawFn) -> tuple[dict[int, Place], list[int], list[Count]]:
    places = draw(trees())
    unit = st.sampled_from(sorted(places))
    roots = draw(st.lists(unit, unique=True, max_size=4))
    counts = draw(st.lists(st.builds(Count, st.sampled_from(COUNTED), unit, st.integers(1, 99)), max_size=40))
    return places, roots, counts


@given(registers(), st.sampled_from(["2025-N", "2024-Q1", "2026-M05", "2025-6T"]))
def test_every_count_is_in_one_row_and_in_the_total(
    made: tuple[dict[int, Place], list[int], list[Count]], code: str
) -> None:
    places, roots, counts = made
    columns = columns_of(ORGANISATIONS, FIELDS, {count.column for count in counts})
    groups = groups_of(Period.parse(code), places, rows_of(places, roots), columns, counts)
    roll_up = rolled(groups, {count.column for count in counts})

    units = [unit for row in roll_up.rows for unit in row.units]
    assert len(units) == len(set(units))
    for position, column in enumerate(columns):
        expected = sum(count.number for count in counts if count.column in column.counts)
        assert roll_up.total.cells[position] == expected
        assert sum(row.cells[position] for row in roll_up.rows) == expected
        for row in roll_up.rows:
            inside = [each for each in counts if each.unit_id in row.units and each.column in column.counts]
            assert row.cells[position] == sum(each.number for each in inside)
    whole = sum(count.number for count in counts)
    assert whole == sum(cell for cell, column in zip(roll_up.total.cells, columns, strict=True) if not column.of)


@given(registers())
def test_a_sum_is_the_sum_of_its_parts_in_every_row(
    made: tuple[dict[int, Place], list[int], list[Count]],
) -> None:
    places, roots, counts = made
    columns = columns_of(ORGANISATIONS, FIELDS, {count.column for count in counts})
    position = {column.key: place for place, column in enumerate(columns)}
    sums = [column for column in columns if column.of]
    assert [column.key for column in sums] == ["introduced", "admitted", "initiatives", "tasks"]
    for group in groups_of(YEAR, places, rows_of(places, roots), columns, counts):
        for row in group.rows:
            for column in sums:
                assert row.cells[position[column.key]] == sum(row.cells[position[key]] for key in column.of)


def test_what_no_column_names_gets_a_column_only_when_it_was_counted() -> None:
    keys = [column.key for column in columns_of(ORGANISATIONS, FIELDS, {"meetings", "introduced/HND"})]
    assert keys == [
        "introduced/HND", "introduced/HPN", "introduced", "admitted/HND", "admitted/HPN", "admitted",
        "initiatives/KT", "initiatives/VHXH", "initiatives", "meetings", "conclusions",
        "tasks", "tasks/done_in_time", "tasks/done_late", "tasks/in_time", "tasks/overdue",
    ]  # fmt: skip
    others = columns_of(ORGANISATIONS, FIELDS, {"introduced/KHAC", "introduced/HQC", "admitted/HND"})
    rest = {column.key: column.counts for column in others if column.key.endswith("*")}
    assert rest == {"introduced/*": ("introduced/HQC", "introduced/KHAC")}


def test_columns_that_are_added_up_stand_side_by_side() -> None:
    columns = columns_of(ORGANISATIONS, FIELDS, COUNTED)
    position = {column.key: place for place, column in enumerate(columns)}
    for column in columns:
        places = [position[key] for key in column.of]
        assert places == list(range(places[0], places[0] + len(places))) if places else True


def test_the_office_comes_first_then_its_units_by_code_and_a_unit_only_once() -> None:
    places = {
        1: Place(1, "87", "Tỉnh cũ", "Cấp tỉnh", None, None, ENDED),
        2: Place(2, "875", "Vùng cũ", "Cấp dưới tỉnh", 1, None, ENDED),
        3: place(3, 2, ended=True, name="Xã Ba"),
        4: place(4, 2, ended=True, name="Xã Bốn"),
        9: place(9, None, name="Xã mới"),
    }
    rows = rows_of(places, [9, 4, 2])
    assert [row.name for row in rows] == ["Xã mới", "Vùng cũ (cấp dưới tỉnh)", "Xã Ba", "Xã Bốn"]
    both = groups_of(YEAR, places, rows, columns_of((), (), ()), [])
    assert [group.title for group in both] == [
        "Đơn vị hành chính cũ (đến hết ngày 30/6/2025)", "Đơn vị hành chính hiện nay (từ ngày 01/7/2025)",
    ]  # fmt: skip
    assert [row.name for row in both[0].rows] == ["Vùng cũ (cấp dưới tỉnh)", "Xã Ba", "Xã Bốn"]


@pytest.mark.parametrize(
    ("code", "names"),
    [("2025-6T", ["Xã 1"]), ("2025-Q2", ["Xã 1"]), ("2025-N", ["Xã 1", "Xã 2"]), ("2025-M07", ["Xã 2"])],
)
def test_a_unit_of_another_time_has_no_row(code: str, names: list[str]) -> None:
    places = {1: place(1, ended=True), 2: place(2)}
    groups = groups_of(Period.parse(code), places, rows_of(places, [1, 2]), columns_of((), (), ()), [])
    assert [row.name for group in groups for row in group.rows] == names


def test_a_record_that_names_a_unit_of_another_time_is_not_lost() -> None:
    places = {1: place(1, ended=True), 2: place(2), 3: place(3, ended=True), 4: place(4, 2)}
    counts = [Count("meetings", 1, 2), Count("meetings", 3, 5), Count("meetings", 4, 1)]
    columns = columns_of((), (), {"meetings"})
    groups = groups_of(Period.parse("2026-N"), places, rows_of(places, [1, 2])[:2], columns, counts)
    place_of_meetings = [column.key for column in columns].index("meetings")
    assert [(row.key, row.name, row.cells[place_of_meetings]) for group in groups for row in group.rows] == [
        ("1", "Xã 1", 2), ("old/other", "Đơn vị khác", 5), ("2", "Xã 2 (cấp xã)", 1),
    ]  # fmt: skip


def test_cells_are_found_by_their_keys() -> None:
    places = {1: place(1)}
    columns = columns_of(ORGANISATIONS, FIELDS, ())
    groups = groups_of(YEAR, places, rows_of(places, [1]), columns, [Count("meetings", 1, 3)])
    roll_up = rolled(groups, {"meetings"})
    assert roll_up.row("1").units == (1,)
    assert roll_up.row(TOTAL).units == (1,)
    assert roll_up.column("meetings").table == "meetings"
    with pytest.raises(KeyError):
        roll_up.row("2")
    with pytest.raises(KeyError):
        roll_up.column("meeting")
