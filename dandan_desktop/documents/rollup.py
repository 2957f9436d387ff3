"""The roll-up as a workbook: the table as it is printed and signed, what each column counts, and one chart."""

from collections.abc import Sequence
from typing import Any

from dandan_desktop.documents.rollup_head import signature_height, write_head, write_signatures
from dandan_desktop.documents.rollup_notes import write_chart, write_notes
from dandan_desktop.documents.workbook import (
    INDENT_MM,
    PIXELS_A_MM,
    SQUEEZED,
    Page,
    Sheet,
    Workbook,
    line_count,
    pixels,
)
from dandan_desktop.domain.dates import paper_date
from dandan_desktop.domain.rollup import Column, RollUp, Row

SHEET = "Tổng hợp"
PAGE = Page(is_landscape=True)
_NAME_MM = 40
_NARROWEST = 29  # pixels: three figures
_TITLE_POINTS = 9
_SPARE_MM = 3  # of the turned titles' room, at both ends together
_GAP = 10.0  # points between table and signatures
_HEADS = 3
_BORDER: dict[str, Any] = {"border": 1, "valign": "vcenter"}
_HEAD = {**_BORDER, "bold": True, "font_size": 10, "align": "center", "text_wrap": True}
_TITLE = {**_BORDER, "font_size": _TITLE_POINTS, "align": "center", "text_wrap": True, "rotation": 90}
_FIGURE = {**_BORDER, "align": "center", "num_format": "#,##0", "shrink": True}
_NUMBERED = {"italic": True, "font_size": 9, "align": "center"}
_NAME = {**_BORDER, "align": "left", "indent": 1, "text_wrap": True}


def workbook_of(made: RollUp, version: str) -> bytes:
    """The roll-up as the content of an .xlsx file, made by this version of the program."""
    origin = f"Kỳ {made.period.code}; mã sổ {made.frame.register}; Sổ Dân vận, phiên bản {version}"
    book = Workbook(title=f"Biểu tổng hợp {made.period.name}", author=made.frame.office, origin=origin)
    sheet = book.add_sheet(SHEET, PAGE)
    table = _Table(sheet, made)
    head = _write_title(sheet, made, write_head(sheet, made.frame, table.widths), table.last_column)
    foot = _GAP + signature_height(made.frame)
    is_short = sheet.used + sum(table.heights) + foot <= PAGE.height * SQUEEZED
    total = table.write(head, 1.0 if is_short else _stretch(sheet.used, table.heights, foot))
    sheet.height(total + 1, _GAP)
    last = write_signatures(sheet, made.frame, total + 2, table.last_column)
    sheet.raw.print_area(0, 0, last, table.last_column)
    if is_short:
        sheet.on_pages(1)
    write_notes(book, made)
    write_chart(book, made, SHEET, head=head + 1, total=total)
    return book.content()


def _write_title(sheet: Sheet, made: RollUp, row: int, last_column: int) -> int:
    """The title over the whole width; answers the row of the table's head."""
    lines: tuple[tuple[str, dict[str, Any]], ...] = (
        ("BIỂU TỔNG HỢP", {"bold": True, "font_size": 15}),
        (f"Kết quả công tác dân vận {made.period.name}", {"bold": True, "font_size": 14}),
        (f"(Số liệu tính đến hết ngày {paper_date(made.as_of)})", {"italic": True, "font_size": 13}),
    )
    for text, font in lines:
        style = sheet.format(align="center", valign="vcenter", **font)
        sheet.merged((row, 0, row, last_column), text, style)
        sheet.height(row, font["font_size"] * 1.25)
        row += 1
    sheet.height(row, 6)
    return row + 1


class _Table:
    """The table: three head rows, the rows in their groups, the total."""

    def __init__(self, sheet: Sheet, made: RollUp) -> None:
        self._sheet = sheet
        self._made = made
        self._total = made.total
        self._letters = {column.key: _letters(place) for place, column in enumerate(made.columns, start=2)}
        self._spans = [_span([self._letters[key] for key in column.of]) for column in made.columns]
        self._number, self._name = sheet.format(**_BORDER, align="center"), sheet.format(**_NAME)
        figure, sum_figure = sheet.format(**_FIGURE), sheet.format(**_FIGURE, bold=True)
        self._figures = [sum_figure if column.of else figure for column in made.columns]
        self.last_column = len(made.columns) + 1
        self.widths = self._widths()
        self._room = _head_room(made.columns)
        self.heights = self._heights()

    def write(self, top: int, stretch: float) -> int:
        """Write the table from this row on, its rows so many times as high; answers the row of the total."""
        self._sheet.columns(self.widths)
        self._write_head(top)
        first = row = top + _HEADS
        number = 0
        for group in self._made.groups:
            if len(self._made.groups) > 1:
                self._write_heading(row, group.title)
                row += 1
            for each in group.rows:
                number += 1
                self._write_row(row, str(number), each)
                row += 1
        self._write_total(row, first)
        for place, height in enumerate(self.heights):
            self._sheet.height(top + place, height if place < _HEADS else height * stretch)
        self._sheet.raw.freeze_panes(first, 2)
        self._sheet.raw.repeat_rows(top, top + 2)
        return row

    def _widths(self) -> list[int]:
        """Each column as wide as its greatest figure needs; the names take what is left of the page's width."""
        figures = [max(_NARROWEST, pixels(f"{cell:,}", 11, face="bold")) for cell in self._total.cells]
        number = max(_NARROWEST, pixels(str(len(self._made.rows)), 11))
        room = int(PAGE.width * PIXELS_A_MM) - sum(figures) - number
        return [number, max(room, int(_NAME_MM * PIXELS_A_MM)), *figures]

    def _heights(self) -> list[float]:
        """How high each row of the table is, from the head to the total, in points."""
        heights = [27.0, (self._room + _SPARE_MM) * 72 / 25.4, 12.0]
        width = self.widths[1] / PIXELS_A_MM - 2 - INDENT_MM
        for group in self._made.groups:
            heights += [16.5] * (len(self._made.groups) > 1)
            heights += [2 + 14.5 * line_count(row.name, 11, width) for row in group.rows]
        return [*heights, 18.0]

    def _write_head(self, top: int) -> None:
        head, number = self._sheet.format(**_HEAD), self._sheet.format(**_BORDER, **_NUMBERED)
        title, sum_title = self._sheet.format(**_TITLE), self._sheet.format(**_TITLE, bold=True)
        for place, text in ((0, "TT"), (1, "Đơn vị")):
            self._sheet.merged((top, place, top + 1, place), text, head)
            self._sheet.text(top + 2, place, "AB"[place], number)
        start = 2
        for group, columns in _grouped(self._made.columns):
            self._sheet.merged((top, start, top, start + len(columns) - 1), group, head)
            for place, column in enumerate(columns, start):
                is_long = line_count(column.title, _TITLE_POINTS, self._room) > 1
                words = _bound(column.title) if is_long else column.title
                self._sheet.text(top + 1, place, words, sum_title if column.of else title)
                self._sheet.text(top + 2, place, f"({place - 1})", number)
            start += len(columns)

    def _write_heading(self, row: int, title: str) -> None:
        style = self._sheet.format(**_NAME, bold=True, italic=True)
        self._sheet.merged((row, 0, row, self.last_column), title, style)

    def _write_row(self, row: int, number: str, each: Row) -> None:
        self._sheet.text(row, 0, number, self._number)
        self._sheet.text(row, 1, each.name, self._name)
        formulas = [span and span.format(row=row + 1) for span in self._spans]
        self._sheet.figures((row, 2), each.cells, formulas, self._figures)

    def _write_total(self, row: int, first: int) -> None:
        style = self._sheet.format(**_BORDER, bold=True, align="center")
        self._sheet.merged((row, 0, row, 1), self._total.name, style)
        formulas = [f"SUM({letters}{first + 1}:{letters}{row})" for letters in self._letters.values()]
        styles = [self._sheet.format(**_FIGURE, bold=True)] * len(formulas)
        self._sheet.figures((row, 2), self._total.cells, formulas, styles)


def _head_room(columns: Sequence[Column]) -> int:
    """How many mm long the lines of the turned titles must be for none to take more than two."""
    titles = [_bound(column.title) for column in columns]
    rooms = (room for room in range(20, 60) if all(line_count(each, _TITLE_POINTS, room) <= 2 for each in titles))
    return next(rooms, 60)


def _bound(title: str) -> str:
    """A title whose last two words stay together, so that none is left alone on a line."""
    begin, _, last = title.rpartition(" ")
    return f"{begin}\u00a0{last}" if " " in begin else title


def _grouped(columns: Sequence[Column]) -> list[tuple[str, list[Column]]]:
    """Columns that stand side by side under one heading."""
    found: list[tuple[str, list[Column]]] = []
    for column in columns:
        if found and found[-1][0] == column.group:
            found[-1][1].append(column)
        else:
            found.append((column.group, [column]))
    return found


def _stretch(above: float, heights: Sequence[float], foot: float) -> float:
    """How many times as high the rows must be so that no last page holds the signatures alone."""
    head = sum(heights[:_HEADS])
    for factor in (1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3):
        used = above + head
        for height in heights[_HEADS:]:
            used = (head if used + height * factor > PAGE.height else used) + height * factor
        if used + foot <= PAGE.height:
            return factor
    return 1.0


def _span(letters: Sequence[str]) -> str:
    """The formula that adds up cells standing side by side, with room for the row; empty for none."""
    return f"SUM({letters[0]}{{row}}:{letters[-1]}{{row}})" if letters else ""


def _letters(column: int) -> str:
    """The name of a column: A for 0, AA for 26."""
    first, last = divmod(column, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)
