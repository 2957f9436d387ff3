"""R1: `kill -9` at random moments while meetings are loaded; every acknowledged one stays, whole."""

import random
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from torture.examine import findings
from torture.office import Office, copied, meetings, whole_lines
from torture.row import Row, Size, judged

NAME = "R1"
TEETH = {"transaction": "half"}
FRESH = 25
"""After so many kills a fresh register is taken, so that the last cycle costs what the first does."""
FILES = 40
MOST_LINES = 10
MOST_DELAY = 0.08


@dataclass(slots=True)
class Cut:
    """What a killed run had acknowledged, and what was wrong afterwards."""

    acknowledged: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Kill so often; each time the register is looked over as deep as it goes, and the next run opens it again."""
    kills = size.pick(3, 50, 1_000)
    source = random.Random(1)
    cuts: list[Cut] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = [meetings(home, FILES, seed) for seed in range(1, min(kills, FRESH) + 1)]
        for start in range(0, kills, FRESH):
            cuts += _series(copied(home), files[: kills - start], source, without)
    wrong = [f"kill {number}: {what}" for number, cut in enumerate(cuts, 1) for what in cut.wrong]
    acknowledged = sum(len(cut.acknowledged) for cut in cuts)
    goal = f"{kills} kills: 0 acknowledged lost, 0 half"
    return judged(NAME, goal, f"{len(cuts)} kills, {acknowledged} acknowledged, {len(wrong)} findings", wrong)


def _series(office: Office, batches: list[list[Path]], source: random.Random, without: str) -> list[Cut]:
    cuts: list[Cut] = []
    known: list[str] = []
    for batch in batches:
        cut = Cut(_killed(office, office.command("load", *batch, without=without), source))
        known += cut.acknowledged
        cuts.append(cut)
        cut.wrong = findings(office.register, known, most=len(cuts))
        if cut.wrong:
            return cuts
    if checked := office.run("check").code:
        cuts[-1].wrong.append(f"broken: check ends with {checked}")
    return cuts


def _killed(office: Office, command: list[str], source: random.Random) -> list[str]:
    """Start a command, kill it a random while after a random line, and return what it had acknowledged."""
    lines = source.randint(0, MOST_LINES)
    delay = source.uniform(0, MOST_DELAY if lines else 1.0)  # a start takes longer than a meeting
    with office.start(command) as child:
        output = b"".join(child.stdout.readline() for _ in range(lines)) if child.stdout else b""
        try:
            child.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            child.kill()
        rest = child.stdout.read() if child.stdout else b""
    return whole_lines((output + rest).decode(errors="replace"))
