"""Every register that a released version made opens for ever: nothing of it is lost, and its papers can be made."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from dandan_desktop.db import checks
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.services import papers, practice, registers
from tests.documents.papers import whole_text
from tests.kept_release import FOLDER, LOCKED, NOTE
from tests.registers import store_of

RELEASED = sorted(file.stem for file in FOLDER.glob("*.zip"))
CHANGES = Path(__file__).resolve().parent.parent / "CHANGELOG.md"


def test_a_register_of_every_release_is_kept() -> None:
    told = re.findall(r"^## (\d[\d.]*)", CHANGES.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == RELEASED
    assert RELEASED


@pytest.mark.parametrize("version", RELEASED)
def test_the_register_of_a_release_opens_whole_and_its_papers_can_be_made(version: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(FOLDER / f"{version}.zip") as archive:
        archive.extractall(tmp_path)
    told = json.loads((tmp_path / NOTE).read_text(encoding="utf-8"))
    register = Register.open(tmp_path / practice.FILE_NAME, PRACTICE_PASSPHRASE)
    with store_of(register) as store:
        report = registers.check(store)
        assert not report.faults
        assert checks.verify(store).holds
        assert {table: report.tables[table] for table in told["tables"] if table != "codes"} == {
            table: count for table, count in told["tables"].items() if table != "codes"
        }, "a step may add to the shipped codes, and takes nothing away"
        meetings = papers.all_rows(store)
        written = list(papers.write_all_minutes(store, meetings, tmp_path))
        assert len(written) == len(meetings) > 1
        again = papers.write_minutes(store, told["locked"], tmp_path)
        assert whole_text(again.read_bytes()) == whole_text((tmp_path / LOCKED).read_bytes()), "locked is locked"
    register.close()
