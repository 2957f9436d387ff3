"""Parts edited in a grid: rows come, go and move, and each cell says what is wrong with it."""

from datetime import time

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dandan_desktop.db.codes import entries
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import BodyId, CodeId, Kept, UnitId
from dandan_desktop.domain.meetings import Meeting, Vote, Weakness
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.services import records
from dandan_desktop.services.records import PartEdit
from dandan_desktop.ui.part_grid import GridSpec, PartGrid
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import press, type_words
from tests.ui.invented import TODAY, a_unit


def rules(vote: Vote) -> list[Finding]:
    total = (vote.for_count or 0) + (vote.against or 0)
    return [Finding("against", "Cộng phiếu không khớp.", blocks=False)] if total != (vote.present or 0) else []


VOTES = GridSpec(Vote, "item present for_count against is_secret", "Biểu quyết", {"item": 4}, rules)


@pytest.fixture
def votes(session: Session) -> list[Kept[Vote]]:
    series = entries(session.store, "meeting_series")[0].id
    convener = session.store.query("SELECT id FROM bodies ORDER BY id LIMIT 1")[0][0]
    meeting = Meeting(
        title="Họp thử",
        held_on=TODAY,
        convener_id=BodyId(convener),
        series=CodeId(series),
        unit_id=UnitId(a_unit(session.store, 0)),
        starts_at=time(8),
    )
    made = [Vote(item="Thông qua chương trình", present=10, for_count=10), Vote(item="Bầu thư ký", present=10)]
    parts = {Vote: PartEdit([], [(0, vote) for vote in made])}
    changes = records.save(session.store, MEETINGS, None, meeting, parts)
    return records.parts_of(session.store, MEETINGS, changes.row)[Vote]


@pytest.fixture
def grid(session: Session, votes: list[Kept[Vote]], qtbot: QtBot) -> PartGrid:
    made = PartGrid(session, VOTES)
    qtbot.addWidget(made)
    made.resize(900, 400)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.set_parts(votes)
    return made


def test_untouched_parts_come_back_as_they_were(grid: PartGrid, votes: list[Kept[Vote]]) -> None:
    QAbstractItemModelTester(grid.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert grid.edits() == [(kept.id, kept.facts) for kept in votes]
    assert not grid.is_changed
    assert grid.count.text() == "Biểu quyết · 2"


def test_a_row_typed_at_the_end_is_a_new_part(grid: PartGrid) -> None:
    grid.table.setFocus()
    grid.table.setCurrentIndex(grid.model.index(2, 0))
    press(Qt.Key.Key_Return)
    type_words("Bầu đoàn chủ tịch")
    press(Qt.Key.Key_Return)
    type_words("1.250")
    press(Qt.Key.Key_Tab)
    type_words("1250")
    press(Qt.Key.Key_Return)
    edits = grid.edits()
    assert edits is not None
    assert edits[2] == (0, Vote(item="Bầu đoàn chủ tịch", present=1250, for_count=1250))
    assert grid.is_changed
    assert grid.model.rowCount() == 4


def test_f2_goes_on_with_what_stands_in_a_cell(grid: PartGrid) -> None:
    grid.table.setFocus()
    grid.table.setCurrentIndex(grid.model.index(1, 0))
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_End)
    type_words(" và tổ kiểm phiếu")
    press(Qt.Key.Key_Return)
    edits = grid.edits()
    assert edits is not None
    assert edits[1][1].item == "Bầu thư ký và tổ kiểm phiếu"


def test_shift_enter_breaks_the_line_in_a_cell_of_prose(session: Session, qtbot: QtBot) -> None:
    made = PartGrid(session, GridSpec(Weakness, "text indicator", "Hạn chế", {"text": 8}))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.set_parts([])
    made.table.setFocus()
    made.table.setCurrentIndex(made.model.index(0, 0))
    press(Qt.Key.Key_F2)
    type_words("Họp còn chậm")
    press(Qt.Key.Key_Return, shift=True)
    type_words("và còn vắng")
    press(Qt.Key.Key_Return)
    edits = made.edits()
    assert edits is not None
    assert edits[0][1].text == "Họp còn chậm\nvà còn vắng"


def test_rows_move_and_go(grid: PartGrid, votes: list[Kept[Vote]]) -> None:
    grid.table.setFocus()
    grid.table.setCurrentIndex(grid.model.index(1, 0))
    press(Qt.Key.Key_Up, alt=True)
    edits = grid.edits()
    assert edits is not None
    assert [row for row, _ in edits] == [votes[1].id, votes[0].id]
    press(Qt.Key.Key_Up, alt=True)  # nothing above
    press(Qt.Key.Key_Delete, control=True)
    assert grid.edits() == [(votes[0].id, votes[0].facts)]


def test_a_wrong_cell_is_named(grid: PartGrid) -> None:
    grid.model.setData(grid.model.index(0, 1), "nhiều")
    assert grid.edits() is None
    assert grid.finding.text().split("\n")[0] == "✕ Dòng 1: “Có mặt” phải là số nguyên, ví dụ 1.250."
    assert grid.model.index(0, 1).data(Qt.ItemDataRole.BackgroundRole) is not None
    assert grid.model.index(0, 1).data() == "nhiều"


def test_an_odd_row_is_told_but_kept(grid: PartGrid) -> None:
    grid.model.setData(grid.model.index(0, 3), "5")
    edits = grid.edits()
    assert edits is not None
    assert edits[0][1].against == 5
    assert grid.finding.text().startswith("⚠ Dòng 1: Cộng phiếu không khớp.")


def test_a_tick_is_a_tick(grid: PartGrid) -> None:
    cell = grid.model.index(0, 4)
    grid.model.setData(cell, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    edits = grid.edits()
    assert edits is not None
    assert edits[0][1].is_secret


def test_what_was_typed_survives_as_a_draft(grid: PartGrid, votes: list[Kept[Vote]]) -> None:
    grid.model.setData(grid.model.index(2, 0), "Mục dở dang")
    draft = grid.drafts()
    grid.set_parts(votes)
    grid.set_drafts(draft)
    assert [line["item"] for line in grid.drafts()] == ["Thông qua chương trình", "Bầu thư ký", "Mục dở dang"]
    edits = grid.edits()
    assert edits is not None
    assert [row for row, _ in edits] == [votes[0].id, votes[1].id, 0]


def test_tab_goes_from_cell_to_cell_and_past_the_last_one_out(grid: PartGrid) -> None:
    after = QPushButton(grid)
    after.show()
    grid.table.setFocus()
    last = grid.model.rowCount() - 1
    grid.table.setCurrentIndex(grid.model.index(last - 1, 4))
    press(Qt.Key.Key_Tab)
    current = grid.table.currentIndex()
    assert (current.row(), current.column()) == (last, 0)
    for _ in range(4):
        press(Qt.Key.Key_Tab)
    assert grid.table.hasFocus()
    press(Qt.Key.Key_Tab)
    assert after.hasFocus()
    press(Qt.Key.Key_Backtab, shift=True)
    assert grid.table.hasFocus()


def test_long_cells_are_shown_whole(grid: PartGrid) -> None:
    grid.model.setData(grid.model.index(0, 0), "Thông qua chương trình công tác " * 12)
    room = QRect(0, 0, grid.table.columnWidth(0) - 20, 10)
    words = grid.model.index(0, 0).data()
    needed = grid.table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, words)
    assert grid.table.rowHeight(0) >= needed.height()


def test_a_row_moves_only_where_there_is_room_for_it(grid: PartGrid) -> None:
    def offered(row: int) -> list[bool]:
        grid.table.setCurrentIndex(grid.model.index(row, 0))
        return [button.isEnabled() for button in (grid.up, grid.down, grid.remove)]

    assert [offered(row) for row in range(3)] == [[False, True, True], [True, False, True], [False, False, False]]
    grid.table.setCurrentIndex(grid.model.index(1, 0))
    grid.move_row(-1)
    assert (grid.up.isEnabled(), grid.down.isEnabled()) == (False, True)


def test_long_headings_stand_in_two_lines_where_they_must(grid: PartGrid, qtbot: QtBot) -> None:
    def headings() -> list[str]:
        return [grid.model.headerData(n, Qt.Orientation.Horizontal) for n in range(5)]

    grid.resize(1800, 400)
    qtbot.waitUntil(lambda: not any("\n" in each for each in headings()))
    grid.resize(400, 400)
    broken = ["Nội dung\nbiểu quyết *", "Có mặt", "Tán thành", "Không\ntán thành", "Bỏ phiếu\nkín"]
    qtbot.waitUntil(lambda: headings() == broken)
    assert grid.table.horizontalHeader().height() >= 2 * grid.table.horizontalHeader().fontMetrics().lineSpacing()
