"""`python -m tests.kept_package`: make the package of today's schema that every later program must restore (B6).

Run it once for a schema that is released, and never again for that one: the point is that it grows old.
"""

import json
import os
import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.migrations import STEPS
from dandan_desktop.db.register import Register
from dandan_desktop.domain.people import Person
from dandan_desktop.services import backups, loading
from tests.registers import cheap_keys, meeting_file, store_of

FOLDER = Path(__file__).resolve().parent / "data" / "packages"
PASSPHRASE = "bản sao để lại đời sau"


def main() -> Path:
    """Make it, with a note of its passphrase and of what it holds."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        cheap_keys(patch)
        os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = folder
        register = Register.create(Path(folder, "so.dandan"), PASSPHRASE, Fresh(who="Lan"))
        with store_of(register) as store:
            loading.load_path(store, meeting_file())
            with store.change("add"):
                store.of(Person).add(Person(full_name="Nguyễn Thị Đào"))
        made = backups.back_up(register)
        register.close()
        FOLDER.mkdir(parents=True, exist_ok=True)
        name = f"{STEPS[-1][0]}.dandan-sao"
        shutil.copyfile(made.path, FOLDER / name)
    note = {
        "file": name,
        "made_on": date.today().isoformat(),  # noqa: DTZ011 - a note for people
        "passphrase": PASSPHRASE,
        "counts": made.sealed.counts,
        "head": made.sealed.head,
    }
    target = FOLDER / f"{STEPS[-1][0]}.json"
    target.write_text(json.dumps(note, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return target


if __name__ == "__main__":
    sys.stdout.write(f"{main().name}\n")
