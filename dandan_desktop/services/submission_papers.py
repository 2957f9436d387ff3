"""The tờ trình that goes up with the table of a period's proposals (`work.md` S12): as it usually is, and written."""

from datetime import date
from pathlib import Path

from dandan_desktop.db.offices import header_of, office_on
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.paper_kinds import SUBMISSION
from dandan_desktop.domain.paper_signing import Submission
from dandan_desktop.domain.periods import Period
from dandan_desktop.services import paper_templates, papers, proposal_papers, reminder_papers


def usual(store: Store, issued: date) -> Submission:
    """A tờ trình of today to the standing committee above, signed by the head of the office; raises NO_OFFICE."""
    body = office_on(store, issued)
    found, signer = reminder_papers.head_of(store, body, SUBMISSION.code, issued)
    above = store.names.of("bodies", body.facts.parent_id)
    return Submission(
        dated_on=issued,
        to=f"Thường trực {above}" if above else None,
        authority=found.authority,
        position=found.position,
        signer=signer,
    )


def write(store: Store, period: Period, facts: Submission, folder: Path, *, issued: date) -> list[Path]:
    """Write the tờ trình of a period's proposals and the table that goes with it into a folder; answers both files.

    Raises ClerkError: NO_PROPOSALS for a period without any, TEMPLATE_UNUSABLE, PAPER_LOST_TEXT, and as
    `proposal_papers.write_summary`.
    """
    from dandan_desktop.documents import paper
    from dandan_desktop.documents.files import ready_folder, write_whole

    made = proposal_papers.summary(store, period, issued)
    if not made.count:
        raise ClerkError(Problem.NO_PROPOSALS, period=period.name)
    office = office_on(store, issued).id
    header = header_of(store, office, issued)
    own = paper_templates.own_of(store, office, SUBMISSION.code, issued)
    content = paper.submission_docx(made, header, facts, own)
    ready_folder(folder)
    with store.change("print") as deed:
        deed.note = f"{SUBMISSION.name} {period.code}: 1 văn bản"
    day = facts.dated_on or issued
    name = papers.named(SUBMISSION.stem, day, header.symbol, made.count, part=period.code.lower())
    written = write_whole(folder / name, content)
    table = proposal_papers.write_summary(
        store, period, folder / f"tong-hop-kien-nghi-{period.code}.xlsx", issued=issued
    )
    return [written, table]
