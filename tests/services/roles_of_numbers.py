"""The services of the register of numbers in the matrix of roles (`test_roles`)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.issued_numbers import IssuedNumber, Term
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import TERMS
from dandan_desktop.domain.scope import ANYBODY
from dandan_desktop.services import issued_numbers, records
from tests.registers import code
from tests.services.roles_of_minutes import ENTERS, RECORDING, each
from tests.services.two_offices import TODAY, Side, world


def anybody(store: Store) -> Store:
    return Store(store.connection, store.path, seal_key=store.seal_key, reader=ANYBODY)


def facts_of(store: Store, side: Side) -> IssuedNumber:
    """The number the minutes of a side's meeting would take, in a year or a term that somebody who may has written."""
    whole = anybody(store)
    kept = whole.of(Meeting).get(side.meeting)
    committee = kept_numbers.committee_of(whole, side.body)
    if kept_numbers.term_on(whole, committee, kept.facts.held_on) is None:
        term = Term(name="khóa I", body_id=BodyId(committee.id), valid_from=kept.facts.held_on)
        records.save(whole, TERMS, None, term)
    return issued_numbers.for_paper(whole, side.meeting)


def numbered(store: Store, side: Side) -> int:
    """A number somebody who may has taken for the minutes of a side's meeting."""
    there = issued_numbers.of_meeting(anybody(store), side.meeting)
    return there.id if there else issued_numbers.take(anybody(store), facts_of(store, side)).row


def taken(store: Store, side: Side) -> Any:
    return issued_numbers.take(store, facts_of(store, side))


def retitled(store: Store, side: Side) -> Any:
    kept = anybody(store).of(IssuedNumber).get(numbered(store, side))
    return issued_numbers.retitle(store, kept, "Tên khác")


def listed(store: Store, _: Path) -> Any:
    """What the register tells of both sides' numbers."""
    for side in (world().ours, world().theirs):
        numbered(store, side)
    rows = [row for span in kept_numbers.spans(store) for row in kept_numbers.rows_of(store, span)]
    return [store.of(IssuedNumber).get(row) for row in rows], kept_numbers.missing(store)


def looked(store: Store, _: Path) -> Any:
    sides = (world().ours, world().theirs)
    facts = [facts_of(store, side) for side in sides]
    return [
        (
            issued_numbers.findings(store, one),
            issued_numbers.proposed(store, one.issuer_id, one.kind, one.issued_on),
            issued_numbers.printed(store, one.issuer_id, one.kind, 1, one.issued_on),
            issued_numbers.symbol_of(store, code(store, "paper_types", "BB")),
        )
        for one in facts
    ]


READS: dict[str, tuple[Callable[[Store, Path], Any], bool]] = {
    "issued_numbers": (listed, True),
    "issued_numbers.findings": (looked, False),
    "issued_numbers.proposed": (looked, False),
    "issued_numbers.printed": (looked, False),
    "issued_numbers.symbol_of": (looked, False),
    "issued_numbers.for_paper": (each(issued_numbers.for_paper), True),
    "issued_numbers.is_type": (lambda store, _: issued_numbers.is_type(store, "BB"), False),
    "issued_numbers.type_of": (lambda store, _: issued_numbers.type_of(store, "BB"), False),
    "issued_numbers.printed_at": (each(lambda store, row: issued_numbers.printed_at(store, row, "BB")), True),
    "issued_numbers.of_meeting": (each(issued_numbers.of_meeting), True),
    "issued_numbers.strays": (each(issued_numbers.strays), False),
    "issued_numbers.number_of": (each(issued_numbers.number_of), False),
}
WRITES: dict[str, tuple[Callable[[Store, Side, Path], Any], set[str]]] = {
    "issued_numbers.take": (lambda store, side, _: taken(store, side), ENTERS),
    "issued_numbers.use": (lambda store, side, _: issued_numbers.use(store, numbered(store, side), TODAY), ENTERS),
    "issued_numbers.cancel": (
        lambda store, side, _: issued_numbers.cancel(store, numbered(store, side), "bỏ", TODAY),
        RECORDING,
    ),
    "issued_numbers.retitle": (lambda store, side, _: retitled(store, side), ENTERS),
}
MAKING_ROOM = set(WRITES)
