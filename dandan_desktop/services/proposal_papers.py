"""The summary of proposals for the standing committee (`work.md` S12): read, and written as a workbook."""

from datetime import date
from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.db import codes, proposals
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import PROPOSALS
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposal_summary import ProposalSummary, SummaryLine, groups_of
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.services import scopes
from dandan_desktop.services.frames import frame_of


def summary(store: Store, period: Period, issued: date) -> ProposalSummary:
    """The proposals received in a period, as they stand on the day of issue.

    Raises ClerkError: NOT_ALLOWED for a reader who opens no proposals, NO_OFFICE.
    """
    if not store.reader.may(PROPOSALS.readers):
        raise ClerkError(Problem.NOT_ALLOWED)
    found = proposals.received_in(store, period, issued)
    turns = proposals.turns(store, [kept.id for kept in found])
    lines = [_line(store, kept, turns[kept.id].number) for kept in found]
    orders = (
        [kept.facts.name for kept in codes.entries(store, name)] for name in ("proposal_groups", "proposal_levels")
    )
    return ProposalSummary(
        period=period,
        frame=frame_of(store, issued),
        groups=groups_of(lines, *orders),
        only=scopes.organisations(store),
    )


def write_summary(store: Store, period: Period, path: Path, *, issued: date) -> Path:
    """Write the summary of a period as a workbook under this name; answers the path.

    Raises ClerkError: NOT_ALLOWED, NO_OFFICE, FOLDER_MISSING, FOLDER_READ_ONLY, FILE_IN_USE, DISK_FULL, DISK_FAILING.
    """
    from dandan_desktop.documents.files import write_whole
    from dandan_desktop.documents.proposal_summary import workbook_of

    made = summary(store, period, issued)
    with store.change("export") as deed:  # before the file: what cannot be logged is not written
        deed.note = f"Bảng tổng hợp kiến nghị {period.code}"
    return write_whole(path, workbook_of(made, __version__))


def _line(store: Store, kept: Kept[Proposal], turn: int) -> SummaryLine:
    facts, names = kept.facts, store.names
    return SummaryLine(
        words=PROPOSALS.title(facts, names),
        asker=facts.asker or names.of("bodies", facts.body_id),
        received_on=facts.received_on,
        turn=turn,
        group=names.of("codes", facts.group),
        level=names.of("codes", facts.level),
        sent_to=names.of("bodies", facts.sent_to_id),
        sent_on=facts.sent_on,
        due_on=facts.due_on,
        answered_on=facts.answered_on,
        answer_number=facts.answer_number or "",
        outcome=names.of("codes", facts.outcome),
        answer=facts.answer or "",
        told_on=facts.told_on,
    )
