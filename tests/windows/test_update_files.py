"""What the build calls its files is what the program looks for on a stick."""

from pathlib import Path

import pytest

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import updating
from windows import build


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
