"""R10: two writers of one register read and write the same value in turn; no update is lost, none refused."""

import tempfile
from pathlib import Path

from torture.office import copied, master, module
from torture.row import Row, Size, judged

NAME = "R10"
TEETH = {"immediate": "refused", "transaction": "says"}


def lacks() -> str:
    """Nothing is needed but threads."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Let both write and compare the number with the deeds."""
    count = size.pick(25, 300, 300)
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        key = master().data_key.hex()
        answer = office.run_bare(module("torture.two_writers", office.register, key, str(count), without=without))
    done, number = map(int, answer.out.split()) if answer.code == 0 else (0, 0)
    wrong = [answer.told] if answer.code else []
    if done < 2 * count:
        wrong.append(f"{2 * count - done} of {2 * count} refused")
    if number != done:
        wrong.append(f"{done} updates done, the number says {number}")
    return judged(NAME, f"2 × {count}: 0 lost updates", f"{number} of {done} updates stand", wrong)
