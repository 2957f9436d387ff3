"""The benchmark at small sizes: it generates what it says, repeats itself, and both sides do the same work."""

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import loading, minute_log, papers, registers, rollup, search, ten_years
from benchmarks.measure import Cost, Row, compared, side_by_side, table
from dandan_desktop.db import checks
from dandan_desktop.db.store import Store
from dandan_desktop.domain.periods import Period
from dandan_desktop.services.rollups import roll_up

SCALE = 0.01


@pytest.fixture(autouse=True)
def nothing_older_to_collect() -> Iterator[None]:
    """Each measured call collects rubbish first: not that of all the tests before."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Store]:
    register = registers.empty(tmp_path)
    store = register.store()
    ten_years.fill(store, seed=7, scale=SCALE)
    yield store
    store.close()
    register.close()


def test_the_office_has_the_sizes_asked_for_and_a_whole_history(office: Store) -> None:
    counts = checks.counts(office)
    assert (counts["people"], counts["cases"], counts["initiatives"], counts["meetings"]) == (100, 50, 20, 15)
    assert 100 < counts["tasks"] < 300
    assert 250 < office.query("SELECT count(*) FROM opinions")[0][0] < 550
    assert checks.faults(office) == []


def test_the_same_seed_gives_the_same_facts(office: Store, tmp_path: Path) -> None:
    place = tmp_path / "again"
    place.mkdir()
    register = registers.empty(place)
    again = register.store()
    ten_years.fill(again, seed=7, scale=SCALE)
    for sql in (
        "SELECT full_name, born_on FROM people ORDER BY id",
        "SELECT title, held_on FROM meetings ORDER BY id",
        "SELECT text FROM opinions ORDER BY id",
        "SELECT to_state, happened_on FROM case_moves ORDER BY id",
    ):
        assert again.query(sql) == office.query(sql)
    again.close()
    register.close()


def test_the_hand_written_numbers_are_those_of_the_roll_up(office: Store, tmp_path: Path) -> None:
    period = Period.parse(rollup.PERIOD)
    ours = Counter[str]()
    made = roll_up(office, period)
    for column, number in zip(made.columns, made.total.cells, strict=True):
        if column.counts and not column.of:
            ours[column.key.split("/")[0]] += number
    bare = Counter[str]()
    names = {"GIOI_THIEU": "introduced", "DU_BI": "admitted"}
    for (_, key), number in rollup.bare(office, period, tmp_path / "bare.xlsx").items():
        prefix = next((name for code, name in names.items() if key.startswith(code)), "")
        task = "tasks" if key in rollup.TASKS else ""
        field = "initiatives" if key in rollup.FIELDS else ""
        bare[prefix or task or field or key] += number
    assert ours == bare
    assert bare["tasks"] > 0


def test_the_bare_side_writes_the_rows_that_loading_writes(tmp_path: Path) -> None:
    places = [tmp_path / name for name in ("ours", "bare")]
    for place in places:
        place.mkdir()
    ours, bare = (registers.empty(place) for place in places)
    store, connection = ours.store(), loading.bare_connection(bare)
    first, second = loading.sides(store, connection, 2)
    assert first().wall > 0
    assert second().wall > 0
    for part in ("meetings", *loading.PARTS, "tasks", "partners"):
        assert connection.execute(f"SELECT * FROM {part}").fetchall() == store.query(f"SELECT * FROM {part}")
    assert connection.execute("SELECT count(*) FROM history").fetchone() == (0,)
    store.close()
    connection.close()
    ours.close()
    bare.close()


def test_a_keystroke_is_measured_with_its_worst(office: Store) -> None:
    row = search.rows(5, office)[0]
    assert set(row.more["keystrokes"]) == set(search.KEYSTROKES)
    assert row.result > 0
    assert len(search.raw(office, "nguyễn")) > 5


def test_minutes_are_rendered_on_both_sides() -> None:
    assert len(papers.sheet(3).opinions) == 3
    minutes, others = papers.run(5, opinions=3)
    assert minutes.result > 0
    assert others.result > 0
    assert others.what.startswith("6 papers")


def test_sides_take_turns_and_the_first_turn_is_not_counted() -> None:
    turns: list[str] = []

    def side(name: str) -> Cost:
        turns.append(name)
        return Cost(float(len(turns)), 1.0)

    ours, bare = side_by_side(lambda: side("ours"), lambda: side("bare"), rounds=1)
    assert turns == ["ours", "bare"] * 6
    assert ours[0].wall == 3.0
    row = compared("x", "x", 1.0, ours, bare)
    assert row.result == 7.0 / 8.0
    assert row.is_ok


def test_the_table_says_which_goal_was_missed() -> None:
    rows = [Row("x", "much", 2.0, 2.5, 5.0, 2.0), Row("y", "little", 2.0, 1.5, 3.0, 2.0), Row("z", "", None, 9, 1, 1)]
    lines = table(rows).splitlines()
    assert "MISSED" in lines[1]
    assert " ok " in lines[2]
    assert [row.is_ok for row in rows] == [False, True, True]


def test_the_command_writes_json_and_tells_by_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {"b": [Row("b", "much", 2.0, 2.5, 5.0, 2.0)], "c": [Row("c", "little", 2.0, 1.5, 3.0, 2.0)]}
    known = {letter: partial(lambda found, _rounds: found, found) for letter, found in rows.items()}
    monkeypatch.setattr(bench, "measures", lambda *, quick: {} if quick else known)
    target = tmp_path / "bench.json"
    assert bench.main(["--only", "b"]) == 1
    assert bench.main(["--only", "c", "--json", str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))[0]["ok"] is True
    assert "little" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        bench.main(["--only", "z"])


def test_a_line_of_the_minutes_is_measured_behind_three_hundred(office: Store) -> None:
    (row,) = minute_log.rows(1, office)
    assert row.goal is None
    assert min(row.ours, row.bare) > 0
    assert row.more["cpu_ratio"] > 0 or sys.platform == "win32", "Windows counts a process's time in steps of 15 ms"
    assert row.more["present"] >= minute_log.PRESENT
    assert row.more["within"] == (row.ours <= minute_log.READY_MS)
