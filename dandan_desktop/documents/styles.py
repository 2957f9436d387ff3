"""The styles of papers as data: what the head says, how a number is written, who signs, in which template.

Sources: PARTY Hướng dẫn 05-HD/VPTW (2026) and 16-HD/VPTW (2023); STATE Nghị định 30/2020/NĐ-CP, Mẫu 1.9;
DOAN Hướng dẫn 29-HD/TWĐTN-VP (2013); HND the Farmers' own guide: head of the State, number and signatures
of the Party.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dandan_desktop.documents.geometry import Page
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.issued_numbers import LETTER
from dandan_desktop.domain.paper_styles import NUMBER, SYMBOL, TYPE, PaperStyle
from dandan_desktop.domain.papers import Header

DOTS = "…………"
"""What a paper prints for a fact nobody recorded: room to write it by hand."""

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything in which the papers of one style differ; the page itself is in the template.

    `number` and that of a `letter` (công văn) hold `{number}`, `{type}` and `{symbol}`, `subject` of a letter its
    `{subject}`; numbers run `by_term` or by calendar year, `by_type` or all types together; `closing`, and that of
    minutes of two sides, holds `{time}` and `{day}`; `section` comes before the numbers of the parts of the
    proceedings, among them the agenda where it has a heading; `conclusions` is the number of that part, or empty to
    count on; `person` goes before a name, where anything does, `counted` after a head count; `page` says where the
    page differs from the template's.
    """

    template: str
    top: str
    motto: str = ""
    mark: str = ""
    number: str = "Số {number}-{type}/{symbol}"
    letter: str = "Số {number}-{type}/{symbol}"
    by_term: bool = True
    by_type: bool = True
    subject: str = "về việc {subject}"
    filed: str = "Lưu hồ sơ"
    ends: str = "."
    has_place: bool = True
    starts: str = "bắt đầu vào hồi {time}, {day}"
    section: str = "2."
    agenda: str = ""
    conclusions: str = "3"
    person: str = "Đồng chí"
    counted: str = "đồng chí"
    chair: str = "người chủ trì"
    recorder: str = "người ghi biên bản"
    closing: tuple[str, ...] = (
        "Biên bản đã được đọc lại để các đại biểu dự hội nghị nghe và thống nhất nội dung.",
        "Hội nghị kết thúc vào hồi {time}, cùng ngày.",
    )
    two_sides_closing: tuple[str, ...] = (
        "Biên bản đã được đọc lại để hai bên nghe và thống nhất nội dung.",
        "Buổi làm việc kết thúc vào hồi {time}, cùng ngày.",
    )
    left_signer: str = "NGƯỜI GHI BIÊN BẢN"
    right_signer: str = "CHỦ TRÌ HỘI NGHỊ"
    receivers: tuple[str, ...] = ()
    has_dots: bool = False
    is_position_bold: bool = False
    greeting: str = "Kính trình"
    receiver_end: str = ";"
    roman: str = "I-"
    page: Page | None = None


LAYOUTS: Mapping[Style, Layout] = {
    Style.PARTY: Layout(template="minutes_party.docx", top="ĐẢNG CỘNG SẢN VIỆT NAM", mark="*"),
    Style.DOAN: Layout(
        template="minutes_doan.docx", top="ĐOÀN TNCS HỒ CHÍ MINH", mark="***", has_dots=True, greeting="Kính gửi"
    ),
    Style.HND: Layout(template="minutes_hnd.docx", top=_NATION, motto=_MOTTO, mark="*", greeting="Kính gửi"),
    Style.STATE: Layout(
        template="minutes_state.docx",
        top=_NATION,
        motto=_MOTTO,
        number="Số: {number}/{type}-{symbol}",
        letter="Số: {number}/{symbol}",
        by_term=False,
        by_type=False,
        subject="V/v {subject}",
        filed="Lưu: VT, Hồ sơ",
        ends="./.",
        has_place=False,
        starts="{time}, {day}",
        section="",
        agenda="Chương trình",
        conclusions="",
        person="",
        counted="đại biểu",
        chair="chủ tọa",
        recorder="thư ký",
        closing=("Hội nghị kết thúc vào {time}, {day}./.",),
        two_sides_closing=("Buổi làm việc kết thúc vào {time}, {day}./.",),
        left_signer="THƯ KÝ",
        right_signer="CHỦ TỌA",
        receivers=(f"- {DOTS};", "- Lưu: VT, Hồ sơ."),
        has_dots=True,
        is_position_bold=True,
        greeting="Kính gửi",
        roman="I.",
    ),
}

_PLACES = {NUMBER: "{number}", TYPE: "{type}", SYMBOL: "{symbol}"}


def layout_of(header: Header) -> Layout:
    """The layout of a paper: the words of its style with what its look says, or the program's own without one.

    What the style's template has no place for stays out of its values: a mark there is set when the page is laid out.
    """
    layout, look = LAYOUTS[header.style], header.look
    if look is None:
        return layout
    return replace(
        layout,
        top=look.top,
        motto=(look.motto or "") if layout.motto else "",
        mark=(look.mark or "") if layout.mark else "",
        number=_pattern(look.number),
        letter=_pattern(look.letter),
        by_term=look.by_term,
        by_type=look.by_type,
        left_signer=look.left_signer,
        right_signer=look.right_signer,
        receivers=(look.receivers or ()) if layout.receivers else (),
        has_dots=look.has_dots,
        is_position_bold=look.is_position_bold,
        greeting=look.greeting,
        receiver_end=look.receiver_end,
        roman=look.roman,
        page=page_of(look),
    )


def page_of(look: PaperStyle) -> Page:
    """The page of a style as its row says it."""
    return Page(
        top=look.top_margin,
        bottom=look.bottom_margin,
        left=look.left_margin,
        right=look.right_margin,
        header=look.header_margin,
        points=look.points,
        mark=look.mark or "",
    )


def mark_of(layout: Layout) -> str:
    """What stands below the issuing body; empty for a rule."""
    return layout.mark if layout.page is None else layout.page.mark


def number_line(layout: Layout, kind: str, symbol: str, number: str) -> str:
    """The number as the head of a paper of this type (its symbol) prints it: in two figures at least."""
    pattern = layout.letter if kind == LETTER else layout.number
    return pattern.format(number=number.zfill(2) if number.isdecimal() else number, type=kind, symbol=symbol)


def number_words(layout: Layout, kind: str, symbol: str, number: str) -> str:
    """The same without the word before it, as other papers cite it."""
    return re.sub(r"^số\s*:?\s*", "", number_line(layout, kind, symbol, number), flags=re.IGNORECASE)


def signed_for(layout: Layout, prefix: str, body: str) -> str:
    """The line that says for whom somebody signs: T/M BAN THƯỜNG VỤ, or TM. BAN THƯỜNG VỤ."""
    return f"{prefix.replace('/', '')}. {body}" if layout.has_dots else f"{prefix} {body}"


def receiver_lines(layout: Layout, names: Sequence[str]) -> list[str]:
    """The list of receivers, each with the sign its style ends a line with, the last with a full stop."""
    *first, last = names or [DOTS]
    return [*(f"- {each}{layout.receiver_end}" for each in first), f"- {last}."]


def _pattern(written: str) -> str:
    """A pattern of a style's row, ready to be filled in."""
    found = written.replace("{", "{{").replace("}", "}}")
    for place, name in _PLACES.items():
        found = found.replace(place, name)
    return found
