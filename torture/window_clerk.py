"""`python -m torture.window_clerk DEED REGISTER [SCENE]`: a clerk at the real window; the data key is in `KEY`.

`type` types a letter every few hundredths of a second and prints how many it has typed, until it is killed; `look`
starts again and prints what it sees; `lock` looks at everybody in the register and presses Khoá; `tour` looks at
every page; `copy` copies the list of people and prints what is on the clipboard afterwards.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTableView, QWidget

from dandan_desktop import app
from dandan_desktop.db.store import Store
from dandan_desktop.domain.people import Person
from dandan_desktop.services import registers
from dandan_desktop.ui import clipboard
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages_list import PAGES

KEY = "DANDAN_TORTURE_KEY"
EVERY = 30
"""Milliseconds between two keys."""
LETTERS = "abcdeghiklmnopqrstuvxy"
Act = Callable[[MainWindow], object]


def readied(store: Store) -> None:
    """Give the register what the window would ask for first: its office and a recovery sheet."""
    registers.choose_office(store, registers.office_presets(store, date(2026, 7, 1))[0][0])
    with store.change("make_sheet"):
        store.put_fact("has_recovery_sheet", "1")


def letters(count: int) -> str:
    """The first so many letters that are typed."""
    return "".join(LETTERS[place % len(LETTERS)] for place in range(count))


def window() -> MainWindow:
    """The window of the program."""
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def _new_person(shown: MainWindow) -> QWidget:
    page = shown.go(8).page("people")
    page.new_record()
    box: QWidget = page.record.sheet.fields["full_name"].input
    box.setFocus()
    return box


def _title_of_a_meeting(shown: MainWindow) -> QWidget:
    page = shown.go(2).page("meetings")
    page.open_record(page.list.shown[0])
    box: Any = page.record.sheet.fields["title"].input
    box.clear()
    box.setFocus()
    return box  # type: ignore[no-any-return]


def _open_cell(shown: MainWindow) -> QWidget:
    page = shown.go(2).page("meetings")
    page.new_record()
    page.record.pane.bar.go(4)
    table: QTableView = page.record.grids[2].table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 3))
    table.edit(table.currentIndex())
    found = table.focusWidget()
    assert isinstance(found, QWidget)
    return found


def _task_of_a_conclusion(shown: MainWindow) -> QWidget:
    page = shown.go(2).page("meetings")
    page.new_record()
    page.record.pane.add_conclusion()
    page.record.pane.add_task()
    box: QWidget = page.record.pane.conclusions.blocks[0].inner.blocks[0].fields["product"].input
    box.setFocus()
    return box


SCENES: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("full_name", _new_person),
    ("title", _title_of_a_meeting),
    ("text", _open_cell),
    ("product", _task_of_a_conclusion),
)
"""Where it is typed: the fact's name, and going there."""


class Typist(QObject):
    """Types without a pause and says after each letter how many there are."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self._box = box
        self._count = 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._type)
        self._timer.start()

    def _type(self) -> None:
        self._count += 1
        event = QInputMethodEvent("", [])
        event.setCommitString(letters(self._count)[-1])
        QApplication.sendEvent(self._box, event)
        print(self._count, flush=True)


def _type(scene: int, shown: MainWindow) -> None:
    Typist(SCENES[scene][1](shown))


def _look(shown: MainWindow) -> None:
    focused: Any = shown.focusWidget()
    if isinstance(focused, QPlainTextEdit):
        text, cursor = focused.toPlainText(), focused.textCursor().position()
    else:
        text, cursor = (focused.text(), focused.cursorPosition()) if isinstance(focused, QLineEdit) else ("", 0)
    field = focused.objectName() if isinstance(focused, QWidget) else ""
    print(json.dumps({"notice": shown.notice.words.text(), "field": field, "text": text, "cursor": cursor}), flush=True)
    os._exit(0)


def _lock(shown: MainWindow) -> None:
    people = shown.go(8).page("people")
    for kept in shown.session.store.of(Person).some():
        people.open_record(kept.id)
    people.show_list()
    shown.grab()
    shown.side.lock.click()


def _tour(shown: MainWindow) -> None:
    for entry in PAGES:
        shown.go(entry.key)
        shown.grab()
    os._exit(0)


def _copy(shown: MainWindow) -> None:
    clipboard.KEPT_FOR = 200
    seen: dict[str, str] = {}
    board = QGuiApplication.clipboard()
    people = shown.go(8).page("people")
    people.list.table.selectAll()
    people.list.table.copy_rows()
    seen["copied"] = board.text()

    def later() -> None:
        seen["later"] = board.text()
        people.list.table.copy_rows()
        people.open_record(people.list.shown[0])
        seen["titles"] = " ".join(each.windowTitle() for each in QApplication.topLevelWidgets())
        clipboard.clear()  # as the lock does
        seen["locked"] = board.text()
        print(json.dumps(seen), flush=True)
        os._exit(0)

    QTimer.singleShot(3 * clipboard.KEPT_FOR, later)


def main(arguments: list[str]) -> int:
    """Open the window and do the deed once it is painted and the place was found again."""
    deed, register, *scene = arguments
    deeds: dict[str, Act] = {
        "type": partial(_type, int(*scene) if scene else 0),
        "look": _look,
        "lock": _lock,
        "tour": _tour,
        "copy": _copy,
    }
    begin = partial(QTimer.singleShot, 200, lambda: deeds[deed](window()))
    return app.run(Path(register), data_key=bytes.fromhex(os.environ.pop(KEY)), on_painted=begin)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
