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
from windows.lab import Lab
from windows.renewed import politely

REFUSED = "Tệp sổ “a.b” do bản mới hơn ghi. Hãy cài bản mới từ USB; cần thì chọn “Khôi phục từ bản sao…”."


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


def test_a_next_release_that_lacks_something_is_none(tmp_path: Path) -> None:
    lab = Lab(tmp_path)
    folder = lab.place / next_release.PLACE
    wanted = build.built(folder, next_release.VERSION)
    wanted.program.mkdir(parents=True)
    for file in (wanted.installer, wanted.portable):
        file.touch()
    with pytest.raises(FileNotFoundError, match=f"W17 made no next release: {updating.SHEET}$"):
        next_release.built(lab)
    wanted.sheet.touch()
    assert next_release.built(lab) == wanted


@pytest.mark.parametrize(
    ("told", "is_polite"),
    [
        (f"1 {REFUSED}\r\n", True),
        (f"0 {REFUSED}", False),
        (f"1 {REFUSED}\n{REFUSED}", False),
        ("1 Tệp sổ “a.b” do bản mới hơn ghi. Hãy cài bản mới từ USB.", False),
        ("1 Traceback (most recent call last):", False),
    ],
)
def test_a_register_of_a_newer_program_is_refused_in_two_sentences_with_both_ways_out(
    told: str, is_polite: bool
) -> None:
    assert (politely(told) == []) is is_polite
