"""S4: a key slot costs half a second to one on this machine, says its own cost, and is raised at the next login."""

import tempfile
from contextlib import closing
from pathlib import Path

from dandan_desktop.db import costs
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import Register
from dandan_desktop.services import users
from torture.door import CHEAP, Weaker, weakened
from torture.office import PASSPHRASE, copied
from torture.row import Row, Size, judged

NAME = "S4"
WEAKER: dict[str, list[Weaker]] = {
    "calibration": [(costs, "calibrated", lambda: CHEAP)],
    "raising": [(costs, "is_outgrown", lambda _cost, _took: False)],
}
TEETH = {"calibration": "cheap", "raising": "not raised"}


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Measure what the slots of a new register cost, and log in to a register whose slots are too cheap."""
    times = size.pick(1, 3, 5)
    with tempfile.TemporaryDirectory() as folder, weakened(WEAKER.get(without, [])):
        cost = _of_new(Path(folder))
        taken = sorted(costs.seconds(cost) for _ in range(times))
        raised = _raised(copied(Path(folder)).register)
    wrong = []
    least = costs.GOAL / (3 if size is Size.TEST else 1)  # other tests run beside it, and a processor changes its pace
    if taken[-1] < least and cost.ops < costs.MOST_OPS:
        wrong.append(f"too cheap: {taken[-1]:.2f} s")
    if taken[0] > costs.MOST and cost != costs.FLOOR and size is not Size.TEST:
        wrong.append(f"too dear: {taken[0]:.2f} s")
    if cost.memory < costs.FLOOR.memory or cost.ops < costs.FLOOR.ops:
        wrong.append(f"cheaper than the floor: {cost}")
    if raised.ops * raised.memory <= CHEAP.ops * CHEAP.memory:
        wrong.append("a cheap slot was not raised")
    result = f"{cost.memory // costs.MIB} MiB, {cost.ops} rounds: {taken[0]:.2f}–{taken[-1]:.2f} s"
    return judged(NAME, "Argon2id of 0.5–1.0 s here, never under 19 MiB and 2 rounds, raised at login", result, wrong)


def _of_new(folder: Path) -> costs.Cost:
    with closing(Register.create(folder / "mới.dandan", PASSPHRASE, Fresh())) as register:
        return register.key_file.slots[0].cost


def _raised(path: Path) -> costs.Cost:
    with closing(Register.open(path, PASSPHRASE)) as register, closing(register.store()) as store:
        users.welcome(register, store, PASSPHRASE)
    with closing(Register.open(path, PASSPHRASE)) as register:
        return register.key_file.slots[0].cost
