"""R3: real crash images: the disk is copied in an instant while meetings are loaded, and the copy is mounted.

An ext4 image lies on a mounted btrfs image; `cp --reflink` of it is what the disk held at that moment, as after a
power cut: what the system had not yet written is not there.
"""

import random
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torture import needs
from torture.examine import findings
from torture.office import Office, copied, meetings, whole_lines
from torture.row import Row, Size, judged

NAME = "R3"
TEETH = {"sync": "lost"}
FILES = 150
DISK_MB, ALL_MB = 64, 900
_OPTIONS = ("-o", "loop")


def lacks() -> str:
    """Root, loop devices and the makers of both file systems."""
    return needs.loops()


def run(size: Size, without: str = "") -> Row:
    """Take so many images of a disk during one load after another; every acknowledged meeting is on each."""
    images = size.pick(1, 10, 25)
    source = random.Random(3)
    wrong: list[str] = []
    acknowledged = 0
    with tempfile.TemporaryDirectory() as folder, _outer(Path(folder)) as outer:
        home = Path(folder)
        files = meetings(home, FILES, seed=3)
        for number in range(1, images + 1):
            known, found = _image(home, outer, files, source.randint(1, 30), without)
            acknowledged += known
            wrong += [f"image {number}: {what}" for what in found]
    goal = f"{images} crash images: 0 acknowledged lost, 0 half"
    return judged(NAME, goal, f"{images} images, {acknowledged} acknowledged, {len(wrong)} findings", wrong)


@contextmanager
def _outer(home: Path) -> Iterator[Path]:
    """A file system whose files can be copied in an instant."""
    image = home / "all.img"
    needs.make_image(image, "btrfs", ALL_MB)
    with needs.mounted(image, home / "all", *_OPTIONS) as place:
        yield place


def _image(home: Path, outer: Path, files: list[Path], lines: int, without: str) -> tuple[int, list[str]]:
    """Copy a disk after so many acknowledged meetings; how many had been, and what is wrong on the copy."""
    disk, copy = outer / "disk.img", outer / "copy.img"
    needs.make_image(disk, "ext4", DISK_MB)
    with needs.mounted(disk, home / "disk", *_OPTIONS) as place:
        office = copied(home, place / "sổ")
        subprocess.run(["sync", "-f", str(place)], check=True)
        with office.start(office.command("load", *files, without=without)) as child:
            output = child.stdout
            heard = [output.readline() for _ in range(lines)] if output else []
            reader = threading.Thread(target=lambda: output.read() if output else b"")
            reader.start()
            subprocess.run(["cp", "--reflink=always", str(disk), str(copy)], check=True)
            child.kill()
            reader.join()
    known = whole_lines(b"".join(heard).decode())
    with needs.mounted(copy, home / "copy", *_OPTIONS) as place:
        found = findings(Office(home, place / "sổ").register, known, most=FILES)
    copy.unlink()
    return len(known), found
