"""F1 on every page, record, pane and box: the help that explains it, and back to where the keyboard was."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.services import help_pages
from dandan_desktop.ui.help_key import topic_of
from dandan_desktop.ui.help_pane import HelpPane
from dandan_desktop.ui.help_place import HelpWindow
from dandan_desktop.ui.help_text import HelpText
from dandan_desktop.ui.main_window import MainWindow, step_text
from dandan_desktop.ui.pages_list import PAGES
from dandan_desktop.ui.start import StartWindow
from tests.ui.conftest import Made
from tests.ui.drivers.keys import commit, focused, press
from tests.ui.test_pictures import office_window, practice_office

__all__ = ["office_window", "practice_office"]


def help_of(window: QWidget) -> HelpPane:
    return window.findChildren(HelpPane)[0]


def help_before(window: QWidget) -> HelpPane:
    """The help in a window of its own."""
    return window.findChildren(HelpWindow)[-1].pane


def test_larger_text_is_larger_in_the_help_too(window: MainWindow) -> None:
    window.go(1)
    press(Qt.Key.Key_F1)
    pane = help_of(window)

    def points() -> float:
        return pane.text.document().begin().begin().fragment().charFormat().fontPointSize()

    before, width = points(), pane.list.width()
    try:
        step_text(1)
        assert points() > before
        assert pane.list.width() > width
    finally:
        step_text(0)
    assert points() == before


def test_every_page_and_every_tab_has_its_help(window: MainWindow) -> None:
    for entry in PAGES:
        page: Any = window.go(entry.key)
        for place in range(page.tabs.count()) if hasattr(page, "tabs") else (0,):
            if hasattr(page, "tabs"):
                page.tabs.setCurrentIndex(place)
            name = page.help_shown()
            assert help_pages.is_known(name), (entry.word, place)
            assert topic_of(window.side) == name  # beside the page
        for table in entry.tables:
            window.show_records(table, [], "")
            assert page.help_shown() == table
            noun_page = page.page(table) if hasattr(page, "page") else page
            noun_page.new_record()
            assert topic_of(noun_page) == table
    assert topic_of(window.top.search) == "find"


def test_f1_in_a_field_goes_to_the_help_and_back_to_the_field(window: MainWindow) -> None:
    page = window.go(8).page("people")
    page.open_record(page.list.shown[0])
    held = page.record.sheet.fields["full_name"].input
    held.setFocus()
    commit(held, "Thêm ")
    typed = page.record.sheet.draft()["full_name"]
    assert typed.startswith("Thêm ")
    press(Qt.Key.Key_F1)
    pane = help_of(window)
    assert pane.isVisible()
    assert not page.isVisible()
    assert pane.name == "people"
    assert focused() is pane.text
    press(Qt.Key.Key_Escape)
    assert focused() is held
    assert page.record.sheet.draft()["full_name"] == typed
    assert page.record.isVisible()
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_F1)
    assert focused() is held


def test_a_cell_under_the_keyboard_is_kept_and_the_keyboard_comes_back_to_its_table(window: MainWindow) -> None:
    page = window.go(2).page("meetings")
    page.new_record()
    press(Qt.Key.Key_2, alt=True)
    grid = page.record.grids[0]
    commit(focused(), "Khai mạc")
    press(Qt.Key.Key_F1)
    assert help_of(window).name == "meetings"
    press(Qt.Key.Key_Escape)
    assert grid.isAncestorOf(focused())
    assert grid.model.index(0, 0).data() == "Khai mạc"


def test_the_help_of_a_section_is_that_of_its_pane(window: MainWindow) -> None:
    page = window.go(2).page("meetings")
    page.new_record()
    press(Qt.Key.Key_F1)
    assert help_of(window).name == "meetings"
    press(Qt.Key.Key_Escape)
    assert topic_of(page.record.pane.papers.table) == "papers"
    assert topic_of(page.record.pane.minutes.lock) == "meetings"  # it stands in the row of all deeds


def test_another_page_puts_the_help_away(window: MainWindow) -> None:
    window.go(1)
    press(Qt.Key.Key_F1)
    pane = help_of(window)
    assert pane.name == "home"
    press(Qt.Key.Key_4, control=True)
    assert not pane.isVisible()
    assert window.stack.isVisible()
    assert window.key == 4
    assert window.built[4].isAncestorOf(focused())


def test_the_place_a_locked_register_comes_back_to_is_that_below_the_help(window: MainWindow) -> None:
    window.go(8).page("people").open_record(1)
    press(Qt.Key.Key_F1)
    assert window.key == 8
    assert window.built[8].shown_record() is not None


def test_the_button_of_the_side_bar_opens_the_help(window: MainWindow) -> None:
    window.go(7)
    window.side.help.click()
    assert help_of(window).name == "rollups"
    window.side.help.click()
    assert not help_of(window).isVisible()
    assert window.built[7].isVisible()


def test_searching_with_the_keyboard_alone(window: MainWindow) -> None:
    window.go(1)
    press(Qt.Key.Key_F1)
    pane = help_of(window)
    press(Qt.Key.Key_F, control=True)
    assert focused() is pane.words
    commit(pane.words, "phieu khoi phuc")
    assert pane.texts()[:2] == [f"Tìm thấy ở {len(pane.texts()) - 1} trang", "   Phiếu khôi phục"]
    assert pane.name == "recovery", "the first hit is shown while words are typed"
    assert pane.list.currentItem().text() == "   Phiếu khôi phục"
    assert focused() is pane.words
    press(Qt.Key.Key_Return)
    assert pane.name == "recovery"
    assert focused() is pane.text
    press(Qt.Key.Key_Left, alt=True)
    assert pane.name == "home"
    assert not pane.previous.isEnabled()
    commit(pane.words, " zzz")
    assert pane.texts() == ["Không thấy. Hãy thử ít chữ hơn."]
    assert pane.text.toPlainText().startswith("Không thấy trang nào")
    pane.words.clear()
    assert pane.name == "home", "and the page that was read comes back"
    assert pane.text.toPlainText().startswith("Tổng quan")
    assert not pane.previous.isEnabled()
    titles = [each.title for each in help_pages.topics()]
    assert [line.strip() for line in pane.texts() if line.startswith("   ")] == titles


def test_the_page_that_was_read_comes_back_where_it_was_read(window: MainWindow) -> None:
    window.go(2)
    press(Qt.Key.Key_F1)
    pane = help_of(window)
    bar = pane.text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    press(Qt.Key.Key_F, control=True)
    for words in ("phieu", " khoi", " zzz"):
        commit(pane.words, words)
    press(Qt.Key.Key_Left, alt=True)
    assert (pane.name, bar.value(), pane.previous.isEnabled()) == ("meetings", place, False)
    pane.words.clear()
    assert (pane.name, bar.value()) == ("meetings", place)
    commit(pane.words, "phieu khoi phuc")
    pane.list.setCurrentRow(2)
    other = pane.name
    assert other not in ("meetings", "recovery")
    press(Qt.Key.Key_Left, alt=True)
    assert (pane.name, bar.value()) == ("meetings", place)
    commit(pane.words, " zzz")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_F1)
    assert pane.text.toPlainText().startswith("Cuộc họp")


def test_the_contents_are_walked_with_the_arrows(window: MainWindow) -> None:
    window.go(1)
    press(Qt.Key.Key_F1)
    pane = help_of(window)
    pane.list.setFocus()
    press(Qt.Key.Key_Down)
    assert pane.name == "lists"
    press(Qt.Key.Key_Return)
    assert focused() is pane.text


def test_a_link_leads_to_another_page_and_nowhere_else(window: MainWindow) -> None:
    window.go(2)
    press(Qt.Key.Key_F1)
    pane = help_of(window)
    pane.text.anchorClicked.emit(QUrl("minute_log.md"))
    assert pane.name == "minute_log"
    for elsewhere in ("https://example.org/minutes.md", "file:///etc/minutes.md", "../../LICENSE", "unknown.md"):
        pane.text.anchorClicked.emit(QUrl(elsewhere))
        assert pane.name == "minute_log"


def test_the_text_reads_nothing_but_its_own_pictures(window: MainWindow, tmp_path: Path) -> None:
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(tmp_path / "x.png"))
    window.go(1)
    press(Qt.Key.Key_F1)
    text = help_of(window).text
    kind = 2
    assert text.loadResource(kind, QUrl.fromLocalFile(str(tmp_path / "x.png"))) is None
    assert text.loadResource(kind, QUrl("https://example.org/x.png")) is None
    assert isinstance(text, HelpText)


def test_reading_on_where_it_was_left(window: MainWindow) -> None:
    window.go(2)
    press(Qt.Key.Key_F1)
    pane = help_of(window)
    place = pane.text.verticalScrollBar().maximum() // 2
    assert place > 0
    pane.text.verticalScrollBar().setValue(place)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_F1)
    assert pane.text.verticalScrollBar().value() == place


def test_the_start_screen_has_help_in_a_window_before_it(register_file: Made, qtbot: QtBot) -> None:
    start = StartWindow(register_file.path)
    qtbot.addWidget(start)
    start.show()
    held = start.unlock.passphrase
    qtbot.waitUntil(start.isActiveWindow)
    held.setFocus()
    press(Qt.Key.Key_F1)
    pane = help_before(start)
    assert pane.name == "unlock"
    qtbot.waitUntil(lambda: focused() is pane.text)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: focused() is held)
    for page, name in ((start.new, "start"), (start.choices, "start"), (start.sheet, "unlock")):
        start.stack.setCurrentWidget(page)
        assert topic_of(start.stack) == name
    assert topic_of(start.copy) == "restore"
    assert topic_of(start.wreck) == "wreck"
    start.close()


def test_a_form_of_a_tab_has_help_of_its_own(window: MainWindow) -> None:
    window.go(9).tabs.setCurrentIndex(0)
    page = window.built[9]
    assert topic_of(page.backups.list.table) == "backups"
    page.tabs.setCurrentWidget(page.users)
    page.users.make_sheet()
    assert topic_of(page.users.form) == "recovery"


def test_the_desk_of_templates_has_help_before_it(office_window: MainWindow, qtbot: QtBot) -> None:
    styles = office_window.go(8).page("paper_styles")
    row = office_window.session.store.query("SELECT min(id) FROM paper_styles")[0][0]
    office_window.show_record("paper_styles", row)
    styles.record.pane.open_desk()
    desk = styles.record.pane.desk
    qtbot.waitUntil(lambda: desk.isAncestorOf(focused()))
    press(Qt.Key.Key_F1)
    assert help_before(desk).name == "templates"
    help_before(desk).left.emit()
    desk.reject()


def test_every_page_can_be_shown(window: MainWindow) -> None:
    window.go(1)
    press(Qt.Key.Key_F1)
    pane = help_of(window)
    for topic in help_pages.topics():
        pane.show_page(topic.name)
        shown = pane.text.toPlainText()
        assert shown.startswith(topic.title)
        assert "**" not in shown, topic.name
        assert "](" not in shown, topic.name
