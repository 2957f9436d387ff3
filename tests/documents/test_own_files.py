"""A paper somebody changed since it was written is left as it is."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from dandan_desktop import paths
from dandan_desktop.documents.container import TIMES, unpacked
from dandan_desktop.documents.minutes import minutes_of
from dandan_desktop.documents.own_files import changed_one, write_paper
from dandan_desktop.domain.errors import ClerkError, Problem
from tests.documents.sheets import full_sheet


def packed_elsewhere(content: bytes, **changed: bytes) -> bytes:
    """The same parts as another machine with another library packs them a day later, some of them changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as container:
        for name, part in unpacked(content).items():
            container.writestr(zipfile.ZipInfo(name, (2026, 11, 24, 8, 0, 0)), changed.get(name, part))
    return target.getvalue()


def at_another_machine() -> None:
    """Go on where nothing of what was written is remembered."""
    shutil.rmtree(paths.data_folder())


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


def test_a_paper_written_again_by_another_machine_onto_the_same_stick_is_written_anew(tmp_path: Path) -> None:
    path, minutes = tmp_path / "biên bản.docx", minutes_of(full_sheet())
    assert write_paper(path, minutes) == path
    at_another_machine()
    assert write_paper(path, minutes_of(full_sheet())) == path
    at_another_machine()
    later = packed_elsewhere(minutes, **{TIMES: unpacked(minutes)[TIMES].replace(b"2026-11-22", b"2027-01-05")})
    assert later != minutes
    assert write_paper(path, later) == path
    assert path.read_bytes() == later
    at_another_machine()
    assert write_paper(path, minutes) == path
    assert list(tmp_path.glob("*.docx")) == [path]


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "word/styles.xml"])
def test_any_other_part_that_differs_is_of_somebody_who_changed_the_paper(part: str, tmp_path: Path) -> None:
    path, minutes = tmp_path / "biên bản.docx", minutes_of(full_sheet())
    changed = packed_elsewhere(minutes, **{part: unpacked(minutes)[part].replace(b"w", b"v", 1)})
    path.write_bytes(changed)
    assert write_paper(path, minutes).name == "biên bản (2).docx"
    assert path.read_bytes() == changed


def test_a_paper_cut_short_or_with_a_part_more_is_not_ours(tmp_path: Path) -> None:
    path, minutes = tmp_path / "biên bản.docx", minutes_of(full_sheet())
    with_one_more = io.BytesIO(minutes)
    with zipfile.ZipFile(with_one_more, "a") as container:
        container.writestr("word/comments.xml", b"<x/>")
    for other in (minutes[:-1], minutes[: len(minutes) // 2], with_one_more.getvalue()):
        path.write_bytes(other)
        assert write_paper(path, minutes).name == "biên bản (2).docx"
        assert path.read_bytes() == other


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
