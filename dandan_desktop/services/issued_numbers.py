"""Numbers of papers: proposed, taken, used and cancelled; none of it is ever undone (`settled` 10)."""

from dataclasses import dataclass, replace
from datetime import date

from dandan_desktop.db import codes
from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db.offices import header_of, heading_body
from dandan_desktop.db.store import Store
from dandan_desktop.documents.styles import layout_of, number_words
from dandan_desktop.domain import text
from dandan_desktop.domain.catalogue import Body, Code
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import CodeId, Kept, TermId
from dandan_desktop.domain.issued_numbers import (
    MINUTES,
    IssuedNumber,
    Series,
    Taken,
    Term,
    day_findings,
    next_number,
    read_number,
    shown,
    title_of,
)  # fmt: skip
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.messages import sentences
from dandan_desktop.services.trash import refuse_reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next number of a series: bare, and as a paper prints it; with what was given there before."""

    series: Series
    number: int
    text: str
    taken: tuple[Taken, ...]


def proposed(store: Store, issuer: int, kind: int, day: date) -> Proposal:
    """The number a paper of this body, type and day takes next.

    Raises ClerkError NO_TERM where its style counts by term and none is known for the day.
    """
    series = _series(store, issuer, kind, day)
    known = tuple(kept_numbers.taken(store, series))
    number = next_number(each.number for each in known)
    return Proposal(series, number, printed(store, issuer, kind, number, day), known)


def printed(store: Store, issuer: int, kind: int, number: int, day: date) -> str:
    """A number with its symbols, as the papers of a body print it on a day."""
    head = header_of(store, issuer, day)
    return number_words(layout_of(head), symbol_of(store, kind), head.symbol or "…", shown(number))


def symbol_of(store: Store, kind: int) -> str:
    """The symbol of a type of paper."""
    facts = store.of(Code).get(kind).facts
    return facts.group or facts.code


def findings(store: Store, facts: IssuedNumber) -> list[Finding]:
    """What is wrong or odd about a number as somebody wants to take it."""
    try:
        proposal, number = _wanted(store, facts)
    except ClerkError as error:
        field = "issuer_id" if error.problem is Problem.NO_TERM else "text"
        return [Finding(field, " ".join(sentences(error)))]
    return day_findings(number, facts.issued_on, proposal.taken)


def take(store: Store, facts: IssuedNumber) -> Changes:
    """Reserve a number: the one in `text`, bare or whole; an empty text takes the next one. No undo gives it back.

    Raises ClerkError: NO_TERM, NUMBER_STRANGE, NUMBER_TAKEN with the next free one, NUMBER_OWNED when the record's
    paper of this type has one, NOT_ALLOWED.
    """
    with store.change("take_number") as deed:
        if facts.owner is not None and (there := kept_numbers.of_owner(store, facts.owner, facts.kind)) is not None:
            raise ClerkError(Problem.NUMBER_OWNED, text=there.facts.text)
        deed.about("issued_numbers", store.of(IssuedNumber).add(counted(store, facts)))
    return deed.changes


def counted(store: Store, facts: IssuedNumber) -> IssuedNumber:
    """Inside a deed: the number in its series, reserved; raises ClerkError NO_TERM, NUMBER_STRANGE, NUMBER_TAKEN."""
    proposal, number = _wanted(store, facts)
    return replace(
        facts,
        number=number,
        text=printed(store, facts.issuer_id, facts.kind, number, facts.issued_on),
        series=proposal.series.key,
        term_id=proposal.series.term,
        year=proposal.series.year,
        used_on=None,
        cancelled_on=None,
        reason=None,
    )


def for_paper(store: Store, meeting: int, paper: str = MINUTES, day: date | None = None) -> IssuedNumber:
    """The number a meeting's paper of a type (its code) would take, its text proposed: dated the meeting's day if none.

    Raises ClerkError: NO_TERM, RECORD_GONE, also for a type that is not listed.
    """
    kept = store.of(Meeting).get(meeting)
    kind = type_of(store, paper)
    facts = IssuedNumber(
        kind=kind,
        issuer_id=kept.facts.convener_id,
        issued_on=day or kept.facts.held_on,
        text="",
        title=title_of(paper, store.of(Code).get(kind).facts.name, kept.facts.title),
        owner=kept.uid,
    )
    return replace(facts, text=proposed(store, facts.issuer_id, kind, facts.issued_on).text)


def use(store: Store, row: int, day: date) -> Changes:
    """Write down that the paper of a number was issued; raises ClerkError NUMBER_CANCELLED, RECORD_GONE."""
    with store.change("use_number") as deed:
        mark_used(store, store.of(IssuedNumber).get(row), day)
        deed.about("issued_numbers", row)
    return deed.changes


def mark_used(store: Store, kept: Kept[IssuedNumber], day: date) -> None:
    """Inside a deed: say that the paper of a number was issued; one that was stays as it is."""
    if kept.facts.cancelled_on is not None:
        raise ClerkError(Problem.NUMBER_CANCELLED, text=kept.facts.text)
    if kept.facts.used_on is None:
        store.of(IssuedNumber).replace(kept, replace(kept.facts, used_on=day))


def cancel(store: Store, row: int, reason: str, day: date) -> Changes:
    """Cancel a number for a reason; it is never given again.

    Raises ClerkError: REASON_MISSING, NUMBER_CANCELLED, RECORD_GONE, NUMBER_IN_LOCKED for minutes locked with it.
    """
    with store.change("cancel_number") as deed:
        kept = store.of(IssuedNumber).get(row)
        if kept.facts.cancelled_on is not None:
            raise ClerkError(Problem.NUMBER_CANCELLED, text=kept.facts.text)
        why = refuse_reason(reason, [])
        store.of(IssuedNumber).replace(kept, replace(kept.facts, cancelled_on=day, reason=why))
        deed.about("issued_numbers", row)
        deed.note = why
    return deed.changes


def retitle(store: Store, kept: Kept[IssuedNumber], title: str) -> Changes:
    """Correct what a number's paper is about; the number itself stays. Raises ClerkError RECORD_CHANGED."""
    with store.change("save") as deed:
        store.of(IssuedNumber).replace(kept, replace(kept.facts, title=text.tidy(title)))
        deed.about("issued_numbers", kept.id)
    return deed.changes


def type_of(store: Store, paper: str) -> CodeId:
    """The row of a type of paper by its code; raises ClerkError RECORD_GONE for one that is not listed."""
    row = codes.code_id(store, "paper_types", paper)
    if row is None:
        raise ClerkError(Problem.RECORD_GONE, table="codes")
    return CodeId(row)


def is_type(store: Store, paper: str) -> bool:
    """Whether papers of a type (its code) take numbers of the register."""
    return codes.code_id(store, "paper_types", paper) is not None


def of_meeting(store: Store, meeting: int, kind: str = MINUTES) -> Kept[IssuedNumber] | None:
    """The number, not cancelled, of a meeting's paper of a type (its code); raises ClerkError RECORD_GONE."""
    row = codes.code_id(store, "paper_types", kind)
    return None if row is None else kept_numbers.of_owner(store, store.of(Meeting).get(meeting).uid, CodeId(row))


def number_of(store: Store, meeting: int, kind: str = MINUTES) -> str:
    """The figures a meeting's paper of a type (its code) prints as its number, for `Header.number`; empty for none.

    A number taken while another body was the convener is not this one's to print.
    """
    found = printed_at(store, meeting, kind)
    return shown(found.facts.number) if found else ""


def printed_at(store: Store, meeting: int, kind: str) -> Kept[IssuedNumber] | None:
    """The number a meeting's paper of a type (its code) prints, None for one taken while another was the convener."""
    found = of_meeting(store, meeting, kind)
    return found if found and _is_convener_s(store, found.facts, meeting) else None


def strays(store: Store, meeting: int) -> list[Finding]:
    """What no longer fits between a meeting and the number taken for its minutes; raises ClerkError RECORD_GONE."""
    found = of_meeting(store, meeting)
    if found is None:
        return []
    facts, said = found.facts, f"Số {found.facts.text}"
    if not _is_convener_s(store, facts, meeting):
        body = store.names.of("bodies", facts.issuer_id)
        return [Finding("convener_id", f"{said} lấy cho {body}, không in ở biên bản này.", blocks=False)]
    if facts.issued_on != store.of(Meeting).get(meeting).facts.held_on:
        day = show_date(facts.issued_on)
        return [Finding("held_on", f"{said} lấy cho ngày {day}, khác ngày họp.", blocks=False)]
    return []


def _is_convener_s(store: Store, facts: IssuedNumber, meeting: int) -> bool:
    """Whether a number is of the series of the body that convenes the meeting now."""
    convener = store.of(Meeting).get(meeting).facts.convener_id
    lines = (kept_numbers.line_of(heading_body(store, body)) for body in (facts.issuer_id, convener))
    return len(set(lines)) == 1


def _wanted(store: Store, facts: IssuedNumber) -> tuple[Proposal, int]:
    """What was proposed and the number that is wanted; raises ClerkError NO_TERM, NUMBER_STRANGE, NUMBER_TAKEN."""
    proposal = proposed(store, facts.issuer_id, facts.kind, facts.issued_on)
    typed = facts.text.strip()
    number = read_number(typed, proposal.text, proposal.number) if typed else proposal.number
    if number is None:
        raise ClerkError(Problem.NUMBER_STRANGE, typed=typed[:40], example=proposal.text)
    there = kept_numbers.given(store, proposal.series, number)
    if there is not None:
        raise ClerkError(Problem.NUMBER_TAKEN, text=there, next=shown(proposal.number))
    return proposal, number


def _series(store: Store, issuer: int, kind: int, day: date) -> Series:
    head = heading_body(store, issuer)
    layout = layout_of(header_of(store, issuer, day))
    of_type = f" {codes.code_of(store, kind)}" if layout.by_type else ""
    key = f"{kept_numbers.line_of(head)}{of_type}"
    if not layout.by_term:
        return Series(key, None, day.year, str(day.year))
    term = _term(store, issuer, day)
    return Series(key, TermId(term.id), None, term.facts.name)


def _term(store: Store, issuer: int, day: date) -> Kept[Term]:
    committee: Kept[Body] = kept_numbers.committee_of(store, issuer)
    term = kept_numbers.term_on(store, committee, day)
    if term is None:
        raise ClerkError(Problem.NO_TERM, body=committee.facts.name, day=show_date(day))
    return term
