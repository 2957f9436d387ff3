"""R8: a read that fails once is made again two seconds later on a fresh connection, before anybody speaks of damage.

What only reads then gives its answer; what was amid a deed says that the disk answered wrongly once.
"""

import tempfile
from pathlib import Path

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from torture import r04_calls
from torture.office import Answer, Office, copied, meetings
from torture.row import Row, Size, has_bitten, judged

NAME = "R8"
TEETH = {"second-look": "damage was told"}
Command = tuple[str | Path, ...]


def lacks() -> str:
    """A tracer, and the right to trace."""
    return r04_calls.lacks()


def run(size: Size, without: str = "") -> Row:
    """Let one read after another fail once in every command that reads a register, each time in a fresh copy."""
    wrong: list[str] = []
    runs = told = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for command in commands(home)[:: size.pick(2, 1, 1)]:
            for number in _chosen(_reads(copied(home), command), size.pick(1, 8, 60)):
                runs += 1
                office = copied(home)
                answer = _misread(office, command, number, without)
                told += answer.code == 1
                wrong += [f"{' '.join(map(str, command))}, read {number}: {what}" for what in _findings(office, answer)]
            if has_bitten(wrong, TEETH, without):
                break
    goal = "each read failing once: one more look after 2 s, no talk of damage"
    return judged(NAME, goal, f"{runs} failed reads, {told} told, {len(wrong)} findings", wrong)


def commands(home: Path) -> tuple[Command, ...]:
    """Every command that reads a whole register; what it writes goes into this folder."""
    out, stick = home / "ra", home / "usb"
    for folder in (out, stick):
        folder.mkdir()
    return (
        ("check",),
        ("check", "--full"),
        ("search", "hội", "nghị"),
        ("verify-log",),
        ("minutes", "--all", "--out", out),
        ("rollup", "--period", "2026-Q2", "--out", out / "biểu.xlsx"),
        ("load", *meetings(home, 1, seed=8)),
        ("backup", "--to", stick),
    )


def _chosen(reads: int, count: int) -> list[int]:
    """So many of the reads, half of them the first, of the first page and the schema; the others spread evenly."""
    first = list(range(1, min(reads, count // 2) + 1))
    left, others = reads - len(first), count - len(first)
    return first + sorted({len(first) + 1 + left * (2 * each + 1) // (2 * others) for each in range(others) if left})


def _traced(office: Office, *more: str) -> list[str]:
    return ["strace", "-f", "-qq", "-P", str(office.register), "-e", "trace=pread64", *more]


def _reads(office: Office, command: Command) -> int:
    """How many reads of the register an undisturbed run makes."""
    log = office.home / "reads.txt"
    done = office.run(*command, before=_traced(office, "-o", str(log)))
    if done.code:
        raise RuntimeError(done.err)
    return log.read_text(encoding="utf-8", errors="replace").count("pread64(")


def _misread(office: Office, command: Command, number: int, without: str) -> Answer:
    inject = f"inject=pread64:error=EIO:when={number}"
    return office.run(*command, without=without, before=_traced(office, "-e", inject, "-o", "/dev/null"))


def _findings(office: Office, answer: Answer) -> list[str]:
    """A command that did its work spoke of no damage on the way; one that did not said that nothing is broken."""
    once = " ".join(sentences(ClerkError(Problem.READ_FAILED_ONCE, path=office.register)))
    said = answer.out + answer.err
    if (answer.code == 0 and "bị hỏng" not in said) or (answer.code, answer.told) == (1, once):
        return answer.findings()
    return [f"damage was told: exit code {answer.code}, {said[-160:]}"]
