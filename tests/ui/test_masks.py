"""A private fact in the window: masked, shown at a price the journal knows, masked again by itself."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dandan_desktop.db import journal
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.people import Person
from dandan_desktop.services import sensitive
from dandan_desktop.ui import field as fields
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keys import press
from tests.ui.test_pictures import picture


@pytest.fixture
def religion(window: MainWindow, session: Session) -> Field:
    kept = next(k for k in session.store.of(Person).some() if k.facts.religion is not None)
    page = window.go(8).page("people")
    page.open_record(kept.id)
    found: Field = page.record.sheet.fields["religion"]
    return found


def is_seen(field: Field) -> bool:
    assert field.veil is not None
    return bool(field.input.isVisible()) and not field.veil.is_on


def veil(field: Field) -> Any:
    assert field.veil is not None
    return field.veil


def reveals(session: Session) -> list[str | None]:
    return [line.note for line in journal.deeds(session.store, 50) if line.name == "reveal"]


def test_showing_is_told_to_the_journal_first_and_says_so(religion: Field, session: Session) -> None:
    before = reveals(session)
    assert not is_seen(religion)
    assert veil(religion).words.text() == "Xem thì được ghi vào Nhật ký"
    veil(religion).reveal.setFocus()
    press(Qt.Key.Key_Space)
    assert is_seen(religion)
    assert religion.input.hasFocus()
    assert reveals(session) == ["Tôn giáo", *before]
    assert "Đã ghi vào Nhật ký" in veil(religion).words.text()


def test_what_cannot_be_told_is_not_shown(religion: Field, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise ClerkError(Problem.REGISTER_READ_ONLY)

    monkeypatch.setattr(sensitive, "reveal", refuse)
    veil(religion).reveal.click()
    assert not is_seen(religion)
    assert window.problem.isVisible()


def test_it_is_masked_again_when_the_record_is_left(religion: Field, window: MainWindow, session: Session) -> None:
    veil(religion).reveal.click()
    page = window.stack.currentWidget().page("people")  # type: ignore[attr-defined]
    page.record.leave()
    page.open_record(page.record.kept.id)
    assert not is_seen(religion)
    veil(religion).reveal.click()
    window.go(1)
    window.go(8)
    assert not is_seen(religion)
    assert len(reveals(session)) == 2


def test_it_is_masked_again_after_a_while_without_a_key(religion: Field, qtbot: QtBot) -> None:
    assert fields.SEEN_FOR == 60_000
    veil(religion)._timer.setInterval(1)
    veil(religion).reveal.click()
    qtbot.waitUntil(lambda: not is_seen(religion))
    assert veil(religion).reveal.hasFocus()


def test_what_is_typed_new_is_not_told(window: MainWindow, session: Session) -> None:
    page = window.go(8).page("people")
    before = reveals(session)
    page.new_record()
    field = page.record.sheet.fields["religion"]
    assert field.input.isVisible()
    field.set_value(session.store.query("SELECT id FROM codes WHERE list = 'religions' LIMIT 1")[0][0])
    veil(field).reveal.click()
    assert is_seen(field)
    assert reveals(session) == before


def test_a_masked_value_stands_in_no_list_and_no_history(religion: Field, window: MainWindow, session: Session) -> None:
    store: Store = session.store
    name = str(religion.input.text())
    page = window.stack.currentWidget().page("people")  # type: ignore[attr-defined]
    assert name in store.names.of("codes", page.record.kept.facts.religion)
    page.record.toggle_history()
    said = [label.text() for label in window.findChildren(QLabel)]
    assert not [words for words in said if words == name or f"→ {name}" in words]
    page.show_list()
    model = page.list.model
    cells = {str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(4)}
    assert name not in cells


@pytest.mark.pictures
def test_pictures(religion: Field, window: MainWindow, pictures_folder: Any) -> None:
    picture(window, "1366", "rieng-tu-che", pictures_folder)
    veil(religion).reveal.click()
    picture(window, "1366", "rieng-tu-hien", pictures_folder)
    QTest.keyClick(window, Qt.Key.Key_Escape)
