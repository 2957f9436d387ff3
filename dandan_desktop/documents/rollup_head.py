"""The official head and the signatures of the roll-up, on the columns of its table.

Sources: Hướng dẫn 05-HD/VPTW (2026) for the Party's style, Nghị định 30/2020/NĐ-CP, annex I, for the State's; a
table sent upward is numbered as a report (BC).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dandan_desktop.documents.geometry import broken, width_mm
from dandan_desktop.documents.styles import DOTS, LAYOUTS
from dandan_desktop.documents.wording import lines, one_line
from dandan_desktop.documents.wordml import ParagraphStyle
from dandan_desktop.documents.workbook import PIXELS_A_MM, Sheet
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.dates import long_date
from dandan_desktop.domain.papers import Header
from dandan_desktop.domain.rollup import Frame

_ROOM = " " * 6  # where the number is written by hand
_NUMBERS = {Style.STATE: "Số: {room}/BC-{symbol}"}
_NUMBER = "Số {room}-BC/{symbol}"
_LEFT_SHARE = 0.42  # of the width: 70 of 165 mm on a page of text
_GAP = 4  # blank lines for the signature
_STANDING = ("BAN THƯỜNG TRỰC", "BAN THƯỜNG VỤ")
_HEADS = (("BAN ", "TRƯỞNG BAN"), ("VĂN PHÒNG", "CHÁNH VĂN PHÒNG"))  # who heads an advisory body of that name
_LINE_HEIGHT = 1.32


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the head; a share above 0 draws a rule that long under the line before it instead."""

    text: str = ""
    points: float = 14.0
    is_bold: bool = False
    is_italic: bool = False
    share: float = 0.0

    @property
    def style(self) -> ParagraphStyle:
        return ParagraphStyle(points=self.points, is_bold=self.is_bold, is_italic=self.is_italic)

    @property
    def width(self) -> float:
        return width_mm(self.text, self.style.face, self.points)

    @property
    def font(self) -> dict[str, Any]:
        return {"font_size": self.points, "bold": self.is_bold, "italic": self.is_italic}


def write_head(sheet: Sheet, frame: Frame, widths: Sequence[int]) -> int:
    """Write the head above columns of these widths (pixels); answers the row below it."""
    edge = _edge(widths)
    left = _fitted(_left(frame.header), sum(widths[:edge]) / PIXELS_A_MM)
    right = _fitted(_right(frame), sum(widths[edge:]) / PIXELS_A_MM)
    if not LAYOUTS[frame.header.style].mark:  # the State's form: place and date stand beside the number
        right[-1:-1] = [_Line()] * (len(left) - len(right))
    for row in range(max(len(left), len(right))):
        pair = [block[row] if row < len(block) else _Line() for block in (left, right)]
        for block, line, first, after in zip((left, right), pair, (0, edge), (edge, len(widths)), strict=True):
            if line.share:
                length = block[row - 1].width * line.share
                _draw(sheet, row, first, widths[first:after], length * PIXELS_A_MM)
            elif line.text:
                area = (row, first, row, after - 1)
                sheet.merged(area, line.text, align="center", valign="vcenter", **line.font)
        tallest = max((line.points for line in pair if line.text), default=6.0)
        sheet.height(row, tallest * _LINE_HEIGHT)
    rows = max(len(left), len(right))
    sheet.height(rows, 12)
    return rows + 1


def write_signatures(sheet: Sheet, frame: Frame, row: int, last_column: int) -> int:
    """Who drew the table up, left, and who signs for the office, right, in one row no page can divide."""
    middle = last_column * 2 // 5
    caption, plain = {"bold": True, "font_size": 14}, {"font_size": 14}
    dated = [(text, caption) for text in _signing(frame)]
    if len(dated) > 1 and frame.header.style in (Style.PARTY, Style.HND):
        dated[1] = (dated[1][0], plain)  # the position under an authority line is not bold (05-HD/VPTW)
    left = [("NGƯỜI LẬP BIỂU", caption)]
    height = len(dated) + _GAP + 1
    for first, last, head in ((0, middle, left), (middle + 1, last_column, dated)):
        blanks = [("", plain)] * (height - 1 - len(head))
        body = [*head, *blanks, (DOTS, caption)]
        sheet.paragraphs((row, first, row, last), body, align="center", valign="top", text_wrap=True, font_size=14)
    sheet.height(row, 14 * _LINE_HEIGHT * (height + 0.5))
    return row


def _left(header: Header) -> list[_Line]:
    layout, is_state = LAYOUTS[header.style], header.style is Style.STATE
    points = 13.0 if is_state else 14.0
    symbol = one_line(header.symbol) or DOTS
    number = _NUMBERS.get(header.style, _NUMBER).format(room=_ROOM, symbol=symbol)
    return [
        *(_Line(text, points) for text in lines(header.upper)),
        *(_Line(text, points, is_bold=True) for text in lines(header.lower) or [DOTS]),
        _Line(layout.mark) if layout.mark else _Line(share=0.42),
        _Line(number, points),
    ]


def _right(frame: Frame) -> list[_Line]:
    layout = LAYOUTS[frame.header.style]
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
    sign = "T/M" if frame.header.style in (Style.PARTY, Style.HND) else "TM."
    behalf = next((name for name in _STANDING if lower and lower[-1].startswith(name)), _STANDING[1])
    return [f"{sign} {behalf}", DOTS]


def _fitted(block: Sequence[_Line], width: float) -> list[_Line]:
    """The lines, those too long for the block (mm) broken where they read well."""
    found = []
    for line in block:
        texts = broken(line.text, line.style, width - 4) if line.width > width - 4 else [line.text]
        for text in texts:
            found.append(_Line(text, line.points, line.is_bold, line.is_italic, line.share))
    return found


def _edge(widths: Sequence[int]) -> int:
    """How many columns the left block takes."""
    goal = sum(widths) * _LEFT_SHARE
    return min(range(2, len(widths)), key=lambda count: abs(sum(widths[:count]) - goal))


def _draw(sheet: Sheet, row: int, first: int, widths: Sequence[int], length: float) -> None:
    """Draw a rule nearly as long as asked (pixels) on the upper edge of the cells whose middle is the block's."""
    whole = sum(widths)
    best = min(
        ((start, end) for end in range(1, len(widths) + 1) for start in range(end)),
        key=lambda span: (
            abs(sum(widths[span[0] : span[1]]) - length)
            + 2 * abs(sum(widths[: span[0]]) - (whole - sum(widths[: span[1]])))
        ),
    )
    for column in range(*best):
        sheet.text(row, first + column, "", top=1)
