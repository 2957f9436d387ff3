"""Proposals from the minutes to the day the asker was told: they follow their meeting until something was done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dandan_desktop.db import codes
from dandan_desktop.db import proposals as kept_proposals
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import CodeId, Kept, ProposalId
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import PROPOSALS
from dandan_desktop.domain.proposals import (
    SOURCE_OF,
    Proposal,
    change_findings,
    followed,
    of_opinion,
    proposal_findings,
    repeat_findings,
)  # fmt: skip
from dandan_desktop.services import records
from dandan_desktop.services.records import PartEdit

_OTHER_SOURCE = "khac"
Said = Mapping[int, Proposal]
"""By opinion, the proposal it stands for."""


def findings(store: Store, kept: Kept[Proposal] | None, facts: Proposal, today: date) -> list[Finding]:
    """What is wrong or odd about a proposal (kept is None: a new one) as somebody wants to save it."""
    found = proposal_findings(facts, today)
    if kept is not None:
        found += change_findings(kept.facts, facts)
    if facts.repeats_id is not None:
        first = _first(store, facts.repeats_id, kept)
        if first is not None:
            is_itself = kept is not None and facts.repeats_id == kept.id
            found += repeat_findings(facts, first.facts, is_itself=is_itself)
        elif kept is None or kept.facts.repeats_id != facts.repeats_id:  # a link made by who sees more stays
            found.append(Finding("repeats_id", "Kiến nghị được chọn không còn trong sổ. Hãy chọn lại, hoặc để trống."))
    return found


def save(store: Store, kept: Kept[Proposal] | None, facts: Proposal, today: date) -> Changes:
    """Add or save a proposal; one that repeats another is linked to the first of them (rule K3).

    Raises ClerkError: RECORD_INVALID when a finding blocks, RECORD_CHANGED, RECORD_GONE, NOT_ALLOWED.
    """
    blocking = tuple(each for each in findings(store, kept, facts, today) if each.blocks)
    if blocking:
        Refused(blocking).raise_first()
    first = _first(store, facts.repeats_id, kept) if facts.repeats_id is not None else None
    if first is not None:
        facts = replace(facts, repeats_id=ProposalId(first.id))
    return records.save(store, PROPOSALS, kept, facts)


def said_at(store: Store, meeting: int) -> Said:
    """The proposals the marked opinions of a meeting stand for, as the minutes have them now."""
    opinions = kept_proposals.marked(store, meeting)
    if not opinions:
        return {}
    facts = store.of(Meeting).get(meeting).facts
    source = _source(store, facts)
    return {kept.id: of_opinion(kept.facts, kept.id, facts, source) for kept in opinions}


def let_go(store: Store, meeting: int, opinions: PartEdit | None) -> Said:
    """Inside a deed, before a meeting is written: delete the proposals of opinions unmarked or taken off its sheet.

    Answers what its opinions said until now. Raises ClerkError RECORD_INVALID for a proposal about which something was
    done, or that another repeats. History keeps what is deleted, and taking the deed back brings it back.
    """
    if opinions is not None:
        stays = {row for row, facts in opinions.after if facts.is_proposal}
        for kept in kept_proposals.of_meeting(store, meeting):
            if kept.facts.opinion_id not in stays:
                _drop(store, kept)
    return said_at(store, meeting)


def let_go_line(store: Store, meeting: int, opinion: int) -> None:
    """Inside a deed, before one opinion is unmarked or taken out: delete its proposal; raises as `let_go`."""
    for kept in kept_proposals.of_meeting(store, meeting):
        if kept.facts.opinion_id == opinion:
            _drop(store, kept)


def follow(store: Store, meeting: int, before: Said) -> None:
    """Inside a deed, after a meeting was written: each marked opinion has its proposal, untouched ones its words."""
    there = {kept.facts.opinion_id: kept for kept in kept_proposals.of_meeting(store, meeting)}
    for opinion, said in said_at(store, meeting).items():
        kept = there.get(said.opinion_id)
        if kept is None:
            store.of(Proposal).add(said)
        elif opinion in before:
            store.of(Proposal).replace(kept, followed(kept.facts, before[opinion], said))


def take_along(store: Store, meeting: int) -> None:
    """Inside a deed that puts a meeting in the trash: put its proposals there too."""
    for kept in kept_proposals.of_meeting(store, meeting):
        if kept.deleted_at is None:
            store.of(Proposal).remove(kept.id)


def _first(store: Store, row: int, kept: Kept[Proposal] | None) -> Kept[Proposal] | None:
    """The first time the matter of a proposal was raised, leaving out the one that is about to be linked to it.

    None where the reader sees no such proposal.
    """
    own = kept.id if kept is not None else 0
    turn = kept_proposals.turns(store, [row]).get(row)
    alike = [each for each in turn.rows if each != own] if turn else []
    found = store.of(Proposal).some("WHERE t.id = ?", (alike[0] if alike else row,))
    return found[0] if found else None


def _source(store: Store, meeting: Meeting) -> CodeId | None:
    code = SOURCE_OF.get(codes.code_of(store, meeting.series), _OTHER_SOURCE)
    row = codes.code_id(store, "proposal_sources", code)
    return None if row is None else CodeId(row)


def _drop(store: Store, kept: Kept[Proposal]) -> None:
    _refuse_loss(store, kept)
    store.of(Proposal).remove(kept.id, for_good=True)


def _refuse_loss(store: Store, kept: Kept[Proposal]) -> None:
    """Raise ClerkError PROPOSAL_UNDER_WAY where taking a proposal off the minutes would lose what was done about it."""
    if kept.facts.is_touched or kept_proposals.repeaters(store, kept.id):
        title = " ".join(PROPOSALS.title(kept.facts, store.names).split())
        raise ClerkError(Problem.PROPOSAL_UNDER_WAY, title=title if len(title) <= 80 else f"{title[:79]}…")
