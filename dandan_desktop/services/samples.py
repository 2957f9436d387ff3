"""Sample papers: what the program makes of a sitting and of a year, from invented records."""

from datetime import date
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.db.offices import is_practice
from dandan_desktop.db.store import Store
from dandan_desktop.documents.files import ready_folder
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.domain.progress import SILENT, Progress
from dandan_desktop.services import papers, practice, proposal_papers, registers, rollups, sitting_papers


def folder() -> Path:
    """Where they are written: beside the practice office, not among the papers of an office."""
    return paths.data_folder() / "giay-to-mau"


def write(store: Store, target: Path, today: date, progress: Progress = SILENT) -> list[Path]:
    """Every paper of the richest sitting of the practice office, and the tables of its year, each marked as practice.

    Raises ClerkError NOT_ALLOWED for any other register, and as those who write the papers do.
    """
    if not is_practice(store):
        raise ClerkError(Problem.NOT_ALLOWED)
    ready_folder(target)
    row = max(papers.all_rows(store), key=lambda each: _worth(store, each), default=None)
    written, day = [], today
    if row is not None:  # somebody who practises may have thrown every sitting away
        written += sitting_papers.write_all(store, row, target, progress)
        day = papers.printed_sheet(store, row).meeting.held_on
    year = Period.of(Kind.YEAR, day)
    written.append(rollups.write_roll_up(store, year, target / f"bieu-tong-hop-{year.code}.xlsx", issued=today))
    table = target / f"tong-hop-kien-nghi-{year.code}.xlsx"
    written.append(proposal_papers.write_summary(store, year, table, issued=today))
    return written


def write_from_practice(target: Path, today: date, progress: Progress = SILENT) -> list[Path]:
    """The same from another register: the practice office is made where there is none yet, and closed again.

    Raises ClerkError: REGISTER_IN_USE while somebody practises, and as `practice.make` and `write`.
    """
    home = paths.data_folder()
    ready_folder(home)
    file = home / practice.FILE_NAME
    if not file.exists():
        practice.make(home, today)
    register = registers.open_it(file, registers.PRACTICE_PASSPHRASE, by_command=True)
    try:
        store = register.store()
        try:
            return write(store, target, today, progress)
        finally:
            store.close()
    finally:
        register.close()


def _worth(store: Store, meeting: int) -> tuple[int, int]:
    """How much a sitting shows: the papers it has, then the tasks it gave."""
    ready = sum(not each.lacks for each in sitting_papers.offers(store, meeting))
    given = sum(len(each.tasks) for each in papers.printed_sheet(store, meeting).conclusions)
    return ready, given
