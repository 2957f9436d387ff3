"""`python -m torture.two_writers REGISTER KEY COUNT`: two threads of one program raise one number, COUNT times each.

Prints how many deeds were done and what the number is in the end.
"""

import sys
import threading
from pathlib import Path

from dandan_desktop.db.engine import dbapi
from dandan_desktop.db.register import Register
from dandan_desktop.domain.errors import ClerkError

FACT = "torture"
ASK = "SELECT value FROM facts WHERE name = ?"
THOUGHT = 0.0005
"""Seconds between reading and writing, so that a race that can be lost is lost."""
PAUSE = 0.002
"""Seconds between two deeds of one thread: nobody types without a breath, and the other must get its turn."""


def raise_number(register: Register, count: int, done: list[int]) -> None:
    """Read the number and write the next, each time as one deed; counts in `done` those that were not refused."""
    store = register.store()
    breath = threading.Event()
    for _ in range(count):
        try:
            with store.change("save"):
                found = store.query(ASK, (FACT,))
                breath.wait(THOUGHT)
                store.put_fact(FACT, str(int(found[0][0]) + 1 if found else 1))
            done.append(1)
        except (ClerkError, dbapi.Error) as error:
            print(error, file=sys.stderr)
        breath.wait(PAUSE)
    store.close()


def main(path: str, key: str, count: str) -> None:
    """Run both threads and print the sum."""
    register = Register.open_with_key(Path(path), bytes.fromhex(key))
    done: list[int] = []
    threads = [threading.Thread(target=raise_number, args=(register, int(count), done)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = register.store()
    print(len(done), (store.query(ASK, (FACT,)) or [(0,)])[0][0])
    store.close()
    register.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
