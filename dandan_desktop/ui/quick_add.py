"""Adding a person from inside another sheet, without leaving it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.codes import code_of
from dandan_desktop.db.offices import office
from dandan_desktop.domain.catalogue import Unit
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from dandan_desktop.ui import theme
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import Sheet, SheetSpec

_COMMUNE = "xa"
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
        preset = {"full_name": name, "unit_id": _commune(session)}
        if self.sheet.open(None, preset) and self.sheet.draft()["full_name"] != name:
            self.sheet.drop_draft()  # what a crash left here was of somebody else
            self.sheet.open(None, preset)
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


def _commune(session: Session) -> int | None:
    """The commune of the office, where most of its people live; None for an office of a wider area."""
    own = office(session.store)
    if own is None:
        return None
    unit = session.store.of(Unit).get(own.facts.unit_id)
    return unit.id if code_of(session.store, unit.facts.level) == _COMMUNE else None


def add_person(session: Session, name: str, parent: QWidget, added: Callable[[int], object]) -> None:
    """Ask for a new person of this name; `added` hears the id once it is saved."""
    AddPerson(session, name, parent, added).open()
