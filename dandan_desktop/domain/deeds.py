"""Every kind of deed by its name: the words a clerk reads, whether it can be taken back, and who may do it."""

from typing import NamedTuple

from dandan_desktop.domain.users import EVERYBODY, KEEPERS, RECORDS, Role


class DeedKind(NamedTuple):
    """What a deed is called once done, before the noun's word and title, and whether it can be undone.

    One that `is_logged` leaves a line in the journal even where it changes no row; `roles` are those that may do it;
    what `is_seen` where it is done needs no bar that tells it, as a line of the minutes.
    """

    done: str
    is_undoable: bool = True
    is_logged: bool = False
    roles: frozenset[Role] = RECORDS
    is_seen: bool = False


def _kept(done: str, roles: frozenset[Role] = KEEPERS) -> DeedKind:
    """A deed that stays and is always told."""
    return DeedKind(done, is_undoable=False, is_logged=True, roles=roles)


_ENTERS, _APPROVES = frozenset({Role.ENTER}), frozenset({Role.APPROVE})
DEEDS: dict[str, DeedKind] = {
    "choose_office": DeedKind("Đã chọn", roles=KEEPERS),
    "add": DeedKind("Đã thêm", roles=_ENTERS),
    "save": DeedKind("Đã lưu", roles=_ENTERS),
    "trash": DeedKind("Đã xoá", roles=_ENTERS),
    "restore": DeedKind("Đã khôi phục", roles=_ENTERS),
    "load": DeedKind("Đã nạp", roles=_ENTERS),
    "move": DeedKind("Đã ghi bước của"),
    "take_back": DeedKind("Đã bỏ bước cuối của"),
    "finish_task": DeedKind("Đã ghi kết quả"),
    "progress_task": DeedKind("Đã ghi tiến độ của"),
    "extend_task": DeedKind("Đã gia hạn"),
    "remind_task": DeedKind("Đã ghi đôn đốc"),
    "explain_task": DeedKind("Đã ghi giải trình của"),
    "confirm_task": DeedKind("Đã xác nhận kết quả của", roles=_APPROVES),
    "reopen_task": DeedKind("Đã mở lại", roles=_APPROVES),
    "add_evidence": DeedKind("Đã thêm tệp minh chứng của"),
    "remove_evidence": DeedKind("Đã bỏ tệp minh chứng của"),
    "lock_minutes": DeedKind("Đã khoá biên bản"),
    "reopen_minutes": DeedKind("Đã mở lại biên bản", roles=frozenset({Role.APPROVE})),
    "add_addendum": DeedKind("Đã lập biên bản bổ sung", roles=_ENTERS),
    "sign_paper": DeedKind("Đã ghi người ký giấy tờ của", roles=_ENTERS),
    "add_line": DeedKind("Đã ghi một dòng biên bản của", roles=_ENTERS, is_seen=True),
    "change_line": DeedKind("Đã sửa một dòng biên bản của", roles=_ENTERS, is_seen=True),
    "remove_line": DeedKind("Đã bỏ một dòng biên bản của", roles=_ENTERS),
    "move_line": DeedKind("Đã chuyển chỗ một dòng biên bản của", roles=_ENTERS, is_seen=True),
    "conclude": DeedKind("Đã ghi một kết luận của", roles=_ENTERS, is_seen=True),
    "give_task": DeedKind("Đã giao một nhiệm vụ của", roles=_ENTERS, is_seen=True),
    "tick_attendance": DeedKind("Đã điểm danh", roles=_ENTERS, is_seen=True),
    "take_template": DeedKind("Đã đổi mẫu Word của", roles=KEEPERS),
    "take_number": _kept("Đã lấy", _ENTERS),
    "use_number": _kept("Đã ghi phát hành", _ENTERS),
    "cancel_number": _kept("Đã huỷ", RECORDS),
    "next_sitting": DeedKind("Đã lập", roles=_ENTERS),
    "set_series": DeedKind("Đã đặt", roles=_ENTERS),
    "skip_sitting": DeedKind("Đã ghi", roles=_ENTERS),
    "judge_weakness": DeedKind("Đã xem lại một hạn chế ở", roles=_ENTERS),
    "undo": DeedKind("Đã hoàn tác"),
    "generate": DeedKind("Đã tạo dữ liệu mẫu", roles=KEEPERS),
    "reveal": _kept("Đã xem dữ liệu nhạy cảm của", RECORDS),
    "print": _kept("Đã lập tệp giấy tờ", RECORDS),  # what goes to a printer is such a file
    "export": _kept("Đã xuất", EVERYBODY),
    "unlock": _kept("Đã mở sổ", EVERYBODY),
    "add_user": _kept("Đã thêm"),
    "change_user": _kept("Đã sửa quyền của"),
    "remove_user": _kept("Đã bỏ"),
    "set_passphrase": _kept("Đã đổi mật khẩu của", EVERYBODY),
    "make_sheet": _kept("Đã lập phiếu khôi phục"),
    "change_key": _kept("Đã thay khoá của sổ"),
    "back_up": _kept("Đã sao lưu sổ", EVERYBODY),
    "restore_register": _kept("Đã khôi phục sổ từ bản sao"),
    "repair": _kept("Đã chép dữ liệu cứu được sang sổ này"),
    "set_up": _kept("Đã đổi thiết lập"),
    "purge": _kept("Đã xoá khỏi thùng rác"),
    "erase": _kept("Đã xoá vĩnh viễn"),
}
"""Closed list: `Store.change` refuses a name that is not here."""


def done_words(name: str, *, is_redo: bool = False) -> str:
    """What a deed is called once done; an undo that took an undo back does again what was once done."""
    return "Đã làm lại" if is_redo else DEEDS[name].done
