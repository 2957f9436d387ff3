"""(h) One line of the minutes, 300 present, from the words to the deed sealed ÷ the bare INSERT of its row.

Told only, beside the 50 ms that a secretary has until the next line is ready (`tests/ui/test_minute_log_speed.py`
measures that in the window).
"""

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from benchmarks import registers, ten_years
from benchmarks.measure import Cost, Row, median, side_by_side, timed
from dandan_desktop.db import minute_log as reading
from dandan_desktop.db.rows import moment
from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.ids import new_uid
from dandan_desktop.domain.meetings import Meeting, Opinion
from dandan_desktop.services import minute_log

PRESENT = 300
READY_MS = 50.0
LINE = Opinion(
    text=Prose("Đề nghị quan tâm hỗ trợ kinh phí cho các mô hình ở ấp vùng sâu; cơ sở sẽ báo cáo trong quý tới. " * 3),
    speaker="Nguyễn Văn Thử",
    position="Phó Bí thư",
)


def rows(rounds: int, store: Store) -> list[Row]:
    """The median of lines entered in turn with bare rows."""
    meeting = store.of(Meeting).some("ORDER BY t.id LIMIT 1")[0].id
    with store.change("save"):
        for place in range(1, PRESENT + 1):
            store.of(Opinion).add(LINE, meeting, place)
    ours, bare = side_by_side(
        lambda: timed(lambda: minute_log.add_opinion(store, meeting, LINE)), _bare(store, meeting), rounds
    )
    ours_ms, bare_ms = median(ours, "wall") * 1000, median(bare, "wall") * 1000
    what = f"one line of the minutes, {PRESENT} present ÷ bare INSERT ({READY_MS:.0f} ms to the next line)"
    worked = median(ours, "cpu") / max(median(bare, "cpu"), 1e-9)
    more = {
        "ready_ms": READY_MS, "within": ours_ms <= READY_MS, "cpu_ratio": round(worked, 2),
        "present": len(reading.opinions(store, meeting)),
    }  # fmt: skip
    return [Row("h line", what, None, ours_ms / bare_ms, ours_ms, bare_ms, more=more)]


def _bare(store: Store, meeting: int) -> Callable[[], Cost]:
    """One row into a table without triggers, committed to the disk as a deed is."""
    columns = "uid, created_at, updated_at, meeting_id, place, text, speaker, position"
    store.connection.execute(f"CREATE TABLE bare_lines ({columns})")

    def insert() -> None:
        now = moment()
        values = (new_uid(), now, now, meeting, PRESENT, LINE.text, LINE.speaker, LINE.position)
        store.connection.execute("BEGIN IMMEDIATE")
        store.connection.execute(f"INSERT INTO bare_lines ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        store.connection.execute("COMMIT")

    return lambda: timed(insert)


def run(rounds: int) -> list[Row]:
    """Measure on a small register of its own: the lines stay in it."""
    with tempfile.TemporaryDirectory() as place:
        register = registers.empty(Path(place))
        with closing(register), closing(register.store("bench")) as store:
            ten_years.fill(store, seed=7, scale=0.01)
            return rows(rounds, store)
