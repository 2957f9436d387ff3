"""Moving a case or an initiative to its next stage: a dated move, and the record's state follows the last one."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dandan_desktop.db.codes import code_of, entries
from dandan_desktop.db.moves import out_of_step
from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.lifecycle import State, Step, move_findings
from dandan_desktop.domain.nouns import CASES, INITIATIVES, Noun
from dandan_desktop.services import records


@dataclass(frozen=True, slots=True)
class Road:
    """How one noun moves: its records, the fact that is the last move's state, and the list of states."""

    noun: Noun
    record: type[Any]
    move: type[Any]
    state: str
    codes: str


CASE_ROAD = Road(CASES, Case, CaseMove, "stage", "admission_stages")
INITIATIVE_ROAD = Road(INITIATIVES, Initiative, InitiativeMove, "state", "initiative_states")
ROADS = (CASE_ROAD, INITIATIVE_ROAD)


def states(store: Store, road: Road) -> list[tuple[int, State]]:
    """The states of a road in order, each with its row id."""
    found = entries(store, road.codes)
    return [(kept.id, State(kept.facts.code, kept.facts.name, kept.facts.next or ())) for kept in found]


def strayed(store: Store, road: Road) -> list[int]:
    """The records whose state is not their last move's; there are none unless a bug wrote past these services."""
    return out_of_step(store, road.noun.table, road.state, road.noun.parts[0])


def findings(store: Store, road: Road, row: int, move: Any, today: date) -> list[Finding]:
    """What is wrong or odd about this next move of a record (row 0: of a new one)."""
    made = parts_of(store, road.noun, row)[road.move] if row else []
    steps = [Step(code_of(store, kept.facts.to_state), kept.facts.happened_on) for kept in made]
    known = [state for _, state in states(store, road)]
    return move_findings(known, steps, code_of(store, move.to_state), move.happened_on, today)


def move(store: Store, road: Road, row: int, to: Any, today: date) -> Changes:
    """Move a record to a state on a day; raises ClerkError RECORD_INVALID when a finding blocks."""
    kept = store.of(road.record).get(row)
    return _step(store, road, kept, kept.facts, to, today=today)


def save(store: Store, road: Road, kept: Kept[Any] | None, facts: Any, to: Any | None, *, today: date) -> Changes:
    """Save a record and its next move, where there is one, as one deed; a new record needs its first move.

    Raises ClerkError: RECORD_INVALID when a finding blocks, RECORD_CHANGED.
    """
    if kept is None:
        return start(store, road, facts, to, today)
    if to is None:
        return records.save(store, road.noun, kept, facts)
    return _step(store, road, kept, facts, to, today=today)


def take_back(store: Store, road: Road, row: int) -> Changes:
    """Take the last move of a record out; its state is again that of the move before. No move, no deed."""
    made: list[Kept[Any]] = parts_of(store, road.noun, row)[road.move]
    with store.change("take_back") as deed:
        deed.about(road.noun.table, row)
        if made:
            kept = store.of(road.record).get(row)
            before = made[-2].facts.to_state if len(made) > 1 else None
            store.of(road.record).replace(kept, replace(kept.facts, **{road.state: before}))
            store.of(road.move).remove(made[-1].id)
    return deed.changes


def start(store: Store, road: Road, facts: Any, to: Any, today: date) -> Changes:
    """Add a record together with its first move; raises ClerkError RECORD_INVALID when a finding blocks."""
    _refuse(findings(store, road, 0, to, today))
    with store.change("add") as deed:
        row = store.of(road.record).add(replace(facts, **{road.state: to.to_state}))
        store.of(road.move).add(to, row, 1)
        deed.about(road.noun.table, row)
    return deed.changes


def _step(store: Store, road: Road, kept: Kept[Any], facts: Any, to: Any, *, today: date) -> Changes:
    _refuse(findings(store, road, kept.id, to, today))
    made: list[Kept[Any]] = parts_of(store, road.noun, kept.id)[road.move]
    before = made[-1].facts.to_state if made else None
    with store.change("move") as deed:
        deed.about(road.noun.table, kept.id)
        store.of(road.record).replace(kept, replace(facts, **{road.state: to.to_state}))
        store.of(road.move).add(replace(to, from_state=before), kept.id, len(made) + 1)
    return deed.changes


def _refuse(found: list[Finding]) -> None:
    blocking = tuple(each for each in found if each.blocks)
    if blocking:
        Refused(blocking).raise_first()
