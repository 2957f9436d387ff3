"""Measuring two ways of the same work side by side, and the table of results."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

ROUNDS = 7
LEAST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds on the clock, seconds of the processor, peak memory in MiB where it was read."""

    wall: float
    cpu: float
    memory: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a ratio and its goal (None: reported only), and the two medians in `unit`."""

    name: str
    what: str
    goal: float | None
    result: float
    ours: float
    bare: float
    unit: str = "ms"
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        """Whether the ratio is within its goal."""
        return self.goal is None or self.result <= self.goal


Work = Callable[[], object]


def timed(work: Work) -> Cost:
    """What one call costs; rubbish of the call before is not on its bill."""
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def side_by_side(ours: Callable[[], Cost], bare: Callable[[], Cost], rounds: int) -> tuple[list[Cost], list[Cost]]:
    """Run both in turn, ours and bare, so often; one unmeasured turn warms both."""
    ours(), bare()
    first: list[Cost] = []
    second: list[Cost] = []
    for _ in range(max(rounds, LEAST_ROUNDS)):
        first.append(ours())
        second.append(bare())
    return first, second


def compared(name: str, what: str, goal: float, ours: Sequence[Cost], bare: Sequence[Cost]) -> Row:
    """The row of two sides by the clock, with the ratio of processor seconds beside it."""
    wall = _median(ours, "wall"), _median(bare, "wall")
    cpu = _median(ours, "cpu"), _median(bare, "cpu")
    more = {"cpu_ratio": round(cpu[0] / max(cpu[1], 1e-9), 3), "rounds": len(ours)}
    return Row(name, what, goal, wall[0] / wall[1], wall[0] * 1000, wall[1] * 1000, more=more)


def both_timed(ours: Work, bare: Work, rounds: int) -> tuple[list[Cost], list[Cost]]:
    """Two calls in this process, side by side."""
    return side_by_side(lambda: timed(ours), lambda: timed(bare), rounds)


def median(costs: Sequence[Cost], figure: str) -> float:
    """The middle value of one figure of these runs."""
    return _median(costs, figure)


def table(rows: Sequence[Row]) -> str:
    """The rows as text."""
    lines = [f"{'row':<12}{'goal':>7}{'result':>9}{'ours':>12}{'bare':>12}  {'ok':<7}what"]
    for row in rows:
        goal = "-" if row.goal is None else f"{row.goal:g}"
        verdict = "-" if row.goal is None else "ok" if row.is_ok else "MISSED"
        ours, bare = (f"{value:.2f} {row.unit}" for value in (row.ours, row.bare))
        lines.append(f"{row.name:<12}{goal:>7}{row.result:>9.2f}{ours:>12}{bare:>12}  {verdict:<7}{row.what}")
    return "\n".join(lines)


def as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as plain values."""
    return [{**asdict(row), "ok": row.is_ok} for row in rows]


def _median(costs: Sequence[Cost], figure: str) -> float:
    return float(statistics.median(getattr(cost, figure) for cost in costs))
