"""The frame: pages by key, search over everything, status line, text size, trash, journal, office."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchmarks import lists
from dandan_desktop import settings
from dandan_desktop.db import tasks
from dandan_desktop.db.offices import office
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import loading, meetings, records
from dandan_desktop.ui import icons, start_up, theme
from dandan_desktop.ui.first_pane import FirstPane
from dandan_desktop.ui.main_window import MainWindow, step_text
from dandan_desktop.ui.office_pane import OfficePane
from dandan_desktop.ui.quick_add import QuickAdd
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.status_line import StatusLine
from tests.registers import meeting_file
from tests.ui.drivers.keys import commit


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_text_can_be_read(name: str) -> None:
    c = theme.THEMES[name]
    pairs = [
        (text, back) for text in (c.text, c.second, c.accent, c.green, c.amber, c.red) for back in (c.ground, c.page)
    ]
    pairs += [(c.text, c.hover), (c.accent, c.accent_soft), (c.text, c.accent_soft), (c.on_accent, c.accent)]
    pairs += [(c.amber, c.amber_soft), (c.red, c.red_soft), (c.second, c.hover)]
    assert [(a, b) for a, b in pairs if contrast(a, b) < 4.5] == []


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_theme_is_a_whole_style_sheet(name: str, qapp: QApplication) -> None:
    theme.apply(qapp, 125, name)
    assert theme.colours() is theme.THEMES[name]
    assert "%(" not in qapp.styleSheet()
    theme.apply(qapp)


def test_ctrl_and_a_figure_opens_a_page(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.built[9]
    assert window.windowTitle() == "Sao lưu & thiết lập · Sổ thử · Sổ Dân vận · SỔ THỰC HÀNH"


def test_the_search_box_opens_what_it_finds(window: MainWindow, qtbot: QtBot) -> None:
    window.go(9)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.top.search
    commit(box, "do minh anh")
    qtbot.waitUntil(box._list.isVisible, timeout=20_000)
    assert box.texts() == ["Người", "   Đỗ Minh Ánh"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    page = window.built[8].page("people")
    assert window.stack.currentWidget() is window.built[8]
    assert page.record.head.title.text() == "Đỗ Minh Ánh"
    assert box.text() == ""


def test_what_is_nowhere_is_said(window: MainWindow) -> None:
    commit(window.top.search, "zzz")
    window.top.search.look()
    assert window.top.search.texts() == ["Không tìm thấy. Thử ít từ hơn, có dấu hay không dấu đều được."]


def test_the_status_line_says_why_a_register_only_opens_for_reading(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(window.session.register), "is_complete", property(lambda _: False))
    told = StatusLine(window.session)
    assert "⚠ Chỉ xem: nhật ký của sổ bị thiếu" in told.words()
    told.deleteLater()


def test_the_status_line_tells_only_what_is_true(window: MainWindow, session: Session) -> None:
    assert window.status.words() == ["⚠ Sổ thực hành"]
    before = datetime.now().astimezone()
    session.do(lambda: records.save(session.store, PEOPLE, None, Person(full_name="Đoàn Một")))
    after = datetime.now().astimezone()
    assert window.status.words()[0] in {f"Lưu lần cuối {moment:%H:%M}" for moment in (before, after)}


def test_the_status_line_counts_overdue_tasks_and_opens_them(window: MainWindow, session: Session) -> None:
    loading.load_path(session.store, meeting_file())
    late = tasks.overdue(session.store, session.today)
    assert len(late) > 1
    row = late[0]
    session.do(lambda: meetings.finish_task(session.store, row, session.today, Prose("Xong")))
    assert window.status.words()[-1] == f"⚠ {len(late) - 1} nhiệm vụ quá hạn"
    window.status.overdue.click()
    assert window.stack.currentWidget() is window.go(3)
    assert sorted(window.go(3).current.list.shown) == sorted(late[1:])


def test_a_problem_is_told_in_two_sentences_and_goes_with_the_next_deed(window: MainWindow, session: Session) -> None:
    session.problem_raised.emit(ClerkError(Problem.NOTHING_TO_UNDO))
    assert window.problem.isVisible()
    assert window.problem.words.text().count(".") >= 2
    session.do(lambda: records.save(session.store, PEOPLE, None, Person(full_name="Đoàn Một")))
    assert not window.problem.isVisible()


def test_text_grows_and_shrinks(window: MainWindow, qtbot: QtBot) -> None:
    before = window.side.width()
    step_text(1)
    assert theme.text_percent() == 110
    assert settings.read().text_percent == 110
    qtbot.waitUntil(lambda: window.side.width() > before)
    page = window.go(8).page("people")
    assert page.list.table.verticalHeader().defaultSectionSize() == 35
    step_text(0)
    assert theme.text_percent() == 100


def test_the_side_bar_folds(window: MainWindow) -> None:
    window.side.fold.click()
    assert window.side.width() == theme.SIDE_FOLDED
    window.side.fold.click()
    assert window.side.width() == theme.SIDE


def test_another_office_is_named_at_once(window: MainWindow, session: Session) -> None:
    pane = window.go(9).general.office
    pane.choice.selectAll()
    commit(pane.choice, "Ban Thử Việc")
    pane.choice.look()
    assert pane.choice.options() == ["Thêm cơ quan, tổ chức mới “Ban Thử Việc”…"]
    QTest.keyClick(pane.choice, Qt.Key.Key_Return)
    form = pane.findChild(QuickAdd)
    assert isinstance(form, QuickAdd)
    assert form.sheet.fields["name"].value() == "Ban Thử Việc"
    form.save.click()
    assert not form.sheet.fields["kind"].finding.isHidden()
    form.sheet.fields["kind"].set_value(session.store.query("SELECT kind FROM bodies LIMIT 1")[0][0])
    form.save.click()
    assert pane.choice.text() == "Ban Thử Việc"
    QTest.keyClick(pane.choice, Qt.Key.Key_Return)
    assert window.top.office.text() == "Ban Thử Việc"


def test_the_office_is_named_as_it_stood_on_the_working_day(session: Session, window: MainWindow) -> None:
    assert office(session.store) is not None
    session._day = lambda: date(2020, 6, 1)
    window.top.say_office()
    assert window.top.office.text() == "Ban Dân vận Tỉnh ủy Đồng Tháp"


def test_a_register_without_an_office_asks_for_one_first(session: Session, qtbot: QtBot) -> None:
    with session.store.change("choose_office"):
        session.store.put_fact("office", "")
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.show()
    first = made.stack.currentWidget()
    assert isinstance(first, FirstPane)
    pane = first.current
    assert isinstance(pane, OfficePane)
    assert not made.side.isEnabled()
    assert not pane.take.isEnabled()
    commit(pane.choice, "xay dung dang xa tan duong")
    QTest.keyClick(pane.choice, Qt.Key.Key_Return)
    assert pane.header.text().startswith("Tiêu đề văn bản: ĐẢNG ỦY XÃ TÂN DƯƠNG – BAN XÂY DỰNG ĐẢNG.")
    QTest.keyClick(pane.choice, Qt.Key.Key_Return)
    assert made.side.isEnabled()
    assert made.top.office.text() == session.office_name == "Ban Xây dựng Đảng Đảng ủy xã Tân Dương"


def test_the_window_says_once_that_it_is_painted(session: Session, qtbot: QtBot) -> None:
    made = MainWindow(session)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.painted):
        made.show()


def test_qt_speaks_vietnamese(qapp: QApplication) -> None:
    assert start_up.application() is qapp
    assert qapp.translate("QPlatformTheme", "Save") == "Lưu"
    assert qapp.translate("QLineEdit", "&Copy") == "&Sao chép"


def test_the_working_period_is_one_for_all(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    assert window.top.period.text().strip() == "Kỳ số liệu: Quý IV/2026"
    with qtbot.waitSignal(session.period_changed):
        session.choose_period(window.top.choices()[-1])
    assert window.top.period.text().strip() == "Kỳ số liệu: Năm 2025"


def test_the_office_stands_whole_before_the_search_box_grows(window: MainWindow, qtbot: QtBot) -> None:
    top = window.top
    wide = top.search.width()
    window.resize(1200, 720)
    qtbot.waitUntil(lambda: top.search.width() < wide)
    assert top.office.width() >= top.office.sizeHint().width()


def test_the_keyboard_shifts_nothing_in_the_side_bar(window: MainWindow) -> None:
    entries = window.side.findChildren(QPushButton)
    before = [entry.geometry() for entry in entries]
    for entry in entries:
        entry.setFocus()
        QCoreApplication.sendPostedEvents(None, 0)
        assert [each.geometry() for each in entries] == before


def test_a_closed_primary_button_still_shows_its_picture(qapp: QApplication) -> None:
    assert qapp is QApplication.instance()
    picture = icons.primary_icon("save").pixmap(theme.ICON, theme.ICON, QIcon.Mode.Disabled).toImage()
    painted = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert theme.colours().second.lower() in painted
    assert theme.colours().on_accent.lower() not in painted


def test_a_page_gives_the_keyboard_to_what_it_shows(window: MainWindow, qtbot: QtBot) -> None:
    page = window.go(8).page("people")
    page.open_record(page.list.shown[0])
    window.side.setFocus()
    QTest.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.record.sheet.isAncestorOf(window.focusWidget()))


def test_a_new_record_is_a_key_away_from_everywhere_on_its_page(window: MainWindow, qtbot: QtBot) -> None:
    page = window.go(4)
    window.top.search.setFocus()
    QTest.keyClick(window.top.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.is_on_record)
    assert page.record.kept is None


def test_an_entry_of_the_side_bar_tells_its_key_by_its_tool_tip_and_has_no_figure_to_be_taken_for_a_count(
    window: MainWindow,
) -> None:
    entries = [button for button in window.side.findChildren(QPushButton) if button.isCheckable()]
    assert [each.toolTip() for each in entries] == [f"{page.word} (Ctrl+{page.key})" for page in window.pages.values()]
    assert [each.text().strip().replace("&&", "&") for each in entries] == [page.word for page in window.pages.values()]
    assert not window.side.findChildren(QLabel)


@pytest.mark.parametrize("role", ["", "title", "heading", "second", "label", "error"])
def test_marks_on_capitals_are_painted_whole(role: str, qtbot: QtBot) -> None:
    def ink(label: QLabel) -> int:
        image = label.grab().toImage()
        ground = image.pixel(image.width() - 1, 0)
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(image.pixel(*place) != ground for place in places)

    label = QLabel("ẬỄỦỖẪ gjpq ")
    label.setTextFormat(Qt.TextFormat.PlainText)
    qtbot.addWidget(label)
    theme.mark(label, role)
    label.ensurePolished()
    label.adjustSize()
    usual = ink(label)
    label.resize(label.width(), 3 * label.height())
    assert ink(label) == usual


def test_the_benchmark_finds_every_list_it_measures(session: Session, qtbot: QtBot) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    found = {table: lists.page_of(window, key, table).list.spec.noun.table for table, key in lists.PAGES}
    assert found == {table: table for table, _ in lists.PAGES}
