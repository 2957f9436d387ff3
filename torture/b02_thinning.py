"""B2: five simulated years with a clock that jumps: the newest backups and the last good one never go."""

import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from dandan_desktop.domain.thinning import BUSIEST, DAILY, MONTHLY, MOST_BEFORE, NEWEST, WEEKLY, Copy, Kind, kept
from torture.row import Row, Size, judged
from torture.weakened_backups import by_clock

NAME = "B2"
TEETH = {"sequence": "newest"}
DAYS = 5 * 365
_START = date(2026, 1, 5)
_MOST = NEWEST + BUSIEST + MOST_BEFORE + DAILY + WEEKLY + MONTHLY
_KINDS = (Kind.ROUTINE, Kind.EXIT, Kind.EXIT, Kind.BEFORE_LOAD)


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Live through five years so often, every time with other jumps."""
    lives = size.pick(1, 10, 200)
    policy = by_clock if without else kept
    wrong = [f"life {number}: {what}" for number in range(lives) for what in _lived(random.Random(number), policy)]
    goal = f"{lives} × 5 years, random clock jumps: newest {NEWEST} and last good one always kept"
    return judged(NAME, goal, f"{lives} lives, {len(wrong)} findings", wrong)


def _lived(source: random.Random, policy: Callable[[Iterable[Copy]], frozenset[int]]) -> list[str]:
    copies: list[Copy] = []
    wrong: list[str] = []
    shift = timedelta()
    number = 0
    for day in range(0, DAYS, 2):
        if source.random() < 0.03:
            shift = source.choice([timedelta(), timedelta(days=source.randint(-3_650, 3_650))])
        for _ in range(source.randint(1, 2)):
            number += 1
            copies.append(
                Copy(number, _START + timedelta(days=day) + shift, source.choice(_KINDS), source.random() > 0.05)
            )
            stay = policy(copies)
            good = next((copy.sequence for copy in reversed(copies) if copy.is_good), number)
            if not {copy.sequence for copy in copies[-NEWEST:]} <= stay:
                wrong.append(f"backup {number}: one of the newest goes")
            if good not in stay:
                wrong.append(f"backup {number}: the last good one goes")
            copies = [copy for copy in copies if copy.sequence in stay]
            if len(copies) > _MOST:
                wrong.append(f"backup {number}: {len(copies)} kept")
    return wrong
