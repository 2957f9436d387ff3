"""What a row of the fault harness is: how much of it to run, what it found, and the table of all."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

SHOWN = 6


class Size(Enum):
    """How much to run: a handful at every push, and two longer lengths."""

    TEST = auto()
    QUICK = auto()
    FULL = auto()

    def pick(self, test: int, quick: int, full: int) -> int:
        """The count that belongs to this size."""
        return {Size.TEST: test, Size.QUICK: quick, Size.FULL: full}[self]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: its goal, what was found, whether the goal is held, and what could not be run here."""

    name: str
    goal: str
    result: str
    is_held: bool
    note: str = ""
    not_run: tuple[str, ...] = ()


class Harness(Protocol):
    """A module of one row.

    `TEETH` names the protections to take away (see `weakened`), each with a word the findings must then hold.
    """

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The row's name."""

    @property
    def TEETH(self) -> Mapping[str, str]:  # noqa: N802 - a constant of the module
        """Its protections; the shortest length takes away the first."""

    def lacks(self) -> str:
        """What this machine lacks to run the row, or nothing."""

    def run(self, size: Size, without: str = "") -> Row:
        """Run the row, for its teeth without one protection."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A row as it ended here: not at all (`lacking` says why), or with what its teeth missed."""

    name: str
    lacking: str = ""
    row: Row | None = None
    missed: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def is_ok(self) -> bool:
        """Whether nothing speaks against the row: its goal held and its teeth bit, or it could not be run."""
        return (self.row is None or self.row.is_held) and not self.missed

    @property
    def not_run(self) -> tuple[str, ...]:
        """The reasons why the row or a part of it was not run."""
        return (self.lacking,) if self.lacking else self.row.not_run if self.row else ()


def judged(name: str, goal: str, result: str, findings: Sequence[str], not_run: Sequence[str] = ()) -> Row:
    """The row of a run that is held when nothing was found."""
    more = f" (+{len(findings) - SHOWN})" if len(findings) > SHOWN else ""
    return Row(name, goal, result, not findings, "; ".join(findings[:SHOWN]) + more, tuple(not_run))


def has_bitten(findings: Sequence[str], teeth: Mapping[str, str], without: str) -> bool:
    """Whether the protection that was taken away is missed already: the rest would only show it again."""
    return bool(without) and any(teeth[without] in each for each in findings[:SHOWN])


def table(proofs: Sequence[Proof]) -> str:
    """The proofs as text, and under it by name what was not run."""
    lines = [f"{'row':<5}{'ok':<9}{'teeth':<9}{'seconds':>8}  goal → result"]
    for proof in proofs:
        if proof.row is None:
            lines.append(f"{proof.name:<5}{'NOT RUN':<9}{'-':<9}{'-':>8}  {proof.lacking}")
            continue
        held = "held" if proof.row.is_held else "FAILED"
        teeth = "MISS" if proof.missed else "bites"
        lines.append(f"{proof.name:<5}{held:<9}{teeth:<9}{proof.seconds:>8.1f}  {proof.row.goal} → {proof.row.result}")
        lines += [f"{'':33}{line}" for line in (proof.row.note, *(f"missed: {name}" for name in proof.missed)) if line]
    return os.linesep.join([*lines, *left_out((proof.name, proof.not_run) for proof in proofs)])


def left_out(not_run: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """The last lines of a table: how much was not run, and for each row by name why, as pytest writes of a skip."""
    lines = [f"SKIPPED [1] {name}: {why}" for name, reasons in not_run for why in reasons]
    return [f"Not run here: {len(lines)}", *lines]
