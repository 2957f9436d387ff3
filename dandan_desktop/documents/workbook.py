"""Workbooks in memory: fonts, texts that stay texts, formulas with their values, pages as offices print them."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dandan_desktop.documents.figure_sheet import figure_sheet
from dandan_desktop.documents.geometry import width_mm
from dandan_desktop.documents.render import printable

FONT = "Times New Roman"
PIXELS_A_MM = 96 / 25.4
INDENT_MM = 2.4
"""How far a cell with an indent of 1 moves its text from the border."""
SQUEEZED = 1.15
"""What is so many times too long for its pages is printed smaller on them."""
_A4 = 9
_INCH_MM = 25.4
_ONE_WIDE = "1"  # as a text, or XlsxWriter leaves it to the default
_LONGEST_NAME = 31  # in UTF-16 units
_LONGEST_TEXT = 32_767  # characters a cell can hold
_FORBIDDEN = re.compile(r"[\\/?*\[\]:]")
_RESERVED = "history"  # Excel keeps this name of a sheet to itself

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0, all inside."""


@dataclass(frozen=True, slots=True)
class Page:
    """A4 with margins in mm, one page wide; the page number stands above the text from the second page on."""

    is_landscape: bool = False
    top: float = 20.0
    bottom: float = 20.0
    left: float = 30.0
    right: float = 15.0

    @property
    def width(self) -> float:
        """The width between the margins in mm."""
        return (297.0 if self.is_landscape else 210.0) - self.left - self.right

    @property
    def height(self) -> float:
        """The height between the margins in points."""
        return ((210.0 if self.is_landscape else 297.0) - self.top - self.bottom) * 72 / _INCH_MM


class Workbook:
    """A workbook being made; nothing of it touches a disk, for its content is not protected there.

    `origin` is for who must trace the file: its properties tell it, its pages do not.
    """

    def __init__(self, *, title: str, author: str, origin: str = "") -> None:
        import xlsxwriter

        self._target = io.BytesIO()
        font = {"font_name": FONT, "font_size": 11}
        options = {"in_memory": True, "default_format_properties": font, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._target, options)
        told = {"title": title, "author": author, "comments": origin}
        self._book.set_properties({name: printable(text) for name, text in told.items()})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def add_sheet(self, name: str, page: Page) -> "Sheet":
        """A new sheet with this page, its name cut to what Excel allows."""
        sheet = self._book.add_worksheet(sheet_name(name), worksheet_class=figure_sheet())
        if page.is_landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sides = (page.left, page.right, page.top, page.bottom)
        sheet.set_margins(*(side / _INCH_MM for side in sides))
        sheet.set_header(f'&C&"{FONT},Regular"&13&P', {"margin": 10 / _INCH_MM})
        sheet.fit_to_pages(_ONE_WIDE, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        return Sheet(self, sheet)

    def format(self, **properties: Any) -> Any:
        """The one format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def column_chart(self) -> Any:
        """A new chart of clustered columns."""
        return self._book.add_chart({"type": "column"})

    def content(self) -> bytes:
        """The finished file; the workbook is closed."""
        self._book.close()
        return self._target.getvalue()


class Sheet:
    """One sheet; every text goes in as a text, whatever sign it begins with."""

    def __init__(self, book: Workbook, sheet: Any) -> None:
        self.format = book.format
        self.raw = sheet
        self.used = 0.0
        """How high the rows are whose height was set, in points."""

    def columns(self, widths: Iterable[int]) -> None:
        """Set the widths of the columns from the first on, in pixels."""
        for place, width in enumerate(widths):
            self.raw.set_column_pixels(place, place, width)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.raw.set_row(row, points)
        self.used += points

    def text(self, row: int, column: int, text: str, style: Any) -> None:
        """Write a text into a cell; a break of line is one only where the style wraps."""
        shown = text_of_cell(text)
        if shown:
            self.raw.write_string(row, column, shown, style)
        else:
            self.raw.write_blank(row, column, None, style)

    def merged(self, area: Area, text: str, style: Any) -> None:
        """Join cells and write a text into them; a single cell is just written."""
        if area[:2] != area[2:]:
            self.raw.merge_range(*area, "", style)
        self.text(area[0], area[1], text, style)

    def paragraphs(self, area: Area, lines: Iterable[tuple[str, Any]], style: Any) -> None:
        """Join cells and write lines into them, each with a style of its own for its letters."""
        fragments: list[Any] = []
        for text, font in lines:
            lead = "\n" if fragments else ""
            fragments += [font, lead + (text_of_cell(text) or " ")]
        self.raw.merge_range(*area, "", style)
        self.raw.write_rich_string(area[0], area[1], *fragments, style)

    def figures(
        self, start: tuple[int, int], figures: Sequence[int], formulas: Sequence[str], styles: Sequence[Any]
    ) -> None:
        """Write figures into a row from a cell on, each as a number or as the value of its formula.

        Viewers that do not compute show that value (`settled` 34). Formulas are without their sign “=”, empty for none.
        """
        self.raw.add_figures(start, figures, formulas, styles)

    def on_pages(self, count: int) -> None:
        """Print the whole sheet on so many pages, smaller where it is longer."""
        self.raw.fit_to_pages(_ONE_WIDE, count)


def sheet_name(name: str) -> str:
    """The name as a sheet may be called: no sign Excel forbids, at most 31 UTF-16 units, never empty."""
    kept = ""
    for char in _FORBIDDEN.sub("-", printable(name)).strip("' "):
        if len((kept + char).encode("utf-16-le")) > 2 * _LONGEST_NAME:
            break
        kept += char
    kept = kept.strip("' ")
    return kept if kept and kept.lower() != _RESERVED else f"Trang {kept}".strip()


def text_of_cell(text: str) -> str:
    """A text as a cell can hold it: its lines NFC, without characters a file cannot carry, and not too long."""
    return "\n".join(printable(line) for line in text.splitlines())[:_LONGEST_TEXT]


def pixels(text: str, points: float, *, face: str = "regular") -> int:
    """How many pixels wide a column must be to show a text, with the room Excel leaves at both sides."""
    return round(width_mm(text, face, points) * PIXELS_A_MM) + 7


def line_count(text: str, points: float, width: float) -> int:
    """How many lines a text takes in a cell this wide (mm) that wraps at blanks, but not at those that bind."""
    blank = _word_width(" ", points)
    count, used = 1, 0.0
    for word in text.split(" "):
        length = _word_width(word, points)
        if used and used + blank + length > width:
            count, used = count + 1, length
        else:
            used += length + (blank if used else 0.0)
    return count


@lru_cache(maxsize=1024)
def _word_width(word: str, points: float) -> float:
    return 1.03 * width_mm(word, "regular", points)  # a little too wide is safe: fonts differ between machines
