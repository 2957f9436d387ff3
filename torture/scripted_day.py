"""A day's work by script, in which every word of the records tells one of the given names."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dandan_desktop.db.engine import dbapi
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.catalogue import Official
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, UnitId
from dandan_desktop.domain.nouns import CASES, OFFICIALS, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import moves, records, searching, sensitive
from dandan_desktop.services.moves import CASE_ROAD

_TODAY = date(2026, 7, 1)
_Connection: Any = dbapi.Connection


class Plain(_Connection):  # type: ignore[misc]
    """A connection to a register that is not encrypted: its pages can be read as they lie in the file."""

    pragmas: tuple[str, ...] = ()

    def execute(self, sql: str, *values: Any) -> Any:
        """Run a statement, but for the key."""
        return self.cursor() if sql.startswith("PRAGMA key") else super().execute(sql, *values)


@contextmanager
def plain() -> Iterator[None]:
    """Registers made and opened inside are not encrypted."""
    usual = dbapi.connect
    dbapi.connect = lambda *arguments, **options: usual(*arguments, **{**options, "factory": Plain})
    try:
        yield
    finally:
        dbapi.connect = usual


def work(store: Store, names: list[str]) -> list[int]:
    """Enter people of these names with cases and offices, change, search, look, trash, undo, half-type; their rows."""
    stage = CodeId(store.query("SELECT id FROM codes WHERE list = 'admission_stages' AND code = 'GIOI_THIEU'")[0][0])
    people = []
    for number, name in enumerate(names):
        row = records.save(store, PEOPLE, None, Person(full_name=f"{name} Lầm")).row
        kept = store.of(Person).get(row)
        records.save(store, PEOPLE, kept, Person(full_name=name))
        case = Case(person_id=PersonId(row), body_id=BodyId(1), unit_id=UnitId(1), paper_number=str(number))
        case_row = moves.start(
            store, CASE_ROAD, case, CaseMove(to_state=stage, happened_on=date(2026, 1, 5)), _TODAY
        ).row
        if number % 3 == 0:
            records.trash(store, CASES, case_row)
        if number % 5 == 0:
            official = Official(name="Người khác", position="Uỷ viên", body_id=BodyId(1), person_id=PersonId(row))
            records.save(store, OFFICIALS, None, official)
        if number % 7 == 0:
            store.undo(records.trash(store, PEOPLE, row).deed)
        searching.find(store, name)
        sensitive.reveal(store, PEOPLE, row, "religion")
        store.keep_draft("people", 0, json.dumps({"full_name": name}))
        store.keep_draft("cases", case_row, json.dumps({"note": f"gọi {name}"}, ensure_ascii=False))
        people.append(row)
    return people


def files_of(register: Path) -> list[Path]:
    """The register's own files: pages, write-ahead log, keys."""
    return [file for file in sorted(register.parent.iterdir()) if file.is_file()]
