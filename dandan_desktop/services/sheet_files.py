"""The Word files of recovery sheets: whoever has one and the register reads it, so the clerk is told until it is gone.

The register remembers where the program wrote them, each by its digest: a file changed since is never deleted here.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from dandan_desktop.db.packages import digest_of
from dandan_desktop.db.register import Register
from dandan_desktop.db.rotation import SHEET_FILES
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import folder_error
from dandan_desktop.domain.users import KEEPERS

WHO_READS = "Ai có tệp này cùng với sổ và tệp khoá của sổ, hoặc cùng với một bản sao, thì đọc được toàn bộ sổ."
"""What such a file can do, in the words of the sheet itself."""
_HELD = 32
"""What Windows says of a file that another program has open."""


class SheetFile(NamedTuple):
    """A file that is still there; `is_changed`: not as it was when the sheet was confirmed."""

    path: Path
    is_changed: bool


def kept(facts: Mapping[str, str], written: Iterable[Path]) -> str:
    """What the register remembers once a sheet is confirmed: older files that are still there, and the new ones."""
    found = {str(path): _digest(path) for path in written}
    old = {path: digest for path, digest in _known(facts).items() if _digest(Path(path))}
    return json.dumps({**old, **{path: digest for path, digest in found.items() if digest}}, ensure_ascii=False)


def left(register: Register) -> tuple[SheetFile, ...]:
    """The files still there, for who may make a sheet; empty for everybody else. Reads them: not for the window."""
    if not register.reader.may(KEEPERS):
        return ()
    now = ((Path(path), digest, _digest(Path(path))) for path, digest in _known(register.facts).items())
    return tuple(SheetFile(path, found != digest) for path, digest, found in now if found)


def delete(register: Register) -> tuple[Path, ...]:
    """Delete the files that are as they were written, not by way of any recycle bin; returns them.

    Raises ClerkError FILE_IN_USE, FOLDER_*, DISK_FAILING for the first that cannot be deleted.
    """
    gone = [file.path for file in left(register) if not file.is_changed]
    for path in gone:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            if getattr(error, "winerror", 0) == _HELD:
                raise ClerkError(Problem.FILE_IN_USE, path=path) from error
            raise folder_error(error, path) from error
    return tuple(gone)


def _known(facts: Mapping[str, str]) -> dict[str, str]:
    found = json.loads(facts.get(SHEET_FILES, "{}"))
    return found if isinstance(found, dict) else {}


def _digest(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError:
        return ""
