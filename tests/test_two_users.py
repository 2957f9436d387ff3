"""Two users of one machine, as the system knows them: what is another's is told of and stays as it is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from tests.commands import PATIENCE, Answer, Office, is_two_sentences, office
from tests.registers import meeting_file
from tests.systems import need_users

LAN, MAI = 60001, 60002


@dataclass(frozen=True)
class Machine:
    """A machine on which Lan made a register; each user has a folder of her own."""

    folder: Path
    office: Office

    def data(self, user: int) -> Path:
        """A user's own folder."""
        return self.folder / str(user)

    def run(self, user: int, *arguments: str | Path, data: Path | None = None) -> Answer:
        """Run a command on Lan's register as this user."""
        here = self.office
        own = data or self.data(user)
        command = ["--register", here.register, "--passphrase-file", here.passphrase, *arguments]
        helper = [sys.executable, "-m", "tests.second_user", user, self.folder / "warm", own, *command]
        done = subprocess.run(
            [str(each) for each in helper], env=Office(self.folder / "warm" / "sổ").environment,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE,
        )  # fmt: skip
        return Answer(done.returncode, done.stdout, done.stderr)

    def lies(self, folder: int, file: int) -> None:
        """Give Lan's folder and every file in it these rights."""
        for each in (self.office.folder, *self.office.folder.iterdir()):
            os.chown(each, LAN, LAN)
            each.chmod(folder if each.is_dir() else file)


def seen(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Every file with its content, its owner and its rights."""
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file): (file.read_bytes(), file.stat().st_uid, file.stat().st_mode) for file in found}


@pytest.fixture
def machine() -> Iterator[Machine]:
    need_users()
    with TemporaryDirectory(prefix="dandan-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        office(folder / "warm")
        for user in (LAN, MAI):
            (folder / str(user)).mkdir(mode=0o700)
            os.chown(folder / str(user), user, user)
        here = office(folder / "D")
        here.passphrase.chmod(0o644)
        yield Machine(folder, here)


@pytest.mark.parametrize(
    ("folder", "file", "problem"),
    [
        (0o700, 0o600, Problem.REGISTER_CLOSED),
        (0o777, 0o600, Problem.REGISTER_CLOSED),
        (0o755, 0o644, Problem.REGISTER_READ_ONLY),
        (0o777, 0o644, Problem.REGISTER_READ_ONLY),
    ],
)
def test_a_register_of_another_user_is_told_of_and_stays_hers(
    folder: int, file: int, problem: Problem, machine: Machine
) -> None:
    machine.lies(folder, file)
    before = seen(machine.office.folder)
    answer = machine.run(MAI, "check")
    assert (answer.code, answer.out, answer.is_clean) == (1, "", True), answer
    told = " ".join(sentences(ClerkError(problem, path=machine.office.register)))
    assert answer.err.strip() == told
    assert seen(machine.office.folder) == before


def test_a_register_both_may_write_is_worked_on_in_turn(machine: Machine) -> None:
    machine.lies(0o777, 0o666)
    for user in (MAI, LAN):
        answer = machine.run(user, "load", meeting_file())
        assert (answer.code, answer.is_clean) == (0, True), (user, answer)
    assert machine.run(MAI, "backup", "--to", machine.data(MAI)).code == 0


def test_a_data_folder_of_another_user_is_told_of_and_stays_hers(machine: Machine) -> None:
    machine.lies(0o777, 0o666)
    assert machine.run(LAN, "backup", "--to", machine.data(LAN)).code == 0
    before = seen(machine.data(LAN))
    assert machine.run(MAI, "check", data=machine.data(LAN)).code == 0
    answer = machine.run(MAI, "backup", "--to", machine.data(MAI), data=machine.data(LAN))
    assert (answer.code, answer.out, answer.is_clean) == (1, "", True), answer
    assert is_two_sentences(answer.err), answer.err
    assert seen(machine.data(LAN)) == before
