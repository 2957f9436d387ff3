"""The lock: drafts first, then the register closed, then a new process, then the end of this one."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop import bug_log, paths, settings
from dandan_desktop.db import shelf
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.progress import Progress
from dandan_desktop.domain.reasons import Why, words
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups, copies, records, users
from dandan_desktop.ui.ending_page import EndingPage
from tests.disks import disk
from tests.ui.conftest import Made
from tests.ui.drivers.keys import commit
from tests.ui.drivers.lock import LockDriver


@pytest.fixture
def clerk(register_file: Made, qtbot: QtBot) -> Iterator[LockDriver]:
    made = LockDriver(register_file, qtbot)
    yield made
    made.end()


def command(clerk: LockDriver, why: str, *typed: str) -> list[str]:
    return paths.own_command("--register", clerk.register, *typed, "--unlock", why)


def test_the_button_keeps_what_is_typed_and_replaces_the_process(clerk: LockDriver) -> None:
    page = clerk.window.go(8).page("people")
    page.new_record()
    commit(page.record.sheet.fields["full_name"].input, "Đoàn Dở Dang")
    clerk.window.side.lock.click()
    assert clerk.window.isVisible()
    assert not page.isVisible(), "nothing of the register is shown while it is backed up"
    clerk.see_it_leave()
    assert clerk.started == [command(clerk, "bam", "--typed")]
    assert clerk.left == ["left"]
    assert not clerk.window.isVisible()
    opened, _ = clerk.open()
    assert "Đoàn Dở Dang" in (opened.session.store.draft("people", 0) or "")


def test_a_key_locks_too(clerk: LockDriver) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(clerk.window, Qt.Key.Key_L, both)
    clerk.see_it_leave()
    assert clerk.started == [command(clerk, "bam")]


@pytest.mark.allow_log("OSError")
def test_a_new_process_that_cannot_start_leaves_no_window_open(
    register_file: Made, qtbot: QtBot, own_user_folders: Path
) -> None:
    clerk = LockDriver(register_file, qtbot, can_start=False)
    clerk.lock_it()
    assert clerk.left == ["left"]
    assert "OSError" in next(own_user_folders.rglob(bug_log.FILE)).read_text(encoding="utf-8")


def test_nobody_there_for_so_long_locks(clerk: LockDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.remember(idle_minutes=2)
    for minutes, is_locked in ((1.9, False), (2.0, True)):
        monkeypatch.setattr(type(clerk.lock.idle), "minutes", minutes)
        clerk.lock.look()
        assert clerk.session.store.is_open != is_locked
    clerk.see_it_leave()
    assert clerk.started == [command(clerk, "nghi")]


@pytest.mark.parametrize(("asked", "given"), [(5, 5), (0, 1), (-3, 1), (99, 30), (30, 30)])
def test_the_idle_time_is_one_to_thirty_minutes(asked: int, given: int) -> None:
    settings.remember(idle_minutes=asked)
    assert settings.idle_minutes() == given


def test_a_key_and_the_mouse_say_that_somebody_is_there(clerk: LockDriver, qtbot: QtBot) -> None:
    handle = clerk.window.windowHandle()
    clerk.lock.idle._watch(handle)
    for is_key in (True, False):
        qtbot.waitUntil(lambda: clerk.lock.idle.minutes > 0.0005)
        if is_key:
            QTest.keyClick(handle, Qt.Key.Key_F9)
        else:
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
        assert clerk.lock.idle.minutes < 0.0005


def test_work_that_writes_is_waited_for(clerk: LockDriver, qtbot: QtBot) -> None:
    go_on = threading.Event()
    done: list[int] = []

    def work(_: Store, __: Progress) -> int:
        go_on.wait(20)
        return 1

    clerk.session.run(work, done.append, words="Đang ghi", writes=True)
    clerk.lock.lock_now(Why.AWAY)
    clerk.lock.look()
    assert clerk.left == []
    go_on.set()
    qtbot.waitUntil(lambda: bool(done))
    clerk.lock.look()
    clerk.see_it_leave()
    assert clerk.started == [command(clerk, "vang")]


def change(clerk: LockDriver) -> None:
    records.save(clerk.session.store, PEOPLE, None, Person(full_name="Đoàn Mới"))


def backups_of(clerk: LockDriver) -> list[Kind]:
    return [entry.kind for entry in shelf.read(shelf.own_place(clerk.session.register.uid)).entries]


@pytest.mark.parametrize("why", [Why.ASKED, Why.IDLE, Why.AWAY])
def test_what_changed_is_backed_up_before_the_lock_for_nobody_may_come_back(clerk: LockDriver, why: Why) -> None:
    change(clerk)
    clerk.lock_it(why)
    assert backups_of(clerk) == [Kind.EXIT]
    clerk.open()
    clerk.lock_it(why)
    assert backups_of(clerk) == [Kind.EXIT], "nothing was done since"


def test_a_pc_that_goes_to_sleep_is_locked_at_once(clerk: LockDriver) -> None:
    change(clerk)
    clerk.lock.lock_now(Why.ASLEEP)
    assert clerk.started == [command(clerk, "ngu")]
    assert backups_of(clerk) == []


def test_a_backup_that_fails_stops_no_lock_and_is_told_when_the_register_opens_again(clerk: LockDriver) -> None:
    change(clerk)
    with disk(shelf.own_place(clerk.session.register.uid), "size=200k"):
        clerk.lock_it()
        assert clerk.started == [command(clerk, "bam")]
        clerk.open()
        problems = [alarm.problem for alarm in backups.status(clerk.session.register).alarms]
        assert Problem.BACKUP_FAILED_LAST in problems


def test_a_lock_waits_for_no_backup_for_ever(
    register_file: Made, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(copies, "at_end", lambda *_: go_on.wait(20))
    clerk = LockDriver(register_file, qtbot, longest=50)
    clerk.lock.lock_now(Why.ASKED)
    qtbot.waitUntil(lambda: bool(clerk.left))
    go_on.set()
    clerk.end()
    assert clerk.started == [command(clerk, "bam")]


def test_what_cannot_be_kept_is_not_locked_away(clerk: LockDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ClerkError(Problem.DISK_FULL, path=clerk.register)

    page = clerk.window.go(8).page("people")
    page.new_record()
    commit(page.record.sheet.fields["full_name"].input, "Đoàn Dở Dang")
    monkeypatch.setattr(clerk.session.store, "keep_draft", refuse)
    clerk.lock.lock_now(Why.ASKED)
    assert clerk.left == []
    assert clerk.window.isVisible()
    assert clerk.window.problem.isVisible()
    assert page.record.sheet.fields["full_name"].value() == "Đoàn Dở Dang"


def test_the_key_is_changed_with_the_register_to_itself(clerk: LockDriver, qtbot: QtBot) -> None:
    page = clerk.window.go(8).page("people")
    page.new_record()
    commit(page.record.sheet.fields["full_name"].input, "Đoàn Dở Dang")
    before = clerk.session.register.data_key
    clerk.session.end_for(
        lambda register, _: users.change_key(register), Why.KEY_CHANGED, words="Đang thay khoá của sổ…"
    )
    page = clerk.window.centralWidget()
    assert isinstance(page, EndingPage)
    assert page.hint.text().startswith("Phần đang gõ đã được giữ.")
    assert not EndingPage("Đang thay khoá của sổ…").hint.text().startswith("Phần đang gõ")
    qtbot.waitUntil(lambda: bool(clerk.left), timeout=20_000)
    assert clerk.session.register.data_key != before
    assert [each[-2:] for each in clerk.started] == [["--unlock", "thay-khoa"]]


def test_a_problem_of_such_work_is_told_before_the_register_opens_again(clerk: LockDriver, qtbot: QtBot) -> None:
    def refuse(_: Register, progress: Progress) -> None:
        progress.step(1, 4)
        raise ClerkError(Problem.DISK_FULL, path=clerk.register)

    clerk.session.end_for(refuse, Why.RESTORED, words="Đang khôi phục sổ…")
    page = clerk.window.centralWidget()
    assert isinstance(page, EndingPage)
    qtbot.waitUntil(page.leave.isVisible)
    assert "đầy" in page.problem.words.text()
    assert clerk.left == []
    clerk.lock.lock_now(Why.AWAY)
    assert clerk.left == [], "the register is still worked on"
    page.leave.click()
    assert clerk.started == [command(clerk, "khong-xong")]


@pytest.mark.allow_log("LookupError")
def test_a_bug_of_such_work_opens_the_register_again(clerk: LockDriver, qtbot: QtBot) -> None:
    def fail(_: Register, __: Progress) -> None:
        raise LookupError

    clerk.session.end_for(fail, Why.RESTORED, words="Đang khôi phục sổ…")
    qtbot.waitUntil(lambda: bool(clerk.left))
    assert clerk.started == [command(clerk, "khong-xong")]


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_told_in_whole_sentences(why: Why) -> None:
    said, typed = words(why, 7), words(why, 7, has_typed=True)
    is_lock = why in {Why.IDLE, Why.ASKED, Why.AWAY, Why.ASLEEP}
    assert said.endswith(".")
    assert said.count(".") == (1 if is_lock or why is Why.RESTORED else 2), (
        "a register put aside is told if there is one"
    )
    assert "đang gõ" not in said
    assert typed == said + (" Phần đang gõ đã được giữ." if is_lock else "")
    assert "{" not in said
    assert ("7 phút" in said) == (why is Why.IDLE)
