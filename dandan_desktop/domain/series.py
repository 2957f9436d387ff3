"""How often each kind of meeting sits: its usual roster, agenda and place, the slots it fills, the ones left empty.

The kinds and their usual intervals are those of `work.md` §3.3; a slot is named by the code of the period it looks
back on, so a sitting and the reason why there was none name the same thing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Annotated as A
from typing import NamedTuple

from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import BodyId, CodeId, Fact, From, PeriodCode, Prose, Who
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.record import Record

_DAY = timedelta(days=1)
_SATURDAY = 5


class Every(StrEnum):
    """How often a series sits; where a kind of period says the same, the value is that kind's."""

    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    SIX = "6T"
    YEAR = "N"
    NONE = "0"


_KINDS = {Every.MONTH: Kind.MONTH, Every.QUARTER: Kind.QUARTER, Every.SIX: Kind.SIX, Every.YEAR: Kind.YEAR}
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.SIX: 12, Every.YEAR: 12}
"""Months from the beginning of one slot to that of the next."""
WITHIN = {Every.MONTH: 15, Every.QUARTER: 15, Every.HALF: 31, Every.SIX: 31, Every.YEAR: 59, Every.NONE: 0}
"""Days after a slot's end by which it usually has its sitting, where the series itself does not say."""


class Series(Record):
    """What is usual for one kind of meeting between two dates, for one convening body or (without one) for all."""

    kind: A[CodeId, Fact("Loại họp"), From("meeting_series")]
    every: A[Every, Fact("Định kỳ")]
    convener_id: A[BodyId | None, Fact("Cơ quan triệu tập", "Để trống: mọi cơ quan triệu tập")] = None
    within: A[int | None, Fact("Họp chậm nhất (ngày)", "Số ngày sau khi hết kỳ")] = None
    starts_at: A[time | None, Fact("Bắt đầu")] = None
    venue: A[str | None, Fact("Địa điểm", found=True)] = None
    chair_name: A[str | None, Fact("Người chủ trì", found=True), Who("chair_position")] = None
    chair_position: A[str | None, Fact("Chức vụ người chủ trì")] = None
    secretary_name: A[str | None, Fact("Người ghi biên bản", found=True), Who("secretary_position")] = None
    secretary_position: A[str | None, Fact("Chức vụ người ghi biên bản")] = None
    valid_from: A[date | None, Fact("Từ ngày")] = None
    valid_to: A[date | None, Fact("Đến hết ngày")] = None


class Seat(Record):
    """Who is usually summoned or invited: a person, or a group of delegates."""

    name: A[str | None, Fact("Họ và tên", found=True), Who("position", "body")] = None
    position: A[str | None, Fact("Chức vụ")] = None
    body: A[str | None, Fact("Đơn vị", found=True)] = None
    is_invited: A[bool, Fact("Mời dự")] = False


class UsualItem(Record):
    """One item of the usual agenda."""

    text: A[Prose, Fact("Nội dung", found=True)]
    presenter: A[str | None, Fact("Người trình bày", found=True), Who()] = None
    paper: A[str | None, Fact("Tài liệu", found=True)] = None


class Skip(Record):
    """A slot in which a series did not sit, and why."""

    kind: A[CodeId, Fact("Loại họp"), From("meeting_series")]
    convener_id: A[BodyId, Fact("Cơ quan triệu tập")]
    period: A[PeriodCode, Fact("Kỳ không họp")]
    reason: A[Prose, Fact("Lý do không họp", found=True)]


class Slot(NamedTuple):
    """One stretch of time that has its sitting: the code of the period it looks back on, and its days."""

    code: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """As a screen names it; a start asks for a thousand slots and names ten."""
        period = Period.parse(self.code)
        return period.words if self.first == period.first else f"6 tháng cuối năm {self.first.year}"


def series_findings(series: Series) -> list[Finding]:
    """What is wrong about a series' own facts."""
    found = []
    if series.valid_from and series.valid_to and series.valid_to < series.valid_from:
        found.append(Finding("valid_to", "“Đến hết ngày” phải sau “Từ ngày”."))
    return found


def seat_findings(seat: Seat) -> list[Finding]:
    """What is wrong about one line of the roster."""
    if seat.name or seat.position or seat.body:
        return []
    return [Finding("name", "Chưa ghi họ tên, chức vụ hay đơn vị.")]


def is_valid_on(series: Series, day: date) -> bool:
    """Whether these rules hold on a day; both ends belong to it."""
    return (series.valid_from is None or series.valid_from <= day) and (
        series.valid_to is None or day <= series.valid_to
    )


def within(series: Series) -> timedelta:
    """How long after a slot's end its sitting is waited for."""
    return timedelta(days=WITHIN[series.every] if series.within is None else series.within)


@cache
def slot_of(every: Every, code: str) -> Slot:
    """The slot of a code; ValueError for no period, KeyError for a series without slots."""
    period = Period.parse(code)
    if period.kind not in _kinds(every):
        raise ValueError(f"Kỳ “{period.words}” không đúng định kỳ của loại họp này.")
    return _slot(every, period)


def _kinds(every: Every) -> tuple[Kind, ...]:
    return (Kind.SIX, Kind.YEAR) if every is Every.HALF else (_KINDS[every],)


def _slot(every: Every, period: Period) -> Slot:
    """The slot a period names; a year is the second half of a half-yearly series."""
    if every is Every.HALF and period.kind is Kind.YEAR:
        year = period.first.year
        return Slot(period.code, date(year, 7, 1), period.last)
    return Slot(period.code, period.first, period.last)


def slot_on(every: Every, day: date) -> Slot:
    """The slot a day belongs to; for the first six months the one of its year, even if the day comes after it."""
    return _slot_in(every, day.year, (day.month - 1) // _MONTHS[every])


@cache
def _slot_in(every: Every, year: int, place: int) -> Slot:
    """The slot of a year at its place, the first at 0; made once, however many days and months ask for it."""
    if every is Every.HALF:
        return slot_of(every, f"{year:04}-{'N' if place else '6T'}")
    return _slot(every, Period.of(_KINDS[every], date(year, place * _MONTHS[every] + 1, 1)))


def later(every: Every, slot: Slot) -> Slot:
    """The slot after it; ValueError past the years there are periods of."""
    if every is not Every.SIX:
        return slot_on(every, slot.last + _DAY)
    return slot_of(every, Period.parse(slot.code).next().code)


def earlier(every: Every, slot: Slot) -> Slot:
    """The slot before it; ValueError before the years there are periods of."""
    if every is Every.HALF:
        return slot_on(every, slot.first - _DAY)
    return slot_of(every, Period.parse(slot.code).previous().code)


def slot_of_sitting(every: Every, held_on: date, looks_back: str | None, looks_ahead: str | None = None) -> Slot:
    """The slot a sitting fills: by what it looks back on, else by what it prepares, else by its day."""
    if looks_back:
        return _slot_back(every, looks_back)
    if looks_ahead and every in (Every.MONTH, Every.QUARTER, Every.YEAR):
        return _slot_ahead(every, looks_ahead)
    return slot_on(every, held_on)


@cache
def _slot_back(every: Every, looks_back: str) -> Slot:
    period = Period.parse(looks_back)
    return _slot(every, period) if period.kind in _kinds(every) else slot_on(every, period.last)


@cache
def _slot_ahead(every: Every, looks_ahead: str) -> Slot:
    return earlier(every, slot_on(every, Period.parse(looks_ahead).first))


def rule_on(rules: Sequence[Series], day: date) -> Series | None:
    """The first of these rules that holds on a day: those of a convening body stand before those for all."""
    for each in rules:
        if is_valid_on(each, day):
            return each
    return None


def due_slots(rules: Sequence[Series], first: Slot, today: date, ended: date | None) -> Iterator[Slot]:
    """The slots after the first one whose sitting should have been by today.

    Where the convening body ended, only those whose sitting was due while it stood: nobody could call the last one.
    """
    last = min(today, ended or date.max)
    starts = sorted(each.valid_from for each in rules if each.valid_from)
    day = first.last + _DAY
    while day <= last:
        rule = rule_on(rules, day)
        if rule is None or rule.every is Every.NONE:
            later_rule = next((start for start in starts if start > day), None)
            if later_rule is None:
                return
            day = later_rule
            continue
        slot = slot_on(rule.every, day)
        slot = later(rule.every, slot) if slot.last < day else slot
        until = slot.last + within(rule)
        if slot.last > last or until >= today or (ended is not None and until > ended):
            return
        yield slot
        day = slot.last + _DAY


Held = tuple[date, str | None, str | None]
"""A sitting: its day, what it looks back on and ahead to."""


def gaps(
    rules: Sequence[Series], held: Sequence[Held], skipped: Collection[str], today: date, ended: date | None
) -> list[Slot]:
    """The slots without a sitting and without a reason, from the first sitting recorded on."""
    filled = [slot for each in held if (slot := filled_by(rules, each)) is not None]
    if not filled:
        return []
    closed = {slot.code for slot in filled} | set(skipped)
    first = min(filled, key=lambda slot: slot.last)
    return [slot for slot in due_slots(rules, first, today, ended) if slot.code not in closed]


def filled_by(rules: Sequence[Series], held: Held) -> Slot | None:
    """The slot a sitting fills by the rule of its day; None without such a rule, or for a series without slots."""
    rule = rule_on(rules, held[0])
    if rule is None or rule.every is Every.NONE:
        return None
    try:
        return slot_of_sitting(rule.every, *held)
    except ValueError:  # periods of unknown code, or past the years there are
        return None


def proposed_day(slot: Slot, held_on: date, before: Slot) -> date:
    """As many days from the end of its slot as the sitting before; a Saturday or Sunday moves to the Monday after."""
    day = slot.last + (held_on - before.last)
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= _SATURDAY else 0)
