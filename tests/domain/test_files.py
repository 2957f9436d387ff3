import errno
import os
import sys
from pathlib import Path

import pytest

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error, read_whole


def test_a_file_of_the_largest_size_is_read_and_no_larger_one(tmp_path: Path) -> None:
    path = tmp_path / "tệp.json"
    path.write_bytes(b"12345")
    assert read_whole(path, 5) == b"12345"
    with pytest.raises(ClerkError) as caught:
        read_whole(path, 4)
    assert (caught.value.problem, caught.value.facts["path"]) == (Problem.FILE_TOO_LARGE, path)


def test_what_is_no_file_to_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "rỗng").write_bytes(b"")
    told = {
        "rỗng": Problem.FILE_EMPTY, "không có": Problem.FILE_MISSING, ".": Problem.FILE_UNREADABLE,
        "x" * 300: Problem.PATH_TOO_LONG,
    }  # fmt: skip
    for name, problem in told.items():
        with pytest.raises(ClerkError) as caught:
            read_whole(tmp_path / name, 5)
        assert caught.value.problem is problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")  # allowed: absent device
def test_a_pipe_nobody_writes_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống")
    with pytest.raises(ClerkError) as caught:
        read_whole(tmp_path / "ống", 5)
    assert caught.value.problem is Problem.FILE_UNREADABLE


@pytest.mark.parametrize(
    "number, problem",
    [
        (errno.ENOENT, Problem.FOLDER_MISSING), (errno.EEXIST, Problem.FOLDER_MISSING),
        (errno.EROFS, Problem.FOLDER_READ_ONLY), (errno.ENOSPC, Problem.DISK_FULL), (errno.EIO, Problem.DISK_FAILING),
    ],
)  # fmt: skip
def test_why_a_folder_takes_no_file(tmp_path: Path, number: int, problem: Problem) -> None:
    told = folder_error(OSError(number, os.strerror(number)), tmp_path / "sổ")
    assert told.problem is problem
    assert told.facts["free"] > 0


def refused_by_windows(kind: type[OSError], number: int, winerror: int) -> OSError:
    """What Python raises there: the number of Windows beside the usual one."""
    error = kind(number, "refused", None, winerror)
    if not hasattr(error, "winerror"):
        vars(error)["winerror"] = winerror
    return error


DEEP = Path("/", *(["Văn bản chỉ đạo của cấp uỷ năm 2026"] * 8), "Biên bản.docx")


@pytest.mark.parametrize(
    ("error", "path", "problem"),
    [
        (OSError(errno.ENAMETOOLONG, "long"), Path("/a/b.docx"), Problem.PATH_TOO_LONG),
        (refused_by_windows(FileNotFoundError, errno.ENOENT, 206), Path("/a/b.docx"), Problem.PATH_TOO_LONG),
        (refused_by_windows(FileNotFoundError, errno.ENOENT, 3), DEEP, Problem.PATH_TOO_LONG),
        (refused_by_windows(OSError, errno.EINVAL, 123), DEEP, Problem.PATH_TOO_LONG),
        (FileNotFoundError(errno.ENOENT, "gone"), DEEP, Problem.PATH_TOO_LONG),  # as `open` raises it, without a number
        (refused_by_windows(FileNotFoundError, errno.ENOENT, 3), Path("/a/b.docx"), Problem.FOLDER_MISSING),
        (refused_by_windows(PermissionError, errno.EACCES, 5), DEEP, Problem.FOLDER_READ_ONLY),
        (refused_by_windows(PermissionError, errno.EACCES, 32), Path("/a/b.docx"), Problem.FILE_IN_USE),
        (refused_by_windows(PermissionError, errno.EACCES, 33), Path("/a/b.docx"), Problem.FILE_IN_USE),
        (paths.HeldError(errno.EACCES, "held"), Path("/a/b.docx"), Problem.FILE_IN_USE),
    ],
)
def test_what_windows_means_is_told(
    monkeypatch: pytest.MonkeyPatch, error: OSError, path: Path, problem: Problem
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert folder_error(error, path).problem is problem


def test_elsewhere_what_is_not_there_is_not_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert folder_error(FileNotFoundError(errno.ENOENT, "gone"), DEEP).problem is Problem.FOLDER_MISSING
