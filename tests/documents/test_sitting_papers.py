"""Every paper of a sitting: what it says, how it looks, and that no supplied value is lost (documents.md §5, §8)."""

import copy
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from dandan_desktop.documents.paper import Made, papers_docx, reminder_docx, task_list_docx
from dandan_desktop.documents.paper_content import paper_pages, reminder_page
from dandan_desktop.documents.styles import DOTS
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import Lines
from dandan_desktop.domain.meetings import Attendance
from dandan_desktop.domain.paper_kinds import (
    DELEGATES,
    INVITATION,
    KINDS,
    MINUTES,
    NOTICE,
    REMINDER,
    SIGN_IN,
    SLIP,
    TASK_LIST,
    WORKING,
    owners,
    summoned,
    tasks,
)
from dandan_desktop.domain.paper_signing import Signing
from dandan_desktop.domain.papers import MeetingSheet, TaskListSheet
from dandan_desktop.domain.text import tidy, tidy_prose
from tests.documents.made_sheets import SHEETS
from tests.documents.papers import opened, paragraphs, whole_text
from tests.documents.sheets import HEADERS, full_sheet, meeting_files, sheet_of
from tests.documents.sitting_papers import (
    Made1,
    check_sitting_paper,
    every_paper,
    heads_of,
    letter_of,
    listed_of,
    made_of,
    reminder_of,
    signing_for,
    together,
)

pytestmark = pytest.mark.uncounted

OURS = (*(kind for kind in KINDS if kind is not MINUTES), REMINDER)
TB = "THÔNG BÁO"
STAFF = "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò"


def held_by_staff(sheet: MeetingSheet) -> MeetingSheet:
    return replace(sheet, convener=STAFF, convener_kind="BAN_XDD", series="KHAO_SAT")


def sitting(style: Style = Style.PARTY) -> MeetingSheet:
    return held_by_staff(full_sheet(style))


def held_by(convener: str, kind: str, series: str = "KHAC") -> MeetingSheet:
    return replace(full_sheet(), convener=convener, convener_kind=kind, series=series)


def lines_of(content: bytes) -> list[str]:
    return [each.text for each in paragraphs(opened(content)) if each.text]


def one(kind: object, sheet: MeetingSheet, **facts: object) -> list[str]:
    """The lines of the only file of a paper."""
    made = made_of(kind, sheet)  # type: ignore[arg-type]
    (content,) = papers_docx(made._replace(**facts))  # type: ignore[arg-type]
    return lines_of(content)


@pytest.mark.parametrize("style", list(Style))
def test_every_paper_of_every_style_keeps_its_rules(style: Style) -> None:
    found = every_paper(sitting(style), OURS)
    assert {made.kind for made in found} == set(OURS)
    for made in found:
        check_sitting_paper(made, style)


@pytest.mark.parametrize("path", meeting_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("style", list(Style))
def test_real_meetings_give_every_paper_they_have(path: Path, style: Style) -> None:
    sheet = held_by_staff(replace(sheet_of(path), header=HEADERS[style]))
    found = every_paper(sheet, OURS)
    for made in found:
        check_sitting_paper(made, style)
    kinds = {made.kind for made in found}
    text = whole_text(next(made.content for made in found if made.kind is NOTICE)) if NOTICE in kinds else ""
    for each in sheet.conclusions if text else ():
        assert all(line in text for line in lines_in(each.conclusion.text))
    listed = whole_text(next(made.content for made in found if made.kind is DELEGATES)) if DELEGATES in kinds else ""
    for row in summoned(sheet) if listed else ():
        assert tidy(row.name or "") in listed


def lines_in(text: str) -> list[str]:
    return [" ".join(line.split()) for line in tidy_prose(text).split("\n")]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(SHEETS)
def test_any_meeting_gives_whole_papers(sheet: MeetingSheet) -> None:
    style = sheet.header.style
    for made in together(sheet, OURS):
        text = whole_text(made.content)
        for value in told_by(made.kind, sheet) if made.kind is not REMINDER else ():
            assert value in text, (made.kind.code, value)
        assert len(opened(made.content).sections) == made.pages
    if tasks(sheet):
        assert all(tidy(task.product) in whole_text(letter_of(sheet)) for _, _, task in tasks(sheet))
    small = replace(sheet, attendance=sheet.attendance[:3], opinions=(), conclusions=sheet.conclusions[:2])
    for made in every_paper(small, (*OURS,)):
        check_sitting_paper(made, style)


def told_by(kind: object, sheet: MeetingSheet) -> list[str]:
    """What must stand in a paper, blanks as one blank."""
    if kind in (INVITATION, DELEGATES, SIGN_IN):
        rows = [value for row in summoned(sheet) for value in ((row.name,) if row.name else ()) if value]
        return [tidy(value) for value in rows]
    if kind is NOTICE:
        return [line for each in sheet.conclusions for line in lines_in(each.conclusion.text)]
    if kind is SLIP:
        given = [
            line
            for _, each, task in tasks(sheet)
            for line in lines_in(task.text if tidy_prose(task.text) else each.conclusion.text)
        ]
        return [*given, *owners(sheet)]
    return [line for opinion in sheet.opinions for line in lines_in(opinion.text)]


@pytest.mark.parametrize("style", list(Style))
def test_content_is_plain_and_the_same_bytes_each_time(style: Style) -> None:
    for kind in OURS:
        if kind is REMINDER:
            page = [reminder_page(reminder_of(sitting(style)), signing_for(kind, sitting(style)))]
        else:
            page = paper_pages(made_of(kind, sitting(style)))
        assert json.loads(json.dumps(page, ensure_ascii=False)) == page
    made = made_of(NOTICE, sitting(style))
    assert papers_docx(copy.deepcopy(made)) == papers_docx(made)


@pytest.mark.parametrize("style", list(Style))
def test_what_nobody_knows_is_dots(style: Style) -> None:
    sheet = sitting(style)
    bare = replace(
        sheet,
        meeting=replace(sheet.meeting, venue=None, starts_at=None, chair_name=None, chair_position=None),
        agenda=(),
    )
    nobody = Signing(kind=INVITATION.code)
    (first, *_) = papers_docx(Made(INVITATION, bare, nobody))
    lines = lines_of(first)
    assert f"Địa điểm: {DOTS}" in lines
    assert f"Chủ trì: {DOTS}" in lines
    assert "Thời gian: … giờ …, ngày 04 tháng 10 năm 2024." in lines
    assert lines.count(DOTS) == 3, "agenda, authority and name"
    assert any(line.endswith("ngày …… tháng …… năm ……") for line in lines)


def invitee(lines: list[str]) -> list[str]:
    """Whom an invitation calls."""
    place = next(place for place, line in enumerate(lines) if line.endswith("trân trọng kính mời:"))
    return lines[place + 1 : place + 2]


def test_an_invitation_for_each_delegate_and_one_file_for_all() -> None:
    sheet = sitting()
    single = [lines_of(content) for content in papers_docx(made_of(INVITATION, sheet))]
    called = [row.name or row.position for row in sheet.attendance]
    assert len(single) == len(called) == 7
    for lines, name in zip(single, called, strict=True):
        assert [who for who in called if any(str(who) in line for line in invitee(lines))] == [name]
    (whole,) = papers_docx(made_of(INVITATION, sheet), is_together=True)
    assert lines_of(whole) == [line for lines in single for line in lines]


def test_who_stands_in_was_not_summoned() -> None:
    sheet = sitting()
    deputy = Attendance(name="Võ Văn Thay", stands_in_for="Mai Thị Vắng", is_present=True)
    sheet = replace(sheet, attendance=(*sheet.attendance, deputy))
    assert "Võ Văn Thay" not in " ".join(one(DELEGATES, sheet))
    assert "Mai Thị Vắng" in " ".join(one(DELEGATES, sheet))


def test_a_list_goes_with_its_invitation_and_numbers_run_on() -> None:
    lines = one(DELEGATES, sitting(), number="9")
    assert "(Kèm theo Giấy mời số 09-GM/BDVHU, ngày 05 tháng 02 năm 2026)" in lines
    state = one(DELEGATES, sitting(Style.STATE), number="9")
    assert "(Kèm theo Giấy mời số 09/GM-MTTQ-BTT, ngày 05 tháng 02 năm 2026)" in state
    assert [line for line in lines if line.isdecimal()] == list("1234567")
    assert "Đại biểu chính thức: 06 đồng chí" in lines
    assert "Đại biểu mời dự: 01 thành phần tập thể" in lines


@pytest.mark.parametrize("kind", [DELEGATES, SIGN_IN], ids=lambda kind: kind.code)
def test_the_heading_of_a_list_is_repeated_and_its_rows_stay_whole(kind: object) -> None:
    (content,) = papers_docx(made_of(kind, sitting()))  # type: ignore[arg-type]
    tables = opened(content).tables[1:]
    assert len(tables) >= 2
    for table in tables:
        head, *rows = table._tbl.tr_lst
        assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert rows
        for row in rows:
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
            height = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
            assert (height is not None) is (kind is SIGN_IN)


def test_the_sign_in_sheet_has_room_for_those_who_come_unlisted() -> None:
    (content,) = papers_docx(made_of(SIGN_IN, sitting()))
    spare = opened(content).tables[-1]
    assert [[cell.text for cell in row.cells] for row in spare.rows[1:]] == [
        [str(place), "", "", ""] for place in range(8, 13)
    ]


@pytest.mark.parametrize(
    ("sheet", "symbol", "words", "of"),
    [
        (held_by("Ban Chấp hành Đảng bộ xã A", "BCH_CAP_UY"), "KL", "KẾT LUẬN", "CỦA BAN CHẤP HÀNH ĐẢNG BỘ XÃ A"),
        (held_by("Ban Thường vụ Đảng ủy xã A", "BTV_CAP_UY"), "TB", TB, "KẾT LUẬN CỦA BAN THƯỜNG VỤ ĐẢNG ỦY XÃ A"),
        (held_by("Thường trực Đảng ủy xã A", "TT_CAP_UY"), "TB", TB, "KẾT LUẬN CỦA THƯỜNG TRỰC ĐẢNG ỦY XÃ A"),
        (held_by("Đảng ủy xã A", "DANG_UY_XA", "GB_QUY"), "TB", TB, "KẾT LUẬN CỦA THƯỜNG TRỰC ĐẢNG ỦY XÃ A"),
        (held_by("Đảng ủy xã A", "DANG_UY_XA", "BTV_NGHE_6T"), "TB", TB, "KẾT LUẬN CỦA BAN THƯỜNG VỤ ĐẢNG ỦY XÃ A"),
        (held_by("Ban Xây dựng Đảng", "BAN_XDD"), "TB", TB, "KẾT LUẬN CỦA BAN XÂY DỰNG ĐẢNG"),
    ],
    ids=lambda given: given if isinstance(given, str) else given.convener_kind,
)  # fmt: skip
def test_the_notice_has_the_type_of_whoever_sat(sheet: MeetingSheet, symbol: str, words: str, of: str) -> None:
    (content,) = papers_docx(made_of(NOTICE, sheet))
    lines = lines_of(content)
    assert f"Số      -{symbol}/BDVHU" in heads_of(content)
    place = lines.index(words)
    assert lines[place + 1 : place + 4] == [of, "về nội dung cuộc họp ngày 04/10/2024", "-----"]


def test_the_notice_follows_the_order_of_its_form() -> None:
    lines = one(NOTICE, held_by("Ban Thường vụ Đảng ủy xã A", "BTV_CAP_UY"), number="7")
    start = lines.index("-----") + 1
    assert lines[start].startswith(
        "Ngày 04/10/2024, tại Hội trường Ủy ban nhân dân xã, Ban Thường vụ Đảng ủy xã A họp:"
    )
    assert "Chủ trì: Đồng chí Nguyễn Thị Ví Dụ, Trưởng ban." in lines[start]
    assert "có mặt 05 đồng chí; mời dự 01 thành phần tập thể." in lines[start]
    assert lines[start + 1].startswith("Sau khi nghe Tờ trình")
    assert lines[start + 1].endswith("Ban Thường vụ Đảng ủy xã A kết luận như sau:")
    numbered = [line.split(". ")[0] for line in lines[start + 2 :] if line[:1].isdecimal()]
    assert numbered == [str(place) for place in range(1, len(sitting().conclusions) + 1)]
    assert any(line.startswith("- Giao Ủy ban Mặt trận Tổ quốc Việt Nam chủ trì, phối hợp với") for line in lines)
    assert lines[-6:] == ["Nơi nhận:", "- Như trên;", "- Lưu hồ sơ.", "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn Ký"]


def test_a_notice_without_receivers_written_goes_to_whoever_got_a_task() -> None:
    sheet = sitting(Style.STATE)
    (content,) = papers_docx(Made(NOTICE, sheet, Signing(kind=NOTICE.code)))
    lines = lines_of(content)
    given = list(dict.fromkeys(name for _, _, task in tasks(sheet) for name in (task.owner, *task.partners)))
    place = lines.index("Nơi nhận:") + 1
    assert lines[place : place + len(given) + 1] == [*(f"- {name};" for name in given), "- Lưu: VT, Hồ sơ."]
    assert any(line.endswith("./.") for line in lines)


def test_a_slip_has_every_task_of_its_owner_and_no_other() -> None:
    sheet = sitting()
    made = papers_docx(made_of(SLIP, sheet))
    assert len(made) == len(owners(sheet))
    for owner, content in zip(owners(sheet), made, strict=True):
        own = [(number, each, task) for number, each, task in tasks(sheet) if task.owner == owner]
        (table,) = opened(content).tables[1:-1]
        rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
        assert len(rows) == len(own)
        for row, (number, each, task) in zip(rows, own, strict=True):
            assert row[1].startswith(f"Kết luận {number}:\n{each.conclusion.text[:20]}")
            assert row[2] == ", ".join(task.partners)
            assert row[3] == (task.product or DOTS)
            wanted = "Thường xuyên" if task.is_standing else "…/…/……" if task.due_on is None else None
            assert wanted is None or row[4] == wanted
        assert f"Kính gửi: {owner}" in lines_of(content)


@pytest.mark.parametrize("style", list(Style))
def test_the_words_before_a_receiver_slant_in_party_papers_alone(style: Style) -> None:
    (content, *_) = papers_docx(made_of(SLIP, sitting(style)))
    to = next(each for each in paragraphs(opened(content)) if each.text.startswith("Kính gửi: "))
    lead, name = to.runs
    assert (lead.text, bool(lead.italic)) == ("Kính gửi: ", style is not Style.STATE)
    assert not name.italic
    assert to.style is not None
    assert not to.style.font.italic


def test_minutes_of_two_sides_are_signed_by_three() -> None:
    lines = one(WORKING, sitting())
    assert [line for line in lines if line.startswith("1")] == [
        "1. Thành phần buổi làm việc", "1.1. Đoàn công tác", "1.2. Đơn vị được làm việc",
    ]  # fmt: skip
    assert "Buổi làm việc kết thúc vào hồi 10 giờ 30, cùng ngày." in lines
    assert not [line for line in lines if "hội nghị" in line.lower() and "Hội nghị giao ban" not in line][:-1]
    assert lines[-6:] == [
        "NGƯỜI GHI BIÊN BẢN", "Cao Văn Ghi", "T/M BAN THƯỜNG VỤ", "Lê Văn Ký", "CHỦ TRÌ HỘI NGHỊ", "Nguyễn Thị Ví Dụ",
    ]  # fmt: skip


def test_a_letter_tells_since_when_and_how_often() -> None:
    sheet = replace(reminder_of(sitting()), answer_by=date(2026, 3, 20), issuer="Ban Xây dựng Đảng")
    lines = lines_of(reminder_docx(sheet, signing_for(REMINDER, sitting()), "15"))
    assert lines[lines.index("Số 15-CV/BDVHU") + 1] == "về việc đôn đốc nhiệm vụ quá hạn"
    assert any("chậm nhất ngày 20/3/2026," in line for line in lines)
    assert any("Tính đến ngày 07/3/2026" in line for line in lines)
    assert sum(line.startswith("(quá hạn 12 ngày") for line in lines) == len(sheet.lines)
    assert "(quá hạn 12 ngày; đã đôn đốc 1 lần)" in lines


def test_receivers_end_in_one_stop() -> None:
    made = made_of(NOTICE, sitting())
    signing = replace(made.signing, receivers=Lines(("Thường trực Đảng ủy;", "Lưu.")))
    lines = one(NOTICE, sitting(), signing=signing)
    assert "- Thường trực Đảng ủy;" in lines
    assert "- Lưu." in lines


@pytest.mark.parametrize("style", list(Style))
def test_a_list_of_tasks_is_grouped_by_owner(style: Style) -> None:
    sheet = sitting(style)
    listed = listed_of(sheet)
    made = TaskListSheet(sheet.header, "Quá hạn - xã Lấp Vò", date(2026, 3, 7), listed)
    content = task_list_docx(made)
    check_sitting_paper(Made1(TASK_LIST, content), style)
    lines = lines_of(content)
    assert "Quá hạn - xã Lấp Vò" in lines
    assert f"(Tính đến ngày 07/3/2026; {len(listed):02} nhiệm vụ)" in lines
    tables = opened(content).tables[1:]
    counts = [len(table.rows) - 1 for table in tables]
    assert sum(counts) == len(listed)
    assert [line for line in lines if line.endswith("nhiệm vụ") and ": " in line] == [
        f"{owner}: {count:02} nhiệm vụ" for owner, count in zip(owners(sheet), counts, strict=True)
    ]
    assert lines.count("Quá hạn 3 ngày") == len(listed)
