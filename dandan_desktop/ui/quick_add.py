"""Adding a person from inside another sheet, without leaving it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.ui import theme
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import Sheet, SheetSpec

ROWS = ("full_name", "born_on sex", "unit_id")


class AddPerson(QDialog):
    """A small sheet for a new person; `added` hears the new id."""

    def __init__(self, session: Session, name: str, parent: QWidget, added: Callable[[int], object]) -> None:
        super().__init__(parent)
        self.session = session
        self._added = added
        self.setWindowTitle(self.tr("Thêm người mới"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheet = Sheet(session, SheetSpec(Person, ROWS, "quick_person"))
        self.sheet.open(None, {"full_name": name})
        self.save = QPushButton(self.tr("Thêm (Ctrl+S)"))
        self.save.setShortcut("Ctrl+S")
        self.save.setAutoDefault(False)
        theme.mark(self.save, "primary")
        cancel = QPushButton(self.tr("Thôi (Esc)"))
        cancel.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.addWidget(self.sheet)
        layout.addLayout(buttons)
        self.setMinimumWidth(theme.scaled(2 * theme.FIELD))
        self.save.clicked.connect(self._on_save_clicked)
        cancel.clicked.connect(self.reject)
        self.sheet.left.connect(self.reject)
        self.finished.connect(self.sheet.drop_draft)
        self.sheet.focus_first()

    def _on_save_clicked(self) -> None:
        person = self.sheet.read()
        if person is None:
            return
        changes = self.session.do(lambda: records.save(self.session.store, PEOPLE, None, person))
        if changes is not None:
            self.accept()
            self._added(changes.row)


def add_person(session: Session, name: str, parent: QWidget, added: Callable[[int], object]) -> None:
    """Ask for a new person of this name; `added` hears the id once it is saved."""
    AddPerson(session, name, parent, added).open()
