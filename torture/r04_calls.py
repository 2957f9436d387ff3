"""R4: each write or sync failing once, or written short: no crash, nothing acknowledged is lost, nothing is halved.

While meetings are loaded the register's own files fail; while a backup is made or restored or a user is removed, any.
"""

import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from torture import keeping, needs
from torture.examine import findings
from torture.office import Office, copied, meetings
from torture.row import Row, Size, has_bitten, judged

NAME = "R4"
TEETH = {"journal": "broken", "told": "exit code 70"}
CALLS = "write,pwrite64,pwritev,ftruncate,fsync,fdatasync"
FIRST = 200
FAULTS = {"EIO": "error=EIO", "ENOSPC": "error=ENOSPC", "short": "retval=0"}
"""How a call fails; of a short write the system takes nothing, and says so."""
SYNCS = ("ftruncate", "fsync", "fdatasync")
EVERYWHERE = "pwrite64,ftruncate,fsync,fdatasync"
FILES = 6
_STRACE = ("strace", "-f", "-qq")
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
    runs = told = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = meetings(home, FILES, seed=4)
        first = _calls(copied(home), ["load", *files], _own(copied(home)), CALLS)[:FIRST]
        faults = _chosen(first, size.pick(5, 30, len(first) * len(FAULTS)))
        for call, fault in faults:
            answer, found = _failed(copied(home), files, call, fault, without)
            told += answer == 1
            runs += 1
            wrong += [f"{call[0]} {call[1]} {fault}: {what}" for what in found]
            if has_bitten(wrong, TEETH, without):
                break
        for code, what in (
            () if has_bitten(wrong, TEETH, without) else _keeping(home / "giữ", size.pick(1, 10, 100), without)
        ):
            runs, told = runs + 1, told + (code == 1)
            wrong += what
    goal = f"each of the first {FIRST} write and sync calls failing: no crash, 0 lost, ≤ 1 more"
    return judged(NAME, goal, f"{runs} failed calls, {told} told, {len(wrong)} findings", wrong)


def _keeping(home: Path, count: int, without: str) -> Iterator[tuple[int, list[str]]]:
    """Let so many calls fail in each command that keeps a register safe: its exit code, and what was wrong."""
    kept = keeping.prepared(home / "mẫu")
    for number, command in enumerate(keeping.COMMANDS):
        office = keeping.copied(kept, home / f"lệnh {number}")
        for call, fault in _chosen(_calls(office, command(office), [], EVERYWHERE), count):
            office = keeping.copied(kept, office.home)
            answer = office.run(*command(office), without=without, before=[*_STRACE, *_failing(call, fault)])
            found = [*answer.findings(), *keeping.findings(office)]
            yield answer.code, [f"{command(office)[0]}: {call[0]} {call[1]} {fault}: {what}" for what in found]


def _chosen(calls: list[Call], count: int) -> list[tuple[Call, str]]:
    """So many of the calls with each fault, from the middle of even parts; all when that many are asked for."""
    every = [(call, fault) for call in calls for fault in FAULTS if fault != "short" or call[0] not in SYNCS]
    count = min(count, len(every))
    return [every[(2 * number + 1) * len(every) // (2 * count)] for number in range(count)]


def _own(office: Office) -> list[str]:
    """What makes the tracer look only at the register's own files."""
    paths = [office.register.with_name(office.register.name + ending) for ending in ("", "-wal", "-shm", "-journal")]
    return [word for path in paths for word in ("-P", str(path))]


def _calls(office: Office, command: Sequence[str | Path], only: list[str], names: str) -> list[Call]:
    """Every write and sync call of an undisturbed run in order, each numbered among its kind."""
    log = office.home / "calls.txt"
    done = office.run(*command, before=[*_STRACE, *only, "-e", f"trace={names}", "-o", str(log)])
    if done.code:
        raise RuntimeError(done.err)
    seen: Counter[str] = Counter()
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := _CALL.match(line):
            seen[match[1]] += 1
            found.append((match[1], seen[match[1]]))
    return found


def _failing(call: Call, fault: str) -> list[str]:
    """What makes the tracer let this call fail."""
    name, number = call
    return ["-e", f"trace={name}", "-e", f"inject={name}:{FAULTS[fault]}:when={number}", "-o", "/dev/null"]


def _failed(office: Office, files: list[Path], call: Call, fault: str, without: str) -> tuple[int, list[str]]:
    """The exit code of a run in which this call failed, and what was wrong with it and with the register after it."""
    answer = office.run("load", *files, without=without, before=[*_STRACE, *_own(office), *_failing(call, fault)])
    return answer.code, [*answer.findings(), *findings(office.register, answer.uids, most=1)]
