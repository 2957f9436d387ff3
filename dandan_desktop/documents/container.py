"""The zip container of Word files: parts in, parts out; the same parts always give the same file."""

import io
import zipfile
from collections.abc import Iterable

MAIN = "word/document.xml"
STYLES = "word/styles.xml"
TIMES = "docProps/core.xml"
"""The part of a Word or Excel file that may hold the moment it was made."""

_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: a paper made twice is the same file


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A container of these parts in this order, without any clock in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            container.writestr(entry, content)
    return target.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a container in their order; raises zipfile.BadZipFile for anything else."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return {name: container.read(name) for name in container.namelist()}


def holds_the_same(one: bytes, other: bytes) -> bool:
    """Whether two containers hold the same parts, but for that of times; another machine may pack them otherwise.

    Only what each says of its parts (name, length, sum) is compared: nothing is unpacked. False for anything else.
    """
    try:
        return _told(one) == _told(other)
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError):
        return False


def _told(content: bytes) -> list[tuple[str, int, int]]:
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        entries = (each for each in container.infolist() if each.filename != TIMES)
        return sorted((each.filename, each.file_size, each.CRC) for each in entries)
