"""R9: a second program on the register is told so at once; a killed first one, or any lock file, blocks nobody."""

import contextlib
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from torture import needs
from torture.office import NAME as REGISTER
from torture.office import Answer, Office, copied, meetings
from torture.row import Row, Size, judged

NAME = "R9"
TEETH = {"os-lock": "blocked", "any-lock": "not refused"}
MOST_SECONDS = 2.0
LOCK = f"{REGISTER}.khoa-may"


def _empty(lock: Path) -> None:
    lock.write_bytes(b"")


def _foreign(lock: Path) -> None:
    lock.write_text("MAY-KHAC\n4711\n", encoding="utf-8")


def _read_only(lock: Path) -> None:
    lock.write_bytes(b"")
    lock.chmod(0o444)


LEFTOVERS: tuple[Callable[[Path], None], ...] = (_empty, _foreign, _read_only)


def lacks() -> str:
    """Nothing is needed but processes and a signal that stops them."""
    return "" if hasattr(signal, "SIGSTOP") else "no SIGSTOP"


def run(size: Size, without: str = "") -> Row:
    """Hold the register, start a second, kill the first, start a third; then each leftover lock file."""
    rounds = size.pick(1, 5, 50)
    wrong: list[str] = []
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = meetings(home, 40, seed=1)
        for _ in range(rounds):
            office = copied(home)
            with _holding(office, files, without):
                second, told_after = _timed_check(office, without)
            waits.append(told_after - _timed_check(Office(home, home / "không có sổ"), without)[1])
            wrong += _of_second(office, second)
            wrong += _of_next("after kill -9", office.run("check", without=without))
        wrong += _leftovers(copied(home), without)
    if max(waits) > MOST_SECONDS:
        wrong.append(f"the second was told after {max(waits):.1f} s")
    goal = (
        f"told in ≤ {MOST_SECONDS:g} s more than a start; a killed first and {len(LEFTOVERS)} lock files block nobody"
    )
    return judged(NAME, goal, f"{rounds} rounds, told in ≤ {max(waits):.2f} s more, {len(wrong)} findings", wrong)


def _timed_check(office: Office, without: str) -> tuple[Answer, float]:
    """A command that is refused, and its seconds: without a register they are those of a start on this machine."""
    began = time.perf_counter()
    answer = office.run("check", without=without)
    return answer, time.perf_counter() - began


@contextlib.contextmanager
def _holding(office: Office, files: list[Path], without: str) -> Iterator[None]:
    """A first program that has the register open, stopped in the middle of its work and killed in the end."""
    with office.start(office.command("load", *files, without=without)) as first:
        if first.stdout:
            first.stdout.readline()
        first.send_signal(signal.SIGSTOP)
        yield
        first.kill()


def _of_second(office: Office, second: Answer) -> list[str]:
    told = " ".join(sentences(ClerkError(Problem.REGISTER_IN_USE, path=office.register)))
    if second.code == 1 and second.told == told:
        return []
    return [f"the second was not refused: exit code {second.code}, {second.told}"]


def _of_next(when: str, answer: Answer) -> list[str]:
    return [] if answer.code == 0 else [f"blocked {when}: exit code {answer.code}, {answer.told}"]


def _leftovers(office: Office, without: str) -> list[str]:
    wrong = []
    for leave in LEFTOVERS:
        lock = office.folder / LOCK
        leave(lock)
        held_back = ["setpriv", "--bounding-set", "-dac_override,-fowner"]
        before = held_back if needs.is_root() and not needs.tools("setpriv") else []
        wrong += _of_next(f"by lock file {leave.__name__}", office.run("check", without=without, before=before))
        lock.unlink(missing_ok=True)
    return wrong
