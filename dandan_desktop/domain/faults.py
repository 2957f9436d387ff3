"""What can be wrong with a register, and how a clerk is told."""

from collections.abc import Iterable
from enum import StrEnum


class Fault(StrEnum):
    """One kind of fault; its value is what programs read."""

    PAGES = "pages"
    STRUCTURE = "structure"
    REFERENCES = "references"
    TRIGGERS = "triggers"
    SEALS = "seals"
    STATES = "states"
    FILES = "files"
    SEARCH = "search"


_WORDS = {
    Fault.PAGES: "có trang của tệp không đọc được",
    Fault.STRUCTURE: "cấu trúc tệp sai",
    Fault.REFERENCES: "có bản ghi trỏ tới bản ghi không còn",
    Fault.TRIGGERS: "phần ghi nhật ký thiếu hoặc bị sửa",
    Fault.SEALS: "mã kiểm tra nhật ký không khớp",
    Fault.STATES: "trạng thái không khớp bước cuối",
    Fault.FILES: "có tệp minh chứng hoặc mẫu Word giữ trong sổ bị mất hoặc đã khác",
    Fault.SEARCH: "chữ để tìm kiếm không khớp bản ghi",
}

_DAMAGE = frozenset({Fault.PAGES, Fault.STRUCTURE})


def is_damage(faults: Iterable[str]) -> bool:
    """Whether the file itself is damaged: a copy of it would be no better."""
    return not _DAMAGE.isdisjoint(map(Fault, faults))


def words(faults: Iterable[str]) -> str:
    """These faults in words, for one line."""
    return "; ".join(_WORDS[Fault(fault)] for fault in faults)
