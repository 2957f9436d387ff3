"""What one noun alone has on the page of a record beside its facts and parts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import Kept
from dandan_desktop.services import records
from dandan_desktop.services.records import PartEdit

if TYPE_CHECKING:
    from dandan_desktop.ui.record_page import RecordPage

Parts = Mapping[type[Any], PartEdit]


class Pane(QFrame):
    """Filled before a draft is put back, asked before saving; nothing is typed here unless a pane says so itself."""

    changed = Signal()

    def __init__(self, page: "RecordPage") -> None:
        super().__init__()
        self.page = page
        self.session = page.session

    def dress(self) -> None:
        """Put on the page, which is whole by now, what belongs elsewhere on it than in this place."""

    def stand_above(self, widget: QWidget) -> None:
        """Put a widget of this pane on the page just above the record."""
        self.page.outer.insertWidget(self.page.outer.count() - 1, widget)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Show what belongs to a record, None for a new one."""

    @property
    def is_changed(self) -> bool:
        """Whether what is typed here differs from what was shown."""
        return False

    def drafts(self) -> Any:
        """What was typed here, fit for JSON."""
        return {}

    def set_drafts(self, drafts: Any) -> None:
        """Put back what was once typed."""

    def where(self, _focused: QWidget) -> str:
        """What here has the keyboard, empty when it is elsewhere."""
        return ""

    def go_to(self, _where: str) -> QWidget | None:
        """Give that the keyboard again; returns what has it now, None when it is no longer there."""
        return None

    def is_sound(self) -> bool:
        """Whether what is typed here may be saved; what is wrong is then shown."""
        return True

    def save(self, store: Store, kept: Kept[Any] | None, facts: Any, parts: Parts) -> Changes:
        """Save the record together with what is typed here."""
        return records.save(store, self.page.spec.noun, kept, facts, parts)
