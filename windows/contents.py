"""`python -m windows.contents REGISTER`: all that a practice register holds, as JSON, but for what is its own.

Left out are times, uids, who did it, and what is sealed with a key: a changed word is found, a later hour is not.
"""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

from dandan_desktop.db.register import Register
from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from windows.build import ROOT

OF_ITS_OWN = frozenset({
    "uid", "created_at", "updated_at", "applied_at", "at", "kept_at", "who", "digest", "salt", "before", "after",
    "head", "lived",
})  # fmt: skip
"""The columns in which each register differs from every other."""
FACTS_OF_ITS_OWN = frozenset({"uid", "seal_key", "key_file", "made_at"})
"""The facts of a register whose values do."""
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_fts_%' ORDER BY name"
Contents = dict[str, list[list[object]]]


def contents(file: Path) -> Contents:
    """The rows of every table of a practice register, in the order of their content; raises ClerkError."""
    found: Contents = {}
    register = Register.open(file, PRACTICE_PASSPHRASE)
    with contextlib.closing(register), contextlib.closing(register.store()) as store:
        for (table,) in store.query(_TABLES):
            columns = [name for (name,) in store.query("SELECT name FROM pragma_table_info(?)", (table,))]
            names = ", ".join(f'"{name}"' for name in columns if name not in OF_ITS_OWN)
            found[table] = sorted(map(list, store.query(f'SELECT {names} FROM "{table}"')), key=repr)
    found["facts"] = [row[:-1] if FACTS_OF_ITS_OWN & set(map(str, row)) else row for row in found["facts"]]
    return found


def read(file: Path, data: Path) -> Contents:
    """What a practice register holds, read by a process whose own folder is `data`: who opens one keeps its keys there.

    Raises subprocess.CalledProcessError.
    """
    command = [sys.executable, "-m", "windows.contents", str(file)]
    own = {**os.environ, "XDG_DATA_HOME": str(data)}
    told = subprocess.run(command, cwd=ROOT, env=own, check=True, capture_output=True)
    read: Contents = json.loads(told.stdout)
    return read


def differences(ours: Contents, theirs: Contents) -> list[str]:
    """The tables in which two registers differ, each with a row that only one of them has."""
    findings = []
    for table in sorted(ours.keys() | theirs.keys()):
        here, there = ours.get(table, []), theirs.get(table, [])
        if here != there:
            apart = [row for row in here if row not in there] or [row for row in there if row not in here]
            findings.append(f"{table}: {len(here)} rows and {len(there)}, for example {apart[:1]}")
    return findings


def main() -> None:
    """Print what a register holds."""
    print(json.dumps(contents(Path(sys.argv[1])), ensure_ascii=False, default=bytes.hex))


if __name__ == "__main__":
    main()
