"""What is typed of an addendum outlives its box: closed, killed or locked, until the addendum is made."""

import json
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dandan_desktop.db.register import Register
from dandan_desktop.services import minutes
from dandan_desktop.ui.addendum_box import PAGE
from dandan_desktop.ui.draft import keep_all
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import press, type_words
from tests.ui.drivers.meetings import MeetingsDriver, loaded
from tests.ui.drivers.minutes import MinutesDriver, back_to
from tests.ui.invented import TODAY

WORDS = "Số hộ ở mục 2 là 1.250."
PROMISED = 2_000


@pytest.fixture
def band(clerk: MeetingsDriver, session: Session) -> MinutesDriver:
    """The band of locked minutes."""
    row = loaded(session)
    minutes.lock(session.store, row, TODAY)
    clerk.open(row)
    return MinutesDriver(clerk.page)


def row_of(band: MinutesDriver) -> int:
    assert band.page.record.kept is not None
    return band.page.record.kept.id


def lines_of(store: Any, row: int) -> list[str] | None:
    found = store.draft(PAGE, row)
    kept: list[str] | None = json.loads(found)["lines"] if found else None
    return kept


def begin(band: MinutesDriver, qtbot: QtBot) -> None:
    """Open the box by keys and type."""
    press(Qt.Key.Key_F9)
    band.press_in_menu(Qt.Key.Key_Down, Qt.Key.Key_Return)
    qtbot.waitUntil(band.lines_box().lines.hasFocus)


def test_what_was_typed_is_there_again_after_esc_by_keyboard_alone(
    band: MinutesDriver, session: Session, qtbot: QtBot
) -> None:
    begin(band, qtbot)
    type_words(WORDS)
    press(Qt.Key.Key_Escape)
    assert not band.lines_box().isVisible()
    assert band.band.add.text() == "Bổ sung tiếp…"
    back_to(band.page, qtbot)
    begin(band, qtbot)
    assert band.lines_box().lines.value() == [WORDS]
    press(Qt.Key.Key_Return, control=True)
    assert len(minutes.standing(session.store, row_of(band)).addenda) == 1
    assert lines_of(session.store, row_of(band)) is None, "what was made is no draft any more"
    assert band.band.add.text() == "Bổ sung…"


def test_what_is_typed_is_kept_within_two_seconds(
    band: MinutesDriver, session: Session, register: Register, qtbot: QtBot
) -> None:
    begin(band, qtbot)
    type_words(WORDS)
    with qtbot.waitSignal(session.draft_kept, timeout=PROMISED):
        pass
    killed = register.store("Lan")
    assert lines_of(killed, row_of(band)) == [WORDS]
    killed.close()
    QTest.keyClick(band.lines_box(), Qt.Key.Key_Escape)


def test_locking_the_window_keeps_it_and_emptying_the_box_forgets_it(
    band: MinutesDriver, session: Session, qtbot: QtBot
) -> None:
    begin(band, qtbot)
    type_words(WORDS)
    assert keep_all(band.page.window())
    assert lines_of(session.store, row_of(band)) == [WORDS]
    press(Qt.Key.Key_A, control=True)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Escape)
    assert lines_of(session.store, row_of(band)) is None
    assert band.band.add.text() == "Bổ sung…"
