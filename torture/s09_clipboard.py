"""S9: copied records leave the clipboard after their time and at the lock; no title of a window names a person."""

import json
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from dandan_desktop.db.register import Register
from dandan_desktop.ui.clipboard import KEPT_FOR
from torture.markers import names
from torture.office import PATIENCE, Office, copied, master, module
from torture.row import Row, Size, judged
from torture.scripted_day import work
from torture.window_clerk import KEY, readied

NAME = "S9"
TEETH = {"clipboard": "still on the clipboard"}
_GOAL = "copied records are cleared after 60 s and at the lock; 0 names in titles of windows"


def lacks() -> str:
    """Nothing is needed but a window without a screen."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Copy everybody from the list, wait (shortened), copy again and lock; read every title on the way."""
    sought = names(size.pick(4, 20, 50), seed=9)
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        with closing(Register.open_with_key(office.register, master().data_key)) as register:
            store = register.store()
            readied(store)
            work(store, sought)
            store.close()
        seen = _copied(office, without)
    wrong = [] if KEPT_FOR == 60_000 else [f"kept for {KEPT_FOR} ms"]
    if not any(name in seen["copied"] for name in sought):
        wrong.append("nothing was copied")
    wrong += [f"still on the clipboard {when}" for when in ("later", "locked") if seen[when]]
    wrong += [f"a title: {name}" for name in sought if name.split()[-1] in seen["titles"]]
    return judged(NAME, _GOAL, f"{len(sought)} names copied twice, {len(wrong)} findings", wrong)


def _copied(office: Office, without: str) -> dict[str, str]:
    done = subprocess.run(
        module("torture.window_clerk", "copy", office.register, without=without),
        env={**office.environment, KEY: master().data_key.hex(), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found
