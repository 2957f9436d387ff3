"""Printing finished Word files through the office program of this computer: which there is, and what it is asked.

A program is started by its absolute path without a shell and waited for, so that what it was given is printed or the
clerk is told; the files are those already written where the clerk wanted them, no copy is made.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from dandan_desktop.documents.blocks import Block

WORD, OFFICE = "Word", "LibreOffice"
SUFFIX = ".docx"
PATIENCE = 180
"""Seconds a program may take for one file before it is stopped and the clerk told."""
_BEAT = 0.2
"""Seconds between two looks whether the clerk still wants it."""
PROGRAMS = {WORD: "winword.exe", OFFICE: "soffice.exe"}
"""What Windows calls each, the one that is preferred first."""
APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
"""Where its registry says where programs are."""


@dataclass(frozen=True, slots=True)
class Program:
    """An office program of this computer: what it is called and where it is."""

    name: str
    path: Path

    @property
    def picks_printer(self) -> bool:
        """Whether it prints on the printer it is told; Word's command line knows only the default one."""
        return self.name == OFFICE


def program() -> Program | None:
    """Word where it is installed, else LibreOffice; None where there is neither."""
    for name, file in PROGRAMS.items():
        path = _registered(file)
        if path is not None:
            return Program(name, path)
    found = shutil.which("soffice") if sys.platform != "win32" else None
    path = Path(found).resolve() if found else None
    return Program(OFFICE, path) if path is not None and path.is_file() else None


def command(wanted: Program, file: Path, printer: str, profile: Path) -> list[str]:
    """The command line that prints one file; an empty printer is the default one.

    Word: the switches of its documented command line, a window of its own and the built-in commands behind `/m`.
    LibreOffice: `--pt`, in a profile of its own, so that one the clerk has open neither takes nor loses the order.
    """
    if wanted.name == WORD:
        return [str(wanted.path), "/q", "/n", str(file), "/mFilePrintDefault", "/mFileExit"]
    way = ["--pt", printer] if printer else ["-p"]
    return [
        str(wanted.path), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
        "--nodefault", *way, str(file),
    ]  # fmt: skip


def print_files(wanted: Program, files: Sequence[Path], printer: str, progress: Progress = SILENT) -> int:
    """Print files one after another; answers how many. What was given to the printer when the clerk stops is printed.

    Raises ClerkError: PAPER_GONE before anything is printed, PRINT_FAILED with the file and the program; Cancelled
    as `progress` does.
    """
    for file in files:
        if not file.is_file():
            raise ClerkError(Problem.PAPER_GONE, path=file)
    with tempfile.TemporaryDirectory(prefix="dandan-in-", ignore_cleanup_errors=True) as made:
        profile = Path(made)
        for place, file in enumerate(files):
            progress.step(place, len(files))
            _run(command(wanted, file.resolve(), printer, profile), wanted, file, (place, len(files)), progress)
    progress.step(len(files), len(files))
    return len(files)


def read_back(files: Sequence[Path], progress: Progress = SILENT) -> "list[tuple[Block, ...]]":
    """What these files hold, for the print without Word; raises ClerkError PAPER_GONE, Cancelled as `progress` does."""
    from dandan_desktop.documents.blocks import blocks

    found = []
    for place, file in enumerate(files):
        progress.step(place, len(files))
        try:
            found.append(blocks(file.read_bytes()))
        except (OSError, BadZipFile, KeyError, ValueError) as error:
            raise ClerkError(Problem.PAPER_GONE, path=file) from error
    return found


def _run(line: Sequence[str], wanted: Program, file: Path, place: tuple[int, int], progress: Progress) -> None:
    """Start a program and wait for it, looking whether the clerk still wants it."""
    failed = ClerkError(Problem.PRINT_FAILED, path=file, program=wanted.name)
    try:
        started = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise failed from error
    try:
        for _ in range(round(PATIENCE / _BEAT)):
            with suppress(subprocess.TimeoutExpired):
                if started.wait(_BEAT):
                    raise failed
                return
            progress.step(*place)
        raise failed
    finally:
        if started.poll() is None:
            started.kill()
            started.wait()


def _registered(file: str) -> Path | None:
    """Where Windows says a program is (App Paths), for this user or for all; None where it is not there."""
    if sys.platform == "win32":
        import winreg

        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            with suppress(OSError):
                found = Path(winreg.QueryValue(hive, rf"{APP_PATHS}\{file}").strip('"'))
                if found.is_absolute() and found.is_file():
                    return found
    return None
