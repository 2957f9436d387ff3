"""Adding a person, a body or a unit from inside the field that wants one, without leaving what is typed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dandan_desktop.db.codes import code_of
from dandan_desktop.db.offices import office
from dandan_desktop.domain.catalogue import Unit
from dandan_desktop.domain.nouns import BODIES, PEOPLE, UNITS, Noun
from dandan_desktop.marks import override
from dandan_desktop.services import records
from dandan_desktop.ui import screen_room, theme
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.inputs import ADDS
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import Sheet, SheetSpec

_COMMUNE = "xa"
PERSON_ROWS = ("full_name", "born_on sex", "unit_id")
BODY_ROWS = (
    "name", "kind | unit_id", "parent_id | symbol place", "# Tiêu đề văn bản", "style |",
    "header_upper | header_lower", "# Hiệu lực", "valid_from valid_to | decided_by",
)  # fmt: skip
UNIT_ROWS = ("name | code", "level kind | parent_id", "valid_from valid_to | decided_by")


@dataclass(frozen=True, slots=True)
class _Form:
    """What is asked of a new record: its rows, the fact that is its name, how wide it stands."""

    noun: Noun
    page: str
    rows: tuple[str, ...]
    name: str
    columns: int


_FORMS = {
    PEOPLE.table: _Form(PEOPLE, "quick_person", PERSON_ROWS, "full_name", 2),
    BODIES.table: _Form(BODIES, "quick_body", BODY_ROWS, "name", 4),
    UNITS.table: _Form(UNITS, "quick_unit", UNIT_ROWS, "name", 4),
}


class _Room(QScrollArea):
    """As large as a form so many fields wide needs it; on a smaller screen it scrolls."""

    def __init__(self, sheet: Sheet, columns: int) -> None:
        super().__init__()
        self._sheet, self._columns = sheet, columns
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sheet)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def sizeHint(self) -> QSize:
        wide = theme.scaled(self._columns * theme.FIELD)
        return QSize(wide, self._sheet.heightForWidth(wide))


class QuickAdd(QDialog):
    """The form of a new record; `added` hears the new id."""

    def __init__(
        self, session: Session, table: str, name: str, parent: QWidget, added: Callable[[int], object]
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._form = form = _FORMS[table]
        self._added = added
        self.setWindowTitle(ADDS[table])
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheet = Sheet(session, SheetSpec(form.noun.record, form.rows, form.page))
        preset = {form.name: name, "unit_id": _unit(session, is_home=table == PEOPLE.table)}
        if self.sheet.open(None, preset) and self.sheet.draft()[form.name] != name:
            self.sheet.drop_draft()  # what a crash left here was of somebody else
            self.sheet.open(None, preset)
        self.save = QPushButton(self.tr("Thêm (Ctrl+S)"))
        self.save.setShortcut("Ctrl+S")
        self.save.setAutoDefault(False)
        theme.mark(self.save, "primary")
        cancel = QPushButton(self.tr("Thôi (Esc)"))
        cancel.setAutoDefault(False)
        layout = QVBoxLayout(self)
        self._room = _Room(self.sheet, form.columns)
        layout.addWidget(self._room)
        layout.addLayout(buttons(cancel, self.save))
        self.save.clicked.connect(self._on_save_clicked)
        cancel.clicked.connect(self.reject)
        self.sheet.left.connect(self.reject)
        self.finished.connect(self.sheet.drop_draft)
        self._take_room()
        self.sheet.focus_first()

    def _take_room(self) -> None:
        """Stand as tall as the form needs with what is told below its fields, as far as the screen goes."""
        self._room.updateGeometry()
        self.resize(self.sizeHint())
        screen_room.fit(self)

    def _on_save_clicked(self) -> None:
        facts = self.sheet.read()
        if facts is None:
            self._take_room()
            return
        changes = self.session.do(lambda: records.save(self.session.store, self._form.noun, None, facts))
        if changes is not None:
            self.accept()
            self._added(changes.row)


def _unit(session: Session, *, is_home: bool) -> int | None:
    """The office's unit; as somebody's home only where it is a commune: most of its people live there."""
    own = office(session.store)
    if own is None:
        return None
    unit = session.store.of(Unit).get(own.facts.unit_id)
    return unit.id if not is_home or code_of(session.store, unit.facts.level) == _COMMUNE else None


def ask(session: Session, table: str, name: str, parent: QWidget, added: Callable[[int], object]) -> None:
    """Ask for a new record of a table of `ADDS`; `added` hears the id once it is saved."""
    QuickAdd(session, table, name, parent, added).open()
