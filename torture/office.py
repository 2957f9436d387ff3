"""An office to torture: a register in a folder of its own, driven by the installed command."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.loading import files
from dandan_desktop.db.register import Register

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "lúa chín vàng đồng"  # noqa: S105 - of invented registers
NAME = "Sổ thử.dandan"
PATIENCE = 120
BUG = 70
KNOWN_CODES = (0, 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def uids(self) -> list[str]:
        """The meetings it acknowledged: whole lines only."""
        return whole_lines(self.out)

    @property
    def told(self) -> str:
        """The last line beside the output: the problem, when the exit code is 1."""
        return (self.err.strip().splitlines() or [""])[-1]

    def findings(self) -> list[str]:
        """What a clerk must never see: another exit code, a traceback, a problem not told in two sentences."""
        found = []
        if self.code not in KNOWN_CODES:
            found.append(f"exit code {self.code}: {self.told}")
        if "Traceback" in self.out + self.err:
            found.append("a traceback")
        if self.code == 1 and not is_two_sentences(self.told):
            found.append(f"not two sentences: {self.told}")
        return found


@dataclass(frozen=True, slots=True)
class Office:
    """A register, and beside its folder the passphrase file, the meeting files and the user's own folders."""

    home: Path
    where: Path | None = None

    @property
    def folder(self) -> Path:
        """The register's folder, made in `home` unless it is elsewhere."""
        return self.where or self.home / "sổ"

    @property
    def register(self) -> Path:
        """The register's file."""
        return self.folder / NAME

    @property
    def environment(self) -> dict[str, str]:
        """What a child sees: this source tree, folders of its own, no screen."""
        user = self.home / "user"
        own = {f"XDG_{name}_HOME": str(user) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        more = {"LOCALAPPDATA": str(user), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        return {**os.environ, **own, **more}

    def command(self, *arguments: str | Path, without: str = "") -> list[str]:
        """The installed command on this register, for teeth without one protection."""
        passphrase = self.home / "mật khẩu.txt"
        if not passphrase.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            passphrase.write_text(PASSPHRASE + "\n", encoding="utf-8")
        whole = ("--register", self.register, "--passphrase-file", passphrase, *arguments)
        return module("dandan_desktop", *whole, without=without)

    def run(self, *arguments: str | Path, without: str = "", before: Sequence[str] = ()) -> Answer:
        """Run a command to its end, under another program when `before` names one."""
        return self.run_bare([*before, *self.command(*arguments, without=without)])

    def run_bare(self, command: Sequence[str], **more: str) -> Answer:
        """Run a command as it is, with more in its environment."""
        done = subprocess.run(
            command,
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        return Answer(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Start a command and read its output as it comes."""
        return subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


@dataclass(frozen=True, slots=True)
class Master:
    """The register all offices are copied from, its data key, and the meeting it holds."""

    folder: "TemporaryDirectory[str]"
    data_key: bytes
    uid: str

    def files(self) -> list[Path]:
        """The register and its key files."""
        return [file for file in Path(self.folder.name, "sổ").iterdir() if not file.name.endswith("-may")]


@cache
def master() -> Master:
    """Make the register with the installed command; keys are cheap, because their cost is not what is tortured."""
    folder = TemporaryDirectory(prefix="dandan-")
    office = Office(Path(folder.name))
    office.folder.mkdir()
    made = office.run("load", *meetings(office.home, 1, seed=0), without="dear-keys")
    if made.code:
        raise RuntimeError(made.err)
    register = Register.open(office.register, PASSPHRASE)
    register.close()
    return Master(folder, register.data_key, made.uids[0])


def copied(home: Path, where: Path | None = None) -> Office:
    """An office with a fresh closed copy of the register."""
    office = Office(home, where)
    office.folder.mkdir(parents=True, exist_ok=True)
    for leftover in office.folder.glob(f"{NAME}*"):
        leftover.unlink()
    for file in master().files():
        shutil.copyfile(file, office.folder / file.name)
    return office


def meetings(home: Path, count: int, seed: int) -> list[Path]:
    """So many invented meetings as files, others for every seed."""
    folder = home / f"họp {seed}"
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for number, content in enumerate(files(count, seed)):
        found.append(folder / f"{number:04}.json")
        found[-1].write_bytes(content)
    return found


def module(name: str, *arguments: str | Path, without: str = "") -> list[str]:
    """The command that runs a module of this tree, without one protection when that is named."""
    through = ["torture.weakened", without, name] if without else [name]
    return [sys.executable, "-m", *through, *map(str, arguments)]


def whole_lines(text: str) -> list[str]:
    """The lines that were written to their end: a torn one acknowledges nothing."""
    return text.split("\n")[:-1]


def is_two_sentences(text: str) -> bool:
    """Whether a message is what happened and what to do, each ending in a stop."""
    found = re.split(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])", text.strip())
    return len(found) == 2 and all(each.endswith(".") for each in found)
