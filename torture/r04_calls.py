"""R4: each write or sync of the register failing once: no crash, nothing acknowledged is lost, nothing is halved."""

import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from torture import needs
from torture.examine import findings
from torture.office import Office, copied, meetings
from torture.row import Row, Size, judged

NAME = "R4"
TEETH = {"journal": "broken", "told": "exit code 70"}
CALLS = "write,pwrite64,pwritev,ftruncate,fsync,fdatasync"
FIRST = 200
ERRORS = ("EIO", "ENOSPC")
FILES = 6
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
Call = tuple[str, int]


def lacks() -> str:
    """A tracer, and the right to trace."""
    if lacking := needs.tools("strace"):
        return lacking
    done = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "no right to trace processes"


def run(size: Size, without: str = "") -> Row:
    """Let one call after another fail in a fresh copy, and look the register over."""
    wrong: list[str] = []
    told = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = meetings(home, FILES, seed=4)
        first = _calls(copied(home), files)[:FIRST]
        faults = _chosen(first, size.pick(4, 30, len(first) * len(ERRORS)))
        for call, error in faults:
            answer, found = _failed(copied(home), files, call, error, without)
            told += answer == 1
            wrong += [f"{call[0]} {call[1]} {error}: {what}" for what in found]
    goal = f"each of the first {FIRST} write and sync calls failing: no crash, 0 lost, ≤ 1 more"
    return judged(NAME, goal, f"{len(faults)} failed calls, {told} told, {len(wrong)} findings", wrong)


def _chosen(calls: list[Call], count: int) -> list[tuple[Call, str]]:
    """So many of the calls with each error, spread evenly; all of them when that many are asked for."""
    every = [(call, error) for call in calls for error in ERRORS]
    step = len(every) / count
    return [every[int(number * step)] for number in range(count)]


def _traced(office: Office, *more: str) -> list[str]:
    """The tracer, looking only at the register's own files."""
    paths = [office.register.with_name(office.register.name + ending) for ending in ("", "-wal", "-shm", "-journal")]
    only = [word for path in paths for word in ("-P", str(path))]
    return ["strace", "-f", "-qq", *only, *more]


def _calls(office: Office, files: list[Path]) -> list[Call]:
    """Every write and sync call of an undisturbed run in order, each numbered among its kind."""
    log = office.home / "calls.txt"
    done = office.run("load", *files, before=_traced(office, "-e", f"trace={CALLS}", "-o", str(log)))
    if done.code or len(done.uids) != len(files):
        raise RuntimeError(done.err)
    seen: Counter[str] = Counter()
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := _CALL.match(line):
            seen[match[1]] += 1
            found.append((match[1], seen[match[1]]))
    return found


def _failed(office: Office, files: list[Path], call: Call, error: str, without: str) -> tuple[int, list[str]]:
    """The exit code of a run in which this call failed, and what was wrong with it and with the register after it."""
    name, number = call
    inject = f"inject={name}:error={error}:when={number}"
    tracer = _traced(office, "-e", f"trace={name}", "-e", inject, "-o", "/dev/null")
    answer = office.run("load", *files, without=without, before=tracer)
    return answer.code, [*answer.findings(), *findings(office.register, answer.uids, most=1)]
