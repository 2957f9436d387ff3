"""Saving what can be read of a damaged register into a new one, beside it; the damaged file is never written to."""

from dataclasses import replace
from pathlib import Path

from dandan_desktop.db import birth, salvage, wreck
from dandan_desktop.db.place import folder_problem, locked, refuse_place, refuse_taken, unlocked_again
from dandan_desktop.db.register import Register
from dandan_desktop.db.salvage import Lost, Saved, Why
from dandan_desktop.db.tries import Patience
from dandan_desktop.db.unlocking import unlocked
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.scope import ANYBODY

__all__ = ["Lost", "Saved", "Why", "lines", "proposed", "save"]

_WHY = {
    Why.UNREADABLE: "không đọc được",
    Why.OWNER_LOST: "mất theo bản ghi chứa nó",
    Why.LINK_LOST: "còn, nhưng mất liên kết tới bản ghi không đọc được",
    Why.SHIPPED: "lấy lại theo danh mục kèm chương trình",
    Why.FOUNDED: "không còn người quản trị nào, nên giao cho người cứu sổ",
    Why.JOURNAL_CUT: "bỏ phần nhật ký sau chỗ bị đứt",
}
_WORDS = {noun.table: noun.label for noun in NOUNS} | {
    part.table: f"{noun.label}, phần chi tiết" for noun in NOUNS for part in noun.parts
}


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

    Raises ClerkError: WRONG_PASSPHRASE, TRY_LATER, KEY_FILE_*, NOTHING_TO_SAVE when not even the first page can be
    read, REGISTER_MISSING, REGISTER_IN_USE, REGISTER_EXISTS, REGISTER_ON_NETWORK, REGISTER_IN_SYNC_FOLDER, FOLDER_*,
    DISK_*; Cancelled. Of a failed saving nothing stays.
    """
    path, target = path.absolute(), target.absolute()
    refuse_place(target)
    refuse_taken(target)
    if not path.is_file():
        raise ClerkError(Problem.REGISTER_MISSING, path=path)
    drawer = salvage.drawer_of(target)
    lock = locked(target)
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


def lines(saved: Saved) -> list[str]:
    """What was not saved, line by line for the screen; it may hold names, so it is kept in no file."""
    found = [f"Số trang của tệp không đọc được: {show_int(len(saved.pages))}."] if saved.pages else []
    for lost in saved.lost:
        ids = "cả bảng" if lost.last < lost.first else f"số {lost.first}"
        ids += f"–{lost.last}" if lost.last > lost.first else ""
        titles = f": {'; '.join(lost.titles)}" if lost.titles else ""
        found.append(f"{_WORDS.get(lost.table, lost.table)}, {ids}: {_WHY[lost.why]}{titles}.")
    return found


def _copy(path: Path, drawer: Path) -> None:
    """The damaged register as it lies, while nobody has it open."""
    held = locked(path)
    try:
        wreck.copy_of(path, drawer)
    except OSError as error:
        raise ClerkError(folder_problem(error), path=drawer) from error
    finally:
        held.release()


def _tell(target: Path, data_key: bytes, saved: Saved) -> None:
    """Write the saving into the journal of the new register."""
    register = Register.open_with_key(target, data_key)
    try:
        store = register.store(reader=replace(ANYBODY, name=register.reader.name))
        with store.change("repair") as deed:
            deed.note = f"cứu được {sum(saved.rows.values())} dòng, mất {len(saved.lost)} đoạn"
        store.close()
    finally:
        register.close()
