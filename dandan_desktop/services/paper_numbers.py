"""Numbers of papers that belong to no sitting: taken for a letter or a tờ trình while it is written, used once it is.

What ties such a number to its paper is what the register says the paper is: a number that was taken and waits for its
paper is offered again, so that none is lost when a clerk breaks off.
"""

from dataclasses import replace
from datetime import date

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db.store import Store
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, Kept
from dandan_desktop.domain.issued_numbers import RESERVED, IssuedNumber, read_number, shown
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services import issued_numbers


def wanted(store: Store, issuer: int, paper: str, title: str, day: date) -> IssuedNumber | None:
    """The number of a body's paper of a type (its code) and a day, its text still empty; None for no such type."""
    if not issued_numbers.is_type(store, paper):
        return None
    kind = issued_numbers.type_of(store, paper)
    return IssuedNumber(kind=kind, issuer_id=BodyId(issuer), issued_on=day, text="", title=title)


def proposed(store: Store, facts: IssuedNumber) -> IssuedNumber:
    """The same with the next number of its series; raises ClerkError NO_TERM."""
    return replace(facts, text=issued_numbers.proposed(store, facts.issuer_id, facts.kind, facts.issued_on).text)


def waiting(store: Store, facts: IssuedNumber) -> Kept[IssuedNumber] | None:
    """The number taken last for this very paper and not used yet; None where there is none."""
    found = kept_numbers.reserved(store, facts.issuer_id, facts.kind)
    return next((each for each in found if _is_for(each.facts, facts)), None)


def findings(store: Store, facts: IssuedNumber) -> list[Finding]:
    """What is wrong about the number typed for a paper: one that another paper has, or that was cancelled."""
    try:
        typed(store, facts)
    except ClerkError as error:
        return [Finding("number", " ".join(sentences(error)))]
    return []


def typed(store: Store, facts: IssuedNumber) -> Kept[IssuedNumber] | None:
    """The number of the register that `text` names, bare or whole; None for one that is counted elsewhere.

    Raises ClerkError: NUMBER_TAKEN for one of another paper, NUMBER_CANCELLED.
    """
    try:
        found = issued_numbers.proposed(store, facts.issuer_id, facts.kind, facts.issued_on)
    except ClerkError:  # a body that counts by a term nobody wrote keeps its numbers on paper
        return None
    number = read_number(facts.text, found.text, found.number)
    there = kept_numbers.at(store, found.series, number) if number else None
    if there is None:
        return None
    if there.facts.cancelled_on is not None:
        raise ClerkError(Problem.NUMBER_CANCELLED, text=there.facts.text)
    is_free = there.facts.state == RESERVED and there.facts.owner is None
    if not is_free and not _is_for(there.facts, facts):
        raise ClerkError(Problem.NUMBER_TAKEN, text=there.facts.text, next=shown(found.number))
    return there


def _is_for(one: IssuedNumber, other: IssuedNumber) -> bool:
    return one.title.casefold() == other.title.casefold()
