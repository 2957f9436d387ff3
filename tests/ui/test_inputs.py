"""Typing into each input as a clerk does, Vietnamese through commit strings."""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.catalogue import Body, Unit
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.people import Person
from dandan_desktop.ui import inputs, theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.input_widgets import DateInput, FixedInput, LineInput, LinesInput, ProseInput
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import commit, compose
from tests.ui.invented import TODAY

W = TypeVar("W", bound=QWidget)


class Stage:
    """A window that shows one input after another, so that the keyboard can reach it."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session = session
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def show(self, widget: W) -> W:
        widget.setParent(self.window)
        widget.show()
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)
        return widget

    def picker(self, record: type, name: str, day: date = TODAY) -> Picker:
        made = inputs.make(trait(record, name), Desk(self.session, lambda: day))
        assert isinstance(made, Picker)
        return self.show(made)


@pytest.fixture
def stage(session: Session, qtbot: QtBot) -> Stage:
    return Stage(session, qtbot)


def offered(box: Picker, words: str, qtbot: QtBot) -> list[str]:
    commit(box, words)
    qtbot.waitUntil(lambda: box.is_open)
    return box.options()


@pytest.mark.parametrize(
    ("typed", "becomes"), [("3/2/26", "03/02/2026"), ("3-2", "03/02/2026"), ("31/2/2026", "31/2/2026"), ("mai", "mai")]
)
def test_a_date_takes_its_form_when_the_field_is_left(typed: str, becomes: str, stage: Stage) -> None:
    box = stage.show(DateInput(lambda: TODAY))
    QTest.keyClicks(box, typed)
    assert box.text() == typed
    box.clearFocus()
    assert box.text() == becomes


def test_a_narrow_date_field_says_in_short_what_to_type(stage: Stage) -> None:
    made = stage.show(DateInput(lambda: TODAY))
    made.resize(theme.FIELD, made.height())
    assert made.placeholderText() == "ngày/tháng/năm"
    made.resize(made.minimumSizeHint())
    assert made.placeholderText() == "ng/th/năm"


def test_a_calendar_fills_the_date(stage: Stage, qtbot: QtBot) -> None:
    box = stage.show(DateInput(lambda: TODAY))
    QTest.keyClick(box, Qt.Key.Key_F4)
    calendar = box._calendar
    assert calendar is not None
    assert calendar.isVisible()
    table = calendar.findChild(QTableView)
    assert isinstance(table, QTableView)
    days = [str(table.model().index(0, column).data()) for column in range(table.model().columnCount())]
    assert days[-7:] == ["Th 2", "Th 3", "Th 4", "Th 5", "Th 6", "Th 7", "CN"]
    room = min(table.columnWidth(column) for column in range(len(days) - 7, len(days)))
    assert all(table.fontMetrics().horizontalAdvance(day) < room for day in days), "no day of the week is cut"
    with qtbot.waitSignal(box.changed):
        calendar.clicked.emit(calendar.selectedDate())
    assert box.text() == "20/11/2026"


def test_a_calendar_stays_on_the_screen(stage: Stage) -> None:
    box, room = stage.show(DateInput(lambda: TODAY)), stage.window.screen().availableGeometry()
    for place in (room.topLeft(), room.bottomRight() - QPoint(60, 60)):
        stage.window.move(place)
        box.open_calendar()
        calendar = box._calendar
        assert calendar is not None
        assert room.contains(calendar.frameGeometry())
        calendar.hide()


def test_syllables_composed_under_telex_arrive_whole(stage: Stage, qtbot: QtBot) -> None:
    box = stage.show(LineInput())
    with qtbot.waitSignals([box.changed]):
        compose(box, ["N", "Ng", "Ngu", "Nguye", "Nguyê", "Nguyễ", "Nguyễn"])
    commit(box, " Đạt")
    assert box.text() == "Nguyễn Đạt"


def test_decomposed_text_is_composed_when_the_field_is_left(stage: Stage) -> None:
    box = stage.show(LineInput())
    commit(box, unicodedata.normalize("NFD", "  Nguyễn   Ẩn "))
    box.clearFocus()
    assert box.text() == "Nguyễn Ẩn"


def test_prose_keeps_its_lines_and_grows(stage: Stage) -> None:
    box = stage.show(ProseInput())
    before = box.height()
    commit(box, "Một")
    for _ in range(5):
        QTest.keyClick(box, Qt.Key.Key_Return)
    commit(box, "Sáu")
    assert box.value() == "Một" + "\n" * 5 + "Sáu"
    assert box.height() > before


def test_a_break_inside_one_entry_of_a_list(stage: Stage) -> None:
    box = stage.show(LinesInput())
    commit(box, "Ý một")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    commit(box, "tiếp theo")
    QTest.keyClick(box, Qt.Key.Key_Return)
    commit(box, "Ý hai")
    assert box.value() == ["Ý một\ntiếp theo", "Ý hai"]


@pytest.mark.parametrize("make", [LineInput, lambda: FixedInput(str), lambda: Picker(lambda _: [], str)])
def test_a_long_line_shows_its_beginning_and_is_told_whole(make: Callable[[], Any], stage: Stage) -> None:
    box, other = stage.show(make()), LineInput()
    box.resize(120, 32)
    box.set_value("Ủy viên Ban Thường vụ, Trưởng Ban Xây dựng Đảng")
    box.setCursorPosition(20)
    assert not box.is_cut  # while it is typed in
    other.move(0, 60)
    stage.show(other)
    assert (box.cursorPosition(), box.is_cut) == (0, True)
    place = QPoint(5, 5)
    QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, place, box.mapToGlobal(place)))
    assert QToolTip.text() == box.text()
    cut = box.grab().toImage()
    box.setText("Ủy viên")
    assert not box.is_cut
    assert box.grab().toImage() != cut


def test_a_choice_that_does_not_fit_is_told_whole(stage: Stage) -> None:
    words = "Thường trực cấp ủy giao ban quý với MTTQ, các tổ chức chính trị - xã hội"
    box = stage.show(ChoiceInput([Option(1, words), Option(2, "Khác")]))
    box.resize(200, 32)
    box.set_value(1)
    box.grab()
    assert box.toolTip() == words
    box.set_value(2)
    box.grab()
    assert box.toolTip() == ""


def test_a_choice_no_longer_offered_is_kept() -> None:
    box = ChoiceInput([Option(1, "Một")], extra="Mục cũ")
    box.set_value(7)
    assert (box.value(), box.currentText()) == (7, "Mục cũ")


def test_a_person_is_found_without_marks_and_taken_with_tab(session: Session, stage: Stage, qtbot: QtBot) -> None:
    box = stage.picker(Case, "person_id")
    found = offered(box, "huynh huu anh", qtbot)
    assert found[0].startswith("Huỳnh Hữu Ánh (1974")
    assert box.text() == "huynh huu anh"  # nothing is completed inside the box
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert session.store.of(Person).get(box.value()).facts.full_name == "Huỳnh Hữu Ánh"
    assert box.text() == "Huỳnh Hữu Ánh"


def test_one_more_letter_unmakes_the_choice(stage: Stage, qtbot: QtBot) -> None:
    box = stage.picker(Case, "person_id")
    offered(box, "huynh huu anh", qtbot)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert isinstance(box.value(), int)
    box.end(False)
    commit(box, "x")
    assert box.value() == "Huỳnh Hữu Ánhx"


def test_only_units_of_the_sheets_day_are_offered(stage: Stage, qtbot: QtBot) -> None:
    old = stage.picker(Person, "unit_id", date(2020, 6, 1))
    olds = offered(old, "lap vo", qtbot)
    new = stage.picker(Person, "unit_id", TODAY)
    assert any("Lấp Vò" in words and "đến 30/06/2025" in words for words in olds)
    assert all("đến" not in words for words in offered(new, "lap vo", qtbot))


def test_a_unit_is_told_apart_by_its_former_district(stage: Stage, qtbot: QtBot) -> None:
    box = stage.picker(Person, "unit_id", date(2020, 6, 1))
    assert [words for words in offered(box, "an hiep", qtbot) if words.startswith("Xã An Hiệp (Huyện Châu Thành")]


def test_a_name_typed_in_full_is_taken_when_the_field_is_left(session: Session, stage: Stage) -> None:
    box = stage.picker(Body, "unit_id")
    commit(box, "Xã Mỹ Thiện")
    box.clearFocus()
    assert session.store.of(Unit).get(box.value()).facts.name == "Xã Mỹ Thiện"


def test_a_name_nobody_has_is_offered_as_a_new_person(stage: Stage, qtbot: QtBot) -> None:
    box = stage.picker(Case, "person_id")
    assert offered(box, "Đoàn Chưa Có", qtbot) == ["Thêm người mới “Đoàn Chưa Có”…"]
    with qtbot.waitSignal(box.add_requested) as heard:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert heard.args == ["Đoàn Chưa Có"]
    assert box.value() == "Đoàn Chưa Có"


@pytest.mark.parametrize(("record", "name"), [(Case, "person_id"), (Meeting, "chair_name")])
def test_what_was_just_typed_asks_nothing_of_a_session_that_ended(
    record: type, name: str, stage: Stage, session: Session
) -> None:
    box = stage.picker(record, name)
    commit(box, "nguyen")
    session.close_stores()
    box.look()
    assert not [words for words in box.options() if not words.startswith("Thêm")]


def test_escape_closes_the_list_and_keeps_the_words(stage: Stage, qtbot: QtBot) -> None:
    box = stage.picker(Case, "person_id")
    offered(box, "nguyen", qtbot)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.is_open
    assert box.text() == "nguyen"


def test_the_arrows_move_through_what_is_offered(stage: Stage, qtbot: QtBot) -> None:
    box = stage.picker(Case, "person_id")
    second = offered(box, "nguyen", qtbot)[1]
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert second.startswith(box.text())
