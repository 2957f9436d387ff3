"""R8: a read that fails once is made again two seconds later on a fresh connection, before anybody speaks of damage."""

import tempfile
from pathlib import Path

from torture import r04_calls
from torture.office import Answer, Office, copied
from torture.row import Row, Size, judged

NAME = "R8"
TEETH = {"second-look": "damage was told"}
COMMANDS = (("check",), ("check", "--full"))


def lacks() -> str:
    """A tracer, and the right to trace."""
    return r04_calls.lacks()


def run(size: Size, without: str = "") -> Row:
    """Let one read after another fail once, in a check and in a full check."""
    wrong: list[str] = []
    runs = 0
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        for command in COMMANDS:
            for number in _chosen(_reads(office, command), size.pick(2, 8, 60)):
                runs += 1
                answer = _misread(office, command, number, without)
                wrong += [f"{' '.join(command)}, read {number}: {what}" for what in _findings(answer)]
    goal = "each read failing once: one more look after 2 s, no talk of damage"
    return judged(NAME, goal, f"{runs} failed reads, {len(wrong)} findings", wrong)


def _chosen(reads: int, count: int) -> list[int]:
    """So many of the reads, the first ones among them: they are those of the first page and the schema."""
    first = list(range(1, min(reads, count // 2) + 1))
    step = max(1, (reads - len(first)) // max(1, count - len(first)))
    return [*first, *range(len(first) + 1, reads + 1, step)][:count]


def _traced(office: Office, *more: str) -> list[str]:
    return ["strace", "-f", "-qq", "-P", str(office.register), "-e", "trace=pread64", *more]


def _reads(office: Office, command: tuple[str, ...]) -> int:
    """How many reads of the register an undisturbed run makes."""
    log = office.home / "reads.txt"
    done = office.run(*command, before=_traced(office, "-o", str(log)))
    if done.code:
        raise RuntimeError(done.err)
    return log.read_text(encoding="utf-8", errors="replace").count("pread64(")


def _misread(office: Office, command: tuple[str, ...], number: int, without: str) -> Answer:
    inject = f"inject=pread64:error=EIO:when={number}"
    return office.run(*command, without=without, before=_traced(office, "-e", inject, "-o", "/dev/null"))


def _findings(answer: Answer) -> list[str]:
    if answer.code == 0 and answer.out.startswith("Sổ tốt."):
        return answer.findings()
    return [f"damage was told: exit code {answer.code}, {(answer.out + answer.told)[:120]}"]
