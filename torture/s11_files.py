"""S11: a changed, missing or planted file of the program is seen at the start."""

import logging
import random
import shutil
import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.services import program_files
from tools.make_file_list import make
from torture.office import ROOT
from torture.row import Row, Size, judged

NAME = "S11"
TEETH = {"digests": "not seen"}
STANDING = ("the installed folder and its rights: proven in the issue on Windows",)
_Files: Any = program_files


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Pack a copy of the program, change one file after another, and look each time."""
    source = random.Random(11)
    wrong: list[str] = []
    usual = _Files.digests
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "chương trình")
        shutil.copytree(ROOT / "dandan_desktop", folder, ignore=shutil.ignore_patterns("__pycache__"))
        if without:
            _Files.digests = _sizes
        logging.disable(logging.WARNING)
        try:
            make(folder)
            files = source.sample(sorted(usual(folder)), size.pick(3, 20, 100))
            for name, spoil in zip(files, cycle((_flip, _remove, _plant)), strict=False):
                wrong += [f"{finding} [{spoil.__name__[1:]}]" for finding in _seen(folder, name, spoil, source)]
            if program_files.differences(folder).words:
                wrong.append("files as they were packed are told as changed")
        finally:
            logging.disable(logging.NOTSET)
            _Files.digests = usual
    goal = "every changed, missing or planted file is named"
    not_run = () if size is Size.TEST else STANDING
    return judged(NAME, goal, f"{len(files)} files changed, {len(wrong)} findings", wrong, not_run)


def _sizes(folder: Path, _: Progress = SILENT) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != program_files.LIST]
    return {file.relative_to(folder).as_posix(): str(file.stat().st_size) for file in files}


Spoil = Callable[[Path, random.Random], Path]


def _seen(folder: Path, name: str, spoil: Spoil, source: random.Random) -> list[str]:
    """What is wrong with what is told of one file; it is put back afterwards."""
    file = folder / name
    content = file.read_bytes()
    spoiled = spoil(file, source)
    found = program_files.differences(folder)
    told = [*found.changed, *found.missing, *found.added]
    spoiled.unlink(missing_ok=True)
    file.write_bytes(content)
    return [] if told == [spoiled.relative_to(folder).as_posix()] else [f"{name}: not seen"]


def _flip(file: Path, source: random.Random) -> Path:
    content = bytearray(file.read_bytes() or b" ")
    content[source.randrange(len(content))] ^= 1
    file.write_bytes(content)
    return file


def _remove(file: Path, _source: random.Random) -> Path:
    file.unlink()
    return file


def _plant(file: Path, _source: random.Random) -> Path:
    planted = file.with_name("version.dll")
    planted.write_bytes(b"MZ")
    return planted
