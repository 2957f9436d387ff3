"""A page that could not be read in the open window: read again, and only then called damage."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.reasons import Why
from dandan_desktop.services import backups
from dandan_desktop.ui import crash
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.second_look import SecondLook
from dandan_desktop.ui.session import Ending

PAGE = 4096
THE_PAST = "SELECT sum(length(after)) FROM history_images"
"""What no page has shown yet, so that the disk is asked."""


@pytest.fixture
def look(window: MainWindow) -> SecondLook:
    return SecondLook(window)


@contextmanager
def unreadable(register: Path) -> Iterator[None]:
    """Every page but the first bears marks no key made; afterwards the file is as it was."""
    whole = register.read_bytes()
    with register.open("r+b") as file:
        file.seek(PAGE)
        file.write(bytes(byte ^ 1 for byte in whole[PAGE:]))
    try:
        yield
    finally:
        with register.open("r+b") as file:
            file.write(whole)


def test_a_read_that_fails_once_is_no_damage_and_the_window_goes_on(
    window: MainWindow, look: SecondLook, qtbot: QtBot
) -> None:
    changed = QSignalSpy(window.session.changed)
    with unreadable(window.session.register.path), pytest.raises(ClerkError) as caught:
        window.session.store.query(THE_PAST)
    with pytest.raises(ClerkError):  # the file is whole again, the connection stays as it is
        window.session.store.query(THE_PAST)
    window.session.problem_raised.emit(caught.value)
    assert window.notice.words.text().startswith("Ổ đĩa vừa đọc lỗi.")
    assert "problem" not in window.__dict__
    qtbot.waitUntil(lambda: changed.count() == 1, timeout=20_000)
    assert window.notice.words.text().startswith("Đọc lại thì sổ vẫn nguyên vẹn.")
    assert window.session.store.query("SELECT count(*) > 0 FROM history_images") == [(1,)]
    assert window.session.keep("people", 0, "{}")
    assert look.parent() is window


def test_damage_is_told_after_two_looks_with_the_backup_to_go_back_to(
    window: MainWindow, look: SecondLook, qtbot: QtBot
) -> None:
    register = window.session.register
    backups.back_up(register)
    told: list[Problem] = []
    window.session.problem_raised.connect(lambda error: told.append(error.problem))
    with unreadable(register.path):
        with pytest.raises(ClerkError) as caught:
            window.session.store.query(THE_PAST)
        window.session.problem_raised.emit(caught.value)
        qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
        assert told == [Problem.REGISTER_DAMAGED, Problem.REGISTER_DAMAGED_SINCE]
        assert window.damage is not None
        assert window.damage.isVisibleTo(window)
        assert not window.notice.isVisibleTo(window)
        assert "bản số 1" in window.damage.words.text()
        with pytest.raises(ClerkError) as caught, window.session.store.change("add"):
            pytest.fail("nothing more is written into a damaged register")
        assert caught.value.problem is Problem.DAMAGED_ONLY_READ
        ended: list[Ending] = []
        window.session.end_wanted.connect(ended.append)
        window.damage.way.click()
        assert [ending.why for ending in ended] == [Why.DAMAGED]
    assert look.parent() is window


def test_a_disk_that_failed_is_looked_at_again_at_the_next_failure(
    window: MainWindow, look: SecondLook, qtbot: QtBot
) -> None:
    register = window.session.register.path
    window.session.problem_raised.emit(ClerkError(Problem.DISK_FAILING, path=register))
    look._on_failed(ClerkError(Problem.DISK_FAILING, path=register))
    assert window.problem.isVisibleTo(window)
    window.problem.hide()
    changed = QSignalSpy(window.session.changed)
    assert look.doubts(ClerkError(Problem.DISK_FAILING, path=register))
    assert window.notice.words.text().startswith("Ổ đĩa vừa đọc lỗi.")
    qtbot.waitUntil(lambda: changed.count() > 0, timeout=20_000)


def test_another_problem_is_told_at_once(window: MainWindow, look: SecondLook) -> None:
    elsewhere = ClerkError(Problem.DISK_FAILING, path=Path("Ổ khác"))
    for error in (elsewhere, ClerkError(Problem.NOT_ALLOWED)):
        assert not look.doubts(error)
    window.session.problem_raised.emit(elsewhere)
    assert window.problem.isVisibleTo(window)


def test_a_known_problem_met_while_painting_is_no_bug() -> None:
    told: list[ClerkError] = []
    hook = crash.Hook()
    hook.tell = told.append
    error = ClerkError(Problem.DISK_FAILING, path=Path("sổ"))
    hook(ClerkError, error, None)
    assert (told, hook.window) == ([error], None)
