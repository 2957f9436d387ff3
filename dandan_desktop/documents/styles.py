"""The styles of papers as data: what the head says, how a number is written, who signs, in which template.

Sources: PARTY Hướng dẫn 05-HD/VPTW (2026) and 16-HD/VPTW (2023); STATE Nghị định 30/2020/NĐ-CP, Mẫu 1.9;
DOAN Hướng dẫn 29-HD/TWĐTN-VP (2013); HND the Farmers' own guide: head of the State, number and signatures
of the Party.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dandan_desktop.domain.catalogue import Style

DOTS = "…………"
"""What a paper prints for a fact nobody recorded: room to write it by hand."""

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything in which the papers of one style differ; the page itself is in the template.

    `number` and that of a `letter` hold `{number}`, `{type}` and `{symbol}`, `subject` of a letter its `{subject}`;
    `closing`, and that of minutes of two sides, holds `{time}` and `{day}`; `section` comes before the
    numbers of the parts of the proceedings, among them the agenda where it has a heading; `conclusions` is
    the number of that part, or empty to count on; `person` goes before a name, where anything does, `counted` after a
    head count.
    """

    template: str
    top: str
    motto: str = ""
    mark: str = ""
    number: str = "Số {number}-{type}/{symbol}"
    letter: str = "Số {number}-{type}/{symbol}"
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


LAYOUTS: Mapping[Style, Layout] = {
    Style.PARTY: Layout(template="minutes_party.docx", top="ĐẢNG CỘNG SẢN VIỆT NAM", mark="*"),
    Style.DOAN: Layout(template="minutes_doan.docx", top="ĐOÀN TNCS HỒ CHÍ MINH", mark="***"),
    Style.HND: Layout(template="minutes_hnd.docx", top=_NATION, motto=_MOTTO, mark="*"),
    Style.STATE: Layout(
        template="minutes_state.docx",
        top=_NATION,
        motto=_MOTTO,
        number="Số: {number}/{type}-{symbol}",
        letter="Số: {number}/{symbol}",
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
    ),
}
