"""The table of the proofs."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from torture.row import Row, left_out


@dataclass(frozen=True, slots=True)
class Proved:
    """A row and the seconds it took."""

    row: Row
    seconds: float


def table(proofs: Sequence[Proved]) -> str:
    """The proofs as text: goal → result, below a row what was found against it, and last what was not run."""
    lines = [f"{'row':<5}{'ok':<9}{'seconds':>8}  goal → result"]
    for proof in proofs:
        row = proof.row
        held = "held" if row.is_held else "FAILED"
        lines.append(f"{row.name:<5}{held:<9}{proof.seconds:>8.1f}  {row.goal} → {row.result}")
        lines += [f"{'':24}{row.note}"] if row.note else []
    return os.linesep.join([*lines, *left_out((proof.row.name, proof.row.not_run) for proof in proofs)])
