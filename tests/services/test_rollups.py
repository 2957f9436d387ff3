"""The roll-up from the register to the written workbook; every number is asked for again in SQL of its own."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dandan_desktop.db import journal
from dandan_desktop.db.offices import needed_office
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import CaseMove
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.rollup import TOTAL, RollUp
from dandan_desktop.services.registers import choose_office
from dandan_desktop.services.rollups import cell_records, roll_up, write_roll_up
from tests.db.made_up import CHANGE, Amounts, Maker, body, code, open_store, unit

YEAR = Period.parse("2025-N")
DAYS = {"first": "2025-01-01", "last": "2025-12-31"}
OLD, NEW = "u.valid_to IS NOT NULL", "u.valid_to IS NULL"
LISTED_OLD = "(u.code = '875' OR coalesce(u.parent_id, 0) = (SELECT id FROM units WHERE code = '875'))"
ORGANISATIONS = {
    "Ủy ban Mặt trận Tổ quốc Việt Nam": "MTTQ", "Công đoàn (Liên đoàn Lao động)": "LDLD", "Hội Nông dân": "HND",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh": "DTN", "Hội Liên hiệp Phụ nữ": "HPN", "Hội Cựu chiến binh": "CCB",
}  # fmt: skip
FIELDS = {
    "Kinh tế": "KT", "Văn hóa - xã hội": "VHXH", "Quốc phòng - an ninh": "QPAN",
    "Xây dựng hệ thống chính trị": "HTCT",
}  # fmt: skip
MEASURES = {"Quần chúng ưu tú được giới thiệu (người)": "GIOI_THIEU", "Được kết nạp vào Đảng (người)": "DU_BI"}
STATES = {
    "Đã giao": "1",
    "Xong đúng hạn": "t.done_on <= :last AND (t.due_on IS NULL OR t.is_standing = 1 OR NOT t.done_on > t.due_on)",
    "Xong trễ hạn": "t.done_on <= :last AND t.is_standing = 0 AND t.done_on > t.due_on",
    "Còn trong hạn": "NOT coalesce(t.done_on <= :last, 0) AND (coalesce(t.due_on, '9') >= :last OR t.is_standing = 1)",
    "Quá hạn": "NOT coalesce(t.done_on <= :last, 0) AND t.is_standing = 0 AND t.due_on < :last",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("rollups")) as opened:
        Maker(opened, 11, date(2024, 7, 1), date(2026, 6, 30)).fill(Amounts(90, 3, 3, 220, 90))
        yield opened


@pytest.fixture(scope="module")
def made(store: Store) -> RollUp:
    return roll_up(store, YEAR, issued=date(2026, 1, 5))


@pytest.fixture(scope="module")
def sheet(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Worksheet:
    path = tmp_path_factory.mktemp("book") / "bieu.xlsx"
    assert write_roll_up(store, YEAR, path, issued=date(2026, 1, 5)) == path
    return load_workbook(io.BytesIO(path.read_bytes()), data_only=True)["Tổng hợp"]


def table_of(sheet: Worksheet) -> tuple[list[tuple[str, str]], dict[str, list[Any]]]:
    """The two head rows of each column and the cells of each row, by group and name, from a read workbook."""
    rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(place for place, row in enumerate(rows) if row[0] == "TT")
    heads: list[tuple[str, str]] = []
    group = ""
    for above, title in zip(rows[top][2:], rows[top + 1][2:], strict=True):
        group = above or group
        heads.append((group, title.replace("\u00a0", " ")))
    cells: dict[str, list[Any]] = {}
    under = ""
    for row in rows[top + 3 :]:
        if row[0] and row[1] is None and row[2] is None:
            under = row[0]
        elif row[0] == "Tổng cộng":
            return heads, cells | {TOTAL: row[2:]}
        else:
            cells[f"{under}/{row[1]}"] = row[2:]
    raise AssertionError("no total row")


def where_of(key: str) -> str:
    """Which units a row of the workbook is about, in SQL."""
    group, _, name = key.rpartition("/")
    if key == TOTAL:
        return "1"
    if name == "Đơn vị khác":
        return f"{OLD} AND NOT {LISTED_OLD}" if "cũ" in group else f"{NEW} AND u.code <> '30169'"
    if name == "Huyện Lấp Vò (cấp huyện)":
        return "u.code = '875'"
    return f"{OLD} AND {LISTED_OLD} AND u.name = '{name}'" if "cũ" in group else f"{NEW} AND u.name = '{name}'"


def question(group: str, title: str) -> str:
    """The SQL that counts a column from its two heads; `u` is the unit."""
    if group in MEASURES:
        known = ", ".join(f"'{each}'" for each in ORGANISATIONS.values())
        kind = f"k.code = '{ORGANISATIONS[title]}'" if title in ORGANISATIONS else f"k.code NOT IN ({known})"
        return f"""SELECT count(v.id) FROM cases c, case_moves v, units u, bodies b, codes k
            WHERE v.case_id = c.id AND u.id = c.unit_id AND b.id = c.body_id AND k.id = b.kind AND c.deleted_at IS NULL
            AND v.to_state = (SELECT id FROM codes WHERE list = 'admission_stages' AND code = '{MEASURES[group]}')
            AND v.happened_on >= :first AND v.happened_on <= :last AND {"1" if title == "Cộng" else kind}"""
    if group == "Mô hình đăng ký":
        field = f"f.code = '{FIELDS[title]}'" if title in FIELDS else "1"
        return f"""SELECT count(*) FROM initiatives i, initiative_moves v, units u, codes f, codes s
            WHERE s.id = v.to_state AND i.id = v.initiative_id AND u.id = i.unit_id AND f.id = i.field
            AND i.deleted_at IS NULL AND s.code = 'DA_DANG_KY' AND v.happened_on >= :first
            AND v.happened_on <= :last AND {field}"""
    held = "u.id = m.unit_id AND m.deleted_at IS NULL AND m.held_on >= :first AND m.held_on <= :last"
    if title == "Số cuộc họp":
        return f"SELECT count(*) FROM meetings m, units u WHERE {held}"
    if title == "Kết luận":
        return f"SELECT count(*) FROM meetings m, units u, conclusions q WHERE q.meeting_id = m.id AND {held}"
    return f"""SELECT count(*) FROM meetings m, units u, conclusions q, tasks t
        WHERE q.meeting_id = m.id AND t.conclusion_id = q.id AND t.deleted_at IS NULL AND {held}
        AND ({STATES[title]})"""


def test_every_number_of_the_workbook_is_that_of_a_query(store: Store, sheet: Worksheet) -> None:
    heads, cells = table_of(sheet)
    assert len(heads) == 28
    assert len(cells) == 18
    for (group, title), place in zip(heads, range(len(heads)), strict=True):
        select = question(group, title)
        for key, row in cells.items():
            expected = store.query(f"{select} AND {where_of(key)}", DAYS)[0][0]
            assert row[place] == expected, (key, group, title)
    assert all(cells[TOTAL])


def test_one_click_opens_the_records_behind_a_cell(store: Store, made: RollUp) -> None:
    nouns = {"cases", "initiatives", "meetings", "tasks"}
    opened = set()
    for row in (*made.rows, made.total):
        for column, number in zip(made.columns, row.cells, strict=True):
            table, rows = cell_records(store, made, row.key, column.key)
            assert (table, len(rows)) == (column.table, number)
            opened.add(table)
    assert opened == nouns
    with pytest.raises(KeyError):
        cell_records(store, made, TOTAL, "opinions")


def test_both_groups_stand_in_the_year_the_units_changed(made: RollUp) -> None:
    assert [group.title for group in made.groups] == [
        "Đơn vị hành chính cũ (đến hết ngày 30/6/2025)", "Đơn vị hành chính hiện nay (từ ngày 01/7/2025)",
    ]  # fmt: skip
    old, new = made.groups
    assert old.rows[0].name == "Huyện Lấp Vò (cấp huyện)"
    assert [row.name for row in new.rows] == ["Xã Lấp Vò", "Đơn vị khác"]


@pytest.mark.parametrize(("period", "first"), [("2024-N", "Huyện Lấp Vò (cấp huyện)"), ("2027-N", "Xã Lấp Vò")])
def test_other_years_have_the_units_of_their_time(store: Store, period: str, first: str) -> None:
    groups = roll_up(store, Period.parse(period)).groups
    assert len(groups) == 1
    assert groups[0].rows[0].name == first


def test_a_closed_period_is_the_same_after_a_later_move(store: Store, made: RollUp) -> None:
    stages = "SELECT v.case_id, max(v.place) FROM case_moves v JOIN cases c ON c.id = v.case_id"
    found = store.query(f"{stages} WHERE c.deleted_at IS NULL GROUP BY 1")
    with store.change("generate") as deed:
        for case, place in found:
            to = code(store, "admission_stages", "DU_BI")
            store.of(CaseMove).add(CaseMove(to_state=to, happened_on=date(2028, 7, 1)), case, place + 1)
    again = roll_up(store, YEAR, issued=date(2026, 1, 5))
    later = roll_up(store, Period.parse("2028-M07"), issued=date(2028, 8, 1))
    store.undo(deed.changes.deed)
    assert again.groups == made.groups
    assert later.total.cells[[column.key for column in later.columns].index("admitted")] == len(found) > 100


def test_as_of_moves_the_states_of_tasks_and_nothing_else(store: Store, made: RollUp) -> None:
    later = roll_up(store, YEAR, as_of=date(2026, 6, 30), issued=date(2026, 1, 5))
    changed = {
        column.key
        for column, before, after in zip(made.columns, made.total.cells, later.total.cells, strict=True)
        if before != after
    }
    assert changed
    assert changed <= {"tasks/done_in_time", "tasks/done_late", "tasks/in_time", "tasks/overdue"}


def test_a_running_period_is_as_of_the_day_of_issue_and_a_closed_one_of_its_last(store: Store, tmp_path: Path) -> None:
    assert roll_up(store, YEAR, issued=date(2026, 1, 5)).as_of == date(2025, 12, 31)
    assert roll_up(store, YEAR, issued=date(2025, 11, 22)).as_of == date(2025, 11, 22)
    asked = roll_up(store, YEAR, as_of=date(2025, 12, 31), issued=date(2025, 11, 22))
    assert asked.as_of == date(2025, 12, 31)
    path = write_roll_up(store, YEAR, tmp_path / "bieu.xlsx", issued=date(2025, 11, 22))
    sheet = load_workbook(path)["Tổng hợp"]
    assert "(Số liệu tính đến hết ngày 22/11/2025)" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_head_and_signature_are_the_office_on_the_day_of_issue(store: Store) -> None:
    now = roll_up(store, YEAR, issued=date(2026, 1, 5)).frame
    then = roll_up(store, YEAR, issued=date(2025, 6, 30)).frame
    assert (now.header.lower, now.header.symbol, now.head_signs) == ("ĐẢNG ỦY XÃ LẤP VÒ", "ĐU", False)
    assert (then.header.lower, then.header.upper) == ("HUYỆN ỦY LẤP VÒ", "ĐẢNG BỘ TỈNH ĐỒNG THÁP")
    assert now.register == store.query("SELECT value FROM facts WHERE name = 'uid'")[0][0]


def test_an_advisory_body_is_signed_by_its_head(store: Store) -> None:
    before = needed_office(store).id
    choose_office(store, body(store, "BAN_XDD", unit(store, "30169", CHANGE)))
    frame = roll_up(store, YEAR, issued=date(2026, 1, 5)).frame
    choose_office(store, BodyId(before))
    assert (frame.header.lower, frame.head_signs) == ("BAN XÂY DỰNG ĐẢNG", True)


def test_without_an_office_there_is_no_roll_up(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, pytest.raises(ClerkError) as told:
        roll_up(store, YEAR)
    assert told.value.problem is Problem.NO_OFFICE


def test_a_folder_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ClerkError) as told:
        write_roll_up(store, YEAR, tmp_path / "không có" / "bieu.xlsx")
    assert told.value.problem is Problem.FOLDER_MISSING
    assert not list(tmp_path.rglob("*.xlsx"))


def test_writing_leaves_one_line_in_the_journal_and_changes_no_row(store: Store, tmp_path: Path) -> None:
    before = store.query("SELECT count(*), max(seq) FROM history")
    number = store.query("SELECT count(*) FROM deeds")[0][0]
    write_roll_up(store, YEAR, tmp_path / "bieu.xlsx")
    assert store.query("SELECT count(*), max(seq) FROM history") == before
    (line,) = journal.deeds(store, 1)
    assert (line.id, line.name, line.note) == (number + 1, "export", "Biểu tổng hợp 2025-N")


def test_units_of_the_made_register_are_told_apart(store: Store) -> None:
    assert unit(store, "30169", CHANGE) != unit(store, "30169", date(2025, 6, 30))
