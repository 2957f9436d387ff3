"""`python -m torture.weakened PROTECTION MODULE …`: run a module of the program with one protection taken away.

It lives here and nowhere in the product: teeth must show that each harness sees what the protection prevents.
"""

import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dandan_desktop.db import costs, engine, place, rotation, tries
from dandan_desktop.domain.errors import ClerkError, Problem
from torture.unpapered import PAPERS
from torture.unwatched import WATCHES
from torture.weakened_backups import BACKUPS

_Engine: Any = engine
_Place: Any = place
_Dbapi: Any = engine.dbapi
_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Unframed(_Dbapi.Connection):  # type: ignore[misc]
    """A connection on which every statement is a transaction of its own."""

    def execute(self, sql: str, *values: Any) -> Any:
        """Run a statement; those that frame a transaction do nothing."""
        if sql.lstrip().upper().startswith(_FRAME):
            return self.cursor()
        return super().execute(sql, *values)


class Deferred(_Dbapi.Connection):  # type: ignore[misc]
    """A connection that asks for the right to write only when it writes."""

    def execute(self, sql: str, *values: Any) -> Any:
        """Run a statement."""
        return super().execute("BEGIN" if sql == "BEGIN IMMEDIATE" else sql, *values)


class LockFile:
    """A lock that is nothing but a file: whoever is killed leaves it behind."""

    def __init__(self, path: Path) -> None:
        self.file = path

    def release(self, *_more: Any, **_options: Any) -> None:
        """Let others in."""
        self.file.unlink(missing_ok=True)


def _pragma(name: str, value: str) -> Callable[[], None]:
    def take_away() -> None:
        others = [pragma for pragma in _Engine._PRAGMAS if not pragma.startswith(f"{name}=")]
        _Engine._PRAGMAS = (f"{name}={value}", *others)

    return take_away


def _connections(kind: type[Any]) -> Callable[[], None]:
    def take_away() -> None:
        usual = _Dbapi.connect
        more: dict[str, Any] = {"factory": kind} | ({"isolation_level": None} if kind is Unframed else {})
        _Dbapi.connect = lambda *arguments, **options: usual(*arguments, **{**options, **more})

    return take_away


def _told() -> None:
    _Engine.problem_of = lambda _error: None
    _Place.refuse_unwritable = lambda _path: None


def _lock_of_the_system() -> None:
    def lock_file(path: Path, *_more: Any) -> Any:
        lock = LockFile(path.with_name(path.name + ".khoa-may"))
        try:
            os.close(os.open(lock.file, os.O_CREAT | os.O_EXCL))
        except FileExistsError as error:
            raise ClerkError(Problem.REGISTER_IN_USE, path=path) from error
        return lock

    _Place.Lock = lock_file


def _any_lock() -> None:
    _Place.Lock = lambda path, *_more: LockFile(path.with_name("không có"))


def _dear_keys() -> None:
    costs.USUAL, costs.GOAL, tries.LEAST = costs.Cost(1, 8192), 0.0, 0.0


def _two_phases() -> None:
    usual = rotation.publish
    rotation.publish = lambda path, file: usual(path, file.next or file)


def _draft_timer() -> None:
    from dandan_desktop.ui import draft

    draft.KEEP_AFTER = 10**9


def _clipboard() -> None:
    from dandan_desktop.ui import clipboard

    _Copied: Any = clipboard.Copied  # noqa: N806 - a class
    _Copied.clear = lambda _self: None


def _replacement() -> None:
    """Close the register and stand at the unlock page in the same process."""
    from torture.staying import stay

    stay()


PROTECTIONS: dict[str, Callable[[], None]] = {
    "full-sync": _pragma("synchronous", "NORMAL"),
    "sync": _pragma("synchronous", "OFF"),
    "wal": _pragma("journal_mode", "DELETE"),
    "journal": _pragma("journal_mode", "OFF"),
    "transaction": _connections(Unframed),
    "immediate": _connections(Deferred),
    "told": _told,
    "os-lock": _lock_of_the_system,
    "any-lock": _any_lock,
    "dear-keys": _dear_keys,
    "two-phases": _two_phases,
    "draft-timer": _draft_timer,
    "replacement": _replacement,
    "clipboard": _clipboard,
    **BACKUPS,
    **PAPERS,
    **WATCHES,
}


def main(arguments: list[str]) -> None:
    """Take the protection away and run the module as if it had been started itself."""
    protection, module, *rest = arguments
    PROTECTIONS[protection]()
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
