"""Who is named: a few letters open the list of those known below the box; anybody else may be written."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from dandan_desktop.domain import text
from dandan_desktop.marks import override
from dandan_desktop.services.speakers import Speaker
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.picker import FreePicker

_OFFERED = 40
_LONGEST = 40
"""Letters of a name; more that match nobody are most likely a sentence."""


class NameBox(FreePicker):
    """A box whose value is a name; `person` is who was chosen for it in the list."""

    def __init__(self, parent: QWidget | None = None, source: Callable[[], Sequence[Speaker]] | None = None) -> None:
        super().__init__(self._offer, self._name_of, parent)
        self._source = source
        self._people: tuple[Speaker, ...] = ()
        self._folded: tuple[str, ...] = ()
        self._was: Speaker | None = None
        self.is_left = False
        """Whether the name that was chosen has just been changed into another."""
        self.hint(self.tr("Gõ vài chữ của tên"), self.tr("Tên"))
        self.changed.connect(self._on_changed)

    @property
    def people(self) -> tuple[Speaker, ...]:
        """Who is offered, in this order."""
        return self._people

    @people.setter
    def people(self, people: Sequence[Speaker]) -> None:
        """Offer these, in this order."""
        self._know(people)
        self._was = None

    @property
    def person(self) -> Speaker | None:
        """Who was chosen in the list; None for a name that was written."""
        return None if self.chosen is None else self._people[self.chosen]

    @property
    def is_sentence(self) -> bool:
        """Whether what is typed is longer than a name and nobody is called so."""
        return self.chosen is None and len(self.value()) > _LONGEST and not self._offer(self.value())

    def learn(self, person: Speaker) -> None:
        """Offer somebody who spoke from now on too."""
        if all((known.name, known.position) != (person.name, person.position) for known in self._people):
            self._people = (*self._people, person)
            self._folded = (*self._folded, text.fold(" ".join(person)))

    @override
    def look(self) -> None:
        """Search, in the `source` as it is now where there is one."""
        if self._source is not None and self.chosen is None:
            self._know(self._source())
        super().look()

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._was, self.is_left = None, False

    def _know(self, people: Sequence[Speaker]) -> None:
        self._people = tuple(people)
        self._folded = tuple(text.fold(" ".join(each)) for each in people)

    def _on_changed(self) -> None:
        person = self.person
        self.is_left = person is None and self._was is not None
        self._was = person

    def _offer(self, typed: str) -> list[Option]:
        query = text.Query.of(typed)
        found = [place for place, folded in enumerate(self._folded) if query.matches(folded, "")]
        return [Option(place, _words(self._people[place])) for place in found[:_OFFERED]]

    def _name_of(self, place: int) -> str:
        return self._people[place].name


def _words(person: Speaker) -> str:
    more = ", ".join(part for part in (person.position, person.body) if part)
    return f"{person.name} ({more})" if more else person.name
