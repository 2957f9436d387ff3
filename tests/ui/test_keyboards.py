"""Every way Vietnamese comes from a keyboard gives the right text in every kind of field, a letter at a time."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.meetings import Meeting, Opinion, Vote
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.services.speakers import Speaker
from dandan_desktop.ui import clipboard, inputs
from dandan_desktop.ui.find_box import FindBox
from dandan_desktop.ui.input_widgets import LinesInput
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.journal_pane import JournalPane
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.meeting_blocks import partners_field
from dandan_desktop.ui.minute_log_people import WordsPicker
from dandan_desktop.ui.name_box import NameBox
from dandan_desktop.ui.part_grid import GridSpec, PartGrid
from dandan_desktop.ui.passphrase_box import NewPassphrase, PassphraseBox
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.session import Session
from tests.ui.drivers.keyboards import NAME, WAYS, Commit, Compose, Key, Stroke
from tests.ui.drivers.keys import focused, press
from tests.ui.drivers.minute_log import MinuteLogDriver
from tests.ui.invented import TODAY
from tests.ui.test_minute_log import fresh_meeting


class Scene:
    """A window with one field in it, and the field."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot
        self.desk = Desk(session, lambda: TODAY)
        self.window, self.other = QWidget(), QLineEdit()
        self.window.resize(900, 400)
        self.other.setParent(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def show(self, made: QWidget, field: Any = None) -> Any:
        made.setParent(self.window)
        made.resize(880, 300 if isinstance(made, PartGrid) else 32)
        made.show()
        field = field or made
        field.setFocus()
        self.qtbot.waitUntil(field.hasFocus)
        return field

    def of(self, record: type, name: str) -> Any:
        return self.show(inputs.make(trait(record, name), self.desk))

    def cell(self, record: type, names: str) -> Any:
        """The editor of a grid's first empty cell, opened with F2."""
        grid = PartGrid(self.session, GridSpec(record, names, "Dòng"))
        self.show(grid, grid.table)
        grid.table.setCurrentIndex(grid.model.index(grid.model.rowCount() - 1, 0))
        press(Qt.Key.Key_F2)
        return focused()

    def leave(self) -> None:
        self.other.show()
        self.other.setFocus()


def _speaker() -> NameBox:
    made = NameBox()
    made.people = (Speaker("Nguyễn Văn Thử", "Bí thư", "Chi bộ"), Speaker("Nguyệt", "", ""))
    return made


def _words() -> WordsPicker:
    made = WordsPicker()
    made.words = ("Nguyên nhân khác", "Nguy cơ")
    return made


def _several(scene: Scene) -> Any:
    made = partners_field(scene.desk)
    return scene.show(made, made.input.picker)


def _journal(scene: Scene) -> Any:
    made = JournalPane(scene.session)
    return scene.show(made, made.words)


def _reason(scene: Scene) -> Any:
    made = ReasonBox(scene.window, "Xoá?", lambda _: None)
    return scene.show(made.reason)


FIELDS: Mapping[str, Callable[[Scene], Any]] = {
    "a line": lambda scene: scene.of(Person, "full_name"),
    "prose": lambda scene: scene.of(Opinion, "text"),
    "lines": lambda scene: scene.show(LinesInput()),
    "a date": lambda scene: scene.of(Meeting, "held_on"),
    "a date in part": lambda scene: scene.of(Person, "born_on"),
    "a time": lambda scene: scene.of(Meeting, "starts_at"),
    "a number": lambda scene: scene.of(Vote, "present"),
    "a period": lambda scene: scene.of(Meeting, "looks_back"),
    "a person": lambda scene: scene.of(Case, "person_id"),
    "a unit": lambda scene: scene.of(Person, "unit_id"),
    "partners": _several,
    "a speaker": lambda scene: scene.show(_speaker()),
    "usual words": lambda scene: scene.show(_words()),
    "a cell of a line": lambda scene: scene.cell(Vote, "item present"),
    "a cell of prose": lambda scene: scene.cell(Opinion, "text speaker"),
    "a cell of a number": lambda scene: scene.cell(Vote, "present item"),
    "the search over everything": lambda scene: scene.show(FindBox(scene.session, ("people",))),
    "the search in the journal": _journal,
    "a reason": _reason,
    "a passphrase": lambda scene: scene.show(PassphraseBox()),
}


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


@pytest.mark.parametrize("digits", ["3/2/26", "1.250", "8:30"])
@pytest.mark.parametrize("by", [Commit, Compose])
def test_digits_come_as_finished_texts_too(digits: str, by: Any, scene: Scene) -> None:
    wanted = {"3/2/26": "03/02/2026", "1.250": "1.250", "8:30": "08:30"}[digits]
    kind = {"3/2/26": (Meeting, "held_on"), "1.250": (Vote, "present"), "8:30": (Meeting, "starts_at")}[digits]
    field = scene.of(*kind)
    for end, each in enumerate(digits, 1):
        (Compose(digits[:end]) if by is Compose else Commit(each)).strike()
    if by is Compose:
        Commit(digits).strike()
    scene.leave()
    assert shown(field) == wanted


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
