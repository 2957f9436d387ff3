"""Papers of a meeting: its records with the names and header valid on its day, written as Word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dandan_desktop.db import loads
from dandan_desktop.db.minutes import meeting_of, versions_of
from dandan_desktop.db.offices import header_of
from dandan_desktop.db.store import Store
from dandan_desktop.documents.files import ready_folder
from dandan_desktop.domain import paper_kinds as kinds
from dandan_desktop.domain import text
from dandan_desktop.domain.catalogue import Body, Code
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.frozen import thawed
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    Opinion,
    Report,
    Vote,
    Weakness,
    WeaknessReview,
)
from dandan_desktop.domain.minutes import MinutesVersion
from dandan_desktop.domain.papers import (
    AddendumSheet,
    Concluded,
    MeetingSheet,
    Reported,
    ReviewLine,
    TaskLine,
)  # fmt: skip
from dandan_desktop.services import issued_numbers, meetings, paper_templates, results
from dandan_desktop.services.meetings import ConclusionEntry, Sitting

if TYPE_CHECKING:
    from dandan_desktop.documents.blocks import Block

R = TypeVar("R")
_LONGEST = 80
MINUTES, ADDENDUM = "Biên bản", "Biên bản bổ sung"
"""What the journal calls these papers."""


def meeting_sheet(store: Store, row: int) -> MeetingSheet:
    """Everything the minutes of a meeting print; raises ClerkError RECORD_GONE."""
    sitting = meetings.read(store, row)
    convener, code = store.of(Body).get(sitting.meeting.convener_id).facts, store.of(Code).get
    return MeetingSheet(
        header=replace(
            header_of(store, sitting.meeting.convener_id, sitting.meeting.held_on),
            number=issued_numbers.number_of(store, row),
        ),
        meeting=sitting.meeting,
        attendance=_facts(sitting, Attendance),
        reports=tuple(Reported(store.names.of("bodies", each.body_id), each) for each in _facts(sitting, Report)),
        opinions=_facts(sitting, Opinion),
        votes=_facts(sitting, Vote),
        weaknesses=_facts(sitting, Weakness),
        conclusions=tuple(_concluded(store, entry) for entry in sitting.conclusions),
        convener=convener.name,
        convener_kind=code(convener.kind).facts.code,
        series=code(sitting.meeting.series).facts.code,
        agenda=_facts(sitting, AgendaItem),
        previous=results.as_told(store, row),
        reviews=tuple(
            ReviewLine(each.text, store.names.of("codes", each.verdict), each.note or "")
            for each in _facts(sitting, WeaknessReview)
        ),
    )


def printed_sheet(store: Store, row: int) -> MeetingSheet:
    """What the minutes of a meeting print now: once locked what was frozen, else the records as they stand.

    Raises ClerkError RECORD_GONE.
    """
    frozen = next((each for each in versions_of(store, row) if each.facts.is_in_force), None)
    return _as_locked(store, row, frozen.facts) if frozen else meeting_sheet(store, row)


def _as_locked(store: Store, row: int, version: MinutesVersion) -> MeetingSheet:
    """What was frozen; where no number was, the one taken since stands beside it while these minutes are in force."""
    sheet = thawed(MeetingSheet, version.content)
    if sheet.header.number or not version.is_in_force:
        return sheet
    return replace(sheet, header=replace(sheet.header, number=issued_numbers.number_of(store, row)))


def minutes_template(store: Store, row: int, sheet: MeetingSheet) -> bytes:
    """The office's own template of these minutes: once locked the one frozen then; empty for the program's.

    Raises ClerkError TEMPLATE_UNUSABLE when its bytes are lost.
    """
    frozen = next((each for each in versions_of(store, row) if each.facts.is_in_force), None)
    if frozen is not None:
        return paper_templates.own_by_digest(store, frozen.facts.template)
    return paper_templates.own_of(store, sheet.meeting.convener_id, kinds.MINUTES.code, sheet.meeting.held_on)


def write_version(store: Store, version: int, folder: Path) -> Path:
    """Print any version of locked minutes again, or an addendum, from what was frozen; returns the file.

    Raises ClerkError: RECORD_GONE, and as `write_minutes`.
    """
    from dandan_desktop.documents import addendum, minutes

    kept = store.of(MinutesVersion).get(version)
    facts, row = kept.facts, meeting_of(store, version)
    if facts.is_addendum:
        paper = thawed(AddendumSheet, facts.content)
        name = named("bien-ban-bo-sung", paper.held_on, paper.header.symbol, row, f"lan-{facts.number}")
        log(store, [row], f"{ADDENDUM}, bản {facts.number}")
        return addendum.write_addendum(paper, folder / name, paper_templates.own_by_digest(store, facts.template))
    sheet = _as_locked(store, row, facts)
    name = named("bien-ban", sheet.meeting.held_on, sheet.header.symbol, row, f"lan-{facts.number}")
    log(store, [row], f"{MINUTES}, bản khoá lần {facts.number}")
    return minutes.write_minutes(sheet, folder / name, paper_templates.own_by_digest(store, facts.template))


def minutes_blocks(store: Store, row: int, typed: Opinion | None = None) -> "tuple[Block, ...]":
    """The minutes as they would print now, read back from the very file Word would get; no print, so not told.

    `typed` is a line not kept yet, shown behind the last one. Raises ClerkError RECORD_GONE, TEMPLATE_UNUSABLE,
    PAPER_LOST_TEXT.
    """
    from dandan_desktop.documents import blocks, minutes

    sheet = printed_sheet(store, row)
    if typed is not None:
        sheet = replace(sheet, opinions=(*sheet.opinions, typed))
    return blocks.blocks(minutes.minutes_of(sheet))


def has_own_minutes(store: Store, row: int) -> bool:
    """Whether a meeting's minutes print by a template of the office's own; raises ClerkError RECORD_GONE."""
    facts = store.of(Meeting).get(row).facts
    try:
        return bool(paper_templates.own_of(store, facts.convener_id, kinds.MINUTES.code, facts.held_on))
    except ClerkError:  # its bytes are lost, which whoever prints is told
        return True


def write_minutes(store: Store, row: int, folder: Path) -> Path:
    """Write a meeting's minutes into a folder under a neutral name; returns the file.

    The journal tells it first: what cannot be told is not printed. Raises ClerkError: RECORD_GONE, NOT_ALLOWED,
    TEMPLATE_UNUSABLE, PAPER_LOST_TEXT, FOLDER_*, FILE_IN_USE, DISK_FULL, and as `Store.change`.
    """
    sheet = printed_sheet(store, row)
    log(store, [row])
    return _write(store, sheet, row, folder)


def write_all_minutes(store: Store, rows: Sequence[int], folder: Path) -> Iterator[Path]:
    """Write the minutes of these meetings into a folder, made where it is missing, giving each file as it is written.

    One line of the journal tells the whole batch, before its first paper. Raises ClerkError as `write_minutes` and
    `ready_folder`.
    """
    ready_folder(folder)
    if rows:
        log(store, rows)
    for row in rows:
        yield _write(store, printed_sheet(store, row), row, folder)


def log(store: Store, rows: Sequence[int], what: str = MINUTES, count: int = 0) -> None:
    """Tell the journal, before the first of them, which papers of these meetings are printed and how many."""
    with store.change("print") as deed:
        deed.note = f"{what}: {count or len(rows)} văn bản"
        if len(rows) == 1:
            deed.about("meetings", rows[0])


def _write(store: Store, sheet: MeetingSheet, row: int, folder: Path) -> Path:
    from dandan_desktop.documents import minutes

    return minutes.write_minutes(sheet, folder / file_name(sheet, row), minutes_template(store, row, sheet))


def file_name(sheet: MeetingSheet, row: int) -> str:
    """A file name without marks or names of persons: bien-ban, day, the body's symbol, the record's number."""
    return named("bien-ban", sheet.meeting.held_on, sheet.header.symbol, row)


def named(kind: str, day: date, symbol: str, row: int, part: str = "") -> str:
    """The name of a file, `part` telling it from others of its kind; a symbol gives way where it would be too long."""
    folded = text.fold(symbol).replace(" ", "-")[: _LONGEST // 2]
    parts = (kind, day.isoformat(), folded.strip("-"), str(row), part)
    return "-".join(part for part in parts if part) + ".docx"


def row_of(store: Store, uid: str) -> int:
    """The row of a live meeting by its uid; raises ClerkError RECORD_GONE."""
    row = loads.meeting_id(store, uid)
    if row is None:
        raise ClerkError(Problem.RECORD_GONE, table="meetings")
    return row


def all_rows(store: Store) -> list[int]:
    """Every live meeting by date."""
    return [row for row, _ in loads.all_meetings(store)]


def _facts(sitting: Sitting, record: type[R]) -> tuple[R, ...]:
    return tuple(each for _, each in sitting.parts[record].after)


def _concluded(store: Store, entry: ConclusionEntry) -> Concluded:
    tasks = tuple(
        TaskLine(
            text=each.task.text or "",
            owner=store.names.of("bodies", each.task.owner_id),
            partners=tuple(store.names.of("bodies", body) for body in each.partners),
            due_on=each.task.due_on,
            is_standing=each.task.is_standing,
            product=each.task.product or "",
        )
        for each in entry.tasks
    )
    return Concluded(entry.conclusion, tasks)
