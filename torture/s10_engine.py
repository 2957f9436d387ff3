"""S10: exact versions with hashes, and a program that refuses to start on an engine it was not proven on."""

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from dandan_desktop import db
from dandan_desktop.db.engine import dbapi
from torture.office import ROOT
from torture.row import Row, Size, judged

NAME = "S10"
TEETH: Mapping[str, str] = {"refusing": "was taken"}
STANDING = ("the frozen program and its list of parts: proven in the issue on Windows",)
_LINE = re.compile(r"[a-z0-9._-]+==[0-9][^ ]* .*--hash=sha256:[0-9a-f]{64}", re.IGNORECASE)


class _Engine:
    """An engine that says of itself what it is told to."""

    def __init__(self, sqlite: tuple[int, ...], version: str, status: str) -> None:
        self.sqlite_version_info = sqlite
        self.sqlite_version = ".".join(map(str, sqlite))
        self._answers = {"PRAGMA cipher_version": version, "PRAGMA cipher_status": status}

    def connect(self, _name: str) -> Any:
        """A connection that answers."""
        return SimpleNamespace(execute=self._execute, close=lambda: None)

    def _execute(self, sql: str) -> Any:
        return SimpleNamespace(fetchone=lambda: (self._answers.get(sql, ""),))


WRONG: Mapping[str, tuple[Any, Any]] = {
    "SQLite 3.51.2": (_Engine((3, 51, 2), "4.19.0 community", "1"), None),
    "SQLCipher 4.18.0": (_Engine((3, 53, 4), "4.18.0 community", "1"), None),
    "no cipher": (_Engine((3, 53, 4), "4.19.0 community", "0"), None),
    "another pysqlite3": (dbapi, SimpleNamespace()),
}


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Ask the engine here and four that are wrong, and read the lists of requirements."""
    wrong = [f"{name} was taken" for name, pair in WRONG.items() if without or not _is_refused(*pair)]
    if _is_refused(dbapi, None):
        wrong.append("the engine here is refused")
    for name in ("runtime.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        wrong += [f"{name}: {line[:40]}" for line in lines if not _LINE.match(line) or line.startswith("pysqlite3")]
    with_trigram = dbapi.connect(":memory:")
    with_trigram.execute("CREATE VIRTUAL TABLE probe USING fts5(words, tokenize='trigram')")
    with_trigram.close()
    goal = "SQLite ≥ 3.51.3, SQLCipher ≥ 4.19, encrypting, no pysqlite3, every requirement with its hash"
    not_run = () if size is Size.TEST else STANDING
    return judged(NAME, goal, f"{len(WRONG)} wrong engines refused, {len(wrong)} findings", wrong, not_run)


def _is_refused(engine: Any, standing: Any) -> bool:
    try:
        db.refuse_engine(engine, standing)
    except ImportError:
        return True
    return False
