"""A field that follows another until the clerk says otherwise."""

from typing import Any

from PySide6.QtCore import QObject

from dandan_desktop.domain.catalogue import Body
from dandan_desktop.services import scopes
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import Sheet


def of_own_body(session: Session, name: str = "body_id") -> dict[str, Any]:
    """A new record of a clerk who works for one organisation is that organisation's; nothing is preset for others."""
    body = scopes.own_body(session.store)
    return {name: body, "unit_id": session.store.of(Body).get(body).facts.unit_id} if body else {}


class UnitFollows(QObject):
    """The unit of a record is that of its body as long as the clerk left it as it was opened or as it followed."""

    def __init__(self, sheet: Sheet, body: str, unit: str) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._body, self._unit = sheet.fields[body], sheet.fields[unit]
        self._given: int | None = None
        self._body.changed.connect(self.follow)

    def follow(self) -> None:
        """Take the unit of the body that was just chosen."""
        chosen = self._body.input.chosen
        if chosen is None or not self._is_free():
            return
        unit: Any = self._sheet.session.store.of(Body).get(chosen).facts.unit_id
        self._given = unit
        if self._unit.input.chosen != unit:
            self._unit.set_value(unit)

    def _is_free(self) -> bool:
        there = self._unit.input.chosen
        is_empty = there is None and not self._unit.input.text().strip()
        ours = (self._given, self._sheet.opened_with(self._unit.trait.name))
        return is_empty or (self._sheet.kept is None and there is not None and there in ours)
