"""Whether this computer's clock can be right (`reliability.md` R11): it is only asked for words, never for order."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""When this program was built: no clock that is right says anything earlier."""
LIFE = timedelta(days=15 * 365)
"""Nobody works fifteen years with the same program: a clock that says so is wrong, and so is what it stamped."""
_LEEWAY = timedelta(minutes=10)


def last_known(stored: Iterable[datetime], built: datetime = BUILT) -> datetime:
    """The latest moment that surely passed: the program's making, or the latest of some stored times.

    A time stored by a clock that ran years ahead did not pass: else a clock put right would count as behind for years.
    """
    return max([built, *(each for each in stored if not is_ahead(each, built))])


def is_behind(now: datetime, stored: Iterable[datetime], built: datetime = BUILT) -> bool:
    """Whether the clock stands before a moment that surely passed; ten minutes are no fault."""
    return now + _LEEWAY < last_known(stored, built)


def is_ahead(now: datetime, built: datetime = BUILT) -> bool:
    """Whether the clock stands so many years after the program was made that it cannot be right."""
    return now > built + LIFE
