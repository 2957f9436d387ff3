"""Reporting periods by the calendar: a year, its first nine or six months, a quarter, a month."""

import re
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from dandan_desktop.domain import text
from dandan_desktop.domain.dates import days_in, month_figures
from dandan_desktop.marks import override

YEARS = range(1945, 2101)
"""Years a period may be of."""


class Kind(StrEnum):
    """The lengths offices report by; the value is the letter or number of the code."""

    YEAR = "N"
    NINE = "9T"
    SIX = "6T"
    QUARTER = "Q"
    MONTH = "M"


_KINDS: dict[str, Kind] = {each.value: each for each in Kind}
_MONTHS = {Kind.YEAR: 12, Kind.NINE: 9, Kind.SIX: 6, Kind.QUARTER: 3, Kind.MONTH: 1}
_IN_A_YEAR = {Kind.YEAR: 1, Kind.NINE: 1, Kind.SIX: 1, Kind.QUARTER: 4, Kind.MONTH: 12}
_ROMAN = ("I", "II", "III", "IV")
_TYPED = re.compile(
    r"(?:(?:(?P<half>[69]) ?t(?:hang)?(?: dau)?"
    r"|q(?:ui)? ?(?P<quarter>iv|i{1,3}|[1-4])"
    r"|(?:t(?:hang)? ?)?(?P<month>\d{1,2})) )?(?:nam )?(?P<year>\d{4})",
    re.ASCII,
)
"""What a clerk types, folded: signs are blanks, quý is qui."""
_CODE = re.compile(r"(?P<year>\d{4})-(?P<kind>N|9T|6T|Q|M)(?P<number>\d{0,2})", re.ASCII)


class Period(NamedTuple):
    """One period with its first and last day, both inside; make it with `parse` or `of`."""

    code: str
    first: date
    last: date
    kind: Kind

    @staticmethod
    @cache
    def parse(code: str) -> "Period":
        """The period of a code: 2021-N, 2021-9T, 2021-6T, 2021-Q1 or 2021-M05.

        Raises ValueError, its reason in Vietnamese, for any other text and for years outside `YEARS`.
        """
        match = _CODE.fullmatch(code)
        if match is None:
            raise _unknown(code)
        period = _numbered(_KINDS[match["kind"]], int(match["year"]), int(match["number"] or 1))
        if period.code != code:
            raise _unknown(code)
        return period

    @staticmethod
    def of(kind: Kind, day: date) -> "Period":
        """The period of a kind that belongs to a day.

        For six and nine months it is the beginning of the day's year, even if the day comes after it.
        Raises ValueError for years outside `YEARS`.
        """
        number = (day.month - 1) // _MONTHS[kind] + 1
        return _numbered(kind, day.year, min(number, _IN_A_YEAR[kind]))

    @property
    def name(self) -> str:
        """As papers name it: năm 2021, 6 tháng đầu năm 2021, quý I năm 2021, tháng 5 năm 2021."""
        part = {
            Kind.YEAR: "",
            Kind.NINE: "9 tháng đầu ",
            Kind.SIX: "6 tháng đầu ",
            Kind.QUARTER: f"quý {_ROMAN[self.last.month // 3 - 1]} ",
            Kind.MONTH: f"tháng {month_figures(self.last.month)} ",
        }
        return f"{part[self.kind]}năm {self.first.year}"

    @property
    def words(self) -> str:
        """As a screen names it: Năm 2021, 6 tháng đầu năm 2021, Quý I/2021, Tháng 5/2021, Tháng 02/2021."""
        if self.kind is Kind.QUARTER:
            return f"Quý {_ROMAN[self.last.month // 3 - 1]}/{self.last.year}"
        if self.kind is Kind.MONTH:
            return f"Tháng {month_figures(self.last.month)}/{self.last.year}"
        return self.name[:1].upper() + self.name[1:]

    def previous(self) -> "Period":
        """The one of its kind before it, for six and nine months a year before; ValueError before `YEARS`."""
        return self._moved(-1)

    def next(self) -> "Period":
        """The one of its kind after it, for six and nine months a year later; ValueError after `YEARS`."""
        return self._moved(1)

    def reached(self, today: date) -> date:
        """The day its figures are as of when no other is asked for: its last, or today while it still runs."""
        return max(self.first, min(self.last, today))

    @override
    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def _number(self) -> int:
        return self.last.month // _MONTHS[self.kind]

    def _moved(self, step: int) -> "Period":
        count = _IN_A_YEAR[self.kind]
        year, place = divmod(self.first.year * count + self._number - 1 + step, count)
        return _numbered(self.kind, year, place + 1)


def period_words(code: str) -> str:
    """A period as a screen names it, by its code; the code itself where it is none."""
    try:
        return Period.parse(code).words
    except ValueError:
        return code


def read_period(typed: str) -> Period:
    """The period a clerk types: năm 2024, 2024, 6 tháng đầu năm 2024, quý I/2024, q1/2024, tháng 5/2024, 5/2024, or
    its code; ValueError for anything else.
    """
    if _CODE.fullmatch(typed.strip().upper()):
        return Period.parse(typed.strip().upper())
    match = _TYPED.fullmatch(text.fold(typed))
    if match is None:
        raise _unknown(typed)
    year, quarter = match["year"], match["quarter"]
    if match["half"]:
        return Period.parse(f"{year}-{match['half']}T")
    if quarter:
        return Period.parse(f"{year}-Q{quarter if quarter.isdigit() else _ROMAN.index(quarter.upper()) + 1}")
    return Period.parse(f"{year}-M{int(match['month']):02}" if match["month"] else f"{year}-N")


@cache
def _numbered(kind: Kind, year: int, number: int) -> Period:
    """The period of this number in its year, made once: there are nineteen a year, asked for a thousand times."""
    if year not in YEARS or not 1 <= number <= _IN_A_YEAR[kind]:
        raise _unknown(_code(kind, year, number))
    last_month = number * _MONTHS[kind]
    first = date(year, last_month - _MONTHS[kind] + 1, 1)
    last = date(year, last_month, days_in(year, last_month))
    return Period(_code(kind, year, number), first, last, kind)


def _code(kind: Kind, year: int, number: int) -> str:
    figures = {Kind.QUARTER: str(number), Kind.MONTH: f"{number:02}"}
    return f"{year:04}-{kind}{figures.get(kind, '')}"


def _unknown(code: str) -> ValueError:
    return ValueError(f"Không có kỳ báo cáo mã “{code[:40]}”.")
