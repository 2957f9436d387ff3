"""The zip container of Word files: parts in, parts out; the same parts always give the same file."""

import io
import zipfile
from collections.abc import Iterable

MAIN = "word/document.xml"
STYLES = "word/styles.xml"

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
