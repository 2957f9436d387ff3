"""Every way Vietnamese comes from a keyboard gives the right text in every kind of field, a letter at a time."""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.facts import traits
from dandan_desktop.domain.meetings import Opinion, Vote
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.ui import clipboard, inputs
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.part_grid import GridSpec, PartGrid
from dandan_desktop.ui.passphrase_box import NewPassphrase, PassphraseBox
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.session import Session
from tests.domain.test_facts import RECORDS
from tests.ui.drivers.keyboards import NAME, WAYS, Commit, Compose, Key, Stroke
from tests.ui.drivers.keys import focused, press
from tests.ui.drivers.minute_log import MinuteLogDriver
from tests.ui.drivers.typed_fields import FIELDS, Scene
from tests.ui.drivers.typed_places import heard, hearers, places, shown_by, widgets
from tests.ui.test_minute_log import fresh_meeting


def shown(field: Any) -> str:
    text: str = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    return text


def put(field: Any, words: str, at: int) -> None:
    """Fill a field afresh, with nothing to undo, and set the cursor."""
    if isinstance(field, QLineEdit):
        field.setText(words)
        field.setCursorPosition(at)
    else:
        field.setPlainText(words)
        cursor = field.textCursor()
        cursor.setPosition(at)
        field.setTextCursor(cursor)


def cursor_of(field: Any) -> int:
    place: int = field.cursorPosition() if isinstance(field, QLineEdit) else field.textCursor().position()
    return place


def strike(field: Any, strokes: tuple[Stroke, ...]) -> None:
    """Type so slowly that whatever a field offers is offered after every stroke."""
    for stroke in strokes:
        stroke.strike()
        if hasattr(field, "look") and not isinstance(stroke, Compose):
            field.look()


def undone(field: Any) -> str:
    """What stands there once all that can be taken back is."""
    document = field if isinstance(field, QLineEdit) else field.document()
    while document.isUndoAvailable():
        field.undo()
    return shown(field)


def redone(field: Any) -> str:
    document = field if isinstance(field, QLineEdit) else field.document()
    while document.isRedoAvailable():
        field.redo()
    return shown(field)


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.fixture
def scene(session: Session, qtbot: QtBot) -> Iterator[Scene]:
    made = Scene(session, qtbot)
    yield made
    clipboard.clear()
    made.window.deleteLater()  # while its register is open: a search may still be due
    QCoreApplication.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("kind", FIELDS)
def test_every_way_gives_the_right_text(kind: str, scene: Scene) -> None:
    field = FIELDS[kind](scene)
    for way, strokes in WAYS.items():
        for before, after in (("", ""), ("Ông ", " dự họp")):
            put(field, before + after, len(before))
            strike(field, strokes)
            assert plain(shown(field)) == before + NAME + after, way
            assert cursor_of(field) == len(shown(field)) - len(after), way
            if hasattr(field, "value") and not isinstance(field.value(), list | int):
                assert field.value() == before + NAME + after, f"{way}: what a draft keeps"
            typed = shown(field)
            if not isinstance(field, PassphraseBox):  # Qt takes nothing back where letters are hidden
                assert undone(field) == before + after, way
                assert redone(field) == typed, way
    typed = shown(field)
    scene.leave()
    if "cell" not in kind and hasattr(field, "value"):
        assert shown(field) == plain(typed)


def test_every_place_that_takes_text_is_among_the_fields(scene: Scene) -> None:
    proven, bare = set[str](), {*widgets(), *places(), *hearers()}
    for kind, make in FIELDS.items():
        with heard() as opened:
            field = make(scene)
        with heard() as typed:
            Key("1").strike()
            Commit("2").strike()
        assert not field.isReadOnly(), kind
        proven |= {each for each in opened if not each.endswith("eventFilter")} | typed | shown_by(field)
    assert bare - proven == set(), "nobody typed there: give it a scene in FIELDS"
    for record in RECORDS:
        for each in traits(record):
            made = inputs.make(each, scene.desk)
            if isinstance(made, QLineEdit | QPlainTextEdit) and not made.isReadOnly():
                assert inputs.INPUTS[each.family] in scene.makers, f"{record.__name__}.{each.name}"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["item", "present"])
def test_a_cell_that_is_not_open_yet_takes_the_first_letter_too(way: str, name: str, scene: Scene) -> None:
    grid = PartGrid(scene.session, GridSpec(Vote, f"{name} against", "Dòng"))
    scene.show(grid, grid.table)
    grid.table.setCurrentIndex(grid.model.index(0, 0))
    for stroke in WAYS[way]:
        stroke.strike()
    field: Any = focused()
    assert plain(shown(field)) == NAME
    assert grid.drafts()[0][name] == NAME, "what a draft keeps of the open cell"
    press(Qt.Key.Key_Return)
    assert grid.model.drafts()[0][name] == NAME


def test_the_log_takes_every_way_and_keeps_it(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    clerk = MinuteLogDriver(window, qtbot)
    clerk.open(fresh_meeting(session))
    for number, (way, strokes) in enumerate(WAYS.items(), 1):
        for name in ("speaker", "text"):
            field = clerk.field(name)
            field.setFocus()
            strike(field, strokes)
            assert plain(shown(field)) == NAME, f"{way}: {name}"
            assert clerk.log.entry.draft()[name] == NAME, f"{way}: {name}"
        assert clerk.log.entry.drafted.keep()
        kept = [json.loads(content) for (content,) in session.store.query("SELECT content FROM drafts")]
        assert any((each.get("speaker"), each.get("text")) == (NAME, NAME) for each in kept), way
        press(Qt.Key.Key_Return)
        assert clerk.lines()[-1] == f"{number} {NAME}: {NAME}", way


def test_a_list_is_searched_for_what_was_meant(window: MainWindow, session: Session) -> None:
    records.save(session.store, PEOPLE, None, Person(full_name=NAME))
    page = window.go(8).page("people")
    for way, strokes in WAYS.items():
        put(page.list.words, "", 0)
        page.list.words.setFocus()
        for stroke in strokes:
            stroke.strike()
        page.list.refresh()
        listed = [page.list.model.index(row, 0).data() for row in range(page.list.model.rowCount())]
        assert listed == [NAME], way


@pytest.mark.parametrize(
    ("kind", "digits", "wanted"),
    [
        ("a date", "3/2/26", "03/02/2026"),
        ("a number", "1.250", "1.250"),
        ("a time", "8:30", "08:30"),
        ("a year", "2025", "2025"),
    ],
)
@pytest.mark.parametrize("by", [Commit, Compose])
def test_digits_come_as_finished_texts_too(kind: str, digits: str, wanted: str, by: Any, scene: Scene) -> None:
    field = FIELDS[kind](scene)
    put(field, "", 0)
    for end, each in enumerate(digits, 1):
        (Compose(digits[:end]) if by is Compose else Commit(each)).strike()
    if by is Compose:
        Commit(digits).strike()
    scene.leave()
    assert shown(field) == wanted


@pytest.mark.parametrize("typed", ["20", "", "20267", "Nguyễn"])
def test_what_is_no_year_does_not_stay(typed: str, scene: Scene) -> None:
    field = FIELDS["a year"](scene)
    put(field, "", 0)
    for each in typed:
        Commit(each).strike()
    scene.leave()
    assert shown(field) == "2026"


def test_one_name_typed_in_two_ways_is_one_passphrase(scene: Scene) -> None:
    made = NewPassphrase()
    scene.show(made, made.first)
    strike(made.first, WAYS["telex"])
    made.second.setFocus()
    strike(made.second, WAYS["composite letters"])
    assert made.first.text() != made.second.text()
    assert made.read() == NAME


@pytest.mark.parametrize("way", WAYS)
def test_a_reason_is_handed_on_as_it_was_meant(way: str, scene: Scene) -> None:
    given: list[str] = []
    box = ReasonBox(scene.window, "Xoá?", given.append)
    scene.qtbot.addWidget(box)
    with scene.qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    scene.qtbot.waitUntil(box.reason.hasFocus)
    for stroke in WAYS[way]:
        stroke.strike()
    box.yes.click()
    assert given == [NAME]


def test_what_the_clerk_was_typing_stays_when_another_window_comes_in_front(scene: Scene) -> None:
    field = scene.of(Opinion, "text")
    strike(field, WAYS["composite letters"])
    Key(" ").strike()
    typed, front = shown(field), QWidget()
    with scene.qtbot.waitActive(front):
        front.show()
        front.activateWindow()
    scene.qtbot.waitUntil(lambda: not field.hasFocus())
    front.close()
    assert (shown(field), cursor_of(field)) == (typed, len(typed))


def test_prose_that_was_left_can_still_be_taken_back(scene: Scene) -> None:
    field = scene.of(Opinion, "text")
    strike(field, WAYS["composite letters"])
    Key(" ").strike()
    scene.leave()
    assert shown(field) == NAME
    assert undone(field) == ""
    assert redone(field) == NAME
