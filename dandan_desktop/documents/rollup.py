"""The roll-up as a workbook: the table as it is printed and signed, what each column counts, and one chart."""

from collections.abc import Sequence
from typing import Any

from dandan_desktop.documents.geometry import broken
from dandan_desktop.documents.rollup_head import write_head, write_signatures
from dandan_desktop.documents.rollup_notes import write_chart, write_notes
from dandan_desktop.documents.wordml import ParagraphStyle
from dandan_desktop.documents.workbook import PIXELS_A_MM, Page, Sheet, Workbook, pixels
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.rollup import Column, RollUp, Row

SHEET = "Tổng hợp"
PAGE = Page(is_landscape=True)
_NAME_MM = 40
_NARROWEST = 29  # pixels: three figures
_BORDER: dict[str, Any] = {"border": 1, "valign": "vcenter"}
_HEAD = {**_BORDER, "bold": True, "font_size": 10, "align": "center", "text_wrap": True}
_FIGURE = {**_BORDER, "font_size": 11, "align": "center", "num_format": "#,##0", "shrink": True}
_NAME = {**_BORDER, "font_size": 11, "align": "left", "text_wrap": True}
_NAME_STYLE = ParagraphStyle(points=11.0)
_BOLD_STYLE = ParagraphStyle(points=11.0, is_bold=True)


def workbook_of(made: RollUp, version: str) -> bytes:
    """The roll-up as the content of an .xlsx file, made by this version of the program."""
    book = Workbook(title=f"Biểu tổng hợp {made.period.name}", author=made.frame.office)
    sheet = book.add_sheet(SHEET, PAGE)
    table = _Table(sheet, made)
    row = write_head(sheet, made.frame, table.widths)
    row = _write_title(sheet, made, row, table.last_column)
    total = table.write(row)
    last = write_signatures(sheet, made.frame, total + 2, table.last_column)
    sheet.raw.print_area(0, 0, last, table.last_column)
    write_notes(book, made, version)
    write_chart(book, made, SHEET, head=row + 1, total=total)
    return book.content()


def _write_title(sheet: Sheet, made: RollUp, row: int, last_column: int) -> int:
    """The title over the whole width; answers the row of the table's head."""
    lines = (
        ("BIỂU TỔNG HỢP", {"bold": True, "font_size": 15}, 21),
        (f"Kết quả công tác dân vận {made.period.name}", {"bold": True, "font_size": 14}, 20),
        (f"(Số liệu tính đến hết ngày {show_date(made.as_of)})", {"italic": True, "font_size": 13}, 19),
    )
    for text, font, points in lines:
        sheet.merged((row, 0, row, last_column), text, align="center", valign="vcenter", **font)
        sheet.height(row, points)
        row += 1
    sheet.height(row, 8)
    return row + 1


class _Table:
    """The table: three head rows, the rows in their groups, the total."""

    def __init__(self, sheet: Sheet, made: RollUp) -> None:
        self._sheet = sheet
        self._made = made
        self._columns = made.columns
        self._places = {column.key: place for place, column in enumerate(made.columns, start=2)}
        self.last_column = len(made.columns) + 1
        self.widths = self._widths()

    def write(self, top: int) -> int:
        """Write the table from this row on; answers the row of the total."""
        self._sheet.columns(self.widths)
        self._write_head(top)
        first = row = top + 3
        number = 0
        has_headings = len(self._made.groups) > 1
        for group in self._made.groups:
            if has_headings:
                self._write_heading(row, group.title)
                row += 1
            for each in group.rows:
                number += 1
                self._write_row(row, str(number), each)
                row += 1
        self._write_total(row, first)
        self._sheet.raw.freeze_panes(first, 2)
        self._sheet.raw.repeat_rows(top, top + 2)
        return row

    def _widths(self) -> list[int]:
        """Each column as wide as its greatest figure needs; the names take what is left of the page's width."""
        total = self._made.total.cells
        figures = [max(_NARROWEST, pixels(f"{cell:,}", 11, face="bold")) for cell in total]
        number = pixels(str(len(self._made.rows)), 11) + 4
        room = int(PAGE.width * PIXELS_A_MM) - sum(figures) - number
        return [number, max(room, int(_NAME_MM * PIXELS_A_MM)), *figures]

    def _write_head(self, top: int) -> None:
        for place, text in ((0, "TT"), (1, "Đơn vị")):
            self._sheet.merged((top, place, top + 1, place), text, **_HEAD)
        start = 2
        for title, columns in _grouped(self._columns):
            self._sheet.merged((top, start, top, start + len(columns) - 1), title, **_HEAD)
            for place, column in enumerate(columns, start):
                is_sum = bool(column.of)
                self._sheet.text(top + 1, place, column.title, **{**_HEAD, "bold": is_sum, "rotation": 90})
            start += len(columns)
        for place in range(self.last_column + 1):
            text = f"({place - 1})" if place > 1 else "AB"[place]
            self._sheet.text(top + 2, place, text, **{**_HEAD, "bold": False, "italic": True, "font_size": 9})
        self._sheet.height(top, 32)
        self._sheet.height(top + 1, 118)
        self._sheet.height(top + 2, 13)

    def _write_heading(self, row: int, title: str) -> None:
        self._sheet.merged((row, 0, row, self.last_column), title, **{**_NAME, "bold": True, "italic": True})
        self._sheet.height(row, 17)

    def _write_row(self, row: int, number: str, each: Row) -> None:
        self._sheet.text(row, 0, number, **{**_NAME, "align": "center"})
        self._sheet.text(row, 1, each.name, **_NAME)
        self._sheet.height(row, self._height(each.name, _NAME_STYLE))
        for column, cell in zip(self._columns, each.cells, strict=True):
            place = self._places[column.key]
            if column.of:
                self._sheet.formula(row, place, self._sum_across(row, column), cell, bold=True, **_FIGURE)
            else:
                self._sheet.number(row, place, cell, **_FIGURE)

    def _write_total(self, row: int, first: int) -> None:
        total = self._made.total
        self._sheet.merged((row, 0, row, 1), total.name, **{**_NAME, "bold": True, "align": "center"})
        self._sheet.height(row, 19)
        for column, cell in zip(self._columns, total.cells, strict=True):
            place = self._places[column.key]
            formula = f"=SUM({_cell(first, place)}:{_cell(row - 1, place)})"
            self._sheet.formula(row, place, formula, cell, bold=True, **_FIGURE)

    def _sum_across(self, row: int, column: Column) -> str:
        places = [self._places[key] for key in column.of]
        return f"=SUM({_cell(row, min(places))}:{_cell(row, max(places))})"

    def _height(self, name: str, style: ParagraphStyle) -> float:
        lines = broken(name, style, self.widths[1] / PIXELS_A_MM - 2)
        return 3.0 + 14.5 * len(lines)


def _grouped(columns: Sequence[Column]) -> list[tuple[str, list[Column]]]:
    """Columns that stand side by side under one heading."""
    found: list[tuple[str, list[Column]]] = []
    for column in columns:
        if found and found[-1][0] == column.group:
            found[-1][1].append(column)
        else:
            found.append((column.group, [column]))
    return found


def _cell(row: int, column: int) -> str:
    """The name of a cell: A1 for row 0, column 0."""
    letters = ""
    place = column + 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
