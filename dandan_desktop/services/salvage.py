"""Saving what can be read of a damaged register into a new one, beside it; the damaged file is never written to."""

from collections.abc import Sequence
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.db import birth, salvage, wreck
from dandan_desktop.db.place import Lock, refuse_place, refuse_taken, unlocked_again
from dandan_desktop.db.register import Register
from dandan_desktop.db.salvage import Lost, Saved, Why
from dandan_desktop.db.tries import Patience
from dandan_desktop.db.unlocking import unlocked
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.nouns import BODIES, CODES, NOUNS, UNITS, USERS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.scope import ANYBODY

__all__ = ["WORDS", "Lost", "Saved", "Why", "kept", "lines", "list_file", "proposed", "save", "write_list"]

_WHY = {
    Why.UNREADABLE: "không đọc được",
    Why.OWNER_LOST: "mất theo bản ghi chứa nó",
    Why.LINK_LOST: "còn, nhưng mất liên kết tới bản ghi không đọc được",
    Why.SHIPPED: "lấy lại theo danh mục kèm chương trình",
    Why.FOUNDED: "người quản trị mới lập, vì không đọc được ai quản trị; mở sổ bằng phiếu khôi phục để đặt mật khẩu",
    Why.DISARMED: "chưa có quyền, vì không đọc được các tổ chức được phân công; người quản trị giao lại quyền",
    Why.JOURNAL_CUT: "bỏ phần nhật ký sau chỗ bị đứt",
}
_JOURNAL = "Nhật ký"
WORDS = {noun.table: noun.label for noun in NOUNS} | {
    part.table: f"{noun.label}, phần {part.label.lower()}" for noun in NOUNS for part in noun.parts
} | {
    "facts": "Thiết lập của sổ",
    "unit_successions": "Sáp nhập, đổi tên đơn vị",
    "body_successions": "Sáp nhập, đổi tên cơ quan",
    "erased": "Danh sách đã xoá vĩnh viễn",
    "drafts": "Phần đang gõ dở",
    "files": "Nội dung tệp minh chứng",
    "deeds": _JOURNAL,
    "history": _JOURNAL,
    "history_images": _JOURNAL,
    "seals": _JOURNAL,
}  # fmt: skip
"""What a clerk calls each table."""
_CATALOGUE = (UNITS, BODIES, CODES)


def proposed(path: Path) -> Path:
    """The name of the new register that is offered for what is saved of this one."""
    return path.with_name(f"{path.stem}.cuu-duoc{path.suffix}")


def save(
    path: Path,
    target: Path,
    passphrase: str,
    name: str = "",
    *,
    progress: Progress = SILENT,
    patience: Patience | None = None,
) -> Saved:
    """Make a new register of what can be read of a damaged one, with the same people and passphrases.

    Only an administrator or the holder of the recovery sheet may: to others nothing is told of what the register holds.
    Raises ClerkError: RESCUE_NOT_ALLOWED, RESCUE_NEEDS_SHEET where his roles cannot be read, WRONG_PASSPHRASE,
    TRY_LATER, KEY_FILE_*, NOTHING_TO_SAVE when not even the first page can be read, REGISTER_MISSING, REGISTER_IN_USE,
    REGISTER_EXISTS, REGISTER_ON_NETWORK, REGISTER_IN_SYNC_FOLDER, FOLDER_*, DISK_*; Cancelled. Of a failed saving
    nothing stays.
    """
    path, target = path.absolute(), target.absolute()
    refuse_place(target)
    refuse_taken(target)
    if not path.is_file():
        raise ClerkError(Problem.REGISTER_MISSING, path=path)
    drawer = salvage.drawer_of(target)
    lock = Lock(target)
    try:
        _copy(path, drawer)
        opener = unlocked(path, passphrase, name, patience, lambda key: wreck.opened(drawer, key).close())
        saved = salvage.save(drawer, target, opener, progress)
    except ClerkError as error:
        unlocked_again(lock)
        if error.problem is Problem.REGISTER_DAMAGED:
            raise ClerkError(Problem.NOTHING_TO_SAVE, path=path) from error
        raise
    except BaseException:
        unlocked_again(lock)
        raise
    finally:
        birth.forget(drawer)
    lock.release()
    _tell(target, opener.data_key, saved)
    return saved


def kept(saved: Saved) -> str:
    """What the office has again, in words; empty when it is nothing but the catalogue every register has."""
    counts = [(noun, saved.rows.get(noun.table, 0)) for noun in NOUNS if noun not in _CATALOGUE and noun is not USERS]
    return ", ".join(f"{show_int(count)} {noun.label.lower()}" for noun, count in counts if count)


def lines(saved: Saved) -> list[str]:
    """What was not saved, line by line; it may hold names."""
    found = [f"Số trang của tệp không đọc được: {show_int(len(saved.pages))}."] if saved.pages else []
    whole = dict.fromkeys(WORDS[lost.table] for lost in saved.lost if lost.is_whole)
    if whole:
        found.append(f"Không đọc được cả phần: {'; '.join(whole)}.")
    said: dict[tuple[str, Why], list[Lost]] = {}
    for lost in saved.lost:
        if lost.titles or not lost.is_whole:
            said.setdefault((WORDS[lost.table], lost.why), []).append(lost)
    return found + [_line(word, why, lost) for (word, why), lost in said.items()]


def list_file(register: Path) -> Path:
    """The text file beside a saved register that the list of what was not saved is kept in when a clerk wants it."""
    return register.with_name(f"{register.stem}.khong-cuu-duoc.txt")


def write_list(saved: Saved, register: Path) -> Path:
    """Write what was not saved beside the new register, not encrypted; raises ClerkError FOLDER_*, DISK_*."""
    target = list_file(register)
    head = f"Không cứu được sang sổ {register.name}"
    try:
        paths.write_whole(target, "\r\n".join([head, "", *lines(saved), ""]).encode("utf-8-sig"))
    except OSError as error:
        raise folder_error(error, target) from error
    return target


def _line(word: str, why: Why, lost: Sequence[Lost]) -> str:
    """The rows of one table, or of the journal, that one thing happened to."""
    titles = "; ".join(title for each in lost for title in each.titles)
    told = f"{_WHY[why]}: {titles}." if titles else f"{_WHY[why]}."
    if word == _JOURNAL or any(each.is_whole for each in lost):
        return f"{word}: {told}"
    ranges = wreck.joined([(each.first, each.last) for each in lost if not each.is_open])
    ids = [f"{low}–{high}" if high > low else f"{low}" for low, high in ranges]
    ids += [f"từ {each.first} trở đi, nếu có" for each in lost if each.is_open]
    return f"{word}, số {', '.join(ids)}: {told}"


def _copy(path: Path, drawer: Path) -> None:
    """The damaged register as it lies, while nobody has it open."""
    held = Lock(path)
    try:
        wreck.copy_of(path, drawer)
    except OSError as error:
        raise folder_error(error, drawer) from error
    finally:
        held.release()


def _tell(target: Path, data_key: bytes, saved: Saved) -> None:
    """Write the saving into the journal of the new register."""
    register = Register.open_with_key(target, data_key)
    try:
        store = register.store(reader=ANYBODY._replace(name=register.reader.name))
        with store.change("repair") as deed:
            deed.note = f"cứu được {kept(saved) or 'danh mục'}, mất {len(saved.lost)} đoạn"
        store.close()
    finally:
        register.close()
