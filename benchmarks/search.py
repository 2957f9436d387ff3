"""(b) One keystroke in the search box over 100,000 people ÷ the same MATCH ordered by the kept key, first 200."""

import statistics

from benchmarks import registers
from benchmarks.measure import Row, median, side_by_side, timed
from dandan_desktop.db import lists
from dandan_desktop.db.store import Store
from dandan_desktop.domain import text
from dandan_desktop.domain.nouns import MEETINGS, PEOPLE

GOAL = 2.0
KEYSTROKES = (
    "h", "ng", "tr", "hoa", "dan", "Đặng", "nguyễn", "le thi", "trần văn", "pham h", "đỗ hữu t", "huỳnh thị ng",
    "nguyen van a", "võ thị kim ho", "lam quoc", "truong thi my du", "Thạch", "bui ngoc l",
)  # fmt: skip
"""What stands in the box after a key was pressed: one to four words, whole and half, with marks and without."""
TABLES = (PEOPLE.table, MEETINGS.table, "initiatives")


def rows(rounds: int, store: Store) -> list[Row]:
    """The median of the ratios of all keystrokes, with the worst one beside it."""
    ratios: dict[str, float] = {}
    ours_ms, bare_ms = [], []
    for typed in KEYSTROKES:
        ours, bare = side_by_side(
            lambda typed=typed: timed(lambda: lists.find(store, typed, TABLES)),  # type: ignore[misc]
            lambda typed=typed: timed(lambda: raw(store, typed)),  # type: ignore[misc]
            rounds,
        )
        ours_ms.append(median(ours, "wall") * 1000)
        bare_ms.append(median(bare, "wall") * 1000)
        ratios[typed] = ours_ms[-1] / bare_ms[-1]
    result = statistics.median(ratios.values())
    worst = max(ratios, key=lambda typed: ratios[typed])
    more = {"keystrokes": {typed: round(ratio, 2) for typed, ratio in ratios.items()}}
    what = f"one search keystroke ÷ raw FTS5 (slowest “{worst}” {ratios[worst]:.1f})"
    return [Row("b search", what, GOAL, result, statistics.median(ours_ms), statistics.median(bare_ms), more=more)]


def raw(store: Store, typed: str) -> list[tuple[object, ...]]:
    """What is asked of the index when nothing is ranked and nothing is hidden."""
    match = " AND ".join(f'"{word}"*' for word in text.fold(typed).split())
    return store.query(
        "SELECT s.kind, s.row, s.title FROM search_fts f JOIN search s ON s.id = f.rowid"
        " WHERE search_fts MATCH ? ORDER BY s.sort LIMIT 200",
        (match,),
    )


def run(rounds: int) -> list[Row]:
    """Measure on the generated register."""
    with registers.opened("people", registers.hundred_thousand) as store:
        return rows(rounds, store)
