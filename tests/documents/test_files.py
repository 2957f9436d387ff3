import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dandan_desktop import paths
from dandan_desktop.documents.files import ready_folder, write_whole
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from tests.disks import held


def problem_of(path: Path, content: bytes = b"new") -> Problem:
    with pytest.raises(ClerkError) as caught:
        write_whole(path, content)
    assert caught.value.facts["path"] == path
    return caught.value.problem


def failing(number: int) -> Any:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_file_is_written_whole_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "biên bản.docx"
    assert write_whole(path, b"old") == path
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "không có" / "x.docx") is Problem.FOLDER_MISSING
    (tmp_path / "tệp").write_bytes(b"")
    assert problem_of(tmp_path / "tệp" / "x.docx") is Problem.FOLDER_MISSING


def test_a_folder_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    assert problem_of(tmp_path) is Problem.NOT_A_FILE
    assert list(tmp_path.iterdir()) == []
    device = Path(os.devnull)
    assert problem_of(device) is Problem.NOT_A_FILE
    assert not device.is_file()


def test_a_folder_is_made_unless_a_file_stands_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "văn bản" / "năm 2026"
    assert ready_folder(folder) == ready_folder(folder) == folder
    assert folder.is_dir()
    (tmp_path / "tệp").write_bytes(b"")
    for blocked in (tmp_path / "tệp", tmp_path / "tệp" / "con"):
        with pytest.raises(ClerkError) as caught:
            ready_folder(blocked)
        assert (caught.value.problem, caught.value.facts["path"]) == (Problem.FOLDER_MISSING, blocked)


@pytest.mark.parametrize(
    "number, problem",
    [
        (errno.EROFS, Problem.FOLDER_READ_ONLY),
        (errno.EACCES, Problem.FOLDER_READ_ONLY),
        (errno.ENOSPC, Problem.DISK_FULL),
        (errno.EIO, Problem.DISK_FAILING),
    ],
)
def test_a_folder_that_takes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: Problem
) -> None:
    asked: list[Path] = []

    def refuse(file: Path, *_: Any) -> None:
        asked.append(file)
        failing(number)()

    monkeypatch.setattr(Path, "open", refuse)
    assert problem_of(tmp_path / "x.docx") is problem
    assert len(asked) == 1


@pytest.mark.parametrize("number, problem", [(errno.ENOSPC, Problem.DISK_FULL), (errno.EIO, Problem.DISK_FAILING)])
def test_a_disk_that_gives_up_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: Problem
) -> None:
    path = write_whole(tmp_path / "x.docx", b"old")
    monkeypatch.setattr("os.fsync", failing(number))
    assert problem_of(path) is problem
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")  # allowed: absent device
def test_a_really_full_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", lambda *_: open("/dev/full", "wb"))  # noqa: PTH123, SIM115 - as a paper's own
    assert problem_of(tmp_path / "x.docx") is Problem.DISK_FULL


def test_how_much_is_free_is_said_of_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", failing(errno.ENOSPC))
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=3 * 1024 * 1024 + 5))
    with pytest.raises(ClerkError) as caught:
        write_whole(tmp_path / "x.docx", b"new")
    disk = f" ở ổ {tmp_path.drive}" if tmp_path.drive else ""
    assert sentences(caught.value)[0] == f"Ổ đĩa đã đầy, chỉ còn 3 MB{disk}, nên chưa ghi được x.docx."


def test_a_file_another_program_lets_go_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_whole(tmp_path / "x.docx", b"old")
    waits = held(monkeypatch, 4)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert waits == list(paths.NAME_WAITS)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_whole(tmp_path / "x.docx", b"old")
    waits = held(monkeypatch, 5)
    assert problem_of(path) is Problem.FILE_IN_USE
    assert len(waits) == 4
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
