"""`python -m torture.made_up_steps REGISTER KEY`: bring a register up by two made-up steps, one rewriting a table.

Prints a line when it begins and one when it is done.
"""

import sys
from pathlib import Path
from typing import Any

from dandan_desktop.db.engine import connect
from dandan_desktop.db.migrations import STEPS, Step
from dandan_desktop.db.upgrade import upgrade


def add_note(db: Any) -> None:
    """Give every meeting a note that repeats its title."""
    db.execute("ALTER TABLE meetings ADD COLUMN remark TEXT")
    db.execute("UPDATE meetings SET remark = title")


def rewrite(db: Any) -> None:
    """Rename it, which makes the table anew and so loses its triggers."""
    db["meetings"].transform(rename={"remark": "noted"})


ADDED: tuple[Step, ...] = (("9001_remark", add_note), ("9002_noted", rewrite))


def main(path: str, key: str) -> None:
    """Upgrade the register."""
    connection = connect(Path(path), bytes.fromhex(key))
    print("begins", flush=True)
    upgrade(connection, (*STEPS, *ADDED))
    print("done", flush=True)
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
