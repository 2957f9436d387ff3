"""Wrong passphrases: what they cost, how long they make one wait, and what no clock can do to that."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dandan_desktop import paths
from dandan_desktop.db import tries
from dandan_desktop.db.register import Register
from dandan_desktop.db.tries import LONGEST, Patience, Tries
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from tests.registers import PASSPHRASE, copied, opened


@dataclass
class Day:
    """A day that passes only when somebody waits."""

    now: float = 1_000_000.0
    waits: list[float] = field(default_factory=list)

    @property
    def patience(self) -> Patience:
        return Patience(now=lambda: self.now, watch=lambda: 0.0, wait=self.waits.append)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied(tmp_path / "sổ")


def told(path: Path, passphrase: str, day: Day) -> ClerkError | None:
    """What somebody who types a passphrase is told; None when it opens."""
    try:
        Register.open(path, passphrase, patience=day.patience).close()
    except ClerkError as error:
        return error
    return None


def wrong(path: Path, day: Day) -> int:
    """Type a wrong one; how many seconds to wait first, 0 when it was tried."""
    error = told(path, "sai mật khẩu rồi", day)
    assert error is not None
    if error.problem is Problem.TRY_LATER:
        return int(error.facts["seconds"])
    assert error.problem is Problem.WRONG_PASSPHRASE
    return 0


@pytest.mark.dear
def test_a_wrong_one_costs_half_a_second_and_is_told_nothing_more(path: Path) -> None:
    day = Day()
    errors = [told(path, typed, day) for typed in ("", "sai mật khẩu rồi", PASSPHRASE + "x")]
    assert {str(error) for error in errors} == {"WRONG_PASSPHRASE ['path']"}
    assert {sentences(error)[0] for error in errors if error} == {"Mật khẩu không đúng."}
    assert day.waits == [tries.LEAST] * 3 == [0.5] * 3


def test_from_the_sixth_on_the_wait_grows_to_a_minute(path: Path) -> None:
    day, waited = Day(), []
    for _ in range(14):
        left = wrong(path, day)
        waited.append(left)
        if left:
            assert told(path, PASSPHRASE, day) is not None, "the right one has to wait too"
            day.now += left
            assert wrong(path, day) == 0
    assert waited == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    day.now += 60
    assert told(path, PASSPHRASE, day) is None
    assert wrong(path, day) == 0, "a right one ends the waits"


def test_a_new_start_remembers_and_the_journal_is_told_once(path: Path) -> None:
    day = Day()
    assert [wrong(path, day) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    day.now += 1
    assert told(path, PASSPHRASE, day) is None
    register = opened(path)
    try:
        assert tries.read(register.uid) == Tries(0, 1_000_000.0, 5)
        tries.told(register.uid)
        assert tries.read(register.uid) == Tries()
    finally:
        register.close()


def test_a_clock_put_back_starts_the_wait_again_but_locks_nobody_out(path: Path) -> None:
    day = Day()
    while not wrong(path, day):
        continue
    day.now -= 10 * 365 * 86_400
    assert wrong(path, day) == 1
    day.now += 1
    assert wrong(path, day) == 0
    assert wrong(path, day) == 2


@pytest.mark.parametrize(
    "content",
    ["", "[", "[]", "{}", '{"failed": "x", "last": 0, "untold": 0}', "\x00", "[" * 9_999,
     '{"failed": 1e999, "last": 0, "untold": 0}'],
    ids=lambda content: repr(content[:20]),
)  # fmt: skip
def test_a_count_that_cannot_be_read_is_none(path: Path, content: str) -> None:
    day = Day()
    while not wrong(path, day):
        continue
    (file,) = (paths.data_folder() / "lan-thu").iterdir()
    file.write_text(content, encoding="utf-8")
    assert told(path, PASSPHRASE, day) is None


def test_a_machine_that_cannot_count_goes_on(path: Path) -> None:
    paths.data_folder().parent.mkdir(parents=True)
    paths.data_folder().write_text("không phải thư mục", encoding="utf-8")
    day = Day()
    assert [wrong(path, day) for _ in range(8)] == [0] * 8
    assert told(path, PASSPHRASE, day) is None


def test_the_count_holds_no_passphrase(path: Path) -> None:
    wrong(path, Day())
    (file,) = (paths.data_folder() / "lan-thu").iterdir()
    assert json.loads(file.read_text(encoding="utf-8")).keys() == {"failed", "last", "untold"}


@example(50, 4.15967364370281, 0.0)  # seconds that do not add up to the last digit
@given(st.integers(0, 10_000), st.floats(0, 4e9), st.floats(0, 4e9))
def test_nobody_ever_waits_longer_than_a_minute(failed: int, last: float, now: float) -> None:
    left = Tries(failed, last).left(now)
    assert 0 <= left <= LONGEST
    assert Tries(failed, last).left(max(now, last) + LONGEST) == 0
