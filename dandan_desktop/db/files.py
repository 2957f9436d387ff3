"""The bytes of files that records name by their hash (`settled` 8): kept once, without history, gone when unnamed.

Rows that name a file are in history; the bytes stay while such a row, or a deed that can still be undone, names them.
"""

import json
from typing import TYPE_CHECKING

from dandan_desktop.db import age
from dandan_desktop.db.engine import Connection
from dandan_desktop.db.rows import moment
from dandan_desktop.digests import sha256
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.errors import ClerkError, Problem

if TYPE_CHECKING:
    from dandan_desktop.db.store import Store

HOLDERS = ("paper_templates", "task_files")
"""The tables whose rows name files in a column `sha256`; locked minutes name their template for good."""


def keep(connection: Connection, content: bytes) -> str:
    """Inside a deed: keep these bytes, once; returns their hash."""
    name = sha256(content).hex()
    connection.execute("INSERT OR IGNORE INTO files VALUES (?, ?)", (name, content))
    return name


def content_of(store: "Store", name: str) -> bytes:
    """The bytes of a hash; raises ClerkError EVIDENCE_LOST when there are none, or no longer the same."""
    content = bytes_of(store, name)
    if content is None:
        raise ClerkError(Problem.EVIDENCE_LOST)
    return content


def bytes_of(store: "Store", name: str) -> bytes | None:
    """The bytes of a hash; None where the register has none, or they are no longer the same."""
    found = store.query("SELECT bytes FROM files WHERE sha256 = ?", (name,))
    return bytes(found[0][0]) if found and sha256(found[0][0]).hex() == name else None


def has_lost(store: "Store") -> bool:
    """Whether a row names a file whose bytes are not there; the bytes themselves are not read."""
    named = " UNION ".join(f"SELECT sha256 FROM {table} WHERE sha256 IS NOT NULL" for table in HOLDERS)
    return bool(store.query(f"SELECT 1 FROM ({named}) WHERE sha256 NOT IN (SELECT sha256 FROM files) LIMIT 1"))


def are_whole(store: "Store") -> bool:
    """Whether every named file is there and all bytes still give their hash: each is read, which takes its time."""
    kept = [name for (name,) in store.query("SELECT sha256 FROM files")]
    return not has_lost(store) and all(bytes_of(store, name) is not None for name in kept)


def sweep(connection: Connection) -> None:
    """Inside a deed that is written down: drop the bytes that neither a row nor a deed that can be undone names."""
    named = (f"SELECT sha256 FROM {table} WHERE sha256 IS NOT NULL" for table in HOLDERS)
    live = " UNION ".join((*named, "SELECT template FROM minutes_versions"))
    kinds = json.dumps([name for name, kind in DEEDS.items() if kind.is_undoable])
    told = " UNION ".join(
        f"""SELECT json_extract(coalesce(i.after, i.before), '$.sha256') FROM history_images i
        JOIN deeds d ON d.id = i.deed WHERE i.tbl = '{table}' AND json_extract(coalesce(i.after, i.before), '$.sha256')
        IS NOT NULL AND d.lived >= :since AND d.name IN (SELECT value FROM json_each(:kinds))"""
        for table in HOLDERS
    )
    since = age.lived(connection, moment()) - age.UNDO_DAYS * age.DAY
    connection.execute(f"DELETE FROM files WHERE sha256 NOT IN ({live} UNION {told})", {"since": since, "kinds": kinds})
