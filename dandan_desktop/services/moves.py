"""Moving a case or an initiative to its next stage: a dated move, and the record's state follows the last one."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dandan_desktop.db.codes import code_of, entries
from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.lifecycle import State, Step, move_findings
from dandan_desktop.domain.nouns import CASES, INITIATIVES, Noun


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


def states(store: Store, road: Road) -> list[tuple[int, State]]:
    """The states of a road in order, each with its row id."""
    found = entries(store, road.codes)
    return [(kept.id, State(kept.facts.code, kept.facts.name, kept.facts.next or ())) for kept in found]


def findings(store: Store, road: Road, row: int, move: Any, today: date) -> list[Finding]:
    """What is wrong or odd about this next move of a record (row 0: of a new one)."""
    made = parts_of(store, road.noun, row)[road.move] if row else []
    steps = [Step(code_of(store, kept.facts.to_state), kept.facts.happened_on) for kept in made]
    known = [state for _, state in states(store, road)]
    return move_findings(known, steps, code_of(store, move.to_state), move.happened_on, today)


def move(store: Store, road: Road, row: int, to: Any, today: date) -> Changes:
    """Move a record to a state on a day; raises ClerkError RECORD_INVALID when a finding blocks."""
    blocking = tuple(each for each in findings(store, road, row, to, today) if each.blocks)
    if blocking:
        Refused(blocking).raise_first()
    made: list[Kept[Any]] = parts_of(store, road.noun, row)[road.move]
    before = made[-1].facts.to_state if made else None
    with store.change("move") as deed:
        kept = store.of(road.record).get(row)
        store.of(road.record).replace(kept, replace(kept.facts, **{road.state: to.to_state}))
        store.of(road.move).add(replace(to, from_state=before), row, len(made) + 1)
    return deed.changes


def start(store: Store, road: Road, facts: Any, to: Any, today: date) -> Changes:
    """Add a record together with its first move; raises ClerkError RECORD_INVALID when a finding blocks."""
    blocking = tuple(each for each in findings(store, road, 0, to, today) if each.blocks)
    if blocking:
        Refused(blocking).raise_first()
    with store.change("add") as deed:
        row = store.of(road.record).add(replace(facts, **{road.state: to.to_state}))
        store.of(road.move).add(to, row, 1)
        deed.about(road.noun.table, row)
    return deed.changes
