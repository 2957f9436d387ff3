"""Wrong passphrases counted: each costs at least half a second, and from the sixth on a growing wait.

The count is kept per register in this user's data folder, so that a new start does not forget it; a machine that
cannot keep it goes on without. Nothing here depends on a clock that is right: no wait is longer than a minute.
"""

import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem

LEAST = 0.5
"""The fewest seconds a wrong passphrase costs."""
FREE = 5
"""How many wrong ones cost no more than that."""
LONGEST = 60.0


def _wait(seconds: float) -> None:
    threading.Event().wait(seconds)  # nothing sets it: a wrong passphrase costs time itself


@dataclass(frozen=True, slots=True)
class Patience:
    """How time passes for whoever types passphrases: the clock of the computer, a stop watch, and waiting."""

    now: Callable[[], float] = time.time
    watch: Callable[[], float] = time.perf_counter
    wait: Callable[[float], None] = _wait


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong ones since the last right one, when the newest was, and how many the journal has not been told of."""

    failed: int = 0
    last: float = 0.0
    untold: int = 0

    def left(self, now: float) -> float:
        """How many seconds the next one has to wait; a clock that stands before the last one lets nothing pass yet."""
        wait = min(LONGEST, 2.0 ** min(self.failed - FREE, 10)) if self.failed >= FREE else 0.0
        return min(wait, max(0.0, self.last + wait - now))


def _file(register: str) -> Path:
    name = "".join(char for char in register if char.isalnum() or char == "-")[:64]
    return paths.data_folder() / "lan-thu" / f"{name}.json"


def read(register: str) -> Tries:
    """The tries at a register (its uid); none where nothing readable is kept."""
    try:
        found = json.loads(_file(register).read_text(encoding="utf-8"))
        failed, last, untold = int(found["failed"]), float(found["last"]), int(found["untold"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return Tries()
    return Tries(max(0, failed), last, max(0, untold))


def _keep(register: str, tries: Tries) -> None:
    target = _file(register)
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        paths.write_whole(target, json.dumps(asdict(tries)).encode())


def wait_left(register: str, patience: Patience | None = None) -> float:
    """How many seconds until the next passphrase may be tried."""
    now = (patience or Patience()).now()
    tries = read(register)
    if tries.last > now:  # the clock was put back: count the whole wait from now, once
        _keep(register, replace(tries, last=now))
    return tries.left(now)


def refuse_early(register: str, patience: Patience) -> None:
    """Raise ClerkError TRY_LATER with the seconds left, when too many wrong ones came before."""
    left = wait_left(register, patience)
    if left > 0:
        raise ClerkError(Problem.TRY_LATER, seconds=max(1, round(left + 0.49)))


def failed(register: str, patience: Patience, began: float) -> None:
    """Count a wrong one that was begun at this moment of the stop watch, and let it cost its time."""
    tries = read(register)
    _keep(register, Tries(tries.failed + 1, patience.now(), tries.untold + 1))
    patience.wait(max(0.0, LEAST - (patience.watch() - began)))


def succeeded(register: str) -> None:
    """A right one ends the waits; the wrong ones before it are kept for the journal."""
    tries = read(register)
    if tries.failed:
        _keep(register, replace(tries, failed=0))


def told(register: str) -> None:
    """Forget the wrong ones: the journal knows them."""
    with contextlib.suppress(OSError):
        _file(register).unlink(missing_ok=True)
