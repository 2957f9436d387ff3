"""Why a register stands at its unlock page again: short known words handed from one process to the next."""

from collections.abc import Sequence
from enum import StrEnum


class Why(StrEnum):
    """The reasons; nothing else is ever taken from the command line."""

    IDLE = "nghi"
    ASKED = "bam"
    AWAY = "vang"
    ASLEEP = "ngu"
    KEY_CHANGED = "thay-khoa"
    USER_REMOVED = "bo-nguoi"
    RESTORED = "khoi-phuc"
    FAILED = "khong-xong"
    DAMAGED = "so-hong"

    @property
    def is_lock(self) -> bool:
        """Whether the register was only locked, and nothing done to it."""
        return self in {Why.IDLE, Why.ASKED, Why.AWAY, Why.ASLEEP}


_WORDS = {
    Why.IDLE: "Sổ đã khoá sau {minutes} phút không dùng.{typed}",
    Why.ASKED: "Sổ đã khoá.{typed}",
    Why.AWAY: "Sổ đã khoá khi màn hình khoá hoặc đổi người dùng máy.{typed}",
    Why.ASLEEP: "Sổ đã khoá khi máy ngủ.{typed}",
    Why.KEY_CHANGED: "Đã thay khoá của sổ. Mật khẩu của mọi người vẫn như cũ.",
    Why.USER_REMOVED: "Đã bỏ người dùng và thay khoá của sổ. Mật khẩu của những người còn lại vẫn như cũ.",
    Why.RESTORED: "Đã khôi phục sổ từ bản sao.{kept}",
    Why.DAMAGED: "Sổ bị hỏng. Hãy mở bằng mật khẩu hoặc phiếu khôi phục để khôi phục bản sao hoặc cứu dữ liệu.",
    Why.FAILED: "Việc vừa rồi chưa làm xong. Hãy mở sổ, xem lại rồi làm tiếp.",
}


def words(why: Why, minutes: int = 0, aside: str = "", *, has_typed: bool = False) -> str:
    """What the unlock page says of a reason.

    `minutes` is how long the register may lie unused, `aside` the file of the register that was replaced, if any;
    `has_typed` says that something typed and not saved was kept when it was locked.
    """
    typed = " Phần đang gõ đã được giữ." if has_typed else ""
    kept = f" Sổ trước đó được giữ bên cạnh: {aside}." if aside else ""
    return _WORDS[why].format(minutes=minutes, kept=kept, typed=typed)


STICK = (
    "Chương trình đang chạy từ USB: rút USB khi chưa đóng chương trình có thể làm mất phần đang gõ. "
    "Hãy chép thư mục chương trình vào máy rồi mở từ đó."
)


TEMPORARY = (
    "Chương trình đang chạy từ thư mục tạm của máy, thường vì mở thẳng trong tệp nén mà chưa giải nén: máy có thể xoá "
    "thư mục ấy bất cứ lúc nào. Hãy đóng chương trình, giải nén cả thư mục vào máy rồi mở từ đó."
)


def keyless_words(names: Sequence[str]) -> str:
    """Who is a user of the register without a passphrase, and what to do about it."""
    advice = "Người quản trị đặt mật khẩu mới ở trang Người dùng, hoặc bỏ người không còn làm việc."
    return f"Chưa có mật khẩu: {', '.join(names)}. {advice}"
