"""What is written down of a bug: where it happened and what kind it is, never a value of a record or a person's name.

An exception's own words may hold a cell, a name or a path; so they are never kept. A file is called after its module,
which is the same packed and from source, in any folder of any machine.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from types import FrameType

from dandan_desktop import __version__, paths

FILE = "nhat-ky-loi.log"
"""The name of the log in this user's data folder."""
FRAME = re.compile(r"(?P<file>[A-Za-z0-9_./?-]+\.pyw?):(?P<line>\d+) (?P<name>[A-Za-z0-9_.<>?]+)", re.ASCII)
"""A line of a report that says where: file, line and function."""
_log = logging.getLogger(__name__)


def report_of(error: BaseException) -> str:
    """Where a bug and what led to it happened, and of what kind each is."""
    lines = [f"Sổ Dân vận {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    for each in _chain(error):
        lines.append(type(each).__name__)
        lines += [_where(frame, line) for frame, line in traceback.walk_tb(each.__traceback__)]
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


def _where(frame: FrameType, line: int) -> str:
    """The file that holds a frame's module, the line and the function; of code without a module only the line.

    Such is what a template was turned into, which may be called after a file of the person's.
    """
    module = frame.f_globals
    parts = str(getattr(module.get("__spec__"), "name", None) or module.get("__name__")).split(".")
    if not module.get("__name__") or not all(map(str.isidentifier, parts)):
        return f"?.py:{line} ?"
    return f"{'/'.join(parts)}{'/__init__.py' if '__path__' in module else '.py'}:{line} {frame.f_code.co_name}"
