"""The inputs of a part grid: each cell is edited by the input of its kind, as on a sheet."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from dandan_desktop.marks import override
from dandan_desktop.ui import inputs, theme
from dandan_desktop.ui.grid_model import TRAIT_ROLE
from dandan_desktop.ui.input_widgets import ProseInput
from dandan_desktop.ui.inputs import Desk
from dandan_desktop.ui.picker import Picker

Index = QModelIndex | QPersistentModelIndex
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GridDelegate(QStyledItemDelegate):
    """Edits cells; Enter and Tab go to the next cell, Shift+Enter breaks the line in prose."""

    typed = Signal(object)
    """Something was typed into the open cell: its row, its fact and what stands there now; None once it is closed."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    @override
    def createEditor(self, parent: QWidget | None, option: QStyleOptionViewItem, index: Index) -> QWidget:
        made: QWidget = inputs.make(index.data(TRAIT_ROLE), self._desk)
        made.setParent(parent)
        written: Any = made
        row, name = index.row(), index.data(TRAIT_ROLE).name
        written.changed.connect(lambda: self.typed.emit((row, name, written.value())))
        return made

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.typed.emit(None)
        super().destroyEditor(editor, index)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All lines of a cell at the width of its column; Qt's own hint forgets the padding of the style sheet.

        It is asked for every cell after a paste, and Qt's own would ask the model nine things of each.
        """
        words, table = index.data(), self.parent()
        if not isinstance(words, str) or not isinstance(table, QTableView):
            return QSize(theme.ROW, theme.row_height())
        room = QRect(0, 0, table.columnWidth(index.column()) - theme.ROW, theme.ROW)
        wrap = Qt.TextFlag.TextWordWrap.value
        height = option.fontMetrics.boundingRect(room, wrap, words).height() + 2 * theme.GRID
        return QSize(room.width(), max(theme.row_height(), height))

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        written: Any = editor
        written.set_value(index.data(Qt.ItemDataRole.EditRole))

    @override
    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        read: Any = editor
        who = index.data(TRAIT_ROLE).who
        person: Any = read.person if who is not None else None  # the editor forgets it once the cell has its name
        model.setData(index, read.value())
        for column, beside in enumerate(model.shown if person is not None else ()):
            if beside.name in who:
                model.setData(model.index(index.row(), column), person[1 + who.index(beside.name)])

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        room = option.rect
        if not isinstance(editor, ProseInput):
            room.setHeight(max(room.height(), theme.row_height()))
        editor.setGeometry(room)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_enter = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTERS
        if isinstance(watched, Picker) and _is_tab(event):
            watched.take_typed()
        if not is_enter or not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if isinstance(watched, ProseInput) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        if isinstance(watched, Picker) and not watched.enter():
            return True
        self.commitData.emit(watched)
        self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.EditNextItem)
        return True


def _is_tab(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
