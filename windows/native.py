"""A real Windows to build on: the same steps as in the lab, with this machine's own Python and NSIS."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import dev
from windows.wheels import PINS, REQUIREMENTS, VERSION

FOLDER = Path("build", "windows")
"""Where it is built, in the tree of the sources."""
STAMP = "made-from.txt"
"""What the environment was made of, in it."""
_NSIS = ("NSIS", "makensis.exe")
_SECONDS = 1800


class NoToolError(RuntimeError):
    """A tool of the build is missing or failed; its words say which."""


def refuse_other_python(version: tuple[int, int]) -> None:
    """Raise NoToolError for a Python whose program would hold other files than the one that was proved."""
    if version != tuple(map(int, VERSION.split("."))):
        this = ".".join(map(str, version))
        raise NoToolError(
            f"the program is packed with Python {VERSION}, and this is {this}: start dev.py with that one"
        )


class Native:
    """This machine as a place to build in."""

    def __init__(self, folder: Path) -> None:
        self.place = folder

    @property
    def venv(self) -> Path:
        """The environment of the Python that packs: exactly the pinned packages are in it."""
        return self.place / "venv"

    @property
    def packages(self) -> Path:
        """Where the packages of the program are, and those that pack it."""
        return self.venv / "Lib" / "site-packages"

    def prepare(self) -> None:
        """Make the environment, unless it was made by this Python of these pins; raises NoToolError."""
        pins = [REQUIREMENTS / each for each in PINS]
        made_of, stamp = (
            "\n".join([sys.version, *(each.read_text(encoding="utf-8") for each in pins)]),
            self.venv / STAMP,
        )
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_of:
            return
        is_empty = dev.is_venv_usable(self.venv) and not stamp.is_file()
        if not (is_empty or dev.make_venv(self.venv)):
            raise NoToolError("there is no environment to pack in")
        pip = [dev.python(self.venv), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        for each in pins:
            if why := _told([*pip, "--require-hashes", "--requirement", str(each)], os.environ):
                raise NoToolError(f"pip with {each.name}: {why}")
        stamp.write_text(made_of, encoding="utf-8")

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
        return _told([dev.python(self.venv), "-X", "utf8", *arguments], {**own, **same})

    def nsis(self, facts: Mapping[str, str | Path], script: Path) -> str:
        """Make an installer; what went wrong, or nothing."""
        folders = [Path(each) for name in ("ProgramFiles(x86)", "ProgramFiles") if (each := os.environ.get(name))]
        known = [str(folder.joinpath(*_NSIS)) for folder in folders if folder.joinpath(*_NSIS).is_file()]
        maker = shutil.which("makensis") or next(iter(known), None)
        if maker is None:
            return "makensis was not found: please install NSIS 3.08 or newer and start again"
        defined = [f"-D{name}={value}" for name, value in facts.items()]
        said = ["-V2", "-WX", "-INPUTCHARSET", "UTF8", "-OUTPUTCHARSET", "UTF8"]
        return _told([maker, *said, *defined, str(script)], dict(os.environ))


def _told(command: Sequence[str], own: Mapping[str, str]) -> str:
    told = subprocess.run(command, env=own, capture_output=True, timeout=_SECONDS, check=False)
    return (told.stdout + told.stderr).decode("utf-8", "replace")[-2000:] if told.returncode else ""
