"""The styles of papers as dated rows: what the shipped rules say, and what an office changed in a copy of its own.

Sources: 36-HD/VPTW (2018) and 05-HD/VPTW (2026) for the Party, Nghị định 30/2020/NĐ-CP for the State, 29-HD/TWĐTN-VP
(2013) for the Youth Union, the Farmers' own guide; `documents.md` §1.9, §3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated as A

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import BodyId, Fact, Lines
from dandan_desktop.domain.record import Record

NUMBER, TYPE, SYMBOL = "[số]", "[loại]", "[ký hiệu]"
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MARGINS = (5, 60)
_SIZES = (10, 18)


class PaperStyle(Record):
    """One style as it holds between two dates, of every body of its kind or of one; lengths in mm, letters in points.

    A number holds `[số]`, `[loại]` and `[ký hiệu]`.
    """

    name: A[str, Fact("Tên thể thức", found=True)]
    base: A[Style, Fact("Dựng trên mẫu")]
    body_id: A[BodyId | None, Fact("Riêng của cơ quan", "Để trống: mọi cơ quan dùng mẫu này")] = None
    valid_from: A[date | None, Fact("Từ ngày")] = None
    valid_to: A[date | None, Fact("Đến hết ngày")] = None
    decided_by: A[str | None, Fact("Theo văn bản")] = None
    top: A[str, Fact("Dòng đầu bên phải")]
    motto: A[str | None, Fact("Tiêu ngữ")] = None
    mark: A[str | None, Fact("Dấu dưới tên cơ quan", "Ví dụ: *; để trống: kẻ một đường")] = None
    number: A[str, Fact("Mẫu số văn bản", f"Ví dụ: Số {NUMBER}-{TYPE}/{SYMBOL}; có dấu hai chấm thì ghi Số:")]
    letter: A[str, Fact("Mẫu số công văn", f"Ví dụ: Số: {NUMBER}/{SYMBOL}")]
    by_term: A[bool, Fact("Đánh số theo nhiệm kỳ", "Bỏ chọn: theo năm")] = True
    by_type: A[bool, Fact("Mỗi loại văn bản một dãy số", "Bỏ chọn: chung một dãy")] = True
    has_dots: A[bool, Fact("Ký thay viết có dấu chấm", "TM., KT.; bỏ chọn: T/M, K/T")] = False
    is_position_bold: A[bool, Fact("Chức vụ người ký in đậm")] = False
    left_signer: A[str, Fact("Người ký bên trái biên bản")]
    right_signer: A[str, Fact("Người ký bên phải biên bản")]
    greeting: A[str, Fact("Lời đầu tờ trình")] = "Kính gửi"
    receiver_end: A[str, Fact("Cuối mỗi dòng nơi nhận")] = ";"
    receivers: A[Lines | None, Fact("Nơi nhận của biên bản", "Mỗi dòng một nơi")] = None
    roman: A[str, Fact("Đánh số mục lớn")] = "I-"
    top_margin: A[int, Fact("Lề trên")] = 20
    bottom_margin: A[int, Fact("Lề dưới")] = 20
    left_margin: A[int, Fact("Lề trái")] = 30
    right_margin: A[int, Fact("Lề phải")] = 15
    header_margin: A[int, Fact("Số trang cách mép trên")] = 10
    points: A[int, Fact("Cỡ chữ nội dung")] = 14


def style_findings(style: PaperStyle) -> list[Finding]:
    """What is wrong or odd about a style; what an office prints is its own to answer for, so little is refused."""
    return [*_refused(style), *_odd(style)]


def _refused(style: PaperStyle) -> Iterator[Finding]:
    for name, needed in (("number", (NUMBER, TYPE, SYMBOL)), ("letter", (NUMBER, SYMBOL))):
        pattern = getattr(style, name)
        known = re.findall(r"\[[^\]]*\]", pattern)
        if any(pattern.count(each) != 1 for each in needed) or set(known) - {NUMBER, TYPE, SYMBOL}:
            said = f"Mẫu phải có {', '.join(needed)}, mỗi thứ một lần. Hãy ghi lại như ví dụ bên dưới ô."
            yield Finding(name, said)
    if style.valid_from and style.valid_to and style.valid_to < style.valid_from:
        yield Finding("valid_to", "Ngày cuối phải sau ngày đầu.")
    for name in ("top_margin", "bottom_margin", "left_margin", "right_margin", "header_margin"):
        if not _MARGINS[0] <= getattr(style, name) <= _MARGINS[1]:
            yield Finding(name, f"Ghi từ {_MARGINS[0]} đến {_MARGINS[1]} mm.")
    if not _SIZES[0] <= style.points <= _SIZES[1]:
        yield Finding("points", f"Ghi cỡ chữ từ {_SIZES[0]} đến {_SIZES[1]}.")


def _odd(style: PaperStyle) -> Iterator[Finding]:
    if style.base is Style.PARTY and _NATION in style.top.upper():
        yield Finding("top", "Văn bản của Đảng không dùng Quốc hiệu, Tiêu ngữ.", blocks=False)
    if style.base is Style.STATE and "ĐẢNG CỘNG SẢN" in style.top.upper():
        yield Finding("top", "Văn bản hành chính dùng Quốc hiệu, Tiêu ngữ.", blocks=False)
