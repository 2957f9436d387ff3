"""From the help, by keyboard: all of it as a Word file, the report for support, and what the program is."""

from pathlib import Path
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop import __version__
from dandan_desktop.db.register import PRACTICE_PASSPHRASE
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import components, trouble_report
from dandan_desktop.ui import help_key
from dandan_desktop.ui.about_box import AboutBox
from dandan_desktop.ui.help_deeds import HelpDeeds
from dandan_desktop.ui.help_place import HelpPlace, HelpWindow
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.start import StartWindow
from dandan_desktop.ui.trouble_box import TroubleBox
from tests.ui.conftest import Made
from tests.ui.drivers.keys import commit, focused, press, type_words


@pytest.fixture
def deeds(window: MainWindow, qtbot: QtBot) -> HelpDeeds:
    qtbot.waitUntil(window.isActiveWindow)
    window.go(1)
    press(Qt.Key.Key_F1)
    return window.findChildren(HelpPlace)[0].deeds


def tab_to(wanted: object) -> None:
    """Go there with Tab alone; the links of the page come on the way."""
    for _ in range(60):
        if focused() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted}")


def box_of(deeds: HelpDeeds, kind: Any) -> Any:
    assert isinstance(deeds.box, kind)
    return deeds.box


def test_all_help_is_written_by_keyboard(deeds: HelpDeeds, tmp_path: Path) -> None:
    deeds._pick = lambda _parent, _title, proposal, _kinds: tmp_path / proposal.with_suffix("").name
    tab_to(deeds.print_all)
    press(Qt.Key.Key_Return)
    assert deeds.bar.isVisible()
    assert deeds.bar.words.text() == "Đã ghi tro-giup-so-dan-van.docx"
    lines = list(all_lines(blocks((tmp_path / "tro-giup-so-dan-van.docx").read_bytes())))
    assert lines[0].text == "TRỢ GIÚP SỔ DÂN VẬN"
    deeds._pick = lambda *_: tmp_path / "không có" / "a.docx"
    deeds.print_all.click()
    assert not deeds.bar.isVisible()
    assert deeds.problem.isVisible()
    deeds._pick = lambda *_: None
    deeds.print_all.click()
    assert not deeds.problem.isVisible()


def test_the_report_is_read_before_it_is_written(
    deeds: HelpDeeds, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    tab_to(deeds.trouble)
    press(Qt.Key.Key_Return)
    box = box_of(deeds, TroubleBox)
    box._pick = lambda _parent, _title, proposal, _kinds: tmp_path / proposal.name
    shown = box.shown.toPlainText()
    assert f"Phiên bản: {__version__}" in shown
    people = window.session.store.query("SELECT count(*) FROM people WHERE deleted_at IS NULL")[0][0]
    assert f"Người: {people}" in shown.splitlines()
    names = [row[0] for row in window.session.store.query("SELECT full_name FROM people")]
    assert len(names) > 10
    assert not [name for name in names if name in shown]
    assert PRACTICE_PASSPHRASE not in shown
    assert str(window.session.register.path.parent) not in shown
    qtbot.waitUntil(lambda: box.said.hasFocus() and box.save.isEnabled())
    type_words(f"Ở hồ sơ {names[0]} bấm Lưu thì mất chữ")
    assert "> Ở hồ sơ (tên người) bấm Lưu thì mất chữ" in box.shown.toPlainText().splitlines()
    assert box.shown.toPlainText().endswith(shown.partition("\n")[2])
    shown = box.shown.toPlainText()
    box.write()
    assert (tmp_path / trouble_report.FILE_NAME).read_text(encoding="utf-8") == shown
    assert box.note.text().startswith(f"✓ Đã ghi {trouble_report.FILE_NAME}.")
    box._pick = lambda *_: tmp_path / "không có" / "a.txt"
    box.write()
    assert box.note.text().startswith("✕ ")
    box.copy.click()
    assert QApplication.clipboard().text() == shown
    type_words(".")
    assert not box.note.text(), "what was written is not what is shown any more"
    typed = box.said.toPlainText()
    box.reject()
    deeds.trouble.click()
    assert box_of(deeds, TroubleBox).said.toPlainText() == typed
    box_of(deeds, TroubleBox).reject()


def failing(**_: object) -> NoReturn:
    raise ClerkError(Problem.REGISTER_DAMAGED_SINCE)


def test_a_register_that_cannot_be_read_still_gives_a_report(
    deeds: HelpDeeds, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[ClerkError] = []
    window.session.problem_raised.connect(told.append)
    monkeypatch.setattr(window.session.register, "store", failing)
    deeds.trouble.click()
    box = box_of(deeds, TroubleBox)
    qtbot.waitUntil(box.save.isEnabled)
    commit(box.said, "Sổ không đọc được")
    assert "Người báo lỗi viết, như đã gõ:\n> Sổ không đọc được\n" in box.shown.toPlainText()
    assert box.sent.text() == "Chữ này gửi đi như đã gõ: đừng ghi mật khẩu, tên người, nội dung cuộc họp."
    assert told == []
    box.reject()


def test_the_program_says_what_it_is(deeds: HelpDeeds) -> None:
    tab_to(deeds.about)
    press(Qt.Key.Key_Return)
    box = box_of(deeds, AboutBox)
    assert box.version.text() == f"Phiên bản {__version__}"
    known = components.components()
    assert [(name, version) for name, version, _ in box.table.texts()] == [(each.name, each.version) for each in known]
    assert all(licence for *_, licence in box.table.texts())
    box.reject()


def test_the_help_of_a_box_opened_from_the_help(deeds: HelpDeeds, qtbot: QtBot) -> None:
    deeds.about.click()
    box = box_of(deeds, AboutBox)
    qtbot.waitUntil(lambda: box.isAncestorOf(QApplication.focusWidget()))
    press(Qt.Key.Key_F1)
    above = box.findChildren(HelpWindow)[0]
    assert above.pane.name == "support"
    above.reject()
    box.reject()


def test_before_a_register_is_open_the_report_says_so(register_file: Made, qtbot: QtBot) -> None:
    start = StartWindow(register_file.path)
    qtbot.addWidget(start)
    start.show()
    qtbot.waitUntil(start.isActiveWindow)
    start.unlock.passphrase.setFocus()
    start.help.click()
    above = start.findChildren(HelpWindow)[0]
    assert above.pane.name == "unlock"
    above.deeds.trouble.click()
    assert "Sổ: chưa mở" in box_of(above.deeds, TroubleBox).shown.toPlainText()
    above.deeds.box.reject()  # type: ignore[union-attr]
    above.reject()
    start.close()


def test_the_button_gives_no_key_to_a_window_twice(window: MainWindow) -> None:
    help_key.give(window)
    help_key.give(window)
    window.go(1)
    press(Qt.Key.Key_F1)
    assert window.findChildren(HelpPlace)[0].pane.isVisible()
