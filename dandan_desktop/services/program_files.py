"""Whether the program's own files are those that were packed, and where it was started from (`reliability.md` S11).

A changed file or a stick is a warning, never a refusal: the clerk must be able to work today.
"""

import hashlib
import json
import os
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dandan_desktop import bug_log, paths, settings
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.progress import SILENT, Progress

LIST = "tep-chuong-trinh.json"
"""The list packing leaves beside the program: SHA-256 by relative path. A source tree has none."""
_MOST = 20
_MOST_TOLD = 2


class Differences(NamedTuple):
    """The files that are not as they were packed, by their relative paths."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What is told above the page: what happened, what to do; empty where all is as it was packed."""
        kinds = (("bị sửa", self.changed), ("bị mất", self.missing), ("lạ", self.added))
        said = "; ".join(f"{kind}: {_few(names)}" for kind, names in kinds if names)
        return said and (
            f"Tệp của chương trình không còn như lúc cài ({said}). "
            "Hãy cài lại từ bộ cài của cơ quan và báo người hỗ trợ; sổ không nằm trong các tệp này."
        )


_LOGGED = re.compile(rf"(?P<told>program files (?:{'|'.join(Differences._fields)}): \d+), .*")
"""A line of the log, as `_logged` writes it."""


def digests(folder: Path, progress: Progress = SILENT) -> dict[str, str]:
    """The SHA-256 of every file below a folder by its relative path, but for the list itself and the clerk's own files.

    Raises OSError, and Cancelled as `progress` does.
    """
    found = {}
    files = [file for file in sorted(folder.rglob("*")) if _is_of_program(file)]
    for number, file in enumerate(files):
        progress.step(number, len(files))
        with file.open("rb") as content:
            found[file.relative_to(folder).as_posix()] = hashlib.file_digest(content, "sha256").hexdigest()
    return found


def _is_of_program(file: Path) -> bool:
    """Whether a file can be one of the program: a register or a backup a clerk put beside it is not."""
    return file.is_file() and file.name != LIST and paths.SUFFIX not in file.name


def differences(folder: Path | None = None, progress: Progress = SILENT) -> Differences:
    """The files that are not as they were packed; written to the log too. Raises Cancelled as `progress` does.

    Empty where no list was packed; the list itself counts as changed when it cannot be read.
    """
    folder = folder or paths.program_folder()
    try:
        packed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        packed = {str(name): str(digest) for name, digest in packed.items()}
        there = digests(folder, progress)
    except FileNotFoundError:
        return Differences()
    except (OSError, ValueError, AttributeError):
        return _logged(Differences(changed=(LIST,)))
    both = packed.keys() & there.keys()
    return _logged(
        Differences(
            tuple(sorted(name for name in both if packed[name] != there[name])),
            tuple(sorted(packed.keys() - both)),
            tuple(sorted(there.keys() - both)),
        )
    )


def news(found: Differences, today: date) -> str:
    """What is to be told of these differences: the same ones once a day, though the window locks and opens often."""
    mark = f"{today.isoformat()} {found.words}" if found.words else ""
    if mark == settings.read().told_files:
        return ""
    settings.remember(told_files=mark)
    return found.words


def is_on_stick(folder: Path | None = None) -> bool:
    """Whether the program was started from a removable stick: it runs, and the window says what that risks."""
    return paths.drive_kind(folder or paths.program_folder()) is paths.Drive.REMOVABLE


def is_temporary(folder: Path | None = None) -> bool:
    """Whether the program was started where the system clears away, as out of an archive that was not unpacked."""
    started = Path(os.path.realpath(folder or paths.program_folder()))
    return started.is_relative_to(os.path.realpath(tempfile.gettempdir()))


def _few(names: tuple[str, ...]) -> str:
    rest = len(names) - _MOST_TOLD
    return ", ".join(names[:_MOST_TOLD]) + (f" và {show_int(rest)} tệp khác" if rest > 0 else "")


def without_names(line: str) -> str:
    """What a line of the log says of the program's files but for their names; empty where it says nothing of them."""
    found = _LOGGED.fullmatch(line)
    return found["told"] if found else ""


def _logged(found: Differences) -> Differences:
    for kind, names in found._asdict().items():
        if names:
            bug_log.note(f"program files {kind}: {len(names)}, {', '.join(names[:_MOST])}")
    return found
