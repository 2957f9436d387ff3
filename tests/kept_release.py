"""`python -m tests.kept_release`: keep the practice office's register as this version makes it, for every later one.

Run it once for a version that is released, and never again for that one: the point is that it grows old.
"""

import json
import os
import sys
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dandan_desktop import __version__
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.store import Store
from dandan_desktop.services import minutes, papers, practice, registers

FOLDER = Path(__file__).resolve().parent / "data" / "released"
KEY_FILE, NOTE, LOCKED = ".khoa", "note.json", "da-khoa.docx"
"""Beside the register in the archive: its key file, what it holds, and the minutes of the meeting that was locked."""


def main() -> Path:
    """Make it, lock the minutes of one meeting, and pack all that with a note of what it holds."""
    with TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = folder
        today = date.today()  # noqa: DTZ011 - a note for people
        path = practice.make(Path(folder), today)
        register = Register.open(path, PRACTICE_PASSPHRASE)
        store = register.store()
        locked = _locked(store, Path(folder), today)
        note = {
            "version": __version__,
            "made_on": today.isoformat(),
            "locked": papers.all_rows(store)[0],
            "tables": registers.check(store).tables,
        }
        store.close()
        register.close()
        FOLDER.mkdir(parents=True, exist_ok=True)
        target = FOLDER / f"{__version__}.zip"
        with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
            for file in (path, path.with_name(path.name + KEY_FILE)):
                archive.write(file, file.name)
            archive.write(locked, LOCKED)
            archive.writestr(NOTE, json.dumps(note, ensure_ascii=False, indent=1))
    return target


def _locked(store: Store, folder: Path, today: date) -> Path:
    meeting = papers.all_rows(store)[0]
    minutes.lock(store, meeting, today)
    return papers.write_minutes(store, meeting, folder)


if __name__ == "__main__":
    sys.stdout.write(f"{main().name}\n")
