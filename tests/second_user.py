"""The program as one user of this machine: `python -m tests.second_user UID WARM DATA COMMAND…`, started by root.

The interpreter may stand where only root may read; so all that the command imports is imported before the rights go,
by giving the same command to the office in WARM. From then on DATA is the user's own folder.
"""

import contextlib
import io
import logging.handlers
import os
import sys
from pathlib import Path

from dandan_desktop.cli import main
from tests.commands import Office

__all__ = ["logging"]


def told(command: list[str]) -> int:
    """The exit code of a command, whose words go nowhere."""
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.redirect_stderr(io.StringIO()):
        return code(command)


def code(command: list[str]) -> int:
    """The exit code of a command."""
    try:
        return main(command)
    except SystemExit as ended:
        return int(ended.code or 0)


def become(user: int, data: str) -> None:
    """Be this user from now on, for good."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    os.environ.update({f"XDG_{name}_HOME": data for name in ("DATA", "CONFIG", "STATE", "CACHE")}, HOME=data)


if __name__ == "__main__":
    user, warm, data, *command = sys.argv[1:]
    own = Office(Path(warm, "sổ"))
    given = ["--register", str(own.register), "--passphrase-file", str(own.passphrase)]
    for register in (given, ["--register", str(own.folder / "không có.dandan"), *given[2:]]):
        told([*register, *command[4:]])
    become(int(user), data)
    sys.exit(code(command))
