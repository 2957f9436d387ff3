"""(d) The roll-up of a year on the ten-year register ÷ its numbers by hand-written SQL, written by XlsxWriter bare."""

import tempfile
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from benchmarks import registers
from benchmarks.measure import Row, both_timed, compared
from dandan_desktop.db.store import Store
from dandan_desktop.domain.periods import Period
from dandan_desktop.services.rollups import write_roll_up

GOAL = 1.3
PERIOD = "2025-N"
ORGANISATIONS = ("MTTQ", "LDLD", "HND", "DTN", "HPN", "CCB")
FIELDS = ("KT", "VHXH", "QPAN", "HTCT")
TASKS = ("done", "late", "open", "over")

_CASES = """SELECT c.unit_id, s.code || k.code, count(*) FROM case_moves v JOIN codes s ON s.id = v.to_state
    JOIN cases c ON c.id = v.case_id JOIN bodies b ON b.id = c.body_id JOIN codes k ON k.id = b.kind
    WHERE s.code IN ('GIOI_THIEU', 'DU_BI') AND v.happened_on BETWEEN :first AND :last AND c.deleted_at IS NULL
    GROUP BY 1, 2"""
_INITIATIVES = """SELECT i.unit_id, f.code, count(*) FROM initiative_moves v JOIN codes s ON s.id = v.to_state
    JOIN initiatives i ON i.id = v.initiative_id JOIN codes f ON f.id = i.field
    WHERE s.code = 'DA_DANG_KY' AND v.happened_on BETWEEN :first AND :last AND i.deleted_at IS NULL GROUP BY 1, 2"""
_MEETINGS = """SELECT unit_id, 'meetings', count(*) FROM meetings
    WHERE held_on BETWEEN :first AND :last AND deleted_at IS NULL GROUP BY 1"""
_CONCLUSIONS = """SELECT m.unit_id, 'conclusions', count(*) FROM meetings m JOIN conclusions q ON q.meeting_id = m.id
    WHERE m.held_on BETWEEN :first AND :last AND m.deleted_at IS NULL GROUP BY 1"""
_TASKS = """SELECT m.unit_id, CASE
        WHEN t.done_on <= :last THEN iif(t.due_on IS NULL OR t.done_on <= t.due_on, 'done', 'late')
        ELSE iif(t.due_on IS NULL OR t.due_on >= :last, 'open', 'over') END, count(*)
    FROM meetings m JOIN conclusions q ON q.meeting_id = m.id JOIN tasks t ON t.conclusion_id = q.id
    WHERE m.held_on BETWEEN :first AND :last AND m.deleted_at IS NULL AND t.deleted_at IS NULL GROUP BY 1, 2"""
_UNITS = """SELECT id, name FROM units WHERE id IN (SELECT unit_id FROM bodies WHERE uid = (SELECT value FROM facts
    WHERE name = 'office')) OR parent_id IN (SELECT id FROM units WHERE parent_id IS NULL) OR parent_id IS NULL"""
GROUPS: tuple[tuple[str, ...], ...] = (
    tuple(f"GIOI_THIEU{code}" for code in ORGANISATIONS), tuple(f"DU_BI{code}" for code in ORGANISATIONS),
    FIELDS, ("meetings",), ("conclusions",), TASKS,
)  # fmt: skip


def bare(store: Store, period: Period, path: Path) -> dict[tuple[int, str], int]:
    """The same numbers, in a plain table with a row of totals; answers them by unit and column."""
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    numbers: dict[tuple[int, str], int] = {}
    for sql in (_CASES, _INITIATIVES, _MEETINGS, _CONCLUSIONS, _TASKS):
        numbers.update({(unit, column): count for unit, column, count in store.query(sql, days)})
    units: list[tuple[Any, ...]] = store.query(_UNITS)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        totals: dict[int, int] = {}
        for place, (unit, name) in enumerate(units, 1):
            sheet.write_string(place, 0, name)
            counts = [[numbers.get((unit, key), 0) for key in group] for group in GROUPS]
            _write_unit(sheet, place, counts, totals)
        for column, total in totals.items():
            letter = xl_col_to_name(column)
            sheet.write_formula(len(units) + 1, column, f"=SUM({letter}2:{letter}{len(units) + 1})", None, total)
    return numbers


def _write_unit(sheet: Any, place: int, groups: list[list[int]], totals: dict[int, int]) -> None:
    """A unit's numbers, each group of several followed by its sum."""
    column = 1
    for counts in groups:
        sheet.write_row(place, column, counts)
        if len(counts) > 1:
            first, last = xl_col_to_name(column), xl_col_to_name(column + len(counts) - 1)
            sheet.write_formula(
                place, column + len(counts), f"=SUM({first}{place + 1}:{last}{place + 1})", None, sum(counts)
            )
            counts.append(sum(counts))
        for offset, count in enumerate(counts):
            totals[column + offset] = totals.get(column + offset, 0) + count
        column += len(counts)


def rows(rounds: int, store: Store) -> list[Row]:
    """Measure on a filled register."""
    period = Period.parse(PERIOD)
    with tempfile.TemporaryDirectory() as folder:
        ours, other = Path(folder, "ours.xlsx"), Path(folder, "bare.xlsx")
        costs = both_timed(lambda: write_roll_up(store, period, ours), lambda: bare(store, period, other), rounds)
    what = "roll-up of a year ÷ hand-written SQL and XlsxWriter bare"
    return [compared("d roll-up", what, GOAL, *costs)]


def run(rounds: int) -> list[Row]:
    """Measure on the generated register."""
    with registers.opened("office", registers.ten_years_filled) as store:
        return rows(rounds, store)
