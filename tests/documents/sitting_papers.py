"""The papers of a sitting for the tests: each kind made from a sheet, and what is true of every one of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.section import Section
from docx.table import Table
from lxml.etree import _Element as Element

from dandan_desktop.documents.paper import Made, papers_docx, reminder_docx
from dandan_desktop.documents.paper_content import paper_pages
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import Lines
from dandan_desktop.domain.paper_kinds import (
    DELEGATES,
    MINUTES,
    REMINDER,
    SIGN_IN,
    TASK_LIST,
    WORKING,
    PaperKind,
    tasks,
)
from dandan_desktop.domain.paper_signing import Signing
from dandan_desktop.domain.papers import ListedTask, MeetingSheet, OverdueLine, ReminderSheet
from tests.documents.looks import PARTY, STATE, THIN, Look, Seen, text
from tests.documents.papers import MARKS, RIGHT_MM, TOPS, check_fonts, head_of, opened, row_is_whole
from tests.documents.schema_order import check_order

BARE = (DELEGATES, SIGN_IN, TASK_LIST)
"""Lists, which have neither number nor signature."""
NUMBER = {
    Style.PARTY: r"Số (\d{2,}| {5})-{type}/[A-Za-zĐ0-9-]+",
    Style.DOAN: r"Số (\d{2,}| {5})-{type}/[A-Za-zĐ0-9-]+",
    Style.HND: r"Số (\d{2,}| {5})-{type}/[A-Za-zĐ0-9-]+",
    Style.STATE: r"Số: (\d{2,}| {5})/{type}-[A-Za-zĐ0-9-]+",
}
DATED = r", ?ngày (\d\d tháng (01|02|[3-9]|1[0-2]) năm \d{4}|…… tháng …… năm ……)$"
_CELL = Look(13, align="left", before=2, after=2)
_MORE = {
    "DV Kính gửi": Look(14, before=12, after=12),
    "DV Người được mời": Look(14, bold=True, before=6, after=12),
    "DV Kèm theo": Look(14, italic=True, before=6, after=12),
    "DV Đầu bảng": Look(13, bold=True, before=3, after=3),
    "DV Ô bảng": _CELL,
    "DV Ô giữa": _CELL._replace(align="center"),
    "DV Sau bảng": Look(2, pitch="exactly 6 pt"),
    "DV Cuối": Look(1, pitch="exactly 1 pt"),
}
_SHARED = {
    "DV Cơ quan cấp trên": "upper", "DV Cơ quan ban hành": "lower", "DV Dấu sao": "mark", "DV Số ký hiệu": "number",
    "DV Tiêu đề phải": "top", "DV Quốc hiệu": "nation", "DV Tiêu ngữ": "motto", "DV Tên loại": "kind",
    "DV Trích yếu": "title", "DV Gạch nối": "hyphens", "DV Nội dung": "body", "DV Dẫn bảng": "body",
    "DV Mục": "heading", "DV Nhãn": "label", "DV Chức danh ký": "caption", "DV Chỗ ký": "room", "DV Họ tên ký": "name",
}  # fmt: skip


def looks_of(style: Style) -> dict[str, tuple[Look, ...]]:
    """How each kind of paragraph looks, from documents.md §1.3 and §2; a line that goes on has no gap above it."""
    is_state = style is Style.STATE
    base = STATE if is_state else PARTY
    own = {
        "DV Trích yếu công văn": Look(13, before=6) if is_state else Look(12, italic=True),
        "DV Chức vụ ký": Look(14, bold=is_state),
        "DV Nơi nhận": base["receivers"] if is_state else Look(14, align="left", before=12, underline=True),
        "DV Danh sách nhận": base["receiver"] if is_state else Look(12, align="left"),
        "DV Địa danh ngày tháng": base["dated"],
        "DV Đường kẻ": Look(2, pitch="exactly 3 pt", after=6, line=THIN),
    }
    found = {**{name: base[key] for name, key in _SHARED.items()}, **_MORE, **own}
    return {name: (look, look._replace(before=0)) for name, look in found.items()}


def signing_for(kind: PaperKind, sheet: MeetingSheet) -> Signing:
    """A signing with everything in it."""
    return Signing(
        kind=kind.code,
        dated_on=date(2026, 2, 5),
        authority="T/M BAN THƯỜNG VỤ" if sheet.header.style in {Style.PARTY, Style.HND} else "TM. BAN THƯỜNG VỤ",
        position="PHÓ BÍ THƯ",
        signer="Lê Văn Ký",
        receivers=Lines(("Như trên", "Lưu hồ sơ.")),
    )


def made_of(kind: PaperKind, sheet: MeetingSheet, number: str = "") -> Made:
    return Made(kind, sheet, signing_for(kind, sheet), number)


def reminder_of(sheet: MeetingSheet) -> ReminderSheet:
    """A reminder of every task of a meeting, as if all of them had one owner."""
    lines = tuple(
        OverdueLine(
            replace(task, text=task.text or each.conclusion.text), number, sheet.meeting.held_on, 12, number % 3
        )
        for number, each, task in tasks(sheet)
    )
    return ReminderSheet(sheet.header, sheet.convener, "", "Hội Nông dân xã", date(2026, 3, 7), lines)


def listed_of(sheet: MeetingSheet) -> tuple[ListedTask, ...]:
    """Every task of a meeting as a list prints it."""
    return tuple(
        ListedTask(
            replace(task, text=task.text or each.conclusion.text), number, sheet.meeting.held_on, "Quá hạn 3 ngày"
        )
        for number, each, task in tasks(sheet)
    )


def letter_of(sheet: MeetingSheet) -> bytes:
    return reminder_docx(reminder_of(sheet), signing_for(REMINDER, sheet))


class Made1(NamedTuple):
    """A finished file, its kind, and how many receivers' pages are in it."""

    kind: PaperKind
    content: bytes
    pages: int = 1


def every_paper(sheet: MeetingSheet, kinds: tuple[PaperKind, ...]) -> list[Made1]:
    """Each of these kinds that a sheet has: one file a receiver, and one for all of them."""
    found = []
    for kind in kinds:
        if kind is REMINDER:
            found += [Made1(kind, letter_of(sheet))] if tasks(sheet) else []
        elif not kind.needs(sheet):
            single = papers_docx(made_of(kind, sheet))
            found += [Made1(kind, each) for each in single]
            if kind.is_merged:
                (whole,) = papers_docx(made_of(kind, sheet), is_together=True)
                found.append(Made1(kind, whole, len(single)))
    return found


def together(sheet: MeetingSheet, kinds: tuple[PaperKind, ...]) -> Iterator[Made1]:
    """Each of these kinds that a sheet has, one file for all receivers."""
    for kind in kinds:
        if kind is not REMINDER and not kind.needs(sheet):
            made = made_of(kind, sheet)
            (content,) = papers_docx(made, is_together=True)
            yield Made1(kind, content, len(paper_pages(made)))
    if REMINDER in kinds and tasks(sheet):
        yield Made1(REMINDER, letter_of(sheet))


def check_sitting_paper(made: Made1, style: Style, symbol: str = "") -> None:
    """Assert everything that holds for a paper of a sitting in a style (documents.md §8)."""
    paper = opened(made.content)
    assert len(paper.sections) == made.pages
    for section in paper.sections:
        _check_page(section, style)
    check_fonts(paper)
    heads = [table for table in paper.tables if _is_head(table)]
    assert len(heads) == made.pages
    for head in heads:
        _check_head(head, made.kind, style, symbol or made.kind.symbol)
    _check_feet(paper, made, style)
    _check_looks(paper, style)
    check_order(paper)


def _check_page(section: Section, style: Style) -> None:
    sizes = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    sizes += [section.left_margin, section.right_margin, section.header_distance]
    assert [round(size.mm) for size in sizes if size is not None] == [210, 297, 20, 20, 30, RIGHT_MM[style], 10]
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous, "page 1 would have a header"
    counted = section._sectPr.find(qn("w:pgNumType"))
    assert counted is not None
    assert counted.get(qn("w:start")) == "1"
    assert "PAGE" in "".join(section.header.part.element.itertext())


def _is_head(table: Table) -> bool:
    return len(table.rows) == 1 and table.rows[0].cells[-1].paragraphs[0].text.startswith(("ĐẢNG CỘNG", "ĐOÀN", "CỘNG"))


def _check_head(table: Table, kind: PaperKind, style: Style, symbol: str) -> None:
    left, right = ([line.text for line in cell.paragraphs] for cell in table.rows[0].cells)
    assert [line for line in left if set(line) == {"*"}] == ([MARKS[style]] if MARKS[style] else [])
    assert right[: len(TOPS[style])] == TOPS[style]
    if style in {Style.PARTY, Style.DOAN}:
        assert "CỘNG HÒA" not in " ".join(right)
    numbers = [line for line in left if line.startswith("Số")]
    dated = " ".join(right[len(TOPS[style]) :])
    if kind in BARE:
        assert not numbers
        assert not dated
        return
    pattern = NUMBER[style].replace("{type}", symbol)
    if kind is REMINDER and style is Style.STATE:
        pattern = r"Số: (\d{2,}| {5})/[A-Za-zĐ0-9-]+"  # a letter of the State carries no type
    assert len(numbers) == 1
    assert re.fullmatch(pattern, numbers[0]), numbers
    if kind in {MINUTES, WORKING} and style is Style.STATE:
        assert not dated, "Mẫu 1.9 has no place and date"
    else:
        assert re.search(DATED, dated), dated


def _check_feet(paper: Paper, made: Made1, style: Style) -> None:
    """Signatures keep together and two paragraphs before them stay; authority bold, position as the style wants it."""
    names = _style_names(paper)
    feet = [table for table in paper.tables if "DV Chức danh ký" in map(names.get, _styles_in(table._tbl))]
    assert len(feet) == (0 if made.kind in BARE else made.pages)
    for table in feet:
        row = table.rows[0]
        assert row_is_whole(row._tr)
        right = row.cells[-1].paragraphs
        assert sum(line.style is not None and line.style.name == "DV Chỗ ký" for line in right) == 4
        for line in right[:-1]:
            assert line.style is not None
            assert line.style.paragraph_format.keep_with_next, "the block may not be torn"
        for element in _before(table, 2):
            assert element.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
        if made.kind is not WORKING:
            authority = right[0].text
            assert ("/" in authority) is (style in {Style.PARTY, Style.HND}), authority
        else:
            assert len(row.cells) == 3


def _before(table: Table, count: int) -> list[Element]:
    found = [each for each in table._tbl.itersiblings(preceding=True) if each.tag == qn("w:p")]
    return found[:count]


def _style_names(paper: Paper) -> dict[str, str | None]:
    """The name of each style by its id."""
    return {each.style_id: each.name for each in paper.styles}


def _styles_in(holder: Element) -> Iterator[str]:
    """The ids of the styles of the paragraphs in it."""
    return (each.get(qn("w:val"), "") for each in holder.iter(qn("w:pStyle")))


def _check_looks(paper: Paper, style: Style) -> None:
    seen, looks = Seen(paper), looks_of(style)
    names = _style_names(paper)
    for paragraph in paper.element.body.iter(qn("w:p")):
        name = names[next(_styles_in(paragraph))]
        if name == "DV Kính gửi":
            continue  # its first words slant, the receiver stands upright: tested on its own
        assert seen.look(paragraph) in looks[name or ""], (name, text(paragraph))


def heads_of(content: bytes) -> list[str]:
    return head_of(opened(content)).left
