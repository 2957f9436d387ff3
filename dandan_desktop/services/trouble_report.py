"""What a clerk carries to support: program, machine, how much the register holds, and the log, with nobody's data.

Of what the program writes, only what is known to be harmless goes in: numbers, and of the log those lines that say
where in the program a bug was. Everything else of a line is left out, whatever it holds. What the clerk says in words
of his own stands apart, as he typed it, but for the names the register knows; he reads all of it before it is written.
"""

import platform
import re
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from dandan_desktop import __version__, bug_log, paths, settings
from dandan_desktop.db import checks, people
from dandan_desktop.db.store import Store
from dandan_desktop.documents.files import write_whole
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.unnamed import SOMEBODY, unnamer
from dandan_desktop.services import program_files

FILE_NAME = "bao-loi-so-dan-van.txt"
"""The name proposed for the file."""
_TITLE = "BÁO LỖI SỔ DÂN VẬN"
_SAID = "Người báo lỗi viết, như đã gõ"
_UNNAMED = f", chỉ họ tên có trong sổ được thay bằng “{SOMEBODY}”"
LEFT_OUT = "(đã bỏ một dòng)"
_LAST = 200
"""Lines of the log that are carried, the newest."""
_AT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ", re.ASCII)
_HEAD = re.compile(r"Sổ Dân vận \d[\d.]*(?:dev|rc|b)?\d*, Python \d[\d.]*, (?:linux|win32|darwin)", re.ASCII)
_KIND = re.compile(r"[A-Z][A-Za-z]*(?:Error|Exception|Warning)|Cancelled|StopIteration|KeyboardInterrupt|SystemExit")
_DRIVES = {
    paths.Drive.LOCAL: "ổ cứng của máy",
    paths.Drive.NETWORK: "ổ mạng",
    paths.Drive.REMOVABLE: "USB hoặc ổ rời",
}


def report(screen: str, store: Store | None = None, register: Path | None = None) -> str:
    """The whole report, line by line; `screen` says what the program is seen on, `store` is the open register's."""
    free = None if register is None else paths.free_megabytes(register)
    lines = [
        _TITLE,
        "",
        "Chương trình ghi, không có tên người, tên cuộc họp, mật khẩu hay đường dẫn nào:",
        f"Phiên bản: {__version__}",
        f"Hệ điều hành: {_system()}",
        f"Python: {platform.python_version()}, {'bản cài' if paths.is_packed() else 'từ mã nguồn'}",
        f"Màn hình: {screen}",
        f"Tự khoá sau: {settings.idle_minutes()} phút",
        "",
        *_register_lines(store, register),
        *([] if free is None else [f"Ổ đĩa còn trống: {show_int(free)} MB"]),
        "",
        "Các lỗi gần đây:",
        *(_log_lines() or ["Không có lỗi nào được ghi."]),
    ]
    return "\n".join(lines) + "\n"


def teller(report: str, store: Store | None = None) -> Callable[[str], str]:
    """What puts what the clerk says himself ahead of what the program wrote; without words the report stays as it is.

    The names that the open register knows, as far as its reader may read them, are taken out of his words.
    """
    without_names = unnamer(people.full_names(store) if store is not None else ())
    heading = f"{_SAID}{_UNNAMED if store is not None else ''}:"

    def told(said: str) -> str:
        quoted = [f"> {line}" for line in without_names(said).strip().split("\n")]
        return report.replace(_TITLE, "\n".join([_TITLE, "", heading, *quoted]), 1) if said.strip() else report

    return told


def _system() -> str:
    """The system and its version; of Windows by its number alone, for `platform` may wait for ever for its answer."""
    if sys.platform == "win32":
        found = sys.getwindowsversion()
        return f"Windows {found.major}.{found.minor}.{found.build}"
    return f"{platform.system()} {platform.release()} {platform.version()} ({platform.machine()})"


def write(path: Path, text: str) -> Path:
    """Write a report the clerk has seen; raises ClerkError as `documents.files.write_whole` does."""
    return write_whole(path, text.encode())


def scrubbed(line: str) -> str:
    """A line of the log with nothing in it but where in the program a bug was and of what kind."""
    at = _AT.match(line)
    when, rest = (at[0], line[at.end() :]) if at else ("", line)
    if _HEAD.fullmatch(rest) or _KIND.fullmatch(rest):
        return when + rest
    if found := bug_log.FRAME.fullmatch(rest):
        return when + (rest if _is_of_program(found["file"]) else f"tệp khác:{found['line']}")
    return when + (program_files.without_names(rest) or LEFT_OUT)


def _is_of_program(file: str) -> bool:
    """Whether a file is one of ours, of Python's, or of a library the program brings along; packed it has no others."""
    top = file.partition("/")[0].removesuffix(".py")
    if top in sys.stdlib_module_names:
        return True
    may_be = top.isidentifier() and ".." not in file and ("/" in file or paths.is_packed())
    return may_be and (top in sys.modules or find_spec(top) is not None)


def _register_lines(store: Store | None, register: Path | None) -> Iterator[str]:
    if store is None or register is None:
        yield "Sổ: chưa mở"
        return
    size = show_int(max(1, round(register.stat().st_size / 1_048_576)))
    yield f"Sổ: {size} MB, trên {_DRIVES[paths.drive_kind(register)]}"
    counts = checks.counts(store)
    for noun in store.nouns:
        yield f"{noun.label}: {show_int(counts.get(noun.table, 0))}"


def _log_lines() -> list[str]:
    try:
        text = (paths.data_folder() / bug_log.FILE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    found: list[str] = []
    for line in text.splitlines()[-_LAST:]:
        shown = scrubbed(line)
        if not (shown == LEFT_OUT and found[-1:] == [LEFT_OUT]):
            found.append(shown)
    return found
