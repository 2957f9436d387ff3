"""(a) Start to a painted window on the ten-year register ÷ a bare PySide6 window: processor seconds, peak memory.

Each side is a process of its own that ends as soon as its window was painted. The key derivation is left out and
has a row of its own (`settled` 41).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks import our_window, registers, spawned
from benchmarks.measure import Cost, Row, compared, median, side_by_side, timed
from dandan_desktop.db import keys
from dandan_desktop.db.register import PRACTICE_PASSPHRASE

CPU_GOAL, MEMORY_GOAL = 2.2, 1.7


def child(module: str, *arguments: str, **more: str) -> Callable[[], Cost]:
    """A way to run a module in a process of its own and to read what that process took."""
    command = [sys.executable, "-S", spawned.__file__, sys.executable, "-m", module, *arguments]

    def run() -> Cost:
        with tempfile.TemporaryDirectory() as home:
            own = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": home, **more}
            own.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, not at each start
            own["PYTHONPYCACHEPREFIX"] = str(registers.folder() / "pycache")
            began = time.perf_counter()
            done = subprocess.run(command, env=own, stdout=subprocess.PIPE, check=True)
            wall = time.perf_counter() - began
        cpu, memory = json.loads(done.stdout.splitlines()[-1])
        return Cost(wall, cpu, memory)

    return run


def rows(rounds: int) -> list[Row]:
    """Processor seconds and peak memory of both windows."""
    path, key = registers.generated("office", registers.ten_years_filled)
    ours = child("benchmarks.our_window", str(path), **{our_window.KEY: key.hex()})
    first, second = side_by_side(ours, child("benchmarks.bare_window"), rounds)
    return [_processor(first, second), _memory(first, second)]


def _processor(ours: Sequence[Cost], bare: Sequence[Cost]) -> Row:
    # The clock of a child includes waiting for others; what counts here are its processor seconds.
    row = compared("a start", "start to a painted window ÷ bare PySide6 window, CPU", CPU_GOAL, ours, bare)
    cpu = median(ours, "cpu"), median(bare, "cpu")
    more = {"wall_ratio": round(row.result, 3), "rounds": len(ours)}
    return replace(row, result=cpu[0] / cpu[1], ours=cpu[0] * 1000, bare=cpu[1] * 1000, more=more)


def _memory(ours: Sequence[Cost], bare: Sequence[Cost]) -> Row:
    peak = median(ours, "memory"), median(bare, "memory")
    what = "the same two windows, peak memory"
    return Row("a memory", what, MEMORY_GOAL, peak[0] / peak[1], *peak, unit="MiB", more={"rounds": len(ours)})


def key_row(rounds: int) -> Row:
    """What opening with a passphrase adds: the derivation of the key, reported only."""
    slot = keys.new_slot("person", "", "", PRACTICE_PASSPHRASE, bytes(32))
    file = keys.make("bench", [slot], bytes(32))
    costs = [timed(lambda: keys.unlock(file, PRACTICE_PASSPHRASE)) for _ in range(rounds)]
    taken = median(costs, "wall") * 1000
    return Row("key", "Argon2id of one passphrase, left out of (a), reported only", None, 1.0, taken, taken)


def run(rounds: int) -> list[Row]:
    """Measure both; a pair takes a second and a processor changes its pace, so there are many."""
    return [*(rows(rounds * 3) if hasattr(os, "wait4") else []), key_row(rounds)]
