"""What a picker offers: rows of the catalogue that hold on the sheet's day, with enough words to tell them apart."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from dandan_desktop.db import codes, lists
from dandan_desktop.db.offices import office
from dandan_desktop.domain import dates, text
from dandan_desktop.domain.catalogue import Body, Unit, is_valid_on
from dandan_desktop.domain.facts import REFERENCES, Kept, Trait
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import noun_of
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.session import Session

_LOOKED_AT = 400
_OFFERED = 40
_LONGEST = 90
"""Letters of a title that a list below a box shows."""

Search = Callable[[str], Sequence[Option]]


def rows(
    session: Session, each: Trait, day: Callable[[], date] | None, near: Callable[[], int | None] = lambda: None
) -> Search:
    """A search over the table a fact points at, for rows valid on the day (None: any).

    Bodies of the unit near the record come first, then those of the office's own unit; but what is called as typed, or
    begins so, stands before the others.
    """
    table = REFERENCES[each.kind]

    def search(typed: str) -> list[Option]:
        store = session.store
        if not store.is_open:  # the session ended while something was typed
            return []
        noun = noun_of(table, store.nouns)
        if text.fold(typed):
            found = [hit.row for hit in lists.find(store, typed, [table], _LOOKED_AT)]
        else:
            found = lists.ids(store, noun, lists.Filter())[:_LOOKED_AT]
        units = _units(session, near()) if table == "bodies" else []
        first = [lists.ids(store, noun, lists.Filter(words=typed, equal=(("unit_id", unit),))) for unit in units]
        found = list(dict.fromkeys([*chain.from_iterable(first), *found]))
        fit = [kept for kept in lists.page(store, noun, found) if day is None or _holds(kept.facts, day())]
        fit.sort(key=lambda kept: _rank(typed, noun.title(kept.facts, store.names)))
        return [Option(kept.id, words(session, kept)) for kept in fit[:_OFFERED]]

    return search


def _rank(typed: str, name: str) -> int:
    """What is called exactly as typed comes first, then what begins so; an order of before stays within each."""
    wanted, folded = text.fold(typed), text.fold(name)
    return 0 if folded == wanted else 1 if folded.startswith(wanted) else 2


def words(session: Session, kept: Kept[Any]) -> str:
    """A row in words: the former district, the parent or the birth year stands in brackets."""
    facts = kept.facts
    more = [part for part in _more(session, facts) if part]
    name = _short(noun_of(_table_of(facts), session.store.nouns).title(facts, session.store.names))
    return f"{name} ({', '.join(more)})" if more else name


def code_options(session: Session, each: Trait) -> list[Option]:
    """The entries of the code list a fact is taken from, in their order."""
    return [Option(kept.id, kept.facts.name) for kept in codes.entries(session.store, each.codes)]


def among(options: Sequence[Option]) -> Search:
    """A search over a few options, by any beginning of their words."""

    def search(typed: str) -> list[Option]:
        query = text.Query.of(typed)
        return [option for option in options if query.matches(text.fold(option.words), "")]

    return search


def _short(words: str) -> str:
    """One line, not longer than a list below a box can show."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _units(session: Session, near: int | None) -> list[int]:
    """The units whose bodies come first: that of the record, then the office's own."""
    own = office(session.store)
    found = (near, own.facts.unit_id if own else None)
    return list(dict.fromkeys(unit for unit in found if unit is not None))


def _holds(facts: Any, day: date) -> bool:
    return is_valid_on(facts, day) if isinstance(facts, (Unit, Body)) else True


def _table_of(facts: Any) -> str:
    return {Unit: "units", Body: "bodies", Person: "people", Meeting: "meetings", Proposal: "proposals"}[type(facts)]


def _more(session: Session, facts: Any) -> list[str]:
    names = session.store.names
    if isinstance(facts, Unit):
        until = f"đến {dates.show_date(facts.valid_to)}" if facts.valid_to else ""
        return [names.of("units", facts.parent_id), until]
    if isinstance(facts, Body):
        place = names.of("units", facts.unit_id)
        return [] if place and text.fold(place) in text.fold(facts.name) else [place]
    if isinstance(facts, Person):
        return [facts.born_on.shown if facts.born_on else "", names.of("units", facts.unit_id)]
    if isinstance(facts, Meeting):
        return [dates.show_date(facts.held_on)]
    if isinstance(facts, Proposal):
        return [dates.show_date(facts.received_on), _short(facts.asker or names.of("bodies", facts.body_id))]
    return []
