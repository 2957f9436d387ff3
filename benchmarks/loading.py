"""(e) Loading meetings from the open format ÷ plain INSERTs of the same rows, one commit per meeting."""

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import registers
from benchmarks.measure import Cost, Row, compared, side_by_side, timed
from benchmarks.ten_years import words
from dandan_desktop.db.derived import columns, drop_triggers
from dandan_desktop.db.engine import Connection, connect
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.exchange import open_format
from dandan_desktop.services.loading import load

GOAL = 4.0
COUNT = 1_000
CONVENER = "Huyện ủy Lấp Vò"
ORGANISATIONS = ("MTTQ", "LDLD", "HND", "DTN", "HPN", "CCB")
PARTS = ("attendance", "reports", "opinions", "votes", "weaknesses", "conclusions", "sources")
PATH = Path("cuoc-hop.json")


def files(count: int, seed: int) -> Iterator[bytes]:
    """So many different meetings in the open format, of the size of real ones."""
    source = random.Random(seed)
    stock = words()

    def say(*names: str) -> str:
        return " ".join(source.choice(stock[name]) for name in names)

    for number in range(count):
        day = date(2021, 1, 4) + timedelta(days=source.randrange(1_400))
        content = {
            "format": open_format.FORMAT,
            "series": "GB_QUY",
            "convener": CONVENER,
            "title": f"Hội nghị giao ban lần {seed}.{number} về {say('matters')}",
            "date": day.isoformat(),
            "start": "07:30",
            "end": "10:45",
            "place": "Hội trường cơ quan",
            "looks_back": f"{day.year}-Q{(day.month + 2) // 3}",
            "chair": {"name": name(source, stock), "position": "Phó Bí thư Thường trực"},
            "secretary": {"name": name(source, stock), "position": "Chuyên viên"},
            "attendance": [attendance(source, stock) for _ in range(8)],
            "reports": [report(code, say) for code in ORGANISATIONS],
            "opinions": [opinion(source, stock, say) for _ in range(12)],
            "weaknesses": [{"text": say("matters", "middles")} for _ in range(4)],
            "conclusions": [conclusion(source, day, say) for _ in range(6)],
        }
        yield json.dumps(content, ensure_ascii=False).encode()


def _load_all(store: Store, raws: list[bytes]) -> None:
    """What the command does: every file a deed of its own, and the search text of all of them at the end."""
    for raw in raws:
        load(store, open_format.parse(raw, PATH), PATH)
    store.catch_up()


Say = Callable[..., str]


def name(source: random.Random, stock: dict[str, Any]) -> str:
    """An invented name."""
    return f"{source.choice(stock['families'])} {source.choice(stock['nam']['middles'])} {source.choice('ABCHKLMST')}"


def attendance(source: random.Random, stock: dict[str, Any]) -> dict[str, Any]:
    return {"name": name(source, stock), "position": source.choice(stock["positions"]), "present": True}


def report(code: str, say: Say) -> dict[str, Any]:
    results = [say("matters", "middles") for _ in range(3)]
    return {"organisation": code, "title": "Kết quả công tác quý", "results": results, "next": [say("orders")]}


def opinion(source: random.Random, stock: dict[str, Any], say: Say) -> dict[str, Any]:
    text = f"{say('openings', 'matters')}: {say('middles')}. {say('endings')}"
    return {"speaker": name(source, stock), "position": source.choice(stock["positions"]), "text": text}


def conclusion(source: random.Random, day: date, say: Say) -> dict[str, Any]:
    owner, *partners = source.sample(ORGANISATIONS, 3)
    due = (day + timedelta(days=source.randint(20, 200))).isoformat()
    task = {"owner": owner, "with": partners, "due": due, "text": say("orders", "matters"), "product": "Báo cáo"}
    return {"text": say("orders", "matters"), "kind": "giao_viec", "tasks": [task]}


@dataclass(frozen=True, slots=True)
class Statements:
    """The rows of one meeting as plain INSERTs: each statement with the values of all its rows."""

    of_tables: tuple[tuple[str, list[tuple[Any, ...]]], ...]


def rows_of(store: Store, first: int) -> list[Statements]:
    """The rows of every meeting from this id on, as they stand in the register."""
    return [_statements(store, row) for (row,) in store.query("SELECT id FROM meetings WHERE id >= ?", (first,))]


def _statements(store: Store, meeting: int) -> Statements:
    tasks = "SELECT t.id FROM tasks t JOIN conclusions c ON c.id = t.conclusion_id WHERE c.meeting_id = ?"
    wanted = [("meetings", "id = ?"), *((part, "meeting_id = ?") for part in PARTS)]
    wanted += [("tasks", f"id IN ({tasks})"), ("partners", f"task_id IN ({tasks})")]
    found = []
    for table, condition in wanted:
        names = columns(store.connection, table)
        listed = ", ".join(f'"{each}"' for each in names)
        rows = store.query(f"SELECT {listed} FROM {table} WHERE {condition}", (meeting,))
        if rows:
            found.append((f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})", rows))
    return Statements(tuple(found))


def insert(connection: Connection, meetings: list[Statements]) -> None:
    """The bare side: what must be written anyway, one commit per meeting."""
    for meeting in meetings:
        connection.execute("BEGIN IMMEDIATE")
        for statement, rows in meeting.of_tables:
            connection.executemany(statement, rows)
        connection.execute("COMMIT")


def bare_connection(register: Register) -> Connection:
    """A connection with the register's own pragmas to a register without triggers: no history, no search."""
    connection = connect(register.path, register.data_key)
    drop_triggers(connection)
    connection.commit()
    return connection


def run(rounds: int, count: int = COUNT) -> list[Row]:
    """Measure in two fresh registers; each round loads other meetings and writes the same rows bare."""
    with tempfile.TemporaryDirectory() as folder:
        places = Path(folder, "ours"), Path(folder, "bare")
        for place in places:
            place.mkdir()
        ours, bare = (registers.empty(place) for place in places)
        store, connection = ours.store("bench"), bare_connection(bare)
        try:
            costs = side_by_side(*sides(store, connection, count), rounds)
        finally:
            store.close()
            connection.close()
            ours.close()
            bare.close()
    what = f"loading {count} meetings, parse included ÷ the same rows bare"
    return [compared("e loading", what, GOAL, *costs)]


def sides(store: Store, connection: Connection, count: int) -> tuple[Callable[[], Cost], Callable[[], Cost]]:
    """Our way and the bare one; each bare turn writes the rows of our turn before it."""
    written: list[list[Statements]] = []

    def ours() -> Cost:
        raws = list(files(count, seed=len(written)))
        first = 1 + int(store.query("SELECT coalesce(max(id), 0) FROM meetings")[0][0])
        cost = timed(lambda: _load_all(store, raws))
        written.append(rows_of(store, first))
        return cost

    def bare() -> Cost:
        return timed(lambda: insert(connection, written[-1]))

    return ours, bare
