"""The tờ trình that goes up with the table of a period's proposals (`work.md` S12): as it usually is, and written."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from dandan_desktop.db.offices import header_of, office_on
from dandan_desktop.db.store import Store
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.issued_numbers import IssuedNumber, shown
from dandan_desktop.domain.paper_kinds import SUBMISSION
from dandan_desktop.domain.paper_signing import Submission
from dandan_desktop.domain.periods import Period
from dandan_desktop.services import (
    issued_numbers,
    paper_numbers,
    paper_templates,
    papers,
    proposal_papers,
    reminder_papers,
)
from dandan_desktop.services.reminder_papers import Written


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


def number_of(store: Store, period: Period, day: date, issued: date) -> IssuedNumber | None:
    """The number a tờ trình of a day would take; None where tờ trình take none of the register; raises NO_OFFICE."""
    title = f"Tờ trình về kiến nghị nhận trong {period.name}"
    return paper_numbers.wanted(store, office_on(store, issued).id, SUBMISSION.symbol, title, day)


def findings(store: Store, period: Period, facts: Submission, issued: date) -> list[Finding]:
    """What is wrong about the number typed for a tờ trình; raises NO_OFFICE."""
    number = _numbered(store, period, facts, issued)
    return paper_numbers.findings(store, number) if number else []


def write(store: Store, period: Period, facts: Submission, folder: Path, *, issued: date) -> Written:
    """Write the tờ trình of a period's proposals and the table that goes with it into a folder.

    A number of the register is issued with it. Raises ClerkError: NO_PROPOSALS for a period without any, NUMBER_TAKEN
    for that of another paper, NUMBER_CANCELLED, TEMPLATE_UNUSABLE, PAPER_LOST_TEXT, and as
    `proposal_papers.write_summary`.
    """
    from dandan_desktop.documents import paper
    from dandan_desktop.documents.files import ready_folder
    from dandan_desktop.documents.own_files import write_paper

    made = proposal_papers.summary(store, period, issued)
    if not made.count:
        raise ClerkError(Problem.NO_PROPOSALS, period=period.name)
    numbered = _numbered(store, period, facts, issued)
    number = paper_numbers.typed(store, numbered) if numbered else None
    if number is not None:
        facts = replace(facts, number=shown(number.facts.number))
    office = office_on(store, issued).id
    header = header_of(store, office, issued)
    own = paper_templates.own_of(store, office, SUBMISSION.code, issued)
    content = paper.submission_docx(made, header, facts, own)
    ready_folder(folder)
    with store.change("print") as deed:
        deed.note = f"{SUBMISSION.name} {period.code}: 1 văn bản"
    day = facts.dated_on or issued
    name = papers.named(SUBMISSION.stem, day, header.symbol, made.count, part=period.code.lower())
    written = write_paper(folder / name, content)
    table = proposal_papers.write_summary(
        store, period, folder / f"tong-hop-kien-nghi-{period.code}.xlsx", issued=issued
    )
    if number is None or not store.may("use_number"):
        return Written([written, table], deed.changes)
    return Written([written, table], issued_numbers.use(store, number.id, min(day, issued)))


def _numbered(store: Store, period: Period, facts: Submission, issued: date) -> IssuedNumber | None:
    """The number a clerk typed for a tờ trình, as the register would hold it; None where he typed none."""
    number = number_of(store, period, facts.dated_on or issued, issued) if facts.number else None
    return replace(number, text=facts.number) if number and facts.number else None
