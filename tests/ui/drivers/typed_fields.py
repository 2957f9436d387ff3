"""Every field the window takes text in, each by itself in a window: what the tests of typing go through."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.catalogue import Code
from dandan_desktop.domain.facts import BodyId, CodeId, trait
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.meetings import AgendaItem, Attendance, Meeting, Opinion, Task, Vote
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.task_steps import DEEDS, Progress
from dandan_desktop.services import records
from dandan_desktop.services.speakers import Speaker
from dandan_desktop.ui import inputs, meeting_blocks
from dandan_desktop.ui.blocks import BlockList
from dandan_desktop.ui.copy_pane import CopyPane
from dandan_desktop.ui.due_input import due_field
from dandan_desktop.ui.erase_box import EraseBox
from dandan_desktop.ui.erase_rest_box import EraseRestBox
from dandan_desktop.ui.find_box import FindBox
from dandan_desktop.ui.help_pane import HelpPane
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.issued_number_box import NumberBox
from dandan_desktop.ui.journal_pane import JournalPane
from dandan_desktop.ui.minute_log_entry import Entry
from dandan_desktop.ui.minute_log_people import People, WordsPicker
from dandan_desktop.ui.name_box import NameBox
from dandan_desktop.ui.pages.cases import cases_page
from dandan_desktop.ui.part_grid import GridSpec, PartGrid
from dandan_desktop.ui.passphrase_box import PassphraseBox
from dandan_desktop.ui.period_choice import PeriodChoice
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.recovery_pane import RecoveryPane
from dandan_desktop.ui.restore_pane import RestorePane
from dandan_desktop.ui.review_block import ReviewBlock
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import Sheet, SheetSpec
from dandan_desktop.ui.start_forms import NewForm, SheetForm
from dandan_desktop.ui.step_form import Asked, StepForm
from dandan_desktop.ui.task_chain import SPECS
from dandan_desktop.ui.trouble_box import TroubleBox
from dandan_desktop.ui.undo_key import UndoKey
from tests.services import sittings_made
from tests.ui.drivers.keyboards import Compose
from tests.ui.drivers.keys import focused, press
from tests.ui.invented import TODAY


class Scene:
    """A window with one field in it, and the field."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot
        self.desk = Desk(session, lambda: TODAY)
        self.window, self.other = QWidget(), QLineEdit()
        self.window.resize(900, 400)
        self.other.setParent(self.window)
        self.keys = UndoKey(self.window)
        self.makers: set[Any] = set()
        """What made the inputs of a kind that were shown."""
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def show(self, made: QWidget, field: Any = None) -> Any:
        """Give a field, alone or inside what holds it, the keyboard."""
        made.setParent(self.window, Qt.WindowType.Widget)  # a box too
        made.resize(880, 32 if field is None else 380)
        made.show()
        field = field or made
        field.setFocus()
        self.qtbot.waitUntil(field.hasFocus)
        return field

    def of(self, record: type, name: str) -> Any:
        """The input of a fact."""
        self.makers.add(inputs.INPUTS[trait(record, name).family])
        return self.show(inputs.make(trait(record, name), self.desk))

    def cell(self, record: type, names: str, *, by_composing: bool = False) -> Any:
        """The editor of a grid's first empty cell, opened with F2 or by a syllable that was given up."""
        grid = PartGrid(self.session, GridSpec(record, names, "Dòng"))
        self.show(grid, grid.table)
        grid.table.setCurrentIndex(grid.model.index(grid.model.rowCount() - 1, 0))
        if by_composing:
            Compose("N").strike()
            Compose("").strike()
        else:
            press(Qt.Key.Key_F2)
        return focused()

    def leave(self) -> None:
        """Take the keyboard from the field."""
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


def _within(make: Callable[[Scene], QWidget], name: str) -> Callable[[Scene], Any]:
    """What shows a field by the name it has in what holds it."""

    def show(scene: Scene) -> Any:
        made: Any = make(scene)
        return scene.show(made, getattr(made, name))

    return show


def _number_box(scene: Scene) -> QWidget:
    facts = IssuedNumber(kind=CodeId(1), issuer_id=BodyId(1), issued_on=TODAY, text="", title="Báo cáo")
    return NumberBox(scene.window, facts, "Năm 2026", lambda _: [], lambda _: None)


def _several(scene: Scene) -> Any:
    made = meeting_blocks.partners_field(scene.desk)
    return scene.show(made, made.input.picker)


def _due(scene: Scene) -> Any:
    made = due_field(scene.desk)
    return scene.show(made, made.input)


def _erase_box(scene: Scene) -> EraseBox:
    changes = records.save(scene.session.store, PEOPLE, None, Person(full_name="Đoàn Văn Mới"))
    records.trash(scene.session.store, PEOPLE, changes.row)
    box = EraseBox(scene.session, PEOPLE, changes.row, scene.window)
    scene.qtbot.waitUntil(lambda: box.plan is not None)
    return box


def _review_note(scene: Scene) -> Any:
    store = scene.session.store
    sittings_made.two_sittings(store)
    row = sittings_made.sit(store, sittings_made.facts(store, date(2026, 10, 2)))
    made = ReviewBlock(scene.session, lambda: None)
    made.show_record(store.of(Meeting).get(row), is_closed=False)
    return scene.show(made, made.notes[0])


def _copy_place(scene: Scene) -> Any:
    made = CopyPane()
    made.first.hide()
    return scene.show(made, made.place)


def _filter(scene: Scene) -> Any:
    page = cases_page(scene.session)
    return scene.show(page, next(each for each in page.list.filters.values() if isinstance(each, QLineEdit)))


def _list_words(scene: Scene) -> Any:
    page = cases_page(scene.session)
    return scene.show(page, page.list.words)


def _help_words(scene: Scene) -> Any:
    made = HelpPane()
    made.open("meetings")
    return scene.show(made, made.words)


def _new_code(scene: Scene) -> Any:
    made = RecoveryPane(scene.session)
    made.code.setEnabled(True)
    return scene.show(made, made.code)


def _of_sheet(scene: Scene) -> Any:
    made = Sheet(scene.session, SheetSpec(Person, ("full_name born_on",), PEOPLE.table))
    return scene.show(made, made.fields["full_name"].input)


def _of_block(scene: Scene) -> Any:
    made = BlockList(meeting_blocks.REPORTS, scene.desk)
    made.add()
    return scene.show(made, made.blocks[0].fields["body_id"].input)


def _of_step(scene: Scene) -> Any:
    made = StepForm(scene.session, Sheet(scene.session, SheetSpec(Task, ("text",), "tasks"), scene.window))
    made.setParent(scene.window)  # it shows itself once it is begun
    made.begin(Asked(SPECS[DEEDS[Progress]]))
    return scene.show(made, made.fields["text"].input)


def _of_log(scene: Scene) -> Any:
    made = Entry(scene.session)
    return scene.show(made, made.fields["position"].input)


def _of_attendance(scene: Scene) -> Any:
    made = People(scene.session, lambda *_: None)
    for each in made.fields.values():
        each.show()
    return scene.show(made, made.reasons)


FIELDS: Mapping[str, Callable[[Scene], Any]] = {
    "a line": lambda scene: scene.of(Attendance, "body"),
    "prose": lambda scene: scene.of(Opinion, "text"),
    "lines": lambda scene: scene.of(Code, "aka"),
    "a date": lambda scene: scene.of(Meeting, "held_on"),
    "a date in part": lambda scene: scene.of(Person, "born_on"),
    "a deadline": _due,
    "a time": lambda scene: scene.of(Meeting, "starts_at"),
    "a number": lambda scene: scene.of(Vote, "present"),
    "a share": lambda scene: scene.of(Progress, "percent"),
    "a period": lambda scene: scene.of(Meeting, "looks_back"),
    "a person": lambda scene: scene.of(Case, "person_id"),
    "a unit": lambda scene: scene.of(Person, "unit_id"),
    "an entry of a long list": lambda scene: scene.of(IssuedNumber, "kind"),
    "partners": _several,
    "a speaker": lambda scene: scene.show(_speaker()),
    "usual words": lambda scene: scene.show(_words()),
    "a cell of a line": lambda scene: scene.cell(Vote, "item present"),
    "a cell of prose": lambda scene: scene.cell(Opinion, "text speaker"),
    "a cell of a number": lambda scene: scene.cell(Vote, "present item"),
    "a cell of a date": lambda scene: scene.cell(Task, "due_on text", by_composing=True),
    "a cell of a time": lambda scene: scene.cell(Meeting, "starts_at title", by_composing=True),
    "a cell of a person": lambda scene: scene.cell(Case, "person_id unit_id"),
    "a cell of a name": lambda scene: scene.cell(AgendaItem, "presenter text"),
    "a field of a sheet": _of_sheet,
    "a field of a block": _of_block,
    "a field of a step": _of_step,
    "a field of the log": _of_log,
    "a reason not to come": _of_attendance,
    "the search over everything": lambda scene: scene.show(FindBox(scene.session, ("people",))),
    "the search in a list": _list_words,
    "a filter of a list": _filter,
    "the search in the journal": _within(lambda scene: JournalPane(scene.session), "words"),
    "the search in the help": _help_words,
    "a reason": _within(lambda scene: ReasonBox(scene.window, "Xoá?", lambda _: None), "reason"),
    "a paper's number": _within(_number_box, "number"),
    "a note on a weakness": _review_note,
    "why a record is erased": _within(_erase_box, "reason"),
    "whose record is erased": _within(_erase_box, "name"),
    "whose name is erased": _within(lambda scene: EraseRestBox(scene.session, 1, scene.window), "name"),
    "what happened": _within(lambda scene: TroubleBox(scene.window, scene.session), "said"),
    "a passphrase": lambda scene: scene.show(PassphraseBox()),
    "a new register's place": _within(lambda _: NewForm(), "place"),
    "a new register's keeper": _within(lambda _: NewForm(), "who"),
    "the code that opens": _within(lambda _: SheetForm(), "code"),
    "the code on a new sheet": _new_code,
    "a backup's place": _within(lambda _: CopyPane(), "package"),
    "where a backup goes": _copy_place,
    "a year": _within(lambda _: PeriodChoice(Period.parse("2026-Q4")), "year"),
    "the word that restores": _within(lambda scene: RestorePane(scene.session), "typed"),
}
