"""The rows of the fault harness in order, and how each is proven."""

import os
import tempfile
import time

from torture import (
    b01_kill,
    b02_thinning,
    b03_sticks,
    b04_limits,
    b05_drill,
    b05_swap,
    b06_old,
    b07_closed,
    d01_papers,
    r01_kill,
    r02_power,
    r03_images,
    r04_calls,
    r05_full,
    r06_read_only,
    r07_damage,
    r08_misread,
    r09_second,
    r10_writers,
    r11_clock,
    r12_upgrade,
    r13_rekey,
    r14_draft,
    s01_erased,
    s01_markers,
    s02_tries,
    s03_memory,
    s04_cost,
    s05_key_file,
    s06_removed,
    s07_sockets,
    s08_logs,
    s09_clipboard,
    s10_engine,
    s11_files,
)  # fmt: skip
from torture.row import Harness, Proof, Size

HARNESSES: tuple[Harness, ...] = (
    r01_kill,
    r02_power,
    r03_images,
    r04_calls,
    r05_full,
    r06_read_only,
    r07_damage,
    r08_misread,
    r09_second,
    r10_writers,
    r11_clock,
    r12_upgrade,
    r13_rekey,
    r14_draft,
    s01_markers,
    s01_erased,
    s02_tries,
    s03_memory,
    s04_cost,
    s05_key_file,
    s06_removed,
    s07_sockets,
    s08_logs,
    s09_clipboard,
    s10_engine,
    s11_files,
    b01_kill,
    b02_thinning,
    b03_sticks,
    b04_limits,
    b05_drill,
    b05_swap,
    b06_old,
    b07_closed,
    d01_papers,
)
KNOWN = {harness.NAME: harness for harness in HARNESSES}


def proven(name: str, size: Size) -> Proof:
    """One row in a home of its own, so that no copy of a key stays with the user."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = home
        return proof(KNOWN[name], size)


def proof(harness: Harness, size: Size) -> Proof:
    """Run a row and then its teeth, the shortest length its first one; teeth are always short, so they bite hard."""
    if lacking := harness.lacks():
        return Proof(harness.NAME, lacking=lacking)
    began = time.perf_counter()
    row = harness.run(size)
    teeth = list(harness.TEETH)[: 1 if size is Size.TEST else None]
    missed = tuple(without for without in teeth if not bites(harness, without))
    return Proof(harness.NAME, row=row, missed=missed, seconds=time.perf_counter() - began)


def bites(harness: Harness, without: str) -> bool:
    """Whether the row fails, and for the right reason, when this protection is taken away."""
    row = harness.run(Size.TEST, without)
    return not row.is_held and harness.TEETH[without] in row.note
