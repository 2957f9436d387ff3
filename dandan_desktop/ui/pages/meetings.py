"""Cuộc họp: who sat together when, what was said and concluded, and the minutes of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dandan_desktop.db.lists import Order
from dandan_desktop.db.minutes import are_locked
from dandan_desktop.db.offices import office, office_on
from dandan_desktop.db.tasks import outcomes
from dandan_desktop.domain import numbers
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import Kept, trait
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    Opinion,
    Vote,
    Weakness,
    attendance_findings,
    meeting_findings,
    vote_findings,
)  # fmt: skip
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.services import meetings, minutes, paper_styles
from dandan_desktop.ui import dialogs, gaps_band
from dandan_desktop.ui.follow import of_own_body
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.meeting_pane import MeetingPane
from dandan_desktop.ui.part_grid import GridSpec
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.record_model import Column, Computed
from dandan_desktop.ui.record_page import RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec

ROWS = (
    "held_on starts_at ends_at | series",
    "is_planned",
    "title",
    "convener_id | unit_id",
    "venue | looks_back looks_ahead",
    "chair_name chair_position | secretary_name secretary_position",
    "source",
)
SHARES = {
    "held_on": 8, "title": 34, "series": 10, "convener_id": 16, "Kết luận": 9, "Nhiệm vụ": 9, "Biên bản": 8,
}  # fmt: skip
LOCKED = {None: ("Chưa khoá", "second"), True: ("Đã khoá", "green"), False: ("Đã mở lại", "amber")}
"""How the minutes of a meeting stand: never locked, locked, reopened; in a word and its colour."""


def _is_open(name: str, typed: Mapping[str, Any]) -> bool:
    """A reason is asked for only of those who were absent."""
    return name != "reason" or not typed.get("is_present")


def _came(lines: Sequence[Mapping[str, Any]]) -> str:
    came = sum(bool(line["is_present"]) for line in lines)
    return f"Có mặt {came} · Vắng {len(lines) - came}"


GRIDS = (
    GridSpec(AgendaItem, "text presenter paper", "Chương trình", {"text": 12, "presenter": 5, "paper": 6}),
    GridSpec(
        Attendance,
        "name position body is_present reason is_invited",
        "Thành phần",
        {"name": 5, "position": 6, "body": 7, "is_present": 2, "reason": 4, "is_invited": 2},
        attendance_findings,
        totals=_came,
        is_open=_is_open,
    ),
    GridSpec(
        Opinion,
        "speaker position body text is_proposal group",
        "Ý kiến",
        {"speaker": 4, "position": 4, "body": 6, "text": 11, "is_proposal": 2, "group": 3},
    ),
    GridSpec(
        Vote,
        "item eligible present for_count against other is_secret",
        "Biểu quyết",
        {"item": 9, "eligible": 4, "present": 3, "for_count": 3, "against": 4, "other": 3, "is_secret": 3},
        vote_findings,
    ),
    GridSpec(Weakness, "text indicator", "Hạn chế", {"text": 8, "indicator": 2}),
)


def meetings_page(session: Session, pick_folder: dialogs.FolderPicker = dialogs.pick_folder) -> NounPage:
    """List and record of the meetings; `pick_folder` asks where minutes are written."""
    listed = ListSpec(
        MEETINGS,
        _columns(session),
        filters=("series",),
        order=Order("held_on", is_descending=True),
        trash=meetings.trash,
        shares=SHARES,
        yields=("series", "Kết luận", "Nhiệm vụ"),
        hint="Chưa có cuộc họp nào. Bấm “Thêm mới” hoặc Ctrl+N để ghi cuộc họp đầu tiên.",
    )
    sheet = SheetSpec(Meeting, ROWS, MEETINGS.table, day="held_on", findings=partial(_findings, session))
    record = RecordSpec(
        MEETINGS,
        sheet,
        GRIDS,
        trash=meetings.trash,
        pane=lambda page: MeetingPane(page, pick_folder),
        preset=_convened_here,
        is_closed=lambda store, row: minutes.standing(store, row).is_locked,
    )
    page = NounPage(session, listed, record)
    gaps_band.stand_above(page)
    return page


def _convened_here(session: Session) -> dict[str, Any]:
    """A meeting is most often convened by the clerk's own organisation, else by the office itself."""
    if session.store.reader.bodies is not None or office(session.store) is None:
        return of_own_body(session, "convener_id")
    own = office_on(session.store, session.today)
    return {"convener_id": own.id, "unit_id": own.facts.unit_id}


def _findings(session: Session, meeting: Meeting) -> list[Finding]:
    """What the rules say, and whether the head of the convening body's papers fits the day of the meeting."""
    found = meeting_findings(meeting)
    odd = paper_styles.misfits(session.store, meeting.convener_id, meeting.held_on)
    return [*found, *([Finding("convener_id", " ".join(odd), blocks=False)] if odd else [])]


def _columns(session: Session) -> tuple[Column, ...]:
    known: dict[int, tuple[int, int]] = {}
    locked: dict[int, bool] = {}

    def ready(rows: Sequence[int]) -> None:
        known.update(outcomes(session.store, rows))
        for row in rows:
            locked.pop(row, None)
        locked.update(are_locked(session.store, rows))

    def count(kept: Kept[Meeting], _: Names, place: int) -> str:
        return numbers.show_int(known[kept.id][place])

    counted = (
        Computed("Kết luận", partial(count, place=0), is_number=True, ready=ready),
        Computed("Nhiệm vụ", partial(count, place=1), is_number=True),
        Computed(
            "Biên bản",
            lambda kept, _: LOCKED[locked.get(kept.id)][0],
            tone=lambda kept: LOCKED[locked.get(kept.id)][1],
        ),
    )
    return (
        *(Column(label, trait=trait(Meeting, name)) for name, label in (
            ("held_on", "Ngày họp"), ("title", "Tên cuộc họp"), ("series", "Loại họp"),
            ("convener_id", "Cơ quan triệu tập"),
        )),
        *(Column(each.label, computed=each) for each in counted),
    )  # fmt: skip
