"""(g) Sorting by each column, filtering and jumping through the long lists, painted ÷ the ids in order, read bare.

No goal as a ratio: a clerk waits for milliseconds, and the slowest of them is named beside it (the aim is 100).
"""

import os
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks import registers
from benchmarks.measure import Row, median, side_by_side, timed
from dandan_desktop.db.register import Register

PAGES = (("meetings", 2), ("tasks", 3), ("cases", 4), ("initiatives", 5), ("people", 8))
"""Each long list with the key of its page."""
WORDS = ("h", "nguyen", "đỗ hữu")
Deed = tuple[str, Callable[[], object]]


def run(rounds: int) -> list[Row]:
    """Measure in the real window, painted off the screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from dandan_desktop.ui import start_up
    from dandan_desktop.ui.main_window import MainWindow
    from dandan_desktop.ui.session import Session

    start_up.application()
    register = Register.open_with_key(*registers.generated("office", registers.ten_years_filled))
    session = Session(register, register.store())
    window = MainWindow(session)
    window.resize(1366, 768)
    window.show()
    try:
        return _rows(window, rounds)
    finally:
        window.close()
        session.close()


def page_of(window: Any, key: int, table: str) -> Any:
    """The page of a noun, which may stand beside others under tabs."""
    page = window.go(key)
    return page.page(table) if hasattr(page, "page") else page


def _rows(window: Any, rounds: int) -> list[Row]:
    ours_ms: dict[str, float] = {}
    bare_ms: list[float] = []
    for table, key in PAGES:
        page = page_of(window, key, table)
        bare = partial(_bare, window.session.store, table)
        for name, deed in _deeds(page.list, window):
            ours, bares = side_by_side(
                lambda deed=deed: timed(deed),  # type: ignore[misc]
                lambda bare=bare: timed(bare),  # type: ignore[misc]
                rounds,
            )
            ours_ms[f"{table}: {name}"] = median(ours, "wall") * 1000
            bare_ms.append(median(bares, "wall") * 1000)
    middle, others = statistics.median(ours_ms.values()), statistics.median(bare_ms)
    slowest = sorted(ours_ms, key=lambda name: ours_ms[name])[-3:]
    told = ", ".join(f"{name} {ours_ms[name]:.0f} ms" for name in reversed(slowest))
    more = {"ms": {name: round(cost, 1) for name, cost in ours_ms.items()}}
    what = f"a list sorted, filtered, scrolled, painted ÷ its ids bare (slowest {told})"
    return [Row("g lists", what, None, middle / others, middle, others, more=more)]


def _deeds(pane: Any, window: Any) -> Iterator[Deed]:
    """What a clerk does to a list, each ending in a painted window."""

    def painted(deed: Callable[[], object]) -> Callable[[], object]:
        def do() -> None:
            deed()
            window.grab()

        return do

    def find(words: str) -> None:
        pane.words.setText(words)
        pane.refresh()

    def jump(share: float) -> None:
        bar.setValue(0)
        bar.setValue(int(bar.maximum() * share))

    bar = pane.table.verticalScrollBar()
    for place, column in enumerate(pane.model.shown):
        yield f"by {column.label}", painted(partial(pane.model.sort, place))
    for words in WORDS:
        yield f"“{words}”", painted(partial(find, words))
    find("")
    for share in (0.5, 1.0):
        yield f"scrolled to {share:.0%}", painted(partial(jump, share))


def _bare(store: Any, table: str) -> object:
    ids = store.query("SELECT row FROM search WHERE kind = ? ORDER BY sort", (table,))
    some = [row for (row,) in ids[:150]]
    return store.query(f"SELECT * FROM {table} WHERE id IN ({', '.join('?' * len(some))})", some)
