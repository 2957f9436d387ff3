"""A quarterly series of invented sittings, with tasks in every state and weaknesses named a year ago."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, PeriodCode, Prose, UnitId
from dandan_desktop.domain.meetings import AgendaItem, Attendance, Conclusion, Meeting, Task, Weakness
from dandan_desktop.services import meetings
from dandan_desktop.services.meetings import ConclusionEntry, Sitting, TaskEntry
from dandan_desktop.services.records import PartEdit
from tests.registers import code

CONVENER = "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò"
NEW = date(2025, 7, 1)
"""The day the convener came to be."""


def body(store: Store, name: str = CONVENER) -> BodyId:
    """The id of a shipped body by its name."""
    return BodyId(store.query("SELECT id FROM bodies WHERE name = ? ORDER BY id DESC", (name,))[0][0])


def organisation(store: Store, kind: str) -> BodyId:
    """The organisation of a kind in the convener's unit."""
    sql = """SELECT b.id FROM bodies b JOIN codes k ON k.id = b.kind WHERE k.code = ? AND b.valid_to IS NULL
        AND b.unit_id = (SELECT unit_id FROM bodies WHERE id = ?)"""
    return BodyId(store.query(sql, (kind, body(store)))[0][0])


def quarter(day: date) -> tuple[str, str]:
    """The quarter a sitting of this day looks back on, and the one ahead."""
    ahead = (day.month - 1) // 3 + 1
    back = (day.year, ahead - 1) if ahead > 1 else (day.year - 1, 4)
    return f"{back[0]}-Q{back[1]}", f"{day.year}-Q{ahead}"


def facts(store: Store, day: date, **changed: Any) -> Meeting:
    """The facts of a quarterly sitting on a day early in the quarter after."""
    back, ahead = quarter(day)
    roman = ("I", "II", "III", "IV")[int(back[-1]) - 1]
    convener = body(store)
    unit = UnitId(store.query("SELECT unit_id FROM bodies WHERE id = ?", (convener,))[0][0])
    made = Meeting(
        title=f"Giao ban công tác dân vận quý {roman} năm {back[:4]}",
        held_on=day,
        convener_id=convener,
        series=CodeId(code(store, "meeting_series", "GB_QUY")),
        unit_id=unit,
        looks_back=PeriodCode(back),
        looks_ahead=PeriodCode(ahead),
        venue="Phòng họp Đảng ủy",
        chair_name="Nguyễn Thị Ví Dụ",
        chair_position="Trưởng ban",
        secretary_name="Cao Văn Ghi",
    )
    return replace(made, **changed)


def task(owner: BodyId, **changed: Any) -> Task:
    """A task without its conclusion, which saving fills."""
    return replace(Task(conclusion_id=ConclusionId(0), owner_id=owner), **changed)


def sit(
    store: Store,
    meeting: Meeting,
    tasks: Sequence[Task] = (),
    parts: dict[type[Any], Sequence[Any]] | None = None,
) -> int:
    """Write a sitting that concluded once and gave these tasks; returns its id."""
    kind = CodeId(code(store, "conclusion_kinds", "giao_viec"))
    entries = tuple(TaskEntry(0, each) for each in tasks)
    concluded = (ConclusionEntry(0, Conclusion(text=Prose("Giao các tổ chức thực hiện"), kind=kind), entries),)
    edits = {record: PartEdit((), [(0, each) for each in rows]) for record, rows in (parts or {}).items()}
    return meetings.save(store, Sitting(None, meeting, edits, concluded if tasks else ())).row


ROSTER = (
    Attendance(name="Lê Văn Thử", position="Chủ tịch", body="Hội Nông dân xã Lấp Vò"),
    Attendance(name="Trần Thị Mẫu", position="Chủ tịch", body="Hội Liên hiệp Phụ nữ xã Lấp Vò", is_present=False,
               reason="đi học"),
    Attendance(name="Phạm Văn Thay", position="Phó Chủ tịch", body="Hội Liên hiệp Phụ nữ xã Lấp Vò",
               stands_in_for="Trần Thị Mẫu"),
    Attendance(name="Hồ Văn Đi", position="Phó Bí thư", body="Đoàn xã Lấp Vò", stands_in_for="Ngô Thị Vắng"),
    Attendance(position="Đại diện lãnh đạo", body="Văn phòng Đảng ủy", is_invited=True),
)  # fmt: skip
AGENDA = (
    AgendaItem(text=Prose("Báo cáo kết quả quý III năm 2025"), presenter="Lê Văn Thử", paper="Báo cáo số 9-BC/BXD"),
    AgendaItem(text=Prose("Thảo luận")),
)


def every_state(store: Store) -> list[Task]:
    """Tasks given on 03/10/2025 that stand in every state on 05/01/2026, of two organisations."""
    farmers, women = organisation(store, "HND"), organisation(store, "HPN")
    return [
        task(farmers, text=Prose("Vận động hiến đất"), due_on=date(2025, 11, 30), done_on=date(2025, 11, 28),
             result=Prose("12 hộ hiến 1.200 m²")),
        task(women, text=Prose("Ra mắt mô hình"), due_on=date(2025, 11, 30), done_on=date(2025, 12, 5)),
        task(farmers, text=Prose("Rà soát hộ nghèo"), due_on=date(2026, 1, 31)),
        task(women, text=Prose("Nắm tình hình Nhân dân"), is_standing=True),
        task(women, text=Prose("Báo cáo nhân rộng"), due_on=date(2025, 12, 15)),
    ]  # fmt: skip


def two_sittings(store: Store) -> tuple[int, int]:
    """A sitting of 03/10/2025 with tasks in every state, and the one of 05/01/2026 that hears of them."""
    weak = (Weakness(text=Prose("Báo cáo còn chậm"), indicator="A01"), Weakness(text=Prose("Ít mô hình mới")))
    first = sit(
        store,
        facts(store, date(2025, 10, 3)),
        every_state(store),
        {Attendance: ROSTER, AgendaItem: AGENDA, Weakness: weak},
    )
    return first, sit(store, facts(store, date(2026, 1, 5)))
