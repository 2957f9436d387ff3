"""Papers written into a folder under a name of ours: what somebody changed since is never written over.

Of each place the machine remembers the digest of what was written there last; neither name nor text can be read in it.
What another machine wrote on a stick is known by its parts, as long as they are those that would be written now.
"""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.digests import sha256
from dandan_desktop.documents.container import holds_the_same
from dandan_desktop.documents.files import write_whole

_MEMORY = "van-ban-da-ghi.json"
_MOST = 2_000
"""Of so many papers, the newest, it is known that nobody changed them."""
_BESIDE = re.compile(r" \(\d+\)\Z")


def write_paper(path: Path, content: bytes) -> Path:
    """Write a paper under this name, or beside the file that has it and was changed since; answers where it is.

    Raises ClerkError as `write_whole`.
    """
    known = _known()
    place = free_place(path, lambda taken: _is_as_written(taken, content, known))
    write_whole(place, content)
    known.pop(_mark(place), None)
    known[_mark(place)] = sha256(content).hex()
    with suppress(OSError):  # without it the next paper is written beside this one
        paths.data_folder().mkdir(parents=True, exist_ok=True)
        _memory().write_text(json.dumps(dict([*known.items()][-_MOST:])), encoding="utf-8")
    return place


def free_place(path: Path, may_take: Callable[[Path], bool] = lambda _: False) -> Path:
    """This path, or the same with the first number behind its stem, that is free or that one may take."""
    place, number = path, 1
    while place.exists() and not may_take(place):
        number += 1
        place = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return place


def changed_one(path: Path) -> Path | None:
    """The file that was changed and left as it is, where this paper was written beside one; else None."""
    plain = path.with_name(_BESIDE.sub("", path.stem) + path.suffix)
    return plain if plain != path and plain.exists() else None


def _is_as_written(path: Path, content: bytes, known: dict[str, str]) -> bool:
    try:
        there = path.read_bytes()
    except OSError:
        return True  # writing tells what is in the way
    is_same = there == content or holds_the_same(there, content)
    return is_same or known.get(_mark(path)) == sha256(there).hex()


def _mark(path: Path) -> str:
    return sha256(str(path.absolute()).encode()).hex()[:32]


def _memory() -> Path:
    return paths.data_folder() / _MEMORY


def _known() -> dict[str, str]:
    try:
        found = json.loads(_memory().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
