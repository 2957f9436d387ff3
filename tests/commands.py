"""The program as a command with its own folders: in this process, or as one of its own where that is the point."""

import contextlib
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from dandan_desktop.cli import main
from tests.registers import NAME, PASSPHRASE, copied

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60
PROGRAM = [sys.executable, "-m", "dandan_desktop"]


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def uids(self) -> list[str]:
        return self.out.split()

    @property
    def is_clean(self) -> bool:
        return "Traceback" not in self.out + self.err


@dataclass(frozen=True)
class Office:
    """A folder with a register, a passphrase file and the user's own folders."""

    folder: Path
    name: str = NAME
    more: dict[str, str] = field(default_factory=dict)

    @property
    def register(self) -> Path:
        return self.folder / self.name

    @property
    def environment(self) -> dict[str, str]:
        own = {f"XDG_{name}_HOME": str(self.folder.parent / "user") for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        kept.pop("QT_QPA_PLATFORM", None)
        return {**kept, **own, "PYTHONPATH": str(ROOT), **self.more}

    def command(self, *arguments: str | Path) -> list[str]:
        """The command with this register and its passphrase."""
        return bare("--register", self.register, "--passphrase-file", self.passphrase, *arguments)

    @property
    def passphrase(self) -> Path:
        file = self.folder.parent / "mật khẩu.txt"
        if not file.exists():
            file.write_text(PASSPHRASE + "\n", encoding="utf-8")
        return file

    def run(self, *arguments: str | Path) -> Answer:
        """Run a command on this register."""
        return self.run_bare(self.command(*arguments))

    def run_bare(self, command: list[str]) -> Answer:
        """Run the program in this process, which saves its start, as a terminal without a keyboard would."""
        assert command[: len(PROGRAM)] == PROGRAM
        out, err = (io.TextIOWrapper(io.BytesIO()) for _ in range(2))
        with (
            mock.patch.dict(os.environ, self.environment, clear=True),
            Path(os.devnull).open(encoding="utf-8") as nobody,
            mock.patch.object(sys, "stdin", nobody),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                code = main(command[len(PROGRAM) :])
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Answer(code, _said(out), _said(err))

    def run_process(self, command: list[str]) -> Answer:
        """Run a command as a process of its own."""
        done = subprocess.run(
            command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=PATIENCE
        )
        out, err = (said.decode().replace(os.linesep, "\n") for said in (done.stdout, done.stderr))
        return Answer(done.returncode, out, err)

    def files(self) -> dict[str, bytes]:
        """Every file of the folder with its content, but for the lock."""
        return {
            str(file.relative_to(self.folder)): file.read_bytes()
            for file in sorted(self.folder.rglob("*"))
            if file.is_file() and not file.name.endswith(".khoa-may")
        }


def _said(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def bare(*arguments: str | Path) -> list[str]:
    """The program's command line."""
    return [*PROGRAM, *map(str, arguments)]


def office(folder: Path) -> Office:
    """An office with a fresh register."""
    copied(folder / "sổ")
    return Office(folder / "sổ")


def sentences(text: str) -> list[str]:
    """The sentences of a message: each ends in a stop before a blank and a capital, or at the end."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])", text.strip()) if part]


def is_two_sentences(text: str) -> bool:
    """Whether a message is what happened and what to do, on one line."""
    found = sentences(text)
    return len(found) == 2 and text.count("\n") == 1 and all(each.endswith(".") for each in found)
