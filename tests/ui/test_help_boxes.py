"""F1 in every box: the help stands before it and tells of it, and goes again; a box that is new is asked for here."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from dandan_desktop import ui
from dandan_desktop.db import shelf
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.services import help_pages, submission_papers
from dandan_desktop.ui.about_box import AboutBox
from dandan_desktop.ui.addendum_box import AddendumBox
from dandan_desktop.ui.closing import ClosingBox
from dandan_desktop.ui.crash import CrashWindow
from dandan_desktop.ui.erase_box import EraseBox
from dandan_desktop.ui.erase_rest_box import EraseRestBox
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.forget_box import ForgetBox
from dandan_desktop.ui.help_place import HelpWindow
from dandan_desktop.ui.issued_number_box import NumberBox
from dandan_desktop.ui.keeper import Keeper
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.next_sitting import ThereBox
from dandan_desktop.ui.pages.proposals import SUBMITTED
from dandan_desktop.ui.paper_box import PaperBox
from dandan_desktop.ui.paper_number import Numbering
from dandan_desktop.ui.print_box import PrintBox, Ways
from dandan_desktop.ui.progress_box import ProgressBox
from dandan_desktop.ui.quick_add import QuickAdd
from dandan_desktop.ui.reason_box import ReasonBox
from dandan_desktop.ui.template_desk import TemplateDesk
from dandan_desktop.ui.trouble_box import TroubleBox
from tests.ui.drivers.keys import press
from tests.ui.drivers.meetings import loaded
from tests.ui.invented import TODAY

PAGE, PAGE_HELP = 2, "meetings"
"""The page behind the boxes, and the help of those that have none of their own."""
WITHOUT = {
    ForgetBox: "it is what two boxes share, and never shown itself",
    HelpWindow: "it is the help, and F1 puts it away",
    ProgressBox: "it takes no key but Esc, and goes by itself",
}


def number_box(window: MainWindow, _: QtBot) -> QDialog:
    body, kind = (window.session.store.query(f"SELECT min(id) FROM {table}")[0][0] for table in ("bodies", "codes"))
    facts = IssuedNumber(kind=kind, issuer_id=body, issued_on=TODAY, text="Số 1", title="Thử")
    return NumberBox(window, facts, "năm 2026", lambda _: [], print)


def paper_box(window: MainWindow, _: QtBot) -> QDialog:
    usual = submission_papers.usual(window.session.store, TODAY)
    numbering = Numbering("Lấy số", lambda _: None, lambda _: [])
    return PaperBox(window, window.session, SUBMITTED, usual, print, numbering=numbering)


def addendum_box(window: MainWindow, _: QtBot) -> QDialog:
    kept = window.session.store.of(Meeting).get(loaded(window.session))
    return AddendumBox(window, window.session, kept, "Bổ sung", print)


def closing_box(window: MainWindow, qtbot: QtBot) -> QDialog:
    """The box that stays because its backup failed."""
    with shelf.held(shelf.own_place(window.session.register.uid)):
        box = ClosingBox(Keeper(window.session, window), window, print)
        qtbot.waitUntil(box.stay.isVisible, timeout=20_000)
    return box


BOXES: dict[type[QDialog], tuple[Callable[[MainWindow, QtBot], QDialog], str]] = {
    AboutBox: (lambda window, _: AboutBox(window), "support"),
    AddendumBox: (addendum_box, "minutes"),
    ClosingBox: (closing_box, "backups"),
    CrashWindow: (lambda *_: CrashWindow("x"), "support"),
    EraseBox: (lambda window, _: EraseBox(window.session, PEOPLE, 1, window), "trash"),
    EraseRestBox: (lambda window, _: EraseRestBox(window.session, 1, window), "trash"),
    NumberBox: (number_box, "issued_numbers"),
    PaperBox: (paper_box, PAGE_HELP),
    PrintBox: (
        lambda window, _: PrintBox(window, window.session, FileBar(window), Ways(lambda: None, list)),
        "printing",
    ),
    QuickAdd: (lambda window, _: QuickAdd(window.session, "people", "Lê Thị Lan", window, print), PAGE_HELP),
    ReasonBox: (lambda window, _: ReasonBox(window, "Xoá?", print), PAGE_HELP),
    TemplateDesk: (
        lambda window, _: TemplateDesk(window.session, window.session.store.of(PaperStyle).some()[0], window),
        "templates",
    ),
    ThereBox: (lambda window, _: ThereBox(window, ClerkError(Problem.RECORD_GONE)), PAGE_HELP),
    TroubleBox: (lambda window, _: TroubleBox(window, window.session), "support"),
}


def below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def ours() -> list[type[QDialog]]:
    """Every box of the window, whichever module it is in."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        import_module(module.name)
    found = {each for each in below(QDialog) if each.__module__.startswith(f"{ui.__name__}.")}
    return sorted(found - WITHOUT.keys(), key=lambda each: each.__name__)


@pytest.mark.parametrize("kind", ours(), ids=lambda kind: kind.__name__)
def test_f1_in_a_box_opens_its_help_and_goes_back(kind: type[QDialog], window: MainWindow, qtbot: QtBot) -> None:
    window.go(PAGE)
    make, name = BOXES[kind]
    box = make(window, qtbot)
    assert type(box) is kind
    qtbot.addWidget(box)
    box.open()
    box.activateWindow()
    qtbot.waitUntil(lambda: box.isActiveWindow() and box.focusWidget() is not None)
    press(Qt.Key.Key_F1)
    (shown,) = box.findChildren(HelpWindow)
    qtbot.waitUntil(shown.isActiveWindow)
    assert help_pages.is_known(name)
    assert (shown.pane.name, shown.pane.isVisible()) == (name, True)
    press(Qt.Key.Key_F1)
    assert not shown.isVisible()
    assert box.isVisible()
    box.reject()
