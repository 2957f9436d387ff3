import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.documents.minutes import minutes_content, minutes_docx
from dandan_desktop.documents.styles import DOTS
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.dates import paper_date
from dandan_desktop.domain.facts import BodyId, CodeId, Lines, PeriodCode, Prose, UnitId
from dandan_desktop.domain.meetings import Attendance, Conclusion, Meeting, Opinion, Report, Vote
from dandan_desktop.domain.papers import Concluded, Header, MeetingSheet, Reported, TaskLine
from tests.documents.papers import opened, paragraphs, whole_text
from tests.documents.sheets import COPIES, HEADERS, REAL, body_names, full_sheet, meeting_files, sheet_of

pytestmark = pytest.mark.uncounted


def lines_of(sheet: MeetingSheet) -> list[str]:
    return [each.text for each in paragraphs(opened(minutes_docx(minutes_content(sheet)))) if each.text]


def bare_sheet(style: Style = Style.PARTY) -> MeetingSheet:
    """A meeting of which only the title, the day and the body are known."""
    meeting = Meeting(title="Họp", held_on=date(2026, 3, 7), convener_id=BodyId(1), series=CodeId(1), unit_id=UnitId(1))
    return MeetingSheet(Header(style, "", "", "", ""), meeting, (), (), (), (), (), ())


def after(sheet: MeetingSheet, heading: str) -> list[str]:
    lines = lines_of(sheet)
    return lines[lines.index(heading) + 1 :]


@pytest.mark.parametrize("style", list(Style))
def test_a_meeting_of_which_nothing_is_known_prints_dots(style: Style) -> None:
    lines = lines_of(bare_sheet(style))
    assert not [line for line in lines if "None" in line]
    signed = [line for line in lines if line == DOTS]
    assert len(signed) >= 2, "both signatures"
    assert f"Địa điểm: {DOTS}" in lines
    assert any("… giờ …, " in line and "ngày 07 tháng 3 năm 2026" in line for line in lines)
    labels = [place for place, line in enumerate(lines[:-1]) if line.endswith(":")]
    assert all(lines[place + 1] for place in labels)
    assert not [line for line in lines if re.fullmatch(r"(Người|Chủ|Thư)[^:]*:\s*", line)]


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("path", meeting_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_content_is_plain_and_survives_canonical_json(path: Path, style: Style) -> None:
    content = minutes_content(replace(sheet_of(path), header=HEADERS[style]))
    kept = json.loads(json.dumps(content, ensure_ascii=False, sort_keys=True))
    assert kept == content
    assert minutes_docx(kept) == minutes_docx(content), "frozen minutes print the same"


@pytest.mark.parametrize("path", meeting_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_fact_of_a_real_meeting_is_in_its_minutes(path: Path) -> None:
    facts = json.loads(path.read_text(encoding="utf-8"))
    text = whole_text(minutes_docx(minutes_content(sheet_of(path))))
    for value in printed_facts(facts):
        assert value in text, value
    for task in (task for each in facts["conclusions"] for task in each["tasks"]):
        if task["due"]:
            assert f"trước ngày {paper_date(date.fromisoformat(task['due']))}" in text
        elif task["standing"]:
            assert "thực hiện thường xuyên" in text
    assert text.count("Giao ") >= sum(len(each["tasks"]) for each in facts["conclusions"])


def printed_facts(facts: dict[str, Any]) -> list[str]:
    """Each text of a meeting that minutes must hold, as it stands in the file."""
    names = body_names()
    values = [facts["title"], facts["place"], facts["chair"]["name"], facts["chair"]["position"]]
    for row in facts["attendance"]:
        values += [row["name"], row["position"], row["body"], row["reason"]]
    for row in facts["reports"]:
        values += [names[row["organisation"]], row["title"]]
        values += [*row["results"], *row["difficulties"], *row["next"]]
    values += [value for row in facts["opinions"] for value in (row["speaker"], row["body"], row["text"])]
    values += [row["text"] for row in facts["weaknesses"]]
    for row in facts["conclusions"]:
        values += [row["text"], row.get("no_task_reason")]
        for task in row["tasks"]:
            values += [names[task["owner"]], task["product"], *(names[code] for code in task["with"])]
    return [value for value in values if value]


@pytest.mark.parametrize("path", sorted(COPIES.glob("*.json")), ids=lambda path: path.stem)
def test_a_copy_differs_from_its_original_only_in_names(path: Path) -> None:
    if not REAL.is_dir():
        pytest.skip("shared/real is not beside this repository")  # allowed: they never leave their folder
    copy = path.read_text(encoding="utf-8").splitlines()
    original = (REAL / path.name).read_text(encoding="utf-8").splitlines()
    pairs = [(ours, theirs) for ours, theirs in zip(copy, original, strict=True) if ours != theirs]
    assert pairs
    assert all(ours.lstrip().startswith('"name": ') for ours, _ in pairs)
    named = [line for line in original if line.lstrip().startswith('"name": "')]
    assert len(pairs) == len(named), "every name is an invented one"


def test_speakers_are_never_merged_and_proposals_are_marked() -> None:
    said = [
        Opinion(text=Prose("Một"), speaker="Lê Văn Thử", position="Chủ tịch", body="Hội Nông dân xã"),
        Opinion(text=Prose("Hai\nBa"), speaker="Lê Văn Thử", is_proposal=True),
        Opinion(text=Prose("Bốn"), body="đại biểu dự họp", is_proposal=True),
        Opinion(text=Prose("Năm"), body="đại biểu dự họp"),
        Opinion(text=Prose("Sáu")),
    ]
    lines = after(replace(bare_sheet(), opinions=tuple(said)), "2.1. Ý kiến phát biểu")
    assert lines[:11] == [
        "Đồng chí Lê Văn Thử, Chủ tịch, Hội Nông dân xã:",
        "Một",
        "Đồng chí Lê Văn Thử (kiến nghị):",
        "Hai",
        "Ba",
        "Kiến nghị của đại biểu dự họp:",
        "Bốn",
        "Ý kiến của đại biểu dự họp:",
        "Năm",
        f"Ý kiến của {DOTS}:",
        "Sáu",
    ]


def test_attendance_is_counted_by_people_and_groups() -> None:
    rows = (
        Attendance(name="Lê Văn Thử", position="Chủ tịch", body="Hội Nông dân xã"),
        Attendance(name="Trần Thị Mẫu"),
        Attendance(position="Thường trực", body="Hội đồng nhân dân xã"),
        Attendance(name="Hồ Thị Giả", is_present=False, reason="đi học"),
        Attendance(name="Mai Thị Vắng", is_present=False),
        Attendance(position="Đại diện", body="các ấp", is_invited=True),
    )
    lines = after(replace(bare_sheet(), attendance=rows), "1.1. Đại biểu chính thức")
    assert lines[:11] == [
        "Có mặt: 02 đồng chí và 01 thành phần tập thể.",
        "- Đồng chí Lê Văn Thử, Chủ tịch, Hội Nông dân xã.",
        "- Đồng chí Trần Thị Mẫu.",
        "- Thường trực, Hội đồng nhân dân xã.",
        "Vắng mặt: 02 đồng chí.",
        "- Đồng chí Hồ Thị Giả. Lý do vắng: đi học.",
        f"- Đồng chí Mai Thị Vắng. Lý do vắng: {DOTS}",
        "1.2. Đại biểu mời dự",
        "Có mặt: 01 thành phần tập thể.",
        "- Đại diện các ấp.",
        "Vắng mặt: không.",
    ]


def test_votes_print_shares_and_their_sum_only_when_they_are_known() -> None:
    votes = (
        Vote(item="Chương trình", eligible=15, present=14, for_count=12, against=1, other=1),
        Vote(item="Nhân sự", present=14, for_count=14, is_secret=True),
    )
    lines = after(replace(bare_sheet(), votes=votes), "2.1. Biểu quyết")
    assert lines[:4] == [
        "- Chương trình.",
        (
            "Hình thức: giơ tay. Được triệu tập: 15; có mặt: 14. Tán thành: 12/14 (85,7%); "
            "không tán thành: 1/14 (7,1%); ý kiến khác: 1/14 (7,1%); cộng: 14."
        ),
        "- Nhân sự.",
        (
            "Hình thức: bỏ phiếu kín. Được triệu tập: …; có mặt: 14. Tán thành: 14/14 (100%); "
            "không tán thành: …; ý kiến khác: …; cộng: …."
        ),
    ]


def test_shares_have_a_decimal_only_where_it_says_something() -> None:
    vote = Vote(item="Chương trình", eligible=8, present=8, for_count=7, against=1, other=0)
    lines = after(replace(bare_sheet(), votes=(vote,)), "2.1. Biểu quyết")
    assert "Tán thành: 7/8 (87,5%); không tán thành: 1/8 (12,5%); ý kiến khác: 0/8 (0%)" in lines[1]


@pytest.mark.parametrize(
    "task, printed",
    [
        (
            TaskLine("", "Đoàn xã", ("Hội A", "Hội B"), date(2026, 12, 5), is_standing=False, product="Danh sách"),
            [("- Giao Đoàn xã chủ trì, phối hợp với Hội A, Hội B, thực hiện trước ngày 05/12/2026; "
             "sản phẩm: Danh sách.")],
        ),
        (
            TaskLine("Lập danh sách\nGửi Ban", "Đoàn xã", (), date(2026, 12, 5), is_standing=False, product="Tờ trình"),
            ["- Giao Đoàn xã chủ trì, thực hiện trước ngày 05/12/2026: Lập danh sách.", "Gửi Ban.",
             "Sản phẩm: Tờ trình."],
        ),
        (
            TaskLine("", "Đoàn xã", (), None, is_standing=True, product=""),
            ["- Giao Đoàn xã chủ trì, thực hiện thường xuyên."],
        ),
        (
            TaskLine("", "Đoàn xã", (), date(2021, 7, 31), is_standing=False, product=""),
            ["- Giao Đoàn xã chủ trì, thực hiện trước ngày 31/7/2021."],
        ),
        (
            TaskLine("", "", (), None, is_standing=False, product=""),
            [f"- Giao {DOTS} chủ trì, thực hiện trước ngày …/…/……."],
        ),
    ],
)  # fmt: skip
def test_tasks_say_who_with_whom_and_by_when(task: TaskLine, printed: list[str]) -> None:
    conclusion = Conclusion(text=Prose("Tăng cường giới thiệu"), kind=CodeId(1))
    lines = after(replace(bare_sheet(), conclusions=(Concluded(conclusion, (task,)),)), "3. Kết luận của người chủ trì")
    assert lines[: len(printed) + 1] == ["3.1. Tăng cường giới thiệu.", *printed]


def test_a_conclusion_without_task_says_why() -> None:
    conclusion = Conclusion(text=Prose("Ghi nhận."), kind=CodeId(1), no_task_reason="đã có kế hoạch")
    lines = after(replace(bare_sheet(), conclusions=(Concluded(conclusion, ()),)), "3. Kết luận của người chủ trì")
    assert lines[:2] == ["3.1. Ghi nhận.", "- Không giao nhiệm vụ: đã có kế hoạch."]


def test_a_report_prints_only_the_parts_it_has() -> None:
    report = Report(body_id=BodyId(1), title="Kết quả quý", results=Lines(("Một", "Hai")), next=Lines(("Ba",)))
    lines = after(replace(bare_sheet(), reports=(Reported("Hội A", report),)), "2.1. Báo cáo tại hội nghị")
    assert lines[:6] == ["Hội A trình bày: Kết quả quý.", "Kết quả:", "- Một.", "- Hai.", "Nhiệm vụ kỳ tới:", "- Ba."]


@pytest.mark.parametrize(
    ("back", "ahead", "printed"),
    [
        ("2025-Q3", "2025-Q4", "Đánh giá kết quả quý III; phương hướng, nhiệm vụ quý IV năm 2025."),
        ("2026-M08", "2026-M09", "Đánh giá kết quả tháng 8; phương hướng, nhiệm vụ tháng 9 năm 2026."),
        ("2025-Q4", "2026-Q1", "Đánh giá kết quả quý IV năm 2025; phương hướng, nhiệm vụ quý I năm 2026."),
        ("2021-6T", "2021-N", "Đánh giá kết quả 6 tháng đầu năm 2021; phương hướng, nhiệm vụ năm 2021."),
        ("2026-6T", "2026-Q3", "Đánh giá kết quả 6 tháng đầu năm 2026; phương hướng, nhiệm vụ quý III năm 2026."),
        ("2024-9T", None, "Đánh giá kết quả 9 tháng đầu năm 2024."),
        (None, "hai năm tới", "Phương hướng, nhiệm vụ hai năm tới."),
    ],
)
def test_what_a_meeting_looks_at_is_told_in_one_sentence(back: str | None, ahead: str | None, printed: str) -> None:
    looks_back, looks_ahead = (PeriodCode(code) if code else None for code in (back, ahead))
    meeting = replace(bare_sheet().meeting, looks_back=looks_back, looks_ahead=looks_ahead)
    assert printed in lines_of(replace(bare_sheet(), meeting=meeting))


@pytest.mark.parametrize(
    ("chair", "recorder", "left_out"),
    [
        ("Cao Văn Chủ", "Lê Thị Ghi", " (không kể người chủ trì và người ghi biên bản)"),
        ("Cao Văn Chủ", None, " (không kể người chủ trì)"),
        ("Lê Văn Thử", "Trần Thị Mẫu", ""),
    ],
)
def test_a_count_says_whom_it_leaves_out(chair: str, recorder: str | None, left_out: str) -> None:
    meeting = replace(bare_sheet().meeting, chair_name=chair, secretary_name=recorder)
    rows = (
        Attendance(name="Lê Văn Thử"),
        Attendance(name="Trần Thị Mẫu"),
        Attendance(name="Hồ Khách", is_invited=True),
    )
    lines = lines_of(replace(bare_sheet(), meeting=meeting, attendance=rows))
    assert f"Có mặt: 02 đồng chí{left_out}." in lines
    assert "Có mặt: 01 đồng chí." in lines


@pytest.mark.parametrize(
    ("position", "body", "printed"),
    [
        ("Phó Bí thư Thường trực Huyện ủy", "Huyện ủy Lấp Vò", "Phó Bí thư Thường trực Huyện ủy Lấp Vò"),
        ("Trưởng ấp", "Ấp Bình Hiệp A", "Trưởng ấp Bình Hiệp A"),
        ("Phó Trưởng Công an xã", "Công an xã Lấp Vò", "Phó Trưởng Công an xã Lấp Vò"),
        ("Phó Chủ tịch HĐND tỉnh", "HĐND tỉnh", "Phó Chủ tịch HĐND tỉnh"),
        ("Trưởng Ban Dân vận, Ủy viên Thường vụ", "Ban Dân vận", "Trưởng Ban Dân vận, Ủy viên Thường vụ"),
        ("Chủ tịch", "Hội Nông dân xã", "Chủ tịch, Hội Nông dân xã"),
        ("Cán bộ", "Bộ Chỉ huy Quân sự tỉnh", "Cán bộ, Bộ Chỉ huy Quân sự tỉnh"),
        ("Đại biểu Quốc hội", "Hội Nông dân tỉnh", "Đại biểu Quốc hội, Hội Nông dân tỉnh"),
    ],
)
def test_a_body_its_position_names_is_not_told_twice(position: str, body: str, printed: str) -> None:
    rows = (Attendance(name="Lê Văn Thử", position=position, body=body),)
    assert f"- Đồng chí Lê Văn Thử, {printed}." in lines_of(replace(bare_sheet(), attendance=rows))


def test_the_state_puts_nothing_before_a_name() -> None:
    lines = lines_of(full_sheet(Style.STATE))
    assert "- Lê Văn Thử, Chủ tịch, Hội Nông dân xã." in lines
    assert "Chủ trì (chủ tọa): Nguyễn Thị Ví Dụ, Trưởng ban." in lines
    assert "Có mặt: 05 đại biểu (không kể thư ký)." in lines
    assert not [line for line in lines if "Ông" in line or "Đồng chí" in line]


def test_parts_are_numbered_without_gaps_in_both_orders() -> None:
    for style, expected in (
        (Style.PARTY, ["2.1. Báo cáo tại hội nghị", "2.2. Ý kiến phát biểu", "2.3. Biểu quyết",
                       "2.4. Hạn chế được chỉ ra", "3. Kết luận của người chủ trì"]),
        (Style.STATE, ["1. Chương trình", "2. Báo cáo tại hội nghị", "3. Ý kiến phát biểu", "4. Biểu quyết",
                       "5. Hạn chế được chỉ ra", "6. Kết luận của chủ tọa"]),
    ):  # fmt: skip
        lines = lines_of(full_sheet(style))
        assert [line for line in lines if line in expected] == expected


def test_the_state_ends_with_the_day_and_the_party_on_the_same_day() -> None:
    assert "Hội nghị kết thúc vào 10 giờ 30, ngày 04 tháng 10 năm 2024./." in lines_of(full_sheet(Style.STATE))
    assert "Hội nghị kết thúc vào hồi 10 giờ 30, cùng ngày." in lines_of(full_sheet())
    assert "Nơi nhận:" in lines_of(full_sheet(Style.STATE))
    assert "Nơi nhận:" not in lines_of(full_sheet())
