"""Dates and times as clerks type them, as screens show them and as papers print them.

Every ValueError here carries its reason in Vietnamese, ready to be shown.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import total_ordering
from typing import Self

from dandan_desktop.domain.text import tidy

TYPED_YEARS = range(1800, 2101)
"""Years a clerk may type; any other is a slip of the finger."""

_LONGEST = 200
# Forms are text: `re` makes and keeps each at its first use, which most starts of the program never come to.
_GAP = r"(?:\s*[/.\-]\s*|\s+)"
_DAY_FIRST = rf"(?P<day>\d{{1,2}}){_GAP}(?P<month>\d{{1,2}})(?:{_GAP}(?P<year>\d{{4}}|\d\d))?"
_YEAR_FIRST = r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?(?:[t ]\d\d:\d\d(?::\d\d)?)?"
_FIGURES = r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4}|\d\d)"
_IN_WORDS = (
    r"(?:.*,\s*)?\D*?(?:ngày\s+(?P<day>\d{1,2})\s+)?(?:tháng\s+(?P<month>\d{1,2})\s+)?"
    r"năm(?:\s+sinh)?\s*:?\s*(?P<year>\d{4})"
)
_MONTH_AND_YEAR = rf"(?P<month>\d{{1,2}}){_GAP}(?P<year>\d{{4}})"
_YEAR = r"(?P<year>\d{4})(?:\.0)?"
_STORED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
_UNKNOWN_PART = r"(?<![^/])[_.…]+\s*/"
_TIMES = (
    r"(?P<hour>\d{1,2})(?:\s*(?:giờ|g|h))?",
    r"(?P<hour>\d{1,2})\s*(?:giờ|g|h|:)\s*(?P<minute>\d\d)(?:\s*(?:phút|p|')|:00)?",
    r"(?P<hour>\d{1,2})(?P<minute>\d\d)",
)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartDate:
    """A date whose day, or day and month, may be unknown; earlier ones and vaguer ones come first.

    Raises ValueError for a day without a month and for a day that no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("Có ngày thì phải có tháng.")
        _day(self.year, *(1 if part is None else part for part in (self.month, self.day)))

    def __lt__(self, other: object) -> bool:
        return str(self) < str(other) if isinstance(other, PartDate) else NotImplemented

    def __str__(self) -> str:
        """The stored form: 1990, 1990-05 or 1990-05-17."""
        known = (part for part in (self.month, self.day) if part is not None)
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in known)])

    @classmethod
    def parse(cls, text: str) -> Self:
        """The date of a stored form; raises ValueError for anything else."""
        match = _STORED.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text[:40]}” không phải là ngày dạng năm-tháng-ngày.")
        return cls(**{name: int(figures) for name, figures in match.groupdict().items() if figures})

    @property
    def first(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or days_in(self.year, month))

    def years_on(self, day: date) -> int:
        """Whole years from this birth date to a day; by the years alone where the day or month is not known."""
        is_before = (day.month, day.day) < (self.month or 1, self.day or 1)
        return day.year - self.year - is_before

    @property
    def shown(self) -> str:
        """As screens and lists show it: 1990, 05/1990 or 17/05/1990."""
        return "/".join(reversed(str(self).split("-")))


def days_in(year: int, month: int) -> int:
    """How many days a month has; counted here, for Python's calendar brings its languages along at every start."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def read_date(text: str, today: date) -> date:
    """The day a clerk typed, day first: 03/02/2026, 3-2-26, 3.2, 03022026, or the words of a paper.

    Without a year it is this year's; two figures mean the year from 79 years ago to 20 years ahead.
    Raises ValueError for what is no date, for an impossible day and for a year outside `TYPED_YEARS`.
    """
    parts = _parts(text, _DAY_FIRST, _YEAR_FIRST, _FIGURES, _IN_WORDS)
    if not {"day", "month"} <= parts.keys():
        raise _not_understood(text)
    year = _whole_year(parts.get("year") or str(today.year), today)
    return _typed_day(year, int(parts["month"]), int(parts["day"]))


def read_part_date(text: str) -> PartDate:
    """The date a clerk typed, of which only the year, or month and year, may be known.

    1960, năm 1960, __/__/1960 and 00/00/1960 mean the year only. Raises ValueError as `read_date`, and
    for a year of two figures: it may be a birth in either century.
    """
    parts = _parts(text, _DAY_FIRST, _YEAR_FIRST, _FIGURES, _IN_WORDS, _MONTH_AND_YEAR, _YEAR)
    if len(parts.get("year", "")) != 4:
        raise ValueError("Nhập năm đủ bốn chữ số.")
    year, month, day = (int(parts.get(name, "0")) for name in ("year", "month", "day"))
    if day and not month:
        raise _not_understood(text)
    _typed_day(year, month or 1, day or 1)
    return PartDate(year, month or None, day or None)


def read_time(text: str) -> time:
    """The time of day a clerk typed: 8h, 8h30, 08:00, 8 giờ 30, 0830.

    Raises ValueError for anything else and for a time no clock shows.
    """
    typed = tidy(text).lower()
    for form in _TIMES:
        match = re.fullmatch(form, typed)
        if match:
            hour, minute = int(match["hour"]), int(match.groupdict().get("minute") or 0)
            if hour > 23 or minute > 59:
                raise ValueError(f"Không có giờ {hour:02}:{minute:02}.")
            return time(hour, minute)
    raise ValueError(f"“{typed[:40]}” không phải là giờ, ví dụ 8 giờ 30 hoặc 08:30.")


def show_date(day: date) -> str:
    """As screens, lists and tables show it: 03/02/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def show_moment(at: datetime) -> str:
    """A moment inside a sentence, by this machine's clock: 10:32 ngày 03/02/2026."""
    here = at.astimezone()
    return f"{here:%H:%M} ngày {show_date(here.date())}"


def paper_date(day: date) -> str:
    """As papers print it in figures: 05/02/2026, 30/6/2025."""
    return f"{day.day:02}/{month_figures(day.month)}/{day.year:04}"


def show_time(moment: time) -> str:
    """As papers and screens show it: 08 giờ 00."""
    return f"{moment.hour:02} giờ {moment.minute:02}"


def long_date(day: date, *, bound: bool = False) -> str:
    """As papers print it: ngày 05 tháng 02 năm 2026, ngày 27 tháng 5 năm 2026; bound by no-break blanks.

    Days below 10 and months 1 and 2 take a zero (Nghị định 30/2020/NĐ-CP, annex I; Hướng dẫn 05-HD/VPTW).
    """
    words = f"ngày {day.day:02} tháng {month_figures(day.month)} năm {day.year}"
    return words.replace(" ", "\u00a0") if bound else words


def month_figures(month: int) -> str:
    """The month as papers write it: 01, 02, 3 … 12 (Nghị định 30/2020/NĐ-CP, annex I)."""
    return f"{month:02}" if month <= 2 else str(month)


def _parts(text: str, *forms: str) -> dict[str, str]:
    typed = re.sub(_UNKNOWN_PART, "0/", tidy(text).lower())
    for form in forms:
        match = re.fullmatch(form, typed) if len(typed) <= _LONGEST else None
        if match:
            return {name: figures for name, figures in match.groupdict().items() if figures}
    raise _not_understood(text)


def _whole_year(figures: str, today: date) -> int:
    if len(figures) == 4:
        return int(figures)
    earliest = today.year - 79
    return earliest + (int(figures) - earliest) % 100


def _typed_day(year: int, month: int, day: int) -> date:
    if year not in TYPED_YEARS:
        raise ValueError(f"Năm {year} không hợp lý.")
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Không có ngày {day:02}/{month:02}/{year:04}.") from None


def _not_understood(text: str) -> ValueError:
    return ValueError(f"“{tidy(text)[:40]}” không phải là ngày, ví dụ 03/02/2026.")
