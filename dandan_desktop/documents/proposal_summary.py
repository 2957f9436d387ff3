"""The summary of proposals as a workbook: one table by group and by who can decide, printed on A4 and signed."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from dandan_desktop.documents.rollup_head import signature_height, write_head, write_signatures
from dandan_desktop.documents.styles import layout_of
from dandan_desktop.documents.workbook import INDENT_MM, PIXELS_A_MM, Page, Sheet, Workbook, line_count
from dandan_desktop.domain.dates import paper_date
from dandan_desktop.domain.proposal_summary import ProposalSummary, SummaryLine

SHEET = "Kiến nghị"
PAGE = Page(is_landscape=True)
_COLUMNS = (
    ("TT", 9), ("Nội dung kiến nghị", 73), ("Người, tổ chức kiến nghị; ngày nhận", 42),
    ("Đã chuyển đến; ngày chuyển, hạn", 45), ("Trả lời", 56), ("Đã thông báo lại", 24),
)  # fmt: skip
_SCALE = 92  # per cent: what a column measures differs from program to program
ROOM = PAGE.height * 0.97 * 100 / _SCALE
"""How high the rows of a page may be together, in points; a little is spared, for fonts differ too."""
_POINTS = 11
_LINE = 14.5  # points of height a line of that size takes
_GAP = 10.0
_HEAD_HEIGHT = 2 + 2 * _LINE
_TALLEST = 400.0  # points: Excel takes no row higher than 409
_CELL: dict[str, Any] = {"border": 1, "font_size": _POINTS, "valign": "top", "text_wrap": True}
_TEXT = {**_CELL, "align": "left", "indent": 1}
_NOTHING = "Trong kỳ sổ không ghi kiến nghị nào."
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def workbook_of(made: ProposalSummary, version: str) -> bytes:
    """The summary as the content of an .xlsx file, made by this version of the program."""
    origin = f"Kỳ {made.period.code}; mã sổ {made.frame.register}; Sổ Dân vận, phiên bản {version}"
    book = Workbook(title=f"Bảng tổng hợp kiến nghị {made.period.name}", author=made.frame.office, origin=origin)
    sheet = book.add_sheet(SHEET, PAGE)
    widths = [round(width * PIXELS_A_MM) for _, width in _COLUMNS]
    sheet.columns(widths)
    row = _write_title(sheet, made, write_head(sheet, made.frame, widths))
    table = _Table(sheet)
    row = table.write(made, row)
    sheet.height(row, _GAP)
    sheet.raw.set_print_scale(_SCALE)  # not fitted to the page: Excel then looks at no break of ours
    sheet.raw.set_h_pagebreaks(page_breaks(table.rows, table.above, _GAP + signature_height(made.frame)))
    last = write_signatures(sheet, made.frame, row + 1, len(_COLUMNS) - 1)
    sheet.raw.print_area(0, 0, last, len(_COLUMNS) - 1)
    return book.content()


class TableRow(NamedTuple):
    """A row of the table: where it is, how high in points, and whether the next one stays on its page."""

    place: int
    height: float
    leads: bool = False


def page_breaks(rows: Sequence[TableRow], above: float, foot: float) -> list[int]:
    """The rows before which a page ends: no heading stands last on a page, no signature without a row above it.

    `above` is how high all above the first row is; later pages begin with the head of the table.
    """
    blocks: list[list[TableRow]] = [[]]
    for row in rows:
        blocks[-1].append(row)
        if not row.leads:
            blocks.append([])
    found, used, room = [], above, ROOM
    whole = [block for block in blocks if block]
    for block in whole:
        height = sum(row.height for row in block)
        needed = height + (foot if block is whole[-1] else 0)
        if used + needed > room and block is not whole[0]:
            found.append(block[0].place)
            used = _HEAD_HEIGHT
        used += height
    return found


def _write_title(sheet: Sheet, made: ProposalSummary, row: int) -> int:
    """The title over the whole width; answers the row of the table's head."""
    lines: tuple[tuple[str, dict[str, Any]], ...] = (
        ("BẢNG TỔNG HỢP KIẾN NGHỊ", {"bold": True, "font_size": 15}),
        (f"Nhận trong {made.period.name}", {"bold": True, "font_size": 14}),
        (f"(Kết quả trả lời tính đến hết ngày {paper_date(made.frame.issued)})", {"italic": True, "font_size": 13}),
        *([(f"(Chỉ tính hồ sơ của: {made.only})", {"italic": True, "font_size": 13})] if made.only else []),
    )
    for text, font in lines:
        style = sheet.format(align="center", valign="vcenter", text_wrap=True, **font)
        sheet.merged((row, 0, row, len(_COLUMNS) - 1), text, style)
        sheet.height(row, font["font_size"] * 1.25 * line_count(text, font["font_size"], PAGE.width))
        row += 1
    sheet.height(row, 6)
    return row + 1


class _Table:
    """The table: its head on every page, a row for each proposal below its group and its authority."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._cell = sheet.format(**_TEXT)
        self._number = sheet.format(**_CELL, align="center")
        self._group = sheet.format(**_TEXT, bold=True)
        self._authority = sheet.format(**_TEXT, italic=True)
        self.rows: list[TableRow] = []
        self.above = 0.0

    def write(self, made: ProposalSummary, row: int) -> int:
        """Write the table from a row on; answers the row below it."""
        head = self._sheet.format(**{**_CELL, "valign": "vcenter"}, align="center", bold=True)
        for place, (title, _) in enumerate(_COLUMNS):
            self._sheet.text(row, place, title, head)
        self._sheet.height(row, _HEAD_HEIGHT)
        self.above = self._sheet.used
        self._sheet.raw.repeat_rows(row)
        self._sheet.raw.freeze_panes(row + 1, 0)
        row, number, sign = row + 1, 0, layout_of(made.frame.header).roman.removeprefix("I")
        for place, group in enumerate(made.groups):
            numeral = _ROMAN[place] if place < len(_ROMAN) else str(place + 1)
            row = self._wide(row, f"{numeral}{sign} {group.title}: {group.count} kiến nghị", self._group)
            for authority in group.authorities:
                words = f"{authority.title}: {len(authority.lines)} kiến nghị"
                row = self._wide(row, words, self._authority)
                for line in authority.lines:
                    number += 1
                    self._write_line(row, number, line)
                    row += 1
        if not made.count:
            row = self._wide(row, _NOTHING, self._cell, leads=False)
        return row

    def _wide(self, row: int, text: str, style: Any, *, leads: bool = True) -> int:
        self._sheet.merged((row, 0, row, len(_COLUMNS) - 1), text, style)
        self._tall(TableRow(row, 2 + _LINE * line_count(text, _POINTS, PAGE.width - INDENT_MM), leads))
        return row + 1

    def _write_line(self, row: int, number: int, line: SummaryLine) -> None:
        texts = _texts(line)
        self._sheet.text(row, 0, str(number), self._number)
        for place, text in enumerate(texts, 1):
            self._sheet.text(row, place, text, self._cell)
        lines = max(_lines(text, width) for text, (_, width) in zip(texts, _COLUMNS[1:], strict=True))
        self._tall(TableRow(row, min(_TALLEST, 3 + _LINE * lines)))

    def _tall(self, row: TableRow) -> None:
        self._sheet.height(row.place, row.height)
        self.rows.append(row)


def _texts(line: SummaryLine) -> tuple[str, str, str, str, str]:
    """What stands in the cells of a proposal beside its number."""
    again = f"\n(Lần thứ {line.turn})" if line.turn > 1 else ""
    sent = f"ngày {paper_date(line.sent_on)}" if line.sent_on else "Chưa chuyển"
    due = f"hạn trả lời {paper_date(line.due_on)}" if line.due_on else ""
    paper = " ".join(
        filter(None, (line.answer_number, f"ngày {paper_date(line.answered_on)}" if line.answered_on else ""))
    )
    answer = (
        f"{line.outcome}:" if line.outcome and line.answer else line.outcome,
        line.answer,
        f"({paper})" if paper else "",
    )
    return (
        line.words + again,
        _below(line.asker, f"ngày {paper_date(line.received_on)}"),
        _below(line.sent_to, sent, due),
        _below(*answer) or "Chưa trả lời",
        paper_date(line.told_on) if line.told_on else "Chưa thông báo lại" if line.answered_on else "",
    )


def _below(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _lines(text: str, width: float) -> int:
    return sum(line_count(each, _POINTS, width - 2 - INDENT_MM) for each in text.splitlines()) or 1
