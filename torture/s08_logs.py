"""S8: what a bug leaves behind holds no value, no name and no path with a name; SQLCipher says nothing of its own."""

import tempfile
from pathlib import Path

from dandan_desktop.domain.text import fold
from torture.markers import all_files
from torture.office import BUG, Office, copied, module
from torture.provoked import MARKER, PLACES
from torture.row import Row, Size, judged

NAME = "S8"
TEETH = {"values-kept-in": "says", "silence": "speaks"}
PAGE = 4096
COMMANDS = {PLACES[0]: ("check",), PLACES[1]: ("search", "a"), PLACES[2]: ("check",), PLACES[3]: ("search", "a")}
NUMBER = "099200000001"


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Provoke bugs in a folder with a name, then look for it in all that was said and kept."""
    places = PLACES[: size.pick(1, len(PLACES), len(PLACES))]
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder) / MARKER)
        wrong = [finding for place in places for finding in _provoked(office, place, without)]
        wrong += _of_logs(office)
        wrong += _of_damage(office, without)
    goal = "no value, name or path in any log or report of a bug; SQLCipher is silent"
    return judged(NAME, goal, f"{len(places)} bugs and a damaged page, {len(wrong)} findings", wrong)


def _provoked(office: Office, place: str, without: str) -> list[str]:
    whole = office.command(*COMMANDS[place])
    command = module("torture.provoked", place, *whole[3:], without=without)
    answer = office.run_bare(command)
    found = [] if answer.code == BUG else [f"{place}: exit code {answer.code} instead of {BUG}"]
    if "LookupError" not in answer.err:
        found.append(f"{place}: the report does not name the bug")
    return found + [f"{place}: says {mark}" for mark in (MARKER, NUMBER) if mark in answer.out + answer.err]


def _of_logs(office: Office) -> list[str]:
    """The log must be there, name the bug, and hold none of the marks."""
    logs = [file for file in all_files(office.home) if file.suffix == ".log"]
    if not logs or not any(b"LookupError" in log.read_bytes() for log in logs):
        return ["no log was kept"]
    marks = (MARKER, fold(MARKER), NUMBER)
    coded = {mark.encode(code): mark for mark in marks for code in ("utf-8", "utf-16-le")}
    return [f"{log.name}: says {mark}" for log in logs for form, mark in coded.items() if form in log.read_bytes()]


def _of_damage(office: Office, without: str) -> list[str]:
    """A damaged first page is told in two sentences and nothing else."""
    content = bytearray(office.register.read_bytes())
    content[PAGE // 2] ^= 1
    office.register.write_bytes(content)
    answer = office.run("check", without=without)
    lines = (answer.out + answer.err).strip().splitlines()
    return [] if len(lines) == 1 else [f"SQLCipher speaks: {lines[0][:80]}"]
