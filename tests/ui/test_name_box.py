"""Officials are offered wherever a name is typed: the running log, a sheet, a grid; choosing one brings the rest."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dandan_desktop.db.offices import needed_office
from dandan_desktop.domain.catalogue import Official
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.nouns import OFFICIALS
from dandan_desktop.services import records
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.part_grid import PartGrid
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.drivers.minute_log import MinuteLogDriver

NAME, POSITION = "Quách Thị Bưởi", "Phó Trưởng Ban"


@pytest.fixture
def window(window: MainWindow, session: Session) -> MainWindow:
    body = BodyId(needed_office(session.store).id)
    records.save(session.store, OFFICIALS, None, Official(name=NAME, position=POSITION, body_id=body))
    return window


@pytest.fixture
def meeting(window: MainWindow) -> MeetingsDriver:
    made = MeetingsDriver(window.go(2).page("meetings"))
    made.new()
    return made


def into(grid: PartGrid, column: str, row: int = 0) -> None:
    """Begin to type in a cell."""
    names = [each.name for each in grid.model.shown]
    grid.table.setFocus()
    grid.table.setCurrentIndex(grid.model.index(row, names.index(column)))


def row_of(grid: PartGrid, row: int = 0) -> dict[str, Any]:
    return grid.drafts()[row]


@pytest.mark.parametrize("who", ["chair", "secretary"])
def test_a_few_letters_name_who_presides_with_his_position(who: str, meeting: MeetingsDriver) -> None:
    fields = meeting.page.record.sheet.fields
    fields[f"{who}_name"].input.setFocus()
    type_words("quach buoi")
    press(Qt.Key.Key_Return)
    assert fields[f"{who}_name"].value() == NAME
    assert fields[f"{who}_position"].value() == POSITION
    assert focused() is fields[f"{who}_position"].input
    fields[f"{who}_name"].input.setFocus()
    fields[f"{who}_name"].input.selectAll()
    type_words("Người Khách")
    assert fields[f"{who}_position"].value() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab], ids=["Enter", "Tab"])
@pytest.mark.parametrize(("section", "column"), [("Thành phần", "name"), ("Ý kiến", "speaker")])
def test_a_few_letters_fill_a_row_of_a_grid(
    section: str, column: str, key: Qt.Key, meeting: MeetingsDriver, session: Session
) -> None:
    meeting.section(section)
    grid = meeting.grid(section)
    into(grid, column)
    type_words("quach buoi")
    press(key)
    typed = row_of(grid)
    assert (typed[column], typed.get("position")) == (NAME, POSITION)
    assert typed.get("body") == session.office_name


def test_a_name_nobody_knows_stays_as_it_is_written(meeting: MeetingsDriver) -> None:
    meeting.section("Thành phần")
    grid = meeting.grid("Thành phần")
    into(grid, "name")
    type_words("Đại biểu các ấp")
    press(Qt.Key.Key_Return)
    assert (row_of(grid)["name"], row_of(grid).get("position")) == ("Đại biểu các ấp", None)


def test_whoever_was_just_written_down_is_offered_as_a_speaker(meeting: MeetingsDriver) -> None:
    meeting.section("Thành phần")
    grid = meeting.grid("Thành phần")
    into(grid, "name")
    for words in ("Kiều Văn Lạ", "Chủ tịch", "Hội Nông dân xã"):
        type_words(words)
        press(Qt.Key.Key_Return)
    meeting.section("Ý kiến")
    grid = meeting.grid("Ý kiến")
    into(grid, "speaker")
    type_words("kieu")
    press(Qt.Key.Key_Return)
    typed = row_of(grid)
    assert (typed["speaker"], typed.get("position"), typed.get("body")) == (
        "Kiều Văn Lạ",
        "Chủ tịch",
        "Hội Nông dân xã",
    )


def test_the_running_log_offers_the_same_people(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    clerk = MinuteLogDriver(window, qtbot)
    log = clerk.open(loaded(session))
    clerk.say("quach buoi", "Cần làm sớm")
    assert log.entry.speaker.value() == ""
    assert any(each.name == NAME and each.position == POSITION for each in log.entry.speaker.people)


def test_a_usual_seat_is_filled_in_too(window: MainWindow) -> None:
    page = window.go(8).page("series")
    window.go(8).tabs.setCurrentIndex(window.go(8).shown.index("series"))
    page.new_record()
    grid = next(each for each in page.record.grids if each.spec.label == "Thành phần")
    into(grid, "name")
    type_words("quach buoi")
    press(Qt.Key.Key_Return)
    assert row_of(grid).get("position") == POSITION
