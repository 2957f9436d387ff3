"""Meeting sheets for the tests of the minutes: from files of the open format, and made up whole."""

import json
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import BodyId, CodeId, Lines, PeriodCode, Prose, UnitId
from dandan_desktop.domain.meetings import AgendaItem, Attendance, Conclusion, Meeting, Opinion, Report, Vote, Weakness
from dandan_desktop.domain.papers import Concluded, Header, MeetingSheet, Reported, TaskLine
from dandan_desktop.paths import resource

ROOT = Path(__file__).resolve().parents[2]
COPIES = ROOT / "tests" / "data" / "meetings"
REAL = ROOT.parent / "shared" / "real"

HEADERS = {
    Style.PARTY: Header(Style.PARTY, "HUYỆN ỦY LẤP VÒ", "BAN DÂN VẬN", "BDVHU", "Lấp Vò"),
    Style.STATE: Header(
        Style.STATE,
        "ỦY BAN MTTQ VIỆT NAM TỈNH ĐỒNG THÁP",
        "ỦY BAN MTTQ VIỆT NAM XÃ LẤP VÒ\nBAN THƯỜNG TRỰC",
        "MTTQ-BTT",
        "Lấp Vò",
    ),
    Style.DOAN: Header(Style.DOAN, "BCH ĐOÀN TỈNH ĐỒNG THÁP", "BCH ĐOÀN XÃ LẤP VÒ", "ĐTN", "Lấp Vò"),
    Style.HND: Header(Style.HND, "HỘI NÔNG DÂN TỈNH ĐỒNG THÁP", "BCH HND XÃ LẤP VÒ", "HNDX", "Lấp Vò"),
}

_HEADS = {
    "Ban Thường vụ Huyện ủy Lấp Vò": ("ĐẢNG BỘ TỈNH ĐỒNG THÁP", "HUYỆN ỦY LẤP VÒ", "HU", "Lấp Vò"),
    "Ban Thường vụ Tỉnh ủy Đồng Tháp": ("", "TỈNH ỦY ĐỒNG THÁP", "TU", "Đồng Tháp"),
    "Ban Dân vận Tỉnh ủy Đồng Tháp": ("TỈNH ỦY ĐỒNG THÁP", "BAN DÂN VẬN", "BDVTU", "Đồng Tháp"),
}


def meeting_files() -> list[Path]:
    """The invented copies, and the originals where their folder is present."""
    return sorted(COPIES.glob("*.json")) + (sorted(REAL.glob("*.json")) if REAL.is_dir() else [])


def real_files() -> list[Path]:
    """The originals, where their folder is present, else their invented copies."""
    return sorted(REAL.glob("*.json")) or sorted(COPIES.glob("*.json"))


def body_names() -> dict[str, str]:
    """The name of each kind of body by its code, as shipped."""
    codes = json.loads(resource("catalogue", "codes.json").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    _gather(codes, found)
    return found


def sheet_of(path: Path) -> MeetingSheet:
    """The sheet of one file of the open format, its bodies named as the catalogue names them."""
    return sheet_from(json.loads(path.read_text(encoding="utf-8")))


def sheet_from(facts: dict[str, Any]) -> MeetingSheet:
    names = body_names()
    chair, secretary = facts["chair"] or {}, facts["secretary"] or {}
    meeting = Meeting(
        title=facts["title"],
        held_on=date.fromisoformat(facts["date"]),
        convener_id=BodyId(1),
        series=CodeId(1),
        unit_id=UnitId(1),
        starts_at=time.fromisoformat(facts["start"]) if facts["start"] else None,
        ends_at=time.fromisoformat(facts["end"]) if facts["end"] else None,
        venue=facts["place"],
        looks_back=facts["looks_back"],
        looks_ahead=facts["looks_ahead"],
        chair_name=chair.get("name"),
        chair_position=chair.get("position"),
        secretary_name=secretary.get("name"),
        secretary_position=secretary.get("position"),
        source=facts["source"],
    )
    return MeetingSheet(
        header=Header(Style.PARTY, *_HEADS[facts["convener"]]),
        meeting=meeting,
        attendance=tuple(
            Attendance(
                name=row["name"],
                position=row["position"],
                body=row["body"],
                is_present=row["present"],
                reason=row["reason"],
                is_invited=row["invited"],
            )
            for row in facts["attendance"]
        ),
        reports=tuple(_reported(row, names) for row in facts["reports"]),
        opinions=tuple(
            Opinion(
                text=Prose(row["text"]),
                speaker=row["speaker"],
                body=row["body"],
                is_proposal=row["proposal"],
            )
            for row in facts["opinions"]
        ),
        votes=(),
        weaknesses=tuple(Weakness(text=Prose(row["text"])) for row in facts["weaknesses"]),
        conclusions=tuple(_concluded(row, names) for row in facts["conclusions"]),
    )


AGENDA = (
    AgendaItem(text=Prose("Kết quả thực hiện kết luận kỳ trước")),
    AgendaItem(text=Prose("Báo cáo kết quả quý III"), presenter="Lê Văn Thử", paper="Báo cáo số 15-BC/BDV"),
    AgendaItem(text=Prose("Thảo luận")),
)


def full_sheet(style: Style = Style.PARTY, opinions: int = 4) -> MeetingSheet:
    """A meeting in which everything that can be known is known."""
    bodies = ("Hội Nông dân xã", "Hội Liên hiệp Phụ nữ xã", "Đoàn xã", "Hội Cựu chiến binh xã")
    names = ("Lê Văn Thử", "Trần Thị Mẫu", "Phạm Hữu Định", "Hồ Thị Giả")
    said = (
        "Đề nghị cấp trên sớm hướng dẫn kinh phí hoạt động của Tổ dân vận ấp; hiện nay nhiều tổ tự lo.",
        "Mô hình “Thùng tiền tiết kiệm” có 12/15 chi hội tham gia.\nSang quý tới nhân rộng ra các chi hội còn lại.",
        "Đoàn viên đi làm ăn xa đông, sinh hoạt chi đoàn khó giữ đều; cần cách sinh hoạt phù hợp hơn.",
        "Thống nhất với báo cáo.",
    )
    sheet = sheet_of(COPIES / "dong-thap-2023-02-06.json")
    meeting = replace(
        sheet.meeting,
        title="Hội nghị giao ban công tác dân vận quý III năm 2024",
        held_on=date(2024, 10, 4),
        starts_at=time(8, 0),
        ends_at=time(10, 30),
        venue="Hội trường Ủy ban nhân dân xã",
        looks_back=PeriodCode("2024-Q3"),
        looks_ahead=PeriodCode("2024-Q4"),
        chair_name="Nguyễn Thị Ví Dụ",
        chair_position="Trưởng ban",
        secretary_name="Cao Văn Ghi",
        secretary_position="Chuyên viên",
    )
    return replace(
        sheet,
        header=HEADERS[style],
        meeting=meeting,
        agenda=AGENDA,
        attendance=(
            Attendance(name="Nguyễn Thị Ví Dụ", position="Trưởng ban"),
            *(Attendance(name=name, position="Chủ tịch", body=body) for name, body in zip(names, bodies, strict=True)),
            Attendance(name="Mai Thị Vắng", position="Phó Chủ tịch", is_present=False, reason="đi học"),
            Attendance(position="Đại diện", body="các chi hội", is_invited=True),
        ),
        opinions=tuple(
            Opinion(
                text=Prose(said[place % 4]),
                speaker=names[place % 4],
                position="Chủ tịch",
                body=bodies[place % 4],
                is_proposal=place % 4 == 0,
            )
            for place in range(opinions)
        ),
        votes=(Vote(item="Chương trình quý IV", eligible=8, present=7, for_count=6, against=0, other=1),),
        weaknesses=(Weakness(text=Prose("Nắm tình hình Nhân dân có lúc chưa kịp thời")),),
    )


def _reported(row: dict[str, Any], names: dict[str, str]) -> Reported:
    report = Report(
        body_id=BodyId(1),
        title=row["title"],
        results=Lines(tuple(row["results"])),
        difficulties=Lines(tuple(row["difficulties"])),
        next=Lines(tuple(row["next"])),
    )
    return Reported(names[row["organisation"]], report)


def _concluded(row: dict[str, Any], names: dict[str, str]) -> Concluded:
    conclusion = Conclusion(text=Prose(row["text"]), kind=CodeId(1), no_task_reason=row.get("no_task_reason"))
    return Concluded(conclusion, tuple(_task(task, names) for task in row["tasks"]))


def _task(task: dict[str, Any], names: dict[str, str]) -> TaskLine:
    return TaskLine(
        text="",
        owner=names[task["owner"]],
        partners=tuple(names[code] for code in task["with"]),
        due_on=date.fromisoformat(task["due"]) if task["due"] else None,
        is_standing=task["standing"],
        product=task["product"] or "",
    )


def _gather(node: Any, found: dict[str, str]) -> None:
    if isinstance(node, dict):
        if {"code", "name"} <= node.keys():
            found.setdefault(node["code"], node["name"])
        for child in node.values():
            _gather(child, found)
    elif isinstance(node, list):
        for child in node:
            _gather(child, found)
