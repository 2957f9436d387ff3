"""W17: the program built on Windows itself, by the command README promises there: `dev.py windows`.

The sources are those of the next version, so that what is built here is also what an installed program is renewed with.
"""

import shutil
import subprocess
from pathlib import Path

from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.services import program_files, updating
from torture.row import Row, judged
from windows import build, next_release, nsis, wheels, workbench
from windows.lab import CLERK_NUMBER, NoLabError
from windows.native import FOLDER
from windows.stage import Stage

NAME = "native"
SECONDS = 1800
OF_A_VERSION = frozenset({"SoDanVan.exe", "dandan-desktop.exe", program_files.LIST})
"""The files of the program that hold its own modules, its number, or the digests of those."""


def built_there(stage: Stage) -> Row:
    """W17: build the next version by the Python and the NSIS of Windows; compare with what the lab built."""
    goal = "`dev.py windows` by Python and NSIS for Windows: the very files the lab builds, but for the version's own"
    try:
        clone = _laid(stage)
    except NoLabError as error:
        return judged("W17", goal, "nothing", [str(error)])
    told = workbench.dev_py(stage, NAME, wheels.VERSION, SECONDS, "windows")
    made = build.built(clone / build.OUT.relative_to(build.ROOT), next_release.VERSION)
    findings = [f"exit code {told.returncode}: {told.stdout[-1500:]}"] if told.returncode else []
    if not findings:
        findings = differences(stage.made.program, made.program) + _unlisted(made)
        next_release.keep(stage.lab, made)
    count = sum(file.is_file() for file in made.program.rglob("*"))
    shutil.rmtree(clone)
    return judged("W17", goal, f"{count} files, an installer, a folder for a stick, their sheet", findings)


def _laid(stage: Stage) -> Path:
    """The clerk's clone of the next version, and what a developer installs on a Windows by hand: Python and NSIS."""
    clone = workbench.lay(stage, stage.fresh(NAME), wheels.VERSION)
    next_release.turn(clone)
    workbench.lay_environment(stage, clone / FOLDER / "venv", wheels.VERSION)
    subprocess.run(["chown", "-R", f"{CLERK_NUMBER}:{CLERK_NUMBER}", str(clone / FOLDER.parent)], check=True)
    shutil.copytree(nsis.made(stage.lab), stage.disk(NAME, "C:\\Program Files\\NSIS"))
    return clone


def differences(ours: Path, theirs: Path) -> list[str]:
    """Which files only one of two builds has, and which are others in each, but for those of a version."""
    here, there = (program_files.digests(folder) for folder in (ours, theirs))
    findings = [f"only one build has {name}" for name in sorted(here.keys() ^ there.keys())]
    both = sorted(here.keys() & there.keys() - OF_A_VERSION)
    return findings + [f"{name} differs" for name in both if here[name] != there[name]]


def _unlisted(made: build.Built) -> list[str]:
    """What is no update file, by the sheet beside it."""
    findings = []
    for file in (made.installer, made.portable):
        try:
            updating.checked(file)
        except ClerkError as error:
            findings.append(f"{file.name}: {error}")
    return findings
