"""What every command shares: Vietnamese usage, the words it prints, the passphrase, and the register asked for."""

import argparse
import contextlib
import getpass
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.marks import override

if TYPE_CHECKING:
    from dandan_desktop.db.register import Register
    from dandan_desktop.db.store import Store

DONE, KNOWN, USAGE, BUG = 0, 1, 2, 70
T = TypeVar("T")
_SIGN_OF_WARNING = 0x30


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its line in the help, what may be written after it, and what it does."""

    name: str
    words: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """Argparse in Vietnamese; wrong usage is told as everything is: what happened, what to do."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self.add_argument("-h", "--help", action="help", help="xem cách viết lệnh")

    @override
    def format_usage(self) -> str:
        return _in_vietnamese(super().format_usage())

    @override
    def format_help(self) -> str:
        return _in_vietnamese(super().format_help())

    @override
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        _, found, missing = message.partition(_MISSING)
        what = f"Lệnh còn thiếu: {missing}." if found else "Lệnh viết chưa đúng."
        self.exit(USAGE, f"{what} Hãy xem cách viết ở trên, hoặc thêm --help.\n")


_MISSING = "the following arguments are required: "
"""What argparse says before the names of what was left out."""
_HEADINGS = (("usage:", "Cách viết:"), ("positional arguments:", "Cần ghi:"), ("options:", "Tuỳ chọn:"))


def _in_vietnamese(page: str) -> str:
    for heading, ours in _HEADINGS:
        page = re.sub(rf"^{heading}", ours, page, flags=re.MULTILINE)
    return page


def day(typed: str) -> date:
    """The day written as 2026-06-30; raises ClerkError DAY_UNKNOWN."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise ClerkError(Problem.DAY_UNKNOWN, typed=typed) from error


def secret(file: Path | None, asked: str = "Mật khẩu: ", option: str = "--passphrase-file") -> str:
    """The first line of the file, or what is typed unseen on the terminal; `option` is what names the file.

    Raises ClerkError PASSPHRASE_FILE_UNREADABLE, NO_PASSPHRASE.
    """
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ClerkError(Problem.PASSPHRASE_FILE_UNREADABLE, path=file) from error
        if not lines or not lines[0]:
            raise ClerkError(Problem.PASSPHRASE_FILE_UNREADABLE, path=file)
        return lines[0]
    if not _has_keyboard():
        raise ClerkError(Problem.NO_PASSPHRASE, option=option)
    try:
        return getpass.getpass(asked)
    except (EOFError, UnicodeDecodeError) as error:
        raise ClerkError(Problem.NO_PASSPHRASE, option=option) from error


def _has_keyboard() -> bool:
    """Whether somebody can type here; Windows calls its empty device a terminal too, and would wait for ever."""
    if not sys.stdin or not sys.stdin.isatty():
        return False
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        console, mode = ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdin.fileno())), ctypes.c_uint32()
        return bool(ctypes.windll.kernel32.GetConsoleMode(console, ctypes.byref(mode)))
    return True


def register_path(options: argparse.Namespace) -> Path:
    """Where the register asked for is, or that used last.

    Raises ClerkError NO_REGISTER_CHOSEN, REGISTER_ON_NETWORK, REGISTER_IN_SYNC_FOLDER.
    """
    from dandan_desktop.services import registers

    path = registers.named(options.register) if options.register else registers.last_register()
    registers.refuse_place(path)
    return path


@contextlib.contextmanager
def opened_register(options: argparse.Namespace, *, make: bool = False) -> "Iterator[Register]":
    """The register asked for, without a store, made first where that is allowed and there is none.

    A problem that may be a disk which answered wrongly but once is told only after a second look.
    """
    from dandan_desktop.services import registers

    path = register_path(options)
    is_there = os.path.lexists(path) or paths.is_closed(path)  # Path.exists raises for a name too long
    if not is_there and not make:
        raise ClerkError(Problem.REGISTER_MISSING, path=path)
    passphrase = secret(options.passphrase_file)
    if is_there:
        register = registers.open_it(path, passphrase, options.user, by_command=True)
        _tell_journal(register, passphrase)
    else:
        register = registers.make(path, passphrase, who=options.user, by_command=True)
    try:
        yield register
    except ClerkError as error:
        from dandan_desktop.services import health

        told = health.looked_again(register, error)
        if told is error:
            raise
        raise told from error
    finally:
        register.close()


def _tell_journal(register: "Register", passphrase: str) -> None:
    """Write down wrong passphrases that came before, where that is possible; a reading command writes nothing else."""
    from dandan_desktop.services import users

    if users.failed_tries(register):
        with contextlib.suppress(ClerkError), contextlib.closing(register.store()) as store:
            users.welcome(register, store, passphrase)


def read(options: argparse.Namespace, reading: "Callable[[Store], T]") -> "T":
    """What reading the register asked for gives, made once more on a fresh connection where the disk failed."""
    from dandan_desktop.services import health

    with opened_register(options) as register:
        return health.reading(register, reading)


def say(text: str) -> None:
    """One line for whoever reads the output, at once: a uid printed is a meeting committed."""
    try:
        print(text, flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again at its end
        raise ClerkError(Problem.OUTPUT_LOST) from error


def note(text: str) -> None:
    """One line beside the output."""
    print(text, file=sys.stderr, flush=True)


def tell(error: ClerkError) -> None:
    """A known problem: what happened, what to do."""
    last_words(" ".join(sentences(error)))


def last_words(text: str) -> None:
    """Why the program ends: beside the output, or in a box of Windows where a program without console has none."""
    if sys.stderr is None and sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "Sổ Dân vận", _SIGN_OF_WARNING)
    else:
        note(text)
