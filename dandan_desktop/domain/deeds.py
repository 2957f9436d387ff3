"""Every kind of deed by its name: the words a clerk reads, and whether it can be taken back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeedKind:
    """What a deed is called once done, before the noun's word and title, and whether it can be undone."""

    done: str
    is_undoable: bool = True


DEEDS: dict[str, DeedKind] = {
    "make_register": DeedKind("Đã lập sổ", is_undoable=False),
    "choose_office": DeedKind("Đã chọn cơ quan"),
    "add": DeedKind("Đã thêm"),
    "save": DeedKind("Đã lưu"),
    "trash": DeedKind("Đã xoá"),
    "restore": DeedKind("Đã khôi phục"),
    "load": DeedKind("Đã nạp"),
    "move": DeedKind("Đã ghi bước của"),
    "take_back": DeedKind("Đã bỏ bước cuối của"),
    "finish_task": DeedKind("Đã ghi kết quả"),
    "undo": DeedKind("Đã hoàn tác"),
    "generate": DeedKind("Đã tạo dữ liệu mẫu"),
}
"""Closed list: `Store.change` refuses a name that is not here."""
