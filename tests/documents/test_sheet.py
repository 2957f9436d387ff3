"""The recovery sheet on paper: every word of it, the code in large type, the same bytes each time."""

from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.documents.sheet import PURPOSE, TITLE, sheet_docx, sheet_lines, write_sheet
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.papers import RecoverySheet

SHEET = RecoverySheet("Đảng ủy xã Lấp Vò", "Sổ xã <&>", date(2026, 11, 2), "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV")


def test_the_word_file_says_what_the_lines_say() -> None:
    found = [line for line in all_lines(blocks(sheet_docx(SHEET))) if line.text]
    assert [line.text for line in found] == [line for line in sheet_lines(SHEET) if line]
    assert [line.text for line in found if line.style == "DV Mã khôi phục"] == [
        "0123 - 4567 - 89AB - CDEF", "GHJK - MNPQ - RSTV",
    ]  # fmt: skip
    words = " ".join(line.text for line in found)
    for expected in (TITLE, *PURPOSE, SHEET.office, "Tên sổ: Sổ xã <&>", "Ngày lập: 02/11/2026"):
        assert expected in words


def test_an_office_not_yet_chosen_leaves_its_line_empty() -> None:
    nobody = RecoverySheet("", "Sổ", date(2026, 11, 2), SHEET.code)
    assert TITLE in " ".join(line.text for line in all_lines(blocks(sheet_docx(nobody))))


def test_the_same_sheet_gives_the_same_bytes_and_is_written_whole(tmp_path: Path) -> None:
    file = write_sheet(SHEET, tmp_path / "phiếu.docx")
    assert file.read_bytes() == sheet_docx(SHEET)
    with pytest.raises(ClerkError) as caught:
        write_sheet(SHEET, tmp_path / "không có" / "phiếu.docx")
    assert caught.value.problem is Problem.FOLDER_MISSING
