"""What Qt itself says: every text its own catalogues know, and every text that stands on its windows and menus."""

import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QLibraryInfo, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QStandardItemModel
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QErrorMessage,
    QFileDialog,
    QGroupBox,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
    QWizard,
)

from dandan_desktop.ui.calendar import Calendar

_MESSAGES = 0x69
_END, _TRANSLATION, _SOURCE, _CONTEXT, _COMMENT = 1, 3, 6, 7, 8


class Text(NamedTuple):
    """One text of Qt, and where it stands."""

    context: str
    source: str


def known_to_qt() -> frozenset[Text]:
    """Every text of Qt's own windows: PySide6 brings catalogues along that hold them, German among others."""
    content = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase_de.qm").read_bytes()
    place, found = 16, b""
    while place < len(content):
        kind, size = struct.unpack_from(">BI", content, place)
        found = content[place + 5 : place + 5 + size] if kind == _MESSAGES else found
        place += 5 + size
    return frozenset(_messages(found))


def _messages(content: bytes) -> Iterator[Text]:
    place, held = 0, {_SOURCE: "", _CONTEXT: ""}
    while place < len(content):
        kind = content[place]
        place += 1
        if kind == _END:
            yield Text(held[_CONTEXT], held[_SOURCE])
        elif kind in (_TRANSLATION, _SOURCE, _CONTEXT, _COMMENT):
            (size,) = struct.unpack_from(">I", content, place)
            if kind in held:
                held[kind] = content[place + 4 : place + 4 + size].decode()
            place += 4 + size


def _selected(made: QLineEdit | QTextEdit | QPlainTextEdit) -> QWidget:
    """A field with words chosen in it; its menu is made as its child."""
    if isinstance(made, QLineEdit):
        made.setText("chữ")
    else:
        made.setPlainText("chữ")
    made.selectAll()
    menu = made.createStandardContextMenu()
    menu.setParent(made, menu.windowFlags())  # now it lives as long
    return made


def _spun(made: QSpinBox) -> QWidget:
    """A field of numbers with its menu open: Qt makes it in the event, shows it there, and waits for it to close."""
    QTimer.singleShot(0, lambda: _keep_open_menu(made))
    place = made.rect().center()
    QApplication.sendEvent(made, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, made.mapToGlobal(place)))
    return made


def _keep_open_menu(made: QSpinBox) -> None:
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        for action in menu.actions():
            QAction(action.text(), made)
        menu.close()


def _asks_all() -> QWidget:
    box = QMessageBox(QMessageBox.Icon.Question, "chữ", "chữ")
    for button in QMessageBox.StandardButton:
        if QMessageBox.StandardButton.Ok.value <= button.value <= QMessageBox.StandardButton.RestoreDefaults.value:
            box.addButton(button)
    box.setDetailedText("chữ")
    return box


def _offers_all() -> QWidget:
    box = QDialogButtonBox()
    for button in QDialogButtonBox.StandardButton:
        if button is not QDialogButtonBox.StandardButton.NoButton:
            box.addButton(button)
    return box


def _files(mode: QFileDialog.FileMode, accept: QFileDialog.AcceptMode) -> QWidget:
    made = QFileDialog()
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setFileMode(mode)
    made.setAcceptMode(accept)
    made.setViewMode(QFileDialog.ViewMode.Detail)
    return made


class _PrintDialog(QPrintDialog):
    def __init__(self) -> None:
        if sys.platform == "win32":
            pytest.skip("Windows shows its own window for printing")
        self.kept = QPrinter(QPrinter.PrinterMode.HighResolution)  # Qt does not keep it
        super().__init__(self.kept)


class _Preview(QPrintPreviewDialog):
    def __init__(self) -> None:
        self.kept = QPrinter(QPrinter.PrinterMode.HighResolution)
        super().__init__(self.kept)


def _shown(made: QWidget) -> QWidget:
    made.show()
    return made


_OPEN, _SAVE = QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave
WINDOWS: Mapping[str, Callable[[], QWidget]] = {
    "menu of a line": lambda: _selected(QLineEdit()),
    "menu of prose": lambda: _selected(QPlainTextEdit()),
    "menu of rich text": lambda: _selected(QTextEdit()),
    "menu of what is only read": lambda: _selected(QTextBrowser()),
    "question": _asks_all,
    "row of buttons": _offers_all,
    "open a file": lambda: _shown(_files(QFileDialog.FileMode.ExistingFile, _OPEN)),
    "save a file": lambda: _shown(_files(QFileDialog.FileMode.AnyFile, _SAVE)),
    "choose a folder": lambda: _shown(_files(QFileDialog.FileMode.Directory, _OPEN)),
    "menu of a number": lambda: _spun(QSpinBox()),
    "print": lambda: _shown(_PrintDialog()),
    "look before printing": lambda: _shown(_Preview()),
    "progress": QProgressDialog,
    "ask for words": QInputDialog,
    "an error": QErrorMessage,
    "steps": lambda: _shown(_wizard()),
    "calendar": Calendar,
}
"""Every window and menu of Qt's own a clerk can meet, made for real."""


def _wizard() -> QWizard:
    made = QWizard()
    made.setWizardStyle(QWizard.WizardStyle.ModernStyle)  # that of Windows needs a screen
    for button in (QWizard.WizardOption.HaveHelpButton, QWizard.WizardOption.HaveFinishButtonOnEarlyPages):
        made.setOption(button)
    return made


def texts_on(widget: QWidget) -> frozenset[str]:
    """Every text a window and what is within it shows or tells, without marks of keys."""
    found = [text for each in (widget, *widget.findChildren(QWidget)) for text in _of(each)]
    found += [text for action in widget.findChildren(QAction) for text in _of_action(action)]
    return frozenset(text.partition("\t")[0].replace("&", "") for text in found if text.strip())


def _of_action(action: QAction) -> Iterator[str]:
    yield from (action.text(), action.toolTip(), action.statusTip())


def _of(widget: QWidget) -> Iterator[str]:
    yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    yield from (text for action in widget.actions() for text in _of_action(action))
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QSpinBox):
        yield from (widget.suffix(), widget.prefix(), widget.specialValueText())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(row) for row in range(widget.count()))
    if isinstance(widget, QHeaderView) and widget.model() is not None:
        model, across = widget.model(), Qt.Orientation.Horizontal
        yield from (str(model.headerData(at, across) or "") for at in range(model.columnCount()))
    if isinstance(widget, QAbstractItemView) and isinstance(widget.model(), QStandardItemModel):
        yield from (str(widget.model().index(row, 0).data() or "") for row in range(widget.model().rowCount()))
