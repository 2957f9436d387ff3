"""People who open the register: their roles, and the organisations whose records they see."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated as A

from dandan_desktop.domain.facts import BodyId, Fact, trait
from dandan_desktop.domain.record import Record


class Role(StrEnum):
    """What a person may do; several per person (`admission.md` §6.3, requirement 4)."""

    TOTALS = "totals"
    ENTER = "enter"
    APPROVE = "approve"
    ADMIN = "admin"


EVERYBODY = frozenset(Role)
RECORDS = frozenset({Role.ENTER, Role.APPROVE})
"""The roles that read records of people and work; the others see totals or keep the register."""
KEEPERS = frozenset({Role.ADMIN})
"""The role that keeps users, keys, backups and erasure."""


class User(Record):
    """One person with a passphrase of his own."""

    name: A[str, Fact("Họ và tên")]
    sees_totals: A[bool, Fact("Xem tổng hợp", "Chỉ xem số liệu và lập biểu, không mở hồ sơ")] = False
    enters: A[bool, Fact("Nhập liệu", "Thêm, sửa, xoá hồ sơ")] = False
    approves: A[bool, Fact("Duyệt và khoá", "Duyệt kết quả, ghi bước, khoá và mở lại biên bản")] = False
    administers: A[bool, Fact("Quản trị", "Người dùng, thiết lập, khôi phục sổ, xoá vĩnh viễn")] = False


class UserBody(Record):
    """An organisation a person works for; without any, he sees all of them."""

    body_id: A[BodyId, Fact("Tổ chức được phân công", "Để trống: xem mọi tổ chức")]


FIELDS = {
    Role.TOTALS: "sees_totals", Role.ENTER: "enters", Role.APPROVE: "approves", Role.ADMIN: "administers",
}  # fmt: skip
"""The fact of a user that says whether he has a role."""


def roles_of(user: User) -> frozenset[Role]:
    """The roles a person was given."""
    return frozenset(role for role, field in FIELDS.items() if getattr(user, field))


def roles_words(roles: frozenset[Role]) -> str:
    """What roles are called, one of which is needed."""
    return " hoặc ".join(role_fact(role).label for role in Role if role in roles)


def role_fact(role: Role) -> Fact:
    """What a role is called, and what it is good for."""
    return trait(User, FIELDS[role]).fact
