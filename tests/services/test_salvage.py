"""Saving what a damaged register holds: what is saved is what was there, what is lost is listed, nothing is made up."""

import contextlib
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import checks, journal, keys
from dandan_desktop.db import salvage as db_salvage
from dandan_desktop.db.engine import dbapi
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.faults import Fault
from dandan_desktop.domain.papers import RecoverySheet
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.progress import Cancelled
from dandan_desktop.services import health, salvage, sheet
from dandan_desktop.services.loading import load_path
from tests.registers import NAME, PASSPHRASE, Json, copied, copy_of, dump, meeting_file, once, opened, raw, store_of
from tests.services.damaged import PAGE, damage, pages_of

pytestmark = pytest.mark.uncounted

PEOPLE = 300
CODE = keys.recovery_code(bytes(16))
"""On the recovery sheet, which also saves a register that no longer tells who keeps it."""
Dump = dict[str, list[Json]]


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    copy_of(_filled, tmp_path / "sổ", with_data=True)
    return tmp_path / "sổ" / NAME


def _filled(folder: Path) -> Dump:
    path = copied(folder)
    register = opened(path)
    with store_of(register) as store:
        for start in range(0, PEOPLE, 100):
            with store.change("add"):
                for number in range(start, start + 100):
                    store.of(Person).add(Person(full_name=f"Người Thử {number:03}"))
        load_path(store, meeting_file())
    register.close()
    with contextlib.closing(Register.open(path, PASSPHRASE)) as kept, store_of(kept) as store:
        sheet.confirm(kept, store, RecoverySheet("", path.stem, date(2026, 11, 22), CODE), CODE)
    return contents(path)


def contents(path: Path) -> Dump:
    register = opened(path)
    try:
        with store_of(register) as store:
            return {**dump(store), **{table: bare(store, table) for table in ("deeds", "seals")}}
    finally:
        register.close()


def bare(store: Store, table: str) -> list[Json]:
    return [{str(place): value for place, value in enumerate(row)} for row in store.query(f"SELECT * FROM {table}")]


def leaf_in_the_middle_of(path: Path, table: str) -> int:
    """A page that takes some rows of the middle along, and no other."""
    whole = path.read_bytes()
    for page in range(len(whole) // PAGE, 1, -1):
        damage(path, page)
        ids = readable(path, table)
        path.write_bytes(whole)
        if 0 < len(ids) < PEOPLE and {1, PEOPLE} <= ids:
            return page
    raise AssertionError(table)


def readable(path: Path, table: str) -> set[int]:
    found: set[int] = set()
    for way in ("ASC", "DESC"):
        with contextlib.suppress(ClerkError, dbapi.Error), raw(path) as connection:
            for row, _ in connection.execute(f"SELECT id, uid FROM {table} NOT INDEXED ORDER BY id {way}"):
                found.add(row)
            return found  # all of them: backwards there are no others
    return found


def pages_within(path: Path, table: str, column: str) -> Iterator[int]:
    """The pages that hold only what follows of a long text: its row is read without them; the last written first."""
    for page in range(path.stat().st_size // PAGE, 1, -1):
        damage(path, page)
        if not is_read(path, f"SELECT {column} FROM {table}") and is_read(path, f"SELECT id FROM {table} NOT INDEXED"):
            yield page
        damage(path, page)  # the same bits again: as it was


def is_read(path: Path, query: str) -> bool:
    with contextlib.suppress(ClerkError, dbapi.Error), raw(path) as connection:
        connection.execute(query).fetchall()
        return True
    return False


def saved_from(path: Path, secret: str = PASSPHRASE) -> tuple[salvage.Saved, Path]:
    target = salvage.proposed(path)
    return salvage.save(path, target, secret), target


def lost_ids(saved: salvage.Saved, table: str) -> set[int]:
    ranges = [lost for lost in saved.lost if lost.table == table and lost.why is not salvage.Why.LINK_LOST]
    return {row for lost in ranges for row in range(lost.first, lost.last + 1 if lost.last else 10_000)}


def assert_nothing_made_up(before: Dump, after: Dump, saved: salvage.Saved) -> None:
    """Every row there is as it was but for listed links; every row that is not there is listed."""
    loosened = {(lost.table, lost.first) for lost in saved.lost if lost.why is salvage.Why.LINK_LOST}
    renewed = {lost.table for lost in saved.lost if lost.why in (salvage.Why.SHIPPED, salvage.Why.FOUNDED)}
    for table, rows in before.items():
        if table in ("facts", "deeds", "seals"):
            continue
        was = {row["id"]: row for row in rows}
        now = {row["id"]: row for row in after[table]}
        assert table in renewed or not now.keys() - was.keys(), table
        for number, row in now.items():
            if (table, number) in loosened:
                assert {name for name in row if row[name] != was[number][name]} <= {
                    name for name in row if row[name] is None
                }
            elif table not in renewed:
                assert row == was[number], table
        assert was.keys() - now.keys() <= lost_ids(saved, table), table


def test_an_undamaged_register_is_saved_whole(filled: Path) -> None:
    before = once(_filled).answer
    original = {file.name: file.read_bytes() for file in filled.parent.iterdir()}
    saved, target = saved_from(filled)
    assert (saved.is_whole, saved.pages, salvage.lines(saved)) == (True, (), [])
    after = contents(target)
    (repair,) = after["deeds"][len(before["deeds"]) :]
    assert repair["2"] == "repair"
    assert after["deeds"][:-1] == before["deeds"]
    assert after["seals"][:-1] == before["seals"]
    assert {table: rows for table, rows in after.items() if table not in ("deeds", "seals")} == {
        table: rows for table, rows in before.items() if table not in ("deeds", "seals")
    }
    now = {file.name: file.read_bytes() for file in filled.parent.iterdir() if file.name in original}
    assert now == original


def test_rows_around_a_lost_page_are_saved_and_those_on_it_listed_by_title(filled: Path) -> None:
    before = once(_filled).answer
    damage(filled, page := leaf_in_the_middle_of(filled, "people"))
    damaged = filled.read_bytes()
    saved, target = saved_from(filled)
    after = contents(target)
    assert saved.pages == (page,)
    assert_nothing_made_up(before, after, saved)
    gone = {row["id"] for row in before["people"]} - {row["id"] for row in after["people"]}
    assert 0 < len(gone) < 80
    titles = {title for lost in saved.lost if lost.table == "people" for title in lost.titles}
    assert titles == {row["full_name"] for row in before["people"] if row["id"] in gone}
    assert any("Người Thử" in line and "không đọc được" in line for line in salvage.lines(saved))
    assert filled.read_bytes() == damaged


def test_what_was_saved_is_a_sound_register_that_the_same_people_open(filled: Path) -> None:
    damage(filled, leaf_in_the_middle_of(filled, "people"))
    _, target = saved_from(filled)
    register = Register.open(target, PASSPHRASE)
    try:
        assert register.reader.name == "Lan"
        assert health.full(register).is_sound
        with store_of(register) as store:
            line = journal.deeds(store, 1)[0]
            assert line.name == "repair"
            assert line.note.startswith("cứu được ")
            with store.change("add"):
                row = store.of(Person).add(Person(full_name="Người Mới"))
            assert row == PEOPLE + 1
    finally:
        register.close()


@pytest.mark.parametrize(
    "table", ["codes", "units", "bodies", "facts", "users", "deeds", "history", "search", "people"]
)
def test_a_table_that_is_wholly_lost_takes_no_other_along(filled: Path, table: str) -> None:
    before = once(_filled).answer
    damage(filled, *pages_of(filled, table))
    saved, target = saved_from(filled, CODE)
    after = contents(target)
    assert_nothing_made_up(before, after, saved)
    if table in ("codes", "units", "bodies"):  # the shipped catalogue stands in for itself
        assert [row["uid"] for row in after[table]] == [row["uid"] for row in before[table]]
        assert any(lost.why is salvage.Why.SHIPPED for lost in saved.lost)
    if table != "people":
        assert after["people"] == before["people"]
    register = Register.open(target, CODE)
    try:
        assert register.reader.name == ("Người quản trị" if table == "users" else "Lan")
        with store_of(register) as store:
            assert [fault for fault in checks.faults(store) if fault is not Fault.STATES] == []
    finally:
        register.close()


def test_a_torn_schema_still_gives_the_tables_before_the_tear(filled: Path) -> None:
    before = once(_filled).answer
    with raw(filled) as connection:
        leaves = [int(page) for (page,) in connection.execute("SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")]
        (count,) = connection.execute("PRAGMA page_count").fetchone()
    whole = filled.read_bytes()
    found = None
    for page in (page for page in range(2, count) if page not in leaves):
        damage(filled, page)
        if not opens(filled):
            found = page
            break
        filled.write_bytes(whole)
    assert found, "no page of the schema"
    saved, target = saved_from(filled, CODE)
    assert_nothing_made_up(before, contents(target), saved)
    assert saved.lost or contents(target)["people"] == before["people"]


def opens(path: Path) -> bool:
    try:
        contents(path)
    except ClerkError:
        return False
    return True


def test_a_register_cut_short_is_saved_as_far_as_it_goes(filled: Path) -> None:
    before = once(_filled).answer
    content = filled.read_bytes()
    filled.write_bytes(content[: len(content) // PAGE // 2 * PAGE + 99])
    saved, target = saved_from(filled, CODE)
    assert saved.lost
    assert_nothing_made_up(before, contents(target), saved)


def test_many_damaged_pages(filled: Path) -> None:
    before = once(_filled).answer
    whole = filled.read_bytes()
    source = random.Random(9)
    for number in range(2):
        damage(filled, *source.sample(range(2, len(whole) // PAGE + 1), 25))
        saved = salvage.save(filled, filled.with_name(f"lần {number}.dandan"), CODE)
        assert_nothing_made_up(before, contents(filled.with_name(f"lần {number}.dandan")), saved)
        filled.write_bytes(whole)


def test_a_long_text_whose_end_is_lost_is_not_saved_short(tmp_path: Path) -> None:
    path = copied(tmp_path / "sổ")
    register = opened(path)
    with store_of(register) as store, store.change("add"):
        store.of(Person).add(Person(full_name="Dài " * 3_000))
    register.close()
    before = contents(path)
    within = pages_within(path, "people", "full_name")
    for _ in range(2):
        page = next(within)
        target = tmp_path / f"{page}.dandan"
        saved = salvage.save(path, target, PASSPHRASE)
        assert_nothing_made_up(before, contents(target), saved)
        assert lost_ids(saved, "people") == {1}


def files_beside(path: Path) -> set[str]:
    """All but the files of locks, which stay and block nobody."""
    return {file.name for file in path.parent.iterdir() if not file.name.endswith("-may")}


def refused(call: Callable[[], object]) -> Problem:
    with pytest.raises(ClerkError) as caught:
        call()
    return caught.value.problem


def test_without_the_first_page_nothing_is_saved_and_nothing_left(filled: Path) -> None:
    damage(filled, 1)
    there = files_beside(filled)
    assert refused(lambda: saved_from(filled)) is Problem.NOTHING_TO_SAVE
    assert files_beside(filled) == there


def test_a_wrong_passphrase_saves_nothing(filled: Path) -> None:
    target = salvage.proposed(filled)
    assert refused(lambda: salvage.save(filled, target, "mật khẩu sai rồi")) is Problem.WRONG_PASSPHRASE
    assert not target.exists()


def test_a_name_in_use_is_refused(filled: Path) -> None:
    assert refused(lambda: salvage.save(filled, filled, PASSPHRASE)) is Problem.REGISTER_EXISTS


class Impatient:
    def step(self, done: int, _total: int) -> None:
        if done > 3:
            raise Cancelled


def test_a_saving_that_is_stopped_leaves_nothing(filled: Path) -> None:
    there = files_beside(filled)
    target = salvage.proposed(filled)
    with pytest.raises(Cancelled):
        salvage.save(filled, target, PASSPHRASE, progress=Impatient())
    assert files_beside(filled) == there


def test_every_table_is_called_by_a_clerks_word(filled: Path) -> None:
    with raw(filled) as connection:
        assert set(salvage.WORDS) == set(db_salvage.copied_tables(connection))
    assert not any(word.isascii() for word in salvage.WORDS.values())


def test_the_shipped_catalogue_is_not_told_as_saved(tmp_path: Path) -> None:
    path = copied(tmp_path / "sổ")
    saved, _ = saved_from(path)
    assert salvage.kept(saved) == ""
    assert saved.rows["codes"] == saved.rows["bodies"] == 0


def test_what_was_saved_is_told_by_noun(filled: Path) -> None:
    saved, _ = saved_from(filled)
    assert salvage.kept(saved).startswith("300 người, ")
    assert "1 cuộc họp" in salvage.kept(saved)


def test_nothing_is_told_lost_of_a_table_that_never_had_a_row(filled: Path) -> None:
    damage(filled, *pages_of(filled, "initiatives"), *pages_of(filled, "initiative_moves"))
    saved, _ = saved_from(filled)
    assert saved.is_whole
    assert len(salvage.lines(saved)) == 1


def test_whole_parts_are_told_in_one_line_and_their_titles_in_another(filled: Path) -> None:
    damage(filled, *(page for table in ("people", "attendance", "drafts") for page in pages_of(filled, table)))
    saved, target = saved_from(filled)
    _, whole, titles = salvage.lines(saved)
    assert whole == "Không đọc được cả phần: Người; Cuộc họp, phần thành phần; Phần đang gõ dở."
    assert titles.startswith("Người: không đọc được: Người Thử 000; Người Thử 001")
    written = salvage.write_list(saved, target)
    assert written.name == "Sổ thử.cuu-duoc.khong-cuu-duoc.txt"
    assert written.read_text(encoding="utf-8-sig").splitlines()[2:] == salvage.lines(saved)


def test_where_nobody_knows_how_many_there_were_no_number_is_made_up(filled: Path) -> None:
    damage(filled, *pages_of(filled, "sqlite_sequence"), *pages_of(filled, "initiatives"))
    saved, _ = saved_from(filled)
    assert "Không đọc được cả phần: Mô hình." in salvage.lines(saved)
    assert "20" not in " ".join(salvage.lines(saved))
