"""The papers of a sitting: which there are, what one still lacks, who signs it, and making them into a folder.

Once the minutes are locked every one of them is made from what was frozen, so that it reads the same in ten years.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dandan_desktop.db.store import Store
from dandan_desktop.documents.files import ready_folder
from dandan_desktop.documents.own_files import write_paper
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import IssuedNumber
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.domain.paper_kinds import (
    DELEGATES,
    INVITATION,
    KINDS,
    MINUTES,
    NOTICE,
    WORKING,
    PaperKind,
    Per,
    kind_named,
    kinds_of,
    owners,
    summoned,
)
from dandan_desktop.domain.paper_signing import Signing, holder, notice_type, suggested
from dandan_desktop.domain.papers import MeetingSheet
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.domain.text import fold, tidy
from dandan_desktop.services import issued_numbers, minutes, paper_templates, papers

if TYPE_CHECKING:
    from dandan_desktop.documents import paper

HOST = "ĐẠI DIỆN ĐƠN VỊ"
"""What the third signature of minutes of two sides is called until a clerk writes it otherwise."""
_PART = next(part for part in MEETINGS.parts if part.record is Signing)
_LONGEST_OWNER = 40


class Wanted(NamedTuple):
    """A paper that is asked for: its kind, and whether all receivers go into one file."""

    kind: PaperKind
    is_together: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper a sitting has: how many receivers it has, what it lacks (empty: nothing), who signs it, its number.

    `numbered` is the code of its type in the register of numbers, empty for a paper that takes none; `odd` tells a day
    written at its foot that is not the day of its number.
    """

    wanted: Wanted
    count: int
    lacks: str
    signing: Signing
    numbered: str = ""
    number: Kept[IssuedNumber] | None = None
    odd: str = ""

    @property
    def name(self) -> str:
        """What a list calls it."""
        kind = self.wanted.kind
        way = "một tệp chung" if self.wanted.is_together else "mỗi nơi một tệp" if kind.per is Per.OWNER else ""
        way = way or ("mỗi đại biểu một tệp" if kind.is_merged else "")
        return f"{kind.name} ({way})" if way else kind.name


def offers(store: Store, meeting: int) -> list[Offer]:
    """Every paper a sitting has, those that lack something too; raises ClerkError RECORD_GONE."""
    sheet, written = papers.printed_sheet(store, meeting), _written(store, meeting)
    found = []
    for kind in kinds_of(sheet):
        signing, numbered = _dated(store, meeting, sheet, _signing(written, sheet, kind)), _numbered(store, sheet, kind)
        number = issued_numbers.of_meeting(store, meeting, numbered) if numbered else None
        odd = _odd(signing, number) if "dated_on" in kind.asks else ""
        for is_together in (False, True) if kind.is_merged else (False,):
            wanted = Wanted(kind, is_together)
            found.append(Offer(wanted, _count(kind, sheet), kind.needs(sheet), signing, numbered, number, odd))
    return found


def signing_of(store: Store, meeting: int, kind: PaperKind) -> Signing:
    """Who signs a paper of a sitting: as a clerk wrote it, else as the rules suggest; raises ClerkError RECORD_GONE.

    A day nobody wrote is the day its number was issued.
    """
    sheet = papers.printed_sheet(store, meeting)
    return _dated(store, meeting, sheet, _signing(_written(store, meeting), sheet, kind))


def sign(store: Store, meeting: int, signing: Signing) -> Changes:
    """Write down who signs a kind of paper of a sitting, its day and its receivers; locked minutes stay as they are.

    Raises ClerkError: RECORD_GONE, NOT_ALLOWED, and as `Store.change`.
    """
    if store.of(Meeting).get(meeting).deleted_at is not None:
        raise ClerkError(Problem.RECORD_GONE, table=MEETINGS.table)
    rows, place = store.of(Signing), [kind.code for kind in KINDS].index(signing.kind) + 1
    with store.change("sign_paper") as deed:
        deed.about(MEETINGS.table, meeting)
        known = _written(store, meeting).get(signing.kind)
        if known is None:
            rows.add(signing, meeting, place)
        else:
            rows.replace(known, signing)
    return deed.changes


def write(
    store: Store, meeting: int, wanted: Sequence[Wanted], folder: Path, progress: Progress = SILENT
) -> list[Path]:
    """Make these papers of a sitting into a folder, made where it is missing; those that lack something are left out.

    The journal tells it first. What is written when the clerk stops stays, each file whole. Raises ClerkError:
    RECORD_GONE, PAPER_LACKS when none of them can be made, NOT_ALLOWED, TEMPLATE_UNUSABLE, PAPER_LOST_TEXT,
    FOLDER_*, FILE_IN_USE, DISK_FULL; Cancelled as `progress` does.
    """
    from dandan_desktop.documents import paper

    sheet, signed = papers.printed_sheet(store, meeting), _written(store, meeting)
    ready = [each for each in wanted if not each.kind.needs(sheet)]
    if not ready:
        lacking = next((each.kind for each in wanted), KINDS[0])
        raise ClerkError(Problem.PAPER_LACKS, paper=lacking.name.lower(), why=lacking.needs(sheet).rstrip("."))
    total = sum(1 if each.is_together else _count(each.kind, sheet) for each in ready)
    names = list(dict.fromkeys(each.kind.name for each in ready))
    ready_folder(folder)
    papers.log(store, [meeting], ", ".join(names), total)
    written: list[Path] = []
    for each in ready:
        numbered = _numbered(store, sheet, INVITATION if each.kind is DELEGATES else each.kind)
        number = issued_numbers.number_of(store, meeting, numbered) if numbered else ""
        signing = _dated(store, meeting, sheet, _signing(signed, sheet, each.kind))
        made = paper.Made(each.kind, sheet, signing, number, _template(store, meeting, sheet, signing, each.kind))
        for name, content in _files(made, meeting, is_together=each.is_together):
            progress.step(len(written), total)
            written.append(write_paper(folder / name, content))
    progress.step(total, total)
    return written


def write_all(store: Store, meeting: int, folder: Path, progress: Progress = SILENT) -> list[Path]:
    """Make every paper a sitting has, and its addenda as they were locked; raises ClerkError as `write`."""
    ready = [offer.wanted for offer in offers(store, meeting) if not offer.lacks]
    written = write(store, meeting, ready, folder, progress)
    added = minutes.standing(store, meeting).addenda
    return [*written, *(papers.write_version(store, each.id, folder) for each in added)]


def _files(made: "paper.Made", meeting: int, *, is_together: bool) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file of a paper."""
    from dandan_desktop.documents import paper

    kind, sheet = made.kind, made.sheet
    for place, content in enumerate(paper.papers_docx(made, is_together=is_together), 1):
        part = _part(kind, sheet, place, is_together=is_together)
        yield papers.named(kind.stem, sheet.meeting.held_on, sheet.header.symbol, meeting, part=part), content


def _template(store: Store, meeting: int, sheet: MeetingSheet, signing: Signing, kind: PaperKind) -> bytes:
    """The office's own template of a paper, as it was on the paper's day; that of locked minutes was frozen."""
    if kind is MINUTES:
        return papers.minutes_template(store, meeting, sheet)
    newest = minutes.standing(store, meeting).newest
    until = newest.facts.templates if newest is not None and newest.facts.is_in_force else None
    body, held_on = sheet.meeting.convener_id, sheet.meeting.held_on
    return paper_templates.own_of(store, body, kind.code, held_on, signing.dated_on, until=until)


def _part(kind: PaperKind, sheet: MeetingSheet, place: int, *, is_together: bool) -> str:
    """What tells a file from the others of its kind; delegates only by number, for names stay out of file names."""
    if not kind.is_merged:
        return ""
    if is_together:
        return "tat-ca"
    owner = fold(owners(sheet)[place - 1])[:_LONGEST_OWNER].strip() if kind.per is Per.OWNER else ""
    return f"{place:02} {owner}".strip().replace(" ", "-")


def _numbered(store: Store, sheet: MeetingSheet, kind: PaperKind) -> str:
    """The code of a paper's type in the register of numbers; empty where it takes none."""
    paper = notice_type(sheet.convener_kind, sheet.series) if kind is NOTICE else kind.symbol
    return paper if paper and issued_numbers.is_type(store, paper) else ""


def _count(kind: PaperKind, sheet: MeetingSheet) -> int:
    if kind.per is Per.DELEGATE:
        return len(summoned(sheet))
    return len(owners(sheet)) if kind.per is Per.OWNER else 1


def _signing(written: Mapping[str, Kept[Signing]], sheet: MeetingSheet, kind: PaperKind) -> Signing:
    if kind is DELEGATES:  # a list goes with the invitation and has its day
        kind = INVITATION
    return written[kind.code].facts if kind.code in written else _usual(sheet, kind)


def _dated(store: Store, meeting: int, sheet: MeetingSheet, signing: Signing) -> Signing:
    """A signing with the day of its paper's number where nobody wrote another."""
    kind = kind_named(signing.kind)
    numbered = _numbered(store, sheet, kind)
    if signing.dated_on is not None or not numbered or "dated_on" not in kind.asks:
        return signing
    number = issued_numbers.printed_at(store, meeting, numbered)
    return signing if number is None else replace(signing, dated_on=number.facts.issued_on)


def _odd(signing: Signing, number: Kept[IssuedNumber] | None) -> str:
    """What does not fit between the day of a paper and its number; empty for nothing."""
    if number is None or signing.dated_on is None or signing.dated_on == number.facts.issued_on:
        return ""
    return f"Số lấy cho ngày {show_date(number.facts.issued_on)}, văn bản ghi ngày {show_date(signing.dated_on)}."


def _usual(sheet: MeetingSheet, kind: PaperKind) -> Signing:
    if kind is WORKING:
        host = next((row for row in sheet.attendance if row.is_invited and row.is_present and row.name), None)
        return Signing(kind=kind.code, authority=HOST, signer=tidy(host.name or "") if host else None)
    body, facts = holder(sheet.convener_kind, sheet.series), sheet.meeting
    usual = suggested(kind.code, body, sheet.header, facts.chair_name, facts.chair_position)
    return replace(usual, kind=kind.code)


def _written(store: Store, meeting: int) -> dict[str, Kept[Signing]]:
    """What a clerk wrote of the signing of a sitting's papers, by kind."""
    found = store.of(Signing).some(f"WHERE t.{_PART.parent} = ?", (meeting,))
    return {kept.facts.kind: kept for kept in found}
