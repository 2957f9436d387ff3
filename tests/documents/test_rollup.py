"""The workbook of a roll-up: cells and formulas, page, chart, notes, and what LibreOffice makes of it."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.worksheet import Worksheet as LibrarySheet

from dandan_desktop.documents.container import unpacked
from dandan_desktop.documents.geometry import width_mm
from dandan_desktop.documents.rollup import SHEET, workbook_of
from dandan_desktop.documents.rollup_notes import CHART, NOTES
from dandan_desktop.documents.workbook import Page, Workbook, line_count, sheet_name, text_of_cell
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.papers import Header
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.rollup import Count, Frame, Place, RollUp, columns_of, groups_of, rows_of
from tests.documents.office import PATIENCE, need_office, pages, to_pdf
from tests.documents.sheets import HEADERS

pytestmark = pytest.mark.uncounted

ORGANISATIONS = (
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam"), ("HND", "Hội Nông dân"),
    ("DTN", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
)  # fmt: skip
FIELDS = (("KT", "Kinh tế"), ("HTCT", "Xây dựng hệ thống chính trị"))
KEYS = (
    "introduced/MTTQ", "introduced/HND", "introduced/KHAC", "admitted/DTN", "initiatives/KT", "meetings",
    "conclusions", "tasks/done_in_time", "tasks/done_late", "tasks/in_time", "tasks/overdue",
)  # fmt: skip
COMMITTEE = Header(Style.PARTY, "ĐẢNG BỘ TỈNH ĐỒNG THÁP", "ĐẢNG ỦY XÃ LẤP VÒ", "ĐU", "Lấp Vò")
EVIL = "=1+1"


def made_roll_up(header: Header = COMMITTEE, *, units: int = 5, period: str = "2025-N", number: int = 1) -> RollUp:
    """An invented roll-up over units of both times; every second cell holds something."""
    places = {1: Place(1, "00001", "Vùng cũ", "Cấp cũ", None, None, date(2025, 6, 30))}
    for row in range(2, units + 2):
        places[row] = Place(row, f"{row:05}", f"Xã Số {row}", "Cấp xã", 1, None, date(2025, 6, 30))
    places[90] = Place(90, "00090", EVIL, "Cấp xã", None, date(2025, 7, 1), None)
    rows = rows_of(places, [90, 1])
    counts = [
        Count(key, row, number + place + row) for row in places for place, key in enumerate(KEYS) if (row + place) % 2
    ]
    columns = columns_of(ORGANISATIONS, FIELDS, KEYS)
    span = Period.parse(period)
    frame = Frame("@Cơ quan", "0192-sổ", "=so.dandan", header, head_signs=False, issued=date(2026, 2, 5))
    made = datetime(2026, 2, 5, 8, 30).astimezone()
    return RollUp(span, span.last, made, frame, columns, groups_of(span, places, rows, columns, counts))


def read(roll_up: RollUp, *, values: bool = False) -> Book:
    return load_workbook(io.BytesIO(workbook_of(roll_up, "0.1.0")), data_only=values)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def first_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "TT") + 3


def cells(sheet: Worksheet) -> dict[str, Any]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def charts_of(sheet: Worksheet) -> list[Any]:
    found: list[Any] = vars(sheet)["_charts"]
    return found


def test_numbers_stand_in_their_cells_and_formulas_have_their_values() -> None:
    roll_up = made_roll_up()
    formulas, values = read(roll_up)[SHEET], read(roll_up, values=True)[SHEET]
    rows = [row for row in range(first_row(values), values.max_row) if isinstance(values.cell(row, 3).value, int)]
    assert len(rows) == len(roll_up.rows) + 1
    for row, each in zip(rows, (*roll_up.rows, roll_up.total), strict=True):
        shown = [values.cell(row, place).value for place in range(3, len(roll_up.columns) + 3)]
        assert shown == list(each.cells)
        is_total = row == rows[-1]
        for place, column in enumerate(roll_up.columns, start=3):
            is_formula = str(formulas.cell(row, place).value).startswith("=SUM(")
            assert is_formula is (is_total or bool(column.of))


def test_texts_that_look_like_formulas_stay_texts() -> None:
    book = read(made_roll_up(Header(Style.PARTY, "-Cấp trên", "+Cơ quan", "@KH", "=Nơi")))
    for text in (EVIL, "-Cấp trên", "+Cơ quan", "=Nơi, ngày 05 tháng 02 năm 2026".replace("ngày 05 ", "ngày\u00a005 ")):
        cell = next(
            each
            for row in book[SHEET].iter_rows()
            for each in row
            if str(each.value).replace("\u00a0", " ") == text.replace("\u00a0", " ")
        )
        assert cell.data_type == "s"
    assert "@Cơ quan" in texts(book[NOTES])
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n", "f"}


def test_the_page_is_as_the_form_asks() -> None:
    sheet = read(made_roll_up())[SHEET]
    setup, top = sheet.page_setup, first_row(sheet) - 3
    assert (setup.orientation, setup.paperSize, setup.fitToWidth) == ("landscape", 9, 1)
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${top}:${top + 2}"
    assert sheet.freeze_panes == f"C{top + 3}"
    sides = [round(getattr(sheet.page_margins, side) * 25.4) for side in ("top", "bottom", "left", "right", "header")]
    assert sides == [20, 20, 30, 15, 10]
    assert sheet.oddHeader
    assert sheet.oddHeader.center.text == "&P"
    assert sheet.HeaderFooter.differentFirst
    assert sheet.print_area.endswith(f"${sheet.max_row}")


def test_a_short_paper_goes_on_one_page_and_a_long_one_does_not() -> None:
    assert read(made_roll_up(units=3))[SHEET].page_setup.fitToHeight is None  # the default: one
    assert read(made_roll_up(units=60))[SHEET].page_setup.fitToHeight == 0


def test_there_is_one_chart_of_the_figures_by_organisation() -> None:
    roll_up = made_roll_up()
    book = read(roll_up)
    charts = {sheet.title: charts_of(sheet) for sheet in book.worksheets}
    assert [len(found) for found in charts.values()] == [0, 0, 1]
    chart = charts[CHART][0]
    total = book[SHEET].max_row - 2
    assert [series.val.numRef.f for series in chart.series] == [
        f"'Tổng hợp'!$C${total}:$F${total}", f"'Tổng hợp'!$H${total}:$J${total}",
    ]  # fmt: skip
    names = chart.series[0].cat.strRef.f
    head = first_row(book[SHEET]) - 2
    assert names == f"'Tổng hợp'!$C${head}:$F${head}"
    with zipfile.ZipFile(io.BytesIO(workbook_of(roll_up, "0.1.0"))) as container:
        drawn = container.read("xl/charts/chart1.xml").decode()
    for word in ("Giới thiệu quần chúng ưu tú và kết nạp Đảng theo tổ chức năm 2025", "Hội Nông dân", "Người"):
        assert word in drawn


def test_the_notes_tell_every_column_and_where_the_figures_come_from() -> None:
    roll_up = replace(made_roll_up(period="2025-Q3"), as_of=date(2026, 1, 31))
    book = read(roll_up)
    found = texts(book[NOTES])
    for text in (
        "Quý III năm 2025", "Từ ngày 01/7/2025 đến hết ngày 30/9/2025",
        "Hết ngày 31/01/2026; việc xong sau ngày này coi là chưa xong",
        "Sổ Dân vận của @Cơ quan, tệp =so.dandan", "08 giờ 30, ngày 05/02/2026",
    ):  # fmt: skip
        assert text in found
    for column in roll_up.columns:
        assert f"{column.group}: {column.title}" in found
        assert column.note in found
        assert "{" not in column.note
    assert not [text for text in found if "0192-sổ" in text or "0.1.0" in text]
    assert book.properties.description == "Kỳ 2025-Q3; mã sổ 0192-sổ; Sổ Dân vận, phiên bản 0.1.0"
    assert "(Số liệu tính đến hết ngày 31/01/2026)" in texts(read(roll_up)[SHEET])


def test_a_paper_of_one_organisation_says_so_and_nothing_of_zeros() -> None:
    book = read(replace(made_roll_up(), only="Hội Nông dân xã Lấp Vò"))
    assert "(Chỉ tính hồ sơ của: Hội Nông dân xã Lấp Vò)" in texts(book[SHEET])
    notes = texts(book[NOTES])
    assert "Chỉ tính hồ sơ của: Hội Nông dân xã Lấp Vò" in notes
    assert not any("sổ không ghi việc nào" in text for text in notes)
    whole = texts(read(made_roll_up())[NOTES])
    assert any("sổ không ghi việc nào" in text for text in whole)
    assert not any("Chỉ tính hồ sơ" in text for text in whole)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style.PARTY, ["HUYỆN ỦY LẤP VÒ", "BAN DÂN VẬN", "ĐẢNG CỘNG SẢN VIỆT NAM", "*", "Số       -BC/BDVHU"]),
        (Style.STATE, ["BAN THƯỜNG TRỰC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số:       /BC-MTTQ-BTT"]),
        (Style.DOAN, ["BCH ĐOÀN XÃ LẤP VÒ", "ĐOÀN TNCS HỒ CHÍ MINH", "***", "Số       -BC/ĐTN"]),
        (Style.HND, ["BCH HND XÃ LẤP VÒ", "Độc lập - Tự do - Hạnh phúc", "*", "Số       -BC/HNDX"]),
    ],
)
def test_the_head_is_that_of_the_style(style: Style, expected: list[str]) -> None:
    found = texts(read(made_roll_up(HEADERS[style]))[SHEET])
    for text in expected:
        assert text in found, text
    assert "Lấp Vò, ngày 05 tháng 02 năm 2026" in [text.replace("\u00a0", " ") for text in found]


@pytest.mark.parametrize(
    ("header", "head_signs", "caption"),
    [
        (COMMITTEE, False, "T/M BAN THƯỜNG VỤ"),
        (HEADERS[Style.PARTY], True, "TRƯỞNG BAN"),
        (replace(COMMITTEE, lower="VĂN PHÒNG"), True, "CHÁNH VĂN PHÒNG"),
        (replace(COMMITTEE, lower="CƠ QUAN KHÁC"), True, "…………"),
        (HEADERS[Style.STATE], False, "TM. BAN THƯỜNG TRỰC"),
        (HEADERS[Style.DOAN], False, "TM. BAN THƯỜNG VỤ"),
        (HEADERS[Style.HND], False, "T/M BAN THƯỜNG VỤ"),
    ],
)
def test_who_signs_follows_the_office(header: Header, *, head_signs: bool, caption: str) -> None:
    roll_up = made_roll_up(header)
    roll_up = replace(roll_up, frame=replace(roll_up.frame, head_signs=head_signs))
    sheet = read(roll_up)[SHEET]
    left, right = (text.split("\n") for text in texts(sheet) if "\n" in text)
    assert (left[0], right[0]) == ("NGƯỜI LẬP BIỂU", caption)
    assert (left[-1], right[-1]) == ("…………", "…………")
    assert len(left) == len(right)


@pytest.mark.parametrize("style", list(Style))
def test_the_rule_is_as_long_as_the_text_above_it_whatever_the_columns(style: Style) -> None:
    sheet = read(made_roll_up(HEADERS[style]))[SHEET]
    rows = [[cell for cell in row if cell.value] for row in sheet.iter_rows(min_col=2)]
    above, rule = next(
        (before[-1], row[-1]) for before, row in pairwise(rows) if row and "\u00af" in str(row[-1].value)
    )
    assert above.font.b
    length = len(str(rule.value)) * rule.font.sz / 2 * 25.4 / 72
    assert length == pytest.approx(width_mm(str(above.value), "bold", above.font.sz), abs=0.6)
    assert (rule.alignment.horizontal, rule.alignment.vertical) == ("center", "top")


def test_no_title_leaves_its_last_word_alone_and_no_text_touches_its_border() -> None:
    book = read(made_roll_up())
    found = {str(cell.value) for cell in book[SHEET][first_row(book[SHEET]) - 2]}
    assert "Xây dựng hệ thống chính\u00a0trị" in found
    assert "Hội Nông dân" in found
    names = [book[SHEET].cell(first_row(book[SHEET]) + 1, 2), *book[NOTES][book[NOTES].max_row][1:3]]
    assert [(cell.alignment.horizontal, cell.alignment.indent) for cell in names] == [("left", 1)] * 3


def test_a_head_without_facts_has_dots() -> None:
    found = texts(read(made_roll_up(Header(Style.PARTY, "", "", "", "")))[SHEET])
    assert "…………" in found
    assert "Số       -BC/…………" in found
    assert not any("None" in text for text in found)


def test_columns_grow_with_their_figures() -> None:
    small, large = read(made_roll_up())[SHEET], read(made_roll_up(number=1_000_000))[SHEET]
    assert large.column_dimensions["C"].width > 1.5 * small.column_dimensions["C"].width
    assert small.column_dimensions["B"].width > 4 * small.column_dimensions["C"].width


def test_the_same_roll_up_has_the_same_cells() -> None:
    first, second = read(made_roll_up()), read(made_roll_up())
    assert [cells(sheet) for sheet in first] == [cells(sheet) for sheet in second]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tổng hợp", "Tổng hợp"),
        ("a/b\\c?d*e[f]g:h", "a-b-c-d-e-f-g-h"),
        ("'trích'", "trích"),
        ("History", "Trang History"),
        ("", "Trang"),
        ("đ" * 40, "đ" * 31),
        ("🙂" * 20, "🙂" * 15),
        ("a" * 30 + "'b", "a" * 30),
    ],
)
def test_a_sheet_is_called_what_excel_allows(name: str, expected: str) -> None:
    assert sheet_name(name) == expected


def test_a_cell_holds_only_what_a_file_can_carry() -> None:
    assert text_of_cell("a\x00b\x0b\ud800c\r\nd") == "ab\nc\nd"
    assert text_of_cell("o\u0302\u0300") == "ồ"
    assert len(text_of_cell("x" * 40_000)) == 32_767


def test_lines_are_counted_as_a_cell_wraps_them() -> None:
    assert line_count("", 11, 40) == 1
    assert line_count("một hai ba bốn", 11, 100) == 1
    assert line_count("một hai ba bốn", 11, 14) == 2
    assert line_count("dài" * 50, 11, 10) == 1


def test_a_workbook_touches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "không có"))
    book = Workbook(title="t", author="a")
    sheet = book.add_sheet("Một", Page())
    sheet.text(0, 0, "=A", sheet.format(bold=True))
    assert load_workbook(io.BytesIO(book.content()))["Một"]["A1"].value == "=A"


def one_row_of_figures() -> bytes:
    book = Workbook(title="t", author="a")
    sheet = book.add_sheet("Một", Page())
    style = sheet.format(bold=True)
    sheet.figures((40, 20), (0, 12_345_678_901, 7), ("", "SUM(A1:B1)", ""), (style, sheet.format(), style))
    return book.content()


@pytest.mark.parametrize("made", [lambda: workbook_of(made_roll_up(units=30), "0.1.0"), one_row_of_figures])
def test_the_short_way_for_figures_writes_what_the_library_writes(
    monkeypatch: pytest.MonkeyPatch, made: Callable[[], bytes]
) -> None:
    """All parts of the file, byte for byte, but for the first page without a number, which the library cannot say."""

    def add_figures(
        self: Any, start: tuple[int, int], figures: list[int], formulas: list[str], styles: list[Any]
    ) -> None:
        for column, (figure, formula, style) in enumerate(zip(figures, formulas, styles, strict=True), start[1]):
            if formula:
                self.write_formula(start[0], column, f"={formula}", style, figure)
            else:
                self.write_number(start[0], column, figure, style)

    ours = unpacked(made())
    plain = type("Plain", (LibrarySheet,), {"add_figures": add_figures})
    monkeypatch.setattr("dandan_desktop.documents.workbook.figure_sheet", lambda: plain)
    theirs = unpacked(made())
    assert list(ours) == list(theirs)
    for name, part in ours.items():
        if name != "docProps/core.xml":  # it says when it was made
            assert part.replace(b' differentFirst="1"', b"") == theirs[name], name
    assert b"differentFirst" not in theirs["xl/worksheets/sheet1.xml"]


@pytest.mark.office
def test_libreoffice_computes_the_same_values_and_prints_whole_pages(tmp_path: Path) -> None:
    """The stored values are dropped first, so that what is read back was computed there."""
    need_office()
    shapes = {
        "dang": made_roll_up(units=3), "mttq": made_roll_up(HEADERS[Style.STATE], units=3, number=1200),
        "dai": made_roll_up(HEADERS[Style.PARTY], units=60),
    }  # fmt: skip
    bare, papers = [], []
    for name, roll_up in shapes.items():
        paper = tmp_path / f"{name}.xlsx"
        paper.write_bytes(workbook_of(roll_up, "0.1.0"))
        papers.append(paper)
        bare.append(tmp_path / f"{name}-tran.xlsx")
        read(roll_up).save(bare[-1])
        assert load_workbook(bare[-1], data_only=True)[SHEET].cell(first_row(read(roll_up)[SHEET]) + 1, 7).value is None
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    computed = tmp_path / "computed"
    subprocess.run([*command, "--outdir", computed, *bare], check=True, capture_output=True, timeout=PATIENCE)
    for name, roll_up in shapes.items():
        theirs = load_workbook(computed / f"{name}-tran.xlsx", data_only=True)[SHEET]
        ours = read(roll_up, values=True)[SHEET]
        for row in range(first_row(ours), ours.max_row):
            line = [
                [sheet.cell(row, place).value for place in range(3, len(roll_up.columns) + 3)]
                for sheet in (ours, theirs)
            ]
            assert line[0] == line[1]

    for roll_up, pdf in zip(shapes.values(), to_pdf(papers, tmp_path), strict=True):
        printed = pages(pdf)
        table = [page for page in printed if any(word.text == "TT" for word in page.words)]
        assert all((round(page.width), round(page.height)) == (297, 210) for page in table)
        assert all(word.left >= 30 - 1 and word.right <= 297 - 15 + 1 for page in table for word in page.words)
        words = [word.text for page in table for word in page.words]
        assert not any("#" in word for word in words)
        assert words.count("(1)") == len(table)
        assert "Tổng" in words
        assert (len(table) == 1) is (len(roll_up.rows) < 10)
        last = [word.text for word in table[-1].words]
        assert {"Tổng", "NGƯỜI"} <= set(last), "the signatures stand with the end of the table"
        assert printed[0].words[0].text != "1"
