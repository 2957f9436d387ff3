"""The whole road once: the practice office's register, its minutes and a roll-up, in one folder."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dandan_desktop.documents.files import ready_folder
from dandan_desktop.domain.periods import Kind, Period
from dandan_desktop.services import papers, practice, registers, rollups

PRACTICE_PASSPHRASE = registers.PRACTICE_PASSPHRASE


def register_in(folder: Path) -> Path:
    """Where the practice register of a demo is."""
    return folder / practice.FILE_NAME


def make(folder: Path, today: date) -> Iterator[Path]:
    """Make register, minutes and roll-up, giving each file as it is written; raises ClerkError."""
    ready_folder(folder)
    file = register_in(folder)
    practice.make(folder, today)
    yield file
    register = registers.open_it(file, PRACTICE_PASSPHRASE, by_command=True)
    try:
        store = register.store()
        yield from papers.write_all_minutes(store, papers.all_rows(store), folder)
        period = Period.of(Kind.YEAR, today)
        file = folder / f"bieu-tong-hop-{period.code}.xlsx"
        yield rollups.write_roll_up(store, period, file, issued=today)
        store.close()
    finally:
        register.close()
