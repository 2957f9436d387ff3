"""How a proposal reads: its state with a sign and a colour, and the four steps of its way, each with its day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.proposals import Proposal, ProposalState, proposal_state

_WORDS = {
    ProposalState.NEW: ("○ Chưa chuyển", "second"),
    ProposalState.SENT: ("● Chờ trả lời", "text"),
    ProposalState.OVERDUE: ("⚠ Quá hạn", "red"),
    ProposalState.ANSWERED: ("⚠ Chưa thông báo lại", "amber"),
    ProposalState.CLOSED: ("✓ Đã thông báo lại", "green"),
}
_LONGEST = 160
"""Letters of an answer that stand in the step; all of it stands in its field."""


class Step(NamedTuple):
    """One step on the way of a proposal: what was done when, and more about it; `role` of the style sheet."""

    head: str
    more: str
    role: str


def state_words(proposal: Proposal, today: date) -> str:
    """The state in words; an overdue one says by how many days."""
    state = proposal_state(proposal, today)
    words = _WORDS[state][0]
    return f"{words} {_late(proposal, today)}" if state is ProposalState.OVERDUE else words


def state_tone(proposal: Proposal, today: date) -> str:
    """The colour, by its name in the theme."""
    return _WORDS[proposal_state(proposal, today)][1]


def steps(proposal: Proposal, names: Names, today: date) -> tuple[Step, Step, Step, Step]:
    """Received from whom, sent to whom, answered what, told back when."""
    asker = proposal.asker or names.of("bodies", proposal.body_id)
    state = proposal_state(proposal, today)
    due = f"hạn trả lời {show_date(proposal.due_on)}" if proposal.due_on else ""
    answer = " ".join((proposal.answer or "").split())
    answer = answer if len(answer) <= _LONGEST else f"{answer[: _LONGEST - 1].rstrip()}…"
    return (
        Step(f"✓ Nhận {show_date(proposal.received_on)}", asker, "good"),
        _step(proposal.sent_on, "Chuyển", "Chưa chuyển", (names.of("bodies", proposal.sent_to_id), due)),
        Step(f"⚠ Quá hạn trả lời {_late(proposal, today)}", "", "error") if state is ProposalState.OVERDUE
        else _step(proposal.answered_on, "Trả lời", "Chưa trả lời",
                   (names.of("codes", proposal.outcome), proposal.answer_number, answer)),
        Step(state_words(proposal, today), "", "warning") if state is ProposalState.ANSWERED
        else _step(proposal.told_on, "Thông báo lại", "Chưa thông báo lại", ()),
    )  # fmt: skip


def _late(proposal: Proposal, today: date) -> str:
    return f"{(today - proposal.due_on).days} ngày" if proposal.due_on else ""


def _step(day: date | None, done: str, undone: str, more: Iterable[str | None]) -> Step:
    head = f"✓ {done} {show_date(day)}" if day else f"○ {undone}"
    return Step(head, " · ".join(filter(None, more)), "good" if day else "second")
