"""The engine the register stands on: new enough, encrypting, and no other in its place (`reliability.md` S10)."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlcipher3
import sqlcipher3.dbapi2 as dbapi

from dandan_desktop.db import refuse_engine

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"


class Pretending:
    """An engine that answers its questions as it is told to."""

    def __init__(
        self, sqlite: tuple[int, ...] = (3, 53, 4), version: str = "4.19.0 community", status: str = "1"
    ) -> None:
        self.sqlite_version_info = sqlite
        self.sqlite_version = ".".join(map(str, sqlite))
        self.answers = {"PRAGMA cipher_version": version, "PRAGMA cipher_status": status}

    def connect(self, _name: str) -> Any:
        return SimpleNamespace(execute=self.execute, close=lambda: None)

    def execute(self, sql: str) -> Any:
        answer = self.answers.get(sql)
        return SimpleNamespace(fetchone=lambda: (answer,) if answer else None)


def test_the_engine_here_is_taken() -> None:
    refuse_engine(dbapi, None)
    refuse_engine(dbapi, sqlcipher3)
    refuse_engine(Pretending(), None)
    refuse_engine(Pretending((3, 51, 3), "4.20.1 community"), None)


@pytest.mark.parametrize(
    ("engine", "standing", "why"),
    [
        (Pretending((3, 51, 2)), None, "SQLite 3.51.2 is too old"),
        (Pretending(version="4.18.9 community"), None, "SQLCipher 4.18.9 community is too old"),
        (Pretending(version=""), None, "SQLCipher 0 is too old"),
        (Pretending(status="0"), None, "does not encrypt"),
        (dbapi, SimpleNamespace(), "another pysqlite3"),
    ],
)
def test_any_other_is_refused_at_the_start(engine: Any, standing: Any, why: str) -> None:
    with pytest.raises(ImportError, match=why):
        refuse_engine(engine, standing)


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_requirement_is_one_version_with_hashes(name: str) -> None:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) > 10
    for line in lines:
        assert re.match(r"[a-z0-9._-]+==[0-9][^ ]* .*--hash=sha256:[0-9a-f]{64}", line, re.IGNORECASE), line
        assert not re.match("pysqlite3|apsw", line)
