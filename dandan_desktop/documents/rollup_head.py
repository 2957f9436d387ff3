"""The official head and the signatures of the roll-up, on the columns of its table.

Sources: Hướng dẫn 05-HD/VPTW (2026) for the Party's style, Nghị định 30/2020/NĐ-CP, annex I, for the State's; a
table sent upward is numbered as a report (BC).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dandan_desktop.documents.geometry import broken, width_mm
from dandan_desktop.documents.practice_mark import MARK
from dandan_desktop.documents.styles import DOTS, layout_of, mark_of, number_line, signed_for
from dandan_desktop.documents.wording import lines, one_line
from dandan_desktop.documents.wordml import ParagraphStyle
from dandan_desktop.documents.workbook import PIXELS_A_MM, Sheet
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.dates import long_date
from dandan_desktop.domain.papers import Header
from dandan_desktop.domain.rollup import Frame

_ROOM = " " * 6  # where the number is written by hand
_REPORT = "BC"
_LEFT_SHARE = 0.42  # of the width: 70 of 165 mm on a page of text
_GAP = 4  # blank lines for the signature
_STANDING = ("BAN THƯỜNG TRỰC", "BAN THƯỜNG VỤ")
_HEADS = (("BAN ", "TRƯỞNG BAN"), ("VĂN PHÒNG", "CHÁNH VĂN PHÒNG"))  # who heads an advisory body of that name
_SIGNED = 14
_STROKE, _STROKE_EM = "\u00af", 0.5
"""A rule is a row of macrons, which join: borders are as long as columns, and these differ from program to program."""
_STROKE_POINTS = (10.0, 10.5, 11.0, 11.5, 12.0)
_RULE_ROW = 6.0  # as high as letters of this size
_LINE_HEIGHT = 1.22
_POINTS_A_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the head; with a share above 0 the rule under the line before it, so much of its length."""

    text: str = ""
    points: float = 14.0
    is_bold: bool = False
    is_italic: bool = False
    share: float = 0.0

    @property
    def style(self) -> ParagraphStyle:
        """What its width is measured by."""
        return ParagraphStyle(points=self.points, is_bold=self.is_bold, is_italic=self.is_italic)

    @property
    def width(self) -> float:
        """How wide it is in mm."""
        return width_mm(self.text, self.style.face, self.points)

    @property
    def font(self) -> dict[str, Any]:
        """Its letters as a cell's format names them."""
        return {"font_size": self.points, "bold": self.is_bold, "italic": self.is_italic}


def write_head(sheet: Sheet, frame: Frame, widths: Sequence[int]) -> int:
    """Write the head above columns of these widths (pixels), the mark first; answers the row below it."""
    top = _write_mark(sheet, len(widths)) if frame.header.is_practice else 0
    edge = _edge(widths)
    left = _fitted(_left(frame.header), sum(widths[:edge]) / PIXELS_A_MM)
    right = _fitted(_right(frame), sum(widths[edge:]) / PIXELS_A_MM)
    if frame.header.style is Style.STATE:  # the State's form: place and date stand beside the number
        right[-1:-1] = [_Line()] * (len(left) - len(right))
    rows = max(len(left), len(right))
    _write_block(sheet, left, (top, 0), edge)
    _write_block(sheet, right, (top, edge), len(widths))
    for row in range(rows):
        lines_of_row = [block[row] for block in (left, right) if row < len(block)]
        points = [line.points for line in lines_of_row if line.text and not line.share]
        sheet.height(top + row, max(points, default=_RULE_ROW) * _LINE_HEIGHT)
    sheet.height(top + rows, 8)
    return top + rows + 1


def _write_mark(sheet: Sheet, columns: int) -> int:
    """Say over the whole width, and above every printed page, that the practice office made this."""
    style = sheet.format(align="center", valign="vcenter", bold=True, font_size=_SIGNED, border=1)
    sheet.merged((0, 0, 0, columns - 1), MARK, style)
    sheet.height(0, _SIGNED * _LINE_HEIGHT)
    sheet.raw.set_header(f"{sheet.raw.header}&R&B{MARK}", {"margin": sheet.raw.margin_header})
    return 1


def _write_block(sheet: Sheet, block: Sequence[_Line], place: tuple[int, int], end: int) -> None:
    top, first = place
    for row, line in enumerate(block, top):
        if line.text:
            style = sheet.format(align="center", valign="top" if line.share else "vcenter", **line.font)
            sheet.merged((row, first, row, end - 1), line.text, style)


def write_signatures(sheet: Sheet, frame: Frame, row: int, last_column: int) -> int:
    """Who drew the table up, left, and who signs for the office, right, in one row no page can divide."""
    middle = last_column * 2 // 5
    caption, plain = sheet.format(bold=True, font_size=_SIGNED), sheet.format(font_size=_SIGNED)
    right = [(text, caption) for text in _signing(frame)]
    if len(right) > 1 and not layout_of(frame.header).is_position_bold:
        right[1] = (right[1][0], plain)  # the position under an authority line is not bold (05-HD/VPTW)
    left = [("NGƯỜI LẬP BIỂU", caption)]
    height = len(right) + _GAP + 1
    style = sheet.format(align="center", valign="top", text_wrap=True, font_size=_SIGNED)
    for first, last, head in ((0, middle, left), (middle + 1, last_column, right)):
        blanks = [("", plain)] * (height - 1 - len(head))
        sheet.paragraphs((row, first, row, last), [*head, *blanks, (DOTS, caption)], style)
    sheet.height(row, signature_height(frame))
    return row


def signature_height(frame: Frame) -> float:
    """How high the row of the signatures is, in points."""
    return _SIGNED * _LINE_HEIGHT * (len(_signing(frame)) + _GAP + 1) + 4


def _left(header: Header) -> list[_Line]:
    layout, is_state = layout_of(header), header.style is Style.STATE
    points = 13.0 if is_state else 14.0
    symbol = one_line(header.symbol) or DOTS
    number = number_line(layout, _REPORT, symbol, header.number or _ROOM)
    return [
        *(_Line(text, points) for text in lines(header.upper)),
        *(_Line(text, points, is_bold=True) for text in lines(header.lower) or [DOTS]),
        _Line(mark_of(layout)) if mark_of(layout) else _Line(share=0.42),
        _Line(number, points),
    ]


def _right(frame: Frame) -> list[_Line]:
    layout = layout_of(frame.header)
    place = one_line(frame.header.place) or DOTS
    dated = f"{place}, {long_date(frame.issued, bound=True)}"
    motto = [_Line(layout.motto, 14.0, is_bold=True)] if layout.motto else []
    return [
        _Line(layout.top, 13.0 if layout.motto else 15.0, is_bold=True),
        *motto,
        _Line(share=1.0),
        _Line(dated, 14.0, is_italic=True),
    ]


def _signing(frame: Frame) -> list[str]:
    """The lines above the signature: on whose behalf and in which position, dots for what the register cannot know."""
    lower = lines(frame.header.lower)
    if frame.head_signs:
        first = lower[0] if lower else ""
        return [next((head for name, head in _HEADS if first.startswith(name)), DOTS)]
    behalf = next((name for name in _STANDING if lower and lower[-1].startswith(name)), _STANDING[1])
    return [signed_for(layout_of(frame.header), "T/M", behalf), DOTS]


def _fitted(block: Sequence[_Line], width: float) -> list[_Line]:
    """The lines, those too long for the block (mm) broken where they read well, the rules as long as they ask."""
    found: list[_Line] = []
    for line in block:
        if line.share:
            found.append(_rule(found[-1].width * line.share, line.share))
            continue
        texts = broken(line.text, line.style, width - 4) if line.width > width - 4 else [line.text]
        for text in texts:
            found.append(replace(line, text=text))
    return found


def _rule(length: float, share: float) -> _Line:
    """Strokes of the size at which a whole number of them is nearest to a length in mm."""

    def drawn(points: float) -> tuple[float, int]:
        stroke = _STROKE_EM * points / _POINTS_A_MM
        count = round(length / stroke)
        return abs(length - count * stroke), count

    best = min(_STROKE_POINTS, key=drawn)
    return _Line(_STROKE * drawn(best)[1], best, is_bold=True, share=share)


def _edge(widths: Sequence[int]) -> int:
    """How many columns the left block takes."""
    goal = sum(widths) * _LEFT_SHARE
    return min(range(2, len(widths)), key=lambda count: abs(sum(widths[:count]) - goal))
