"""R14: of a half-typed form at most two seconds are lost at a kill -9; field and cursor come back, and it is said."""

import json
import random
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from dandan_desktop.db.register import Register
from torture.office import PATIENCE, Office, copied, master, module
from torture.row import Row, Size, judged
from torture.window_clerk import KEY, SCENES, letters, readied

NAME = "R14"
TEETH = {"draft-timer": "lost"}
MOST_SECONDS = 2.0
FEWEST, MOST = 45, 120
"""Letters typed before the kill: between one and a half and four seconds of typing."""


def lacks() -> str:
    """Nothing is needed but a window without a screen."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Type into a form, kill at a random letter, start again and look; another form each time."""
    rounds = size.pick(2, 12, 60)
    dice = random.Random(14)
    wrong: list[str] = []
    lost: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        office = _office(Path(folder))
        for number in range(rounds):
            scene = (number + 2) % len(SCENES)
            typed = _killed(office, scene, dice.randint(FEWEST, MOST), without)
            seen = _seen(office)
            lost.append(_seconds_lost(typed, str(seen.get("text", ""))))
            wrong += [f"{SCENES[scene][0]}: {what}" for what in _findings(scene, seen, lost[-1])]
            _forget(office)
    goal = f"≤ {MOST_SECONDS:g} s of typing lost at kill -9, same form, field and cursor, and it is said"
    return judged(NAME, goal, f"{rounds} kills, ≤ {max(lost):.2f} s lost, {len(wrong)} findings", wrong)


def _office(home: Path) -> Office:
    office = copied(home)
    with closing(Register.open_with_key(office.register, master().data_key)) as register:
        store = register.store()
        readied(store)
        store.close()
    return office


def _child(office: Office, deed: str, *more: str, without: str = "") -> "subprocess.Popen[str]":
    own = {KEY: master().data_key.hex(), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        module("torture.window_clerk", deed, office.register, *more, without=without),
        env={**office.environment, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _killed(office: Office, scene: int, count: int, without: str) -> list[float]:
    """For each letter that was typed before the kill, how many seconds before it."""
    moments: list[float] = []
    with _child(office, "type", str(scene), without=without) as child:
        for _ in child.stdout or ():
            moments.append(time.monotonic())
            if len(moments) == count:
                child.kill()
                break
        killed = time.monotonic()
    return [killed - moment for moment in moments]


def _seen(office: Office) -> dict[str, Any]:
    with _child(office, "look") as child:
        out, _ = child.communicate(timeout=PATIENCE)
    found: dict[str, Any] = json.loads(out) if out.strip() else {}
    return found


def _seconds_lost(typed: list[float], text: str) -> float:
    """How long before the kill the first letter that is missing was typed."""
    kept = len(text) if letters(len(text)) == text else 0
    return typed[kept] if kept < len(typed) else 0.0


def _findings(scene: int, seen: dict[str, Any], lost: float) -> list[str]:
    wrong = []
    if lost > MOST_SECONDS:
        wrong.append(f"{lost:.1f} s lost")
    if seen.get("field") != SCENES[scene][0]:
        wrong.append(f"the keyboard is at {seen.get('field')!r}")
    elif seen["cursor"] != len(seen["text"]):
        wrong.append(f"the cursor stands at {seen['cursor']} of {len(seen['text'])}")
    if not str(seen.get("notice", "")).startswith("Chương trình đã dừng đột ngột lúc"):
        wrong.append("nothing is said of the crash")
    return wrong


def _forget(office: Office) -> None:
    """Begin the next round with no draft and no place."""
    with closing(Register.open_with_key(office.register, master().data_key)) as register:
        store = register.store()
        for page, row, _ in store.drafts():
            store.keep_draft(page, row, None)
        store.close()
