"""A paper somebody changed since it was written is left as it is."""

from pathlib import Path

import pytest

from dandan_desktop import paths
from dandan_desktop.documents.own_files import changed_one, write_paper
from dandan_desktop.domain.errors import ClerkError, Problem


def test_a_paper_as_it_was_written_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "biên bản.docx"
    assert write_paper(path, b"one") == path
    assert write_paper(path, b"two") == path
    assert path.read_bytes() == b"two"
    assert list(tmp_path.glob("*.docx")) == [path]
    assert changed_one(path) is None


def test_a_paper_that_was_changed_stays_and_the_new_one_stands_beside_it(tmp_path: Path) -> None:
    path, beside = tmp_path / "biên bản.docx", tmp_path / "biên bản (2).docx"
    write_paper(path, b"one")
    path.write_bytes(b"one, put right by hand")
    assert write_paper(path, b"two") == beside
    assert write_paper(path, b"three") == beside
    assert (path.read_bytes(), beside.read_bytes()) == (b"one, put right by hand", b"three")
    assert changed_one(beside) == path
    beside.write_bytes(b"three, put right too")
    assert write_paper(path, b"four") == tmp_path / "biên bản (3).docx"


def test_a_file_of_that_name_by_somebody_else_stays_too(tmp_path: Path) -> None:
    path = tmp_path / "biên bản.docx"
    path.write_bytes(b"mine")
    assert write_paper(path, b"mine") == path, "it holds the same"
    path.write_bytes(b"another's")
    assert write_paper(path, b"new").name == "biên bản (2).docx"
    assert path.read_bytes() == b"another's"


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff"])
def test_a_memory_that_cannot_be_read_loses_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "biên bản.docx"
    write_paper(path, b"one")
    (memory,) = paths.data_folder().glob("van-ban-da-ghi.json")
    assert "biên" not in memory.read_text(encoding="utf-8")
    memory.write_bytes(content)
    assert write_paper(path, b"two").name == "biên bản (2).docx"
    assert path.read_bytes() == b"one"


def test_what_stands_in_the_way_is_told_as_ever(tmp_path: Path) -> None:
    with pytest.raises(ClerkError) as caught:
        write_paper(tmp_path, b"one")
    assert caught.value.problem is Problem.NOT_A_FILE
    with pytest.raises(ClerkError) as caught:
        write_paper(tmp_path / "không có" / "x.docx", b"one")
    assert caught.value.problem is Problem.FOLDER_MISSING
