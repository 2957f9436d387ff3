"""What is written down of a bug: where it happened and what kind it is, never a value of a record or a person's name.

An exception's own words may hold a cell, a name or a path; so they are never kept, and of files only the end of the
path that the program brought along.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress

from dandan_desktop import __version__, paths

FILE = "nhat-ky-loi.log"
"""The name of the log in this user's data folder."""
_log = logging.getLogger(__name__)


def report_of(error: BaseException) -> str:
    """Where a bug and what led to it happened, and of what kind each is."""
    lines = [f"Sổ Dân vận {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    for each in _chain(error):
        lines.append(type(each).__name__)
        lines += [
            f"{_end_of(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(each.__traceback__)
        ]
    return "\n".join(lines)


def write(error: BaseException) -> str:
    """Add a bug to the log and return its report."""
    report = report_of(error)
    note(report, logging.ERROR)
    return report


def note(words: str, level: int = logging.WARNING) -> None:
    """Add words that hold nobody's data to the log; a machine that cannot keep a log goes on without."""
    from logging.handlers import RotatingFileHandler  # it brings sockets along, so only a bug pays for it

    folder = paths.data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / FILE, maxBytes=500_000, backupCount=2, encoding="utf-8")
    except OSError:
        return
    handler.handleError = _give_up  # type: ignore[method-assign, assignment]  # a full disk would have it print its own failure
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)
    try:
        _log.log(level, "%s", words)
    finally:
        _log.removeHandler(handler)
        with suppress(OSError):  # what is still to be written does not fit either
            handler.close()


def _give_up(_: logging.LogRecord) -> None:
    """A machine that cannot keep a log goes on without."""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The bug and what it came from, each once."""
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__


def _end_of(file: str) -> str:
    """A file within the program or its libraries; of any other its name, for folders are called after people."""
    path = file.replace("\\", "/")
    for folder in ("/site-packages/", "/dandan_desktop/"):
        if folder in path:
            return path.rpartition(folder)[2]
    return path.rpartition("/")[2]
