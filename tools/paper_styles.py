"""The paragraph styles of the minutes' templates: sizes and gaps in points, line pitch as Word counts it."""

from dataclasses import dataclass, replace
from typing import Any

from dandan_desktop.domain.catalogue import Style

EXACT_18 = 360
"""Line pitch of exactly 18 points in twentieths of a point (05-HD/VPTW: 18 to 22)."""

SINGLE = 240
ABOVE_SINGLE = 276  # 1.15 lines: Nghị định 30/2020 allows one to one and a half


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One paragraph style: the id is plain ASCII, the name is what an office sees in Word.

    `line` is in twentieths of a point where `is_exact`, else in 240ths of a line; `first_line` in mm.
    """

    id: str
    name: str
    size: float = 14
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    align: str = "center"
    before: float = 0
    after: float = 0
    line: int = SINGLE
    is_exact: bool = False
    first_line: float = 0
    has_line: bool = False
    keeps_next: bool = False


_BODY = Look(id="DVBody", name="DV Nội dung", align="both", after=6, line=EXACT_18, is_exact=True, first_line=10)

_COMMON = (
    Look(id="DVUpper", name="DV Cơ quan cấp trên"),
    Look(id="DVLower", name="DV Cơ quan ban hành", is_bold=True),
    Look(id="DVMark", name="DV Dấu sao"),
    Look(id="DVNumber", name="DV Số ký hiệu"),
    Look(id="DVTop", name="DV Tiêu đề phải", size=15, is_bold=True, has_line=True),
    Look(id="DVNation", name="DV Quốc hiệu", size=13, is_bold=True),
    Look(id="DVMotto", name="DV Tiêu ngữ", is_bold=True, has_line=True),
    Look(id="DVDated", name="DV Địa danh ngày tháng", is_italic=True, before=6),
    Look(id="DVKind", name="DV Tên loại", size=16, is_bold=True, before=18),
    Look(id="DVTitle", name="DV Trích yếu", is_bold=True),
    Look(id="DVHyphens", name="DV Gạch nối", after=12),
    Look(id="DVRule", name="DV Đường kẻ", size=2, after=6, line=60, is_exact=True, has_line=True),
    _BODY,
    replace(_BODY, id="DVHeading", name="DV Mục", is_bold=True, keeps_next=True),
    replace(_BODY, id="DVLabel", name="DV Nhãn", is_italic=True, keeps_next=True),
    Look(id="DVCaption", name="DV Chức danh ký", is_bold=True, before=12, keeps_next=True),
    Look(id="DVGap", name="DV Chỗ ký", keeps_next=True),
    Look(id="DVSigner", name="DV Họ tên ký", is_bold=True),
    Look(id="DVEnd", name="DV Cuối", size=1, line=20, is_exact=True),
    Look(id="DVPage", name="DV Số trang"),
)

_RECEIVERS = (
    Look(
        id="DVReceivers", name="DV Nơi nhận", size=12, is_bold=True, is_italic=True, align="left", before=6,
        keeps_next=True,
    ),
    Look(id="DVReceiver", name="DV Danh sách nhận", size=11, align="left", keeps_next=True),
)  # fmt: skip

_STATE_SIZES = {"DVUpper": 13, "DVLower": 13, "DVNumber": 13, "DVKind": 14}

_PAPERS = (
    Look(id="DVSubject", name="DV Trích yếu công văn", size=12, is_italic=True),
    Look(id="DVTo", name="DV Kính gửi", before=12, after=12),
    Look(id="DVInvitee", name="DV Người được mời", is_bold=True, before=6, after=12),
    Look(id="DVNote", name="DV Kèm theo", is_italic=True, before=6, after=12),
    replace(_BODY, id="DVGiven", name="DV Dẫn bảng", keeps_next=True),
    Look(id="DVPost", name="DV Chức vụ ký", keeps_next=True),
    Look(id="DVCellHead", name="DV Đầu bảng", size=13, is_bold=True, before=3, after=3, keeps_next=True),
    Look(id="DVCell", name="DV Ô bảng", size=13, align="left", before=2, after=2),
    Look(id="DVCellMiddle", name="DV Ô giữa", size=13, before=2, after=2),
    Look(id="DVAfterTable", name="DV Sau bảng", size=2, line=120, is_exact=True),
    Look(id="DVReceivers", name="DV Nơi nhận", is_underlined=True, align="left", before=12),
    Look(id="DVReceiver", name="DV Danh sách nhận", size=12, align="left"),
)

_STATE_PAPERS: dict[str, dict[str, Any]] = {
    "DVSubject": {"size": 13, "is_italic": False, "before": 6},
    "DVPost": {"is_bold": True},
}
"""Nghị định 30/2020: the subject of a letter upright, the position of who signs bold."""

SHEET_LOOKS = (
    Look(id="DVLower", name="DV Cơ quan ban hành", is_bold=True),
    Look(id="DVKind", name="DV Tên loại", size=18, is_bold=True, before=36),
    Look(id="DVTitle", name="DV Trích yếu", before=6),
    Look(id="DVCode", name="DV Mã khôi phục", size=28, is_bold=True, before=18),
    replace(_BODY, id="DVBody", name="DV Nội dung", before=6, first_line=0),
    Look(id="DVCaption", name="DV Chức danh ký", before=36),
    Look(id="DVPage", name="DV Số trang"),
)
"""The styles of the recovery sheet."""


def looks(style: Style) -> tuple[Look, ...]:
    """The styles of one template; the State's heads are smaller and its lines wider."""
    if style is not Style.STATE:
        return _COMMON
    found = []
    for look in (*_COMMON, *_RECEIVERS):
        size = _STATE_SIZES.get(look.id, look.size)
        changed = replace(look, size=size)
        if look.first_line:
            changed = replace(changed, line=ABOVE_SINGLE, is_exact=False)
        found.append(changed)
    return tuple(found)


def paper_looks(style: Style) -> tuple[Look, ...]:
    """The styles of the papers of a sitting: those of the minutes and their own; what both have is the minutes'."""
    known = looks(style)
    names = {look.id for look in known}
    others = [replace(look, **_STATE_PAPERS.get(look.id, {})) if style is Style.STATE else look for look in _PAPERS]
    given = [
        replace(look, line=ABOVE_SINGLE, is_exact=False) if style is Style.STATE and look.first_line else look
        for look in others
    ]
    return (*known, *(look for look in given if look.id not in names))
