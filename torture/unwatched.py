"""Protections against what a disk misreads and what a program might give away, taken away (see `weakened`)."""

import socket
import traceback
from collections.abc import Callable
from typing import Any

from dandan_desktop import bug_log
from dandan_desktop.db import engine
from dandan_desktop.domain.errors import ClerkError, Problem

_Engine: Any = engine
_BugLog: Any = bug_log
_open: list[socket.socket] = []


class Talking(engine.dbapi.Connection):  # type: ignore[misc]
    """A connection on which SQLCipher says aloud what it meets."""

    def execute(self, sql: str, *values: Any) -> Any:
        """Run a statement; the one that silences SQLCipher does nothing."""
        return self.cursor() if "cipher_log_level" in sql else super().execute(sql, *values)


def _second_look() -> None:
    def no_more() -> None:
        raise ClerkError(Problem.REGISTER_DAMAGED)

    _Engine.pause = no_more


def _values_kept_in() -> None:
    _BugLog.report_of = lambda error: "".join(traceback.format_exception(error))


def _silence() -> None:
    usual = _Engine.dbapi.connect
    _Engine.dbapi.connect = lambda *arguments, **options: usual(*arguments, **{**options, "factory": Talking})


def _no_socket() -> None:
    _open.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))


WATCHES: dict[str, Callable[[], None]] = {
    "second-look": _second_look,
    "values-kept-in": _values_kept_in,
    "silence": _silence,
    "no-socket": _no_socket,
}
