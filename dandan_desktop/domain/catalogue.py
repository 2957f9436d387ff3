"""The catalogue: units, bodies, officials and code lists, all dated, because names and tiers change by decision."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated as A

from dandan_desktop.domain.facts import BodyId, CodeId, Fact, From, Lines, PersonId, Prose, UnitId
from dandan_desktop.domain.record import Record


class Style(StrEnum):
    """How a body's papers are laid out: by the Party's rule, the State's (Nghị định 30/2020) or a union's own."""

    PARTY = "PARTY"
    STATE = "STATE"
    DOAN = "DOAN"
    HND = "HND"


class Unit(Record):
    """A place with an official code as it stood between two dates; codes were used again in 2025."""

    name: A[str, Fact("Tên đơn vị", found=True)]
    code: A[str, Fact("Mã", found=True)]
    level: A[CodeId, Fact("Cấp"), From("unit_levels")]
    kind: A[CodeId, Fact("Loại"), From("unit_kinds")]
    parent_id: A[UnitId | None, Fact("Thuộc")] = None
    valid_from: A[date | None, Fact("Từ ngày")] = None
    valid_to: A[date | None, Fact("Đến hết ngày")] = None
    decided_by: A[str | None, Fact("Theo văn bản")] = None
    line: A[str, Fact("Dòng", "Chung cho một đơn vị qua các lần đổi tên")] = ""


class Body(Record):
    """An office, organisation or branch as it stood between two dates, with what the head of its papers prints."""

    name: A[str, Fact("Tên", found=True)]
    kind: A[CodeId, Fact("Loại"), From("body_kinds")]
    unit_id: A[UnitId, Fact("Địa bàn")]
    parent_id: A[BodyId | None, Fact("Cấp trên trực tiếp")] = None
    symbol: A[str | None, Fact("Ký hiệu văn bản")] = None
    style: A[Style, Fact("Thể thức văn bản")] = Style.PARTY
    header_upper: A[Prose | None, Fact("Dòng trên của tiêu đề")] = None
    header_lower: A[Prose | None, Fact("Dòng dưới của tiêu đề", "Để trống: dùng tiêu đề của cấp trên trực tiếp")] = None
    place: A[str | None, Fact("Địa danh")] = None
    valid_from: A[date | None, Fact("Từ ngày")] = None
    valid_to: A[date | None, Fact("Đến hết ngày")] = None
    decided_by: A[str | None, Fact("Theo văn bản")] = None
    line: A[str, Fact("Dòng", "Chung cho một cơ quan qua các lần đổi tên")] = ""


class Code(Record):
    """One entry of a code list; an entry in use is closed by its last day, never deleted."""

    name: A[str, Fact("Tên", found=True)]
    list: A[str, Fact("Danh mục")]
    code: A[str, Fact("Mã", found=True)]
    rank: A[int, Fact("Thứ tự")] = 0
    group: A[str | None, Fact("Nhóm")] = None
    note: A[str | None, Fact("Ghi chú")] = None
    aka: A[Lines | None, Fact("Cách ghi khác", found=True)] = None
    next: A[Lines | None, Fact("Mã các bước tiếp theo")] = None
    code_list: A[str | None, Fact("Bảng mã")] = None
    other_code: A[str | None, Fact("Mã khác")] = None
    other_list: A[str | None, Fact("Bảng mã khác")] = None
    valid_from: A[date | None, Fact("Từ ngày")] = None
    valid_to: A[date | None, Fact("Đến hết ngày")] = None
    decided_by: A[str | None, Fact("Theo văn bản")] = None


class Official(Record):
    """A person, or a bare name, in a position of a body between two dates."""

    name: A[str, Fact("Họ và tên", found=True)]
    position: A[str, Fact("Chức vụ", found=True)]
    body_id: A[BodyId, Fact("Cơ quan, tổ chức")]
    person_id: A[PersonId | None, Fact("Hồ sơ người")] = None
    valid_from: A[date | None, Fact("Từ ngày")] = None
    valid_to: A[date | None, Fact("Đến hết ngày")] = None


def is_valid_on(row: Unit | Body | Code | Official, day: date) -> bool:
    """Whether a dated row holds on this day; both ends belong to it, as papers write “đến hết ngày”."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)
