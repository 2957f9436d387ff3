"""The program's own files: as they were packed, or named one by one."""

import logging
from pathlib import Path

import pytest

from dandan_desktop import paths
from dandan_desktop.services import program_files
from dandan_desktop.services.program_files import LIST, changed
from tests.disks import plugged
from tools.make_file_list import make


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    folder = tmp_path / "chương trình"
    (folder / "lib").mkdir(parents=True)
    (folder / "SoDanVan.exe").write_bytes(b"MZ" * 1000)
    (folder / "lib" / "python.dll").write_bytes(b"MZ" * 10)
    assert make(folder) == 2
    return folder


def test_as_it_was_packed(packed: Path) -> None:
    assert changed(packed) == []
    assert make(packed) == 2  # the list does not name itself


@pytest.mark.allow_log("program files differ")
def test_a_changed_a_missing_and_a_planted_file_are_named_and_logged(
    packed: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (packed / "SoDanVan.exe").write_bytes(b"MZ" * 999 + b"Mz")
    (packed / "lib" / "python.dll").unlink()
    (packed / "version.dll").write_bytes(b"MZ")
    assert changed(packed) == ["SoDanVan.exe", "lib/python.dll", "version.dll"]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "version.dll" in caplog.text


@pytest.mark.allow_log("program files differ")
@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff", b'"x"'])
def test_a_list_that_cannot_be_read_is_itself_a_change(packed: Path, content: bytes) -> None:
    (packed / LIST).write_bytes(content)
    assert changed(packed) == [LIST]


def test_a_source_tree_has_no_list() -> None:
    assert changed() == []


def test_started_from_a_stick_or_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(tmp_path, monkeypatch, at="/media/usb")
    assert program_files.is_on_stick(Path("/media/usb/SoDanVan"))
    assert not program_files.is_on_stick(Path("/opt/SoDanVan"))
    assert paths.drive_kind(Path("/media/usb/sổ.dandan")) is paths.Drive.REMOVABLE
