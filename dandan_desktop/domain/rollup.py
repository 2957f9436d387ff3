"""The roll-up of a period: which units are its rows, what its columns count, and counts put into cells.

Rows and columns are data of the register; how they are read or printed is not known here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dandan_desktop.domain.dates import paper_date, show_date
from dandan_desktop.domain.papers import Header
from dandan_desktop.domain.periods import Period

TOTAL = "total"
"""The key of the row that adds up all others."""

TASK_STATES = (
    ("done_in_time", "Xong đúng hạn", "đã xong không sau hạn; không có hạn hoặc thường xuyên là đúng hạn"),
    ("done_late", "Xong trễ hạn", "đã xong, ngày hoàn thành sau hạn"),
    ("in_time", "Còn trong hạn", "chưa xong, hạn chưa qua; không có hạn hoặc thường xuyên là còn trong hạn"),
    ("overdue", "Quá hạn", "chưa xong, hạn đã qua"),
)  # fmt: skip
"""The four states whose numbers add up to the tasks given: key, title, what it means on the day of the figures."""

_REST = "*"  # no code of a list is written so


@dataclass(frozen=True, slots=True)
class Count:
    """How many records one unit has in one counted column; a column is `measure` or `measure/code`."""

    column: str
    unit_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the roll-up needs it; both ends of its validity belong to it."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None

    @property
    def has_ended(self) -> bool:
        """Whether it is one of the old units."""
        return self.valid_to is not None

    def overlaps(self, period: Period) -> bool:
        """Whether it stood on any day of the period."""
        begins = self.valid_from is None or self.valid_from <= period.last
        return begins and (self.valid_to is None or period.first <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `counts` names what it adds up; `of` names the columns it is the sum of, if it is one."""

    key: str
    title: str
    group: str
    note: str
    table: str
    counts: tuple[str, ...]
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the units whose records count in it, and its cells in the order of the columns."""

    key: str
    name: str
    units: tuple[int, ...]
    cells: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of units that ended, or of units that stand; `day` is the last or the first day of these units."""

    has_ended: bool
    day: date | None
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """As papers head it."""
        return self._titled(paper_date)

    @property
    def screen_title(self) -> str:
        """As the screen heads it."""
        return self._titled(show_date)

    def _titled(self, written: Callable[[date], str]) -> str:
        words = "Đơn vị hành chính cũ" if self.has_ended else "Đơn vị hành chính hiện nay"
        bound = "đến hết" if self.has_ended else "từ"
        return f"{words} ({bound} ngày {written(self.day)})" if self.day else words


@dataclass(frozen=True, slots=True)
class Frame:
    """What the head and foot of the paper need beside the figures.

    `register` is the register's uid, `file` the name of its file; `head_signs` says that the office's head signs
    alone, not on behalf of a committee (documents of an advisory body).
    """

    office: str
    register: str
    file: str
    header: Header
    head_signs: bool
    issued: date


@dataclass(frozen=True, slots=True)
class RollUp:
    """The finished roll-up of a period, its figures as of the end of one day, read at one moment.

    `only` names the organisations whose records alone its reader has; empty where all are counted.
    """

    period: Period
    as_of: date
    made: datetime
    frame: Frame
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    only: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all groups in order."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def total(self) -> Row:
        """The row that adds up all rows of both groups."""
        rows = self.rows
        units = tuple(unit for row in rows for unit in row.units)
        cells = tuple(sum(row.cells[place] for row in rows) for place in range(len(self.columns)))
        return Row(TOTAL, "Tổng cộng", units, cells)

    def row(self, key: str) -> Row:
        """The row of a key, the total among them; KeyError when there is none."""
        return self.total if key == TOTAL else {row.key: row for row in self.rows}[key]

    def column(self, key: str) -> Column:
        """The column of a key; KeyError when there is none."""
        return {column.key: column for column in self.columns}[key]


def columns_of(
    organisations: Sequence[tuple[str, str]], fields: Sequence[tuple[str, str]], counted: Iterable[str]
) -> tuple[Column, ...]:
    """The columns for these organisations and fields (code, name); what else was counted gets one of its own."""
    seen = sorted(set(counted))
    found = []
    for measure, title, step in (
        ("introduced", "Quần chúng ưu tú được giới thiệu (người)", "đã giới thiệu cho chi bộ"),
        ("admitted", "Được kết nạp vào Đảng (người)", "đảng viên dự bị"),
    ):
        note = f"Số lượt hồ sơ vào bước “{step}” có ngày trong kỳ, do {{whom}} giới thiệu."
        shape = Column(measure, "Cộng", title, note, "cases", ())
        found += _split(shape, organisations, ("Cơ quan, tổ chức khác", "cơ quan, tổ chức khác"), seen)
    shape = Column(
        "initiatives", "Cộng", "Mô hình đăng ký",
        "Số lượt mô hình vào trạng thái “Đã đăng ký” có ngày trong kỳ, lĩnh vực {whom}.", "initiatives", (),
    )  # fmt: skip
    found += _split(shape, fields, ("Lĩnh vực khác", "khác"), seen)
    return (*found, *_meeting_columns())


def _split(shape: Column, parts: Sequence[tuple[str, str]], rest: tuple[str, str], seen: Sequence[str]) -> list[Column]:
    """A column for each part, one for the rest where the rest is not empty, and their sum."""
    found = []
    for code, name in parts:
        key = f"{shape.key}/{code}"
        found.append(replace(shape, key=key, title=name, note=shape.note.format(whom=name), counts=(key,)))
    known = {column.key for column in found}
    others = tuple(key for key in seen if key.startswith(f"{shape.key}/") and key not in known)
    if others:
        title, whom = rest
        key = f"{shape.key}/{_REST}"
        found.append(replace(shape, key=key, title=title, note=shape.note.format(whom=whom), counts=others))
    return [*found, _sum(shape, found)]


def _sum(shape: Column, parts: Sequence[Column]) -> Column:
    counts = tuple(key for column in parts for key in column.counts)
    return replace(shape, note="Tổng các cột thành phần.", counts=counts, of=tuple(part.key for part in parts))


def _meeting_columns() -> list[Column]:
    table, group = "meetings", "Hội nghị, cuộc họp"
    found = [
        Column("meetings", "Số cuộc họp", group, "Số cuộc họp có ngày họp trong kỳ.", table, ("meetings",)),
        Column("conclusions", "Kết luận", group, "Số kết luận của các cuộc họp trong kỳ.", table, ("conclusions",)),
    ]  # fmt: skip
    shape = Column(
        "tasks", "Đã giao", "Nhiệm vụ giao tại các cuộc họp trong kỳ",
        "Nhiệm vụ của các cuộc họp trong kỳ, đến ngày chốt số liệu {whom}.", "tasks", (),
    )  # fmt: skip
    states = []
    for state, title, meaning in TASK_STATES:
        key = f"tasks/{state}"
        states.append(replace(shape, key=key, title=title, note=shape.note.format(whom=meaning), counts=(key,)))
    return [*found, _sum(shape, states), *states]


def rows_of(places: Mapping[int, Place], roots: Sequence[int]) -> tuple[Row, ...]:
    """The rows a roll-up can have, without cells: each root, highest first, then its child units by code."""
    children: dict[int, list[Place]] = {}
    for place in sorted(places.values(), key=lambda each: (each.code, each.id)):
        if place.parent_id is not None:
            children.setdefault(place.parent_id, []).append(place)
    rows: dict[int, Row] = {}
    for root in sorted(roots, key=lambda each: len(_line(each, places))):
        below = children.get(root, [])
        level = places[root].level
        own = f" ({level[:1].lower()}{level[1:]})" if below else ""
        rows.setdefault(root, Row(str(root), places[root].name + own, (root,)))
        for place in below:
            rows.setdefault(place.id, Row(str(place.id), place.name, (place.id,)))
    return tuple(rows.values())


def groups_of(
    period: Period,
    places: Mapping[int, Place],
    rows: Sequence[Row],
    columns: Sequence[Column],
    counts: Sequence[Count],
) -> tuple[Group, ...]:
    """The rows with their cells in two groups, old units and new; a unit of another time only if records name it.

    A record counts in the row of its own unit or else of the nearest unit above it that has a row; without
    one in a last row of the group of its unit, which is there only when it is not empty.
    """
    listed = {row.units[0]: row for row in rows}
    under: dict[str, list[int]] = {}
    home = {}
    for unit, place in places.items():
        found = next((listed[above].key for above in _line(unit, places) if above in listed), None)
        home[unit] = found or _other(place.has_ended)
        under.setdefault(home[unit], []).append(unit)
    numbers: dict[str, dict[str, int]] = {}
    for count in counts:
        cells = numbers.setdefault(home[count.unit_id], {})
        cells[count.column] = cells.get(count.column, 0) + count.number
    cells_of, empty = _cells(columns, numbers), (0,) * len(columns)
    groups = []
    for ended in (True, False):
        inside = [row for unit, row in listed.items() if places[unit].has_ended is ended]
        shown = [row for row in inside if row.key in numbers or places[row.units[0]].overlaps(period)]
        day = _changed_on([places[row.units[0]] for row in inside], ended=ended)
        if _other(ended) in numbers:
            shown.append(Row(_other(ended), "Đơn vị khác", ()))
        filled = tuple(replace(row, units=tuple(under[row.key]), cells=cells_of.get(row.key, empty)) for row in shown)
        groups.append(Group(ended, day, filled))
    return tuple(group for group in groups if group.rows)


def _line(unit: int, places: Mapping[int, Place]) -> list[int]:
    """The unit and those above it, nearest first; a unit met again ends the line."""
    found: list[int] = []
    above: int | None = unit
    while above is not None and above not in found:
        found.append(above)
        above = places[above].parent_id
    return found


def _other(ended: bool) -> str:  # noqa: FBT001 - the one fact that tells the two groups apart
    return "old/other" if ended else "new/other"


def _changed_on(places: Sequence[Place], *, ended: bool) -> date | None:
    if ended:
        return max((place.valid_to for place in places if place.valid_to), default=None)
    return min((place.valid_from for place in places if place.valid_from), default=None)


def _cells(columns: Sequence[Column], numbers: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[int, ...]]:
    """The cells of each row that has numbers: a number is in every column that counts it."""
    places: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        for key in column.counts:
            places.setdefault(key, []).append(place)
    found = {}
    for row, counted in numbers.items():
        cells = [0] * len(columns)
        for key, number in counted.items():
            for place in places.get(key, ()):
                cells[place] += number
        found[row] = tuple(cells)
    return found
