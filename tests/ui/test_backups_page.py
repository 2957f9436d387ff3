"""Sao lưu: making, taking out, trying, reporting and restoring as a clerk does, also by keyboard alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop import paths, settings
from dandan_desktop.db.register import Register
from dandan_desktop.db.shelf import Use
from dandan_desktop.domain.nouns import ENTERED, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.progress import SILENT
from dandan_desktop.services import backups, records, registers
from dandan_desktop.ui import progress_box, work
from dandan_desktop.ui.backup_words import taken_words
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.report_pane import ReportPane
from dandan_desktop.ui.restore_pane import RestorePane
from dandan_desktop.ui.session import Ending, Session
from tests.registers import copied, opened, store_of
from tests.systems import need_mounts, need_no_printer
from tests.ui import invented
from tests.ui.conftest import Made
from tests.ui.drivers.keys import focused, press, type_words
from tests.ui.drivers.setup import SetupDriver
from tests.ui.test_pictures import picture


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> SetupDriver:
    made = SetupDriver(window, qtbot)
    made.read()
    return made


def add_person(session: Session, name: str = "Đoàn Một") -> None:
    session.do(lambda: records.save(session.store, PEOPLE, None, Person(full_name=name)))


def test_nothing_is_offered_of_backups_not_read_yet(window: MainWindow, qtbot: QtBot) -> None:
    clerk = SetupDriver(window, qtbot)
    seen = clerk.page.backups.list
    assert seen.last.text() == "Đang xem các bản sao…"
    assert not any(button.isEnabled() for button in (seen.show_report, seen.drill, seen.restore))
    clerk.back_up(1)
    assert all(button.isEnabled() for button in (seen.show_report, seen.drill, seen.restore))


def test_the_list_gives_way_to_the_report_beside_it(clerk: SetupDriver) -> None:
    clerk.back_up(1)
    clerk.window.resize(1280, 720)
    table, report = clerk.page.backups.list.table, clerk.page.backups.list.report
    clerk.until(lambda: report.isVisible() and table.width() < clerk.page.width() - report.width())
    clerk.until(lambda: table.horizontalScrollBar().maximum() == 0)


def test_a_backup_is_made_listed_and_reported(clerk: SetupDriver) -> None:
    pane = clerk.page.backups
    assert pane.list.last.text() == "Sổ chưa có bản sao nào."
    clerk.back_up(1)
    assert pane.list.last.text().endswith("đã kiểm tra; từ đó chưa có gì thay đổi.")
    assert pane.list.table.texts()[0][2:] == ["theo yêu cầu", pane.list.table.texts()[0][3], "✓ đã kiểm tra", "máy này"]
    status = pane.status
    assert status is not None
    assert status.last is not None
    head = pane.list.report.words.toPlainText()
    assert "Mã kiểm tra nhật ký: " in head
    assert status.last.head[:4] in head


def test_backups_of_another_branch_are_told_and_not_listed(clerk: SetupDriver) -> None:
    clerk.back_up(1)
    pane = clerk.page.backups
    assert pane.list.others.isHidden()
    status = pane.status
    assert status is not None
    assert status.last is not None
    branch = tuple(replace(status.last, sequence=number) for number in range(5, 15))
    pane.list.tell(replace(status, others=branch), pane.list.copies)
    assert pane.list.others.isVisible()
    assert "còn 10 bản sao (số 5 đến 14) thuộc nhánh khác của sổ này" in pane.list.others.text()
    assert clerk.listed() == ["1"]


def test_a_backup_of_another_branch_that_opens_is_marked_in_the_list(clerk: SetupDriver) -> None:
    clerk.back_up(1)
    pane = clerk.page.backups
    assert pane.status is not None
    pane.list.tell(pane.status, [replace(copy, is_aside=True) for copy in pane.list.copies])
    assert [texts[2] for texts in pane.list.table.texts()] == ["theo yêu cầu (nhánh khác)"]
    assert pane.list.others.text().startswith("(nhánh khác): bản sao chứa việc sổ đang mở không có")
    assert pane.list.others.isVisible()


def test_new_work_is_told_to_be_in_no_backup_yet(clerk: SetupDriver) -> None:
    clerk.back_up(1)
    add_person(clerk.window.session)
    clerk.page.backups.refresh()
    clerk.until(lambda: "chưa nằm trong bản sao" in clerk.page.backups.list.last.text())


def test_a_backup_that_is_stopped_leaves_nothing(clerk: SetupDriver) -> None:
    session = clerk.window.session
    session.work_begun.connect(lambda work: work.cancel() if work.is_modal else None)
    clerk.page.backups.list.make.click()
    clerk.until(lambda: "Đã dừng" in clerk.page.backups.list.result.text())
    clerk.read()
    assert clerk.listed() == []
    assert clerk.page.backups.list.make.isEnabled()


def sticks_named(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> list[Path]:
    """Sticks as the desktop shows them: each in a folder called as the stick is."""
    need_mounts()
    made = [folder / name for name in names]
    for stick in made:
        stick.mkdir()
    table = folder / "mounts"
    table.write_text("".join(f"/dev/sd{n} {stick} vfat rw 0 0\n" for n, stick in enumerate(made)), encoding="utf-8")
    monkeypatch.setattr(paths, "MOUNTS", table)
    monkeypatch.setattr(paths, "MEDIA", (f"{folder}/",))
    return made


@pytest.mark.pictures
def test_two_sticks_take_turns_and_are_called_by_their_own_names(
    clerk: SetupDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pictures_folder: Path
) -> None:
    pane = clerk.page.backups
    for stick in sticks_named(tmp_path, monkeypatch, "KINGSTON", "TRANSCEND"):
        pane._pick_folder = lambda *_, stick=stick: stick
        clerk.press(pane.list.choose, f"ra ổ đĩa “{stick.name}”")
    told = "hôm nay, ổ đĩa “TRANSCEND”. Lần tới dùng ổ đĩa “KINGSTON”. Đang cắm: ổ đĩa “TRANSCEND”."
    clerk.until(lambda: told in pane.list.outside.text())
    where = "máy này, ổ đĩa “TRANSCEND”, ổ đĩa “KINGSTON” (không cắm)"
    assert pane.list.table.texts()[0][5] == where
    picture(clerk.window, "1366", "sao-luu-hai-usb", pictures_folder)
    add_person(clerk.window.session)
    clerk.press(pane.list.take_out, "Đã chép bản sao số 2 ra ổ đĩa “TRANSCEND”")
    assert "Bản này nằm cùng ổ đĩa với sổ: hãy chép thêm ra USB" in pane.list.result.text()


def test_a_stick_is_put_elsewhere_and_a_folder_beside_the_register_is_not_enough() -> None:
    use = Use("id", "A", 3, "2026-11-22T08:00:00Z", "ổ đĩa “KINGSTON”")
    away, beside = (taken_words(use, is_beside=is_beside) for is_beside in (False, True))
    assert away.endswith("so đúng. Rút ổ ra cất nơi khác.")
    assert "Rút ổ" not in beside


def test_a_stick_that_cannot_be_written_is_told_and_the_page_goes_on(clerk: SetupDriver, tmp_path: Path) -> None:
    clerk.page.backups._pick_folder = lambda *_: tmp_path / "không có"
    clerk.page.backups.list.choose.click()
    clerk.until(clerk.window.problem.isVisible)
    assert clerk.window.problem.words.text().startswith("Không thấy ổ sao lưu không có")
    clerk.read()


def test_trying_a_backup_out_is_remembered(clerk: SetupDriver) -> None:
    clerk.back_up(1)
    (never,) = (words for _, words in clerk.alarms())
    assert never.startswith("⚠ Chưa ai thử khôi phục trên máy này. Hãy bấm Thử khôi phục")
    backups.drill_done(clerk.window.session.register, date.today() - timedelta(days=100))  # noqa: DTZ011 - this machine's day
    clerk.page.backups.refresh()
    clerk.until(lambda: any("Đã ba tháng chưa ai thử khôi phục" in words for _, words in clerk.alarms()))
    clerk.press(clerk.page.backups.list.drill, "✓ Đã thử khôi phục bản sao số 1")
    count = clerk.window.session.store.query
    entered = sum(count(f"SELECT count(*) FROM {noun.table}")[0][0] for noun in ENTERED)
    assert f"đủ {entered} bản ghi của cơ quan" in clerk.page.backups.list.result.text()
    assert entered < count("SELECT count(*) FROM bodies")[0][0]  # what came with the program is nobody's entry
    assert settings.read().practice_drill == date.today().isoformat()  # noqa: DTZ011 - this machine's day
    clerk.until(lambda: clerk.alarms() == [])
    assert list((paths.data_folder()).glob("thu-*")) == []


def test_the_report_of_an_older_backup_is_saved(clerk: SetupDriver, tmp_path: Path) -> None:
    clerk.back_up(1)
    pane = clerk.page.backups
    pane.list.report.close_it.click()
    pane.list.table.choose(0)
    pane.list.show_report.click()
    clerk.until(pane.list.report.isVisible)
    printed: list[str] = []
    report = ReportPane(lambda *_: tmp_path / "bao-cao.txt", lambda _, words, __: printed.append(words))
    clerk.qtbot.addWidget(report)
    report.tell(pane.list.report.words.toPlainText())
    report.save.click()
    report.print_it.click()
    assert (tmp_path / "bao-cao.txt").read_text(encoding="utf-8") == printed[0]
    assert "Bản sao số: 1" in printed[0]


def test_a_report_that_no_printer_takes_can_be_saved(qtbot: QtBot) -> None:
    need_no_printer()
    report = ReportPane()
    qtbot.addWidget(report)
    report.tell("Bản sao số: 1")
    report.print_it.click()
    assert report.note.text() == (
        "✕ Máy này chưa cài máy in nào, nên chưa in được. "
        "Hãy bấm “Lưu thành tệp…” để lấy tệp in ở máy khác, hoặc cài máy in vào máy này rồi bấm in lại."
    )
    assert report.words.toPlainText() == "Bản sao số: 1"


def restored_by(session: Session, ask: RestorePane) -> None:
    """Type the word, press the button, and do what the window would do with the register closed."""
    wanted: list[Ending] = []
    session.end_wanted.connect(wanted.append)
    assert not ask.go.isEnabled()
    ask.typed.setText("khoi phuc")
    ask.go.click()
    (ending,) = wanted
    session.close_stores()
    ending.work(session.register, SILENT)


def test_restoring_tells_what_would_be_lost_and_asks_for_a_word(clerk: SetupDriver, register_file: Made) -> None:
    session = clerk.window.session
    clerk.back_up(1)
    add_person(session)
    clerk.look_at(0)
    preview = clerk.page.backups.preview
    assert preview.loss.text().startswith("Sẽ mất 1 việc đã làm sau bản sao này")
    assert preview.loss.text().endswith("Có đụng đến: 1 người.")
    assert preview.counts.texts()[0] == ["Người", "41", "40", "−1"]
    words = [line[0] for line in preview.counts.texts()]
    assert "Mục danh mục" in words
    assert "Mã" not in words, "a number beside that word reads as a code"
    clerk.window.hide()
    restored_by(session, preview)
    again = Register.open_with_key(register_file.path, register_file.data_key)
    store = again.store("Lan")
    assert store.query("SELECT count(*) FROM people") == [(40,)]
    store.close()
    again.close()
    assert [file.name for file in register_file.path.parent.glob("*truoc-khoi-phuc*.dandan")]


def test_leaving_the_preview_does_nothing(clerk: SetupDriver) -> None:
    clerk.back_up(1)
    clerk.look_at(0)
    preview = clerk.page.backups.preview
    preview.typed.setText("thôi")
    assert not preview.go.isEnabled()
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert clerk.page.backups.currentWidget() is clerk.page.backups.list


@pytest.mark.parametrize("patience", [0, work.PATIENCE], ids=["slow machine", "quick machine"])
def test_a_backup_and_a_restore_by_keyboard_alone(
    patience: int, window: MainWindow, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_box, "PATIENCE", patience)  # on a slow machine its box shows, and hides again
    QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    clerk = SetupDriver(window, qtbot)
    clerk.read()
    press(Qt.Key.Key_S, control=True)
    clerk.until(lambda: clerk.listed() == ["1"])
    clerk.read()
    pane = clerk.page.backups
    clerk.until(pane.list.restore.isEnabled)
    tab_to(pane.list.restore)
    press(Qt.Key.Key_Space)
    clerk.until(lambda: pane.currentWidget() is pane.preview)
    wanted: list[Ending] = []
    session.end_wanted.connect(wanted.append)
    clerk.until(lambda: focused() is pane.preview.typed)
    type_words("khôi phục")
    press(Qt.Key.Key_Return)
    assert [ending.words for ending in wanted] == ["Đang khôi phục sổ…"]


def tab_to(widget: QWidget) -> None:
    """Press Tab until a widget has the keyboard."""
    for _ in range(60):
        if focused() is widget:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(widget)


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    """A register that is no practice office."""
    assert qapp is QApplication.instance()
    register = opened(copied(tmp_path / "cơ quan"))
    with store_of(register) as store:
        registers.choose_office(store, registers.office_presets(store, invented.TODAY)[0][0])
        with store.change("make_sheet"):
            store.put_fact("has_recovery_sheet", "1")
    register.learn()
    made = Session(register, register.store("Lan"), lambda: invented.TODAY)
    yield made
    made.close()


@pytest.mark.parametrize(("days", "dress"), [(6, None), (7, "warning"), (14, "error")])
def test_days_without_a_copy_outside_are_told_louder(
    days: int, dress: str | None, office: Session, qtbot: QtBot
) -> None:
    office.register._facts["made_at"] = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    backups.drill_done(office.register, date.today())  # noqa: DTZ011 - this machine's day
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    clerk = SetupDriver(window, qtbot)
    clerk.read()
    told = [role for role, words in clerk.alarms() if "ngày chưa chép bản sao ra ổ ngoài" in words]
    assert told == ([dress] if dress else [])
    window.close()
