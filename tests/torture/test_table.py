"""The command of the fault harness: what it runs, how the table reads, and what its exit code says."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any

import pytest

import dev
from dandan_desktop.marks import override
from torture import __main__ as command
from torture import rows
from torture.office import Answer, whole_lines
from torture.row import Proof, Row, Size, judged, table
from torture.rows import HARNESSES, proof


@dataclass(frozen=True)
class MadeUp:
    """A row that is held unless a protection that matters is taken away."""

    NAME: str = "X1"
    TEETH: Mapping[str, str] = field(default_factory=lambda: {"belt": "lost"})
    matters: str = "belt"
    lacking: str = ""
    is_held: bool = True

    def lacks(self) -> str:
        return self.lacking

    def run(self, size: Size, without: str = "") -> Row:
        is_held = self.is_held and without != self.matters
        return Row(self.NAME, "0 lost", size.name, is_held, "" if is_held else "1 lost", ("a part: no tool",))


HELD, TOOTHLESS, FAILING, ABSENT = (
    MadeUp(),
    MadeUp("X2", matters="braces"),
    MadeUp("X3", is_held=False),
    MadeUp("X4", lacking="no loop device"),
)


def test_the_table_names_what_failed_what_has_no_teeth_and_what_was_not_run() -> None:
    lines = table([proof(each, Size.QUICK) for each in (HELD, TOOTHLESS, FAILING, ABSENT)]).splitlines()
    assert lines[1].startswith("X1   held     bites")
    assert lines[1].endswith("0 lost → QUICK")
    assert lines[2].startswith("X2   held     MISS")
    assert lines[3].strip() == "missed: belt"
    assert lines[4].startswith("X3   FAILED   bites")
    assert lines[5].strip() == "1 lost"
    assert lines[6].startswith("X4   NOT RUN")
    assert lines[7] == "Not run here: 4"
    assert lines[8:] == [
        *(f"SKIPPED [1] X{number}: a part: no tool" for number in (1, 2, 3)),
        "SKIPPED [1] X4: no loop device",
    ]
    assert dev.skips_in(lines[11]) == [(1, "no loop device")]


def test_teeth_that_bite_for_another_reason_are_none() -> None:
    assert proof(MadeUp(TEETH={"belt": "half"}), Size.QUICK).missed == ("belt",)


@pytest.mark.parametrize(("harness", "code"), [(HELD, 0), (TOOTHLESS, 1), (FAILING, 1), (ABSENT, 0)])
def test_the_exit_code_tells_whether_all_is_well(
    harness: MadeUp, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rows, "KNOWN", {each.NAME: each for each in (harness, MadeUp("X9", is_held=False))})
    monkeypatch.setattr(command, "ProcessPoolExecutor", Here)
    assert command.main(["--only", harness.NAME]) == code
    assert "X9" not in capsys.readouterr().out


class Here(Executor):
    """A pool that works in this process, where the made-up rows are known."""

    def __init__(self, *_options: object, **_more: object) -> None:
        super().__init__()

    @override
    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*args, **more))
        return done


def test_the_shortest_length_takes_away_the_first_protection_alone() -> None:
    harness = MadeUp(TEETH={"belt": "lost", "braces": "lost"})
    assert proof(harness, Size.TEST).missed == ()
    assert proof(harness, Size.QUICK).missed == ("braces",)


def test_every_row_has_a_name_of_its_own_and_teeth() -> None:
    assert len({each.NAME for each in HARNESSES}) == len(HARNESSES)
    assert all(each.TEETH for each in HARNESSES)


@pytest.mark.skipif(sys.platform == "win32", reason="the fault harness plays on Linux")  # allowed: its tools are there
def test_the_command_runs_each_row_in_a_process_of_its_own() -> None:
    asked = [sys.executable, "-m", "torture", "--short", "--only", "S10,B2", "--jobs", "2"]
    done = subprocess.run(asked, cwd=dev.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line[:14] for line in done.stdout.splitlines()[1:3]] == ["S10  held     ", "B2   held     "]


def test_an_unknown_row_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["--only", "R1,R99"])
    assert ended.value.code == 2
    assert "unknown: R99" in capsys.readouterr().err


def test_the_first_findings_are_shown_and_the_others_counted() -> None:
    assert judged("X", "", "", list("abcdefgh")).note == "a; b; c; d; e; f (+2)"
    assert judged("X", "", "", []).is_held


def test_a_torn_line_acknowledges_nothing() -> None:
    assert whole_lines("một\nhai\nb") == ["một", "hai"]


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (Answer(0, "uid\n", ""), 0),
        (Answer(1, "", "Ổ đĩa đã đầy. Hãy xoá bớt.\n"), 0),
        (Answer(1, "", "Ổ đĩa đã đầy.\n"), 1),
        (Answer(70, "", "Traceback\nLỗi. Lỗi.\n"), 2),
        (Answer(-9, "", ""), 1),
    ],
)
def test_what_a_clerk_must_never_see_is_found(answer: Answer, count: int) -> None:
    assert len(answer.findings()) == count


def test_a_proof_of_nothing_is_no_failure() -> None:
    assert Proof("X", lacking="no gcc").is_ok
