"""S1e: a person erased for good is in no page of the register, free or used, nor in its write-ahead log.

The register of this row is not encrypted, so that its pages can be read as they lie in the file; the erasing is the
program's own, on the engine it ships with.
"""

import tempfile
from contextlib import closing
from pathlib import Path

from dandan_desktop.db import engine, erasure
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.engine import Connection
from dandan_desktop.db.register import Register
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.services import erasing, registers
from torture.door import Weaker, cheap_slots, weakened
from torture.markers import hits, names
from torture.office import PASSPHRASE
from torture.row import Row, Size, judged
from torture.scripted_day import files_of, plain, work

NAME = "S1e"
TEETH = {"secure-delete": ".dandan", "index": "folded", "log": "-wal"}


def _merge_nothing(connection: Connection) -> bool:
    return bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"))


WEAKER: dict[str, list[Weaker]] = {
    "secure-delete": [(engine, "_PRAGMAS", (*engine._PRAGMAS, "secure_delete=OFF"))],
    "index": [(erasure, "clean", _merge_nothing)],
    "log": [(engine, "_PRAGMAS", (*engine._PRAGMAS, "wal_autocheckpoint=0")), (erasure, "clean", lambda _: True)],
}
"""The overwriting of what is deleted, the merging of the search index, the emptying of the log."""


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Enter people by script, erase every other one, and look for them in the register's files, open and closed."""
    count = size.pick(10, 60, 300)
    sought = names(count, seed=count + 1)
    with tempfile.TemporaryDirectory() as folder, cheap_slots(), plain(), weakened(WEAKER.get(without, [])):
        path = Path(folder) / "Sổ thử.dandan"
        with (
            closing(Register.create(path, PASSPHRASE, Fresh(who="Lan"))) as register,
            closing(register.store()) as store,
        ):
            if without == "index":
                with store.connection:
                    store.connection.execute("INSERT INTO search_fts (search_fts, rank) VALUES ('secure-delete', 0)")
            rows = work(store, sought)
            for row in rows[::2]:
                erasing.erase(store, PEOPLE, row, "đơn số 1", "request")
            wrong = list(hits(files_of(path), sought[::2]))
            lost = [each for each in sought[1::2] if not any(hits(files_of(path), [each]))]
            if registers.check(store).faults:
                wrong.append("the register is not whole afterwards")
        wrong += list(hits(files_of(path), sought[::2]))
    if lost:
        wrong.append(f"{len(lost)} who were not erased are gone too")
    result = f"{len(sought[::2])} of {count} people erased, {len(wrong)} hits"
    return judged(
        NAME, "erased people: 0 in pages, freelist, index and log, in every form; the journal whole", result, wrong
    )
