"""A real Windows to build on: the same steps as in the lab, with this machine's own Python and NSIS."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from windows.wheels import FOLDERS, REQUIREMENTS

_NSIS = ("NSIS", "makensis.exe")
_SECONDS = 1800


class NoToolError(RuntimeError):
    """A tool of the build is missing or failed; its words say which."""


class Native:
    """This machine as a place to build in."""

    def __init__(self, folder: Path) -> None:
        self.place = folder

    @property
    def _python(self) -> Path:
        return self.place / "venv" / "Scripts" / "python.exe"

    @property
    def packages(self) -> list[Path]:
        """Where the packages of the program are, and those that pack it."""
        return [self.place / "venv" / "Lib" / "site-packages"]

    def prepare(self) -> None:
        """Make an environment with exactly the pinned packages; raises NoToolError."""
        self.place.mkdir(parents=True, exist_ok=True)
        _done([sys.executable, "-m", "venv", "--clear", str(self.place / "venv")])
        for pins in FOLDERS.values():
            pip = [str(self._python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
            _done([*pip, "--require-hashes", "--requirement", str(REQUIREMENTS / pins)])

    def give(self, folder: Path) -> Path:
        """Make an empty folder."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def named(self, file: Path) -> str:
        """How a Windows program names a file."""
        return str(file)

    def python(self, arguments: Sequence[str], same: Mapping[str, str]) -> str:
        """Run the Python that packs; what went wrong, or nothing."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return _told([str(self._python), *arguments], {**own, **same})

    def nsis(self, facts: Mapping[str, str | Path], script: Path) -> str:
        """Make an installer; what went wrong, or nothing."""
        folders = [Path(each) for name in ("ProgramFiles(x86)", "ProgramFiles") if (each := os.environ.get(name))]
        known = [str(folder.joinpath(*_NSIS)) for folder in folders if folder.joinpath(*_NSIS).is_file()]
        maker = shutil.which("makensis") or next(iter(known), None)
        if maker is None:
            return "makensis was not found: please install NSIS 3.08 or newer and start again"
        defined = [f"-D{name}={value}" for name, value in facts.items()]
        return _told([maker, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(script)], dict(os.environ))


def _told(command: Sequence[str], own: Mapping[str, str]) -> str:
    told = subprocess.run(command, env=own, capture_output=True, timeout=_SECONDS, check=False)
    return (told.stdout + told.stderr).decode("utf-8", "replace")[-2000:] if told.returncode else ""


def _done(command: Sequence[str]) -> None:
    if why := _told(command, os.environ):
        raise NoToolError(f"{' '.join(command[1:4])}: {why}")
