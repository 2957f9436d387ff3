"""Erasing for good in a clerk's words: what goes, what still tells the name, and what still holds it."""

import html
from collections import Counter
from collections.abc import Sequence

from dandan_desktop.domain.frozen import ERASED
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.services.erasing import Erasure, Named, Plan, Rest
from dandan_desktop.services.forgetting import Forgotten, Old
from dandan_desktop.ui.links_line import link
from dandan_desktop.ui.undo_block import named

_SHOWN = 6
AGAIN = (
    "Khôi phục bản sao ấy ở máy này thì nội dung bị xoá lại ngay; ở máy khác cũng vậy, nếu ổ ngoài chứa bản sao đã cắm"
    " lại vào máy này để sao lưu sau khi xoá. Ổ ngoài không cắm lại thì vẫn còn nội dung."
)
FINISH = "Sửa xong, hãy vào Nhật ký, chọn việc xoá này rồi bấm “Xoá nốt trong nhật ký…” để bỏ cả chữ cũ ở đó."


def plan_words(plan: Plan, old: Sequence[Old] = (), day: str = "") -> str:
    """What goes and what is emptied, one thing a line; then which backups hold it still, and until when."""
    lines = [f"Sẽ bỏ {show_int(len(plan.records))} bản ghi: {_list(plan.records)}."]
    also = ((plan.parts, "dòng chi tiết"), (plan.images, "dòng nhật ký"), (plan.drafts, "bản nháp"))
    lines.append(f"Bỏ theo: {', '.join(f'{show_int(count)} {words}' for count, words in also if count)}.")
    if plan.told_once:
        lines.append(f"Kể cả dòng nhật ký cũ có tên này của {_list(plan.told_once)}: các việc ấy thôi hoàn tác được.")
    if plan.redacted:
        lines.append(f"Trong biên bản đã khoá, tên được thay bằng “{ERASED}”: {_list(plan.redacted)}.")
    if plan.emptied:
        some = "; ".join(f"{label} của {shown(each)}" for each, label in plan.emptied[:_SHOWN])
        lines.append(f"Để trống {show_int(len(plan.emptied))} ô: {some}{'…' if len(plan.emptied) > _SHOWN else ''}.")
    lines.append(_kept_words(old, day))
    return "\n".join(lines)


def still_before(found: Sequence[Named]) -> list[str]:
    """Which records will still tell the name, as links."""
    if not found:
        return []
    head = f"⚠ {show_int(len(found))} bản ghi khác vẫn nhắc tên này, tìm kiếm vẫn thấy, cần tự sửa: {_links(found)}."
    return [head, "Sửa trước khi xoá thì nhật ký của các bản ghi ấy cũng được bỏ luôn phần có tên."]


def still_after(found: Sequence[Named]) -> list[str]:
    """Which records still tell the name after it was erased, as links, and how to finish."""
    if not found:
        return []
    head = f"⚠ Tên này vẫn còn ở {show_int(len(found))} bản ghi khác, tìm kiếm và nhật ký vẫn thấy: {_links(found)}."
    return [head, html.escape(FINISH)]


def done_words(done: Erasure, day: str) -> str:
    """What was erased, and until when a backup may still hold it."""
    gone = f"Đã xoá vĩnh viễn {show_int(done.records)} bản ghi"
    head = f"{gone}; nội dung của {_them(done)} không còn trong tìm kiếm, hoàn tác và nhật ký."
    return "\n".join([head + _clean_words(done), _until(day)])


def rest_words(rest: Rest) -> str:
    """Which lines of the journal still tell the name and can be emptied now."""
    if not rest.lines:
        return "" if rest.named else "Không còn bản ghi hay dòng nhật ký nào có tên này."
    return (
        f"Nhật ký còn {show_int(rest.lines)} dòng có tên này, của {_list(rest.told_once)}."
        " Bỏ nội dung các dòng ấy thì các việc đó thôi hoàn tác được; ai làm, lúc nào thì vẫn còn."
    )


def rest_done_words(done: Erasure, day: str) -> str:
    """What was emptied afterwards."""
    return "\n".join(
        [f"Đã bỏ nội dung {show_int(done.lines)} dòng nhật ký có tên này.{_clean_words(done)}", _until(day)]
    )


def old_words(old: Sequence[Old]) -> str:
    """How many backups go from each place when only a new one shall stay, what else goes, and what that means."""
    kept = [each for each in old if each.is_register]
    copies = [each for each in old if not each.is_register]
    where = _places(copies)
    lines = [f"Sẽ làm một bản sao mới, rồi bỏ {show_int(len(copies))} bản sao cũ{f': {where}' if where else ''}."]
    branch = sum(each.is_of_branch for each in copies)
    if branch:
        of_branch = f"Trong đó {show_int(branch)} bản sao thuộc nhánh khác của sổ, tách ra khi khôi phục"
        lines.append(f"{of_branch}: bỏ rồi thì nhánh ấy cũng không còn bản sao.")
    if kept:
        lines.append(f"Bỏ cả {show_int(len(kept))} sổ giữ lại khi khôi phục: {_files(kept)}.")
    lines.append("Bỏ rồi thì không lấy lại được: sổ chỉ còn khôi phục được về lúc này, không về ngày nào trước đó.")
    return "\n".join(lines)


def agree_words(old: Sequence[Old]) -> str:
    """The button that agrees, with the numbers of what goes."""
    return f"Bỏ {_counted(sum(not each.is_register for each in old), sum(each.is_register for each in old))}"


def forgotten_words(done: Forgotten) -> str:
    """What was deleted, what could not be, and what cannot be reached."""
    lines = [f"Đã làm bản sao mới và bỏ {_counted(done.backups, done.registers)}."]
    if done.left:
        lines.append(f"✕ Chưa bỏ được {_files(done.left)}: tệp đang mở hoặc ổ không cho ghi. Hãy tự xoá.")
    names = ", ".join(done.away)
    old = f"Bản sao cũ còn ở {names}, không cắm lúc này" if names else "Ổ ngoài không cắm lúc này có thể còn bản sao cũ"
    lines.append(f"{old}: hãy cắm vào, chép bản sao mới ra, rồi tự xoá các bản sao cũ trên đó.")
    return "\n".join(lines)


def lasting_words(old: Sequence[Old]) -> str:
    """What nothing deletes by itself and still holds everything: registers kept aside, backups put somewhere."""
    lines = []
    if kept := [each for each in old if each.is_register]:
        beside = "Sổ cũ giữ lại khi khôi phục vẫn còn nguyên nội dung, nằm cùng thư mục với sổ"
        lines.append(f"⚠ {beside}: {_files(kept)}.")
    if put := [each for each in old if not each.is_register]:
        lines.append(f"⚠ Bản sao chép riêng ra ngoài không tự hết hạn, vẫn còn nội dung: {_files(put)}.")
    return "\n".join(lines)


def shown(each: Named) -> str:
    """A record by its noun's word and its title."""
    return named(each.noun.label.lower(), each.title)


def _them(done: Erasure) -> str:
    return "bản ghi ấy" if done.records == 1 else "các bản ghi ấy"


def _clean_words(done: Erasure) -> str:
    return "" if done.is_clean else " Phần đệm của sổ sẽ được dọn khi đóng sổ."


def _kept_words(old: Sequence[Old], day: str) -> str:
    """Before the erasing: which backups go on holding it, how long, and how they go at once."""
    copies = [each for each in old if not each.is_register and not each.lasts]
    if not day:
        return "Sổ chưa có bản sao nào, nên không bản sao nào còn giữ nội dung."
    head = f"⚠ Xoá xong, bản sao làm trước đó vẫn còn nội dung: {_places(copies)}." if copies else ""
    now = "Muốn bỏ ngay thì xoá xong, bấm “Xoá cả trong bản sao…” cũng ở đây."
    return f"{head} {_until(day)} {now}".strip()


def _places(copies: Sequence[Old]) -> str:
    counts = Counter(each.place for each in copies)
    return ", ".join(f"{show_int(count)} ở {place}" for place, count in counts.items())


def _until(day: str) -> str:
    if not day:
        return "Chưa có bản sao nào còn giữ."
    return f"Bản sao cuối cùng còn giữ sẽ được bỏ chậm nhất ngày {day}, nếu cơ quan vẫn sao lưu đều. {AGAIN}"


def _counted(copies: int, registers: int) -> str:
    parts = [f"{show_int(copies)} bản sao cũ"] * (copies > 0 or not registers)
    return " và ".join([*parts, *[f"{show_int(registers)} sổ giữ lại"] * (registers > 0)])


def _files(old: Sequence[Old]) -> str:
    names = [each.path.name if each.is_register else f"{each.path.name} ({each.place})" for each in old[:_SHOWN]]
    more = len(old) - _SHOWN
    return ", ".join(names) + (f" và {show_int(more)} tệp khác" if more > 0 else "")


def _list(found: Sequence[Named]) -> str:
    return _joined([shown(each) for each in found[:_SHOWN]], len(found))


def _links(found: Sequence[Named]) -> str:
    each_shown = [
        link(each.noun.table, each.row, shown(each)) if each.title else html.escape(shown(each))
        for each in found[:_SHOWN]
    ]
    return _joined(each_shown, len(found))


def _joined(words: Sequence[str], count: int) -> str:
    more = count - _SHOWN
    return ", ".join(words) + (f" và {show_int(more)} bản ghi khác" if more > 0 else "")
