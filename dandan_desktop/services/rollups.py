"""The roll-up of a period: put together from the register, written as a workbook, opened cell by cell."""

from datetime import date, datetime
from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.db import figures, offices
from dandan_desktop.db.store import Store
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.rollup import RollUp, columns_of, groups_of, rows_of
from dandan_desktop.services import scopes
from dandan_desktop.services.frames import frame_of


def roll_up(store: Store, period: Period, *, as_of: date | None = None, issued: date | None = None) -> RollUp:
    """The roll-up of a period, headed as the office stands on the day of issue, today if that is not given.

    Its figures are as of the period's last day, of the day of issue while the period still runs, or of the day asked
    for. Raises ClerkError NO_OFFICE.
    """
    now = datetime.now().astimezone()
    issued = issued or now.date()
    day = as_of or period.reached(issued)
    own, then = offices.needed_office(store), offices.office_on(store, period.last)
    places = figures.places(store)
    roots = figures.roots(store, [own.id, then.id])
    rows = rows_of(places, roots)
    counts = figures.figures(store, period, day)
    organisations = figures.organisations(store, [row.units[0] for row in rows])
    columns = columns_of(organisations, figures.fields(store), {count.column for count in counts})
    return RollUp(
        period=period,
        as_of=day,
        made=now,
        frame=frame_of(store, issued),
        columns=columns,
        groups=groups_of(period, places, rows, columns, counts),
        only=scopes.organisations(store),
    )


def write_roll_up(
    store: Store,
    period: Period,
    path: Path,
    *,
    as_of: date | None = None,
    issued: date | None = None,
) -> Path:
    """Write the roll-up of a period as a workbook under this name; answers the path.

    Raises ClerkError: NO_OFFICE, FOLDER_MISSING, FOLDER_READ_ONLY, FILE_IN_USE, DISK_FULL, DISK_FAILING.
    """
    from dandan_desktop.documents.files import write_whole
    from dandan_desktop.documents.rollup import workbook_of

    made = roll_up(store, period, as_of=as_of, issued=issued)
    with store.change("export") as deed:  # before the file: what cannot be logged is not written
        deed.note = f"Biểu tổng hợp {period.code}"
    return write_whole(path, workbook_of(made, __version__))


def cell_records(store: Store, made: RollUp, row: str, column: str) -> tuple[str, list[int]]:
    """The table and rows behind one cell, the total's among them; KeyError for a row or column it has not.

    A record counted twice, such as a meeting with two conclusions, is there twice.
    """
    return figures.counted(store, made.period, made.as_of, made.column(column).counts, made.row(row).units)
