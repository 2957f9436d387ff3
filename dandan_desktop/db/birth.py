"""Making a new register: its keys, its schema, the shipped catalogue and its first user, before history begins."""

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dandan_desktop import paths
from dandan_desktop.db import costs, derived, keys, rotation, users
from dandan_desktop.db.engine import APPLICATION_ID, SENTINEL, Connection, connect, told
from dandan_desktop.db.keys import Opener
from dandan_desktop.db.rows import moment
from dandan_desktop.db.search_index import abbreviations
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.ids import new_uid

_LEFTOVERS = ("", "-wal", "-shm", "-journal")
_CATALOGUE = ("codes", "units", "bodies", "unit_successions", "series", "paper_styles")


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a new register needs to know of itself."""

    who: str = ""
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class Founder:
    """The first user of a new register, who has every role."""

    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class _Birth:
    """What a new register is given before anybody opens it."""

    uid: str
    founder: Founder
    is_practice: bool
    key_file: keys.KeyFile


def _account() -> str:
    """The name of this computer's account."""
    return os.environ.get("USERNAME") or os.environ.get("USER") or ""


def catalogue() -> dict[str, Any]:
    """The shipped catalogue, parsed."""
    files = {name: paths.resource("catalogue", f"{name}.json") for name in _CATALOGUE}
    return {name: json.loads(file.read_text(encoding="utf-8")) for name, file in files.items()}


def _slots(passphrase: str, user: Founder, data_key: bytes) -> list[keys.Slot]:
    code = keys.recovery_code(os.urandom(16))  # nobody ever sees it: the printed sheet gets a slot of its own
    return [
        keys.new_slot(keys.PERSON, user.name, user.uid, passphrase, data_key, cost=costs.calibrated()),
        keys.new_slot(keys.RECOVERY, "", "", code, data_key),
    ]


def made(path: Path, passphrase: str, fresh: Fresh) -> Opener:
    """Build a register under a temporary name, write its key files and name it; returns what opens it."""
    building = path.with_name(path.name + ".tam")
    data_key, uid = os.urandom(32), new_uid()
    founder = Founder(new_uid(), fresh.who or _account() or "Người quản trị")
    file = keys.make(uid, _slots(passphrase, founder, data_key), data_key)
    try:
        _build(building, data_key, _Birth(uid, founder, fresh.is_practice, file))
        keys.keep(path, file)
        paths.give_name(building, path)
    except ClerkError as error:
        raise ClerkError(error.problem, **{**error.facts, "path": path}) from error
    except BaseException:
        keys.discard(path, file)
        raise
    finally:
        forget(building)
    return Opener(data_key, founder.uid, file)


def forget(building: Path) -> None:
    """Remove a database file and all that SQLite keeps beside it."""
    for ending in _LEFTOVERS:
        building.with_name(building.name + ending).unlink(missing_ok=True)


def _build(path: Path, data_key: bytes, birth: _Birth) -> None:
    from dandan_desktop.db.upgrade import upgrade

    forget(path)
    with contextlib.closing(connect(path, data_key, create=True)) as connection, told(path):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM current_deed")
        _without_history(connection, birth)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store = Store(connection, path, seal_key=b"", abbreviations=abbreviations())
        store.rebuild_derived()
        connection.execute("PRAGMA journal_mode=DELETE")


def _without_history(connection: Connection, birth: _Birth) -> None:
    """Write what a register is born with: history begins afterwards."""
    from dandan_desktop.db import seed

    derived.drop_triggers(connection)
    seed.seed(connection, catalogue())
    now = moment()
    for name, value in {
        "uid": birth.uid,
        "sentinel": SENTINEL,
        "seal_key": os.urandom(32).hex(),
        "is_practice": str(int(birth.is_practice)),
        "has_recovery_sheet": "0",
        rotation.KEY_FILE: keys.dumps(birth.key_file).decode(),
        rotation.REMOVED: "[]",
        "made_at": now,
    }.items():
        connection.execute(
            "INSERT INTO facts (uid, created_at, updated_at, name, value) VALUES (?, ?, ?, ?, ?)",
            (new_uid(), now, now, name, value),
        )
    users.found(connection, birth.founder.uid, birth.founder.name)
