"""Deeds on the window's thread, long work on the worker, and what happens when either fails."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dandan_desktop import bug_log
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services import records
from dandan_desktop.ui import crash
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.progress_box import ProgressBox
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.work import Nothing, Work
from tests.ui import invented


def test_a_deed_is_told_to_everybody(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.changed) as heard:
        changes = session.do(lambda: records.save(session.store, PEOPLE, None, Person(full_name="Đoàn Một")))
    assert changes is not None
    assert heard.args == [changes]


def test_a_known_problem_is_raised_and_nothing_is_told(session: Session, qtbot: QtBot) -> None:
    def refuse() -> Changes:
        raise ClerkError(Problem.NOTHING_TO_UNDO)

    with qtbot.assertNotEmitted(session.changed), qtbot.waitSignal(session.problem_raised) as heard:
        assert session.do(refuse) is None
    assert heard.args[0].problem is Problem.NOTHING_TO_UNDO


def test_a_bug_is_not_swallowed(session: Session) -> None:
    def fail() -> Changes:
        raise LookupError("a bug")

    with pytest.raises(LookupError):
        session.do(fail)


def test_work_has_a_thread_and_a_store_of_its_own(session: Session, qtbot: QtBot) -> None:
    threads: list[bool] = []
    results: list[int] = []

    def work(store: Store, _: Progress) -> int:
        threads.append(threading.current_thread() is threading.main_thread())
        return len(store.of(Person).some())

    def done(count: int) -> None:
        threads.append(threading.current_thread() is threading.main_thread())
        results.append(count)

    session.run(work, done, words="Đếm người")
    qtbot.waitUntil(lambda: bool(results))
    assert (threads, results) == ([False, True], [40])


def test_what_the_worker_wrote_is_told_like_a_deed(session: Session, qtbot: QtBot) -> None:
    def work(store: Store, _: Progress) -> Changes:
        return records.save(store, PEOPLE, None, Person(full_name="Đoàn Hai"))

    with qtbot.waitSignal(session.changed) as heard:
        session.run(work, lambda _: None, words="Ghi", writes=True)
    assert heard.args[0].touches("people")
    assert len(session.store.of(Person).some()) == 41


def test_a_problem_of_the_worker_is_raised(session: Session, qtbot: QtBot) -> None:
    def work(_: Store, __: Progress) -> int:
        raise ClerkError(Problem.DISK_FULL, path="x")

    with qtbot.waitSignal(session.problem_raised) as heard:
        session.run(work, lambda _: None, words="Ghi")
    assert heard.args[0].problem is Problem.DISK_FULL


def test_long_work_shows_its_progress_and_stops_when_told(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    done: list[int] = []
    go_on = threading.Event()

    def work(_: Store, progress: Progress) -> int:
        for step in range(10_000):
            progress.step(step, 10_000)
            go_on.wait(0.01)
        return 1

    under_way = session.run(work, done.append, words="Đang tính", writes=True)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(ProgressBox)))
    box = window.findChildren(ProgressBox)[0]
    assert box.isModal()
    box.stop.click()
    qtbot.waitUntil(lambda: under_way.is_over)
    qtbot.waitUntil(lambda: not any(box.isVisible() for box in window.findChildren(ProgressBox)))
    assert done == []


def test_work_that_cannot_stop_goes_on_when_escape_is_pressed(window: MainWindow) -> None:
    for can_stop in (True, False):
        work = Work(Nothing, lambda _, __: None, "Đang mở sổ…", is_modal=True)
        box = ProgressBox(work, window, can_stop=can_stop)
        box.show()
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert box.stop.isEnabled() is not can_stop
        assert box.isVisible()
        work.finished.emit(None)
        assert not box.isVisible()


def a_bug() -> LookupError:
    try:
        known: dict[str, int] = {}
        known["Nguyễn Văn Bí Mật"] += 1
    except LookupError as error:
        return error
    raise AssertionError


@pytest.mark.allow_log("KeyError")
def test_a_bug_says_that_saved_data_is_safe(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, own_user_folders: Path
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    hook = crash.install()
    assert sys.excepthook is hook
    error = a_bug()
    hook(type(error), error, error.__traceback__)
    assert hook.window is not None
    qtbot.addWidget(hook.window)
    qtbot.waitUntil(hook.window.isVisible)
    hook.window.copy.click()
    report = QApplication.clipboard().text()
    assert "KeyError" in report
    assert "test_session.py" in report
    logged = next(own_user_folders.rglob(bug_log.FILE)).read_text(encoding="utf-8")
    assert "KeyError" in logged
    assert "Bí Mật" not in report + caplog.text + logged


def test_a_form_whose_timer_comes_after_the_end_keeps_nothing_and_fails_nowhere(
    register: Register, qapp: QApplication
) -> None:
    assert qapp is QApplication.instance()
    made = Session(register, register.store("Lan"), lambda: invented.TODAY)
    made.store.close()
    assert made.keep("people", 1, "{}")
