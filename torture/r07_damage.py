"""R7: bits flipped, files cut short, pages swapped: no wrong answer is ever given, all is told, a backup is named."""

import contextlib
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dandan_desktop.db import backups, engine
from dandan_desktop.db.backups import Original
from dandan_desktop.db.engine import dbapi
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import fallback, health
from torture.office import copied, master, meetings
from torture.row import Row, Size, judged

NAME = "R7"
TEETH = {"cipher": "silently wrong"}
PAGE = 4096
_Engine: Any = engine
Dump = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """A register, its whole content as bytes and as rows, and the number of its backup."""

    path: Path
    content: bytes
    rows: Dump
    backup: int


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Damage one copy after another and read it whole."""
    counts = {
        _flipped: size.pick(6, 60, 1_000),
        _cut: size.pick(2, 20, 200),
        _swapped: size.pick(2, 5, 50),
    }
    source = random.Random(7)
    wrong: list[str] = []
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, _without_pauses():
        case = _plain(Path(folder)) if without == "cipher" else _encrypted(Path(folder))
        look = _plain_look if without == "cipher" else _look
        for spoil, count in counts.items():
            for number in range(count):
                case.path.write_bytes(spoil(case.content, source))
                how, finding = look(case)
                told[how] += 1
                wrong += [f"{spoil.__name__[1:]} {number}: {finding}"] * bool(finding)
    total = sum(counts.values())
    goal = "every damage is told, none gives a wrong answer, the newest good backup is named"
    found = ", ".join(f"{count} {how}" for how, count in sorted(told.items()))
    return judged(NAME, goal, f"{total} copies: {found}; {len(wrong)} findings", wrong)


@contextlib.contextmanager
def _without_pauses() -> Iterator[None]:
    """A thousand damaged files, each looked at twice: the pause between is not what is proven here."""
    usual = _Engine.PAUSE
    _Engine.PAUSE = 0.0
    try:
        yield
    finally:
        _Engine.PAUSE = usual


def _flipped(content: bytes, source: random.Random) -> bytes:
    spoiled = bytearray(content)
    spoiled[source.randrange(len(content))] ^= 1 << source.randrange(8)
    return bytes(spoiled)


def _cut(content: bytes, source: random.Random) -> bytes:
    pages = source.randrange(1, len(content) // PAGE)
    return content[: pages * PAGE + source.choice((0, 0, 1, 512, source.randrange(PAGE)))]


def _swapped(content: bytes, source: random.Random) -> bytes:
    one, other = source.sample(range(1, len(content) // PAGE), 2)
    spoiled = bytearray(content)
    for to, since in ((one, other), (other, one)):
        spoiled[to * PAGE : (to + 1) * PAGE] = content[since * PAGE : (since + 1) * PAGE]
    return bytes(spoiled)


def _encrypted(home: Path) -> Case:
    office = copied(home)
    for file in meetings(home, 3, seed=7):
        office.run("load", file)
    register = Register.open_with_key(office.register, master().data_key)
    try:
        store = register.store()
        rows = _dump(store.query)
        original = Original(register.path, register.uid, store.connection, register.data_key)
        made = backups.make(original, Kind.BY_HAND)
        store.close()
    finally:
        register.close()
    return Case(office.register, office.register.read_bytes(), rows, made.entry.sequence)


def _dump(query: Callable[[str], Any]) -> Dump:
    """Every row of every table, in order."""
    found: Dump = []
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_fts%' ORDER BY name"
    for (table,) in list(query(tables)):
        found += [(table, *row) for row in query(f"SELECT * FROM {table} NOT INDEXED ORDER BY rowid")]
    return found


def _look(case: Case) -> tuple[str, str]:
    """How the damage was told, and what is wrong about that."""
    try:
        register = Register.open_with_key(case.path, master().data_key)
    except ClerkError as error:
        return "told at opening", _of_told(case, error)
    try:
        found = health.quick(register)
        store = register.store()
        try:
            rows = _dump(store.query)
        except ClerkError as error:
            if _of_told(case, error):
                return "told when read", _of_told(case, error)
            rows = case.rows
        finally:
            _closed(store)
    except ClerkError as error:
        return "told by the check", _of_told(case, error)
    finally:
        register.close()
    if rows != case.rows:
        return "not told", "silently wrong answers"
    return ("told by the check", "") if not found.is_sound else ("not told", "nobody was told")


def _closed(store: Store) -> None:
    with contextlib.suppress(dbapi.Error):
        store.close()


def _of_told(case: Case, error: ClerkError) -> str:
    if error.problem not in (Problem.REGISTER_DAMAGED, Problem.NOT_A_REGISTER):
        return f"told as {error.problem.name}"
    backup = fallback.fall_back(case.path)
    return "" if backup and backup.sequence == case.backup else "no backup is named"


def _plain(home: Path) -> Case:
    """The same register without a cipher, as a copy of the harness's own."""
    case = _encrypted(home)
    plain = home / "không mã.db"
    connection = engine.connect(case.path, master().data_key)
    connection.execute("ATTACH ? AS plain KEY ''", (str(plain),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    return Case(plain, plain.read_bytes(), case.rows, 0)


def _plain_look(case: Case) -> tuple[str, str]:
    connection = dbapi.connect(f"file:{case.path}?mode=ro", uri=True)
    try:
        rows = _dump(lambda sql: connection.execute(sql).fetchall())
    except (dbapi.Error, UnicodeDecodeError, OverflowError):
        return "told when read", ""
    finally:
        connection.close()
    return ("untouched", "") if rows == case.rows else ("not told", "silently wrong answers")
