"""What needs a hand today, in words, each line with the records behind it; nothing here is stored."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dandan_desktop.db import home, offices, proposals, tasks
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain import dates
from dandan_desktop.domain.dates import days_in
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.users import RECORDS
from dandan_desktop.services import gaps

SOON = 30
"""Days ahead a deadline counts as near."""
SILENT = 6
"""Months without a new move after which a case is asked about."""
FIRST_STEPS_OVER = "first_steps_over"
"""The fact that this office was led through its first steps (`services.first_steps`), which are not shown again."""
_OWNERS = 6
_SLOTS = 4
"""Slots without a sitting that are named."""


class Line(NamedTuple):
    """One true sentence and the records it counts; without records it only says that all is well.

    `tone` names the colour of state (red, amber, green) or is empty; `parts` are the same records, divided. A line of
    `slots` counts those instead: what lacks its sitting is no record. `told` is what the list of the records is called,
    where the words lean on the line above them.
    """

    words: str
    table: str = ""
    ids: tuple[int, ...] = ()
    tone: str = ""
    parts: "tuple[Line, ...]" = ()
    slots: tuple[gaps.Gap, ...] = ()
    told: str = ""


class Section(NamedTuple):
    """The lines of one kind of work."""

    title: str
    lines: tuple[Line, ...]


def is_empty(store: Store) -> bool:
    """Whether nothing of the work was recorded yet."""
    return home.is_empty(store)


def is_led(register: Register, store: Store) -> bool:
    """Whether this reader is led through the first steps: the keeper of an office's own register, until they are over.

    What the steps are is known elsewhere: most starts need none of it.
    """
    is_keeper = not register.is_practice and register.is_complete and store.may("set_up")
    return is_keeper and offices.fact(store, FIRST_STEPS_OVER) is None


def sections(store: Store, today: date, period: Period) -> tuple[Section, ...]:
    """All that needs a hand on a day, the period being the working one; bare figures for who opens no records."""
    if not store.reader.may(RECORDS):
        return (_figures(store, today, period),)
    return (
        Section("Nhiệm vụ", (_overdue(store, today), _due(store, today))),
        Section("Kiến nghị", _proposals(store, today)),
        Section("Cuộc họp", (_meetings(store, period), _conclusions(store), *_gaps(store, today))),
        Section("Giới thiệu kết nạp", (_silent(store, today),)),
        Section("Mô hình", (_running(store),)),
    )


def _figures(store: Store, today: date, period: Period) -> Section:
    """What counts in the reader's totals, without a record behind it."""
    count = home.totals(store, period, today)
    words = (
        f"{show_int(count.meetings)} cuộc họp trong {period.name}",
        f"{show_int(count.overdue)} nhiệm vụ quá hạn, {show_int(count.undone)} nhiệm vụ chưa xong",
        f"{show_int(count.cases)} hồ sơ giới thiệu kết nạp còn bước phía trước",
        f"{show_int(count.running)} mô hình đang thực hiện",
    )
    return Section("Số liệu tổng hợp", tuple(Line(each) for each in words))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, days_in(year, month + 1)))


def _overdue(store: Store, today: date) -> Line:
    found = tasks.overdue(store, today)
    if not found:
        return Line("Không có nhiệm vụ quá hạn", tone="green")
    return Line(
        f"{show_int(len(found))} nhiệm vụ quá hạn", "tasks", tuple(found), "red", _owners(store, found, "quá hạn")
    )


def _due(store: Store, today: date) -> Line:
    until = today + timedelta(days=SOON)
    found = tasks.due_between(store, today, until)
    when = f"đến hạn trong {SOON} ngày tới"
    if not found:
        return Line(f"Không có nhiệm vụ {when}", tone="green")
    words = f"{show_int(len(found))} nhiệm vụ {when} (đến {dates.show_date(until)})"
    return Line(words, "tasks", tuple(found), "amber", _owners(store, found, when))


def _owners(store: Store, found: Sequence[int], which: str) -> tuple[Line, ...]:
    """One line for each of the busiest bodies in charge, one for all others; `which` tasks, in words."""
    owners = home.by_owner(store, found)
    shown = owners if len(owners) <= _OWNERS + 1 else owners[:_OWNERS]
    rest = owners[len(shown) :]
    named = [(name, tuple(ids)) for name, ids in shown]
    if rest:
        ids = tuple(row for _, rows in rest for row in rows)
        named.append((f"{show_int(len(rest))} cơ quan, tổ chức khác", ids))
    counted = [(f"{name}: {show_int(len(ids))} nhiệm vụ", ids) for name, ids in named]
    return tuple(Line(words, "tasks", ids, told=f"{words} {which}") for words, ids in counted)


def _proposals(store: Store, today: date) -> tuple[Line, ...]:
    """What stops on its way from the asker to the answer and back to him; one line where nothing does."""
    waiting = (
        (proposals.overdue(store, today), "kiến nghị quá hạn trả lời", "red"),
        (proposals.untold(store, today), "kiến nghị đã có trả lời, chưa thông báo lại cho người kiến nghị", "amber"),
        (proposals.unsent(store, today), "kiến nghị chưa chuyển đến cơ quan có thẩm quyền", "amber"),
    )
    lines = [
        Line(f"{show_int(len(ids))} {words}", "proposals", tuple(ids), tone) for ids, words, tone in waiting if ids
    ]
    if not lines and not home.has_proposals(store):
        return (Line("Chưa có kiến nghị nào"),)
    return tuple(lines) or (
        Line("Kiến nghị nào cũng đã chuyển, có trả lời đúng hạn và đã thông báo lại", tone="green"),
    )


def _meetings(store: Store, period: Period) -> Line:
    found = home.meetings_in(store, period)
    if not found:
        return Line(f"Chưa ghi cuộc họp nào trong {period.name}")
    return Line(f"{show_int(len(found))} cuộc họp trong {period.name}", "meetings", tuple(found))


def _gaps(store: Store, today: date) -> tuple[Line, ...]:
    """Slots without a sitting, by series; weaknesses a year old that nobody looked at; nothing where none lacks."""
    lines = []
    found, weak, _ = gaps.lacks(store, today)
    if found:
        of: dict[tuple[int, int], list[gaps.Gap]] = {}
        for gap in found:
            of.setdefault((gap.kind, gap.convener), []).append(gap)
        parts = tuple(_gap_line(store, each) for each in of.values())
        lines.append(Line(f"{show_int(len(found))} kỳ chưa họp", "meetings", tone="amber", parts=parts, slots=found))
    if weak:
        words = f"{show_int(len(weak))} hạn chế đã nêu quá một năm, chưa xem lại"
        lines.append(Line(words, "meetings", weak, "amber"))
    return tuple(lines)


def _gap_line(store: Store, found: Sequence[gaps.Gap]) -> Line:
    """One series with the slots it lacks."""
    slots = ", ".join(gap.slot.words for gap in found[:_SLOTS])
    more = f" và {show_int(len(found) - _SLOTS)} kỳ nữa" if len(found) > _SLOTS else ""
    kind, convener = store.names.of("codes", found[0].kind), store.names.of("bodies", found[0].convener)
    return Line(f"{slots}{more}: {kind} ({convener})", "meetings", slots=tuple(found))


def _conclusions(store: Store) -> Line:
    found = home.open_conclusions(store)
    if not found and not home.has_conclusions(store):
        return Line("Chưa có kết luận nào")
    if not found:
        return Line("Kết luận nào cũng đã có nhiệm vụ hoặc lý do không giao", tone="green")
    meetings = len(set(found))
    words = f"{show_int(len(found))} kết luận của {show_int(meetings)} cuộc họp chưa có nhiệm vụ và chưa ghi lý do"
    return Line(words, "meetings", tuple(found), "amber")


def _silent(store: Store, today: date) -> Line:
    found = home.silent_cases(store, months_before(today, SILENT))
    if not found:
        return Line(f"Không có hồ sơ nào đứng lại quá {SILENT} tháng", tone="green")
    words = f"{show_int(len(found))} hồ sơ chưa có bước mới quá {SILENT} tháng"
    return Line(words, "cases", tuple(found), "amber")


def _running(store: Store) -> Line:
    found = home.running_initiatives(store)
    if not found:
        return Line("Không có mô hình nào đang thực hiện")
    return Line(f"{show_int(len(found))} mô hình đang thực hiện", "initiatives", tuple(found))
