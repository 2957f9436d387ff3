"""How a clerk puts words into inputs: through an input method, as Unikey does, and with keys."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from dandan_desktop.ui.choice import ChoiceInput
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.input_widgets import FlagInput, ProseInput
from dandan_desktop.ui.part_grid import PartGrid
from dandan_desktop.ui.several import SeveralInput
from tests.ui.drivers.keys import commit


def type_lines(widget: QWidget, words: str) -> None:
    """Type words where the cursor of a widget stands; a line break is typed as Enter."""
    for number, line in enumerate(words.split("\n")):
        if number:
            QTest.keyClick(widget, Qt.Key.Key_Return)
        commit(widget, line)


def enter(put: Any, value: Any) -> None:
    """Put a value into an input: words, one of several, a tick, or lines."""
    if isinstance(put, FlagInput):
        if put.isChecked() != value:
            put.click()
    elif isinstance(put, ChoiceInput):
        put.setCurrentIndex(put.findText(value))
        put.activated.emit(put.currentIndex())
    elif isinstance(put, SeveralInput):
        for words in value:
            type_lines(put.picker, words)
            put.picker.settle()
    else:
        if isinstance(put, ProseInput):
            put.selectAll()
        else:
            put.clear()
        type_lines(put, "\n".join(value) if isinstance(value, list) else value)
        getattr(put, "settle", lambda: None)()


def field_named(fields: dict[str, Field], label: str) -> Field:
    """The field with this label."""
    return next(each for each in fields.values() if each.trait.fact.label == label)


def column_of(grid: PartGrid, label: str) -> int:
    """The column with this heading."""
    heads = [grid.model.headerData(n, Qt.Orientation.Horizontal) for n in range(grid.model.columnCount())]
    return [str(head).replace("\n", " ").removesuffix(" *") for head in heads].index(label)


def enter_cell(grid: PartGrid, row: int, label: str, value: Any) -> None:
    """Put a value into a cell of a grid with its editor, or tick it with the space bar."""
    index = grid.model.index(row, column_of(grid, label))
    grid.table.setCurrentIndex(index)
    if isinstance(value, bool):
        if (index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked) != value:
            QTest.keyClick(grid.table, Qt.Key.Key_Space)
        return
    QTest.keyClick(grid.table, Qt.Key.Key_F2)
    name = grid.model.shown[index.column()].name
    editor: Any = next(each for each in grid.table.viewport().findChildren(QWidget, name) if each.isVisible())
    enter(editor, value)
    QTest.keyClick(editor, Qt.Key.Key_Return)
