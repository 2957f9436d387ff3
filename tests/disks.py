"""Disks as a test needs them: small ones, files that may not grow, files another program holds for a moment."""

import errno
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop import paths
from tests.systems import need_mounts


@contextmanager
def disk(place: Path, options: str) -> Iterator[None]:
    """A small disk of its own; where mounting is not allowed the test says so and ends."""
    if not shutil.which("mount"):
        pytest.skip("no right to mount a disk: this system has no small ones to mount")
    place.mkdir(parents=True)
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no right to mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@contextmanager
def full_disk(place: Path) -> Iterator[None]:
    """A disk of its own without a byte left."""
    with disk(place, "size=64k"):
        with suppress(OSError), (place / "đầy").open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        assert paths.free_bytes(place) == 0
        yield


def grown(place: Path, size: str) -> None:
    """Give a disk another size."""
    subprocess.run(["mount", "-o", f"remount,size={size}", place], check=True)


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The system refuses every byte of any file beyond this; writes are cut short there."""
    resource = pytest.importorskip("resource", reason="needs limits of the system on files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> list[float]:
    """Let giving a file its name be refused so often, as Windows refuses while a scanner reads it.

    The list fills with the seconds that were waited between the tries, without waiting them.
    """
    waits: list[float] = []
    left = [times]
    usual = Path.replace

    def replaced(fresh: Path, target: Any) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "held by another program")
        return usual(fresh, target)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(paths, "rest", waits.append)
    return waits


def plugged(folder: Path, patch: pytest.MonkeyPatch, *, at: str, system: str = "/") -> None:
    """Two drives as Linux lists them: a stick plugged in `at`, and a fixed disk with the system."""
    need_mounts()
    mounts, blocks = folder / "mounts", folder / "block"
    mounts.write_text(f"/dev/sda1 {system} ext4 rw 0 0\n/dev/sdb1 {at} vfat rw 0 0\n", encoding="utf-8")
    for drive, is_removable in (("sda", "0\n"), ("sdb", "1\n")):
        (blocks / "devices" / drive / f"{drive}1").mkdir(parents=True)
        (blocks / "devices" / drive / "removable").write_text(is_removable)
        (blocks / f"{drive}1").symlink_to(blocks / "devices" / drive / f"{drive}1")
    patch.setattr(paths, "MOUNTS", mounts)
    patch.setattr(paths, "BLOCKS", blocks)
