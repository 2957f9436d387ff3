"""What does itself: pages looked over, backups when due, the copy outside, and the backup at closing."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dandan_desktop import settings
from dandan_desktop.db import packages, shelf
from dandan_desktop.domain.errors import Problem
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import backups, health, loading, records
from dandan_desktop.ui.closing import Closing
from dandan_desktop.ui.keeper import Keeper
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.disks import disk
from tests.registers import copied, meeting_file, opened

PATIENCE = 20_000


@pytest.fixture
def keeper(window: MainWindow) -> Keeper:
    made = Keeper(window.session, window)
    window.status.follow(made)
    return made


def until(qtbot: QtBot, is_so: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(is_so()), timeout=PATIENCE)


def begun(keeper: Keeper, qtbot: QtBot) -> None:
    """Let everything happen that the start of a day makes happen."""
    keeper.begin()
    until(qtbot, lambda: keeper.status is not None and not keeper.is_busy)


def kept(keeper: Keeper) -> list[str]:
    return [entry.kind.value for entry in shelf.read(shelf.own_place(keeper.session.register.uid)).entries]


def add_person(window: MainWindow) -> None:
    store = window.session.store
    window.session.do(lambda: records.save(store, PEOPLE, None, Person(full_name="Đoàn Một")))


def test_the_status_line_tells_the_backup_that_was_just_made(window: MainWindow, keeper: Keeper, qtbot: QtBot) -> None:
    begun(keeper, qtbot)
    assert kept(keeper) == ["routine"]
    said = next(words for words in window.status.words() if words.startswith("Bản sao gần nhất"))
    assert said.endswith(", đã kiểm tra, chưa chép ra ổ ngoài")
    assert keeper.check_words == "Sổ đọc được tốt"
    assert not health.is_full_due(window.session.register, window.session.store)


def test_nothing_is_backed_up_again_before_two_hours_or_without_changes(
    window: MainWindow, keeper: Keeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(keeper, qtbot)
    add_person(window)
    keeper.look()
    until(qtbot, lambda: not keeper.is_busy)
    assert kept(keeper) == ["routine"]
    monkeypatch.setattr(backups, "EVERY", backups.EVERY * 0)
    keeper.look()
    until(qtbot, lambda: kept(keeper) == ["routine", "routine"] and not keeper.is_busy)
    keeper.look()
    until(qtbot, lambda: not keeper.is_busy)
    assert kept(keeper) == ["routine", "routine"]


def test_what_is_overdue_is_counted_anew_once_the_day_turned(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    session, window = keeper.session, keeper.parent()
    assert isinstance(window, MainWindow)
    loading.load_path(session.store, meeting_file())
    first = min(task.facts.due_on for task in session.store.of(Task).some() if task.facts.due_on is not None)
    for day, is_told in ((first, False), (first + timedelta(days=1), True)):
        monkeypatch.setattr(session, "_day", lambda day=day: day)
        keeper.told.emit()
        assert any("nhiệm vụ quá hạn" in words for words in window.status.words()) is is_told


@pytest.fixture
def office_keeper(tmp_path: Path, qapp: object) -> Iterator[Keeper]:
    """The keeper of an office's own register."""
    assert qapp is not None
    register = opened(copied(tmp_path / "so"))
    session = Session(register, register.store())
    yield Keeper(session)
    session.close()


def test_a_stick_that_is_plugged_in_gets_the_newest_backup_by_itself(
    office_keeper: Keeper, qtbot: QtBot, tmp_path: Path
) -> None:
    stick, away = tmp_path / "usb", tmp_path / "trong túi"
    stick.mkdir()
    backups.choose_second_place(stick, office_keeper.session.register)
    stick.rename(away)
    begun(office_keeper, qtbot)
    assert "chưa chép ra ổ ngoài" in office_keeper.words
    away.rename(stick)
    office_keeper.look()
    until(qtbot, lambda: "chép ra ổ ngoài hôm nay" in office_keeper.words)
    assert len(list(stick.rglob("*.dandan-sao"))) == 1


def test_the_practice_office_puts_nothing_on_the_sticks_of_the_real_one(
    window: MainWindow, keeper: Keeper, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    backups.choose_second_place(stick, window.session.register)
    settings.remember(second_place=str(stick))
    begun(keeper, qtbot)
    add_person(window)
    done: list[object] = []
    keeper.back_up_at_end(done.append)
    until(qtbot, lambda: done)
    assert done == [None]
    assert kept(keeper) == ["routine", "exit"]
    assert list(stick.rglob("*.dandan-sao")) == []


def test_no_warning_stands_beside_a_backup_that_is_as_it_should_be(
    office_keeper: Keeper, qtbot: QtBot, tmp_path: Path
) -> None:
    begun(office_keeper, qtbot)
    assert office_keeper.status is not None
    assert not office_keeper.session.register.has_recovery_sheet, "which the status line tells by itself"
    assert (office_keeper.words, office_keeper.role) == (office_keeper.status.line, "second")
    stick = tmp_path / "usb"
    stick.mkdir()
    backups.choose_second_place(stick, office_keeper.session.register)
    office_keeper.look()
    wrong = "⚠ Nơi sao lưu thứ hai nằm trên cùng ổ đĩa với sổ · Bản sao gần nhất "
    until(qtbot, lambda: office_keeper.words.startswith(wrong))
    assert office_keeper.role == "warning"


def test_a_backup_made_by_hand_is_in_the_status_line_at_once(window: MainWindow, keeper: Keeper, qtbot: QtBot) -> None:
    window.go(9).backups.list.make.click()
    until(qtbot, lambda: keeper.words.startswith("Bản sao gần nhất"))


def test_a_failure_is_told_once_and_stays_in_the_status_line(
    window: MainWindow, keeper: Keeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(keeper, qtbot)
    told: list[Problem] = []
    window.session.problem_raised.connect(lambda error: told.append(error.problem))
    folder = shelf.own_place(window.session.register.uid)
    with shelf.held(folder):
        monkeypatch.setattr(backups, "EVERY", backups.EVERY * 0)
        add_person(window)
        for _ in range(2):
            keeper.look()
            until(qtbot, lambda: not keeper.is_busy)
    assert told == [Problem.BACKUP_RUNNING]
    assert keeper.words.startswith("⚠ Đang có một lần sao lưu khác chưa xong · Bản sao gần nhất ")
    keeper.look()
    until(qtbot, lambda: keeper.problem is None)


def test_the_full_check_can_be_stopped_from_the_status_line(window: MainWindow, keeper: Keeper, qtbot: QtBot) -> None:
    keeper.told.connect(lambda: window.status.check.click() if keeper.checking else None)
    keeper.begin()
    until(qtbot, lambda: keeper.status is not None)
    assert health.is_full_due(window.session.register, window.session.store)
    assert window.status.check.isHidden()


def test_a_page_that_cannot_be_read_is_told(window: MainWindow, keeper: Keeper, qtbot: QtBot) -> None:
    window.session.store.query("PRAGMA wal_checkpoint(TRUNCATE)")
    path = window.session.register.path
    with path.open("rb+") as file:
        file.seek(path.stat().st_size - 1_000)
        file.write(os.urandom(16))
    keeper.begin()
    until(qtbot, lambda: keeper.health is not None)
    until(qtbot, lambda: window.damage)
    assert window.damage is not None
    assert "bị hỏng" in window.damage.words.text()
    assert "Hãy giữ nguyên tệp này" in window.damage.words.text()
    assert window.session.keep("people", 0, "{}")
    assert "⚠ Sổ hỏng, chỉ xem: có trang của tệp không đọc được" in window.status.words()


def test_closing_backs_up_what_changed_and_then_closes(window: MainWindow, keeper: Keeper, qtbot: QtBot) -> None:
    Closing(keeper, window)
    add_person(window)
    window.close()
    assert window.isVisible()
    until(qtbot, lambda: not window.isVisible())
    assert kept(keeper) == ["exit"]


def test_a_backup_that_fails_at_closing_is_told_and_the_clerk_may_stay_or_go(
    window: MainWindow, keeper: Keeper, qtbot: QtBot
) -> None:
    closing = Closing(keeper, window)
    add_person(window)
    with shelf.held(shelf.own_place(window.session.register.uid)):
        window.close()
        box = closing.box
        assert box is not None
        until(qtbot, box.stay.isVisible)
        assert box.words.text().startswith("✕ Chưa sao lưu được trước khi đóng. Đang có một lần sao lưu khác")
        box.stay.click()
        assert window.isVisible()
        window.close()
        again = closing.box
        assert again is not box
        assert again is not None
        until(qtbot, again.stay.isVisible)
        again.go.click()
    assert not window.isVisible()


def broken(*_: object) -> None:
    raise KeyError("a bug")


def test_a_bug_in_the_backup_at_closing_is_a_backup_that_failed(
    window: MainWindow, keeper: Keeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "write", broken)
    closing = Closing(keeper, window)
    add_person(window)
    with qtbot.captureExceptions() as bugs:
        window.close()
        until(qtbot, lambda: closing.box and closing.box.stay.isVisible())
    box = closing.box
    assert box is not None
    assert window.isVisible()
    assert box.words.text().startswith("✕ Chưa sao lưu được trước khi đóng. Việc sao lưu dừng giữa chừng")
    box.stay.click()
    assert window.isVisible()
    assert [kind for kind, *_ in bugs] == [KeyError]


def test_a_full_disk_at_closing_is_told_and_the_window_stays_red(
    window: MainWindow, keeper: Keeper, qtbot: QtBot
) -> None:
    closing = Closing(keeper, window)
    add_person(window)
    with disk(shelf.own_place(window.session.register.uid), "size=200k"):
        window.close()
        until(qtbot, lambda: closing.box and closing.box.stay.isVisible())
        box = closing.box
        assert box is not None
        assert "Chưa sao lưu được trước khi đóng. Ổ đĩa đã đầy, chỉ còn 0 MB, nên chưa ghi được" in box.words.text()
        box.stay.click()
        assert window.isVisible()
        assert keeper.level is backups.Level.RED


def test_a_bug_in_the_backup_every_two_hours_is_a_red_alarm(
    window: MainWindow, keeper: Keeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Problem] = []
    window.session.problem_raised.connect(lambda error: told.append(error.problem))
    monkeypatch.setattr(packages, "write", broken)
    with qtbot.captureExceptions() as bugs:
        keeper.look()
        until(qtbot, lambda: keeper.problem is not None)
    assert keeper.level is backups.Level.RED
    assert told == [Problem.BACKUP_BROKE_OFF]
    assert bugs


def test_closing_never_waits_for_ever(window: MainWindow, keeper: Keeper, qtbot: QtBot) -> None:
    closing = Closing(keeper, window)
    add_person(window)
    window.close()
    box = closing.box
    assert box is not None
    box._timer.timeout.emit()
    until(qtbot, lambda: not window.isVisible())
