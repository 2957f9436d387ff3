"""Putting a restored register in the place of another: whatever moment it is broken off at, one of the two is whole.

The new register stands complete beside the old under another name before a small file says that it shall take over.
From then on every opening finishes the change first; before, nothing has happened and what is left over goes.
"""

import contextlib
import json
import os
import re
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.db import keys, place
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error

_BESIDE = ("-wal", "-shm", "-journal")


def fresh_of(path: Path) -> Path:
    """Where the register that shall take over stands ready."""
    return path.with_name(path.name + ".moi")


def fresh_keys_of(path: Path) -> Path:
    """Where the key file that shall take over stands ready."""
    return path.with_name(path.name + ".khoa.moi")


def _order_of(path: Path) -> Path:
    return path.with_name(path.name + ".doi")


def asides(path: Path) -> list[Path]:
    """The registers that restores moved aside and that still lie beside this one, by name."""
    own = re.compile(re.escape(path.stem) + r"\.truoc-khoi-phuc-\d{6}(-\d+)?" + re.escape(path.suffix))
    try:
        return sorted(file for file in path.parent.iterdir() if own.fullmatch(file.name))
    except OSError:
        return []


def is_aside_of(aside: Path, register: str) -> bool:
    """Whether a register that was moved aside is this one (uid), as far as its key file tells."""
    try:
        return keys.loads(keys.beside(aside).read_bytes()).register == register
    except (OSError, ClerkError):
        return True


def discard_aside(aside: Path) -> None:
    """Delete a register that was moved aside, with its keys and what SQLite keeps beside it; one in use stays."""
    try:
        lock = place.Lock(aside)
    except ClerkError:
        return
    try:
        near = keys.beside(aside)
        for file in (aside, *(aside.with_name(aside.name + ending) for ending in _BESIDE)):
            file.unlink(missing_ok=True)
        for file in (near, near.with_name(near.name + ".bak")):
            file.unlink(missing_ok=True)
    except OSError:
        return
    finally:
        with contextlib.suppress(OSError):
            place.unlocked_again(lock)


def aside_of(path: Path, sequence: int) -> Path:
    """A free name for the register that is replaced by backup so-and-so."""
    for number in range(1, 1_000):
        more = f"-{number}" if number > 1 else ""
        aside = path.with_name(f"{path.stem}.truoc-khoi-phuc-{sequence:06d}{more}{path.suffix}")
        if not os.path.lexists(aside):
            return aside
    raise ClerkError(Problem.REGISTER_EXISTS, path=path)


def newest_aside(path: Path) -> Path | None:
    """The register that was moved aside last when this one was restored; None where there is none."""
    start = f"{path.stem}.truoc-khoi-phuc-"
    try:
        found = [file for file in path.parent.iterdir() if file.name.startswith(start) and file.suffix == path.suffix]
        return max(found, key=lambda file: file.stat().st_mtime, default=None)
    except OSError:
        return None


def take_over(path: Path, aside: Path) -> None:
    """Let the register that stands ready take this place, the old one moved aside with its keys; raises OSError.

    Whoever calls holds the lock, and no connection is open.
    """
    paths.write_whole(_order_of(path), json.dumps({"aside": aside.name}).encode())
    paths.settle(path.parent)
    _finish(path)


def clean_up(path: Path) -> None:
    """Before an opening: finish a change that was broken off, or remove what one that never began left over.

    Raises ClerkError REGISTER_IN_USE, FOLDER_*, DISK_FAILING.
    """
    if not os.path.lexists(_order_of(path)) and not _leftovers(path):  # Path.exists raises for a name too long
        return
    lock = place.Lock(path)
    try:
        if _order_of(path).exists():
            _finish(path)
        discard(path)
    except OSError as error:
        raise folder_error(error, path) from error
    finally:
        lock.release()


def discard(path: Path) -> None:
    """Remove what stands ready, and all that SQLite keeps beside it; raises OSError."""
    for file in _leftovers(path):
        file.unlink(missing_ok=True)


def _leftovers(path: Path) -> list[Path]:
    starts = (fresh_of(path).name, fresh_keys_of(path).name)
    try:
        return [file for file in path.parent.iterdir() if file.name.startswith(starts)]
    except OSError:
        return []


def discard_unordered(path: Path) -> None:
    """Remove what stands ready unless it was already told to take over; raises OSError."""
    if not _order_of(path).exists():
        discard(path)


def _finish(path: Path) -> None:
    """Every step may have been done already; the order itself goes last."""
    aside = path.with_name(_ordered(path))
    fresh = fresh_of(path)
    if fresh.exists():
        for ending in _BESIDE:
            _move(path.with_name(path.name + ending), aside.with_name(aside.name + ending))
        _keep_old_keys(path, aside)
        _keep_old(path, aside)
        paths.settle(path.parent)
        paths.give_name(fresh, path)
        paths.settle(path.parent)
    _take_keys(path)
    _order_of(path).unlink(missing_ok=True)
    paths.settle(path.parent)


def _ordered(path: Path) -> str:
    """The name the old register gets; from a torn order, which a whole write never leaves, a plain one."""
    with contextlib.suppress(ValueError, TypeError, KeyError):
        name = json.loads(_order_of(path).read_bytes())["aside"]
        if isinstance(name, str) and re.fullmatch(r"[^/\\]+", name) and name != path.name:
            return name
    return aside_of(path, 0).name


def _move(old: Path, new: Path) -> None:
    if old.exists():
        paths.give_name(old, new)


def _keep_old(path: Path, aside: Path) -> None:
    """Give the old register its second name; where a file cannot have two, its only one."""
    if aside.exists() or not path.exists():
        return
    try:
        os.link(path, aside)
    except OSError:
        paths.give_name(path, aside)


def _keep_old_keys(path: Path, aside: Path) -> None:
    old, copy = keys.beside(path), keys.beside(aside)
    if old.exists() and not copy.exists():
        paths.write_whole(copy, old.read_bytes())


def _take_keys(path: Path) -> None:
    fresh = fresh_keys_of(path)
    if fresh.exists():
        keys.keep(path, keys.loads(fresh.read_bytes()))
        fresh.unlink()
