import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

from dandan_desktop.documents.geometry import width_mm
from dandan_desktop.documents.minutes import minutes_content, minutes_docx
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.papers import Header, MeetingSheet
from tests.documents.looks import LOOKS, Seen, text
from tests.documents.papers import check_paper, head_of, opened, paragraphs, whole_text
from tests.documents.sheets import HEADERS, full_sheet, meeting_files, sheet_of

pytestmark = pytest.mark.uncounted

TWIPS_A_MM = 1440 / 25.4
SAID = {
    "HUYỆN ỦY LẤP VÒ": "upper",
    "BCH ĐOÀN TỈNH ĐỒNG THÁP": "upper",
    "TỈNH ĐỒNG THÁP": "upper",
    "BAN DÂN VẬN": "lower",
    "BAN THƯỜNG TRỰC": "lower",
    "BCH ĐOÀN XÃ LẤP VÒ": "lower",
    "BCH HND XÃ LẤP VÒ": "lower",
    "*": "mark",
    "***": "mark",
    "Số      -BB/BDVHU": "number",
    "Số      -BB/ĐTN": "number",
    "Số      -BB/HNDX": "number",
    "Số:      /BB-MTTQ-BTT": "number",
    "ĐẢNG CỘNG SẢN VIỆT NAM": "top",
    "ĐOÀN TNCS HỒ CHÍ MINH": "top",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": "nation",
    "Độc lập - Tự do - Hạnh phúc": "motto",
    "Lấp Vò, ngày 04 tháng 10 năm 2024": "dated",
    "BIÊN BẢN": "kind",
    "Hội nghị giao ban công tác dân vận quý III năm 2024": "title",
    "-----": "hyphens",
    "1. Thành phần hội nghị": "heading",
    "1.1. Đại biểu chính thức": "heading",
    "2. Diễn biến hội nghị": "heading",
    "Thành phần tham dự:": "heading",
    "Nội dung (theo diễn biến hội nghị):": "heading",
    "Địa điểm: Hội trường Ủy ban nhân dân xã.": "body",
    "Thống nhất với báo cáo.": "body",
    "Hồ Thị Giả, Chủ tịch, Hội Cựu chiến binh xã:": "label",
    "Đồng chí Hồ Thị Giả, Chủ tịch, Hội Cựu chiến binh xã:": "label",
    "NGƯỜI GHI BIÊN BẢN": "caption",
    "CHỦ TRÌ HỘI NGHỊ": "caption",
    "THƯ KÝ": "caption",
    "CHỦ TỌA": "caption",
    "Cao Văn Ghi": "name",
    "Nguyễn Thị Ví Dụ": "name",
    "Nơi nhận:": "receivers",
    "- Lưu: VT, Hồ sơ.": "receiver",
}
"""Lines of the full meeting, in whichever styles print them, and what they are."""
ABSENT = {
    Style.PARTY: {"nation", "motto", "receivers", "receiver"},
    Style.DOAN: {"nation", "motto", "receivers", "receiver"},
    Style.HND: {"top", "receivers", "receiver"},
    Style.STATE: {"top", "mark", "dated", "hyphens"},
}


def paper_of(sheet: MeetingSheet) -> bytes:
    return minutes_docx(minutes_content(sheet))


@pytest.mark.parametrize("style", list(Style))
def test_every_style_keeps_its_own_rules(style: Style) -> None:
    check_paper(paper_of(full_sheet(style)), style)


@pytest.mark.parametrize("style", list(Style))
def test_each_line_looks_as_what_it_is(style: Style) -> None:
    paper = opened(paper_of(full_sheet(style)))
    seen = Seen(paper)
    lines = [each for each in paper.element.iter(qn("w:p")) if text(each) in SAID]
    for line in lines:
        assert seen.look(line) == LOOKS[style][SAID[text(line)]], text(line)
    assert {SAID[text(line)] for line in lines} == set(SAID.values()) - ABSENT[style]


@pytest.mark.parametrize("path", meeting_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("style", list(Style))
def test_real_meetings_keep_the_rules_in_every_style(path: Path, style: Style) -> None:
    check_paper(paper_of(replace(sheet_of(path), header=HEADERS[style])), style)


@pytest.mark.parametrize(
    "day, printed",
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 5, 27), "ngày 27 tháng 5 năm 2026"),
        (date(2026, 10, 1), "ngày 01 tháng 10 năm 2026"),
    ],
)
def test_days_and_months_are_padded_as_the_rule_says(day: date, printed: str) -> None:
    sheet = full_sheet()
    paper = opened(paper_of(replace(sheet, meeting=replace(sheet.meeting, held_on=day))))
    assert head_of(paper).right[-1] == f"Lấp Vò, {printed}"


@pytest.mark.parametrize("style", list(Style))
def test_the_line_under_the_head_is_as_long_as_its_text(style: Style) -> None:
    paper = opened(paper_of(full_sheet(style)))
    right = paper.tables[0].rows[0].cells[1]
    column = right.width.mm if right.width else 0
    lined = [each for each in right.paragraphs if each._p.find(f"{qn('w:pPr')}/{qn('w:ind')}") is not None]
    assert len(lined) == 1
    indent = lined[0]._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert indent is not None
    sides = [int(indent.get(qn(f"w:{side}"), "0")) / TWIPS_A_MM for side in ("left", "right")]
    size = 15 if style in {Style.PARTY, Style.DOAN} else 14
    assert sides[0] == sides[1]
    assert column - sum(sides) == pytest.approx(width_mm(lined[0].text, "bold", size), abs=0.6)
    border = lined[0].style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")
    assert border is not None
    assert border.get(qn("w:sz")) == "6"


def test_lines_of_the_state_are_a_third_to_a_half_of_the_text_above() -> None:
    paper = opened(paper_of(full_sheet(Style.STATE)))
    rules = [each for each in paragraphs(paper) if each.style and each.style.name == "DV Đường kẻ"]
    assert len(rules) == 2
    for rule, above, points, column in (
        (rules[0], "BAN THƯỜNG TRỰC", 13, 65),
        (rules[1], "Hội nghị giao ban công tác dân vận quý III năm 2024", 14, 165),
    ):
        indent = rule._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        assert indent is not None
        length = column - 2 * int(indent.get(qn("w:left"), "0")) / TWIPS_A_MM
        assert 1 / 3 < length / width_mm(above, "bold", points) < 1 / 2


@pytest.mark.parametrize(
    "lower, lines",
    [
        ("BAN DÂN VẬN", ["BAN DÂN VẬN"]),
        ("BAN TUYÊN GIÁO VÀ DÂN VẬN", ["BAN TUYÊN GIÁO", "VÀ DÂN VẬN"]),
        ("ĐẢNG ỦY XÃ TÂN KHÁNH TRUNG", ["ĐẢNG ỦY", "XÃ TÂN KHÁNH TRUNG"]),
        ("BAN CHỈ ĐẠO CÔNG TÁC XÃ HỘI TỈNH ĐỒNG THÁP", ["BAN CHỈ ĐẠO CÔNG TÁC", "XÃ HỘI TỈNH ĐỒNG THÁP"]),
    ],
)
def test_long_names_of_bodies_break_where_they_read_well(lower: str, lines: list[str]) -> None:
    header = Header(Style.PARTY, "", lower, "BXDĐ", "Lấp Vò")
    paper = opened(paper_of(replace(full_sheet(), header=header)))
    assert head_of(paper).left[: len(lines) + 1] == [*lines, "*"]


def test_every_line_of_a_head_fits_its_column() -> None:
    header = Header(
        Style.STATE,
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH ĐỒNG THÁP",
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ TÂN KHÁNH TRUNG\nBAN THƯỜNG TRỰC",
        "MTTQ-BTT",
        "Tân Khánh Trung",
    )
    paper = opened(paper_of(replace(full_sheet(Style.STATE), header=header)))
    lines = [each for each in paper.tables[0].rows[0].cells[0].paragraphs if each.text]
    assert lines[-2].text == "BAN THƯỜNG TRỰC"
    for line in lines[:-1]:
        face = "bold" if line.style and line.style.name == "DV Cơ quan ban hành" else "regular"
        assert width_mm(line.text, face, 13) < 65


def test_the_same_meeting_gives_the_same_bytes() -> None:
    content = minutes_content(full_sheet())
    assert minutes_docx(copy.deepcopy(content)) == minutes_docx(content)


@pytest.mark.parametrize("style", list(Style))
def test_nothing_of_the_template_is_left(style: Style) -> None:
    content = paper_of(full_sheet(style))
    assert not {"{", "}", "%}"} & set(whole_text(content))
    assert b"proofState" not in content
    for part in opened(content).part.package.iter_parts():
        if part.partname.endswith(".xml"):
            tree = etree.fromstring(part.blob)
            themed = [each for each in tree.iter(qn("w:rFonts")) if any("heme" in key for key in each.attrib)]
            assert not themed, part.partname


def test_a_long_title_is_one_paragraph_broken_where_it_reads_well() -> None:
    sheet = sheet_of(meeting_files()[2])
    paper = opened(paper_of(sheet))
    title = next(each for each in paragraphs(paper) if each.style and each.style.name == "DV Trích yếu")
    assert " ".join(title.text.split()) == sheet.meeting.title
    assert title.text.split("\n")[0] == "Ban Thường vụ Huyện ủy làm việc với Ủy ban Mặt trận Tổ quốc"
    assert title._p.find(f"{qn('w:pPr')}/{qn('w:ind')}") is None
