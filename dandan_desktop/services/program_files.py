"""Whether the program's own files are those that were packed, and where it was started from (`reliability.md` S11).

A changed file or a stick is a warning, never a refusal: the clerk must be able to work today.
"""

import hashlib
import json
from pathlib import Path

from dandan_desktop import bug_log, paths

LIST = "tep-chuong-trinh.json"
"""The list packing leaves beside the program: SHA-256 by relative path. A source tree has none."""
_MOST = 20


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder by its relative path, but for the list itself; raises OSError."""
    found = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name != LIST:
            with file.open("rb") as content:
                found[name] = hashlib.file_digest(content, "sha256").hexdigest()
    return found


def changed(folder: Path | None = None) -> list[str]:
    """The files that are not as they were packed: changed, missing, or none of ours; written to the log too.

    Empty where no list was packed; the list's own name when it cannot be read.
    """
    folder = folder or paths.program_folder()
    try:
        packed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        packed = {str(name): str(digest) for name, digest in packed.items()}
        there = digests(folder)
    except FileNotFoundError:
        return []
    except (OSError, ValueError, AttributeError):
        return _told([LIST])
    return _told(sorted(name for name in packed.keys() | there.keys() if packed.get(name) != there.get(name)))


def is_on_stick(folder: Path | None = None) -> bool:
    """Whether the program was started from a removable stick: it runs, and the window says what that risks."""
    return paths.drive_kind(folder or paths.program_folder()) is paths.Drive.REMOVABLE


def _told(names: list[str]) -> list[str]:
    if names:
        bug_log.note(f"program files differ: {', '.join(names[:_MOST])}")
    return names
