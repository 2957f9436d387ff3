"""Which backups stay: decided by their sequence numbers, never by a clock that may be dead (`reliability.md` B2, R11).

A recorded day counts as wrong where the order of the numbers says so; nothing goes only because a clock jumped.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NEWEST = 3
"""So many of the newest stay whatever the policy says."""
DAILY, WEEKLY, MONTHLY = 14, 8, 12
BUSIEST = 48
"""Of the two newest recorded days everything stays, up to so many: a dead clock gives every day the same date."""
BEFORE_DAYS, MOST_BEFORE = 30, 60
"""A backup made before a risky deed stays so many days; of these so many at most."""
OLDEST_DAYS = 366
"""Nothing older stays, but for the newest: that is what erasure for good promises (12 months at most)."""
_SURE_DAYS = 3


class Kind(StrEnum):
    """Why a backup was made."""

    ROUTINE = "routine"
    EXIT = "exit"
    BY_HAND = "by_hand"
    BEFORE_LOAD = "before_load"
    BEFORE_UPGRADE = "before_upgrade"
    BEFORE_REKEY = "before_rekey"
    BEFORE_RESTORE = "before_restore"
    AFTER_ERASE = "after_erase"

    @property
    def is_before(self) -> bool:
        """Whether it was made before something that could go wrong."""
        return self.value.startswith("before_")


KINDS: dict[Kind, str] = {
    Kind.ROUTINE: "định kỳ",
    Kind.EXIT: "khi đóng, khoá sổ",
    Kind.BY_HAND: "theo yêu cầu",
    Kind.BEFORE_LOAD: "trước khi nạp dữ liệu",
    Kind.BEFORE_UPGRADE: "trước khi nâng cấp sổ",
    Kind.BEFORE_REKEY: "trước khi thay khoá",
    Kind.BEFORE_RESTORE: "trước khi khôi phục",
    Kind.AFTER_ERASE: "sau khi xoá vĩnh viễn",
}
"""Why a backup was made, in words."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup as thinning sees it: its number, the day its clock said, why, and whether it passed its last look."""

    sequence: int
    day: date
    kind: Kind
    is_good: bool = True


def kept(copies: Iterable[Copy]) -> frozenset[int]:
    """The sequence numbers that stay; all others may go."""
    newest_first = sorted(copies, key=lambda copy: -copy.sequence)
    ages = _ages(newest_first)
    young = [copy for copy in newest_first if ages[copy.sequence] <= OLDEST_DAYS]
    days = _distinct(young, lambda day: day)
    before = [copy.sequence for copy in young if copy.kind.is_before and ages[copy.sequence] <= BEFORE_DAYS]
    recent = [copy.sequence for copy in young if copy.day in [each.day for each in days[:2]]]
    stay = {copy.sequence for copy in newest_first[:NEWEST]}
    stay.update(recent[:BUSIEST], before[:MOST_BEFORE])
    for found, most in (
        (days, DAILY),
        (_distinct(young, lambda day: day.isocalendar()[:2]), WEEKLY),
        (_distinct(young, lambda day: (day.year, day.month)), MONTHLY),
    ):
        stay.update(copy.sequence for copy in found[:most])
    stay.update([copy.sequence for copy in newest_first if copy.is_good][:1])
    return frozenset(stay)


def _distinct(newest_first: Sequence[Copy], key: Callable[[date], object]) -> list[Copy]:
    """The newest backup of each day, week or month, in the order of their numbers."""
    found: dict[object, Copy] = {}
    for copy in newest_first:
        found.setdefault(key(copy.day), copy)
    return list(found.values())


def _ages(newest_first: Sequence[Copy]) -> dict[int, int]:
    """How many days old each backup surely is.

    Today is the earliest of the three newest recorded days, so that one wrong day ages nothing. No backup is older
    than one made before it, and a day after today is a clock's mistake.
    """
    days = [copy.day for copy in _distinct(newest_first, lambda day: day)[:_SURE_DAYS]]
    today = min(days, default=date.max)
    ages: dict[int, int] = {}
    latest: date | None = None
    for copy in reversed(newest_first):
        if copy.day <= today:
            latest = max(latest or copy.day, copy.day)
        ages[copy.sequence] = (today - latest).days if latest else 0
    return ages
