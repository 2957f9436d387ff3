"""The keys of the program, place by place; a test compares them with what each page really listens to.

`caught` keys are shortcuts of the window and work wherever the keyboard is on the page; the others are taken by the
widget that has the keyboard. Keys are written as Qt writes them.
"""

from typing import NamedTuple

_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Space": "phím cách", "\\": "\\\\"}


class Key(NamedTuple):
    """Keys pressed together, and what they do; on a button the same words stand before the key."""

    keys: str
    words: str


class Place(NamedTuple):
    """Where keys work: a heading, the keys caught anywhere there, and those of the widget that has the keyboard."""

    word: str
    caught: tuple[Key, ...]
    own: tuple[Key, ...] = ()


def _keys(*pairs: str) -> tuple[Key, ...]:
    return tuple(Key(*pair.split("|")) for pair in pairs)


PLACES: dict[str, Place] = {
    "window": Place(
        "Ở đâu cũng dùng được",
        _keys(
            "F1|Trợ giúp về chỗ đang đứng; bấm lần nữa để trở về", "Ctrl+1|Tổng quan", "Ctrl+2|Cuộc họp",
            "Ctrl+3|Nhiệm vụ & kiến nghị", "Ctrl+4|Giới thiệu kết nạp", "Ctrl+5|Mô hình", "Ctrl+7|Số liệu & báo cáo",
            "Ctrl+8|Danh mục", "Ctrl+9|Sao lưu & thiết lập", "Ctrl+K|Tìm khắp sổ", "Ctrl+Z|Hoàn tác",
            "Ctrl+Shift+L|Khoá sổ, phần đang gõ được giữ", "Ctrl++|Chữ to hơn", "Ctrl+=|Chữ to hơn",
            "Ctrl+-|Chữ nhỏ hơn", "Ctrl+0|Chữ về cỡ bình thường",
        ),
        _keys(
            "Tab|Sang chỗ sau; Shift+Tab lùi lại", "Enter|Bấm nút đang chọn", "Ctrl+Tab|Sang tab sau",
            "Alt+H|Hoàn tác khi đang gõ trong ô",
        ),
    ),
    "list": Place(
        "Danh sách",
        _keys("Ctrl+F|Tìm trong danh sách", "Ctrl+N|Thêm mới"),
        _keys(
            "Enter|Mở hồ sơ", "Delete|Bỏ vào thùng rác", "Ctrl+C|Chép các dòng đã chọn sang Excel",
            "Ctrl+Home|Dòng đầu", "Ctrl+End|Dòng cuối", "Esc|Từ danh sách của một con số trở lại con số ấy",
        ),
    ),
    "record": Place(
        "Hồ sơ",
        _keys("Ctrl+S|Lưu", "F6|Lịch sử", "F10|Việc khác"),
        _keys(
            "Esc|Danh sách", "Enter|Sang ô sau; ở ô nhiều dòng thì xuống dòng", "Ctrl+Enter|Từ ô nhiều dòng sang ô sau",
            "Shift+Enter|Ở ô mỗi dòng một mục: xuống dòng trong một mục", "Alt+Down|Mở danh sách chọn, mở lịch",
            "F4|Mở lịch ở ô ngày",
        ),
    ),
    "offered": Place(
        "Danh sách hiện dưới ô đang gõ: ô chọn, ô Tìm khắp sổ",
        (),
        _keys(
            "Down|Xuống danh sách, xuống dòng sau", "Up|Lên dòng trên", "Enter|Lấy dòng đang chọn",
            "Esc|Đóng danh sách", "Backspace|Ở ô chọn được nhiều: bỏ mục chọn sau cùng",
        ),
    ),
    "grid": Place(
        "Bảng trong hồ sơ",
        (),
        _keys(
            "Enter|Gõ vào ô, rồi sang ô sau", "F2|Sửa chữ đã có trong ô", "Shift+Enter|Xuống dòng trong ô",
            "Alt+Up|Lên", "Alt+Down|Xuống", "Ctrl+Delete|Bỏ dòng", "Ctrl+V|Dán các dòng chép từ Excel",
        ),
    ),
    "meetings": Place("Trang Cuộc họp", _keys("F4|Xem từng kỳ")),
    "gaps": Place(
        "Bảng các kỳ chưa họp, mở bằng F4",
        (),
        _keys("Enter|Lập cuộc họp kỳ này", "Delete|Không họp", "F4|Thu lại", "Esc|Thu lại"),
    ),
    "meeting": Place(
        "Hồ sơ cuộc họp",
        _keys(
            "Alt+1|Thông tin", "Alt+2|Chương trình", "Alt+3|Thành phần", "Alt+4|Báo cáo", "Alt+5|Ý kiến",
            "Alt+6|Biểu quyết", "Alt+7|Hạn chế", "Alt+8|Kết luận", "Alt+9|Giấy tờ", "Ctrl+B|Thêm báo cáo",
            "Ctrl+L|Thêm kết luận", "Ctrl+T|Thêm nhiệm vụ", "Ctrl+P|In biên bản", "Ctrl+F8|Lấy số biên bản",
            "Ctrl+Shift+N|Kỳ họp tiếp theo", "F7|Ghi biên bản", "F8|Tới mục Giấy tờ", "F9|Khoá biên bản",
        ),
        _keys(
            "Ctrl+Shift+Up|Đưa kết luận, nhiệm vụ, báo cáo lên", "Ctrl+Shift+Down|Đưa xuống",
            "Ctrl+Shift+Delete|Bỏ kết luận, nhiệm vụ, báo cáo",
        ),
    ),
    "previous": Place("Nhiệm vụ kỳ trước, mục Chương trình của cuộc họp", (), _keys("Enter|Mở nhiệm vụ")),
    "check_list": Place(
        "Chỗ còn thiếu trước khi khoá biên bản",
        _keys("Ctrl+Enter|Khoá biên bản"),
        _keys("Enter|Tới chỗ để ghi", "Esc|Thôi"),
    ),
    "papers": Place(
        "Mục Giấy tờ của cuộc họp",
        _keys("F2|Người ký, nơi nhận", "Shift+F8|Lấy số văn bản"),
        _keys("Enter|Lập văn bản", "Ctrl+Enter|Ghi người ký", "Ctrl+Shift+P|In tệp vừa ghi"),
    ),
    "minute_log": Place(
        "Ghi biên bản trong lúc họp",
        _keys(
            "Ctrl+D|Người vừa nói", "Ctrl+L|Kết luận", "Ctrl+J|Kiến nghị", "Ctrl+T|Nhiệm vụ", "Ctrl+\\|Bản in",
        ),
        _keys(
            "Tab|Từ tên người nói sang ý kiến", "Enter|Ghi dòng", "Shift+Enter|Xuống dòng trong ý kiến",
            "Up|Lên các dòng đã ghi", "Down|Xuống dòng sau, từ dòng cuối về ô đang gõ", "Home|Dòng đầu đã ghi",
            "End|Dòng cuối đã ghi", "F2|Sửa dòng", "Delete|Bỏ dòng",
            "Alt+Up|Đưa dòng lên", "Alt+Down|Đưa dòng xuống", "Space|Điểm danh", "Esc|Cuộc họp",
        ),
    ),
    "issued_number": Place(
        "Một số trong Sổ văn bản",
        _keys("F8|Ghi đã phát hành", "F9|Huỷ số"),
    ),
    "tasks": Place("Danh sách nhiệm vụ", _keys("Ctrl+P|In danh sách")),
    "task": Place(
        "Một nhiệm vụ",
        _keys("Alt+1|Quá trình", "Alt+2|Thông tin", "F8|Công văn"),
        _keys("Ctrl+Enter|Ghi bước đang nhập"),
    ),
    "proposals": Place("Kiến nghị", _keys("Ctrl+E|Bảng tổng hợp", "Ctrl+P|Tờ trình")),
    "series": Place("Một chế độ họp", _keys("Ctrl+Shift+N|Kỳ sau")),
    "rollups": Place(
        "Biểu tổng hợp",
        _keys("Ctrl+E|Xuất Excel"),
        _keys("Enter|Mở các hồ sơ đã đếm", "Ctrl+C|Chép bảng sang Excel"),
    ),
    "backups": Place("Sao lưu", _keys("Ctrl+S|Sao lưu ngay"), _keys("Enter|Xem báo cáo của bản đang chọn")),
    "users": Place("Người dùng", _keys("Ctrl+S|Lưu"), _keys("Enter|Sửa quyền", "Delete|Bỏ người dùng")),
    "journal": Place("Nhật ký", _keys("Ctrl+F|Tìm theo tên hoặc ghi chú"), _keys("Enter|Tới nút Hoàn tác")),
    "trash": Place(
        "Thùng rác",
        _keys("Ctrl+R|Khôi phục", "Ctrl+D|Xoá mọi bản ghi quá ba mươi ngày"),
        _keys("Enter|Khôi phục", "Delete|Xoá khỏi thùng rác"),
    ),
    "boxes": Place("Hộp hỏi, trang hỏi", (), _keys("Ctrl+Enter|Đồng ý", "Esc|Thôi", "Ctrl+F8|Lấy số")),
    "help": Place(
        "Trợ giúp",
        _keys("Ctrl+F|Tìm trong trợ giúp", "Alt+Left|Trang trước", "Esc|Về chỗ đang làm"),
    ),
}  # fmt: skip


def shown(keys: str) -> str:
    """Keys as the page writes them, fit for a table of Markdown."""
    head, plus, last = keys.rpartition("+") if not keys.endswith("++") else (keys[:-2], "+", "+")
    return f"{head}{plus}{_ARROWS.get(last, last)}"


def page() -> str:
    """The list of keys as a page of the help."""
    told = "Phím thường ghi ngay trên nút, hoặc hiện khi đưa chuột tới nút; dưới đây ghi đủ."
    lines = ["# Phím tắt", "", f"Mọi việc đều làm được bằng bàn phím. {told}", ""]
    for place in PLACES.values():
        lines += [f"## {place.word}", "", "| Phím | Làm gì |", "| --- | --- |"]
        lines += [f"| {shown(key.keys)} | {key.words} |" for key in (*place.caught, *place.own)]
        lines.append("")
    return "\n".join(lines)
