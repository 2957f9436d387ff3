"""The program's own files: as they were packed, or named one by one."""

import logging
import tempfile
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop import bug_log, paths
from dandan_desktop.domain.progress import Cancelled
from dandan_desktop.services import program_files
from dandan_desktop.services.program_files import LIST, Differences, differences, news
from tests.disks import plugged
from tests.systems import linked
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
    assert differences(packed) == Differences()
    assert differences(packed).words == ""
    assert make(packed) == 2  # the list does not name itself


@pytest.mark.allow_log("^WARNING .*program files (changed|missing|added)")
def test_a_changed_a_missing_and_a_planted_file_are_named_and_logged(
    packed: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (packed / "SoDanVan.exe").write_bytes(b"MZ" * 999 + b"Mz")
    (packed / "lib" / "python.dll").unlink()
    for name in ("version.dll", "lib/a.dll", "b.dll", "c.dll"):
        (packed / name).write_bytes(b"MZ")
    found = differences(packed)
    assert (found.changed, found.missing) == (("SoDanVan.exe",), ("lib/python.dll",))
    assert found.added == ("b.dll", "c.dll", "lib/a.dll", "version.dll")
    assert found.words.startswith(
        "Tệp của chương trình không còn như lúc cài "
        "(bị sửa: SoDanVan.exe; bị mất: lib/python.dll; lạ: b.dll, c.dll và 2 tệp khác). Hãy "
    )
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 3
    for name in ("SoDanVan.exe", "lib/python.dll", "version.dll"):
        assert name in caplog.text
        assert name in (paths.data_folder() / bug_log.FILE).read_text(encoding="utf-8")


@pytest.mark.allow_log("program files changed")
@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff", b'"x"'])
def test_a_list_that_cannot_be_read_is_itself_a_change(packed: Path, content: bytes) -> None:
    (packed / LIST).write_bytes(content)
    assert differences(packed) == Differences(changed=(LIST,))


def test_a_register_a_clerk_put_beside_the_program_is_no_file_of_it(packed: Path) -> None:
    for name in ("sổ.dandan", "sổ.dandan-wal", "sổ.dandan.khoa", "sổ-000012.dandan-sao"):
        (packed / name).write_bytes(b"x")
    assert differences(packed) == Differences()


def test_a_source_tree_has_no_list() -> None:
    assert differences() == Differences()


def test_looking_stops_when_the_window_is_closed(packed: Path) -> None:
    class Stopped:
        def step(self, done: int, total: int) -> None:
            assert (done, total) == (0, 2)
            raise Cancelled

    with pytest.raises(Cancelled):
        differences(packed, Stopped())


def test_the_same_differences_are_told_once_a_day() -> None:
    day, found = date(2026, 11, 20), Differences(added=("version.dll",))
    assert news(found, day) == found.words
    assert news(found, day) == ""
    other = Differences(added=("version.dll", "x.dll"))
    assert news(other, day) == other.words
    assert news(Differences(), day) == ""
    assert news(other, day) == other.words, "it came back"
    assert news(other, date(2026, 11, 21)) == other.words


def test_started_out_of_an_archive_or_from_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary, usual = tmp_path / "Temp", tmp_path / "Tempo"
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    for name in ("Temp1_so-dan-van-0.1.0-mang-theo.zip/SoDanVan", "Rar$EXa9184.37571/SoDanVan", ""):
        assert program_files.is_temporary(temporary / name)
    for name in ("SoDanVan", "Temp/SoDanVan"):
        assert not program_files.is_temporary(usual / name)
    assert not program_files.is_temporary(tmp_path)


def test_a_temporary_folder_is_known_behind_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "D" / "Temp" / "SoDanVan").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(linked(tmp_path / "Temp", tmp_path / "D" / "Temp")))
    assert program_files.is_temporary(tmp_path / "D" / "Temp" / "SoDanVan")


def test_started_from_a_stick_or_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(tmp_path, monkeypatch, at="/media/usb")
    assert program_files.is_on_stick(Path("/media/usb/SoDanVan"))
    assert not program_files.is_on_stick(Path("/opt/SoDanVan"))
    assert paths.drive_kind(Path("/media/usb/sổ.dandan")) is paths.Drive.REMOVABLE
