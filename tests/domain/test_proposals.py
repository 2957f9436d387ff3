"""The rules of proposals: when one is closed, what follows the minutes, which day may come after which."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.facts import BodyId, CodeId, OpinionId, Prose, UnitId
from dandan_desktop.domain.proposals import (
    CHAIN,
    INSPECTORS,
    Proposal,
    ProposalState,
    change_findings,
    followed,
    proposal_findings,
    proposal_state,
)  # fmt: skip

TODAY = date(2026, 7, 1)
ASKED = Proposal(text=Prose("Sửa cầu"), received_on=date(2026, 1, 5), unit_id=UnitId(1), asker="Ông Ba")
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


def blocking(proposal: Proposal) -> set[str]:
    return {each.name for each in proposal_findings(proposal, TODAY) if each.blocks}


@given(days, days, days, days)
def test_closed_only_with_an_answer_and_the_asker_told(
    sent: date | None, due: date | None, answered: date | None, told: date | None
) -> None:
    proposal = replace(ASKED, sent_on=sent, due_on=due, answered_on=answered, told_on=told)
    state = proposal_state(proposal, TODAY)
    is_answered = answered is not None and answered <= TODAY
    is_told = told is not None and told <= TODAY
    assert (state is ProposalState.CLOSED) == (is_answered and is_told)
    assert (state is ProposalState.ANSWERED) == (is_answered and not is_told)
    assert (state is ProposalState.OVERDUE) == (not is_answered and due is not None and due < TODAY)
    if state is ProposalState.SENT:
        assert sent is not None
        assert sent <= TODAY
    if state is ProposalState.NEW:
        assert sent is None or sent > TODAY


@given(days, days, days, days)
def test_days_come_in_their_order_and_lateness_never_blocks(
    sent: date | None, due: date | None, answered: date | None, told: date | None
) -> None:
    proposal = replace(ASKED, sent_on=sent, due_on=due, answered_on=answered, told_on=told)
    steps = [ASKED.received_on, *(day for day in (sent, answered, told) if day)]
    is_ordered = steps == sorted(steps)
    is_dated_soundly = due is None or due >= (sent or ASKED.received_on)
    is_told_of_something = told is None or answered is not None
    assert (blocking(proposal) == set()) == (is_ordered and is_dated_soundly and is_told_of_something)


def test_late_is_only_late() -> None:
    late = replace(
        ASKED, sent_to_id=BodyId(1), sent_on=date(2026, 3, 1), due_on=date(2026, 3, 15), answered_on=date(2026, 6, 1),
        outcome=CodeId(1), told_on=date(2026, 6, 30),
    )  # fmt: skip
    assert proposal_findings(late, TODAY) == []


def test_an_answer_needs_its_day_and_a_proposal_somebody_who_asks() -> None:
    assert blocking(replace(ASKED, answer=Prose("Đã sửa"))) == {"answered_on"}
    assert blocking(replace(ASKED, asker=None)) == {"asker"}
    assert blocking(replace(ASKED, asker=None, body_id=BodyId(1))) == set()
    assert blocking(replace(ASKED, asker=None, opinion_id=OpinionId(1))) == set()


def test_the_peoples_inspectors_are_answered_in_fifteen_days() -> None:
    asked = replace(ASKED, asker=f"{INSPECTORS[0]} xã", sent_on=date(2026, 2, 10), sent_to_id=BodyId(1))
    (found,) = proposal_findings(asked, TODAY)
    assert (found.name, found.blocks) == ("due_on", False)
    assert "15 ngày, đến 25/02/2026" in found.text
    assert proposal_findings(replace(asked, due_on=date(2026, 2, 25)), TODAY) == []


@given(st.sampled_from(CHAIN))
def test_whatever_was_done_about_it_touches_a_proposal(name: str) -> None:
    assert not replace(ASKED, edited=Prose("x"), level=CodeId(1), due_on=TODAY).is_touched
    done: dict[str, Any] = {name: TODAY}
    assert replace(ASKED, **done).is_touched


def test_only_what_changed_in_the_minutes_changes_and_only_while_untouched() -> None:
    now = replace(ASKED, text=Prose("Sửa cầu gấp"))
    mine = replace(ASKED, group=CodeId(7))
    assert followed(mine, ASKED, now) == replace(now, group=CodeId(7))
    assert followed(replace(mine, sent_on=TODAY), ASKED, now) == replace(mine, sent_on=TODAY)


def test_words_are_corrected_only_before_anything_was_done_and_never_those_of_the_minutes() -> None:
    other = replace(ASKED, text=Prose("Khác"))
    assert change_findings(ASKED, other) == []
    assert [each.name for each in change_findings(replace(ASKED, opinion_id=OpinionId(1)), other)] == ["text"]
    assert [each.name for each in change_findings(replace(ASKED, sent_on=TODAY - timedelta(1)), other)] == ["text"]
    assert change_findings(replace(ASKED, sent_on=TODAY), replace(ASKED, edited=Prose("Lời cơ quan"))) == []
