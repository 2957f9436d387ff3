"""Every kind of deed by its name: the words a clerk reads."""

DEEDS: dict[str, str] = {
    "choose_office": "Đã chọn cơ quan",
    "add": "Đã thêm",
    "save": "Đã lưu",
    "trash": "Đã xoá",
    "restore": "Đã khôi phục",
    "load": "Đã nạp",
    "move": "Đã ghi bước của",
    "take_back": "Đã bỏ bước cuối của",
    "finish_task": "Đã ghi kết quả",
    "undo": "Đã hoàn tác",
    "generate": "Đã tạo dữ liệu mẫu",
}
"""What a deed is called once done, before the noun's word and title; `Store.change` refuses a name not here."""
