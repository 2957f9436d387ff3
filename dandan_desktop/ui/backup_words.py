"""The state of the backups in a clerk's words."""

from collections.abc import Sequence

from dandan_desktop.db.shelf import Use
from dandan_desktop.domain.nouns import ENTERED, NOUNS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.thinning import KINDS
from dandan_desktop.services.backups import Status
from dandan_desktop.services.copies import Drill, Listed
from dandan_desktop.services.restoring import Preview
from dandan_desktop.ui import cells

_KB, _MB = 1024, 1024 * 1024


def last_words(status: Status) -> str:
    """When the last backup was made, whether it passed, and whether anything is not in it yet."""
    if status.last is None:
        return "Sổ chưa có bản sao nào."
    look = "đã kiểm tra" if status.last.is_good else "không qua kiểm tra"
    rest = "đã có việc mới chưa nằm trong bản sao" if status.is_changed else "từ đó chưa có gì thay đổi"
    return f"Bản sao gần nhất: {cells.show_moment(status.last.at)}, {look}; {rest}."


def outside_words(status: Status) -> str:
    """When a backup was last taken out of this computer, on which stick, and whose turn it is."""
    if not status.uses:
        found = "Chưa chép bản sao nào ra ổ ngoài."
    else:
        ago = f"{show_int(status.days_outside)} ngày trước" if status.days_outside else "hôm nay"
        found = f"Chép ra ổ ngoài: {ago}, {status.last_stick}."
    turn = f" Lần tới dùng {status.next_stick}." if status.next_stick else ""
    now = f" Đang cắm: {status.stick}." if status.stick else ""
    return found + turn + now


def taken_words(use: Use, *, is_beside: bool) -> str:
    """That a backup was taken out, and what to do now; `is_beside`: to the very disk of the register."""
    away = "Rút ổ ra cất nơi khác."
    beside = "Bản này nằm cùng ổ đĩa với sổ: hãy chép thêm ra USB hoặc ổ đĩa rời, vì ổ hỏng thì mất cả hai."
    done = f"✓ Đã chép bản sao số {use.sequence} ra {use.name}, đã đọc lại và so đúng."
    return f"{done} {beside if is_beside else away}"


def others_words(status: Status) -> str:
    """Which backups of the same place belong to another branch of the register; empty for none."""
    if not status.others:
        return ""
    numbers = [entry.sequence for entry in status.others]
    some = f"số {numbers[0]}" if len(numbers) == 1 else f"số {numbers[0]} đến {numbers[-1]}"
    return (
        f"Cùng chỗ còn {show_int(len(numbers))} bản sao ({some}) thuộc nhánh khác của sổ này, tách ra khi khôi phục:"
        " khoá của sổ đang mở không mở được nên không liệt kê."
    )


def aside_words(copies: Sequence[Listed]) -> str:
    """What the mark of another branch means, where a listed backup has it."""
    if not any(copy.is_aside for copy in copies):
        return ""
    return "(nhánh khác): bản sao chứa việc sổ đang mở không có, như phần bị bỏ khi khôi phục."


def drill_due_words(status: Status) -> str:
    """That a backup is to be tried out: nobody ever did on this machine, or not for long."""
    since = "Đã ba tháng chưa" if status.was_drilled else "Chưa"
    return f"{since} ai thử khôi phục trên máy này. Hãy bấm Thử khôi phục để chắc rằng bản sao dùng được."


def copy_texts(copy: Listed) -> tuple[str, ...]:
    """The cells of one backup in the list."""
    entry = copy.entry
    look = "✓ đã kiểm tra" if entry.is_good else "✕ không đạt"
    look = "⚠ ít bản ghi hơn hẳn" if entry.is_shrunk else look
    at = cells.show_moment(entry.at)
    why = f"{KINDS[entry.kind]} (nhánh khác)" if copy.is_aside else KINDS[entry.kind]
    return show_int(entry.sequence), at, why, size_words(entry.size), look, ", ".join(copy.places)


def size_words(size: int) -> str:
    """A file's size."""
    return f"{show_int(max(1, round(size / _MB)))} MB" if size >= _MB else f"{show_int(max(1, round(size / _KB)))} KB"


def drill_words(drill: Drill) -> str:
    """What trying a backup out showed."""
    if drill.is_good:
        entered = show_int(sum(drill.found.get(noun.table, 0) for noun in ENTERED))
        whole = f"đủ {entered} bản ghi của cơ quan như lúc sao lưu"
        return f"✓ Đã thử khôi phục bản sao số {drill.sequence}: {whole}. Bản thử đã xoá."
    total, told = show_int(sum(drill.found.values())), show_int(sum(drill.told.values()))
    return (
        f"✕ Bản sao số {drill.sequence} chỉ khôi phục được {total} trên {told} bản ghi, kể cả danh mục."
        " Hãy sao lưu lại ngay và báo người hỗ trợ."
    )


def count_lines(preview: Preview, now: dict[str, int]) -> list[tuple[str, ...]]:
    """By noun, those that differ first: how many records now, how many in the backup, and the difference."""
    lines: list[tuple[str, ...]] = []
    counts = [(noun, preview.counts.get(noun.table, 0), now.get(noun.table, 0)) for noun in NOUNS]
    for noun, there, here in sorted(counts, key=lambda each: each[1] == each[2]):
        if there or here:
            lines.append((noun.label, show_int(here), show_int(there), signed(there - here)))
    return lines


def held_words(counts: dict[str, int]) -> str:
    """What a backup holds of what a clerk enters."""
    held = [f"{show_int(counts[noun.table])} {noun.label.lower()}" for noun in ENTERED if counts.get(noun.table)]
    return ", ".join(held) or "danh mục"


def signed(number: int) -> str:
    """A difference with its sign; a dash for none."""
    return f"{'+' if number > 0 else '−'}{show_int(abs(number))}" if number else "—"
