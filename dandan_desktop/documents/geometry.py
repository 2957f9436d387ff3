"""What only measuring can set on a page: lines as long as their text, heads broken where they read well.

Found by the names of the paragraph styles, so that an office may change sizes, columns and margins.
"""

import copy
import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from dandan_desktop.documents.wordml import TWIPS_A_MM, ParagraphStyle, set_property, text_of, w
from dandan_desktop.paths import resource

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

UNDERLINED = ("DV Tiêu đề phải", "DV Tiêu ngữ")
"""Styles whose border is as long as their text."""

RULE = "DV Đường kẻ"
"""The style of an empty paragraph whose border is 1/3 to 1/2 of the text above it (Nghị định 30/2020)."""

FITTED = ("DV Cơ quan cấp trên", "DV Cơ quan ban hành", "DV Địa danh ngày tháng", "DV Trích yếu công văn")
"""Styles whose paragraphs are broken into lines here, to read well in a narrow column."""

TITLE = "DV Trích yếu"
"""The style of a title: one paragraph with its breaks set in it, or each program would tear it where it is full."""

CAPTION = "DV Chức danh ký"
MARK = "DV Dấu sao"
_NATION = "DV Quốc hiệu"
_TEXT = ("DV Nội dung", "DV Mục", "DV Nhãn")
_LEFT_MM = 40.0  # what the left column of a head keeps in any case
_GAP_MM = 2.0

_SHARE = 0.42
_SLACK_MM = 0.25  # room at either end, so that no printer's rounding wraps the last syllable
_UNKNOWN_WIDTH = 600.0
_MM_A_POINT = 25.4 / 72
_GOOD_STARTS = frozenset("và ngày tỉnh huyện xã phường thị thành quận đặc".split())  # allowed: words of names
_ONE_WORD = frozenset(
    "ban chấp|chấp hành|chế độ|chỉ đạo|chí minh|chiến binh|chính quyền|chính trị|công đoàn|công tác|cơ sở|"
    "cộng sản|cựu chiến|dân chủ|dân vận|hồ chí|hội đồng|lao động|liên đoàn|liên hiệp|lực lượng|mặt trận|"
    "nhân dân|nông dân|phối hợp|phụ nữ|quy chế|thanh niên|thường trực|thường vụ|thực hiện|tổ chức|tổ quốc|"
    "trung ương|tuyên giáo|tuyên truyền|ủy ban|vận động|việt nam|vũ trang|xã hội|xây dựng".split("|")
)
"""Words of two syllables that heads and titles are full of: better that no line starts with the second one."""

# One more line is better than a phrase torn apart, and two are better than a torn word.
_LINE, _ROOM, _TORN_PHRASE, _TORN_WORD = 20.0, 8.0, 30.0, 70.0


def lay_out(page: "Element", styles: Mapping[str, ParagraphStyle]) -> None:
    """Set lines, breaks and the signatures' hold on the text before them, in place."""
    for cell, width in _columns(page):
        _break_heads(cell, styles, width)
        _draw_lines(cell, styles, width)
    body = page.find(w("body"))
    if body is not None:
        width = _text_width(body)
        _break_titles(body, styles, width)
        _draw_lines(body, styles, width)
        _hold_signatures(body, styles)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a style says it, where the template's own may differ: millimetres, the size of the text in points.

    `mark` is what stands below the issuing body; without one a rule is drawn there.
    """

    top: float
    bottom: float
    left: float
    right: float
    header: float
    points: float
    mark: str = ""


def put_on(page: "Element", styles: Mapping[str, ParagraphStyle], wanted: Page) -> None:
    """Set margins, the width of what stands in columns, and the mark or rule below the issuing body, in place."""
    for section in page.iter(w("sectPr")):
        margins = section.find(w("pgMar"))
        before = _section_width(section)
        if margins is not None:
            for side in ("top", "bottom", "left", "right", "header"):
                margins.set(w(side), str(round(getattr(wanted, side) * TWIPS_A_MM)))
        if abs(_section_width(section) - before) * TWIPS_A_MM > 1:
            _widen(page, _section_width(section) / before)
    for head in page.iter(w("tbl")):  # a head on each page of a paper for several receivers
        _put_mark(next(head.iter(w("tc"))), styles, wanted.mark)
        _give_room(head, styles)


def resize(styles: "Element", wanted: Page) -> bool:
    """Set the size of the text in a styles part; whether it was another."""
    is_changed = False
    for style in styles.iterfind(w("style")):
        name = style.find(w("name"))
        if name is not None and name.get(w("val")) in _TEXT:
            for tag in ("sz", "szCs"):
                for size in style.iterfind(f"{w('rPr')}/{w(tag)}"):
                    is_changed |= size.get(w("val")) != str(round(wanted.points * 2))
                    size.set(w("val"), str(round(wanted.points * 2)))
    return is_changed


def _widen(page: "Element", share: float) -> None:
    """Give each column of the tables its share of the new width."""
    for tag in ("gridCol", "tcW", "tblW"):
        for column in page.iter(w(tag)):
            if tag == "gridCol" or column.get(w("type")) == "dxa":
                column.set(w("w"), str(round(int(column.get(w("w"), "0")) * share)))


def _give_room(head: "Element", styles: Mapping[str, ParagraphStyle]) -> None:
    """Let the right column of a head hold its first lines whole, at the cost of the left one, which breaks its own."""
    columns = list(head.iter(w("gridCol")))
    cells = list(head.iter(w("tc")))
    if len(columns) != 2 or len(cells) != 2:
        return
    lines = _named(cells[1], styles, (*UNDERLINED, _NATION))
    needed = max((width_mm(text_of(line), style.face, style.points) for line, style in lines), default=0.0)
    left, right = (int(column.get(w("w"), "0")) for column in columns)
    lack = round((needed + _GAP_MM) * TWIPS_A_MM) - right
    lack = min(lack, left - round(_LEFT_MM * TWIPS_A_MM))
    if lack > 0:
        for column, cell, width in zip(columns, cells, (left - lack, right + lack), strict=True):
            column.set(w("w"), str(width))
            for own in cell.iter(w("tcW")):
                own.set(w("w"), str(width))


def _put_mark(head: "Element", styles: Mapping[str, ParagraphStyle], mark: str) -> None:
    """A star where the style wants one, else a rule, whichever the template has."""
    ids = {style.name: key for key, style in styles.items()}
    found = _named(head, styles, (RULE, MARK))
    if not found or RULE not in ids or MARK not in ids or (found[0][1].name == MARK) == bool(mark):
        return
    paragraph = found[0][0]
    for run in paragraph.findall(w("r")):
        paragraph.remove(run)
    reference = next(paragraph.iter(w("pStyle")))
    reference.set(w("val"), ids[MARK if mark else RULE])
    words = next((each for each in head.iter(w("r")) if each.find(w("t")) is not None), None)
    if mark and words is not None:
        twin = copy.deepcopy(words)
        next(twin.iter(w("t"))).text = mark
        paragraph.append(twin)


def width_mm(text: str, face: str, points: float) -> float:
    """How wide a text is in Times New Roman: face regular, bold or italic."""
    return _in_mm(sum(_letters(text, face)), points)


def _letters(text: str, face: str) -> list[float]:
    """How wide each letter is, in thousandths of its size."""
    widths = _widths()[face]
    return [widths.get(char, _UNKNOWN_WIDTH) for char in text]


def _in_mm(units: float, points: float) -> float:
    return units * points / 1000 * _MM_A_POINT


def broken(text: str, style: ParagraphStyle, width: float) -> list[str]:
    """The text in few lines that fit the width (mm), if possible broken after a comma or before a unit, VÀ or ngày.

    A word wider than the column stays whole on a line of its own.
    """
    words = text.split()
    if width_mm(text, style.face, style.points) <= width or len(words) < 2:
        return [text]
    # best[n]: badness of the best way to set the first n words, and where its last line starts
    best: list[tuple[float, int]] = [(0.0, 0), *[(math.inf, 0)] * len(words)]
    letters = [_letters(f" {word}", style.face) for word in words]
    for start in range(len(words)):
        units = 0.0
        for end in range(start + 1, len(words) + 1):
            units = sum(letters[end - 1][end == start + 1 :], units)  # no blank before the first word
            length = _in_mm(units, style.points)
            if length > width and end > start + 1:
                break
            costs = best[start][0] + _badness(words, start, 1 - length / width)
            best[end] = min(best[end], (round(costs, 6), start))  # equal ways cost the same to the last digit
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return [" ".join(words[start:end]) for end, start in pairwise(cuts)][::-1]


def _badness(words: Sequence[str], start: int, room: float) -> float:
    """What one line costs: itself, a start in the middle of a phrase or of one word, and the share of room it leaves.

    Squared, for lines of like length cost less than a long and a short one.
    """
    costs = _LINE + _ROOM * room**2
    if start == 0 or words[start - 1].endswith((",", ";")):
        return costs
    if " ".join(words[start - 1 : start + 1]).lower() in _ONE_WORD:
        return costs + _TORN_WORD
    is_name = " ".join(words[start : start + 2]).lower() != "xã hội"
    return costs if is_name and words[start].lower() in _GOOD_STARTS else costs + _TORN_PHRASE


@lru_cache(maxsize=1)
def _widths() -> dict[str, dict[str, float]]:
    content = json.loads(resource("fonts", "serif-widths.json").read_text(encoding="utf-8"))
    return {face: content[face] for face in ("regular", "bold", "italic")}


def _columns(page: "Element") -> list[tuple["Element", float]]:
    """Each table cell with its width in mm."""
    found = []
    for cell in page.iter(w("tc")):
        width = cell.find(f"{w('tcPr')}/{w('tcW')}")
        if width is not None and width.get(w("type")) == "dxa":
            found.append((cell, int(width.get(w("w"), "0")) / TWIPS_A_MM))
    return found


def _text_width(body: "Element") -> float:
    """The width between the margins of the last section, in mm."""
    found = body.find(w("sectPr"))
    return 165.0 if found is None else _section_width(found)


def _section_width(section: "Element") -> float:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 165.0
    twips = int(size.get(w("w"), "0")) - sum(int(margins.get(w(side), "0")) for side in ("left", "right"))
    return twips / TWIPS_A_MM


def _named(
    holder: "Element", styles: Mapping[str, ParagraphStyle], names: Collection[str]
) -> list[tuple["Element", ParagraphStyle]]:
    """The paragraphs of these styles that stand in a holder itself; one quick walk, for papers have 300,000 lines."""
    found = []
    for reference in holder.iter(w("pStyle")):
        style = styles.get(reference.get(w("val"), ""))
        if style is not None and style.name in names:
            properties = reference.getparent()
            paragraph = None if properties is None else properties.getparent()
            if paragraph is not None and paragraph.getparent() is holder:
                found.append((paragraph, style))
    return found


def _break_heads(holder: "Element", styles: Mapping[str, ParagraphStyle], width: float) -> None:
    for paragraph, _, others in _first_lines(holder, styles, FITTED, width):
        for line in reversed(others):
            twin = copy.deepcopy(paragraph)
            next(twin.iter(w("t"))).text = line
            set_property(twin, "spacing", {"before": "0"})
            paragraph.addnext(twin)


def _break_titles(holder: "Element", styles: Mapping[str, ParagraphStyle], width: float) -> None:
    for _, text, others in _first_lines(holder, styles, (TITLE,), width):
        for line in reversed(others):
            twin = copy.deepcopy(text)
            twin.text = line
            text.addnext(twin)
            text.addnext(twin.makeelement(w("br")))


def _first_lines(
    holder: "Element", styles: Mapping[str, ParagraphStyle], names: Sequence[str], width: float
) -> "Iterator[tuple[Element, Element, list[str]]]":
    """Each paragraph of these styles with a single text, which now is its first line; and the lines below it."""
    for paragraph, style in _named(holder, styles, names):
        texts = list(paragraph.iter(w("t")))
        if len(texts) == 1:
            texts[0].text, *others = _fitting(paragraph, style, width)
            yield paragraph, texts[0], others


def _fitting(paragraph: "Element", style: ParagraphStyle, width: float) -> list[str]:
    return broken(text_of(paragraph), style, width - 2 * _SLACK_MM)


def _draw_lines(holder: "Element", styles: Mapping[str, ParagraphStyle], width: float) -> None:
    above = 0.0  # how long the longest line is of the head or title read last
    for paragraph, style in _named(holder, styles, (RULE, *UNDERLINED, *FITTED, TITLE)):
        if style.name == RULE:
            _indent(paragraph, width, above * _SHARE)
        elif style.name in UNDERLINED:
            _indent(paragraph, width, width_mm(text_of(paragraph), style.face, style.points) + 2 * _SLACK_MM)
        else:
            lines = _fitting(paragraph, style, width)
            above = min(width, max(width_mm(line, style.face, style.points) for line in lines))


def _indent(paragraph: "Element", width: float, length: float) -> None:
    side = str(max(0, round((width - length) / 2 * TWIPS_A_MM)))
    set_property(paragraph, "ind", {"left": side, "right": side, "firstLine": "0"})


def _hold_signatures(body: "Element", styles: Mapping[str, ParagraphStyle]) -> None:
    """Two paragraphs before the signatures stay with them, so that they never stand alone on a page."""
    for table in body.iterchildren(w("tbl")):
        if any(_named(cell, styles, (CAPTION,)) for cell in table.iter(w("tc"))):
            for paragraph in islice(table.itersiblings(w("p"), preceding=True), 2):
                set_property(paragraph, "keepNext", {})
