"""`python -m torture.rotating REGISTER PASSPHRASE NAME`: remove a user, which changes the data key.

Prints a line when it begins, before each step, and when it is done.
"""

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from dandan_desktop.db import rotation
from dandan_desktop.db.register import Register
from dandan_desktop.services import users

STEPS = ("publish", "rekey", "publish")
"""What is told of on the way, in order."""


def _telling(name: str) -> None:
    step: Callable[..., Any] = getattr(rotation, name)

    def told(*given: Any) -> Any:
        print(name, flush=True)
        return step(*given)

    setattr(rotation, name, told)


def main(path: str, passphrase: str, name: str) -> None:
    """Open the register and remove the user of this name."""
    register = Register.open(Path(path), passphrase)
    with closing(register.store()) as store:
        row = users.named(store, name)
    for step in set(STEPS):
        _telling(step)
    print("begins", flush=True)
    users.remove(register, row)
    print("done", flush=True)
    register.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
