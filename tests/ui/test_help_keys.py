"""The list of keys says what each page listens to, neither more nor less, in the words of the buttons."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.services import help_keys
from dandan_desktop.services.help_keys import PLACES
from dandan_desktop.ui import start_up
from dandan_desktop.ui.gaps_band import GapsBand
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.pages_list import PAGES
from dandan_desktop.ui.table import Table
from tests.ui.test_pictures import office_window, practice_office

__all__ = ["office_window", "practice_office"]

UI = Path(start_up.__file__).parent
COMBINATION = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|[A-Z0-9+=\-\\]|Return|Enter|Delete|Left|Tab)|F\d{1,2}")
ON_A_BUTTON = re.compile(r"^(?P<words>.*?)…? \((?P<keys>[^() ]+)\)$")
PRESSED = {"↑": "Up", "↓": "Down", "←": "Left"}
NO_LIST = {"Enter", "Return"}
"""What every button takes."""
OF_TABLES = {
    "gaps": "gaps", "sitting_papers": "papers", "trash": "trash", "users": "users", "backups": "backups",
    "journal": "journal", "minutes_gaps": "check_list", "previous": "previous",
}  # fmt: skip
"""The place of the list of keys that tells what Enter and Delete do in a table; of any other it is the list."""


STANDARD = {
    "Copy": "Ctrl+C", "Paste": "Ctrl+V", "Undo": "Ctrl+Z", "MoveToStartOfDocument": "Ctrl+Home",
    "MoveToEndOfDocument": "Ctrl+End",
}  # fmt: skip
"""Keys that Qt calls by what they do, as Windows has them."""
NO_SHORTCUTS = {
    "PageUp": "goes up a page, as in every list",
    "PageDown": "goes down a page, as in every list",
    "Backtab": "told with Tab",
}
NOTHING_TAKEN = {"passphrase_box.py": "only looks whether letters come out large"}
TAKEN = {
    "blocks.py": ("record meeting", "Enter Ctrl+Shift+Up Ctrl+Shift+Down Ctrl+Shift+Delete"),
    "copy_pane.py": ("boxes", "Esc"),
    "enter_key.py": ("window", "Enter"),
    "find_box.py": ("offered", "Up Down Enter Esc"),
    "gaps_band.py": ("gaps", "Esc"),
    "grid_delegate.py": ("window grid", "Tab Enter Shift+Enter"),
    "input_widgets.py": ("record", "F4 Alt+Down Shift+Enter"),
    "left_by_esc.py": ("boxes", "Esc"),
    "list_pane.py": ("list", "Esc"),
    "minute_log_entry.py": (
        "window minute_log", "Ctrl+D Ctrl+L Ctrl+J Ctrl+T Ctrl+K Ctrl+Z Up Enter Shift+Enter Esc",
    ),
    "minute_log_people.py": ("minute_log", "Enter Esc"),
    "minute_log_view.py": ("minute_log", "Up Down Alt+Up Alt+Down Home End F2 Enter Delete Esc"),
    "part_grid.py": ("window grid", "Tab Enter Alt+Up Alt+Down Ctrl+Delete Ctrl+V"),
    "picker.py": ("offered", "Up Down Enter Esc"),
    "record_page.py": ("record", "Esc"),
    "rollup_table.py": ("rollups", "Ctrl+C Enter"),
    "several.py": ("offered", "Enter Backspace"),
    "sheet.py": ("record", "Enter Ctrl+Enter Esc"),
    "start.py": ("boxes", "Esc"),
    "step_form.py": ("record task", "Enter Ctrl+Enter"),
    "table.py": ("list", "Ctrl+C Ctrl+Home Ctrl+End Enter Delete"),
    "undo_key.py": ("window", "Ctrl+Z"),
    "users_pane.py": ("boxes", "Esc"),
}  # fmt: skip
"""Where the list tells of the keys that a file takes in its own handlers, and which."""


def listened(window: QWidget) -> set[str]:
    """The shortcuts that work on what is shown now."""
    holders = [(each, each.parent()) for each in window.findChildren(QShortcut)]
    seen = [each for each, holder in holders if isinstance(holder, QWidget) and holder.isVisible()]
    return {key.toString().replace("Return", "Enter") for each in seen for key in QShortcut.keys(each)} - NO_LIST


def answers(table: Table) -> set[str]:
    """Which of Enter and Delete a table hands on to somebody."""
    signals = {"Enter": "row_opened(int)", "Delete": "row_deleted(int)"}
    return {key for key, signal in signals.items() if table.receivers(SIGNAL(signal))}


def told(*places: str) -> set[str]:
    return {key.keys for place in places for key in PLACES[place].caught}


def compare(window: MainWindow, *places: str) -> None:
    assert listened(window) == told("window", *places), places
    for table in window.findChildren(Table):
        if table.isVisible():
            place = OF_TABLES.get(table._key, "list")
            assert place in places, f"{table._key} is shown where nothing is told of it"
            assert answers(table) == {"Enter", "Delete"} & {key.keys for key in PLACES[place].own}, place
    for grid in window.findChildren(QTableView):
        if grid.isVisible() and grid.editTriggers() & QTableView.EditTrigger.EditKeyPressed:
            assert "F2" in {key.keys for place in places for key in PLACES[place].own}, places
    words = {
        (key.keys, key.words) for place in ("window", *places) for key in (*PLACES[place].caught, *PLACES[place].own)
    }
    for button in window.findChildren(QPushButton):
        found = ON_A_BUTTON.match(button.text().strip()) if button.isVisible() else None
        if found is None or found["words"].startswith("Tiếp: "):
            continue
        keys = "+".join(PRESSED.get(part, part) for part in found["keys"].split("+"))
        told_of = {said for key, said in words if key == keys}
        assert any(f"{said} ".startswith(f"{found['words']} ") for said in told_of), (places, found["words"])


def record(window: MainWindow, table: str) -> Any:
    rows = window.session.store.query(f"SELECT max(id) FROM {table} WHERE deleted_at IS NULL")
    window.show_record(table, rows[0][0])
    page: Any = window.stack.currentWidget()
    return page.shown_record()


def test_the_lists_and_records(office_window: MainWindow) -> None:
    window = office_window
    window.go(1)
    compare(window)
    page = window.go(2)
    compare(window, "list", "meetings")
    band = page.page("meetings").list.findChild(GapsBand)
    band.turn()
    compare(window, "list", "meetings", "gaps")
    band.turn()
    pane = record(window, "meetings").pane
    compare(window, "list", "record", "grid", "meeting")
    pane.minutes.look()
    compare(window, "list", "record", "grid", "meeting", "check_list")
    pane.minutes.gaps.left.emit()
    for kept in window.session.store.of(Meeting).some("ORDER BY t.id DESC"):
        window.show_record("meetings", kept.id)
        if pane.sitting.previous.has_any:
            break
    pane.bar.go(1)
    assert pane.sitting.previous.table.isVisible()
    compare(window, "list", "record", "grid", "meeting", "previous")
    pane.bar.go(8)
    compare(window, "list", "record", "grid", "meeting", "papers")
    pane.log.open()
    compare(window, "list", "minute_log")
    page.page("meetings").show_list()
    record(window, "issued_numbers")
    compare(window, "list", "record", "grid", "issued_number")
    window.go(3)
    compare(window, "list", "tasks")
    record(window, "tasks")
    compare(window, "list", "record", "grid", "task")
    window.show_records("proposals", [], "")
    compare(window, "list", "proposals")
    window.go(8)
    compare(window, "list")
    record(window, "series")
    compare(window, "list", "record", "grid", "series")


def test_the_other_pages(office_window: MainWindow) -> None:
    office_window.go(7)
    compare(office_window, "rollups")
    page = office_window.go(9)
    for place, name in enumerate(("backups", "users", "journal", "trash", "")):
        page.tabs.setCurrentIndex(place)
        compare(office_window, *filter(None, [name]))


def test_each_page_has_its_key(office_window: MainWindow) -> None:
    words = {key.keys: key.words for key in PLACES["window"].caught}
    assert {f"Ctrl+{entry.key}": entry.word for entry in PAGES}.items() <= words.items()
    assert sum(re.fullmatch(r"Ctrl\+[1-9]", keys) is not None for keys in words) == len(PAGES)
    assert office_window.isVisible()


def literals() -> Iterator[tuple[str, str]]:
    for file in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and COMBINATION.fullmatch(node.value):
                yield file.name, node.value


def test_no_key_in_the_sources_is_missing_from_the_list() -> None:
    listed = {key.keys for place in PLACES.values() for key in (*place.caught, *place.own)}
    found = list(literals())
    assert len(found) > 30
    assert [each for each in found if each[1].replace("Return", "Enter") not in listed] == []


def handled(tree: ast.Module) -> set[str]:
    """The keys a file asks events for, and the keys to be held with them, as the list writes them."""
    found = set()
    for node in ast.walk(tree):
        kind, _, name = ast.unparse(node).rpartition(".") if isinstance(node, ast.Attribute) else ("", "", "")
        if kind == "Qt.Key":
            key = name.removeprefix("Key_")
            found.add({"Return": "Enter", "Escape": "Esc"}.get(key, key))
        elif kind == "QKeySequence.StandardKey":
            found.update(STANDARD[name].split("+"))
        elif kind == "Qt.KeyboardModifier" and name != "NoModifier":
            found.add(name.removesuffix("Modifier").replace("Control", "Ctrl"))
    return found - NO_SHORTCUTS.keys()


def test_no_key_that_is_handled_is_missing_from_the_list() -> None:
    found = {
        file.relative_to(UI).as_posix(): taken
        for file in sorted(UI.rglob("*.py"))
        if (taken := handled(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert found.keys() == TAKEN.keys() | NOTHING_TAKEN.keys()
    for file, (places, keys) in TAKEN.items():
        assert {part for each in keys.split() for part in each.split("+")} == found[file], file
        listed = {key.keys for place in places.split() for key in (*PLACES[place].caught, *PLACES[place].own)}
        assert set(keys.split()) <= listed, file


@pytest.mark.parametrize("place", PLACES)
def test_every_key_is_a_key_and_stands_once(place: str) -> None:
    for keys in (PLACES[place].caught, PLACES[place].own):
        assert len({each.keys for each in PLACES[place].caught}) == len(PLACES[place].caught)
        for each in keys:
            assert QKeySequence(each.keys).toString(), each


def test_the_page_shows_every_key() -> None:
    page = help_keys.page()
    for place in PLACES.values():
        assert f"## {place.word}" in page
        for each in (*place.caught, *place.own):
            assert f"| {help_keys.shown(each.keys)} | {each.words} |" in page
    assert "| Alt+← |" in page
    assert "| Ctrl++ |" in page
