"""What a row needs of the machine, in one sentence each, and the mounts some rows are run on."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path


def tools(*names: str) -> str:
    """A sentence naming the tools that are not installed, or nothing."""
    missing = [name for name in names if not shutil.which(name)]
    return f"not installed: {', '.join(missing)}" if missing else ""


def is_root() -> bool:
    """Whether the modes of files mean nothing to whoever runs this."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


@cache
def mounting() -> str:
    """Why nothing can be mounted here, or nothing."""
    if not is_root():
        return "no right to mount: not root"
    with tempfile.TemporaryDirectory() as folder:
        return (
            ""
            if _is_done("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder, undo=folder)
            else "no right to mount"
        )


@cache
def loops() -> str:
    """Why no image of a file system can be mounted here, or nothing."""
    if lacking := mounting() or tools("mkfs.btrfs", "mkfs.ext4"):
        return lacking
    with tempfile.TemporaryDirectory() as folder:
        image, place = Path(folder, "image"), Path(folder, "place")
        place.mkdir()
        make_image(image, "btrfs", 128)
        return "" if _is_done("mount", "-o", "loop", str(image), str(place), undo=str(place)) else "no loop device"


def _is_done(*command: str, undo: str) -> bool:
    is_done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    if is_done:
        subprocess.run(["umount", undo], check=True)
    return is_done


@contextlib.contextmanager
def mounted(what: str | Path, place: Path, *options: str) -> Iterator[Path]:
    """Mount something on a folder, made when it is not there, for a while."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", *options, str(what), str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def make_image(image: Path, system: str, megabytes: int) -> None:
    """Make a file that holds an empty file system."""
    with image.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    subprocess.run([f"mkfs.{system}", "-q", str(image)], check=True, capture_output=True)


@contextlib.contextmanager
def attribute(letter: str, *files: Path) -> Iterator[None]:
    """Give files an attribute of the file system (`i`: may not be changed) for a while."""
    names: Sequence[str] = [str(file) for file in files]
    subprocess.run(["chattr", f"+{letter}", *names], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["chattr", f"-{letter}", *names], check=True)
