"""(f) What safety costs: encrypted ÷ plain, history on ÷ off, a backup ÷ a copy of the file. Reported, not judged.

The plain side is the same SQLite on the same file without a cipher: an export of the generated, invented register in a
folder for temporary files, gone when the measurement ends.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks import loading, registers, rollup, search
from benchmarks.measure import Row, Work, both_timed, compared, side_by_side, timed
from dandan_desktop.db import backups, engine, lists
from dandan_desktop.db.backups import Original
from dandan_desktop.db.derived import drop_triggers, expected
from dandan_desktop.db.engine import Connection, connect, dbapi
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services.rollups import write_roll_up

LOADED = 100
_LETTERS = ("nguyễn", "trần văn", "hội nghị", "dan", "pham h")


def plain_copy(path: Path, key: bytes, folder: Path) -> Path:
    """The same register without a cipher."""
    target = folder / "plain.db"
    with contextlib.closing(connect(path, key)) as connection:
        connection.execute("ATTACH ? AS plain KEY ''", (str(target),))
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute(f"PRAGMA plain.application_id = {engine.APPLICATION_ID}")
    return target


def plain_connection(path: Path) -> Connection:
    """A connection as the register's own, but for the key."""
    connection = dbapi.connect(f"file:{path}?mode=rw", uri=True, timeout=5)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    for pragma in engine._PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def opened(connection: Connection, like: Store) -> Store:
    """A store on a connection, for the same reader."""
    return Store(connection, like.path, seal_key=like.seal_key, reader=like.reader)


@contextlib.contextmanager
def _both(folder: Path) -> "Iterator[tuple[Register, Store, Store, Path]]":
    path, key = registers.generated("office", registers.ten_years_filled)
    plain = plain_copy(path, key, folder)
    register = Register.open_with_key(path, key)
    try:
        ours = register.store()
        bare = opened(plain_connection(plain), ours)
        try:
            yield register, ours, bare, plain
        finally:
            ours.close()
            bare.close()
    finally:
        register.close()


def rows(rounds: int, folder: Path) -> list[Row]:
    """Opening, search, roll-up and scan, encrypted ÷ plain; a backup ÷ a copy."""
    with _both(folder) as (register, ours, bare, plain):
        path, key = register.path, register.data_key
        works: dict[str, tuple[Work, Work]] = {
            "opening": (lambda: connect(path, key).close(), lambda: plain_connection(plain).close()),
            "search": (lambda: _searches(ours), lambda: _searches(bare)),
            "roll-up": (_roll_up(ours, folder / "a.xlsx"), _roll_up(bare, folder / "b.xlsx")),
            "scan": (lambda: _scan(connect(path, key)), lambda: _scan(plain_connection(plain))),
        }
        found = [_row(f"f {name}", f"{name}, encrypted ÷ plain", works[name], rounds) for name in works]
        original = Original(path, register.uid, ours.connection, key)
        both = (lambda: backups.make(original, Kind.ROUTINE), lambda: shutil.copyfile(path, folder / "copy"))
        found.append(_row("f backup", "backup of the ten-year register ÷ a plain copy of the file", both, rounds))
    return found


def _row(name: str, what: str, works: tuple[Work, Work], rounds: int) -> Row:
    return replace(compared(name, f"{what}, reported only", 0.0, *both_timed(*works, rounds)), goal=None)


def _searches(store: Store) -> None:
    for typed in _LETTERS:
        lists.find(store, typed, search.TABLES)


def _roll_up(store: Store, target: Path) -> Callable[[], object]:
    period = Period.parse(rollup.PERIOD)
    return lambda: write_roll_up(store, period, target)


def _scan(connection: Connection) -> None:
    """Read every row of the largest table through a cold cache."""
    with contextlib.closing(connection):
        connection.execute("SELECT sum(length(after)) FROM history_images NOT INDEXED").fetchone()


def loading_rows(rounds: int, folder: Path) -> list[Row]:
    """Loading, encrypted ÷ plain; and the same rows with history triggers ÷ without."""
    places = [folder / name for name in ("encrypted", "plain", "history", "none")]
    for place in places:
        place.mkdir()
    with contextlib.ExitStack() as stack:
        made = [stack.enter_context(contextlib.closing(registers.empty(place))) for place in places]
        ours = stack.enter_context(contextlib.closing(made[0].store("bench")))
        like = stack.enter_context(contextlib.closing(made[1].store("bench")))
        plain = plain_connection(plain_copy(made[1].path, made[1].data_key, folder))
        bare = stack.enter_context(contextlib.closing(opened(plain, like)))
        loads = [loading.sides(store, plain, LOADED)[0] for store in (ours, bare)]
        encrypted = compared("f loading", "", 0.0, *side_by_side(loads[0], loads[1], rounds))
        connections = [stack.enter_context(contextlib.closing(connect(each.path, each.data_key))) for each in made[2:]]
        _only_history(connections[0])
        drop_triggers(connections[1])
        history = _history_row(ours, connections, rounds)
    what = f"loading {LOADED} meetings, encrypted ÷ plain, reported only"
    return [replace(encrypted, what=what, goal=None), history]


def _only_history(connection: Connection) -> None:
    wanted = {name: sql for name, sql in expected(connection).items() if name.startswith("history_")}
    drop_triggers(connection)
    for sql in wanted.values():
        connection.execute(sql)
    connection.execute("INSERT INTO current_deed VALUES (1)")
    connection.commit()


def _history_row(store: Store, connections: list[Connection], rounds: int) -> Row:
    """The rows of loaded meetings written with and without history, the same ones on both sides."""
    every = loading.rows_of(store, 1)
    step = LOADED
    turns = [iter([every[at : at + step] for at in range(0, len(every), step)]) for _ in connections]
    with_history, without = (
        lambda turn=turn, connection=connection: timed(lambda: loading.insert(connection, next(turn)))
        for turn, connection in zip(turns, connections, strict=True)
    )
    costs = side_by_side(with_history, without, rounds)
    what = f"the rows of {LOADED} meetings, history triggers on ÷ off, reported only"
    return replace(compared("f history", what, 0.0, *costs), goal=None)


def run(rounds: int) -> list[Row]:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        return [*rows(rounds, Path(folder)), *loading_rows(rounds, Path(other))]
