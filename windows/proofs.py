"""Every proof in the order of the table; a proof is a function of the stage that gives its row."""

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence

from torture.row import Row, judged
from windows import (
    altered,
    day,
    full,
    held,
    letters,
    looks,
    makes,
    native_build,
    places,
    planted,
    renewed,
    rights,
    setups,
    sizes,
    workbench,
)
from windows.build import BuildError
from windows.lab import NoLabError
from windows.stage import Stage
from windows.table import Proved

Proof = Callable[[Stage], Row]
ROWS: dict[str, Proof] = {
    "W1": makes.same_papers,
    "W2": looks.killed_after_a_change,
    "W3": setups.came_and_went,
    "W4": places.hard_places,
    "W5": places.nothing_aside,
    "W6": sizes.resources,
    "W7": setups.pages,
    "W8": setups.old_windows,
    "W9": sizes.small,
    "W10": looks.quick,
    "W11": makes.same_again,
    "W12": makes.own_templates,
    "W13": workbench.both_commands,
    "W14": planted.planted,
    "W15": full.full_disk,
    "W16": letters.same_letters,
    "W17": native_build.built_there,
    "W18": renewed.renewed,
    "W19": day.a_day,
    "W20": rights.without_rights,
    "W21": held.held,
    "W22": altered.own_files,
}


def run(stage: Stage, names: Sequence[str]) -> Iterator[Proved]:
    """Each row as it ends; one that broke down has failed."""
    for name in names:
        began = time.monotonic()
        try:
            row = ROWS[name](stage)
        except (OSError, ValueError, KeyError, subprocess.SubprocessError, BuildError, NoLabError) as error:
            row = judged(name, "the proof runs to its end", "it broke down", [repr(error)])
        yield Proved(row, time.monotonic() - began)
