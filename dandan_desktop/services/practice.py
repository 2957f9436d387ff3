"""The practice office: a register of invented people and events, to try the program on and to show it with."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dandan_desktop import paths
from dandan_desktop.db import codes, offices
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.catalogue import Body, Official
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, Kept, PersonId, ProposalId, UnitId, traits
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.issued_numbers import IssuedNumber, Term
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.proposals import SAID, Proposal
from dandan_desktop.exchange import open_format
from dandan_desktop.services import issued_numbers, registers
from dandan_desktop.services.loading import load

FILE_NAME = f"thuc-hanh{paths.SUFFIX}"
"""What the practice register is called in any folder."""

Json = dict[str, Any]


def make(folder: Path, today: date) -> Path:
    """Make the practice register in a folder, or leave it as it is there; nothing in it is later than `today`.

    Raises ClerkError: REGISTER_EXISTS for another register under that name, and as `registers.make` and `open_it`.
    """
    path = folder / FILE_NAME
    if path.exists():
        register = registers.open_it(path, registers.PRACTICE_PASSPHRASE, by_command=True)
    else:
        register = registers.make(path, registers.PRACTICE_PASSPHRASE, is_practice=True, by_command=True)
    try:
        if not register.is_practice:
            raise ClerkError(Problem.REGISTER_EXISTS, path=path)
        store = register.store()
        try:
            fill(store, today)
        finally:
            store.close()
    finally:
        register.close()
    return register.path


def fill(store: Store, today: date) -> None:
    """Write the practice office's records, unless they are there: one deed for each meeting, one for all else.

    The people come last, so that what was broken off is finished the next time.
    """
    if store.of(Person).some("LIMIT 1"):
        return
    for meeting in _shipped("meetings"):
        if date.fromisoformat(meeting["date"]) <= today:
            raw = json.dumps(_known_on(meeting, today), ensure_ascii=False).encode()
            load(store, open_format.parse(raw, _file("meetings")), _file("meetings"))
    with store.change("generate"):
        writer = _Writer(store, today, _choose_office(store, today))
        people = {entry["name"]: writer.person(entry) for entry in _shipped("people")}
        for entry in _shipped("officials"):
            writer.official(entry)
        for entry in _shipped("cases"):
            writer.case(entry, people[entry["person"]])
        for entry in _shipped("initiatives"):
            writer.initiative(entry)
        for entry in _shipped("proposals"):
            writer.proposal(entry)
        for entry in _shipped("terms"):
            writer.term(entry)
        for entry in _shipped("issued_numbers"):
            writer.number(entry)


@dataclass(frozen=True, slots=True)
class _Move:
    """One shipped move with its state's row and its day."""

    state: CodeId
    day: date
    entry: Json


class _Writer:
    """Writes the shipped entries inside a deed; their codes and dates are those of the catalogue."""

    def __init__(self, store: Store, today: date, office: Body) -> None:
        self._store = store
        self._today = today
        self._office = office

    def person(self, entry: Json) -> PersonId:
        """Add a person of the office's unit."""
        facts = Person(
            full_name=entry["name"],
            born_on=PartDate.parse(entry["born"]),
            sex=self._code("sexes", entry["sex"]),
            unit_id=self._office.unit_id,
        )
        return PersonId(self._store.of(Person).add(facts))

    def official(self, entry: Json) -> None:
        """Add an official who was in office by today; an end that is still to come is not known yet."""
        since = date.fromisoformat(entry["from"])
        until = date.fromisoformat(entry["to"]) if "to" in entry else None
        if since > self._today:
            return
        facts = Official(
            name=entry["name"],
            position=entry["position"],
            body_id=self._body(entry["body"], since),
            valid_from=since,
            valid_to=until if until is not None and until <= self._today else None,
        )
        self._store.of(Official).add(facts)

    def term(self, entry: Json) -> None:
        """Add a term that had begun by today."""
        since = date.fromisoformat(entry["from"])
        until = date.fromisoformat(entry["to"]) if "to" in entry else None
        if since <= self._today:
            body = self._body(entry["body"], since)
            self._store.of(Term).add(Term(name=entry["name"], body_id=body, valid_from=since, valid_to=until))

    def number(self, entry: Json) -> None:
        """Add the number of a paper dated by today: reserved, used, or cancelled where the paper was given up."""
        day = date.fromisoformat(entry["on"])
        if day > self._today:
            return
        facts = IssuedNumber(
            kind=self._code("paper_types", entry["type"]),
            issuer_id=self._body(entry["body"], day),
            issued_on=day,
            text=entry.get("number", ""),
            title=entry["title"],
        )
        gone = entry.get("cancelled")
        made = replace(
            issued_numbers.counted(self._store, facts),
            used_on=day if entry.get("used", gone is None) else None,
            cancelled_on=day if gone else None,
            reason=gone,
        )
        self._store.of(IssuedNumber).add(made)

    def case(self, entry: Json, person: PersonId) -> None:
        """Add a case with the moves made until today, if there is one."""
        moves = self._moves("admission_stages", entry)
        if not moves:
            return
        unit, body = self._place(entry, moves[0].day)
        papered = entry.get("paper_date") and date.fromisoformat(entry["paper_date"]) <= self._today
        facts = Case(
            person_id=person,
            body_id=body,
            unit_id=unit,
            paper_number=entry["paper"] if papered else None,
            paper_date=date.fromisoformat(entry["paper_date"]) if papered else None,
            stage=moves[-1].state,
        )
        row = self._store.of(Case).add(facts)
        for place, values in enumerate(_steps(moves), 1):
            self._store.of(CaseMove).add(CaseMove(**values), row, place)

    def initiative(self, entry: Json) -> None:
        """Add an initiative with the moves made until today, if there is one."""
        moves = self._moves("initiative_states", entry)
        if not moves:
            return
        unit, body = self._place(entry, moves[0].day)
        facts = Initiative(
            name=entry["name"],
            field=self._code("initiative_fields", entry["field"]),
            kind=self._code("initiative_kinds", entry["kind"]),
            owner_kind=self._code("owner_kinds", entry["owner_kind"]),
            owner_name=entry["owner"],
            unit_id=unit,
            body_id=body,
            state=moves[-1].state,
        )
        row = self._store.of(Initiative).add(facts)
        for place, values in enumerate(_steps(moves), 1):
            self._store.of(InitiativeMove).add(InitiativeMove(**values), row, place)

    def proposal(self, entry: Json) -> None:
        """Write what became by today of a proposal that a meeting's minutes brought in."""
        kept = self._asked(entry["meeting"], entry["asker"])
        if kept is None:
            return
        day = kept.facts.received_on
        sent, answered, told = (self._known(entry, name) for name in ("sent_on", "answered_on", "told_on"))
        done = Proposal(
            **{
                each.name: getattr(kept.facts, each.name)
                for each in traits(Proposal)
                if each.name in (*SAID, "opinion_id")
            },
            edited=entry.get("edited"),
            level=self._code("proposal_levels", entry["level"]) if sent else None,
            sent_to_id=self._body(entry["sent_to"], day) if sent else None,
            sent_on=sent,
            due_on=date.fromisoformat(entry["due_on"]) if sent and "due_on" in entry else None,
            answer_number=entry["answer_number"] if answered else None,
            answered_on=answered,
            outcome=self._code("proposal_outcomes", entry["outcome"]) if answered else None,
            answer=entry["answer"] if answered else None,
            told_on=told,
        )
        first = self._asked(*entry["repeats"]) if "repeats" in entry else None
        facts = replace(done, repeats_id=ProposalId(first.id)) if first else done
        self._store.of(Proposal).replace(kept, facts)

    def _asked(self, day: str, asker: str) -> Kept[Proposal] | None:
        """The proposal somebody made on a day; None where that day is still to come."""
        found = self._store.of(Proposal).some()
        return next(
            (each for each in found if each.facts.received_on == date.fromisoformat(day)
             and (each.facts.asker or "").startswith(asker)), None,
        )  # fmt: skip

    def _known(self, entry: Json, name: str) -> date | None:
        """A day that has come."""
        day = date.fromisoformat(entry[name]) if name in entry else None
        return day if day is not None and day <= self._today else None

    def _body(self, name: str, day: date) -> BodyId:
        body = offices.body_named(self._store, name, day)
        if body is None:
            raise KeyError(name, day)
        return BodyId(body)

    def _moves(self, states: str, entry: Json) -> list[_Move]:
        found = [_Move(self._code(states, move["to"]), date.fromisoformat(move["on"]), move) for move in entry["moves"]]
        return [move for move in found if move.day <= self._today]

    def _place(self, entry: Json, day: date) -> tuple[UnitId, BodyId]:
        """The unit of an official code on a day, and the organisation of a kind there."""
        unit = offices.unit_on(self._store, entry["unit"], day)
        kind = self._code("body_kinds", entry["organisation"])
        body = offices.body_of_kind(self._store, kind, unit.id, day) if unit else None
        if unit is None or body is None:
            raise KeyError(entry["unit"], entry["organisation"])
        return UnitId(unit.id), BodyId(body)

    def _code(self, name: str, code: str) -> CodeId:
        row = codes.code_id(self._store, name, code)
        if row is None:
            raise KeyError(name, code)
        return CodeId(row)


def _steps(moves: Iterable[_Move]) -> Iterable[Json]:
    """The facts of each move, with the state it came from."""
    before: CodeId | None = None
    for move in moves:
        yield {
            "to_state": move.state,
            "happened_on": move.day,
            "from_state": before,
            **{name: move.entry[name] for name in ("source", "reason") if name in move.entry},
        }
        before = move.state


def _choose_office(store: Store, today: date) -> Body:
    """Say whose register it is; before the office was founded, the one it came from speaks for it (`office_on`)."""
    name = _shipped("office")["name"]
    found = offices.newest_named(store, name)
    if found is None:
        raise KeyError(name)
    store.put_fact("office", found.uid)
    return offices.office_on(store, today).facts


def _known_on(meeting: Json, today: date) -> Json:
    """A meeting with what was known on a day: no task done later."""
    late = [
        task
        for conclusion in meeting["conclusions"]
        for task in conclusion.get("tasks", ())
        if "done" in task and date.fromisoformat(task["done"]) > today
    ]
    for task in late:
        task.pop("done")
        task.pop("result", None)
    return meeting


def _file(name: str) -> Path:
    return paths.resource("practice", f"{name}.json")


def _shipped(name: str) -> Any:
    return json.loads(_file(name).read_text(encoding="utf-8"))
