"""Reading one typed value into a field's kind: as a clerk types it, or as the open format writes it.

Both raise ValueError with one Vietnamese sentence that says what is wrong.
"""

import re
from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from typing import Any

from dandan_desktop.domain import dates, facts, numbers, text, typed_numbers
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.drafts import Reader
from dandan_desktop.domain.facts import Trait
from dandan_desktop.domain.periods import read_period

_LONGEST_LINE = 2_000
_LONGEST_PROSE = 20_000_000


def _line(each: Trait, typed: Any) -> str:
    if not isinstance(typed, str):
        raise ValueError(f"“{each.fact.label}” phải là chữ.")
    tidy = text.tidy(typed)
    if len(tidy) > _LONGEST_LINE:
        raise ValueError(f"“{each.fact.label}” dài quá {numbers.show_int(_LONGEST_LINE)} chữ.")
    return _some(each, tidy)


def _prose(each: Trait, typed: Any) -> str:
    if not isinstance(typed, str):
        raise ValueError(f"“{each.fact.label}” phải là chữ.")
    if len(typed) > _LONGEST_PROSE:
        raise ValueError(f"“{each.fact.label}” dài quá {numbers.show_int(_LONGEST_PROSE)} chữ.")
    return _some(each, text.tidy_prose(typed))


def _some(each: Trait, tidy: str) -> str:
    if not tidy and each.required:
        raise ValueError(f"Chưa nhập “{each.fact.label}”.")
    return tidy


def _lines(each: Trait, typed: Any) -> tuple[str, ...]:
    entries = typed.split("\n") if isinstance(typed, str) else typed
    if not isinstance(entries, (list, tuple)) or not all(isinstance(entry, str) for entry in entries):
        raise ValueError(f"“{each.fact.label}” phải là danh sách các dòng chữ.")
    return tuple(tidy for tidy in map(text.tidy_prose, entries) if tidy)


def _whole(each: Trait, typed: Any) -> int:
    if isinstance(typed, bool) or not isinstance(typed, (int, str)):
        raise ValueError(f"“{each.fact.label}” phải là số.")
    try:
        number = typed if isinstance(typed, int) else typed_numbers.read_int(typed)
    except ValueError as error:
        raise ValueError(f"“{each.fact.label}” phải là số nguyên, ví dụ 1.250.") from error
    if not 0 <= number < 2**53:
        raise ValueError(f"“{each.fact.label}” phải là số không âm.")
    return number


def _flag(each: Trait, typed: Any) -> bool:
    if not isinstance(typed, bool):
        raise ValueError(f"“{each.fact.label}” phải là có hoặc không.")
    return typed


def _choice(each: Trait, typed: Any) -> StrEnum:
    try:
        chosen: StrEnum = each.kind(typed)
    except ValueError as error:
        raise ValueError(f"“{each.fact.label}” không có lựa chọn “{typed}”.") from error
    return chosen


def _row(each: Trait, typed: Any) -> int:
    if isinstance(typed, bool) or not isinstance(typed, int) or typed < 1:
        raise ValueError(f"Hãy chọn “{each.fact.label}” trong danh sách.")
    return typed


def _words(typed: Any) -> str:
    if not isinstance(typed, str):
        raise ValueError(typed)
    return typed


def _words_of(_: Trait, typed: Any) -> str:
    return _words(typed)


def _clerk_day(today: date) -> Callable[[Trait, Any], date]:
    def read(each: Trait, typed: Any) -> date:
        try:
            return typed if isinstance(typed, date) else dates.read_date(_words(typed), today)
        except ValueError as error:
            raise ValueError(f"“{each.fact.label}” phải là một ngày có thật, ví dụ 03/02/2026.") from error

    return read


def _clerk_part_day(each: Trait, typed: Any) -> PartDate:
    try:
        return typed if isinstance(typed, PartDate) else dates.read_part_date(_words(typed))
    except ValueError as error:
        raise ValueError(f"“{each.fact.label}” phải là ngày, tháng hoặc năm có thật, ví dụ 1990.") from error


def _clerk_period(each: Trait, typed: Any) -> str:
    try:
        return read_period(_words(typed)).code
    except ValueError as error:
        example = "năm 2026, 6 tháng 2026, quý III/2026 hoặc tháng 5/2026"
        raise ValueError(f"“{each.fact.label}” ghi như {example}.") from error


def _clerk_time(each: Trait, typed: Any) -> time:
    try:
        return typed if isinstance(typed, time) else dates.read_time(_words(typed))
    except ValueError as error:
        raise ValueError(f"“{each.fact.label}” phải là giờ, ví dụ 8h30.") from error


_SHARED: dict[Any, Callable[[Trait, Any], Any]] = {
    str: _line,
    facts.Prose: _prose,
    facts.PeriodCode: _line,
    facts.Frozen: _words_of,
    facts.Lines: _lines,
    int: _whole,
    facts.Money: _whole,
    bool: _flag,
    StrEnum: _choice,
    facts.CodeId: _row,
    facts.UnitId: _row,
    facts.BodyId: _row,
    facts.PersonId: _row,
    facts.MeetingId: _row,
    facts.ConclusionId: _row,
    facts.OpinionId: _row,
    facts.ProposalId: _row,
    facts.TermId: _row,
}


def clerk(today: date) -> Reader:
    """Reads what a clerk types: 3/2/26, 8h30, 1.250; `today` completes a date without a year."""
    own = {date: _clerk_day(today), PartDate: _clerk_part_day, time: _clerk_time, facts.PeriodCode: _clerk_period}
    ways = {**_SHARED, **own}
    return lambda each, typed: ways[each.family](each, typed)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}", re.ASCII)


def _exact(typed: Any, form: re.Pattern[str]) -> str:
    if not isinstance(typed, str) or not form.fullmatch(typed):
        raise ValueError(typed)
    return typed


def _open_day(each: Trait, typed: Any) -> date:
    try:
        return date.fromisoformat(_exact(typed, _DAY))
    except ValueError as error:
        raise ValueError(f"“{each.fact.label}” phải là một ngày có thật dạng 2026-02-03.") from error


def _open_time(each: Trait, typed: Any) -> time:
    try:
        return time.fromisoformat(_exact(typed, _CLOCK))
    except ValueError as error:
        raise ValueError(f"“{each.fact.label}” phải là giờ dạng 08:30.") from error


_OPEN = {**_SHARED, date: _open_day, time: _open_time}


def open_format(each: Trait, typed: Any) -> Any:
    """Reads what the open format writes: 2026-02-03, 08:30, true."""
    return _OPEN[each.family](each, typed)
