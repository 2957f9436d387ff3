"""The README's first command: the practice office with its papers, as a process of its own."""

import contextlib
from pathlib import Path

from dandan_desktop.documents import blocks
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.services import practice, registers
from tests.commands import Office, bare


def counts(register: Path) -> dict[str, int]:
    """How many records of each kind a practice register has."""
    with (
        contextlib.closing(registers.open_it(register, registers.PRACTICE_PASSPHRASE)) as opened,
        contextlib.closing(opened.store()) as store,
    ):
        return {noun.table: store.query(f"SELECT count(*) FROM {noun.table}")[0][0] for noun in NOUNS}


def test_the_demo_writes_what_it_says(tmp_path: Path) -> None:
    office = Office(tmp_path / "sổ")
    out = tmp_path / "ra"
    answer = office.run_bare(bare("demo", "--no-window", "--out", out))
    assert (answer.code, answer.err.strip()) == (0, f"Mật khẩu của sổ thực hành: {registers.PRACTICE_PASSPHRASE}")
    files = [Path(line) for line in answer.out.splitlines()]
    assert all(file.is_file() for file in files)
    register, *minutes, roll_up = files
    assert (register.name, roll_up.suffix) == (practice.FILE_NAME, ".xlsx")
    kept = counts(register)
    assert len(minutes) == kept["meetings"] > 5
    for file in minutes:
        assert "BIÊN BẢN" in [line.text for line in blocks.all_lines(blocks.blocks(file.read_bytes()))]
    again = office.run_bare(bare("demo", "--no-window", "--out", out))
    assert (again.code, again.out) == (0, answer.out)
    assert counts(register) == kept
