"""What the build calls its files is what the program looks for on a stick."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dandan_desktop.db.migrations import STEPS
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import updating
from windows import build, next_release


def test_the_installer_and_its_sheet_are_an_update(tmp_path: Path) -> None:
    made = build.built(tmp_path)
    made.installer.write_bytes(b"MZ")
    made.portable.write_bytes(b"PK")
    made.sheet.write_text(build.sheet(made), encoding="utf-8-sig", newline="\r\n")
    assert updating.checked(made.installer, "0.0.1").path == made.installer
    assert [each.path for each in updating.found([tmp_path], "0.0.1")] == [made.installer, made.portable]
    assert updating.checked(made.portable, "0.0.1").is_carried
    made.installer.write_bytes(b"MZ ")
    with pytest.raises(ClerkError) as told:
        updating.checked(made.installer, "0.0.1")
    assert told.value.problem is Problem.UPDATE_DIFFERS


def test_the_next_release_differs_by_its_number_and_one_step(tmp_path: Path) -> None:
    for name in ("dandan_desktop", "resources"):
        shutil.copytree(build.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    next_release.turn(tmp_path)
    question = "from dandan_desktop import __version__; from dandan_desktop.db.migrations import STEPS"
    command = [sys.executable, "-c", f"{question}; print(__version__, len(STEPS), STEPS[-1][0])"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    assert told == [next_release.VERSION, str(len(STEPS) + 1), next_release.STEP]
    assert updating.is_newer(next_release.VERSION)
