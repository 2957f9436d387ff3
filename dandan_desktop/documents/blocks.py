"""A Word file of ours read back to plain blocks, for the check after rendering and for the preview."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dandan_desktop.documents.container import MAIN, STYLES, unpacked
from dandan_desktop.documents.geometry import CAPTION
from dandan_desktop.documents.wordml import (
    ParagraphStyle,
    is_on,
    paragraph_styles,
    parsed,
    style_of,
    text_of,
    w,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its text, the name of its style, whether all of it is bold or italic, its alignment."""

    text: str
    style: str
    is_bold: bool
    is_italic: bool
    align: str


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of cells of blocks, the widths of its columns beside one another, whether lines are drawn."""

    rows: tuple[tuple[tuple["Block", ...], ...], ...]
    widths: tuple[float, ...] = ()
    is_ruled: bool = False

    @property
    def is_foot(self) -> bool:
        """Whether somebody signs in it."""
        return any(line.style == CAPTION for line in all_lines((self,)))


Block = Line | Grid


def blocks(content: bytes) -> tuple[Block, ...]:
    """The blocks of a .docx in their order; raises zipfile.BadZipFile or KeyError for another kind of file."""
    parts = unpacked(content)
    styles = paragraph_styles(parsed(parts[STYLES]))
    body = parsed(parts[MAIN]).find(w("body"))
    return () if body is None else _blocks(body, styles)


def all_lines(found: tuple[Block, ...]) -> Iterator[Line]:
    """Every paragraph in reading order, those of tables cell by cell."""
    for block in found:
        if isinstance(block, Line):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from all_lines(cell)


def _blocks(holder: "Element", styles: Mapping[str, ParagraphStyle]) -> tuple[Block, ...]:
    found: list[Block] = []
    for child in holder:
        if child.tag == w("p"):
            found.append(_line(child, styles))
        elif child.tag == w("tbl"):
            rows = (
                tuple(_blocks(cell, styles) for cell in row.iterchildren(w("tc")))
                for row in child.iterchildren(w("tr"))
            )
            widths = (float(each.get(w("w"), "0")) for each in child.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
            lines = child.find(f"{w('tblPr')}/{w('tblBorders')}")
            found.append(Grid(tuple(rows), tuple(widths), is_ruled=lines is not None))
    return tuple(found)


def _line(paragraph: "Element", styles: Mapping[str, ParagraphStyle]) -> Line:
    style = styles.get(style_of(paragraph), ParagraphStyle())
    runs = [run.find(w("rPr")) for run in paragraph.iterchildren(w("r"))]
    align = paragraph.find(f"{w('pPr')}/{w('jc')}")
    return Line(
        text=text_of(paragraph),
        style=style.name,
        is_bold=all(is_on(run, "b", inherited=style.is_bold) for run in runs) if runs else style.is_bold,
        is_italic=all(is_on(run, "i", inherited=style.is_italic) for run in runs) if runs else style.is_italic,
        align=style.align if align is None else align.get(w("val"), "left"),
    )
