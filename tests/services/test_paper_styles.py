"""Styles as rows: the rule of a paper's day, an office's own copy, what is frozen, and heads that do not fit."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import offices
from dandan_desktop.db import paper_styles as kept_styles
from dandan_desktop.db.store import Store
from dandan_desktop.documents.geometry import width_mm
from dandan_desktop.documents.minutes import minutes_docx, minutes_of
from dandan_desktop.documents.minutes_content import minutes_content
from dandan_desktop.documents.styles import LAYOUTS, layout_of, receiver_lines, signed_for
from dandan_desktop.domain.catalogue import Body, Style
from dandan_desktop.domain.facts import Kept, Lines, Prose, traits
from dandan_desktop.domain.frozen import thawed
from dandan_desktop.domain.minutes import MinutesVersion
from dandan_desktop.domain.nouns import BODIES, PAPER_STYLES
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.domain.papers import MeetingSheet
from dandan_desktop.services import issued_numbers, minutes, paper_styles, papers, records, registers
from tests.documents.papers import check_paper, head_of, opened
from tests.documents.sheets import full_sheet
from tests.registers import dump
from tests.services.test_issued_numbers import a_term, wanted
from tests.services.test_papers import body_on, convened

HU, BAN = "Huyện ủy Lấp Vò", "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam xã Lấp Vò"
OLD, NEW, TODAY = date(2021, 1, 20), date(2026, 6, 10), date(2026, 11, 20)


def own_copy(store: Store, of: str, day: date, **changed: Any) -> int:
    """An office's own style, begun as a copy of the one that holds on a day."""
    body = body_on(store, of, day)
    registers.choose_office(store, body)
    kept = kept_styles.kept_on(store, offices.heading_body(store, body), day)
    assert kept is not None
    facts = PaperStyle(**{**paper_styles.copied(store, kept.facts, day), **changed})
    return records.save(store, PAPER_STYLES, None, facts).row


def look_on(store: Store, name: str, day: date) -> PaperStyle:
    look = offices.header_of(store, body_on(store, name, day), day).look
    assert look is not None
    return look


@pytest.mark.parametrize(
    ("name", "day", "rule"),
    [
        (HU, OLD, "Hướng dẫn 36-HD/VPTW"),
        (BAN, date(2026, 5, 26), "Hướng dẫn 36-HD/VPTW"),
        (BAN, date(2026, 5, 27), "Hướng dẫn 05-HD/VPTW"),
        (FRONT, NEW, "Nghị định 30/2020/NĐ-CP"),
        ("Đoàn TNCS Hồ Chí Minh xã Lấp Vò", NEW, "Hướng dẫn 29-HD/TWĐTN-VP"),
        ("Hội Nông dân xã Lấp Vò", NEW, "Hướng dẫn của Trung ương Hội Nông dân"),
    ],
)
def test_the_rule_is_that_of_the_paper_s_day(store: Store, name: str, day: date, rule: str) -> None:
    assert look_on(store, name, day).decided_by == rule


def test_what_changed_between_the_two_rules_of_the_party(store: Store) -> None:
    before, after = (
        layout_of(offices.header_of(store, body_on(store, BAN, NEW), day)) for day in (date(2026, 5, 26), NEW)
    )
    assert (before.greeting, after.greeting) == ("Kính gửi", "Kính trình")
    names = ["Thường trực", "Lưu Văn phòng"]
    assert receiver_lines(before, names) == ["- Thường trực,", "- Lưu Văn phòng."]
    assert receiver_lines(after, names) == ["- Thường trực;", "- Lưu Văn phòng."]
    same = {each.name for each in traits(PaperStyle)} - {
        "name", "valid_from", "valid_to", "decided_by", "greeting", "receiver_end",
    }  # fmt: skip
    old, new = look_on(store, BAN, date(2026, 5, 26)), look_on(store, BAN, NEW)
    assert {name for name in same if getattr(old, name) != getattr(new, name)} == set()


@pytest.mark.parametrize("style", list(Style))
def test_the_shipped_rows_print_what_the_program_prints_without_them(store: Store, style: Style) -> None:
    (kept,) = store.of(PaperStyle).some("WHERE t.base = ? AND t.valid_to IS NULL", (str(style),))
    bare = full_sheet(style)
    dressed = replace(bare, header=replace(bare.header, look=kept.facts))
    assert minutes_of(dressed) == minutes_docx(minutes_content(bare))
    shipped, plain = layout_of(dressed.header), LAYOUTS[style]
    assert replace(shipped, page=None) == plain


def test_signing_for_somebody_is_written_as_the_style_says(store: Store) -> None:
    party, state = (layout_of(offices.header_of(store, body_on(store, name, NEW), NEW)) for name in (BAN, FRONT))
    assert signed_for(party, "T/M", "BAN THƯỜNG VỤ") == "T/M BAN THƯỜNG VỤ"
    assert signed_for(state, "T/M", "BAN THƯỜNG TRỰC") == "TM. BAN THƯỜNG TRỰC"
    assert (party.is_position_bold, state.is_position_bold) == (False, True)


def test_a_meeting_of_2021_prints_its_office_and_rule_and_one_of_2026_its_own(store: Store, tmp_path: Path) -> None:
    old, new = convened(store, HU, OLD), convened(store, BAN, NEW)
    heads = [head_of(opened(papers.write_minutes(store, row, tmp_path).read_bytes())) for row in (old, new)]
    assert heads[0].left == ["ĐẢNG BỘ TỈNH ĐỒNG THÁP", "HUYỆN ỦY LẤP VÒ", "*", "Số      -BB/HU"]
    assert heads[1].left == ["ĐẢNG ỦY XÃ LẤP VÒ", "BAN XÂY DỰNG ĐẢNG", "*", "Số      -BB/BXDĐ"]
    rules = [papers.meeting_sheet(store, row).header.look for row in (old, new)]
    assert [rule.decided_by for rule in rules if rule] == ["Hướng dẫn 36-HD/VPTW", "Hướng dẫn 05-HD/VPTW"]


def test_locked_minutes_keep_the_style_they_were_printed_with(store: Store, tmp_path: Path) -> None:
    row = convened(store, HU, OLD)
    minutes.lock(store, row, TODAY)
    before = papers.write_minutes(store, row, tmp_path).read_bytes()
    for kept in store.of(PaperStyle).some():
        facts = replace(kept.facts, top="DÒNG KHÁC", mark="#", left_margin=40, number="[số].[loại].[ký hiệu]")
        records.save(store, PAPER_STYLES, kept, facts)
    assert papers.write_minutes(store, row, tmp_path).read_bytes() == before
    minutes.reopen(store, row, "sai số liệu", TODAY)
    assert head_of(opened(papers.write_minutes(store, row, tmp_path).read_bytes())).right[0] == "DÒNG KHÁC"


def test_minutes_locked_before_styles_were_rows_still_open(store: Store, tmp_path: Path) -> None:
    row = convened(store, HU, OLD)
    minutes.lock(store, row, TODAY)
    (kept,) = store.of(MinutesVersion).some()
    content = json.loads(kept.facts.content)
    for name in ("look", "number"):
        del content["header"][name]
    sheet = thawed(MeetingSheet, json.dumps(content))
    assert sheet.header.look is None
    assert minutes_of(sheet) == papers.write_minutes(store, row, tmp_path).read_bytes()


def test_an_office_s_own_copy_is_for_that_office_alone_and_from_its_day_on(store: Store) -> None:
    own_copy(store, BAN, NEW, right_margin=20, mark=None, number="Số: [số]-[loại]/[ký hiệu]")
    assert look_on(store, BAN, NEW).name == f"Văn bản của Đảng, Hướng dẫn 05 (2026), bản của {BAN}"
    assert look_on(store, BAN, date(2026, 6, 9)).right_margin == 15
    assert look_on(store, "Đảng ủy xã Lấp Vò", NEW).right_margin == 15
    records.undo_last(store)
    assert look_on(store, BAN, NEW).right_margin == 15


def test_margins_mark_and_letters_of_a_copy_are_on_the_page_without_another_template(
    store: Store, tmp_path: Path
) -> None:
    own_copy(
        store, BAN, NEW, right_margin=20, top_margin=25, header_margin=12, points=15, mark=None,
        number="Số: [số]/[loại].[ký hiệu]", left_signer="THƯ KÝ",
    )  # fmt: skip
    content = papers.write_minutes(store, convened(store, BAN, NEW), tmp_path).read_bytes()
    paper = opened(content)
    section = paper.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins if each is not None] == [25, 20, 30, 20]
    assert round(section.header_distance.mm if section.header_distance else 0) == 12
    assert head_of(paper).left == ["ĐẢNG ỦY XÃ LẤP VÒ", "BAN XÂY DỰNG ĐẢNG", "", "Số:      /BB.BXDĐ"]
    rule = paper.tables[0].rows[0].cells[0].paragraphs[2]
    assert rule.style is not None
    assert rule.style.name == "DV Đường kẻ"
    for table in paper.tables:
        assert sum(column.width.mm for column in table.columns if column.width) == pytest.approx(160, abs=0.2)
    assert paper.styles["DV Nội dung"].font.size.pt == 15
    assert paper.tables[-1].rows[0].cells[0].paragraphs[0].text == "THƯ KÝ"
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None


def test_a_copy_of_the_state_s_style_may_have_a_star(store: Store, tmp_path: Path) -> None:
    own_copy(store, FRONT, NEW, mark="***", receivers=Lines(("- Như trên;", "- Lưu: VT.")))
    paper = opened(papers.write_minutes(store, convened(store, FRONT, NEW), tmp_path).read_bytes())
    assert "***" in head_of(paper).left
    left = paper.tables[-1].rows[0].cells[0]
    assert [each.text for each in left.paragraphs if each.text.startswith("- ")] == ["- Như trên;", "- Lưu: VT."]


def test_on_a_narrower_page_the_nation_s_name_stays_on_one_line(store: Store, tmp_path: Path) -> None:
    own_copy(store, FRONT, NEW, left_margin=35, right_margin=20)
    paper = opened(papers.write_minutes(store, convened(store, FRONT, NEW), tmp_path).read_bytes())
    left, right = (column.width.mm for column in paper.tables[0].columns if column.width)
    assert left + right == pytest.approx(155, abs=0.2)
    assert right > width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 13)
    assert [cell.width.mm for cell in paper.tables[0].rows[0].cells if cell.width] == [left, right]


@pytest.mark.parametrize("name", [BAN, FRONT, "Đoàn TNCS Hồ Chí Minh xã Lấp Vò", "Hội Nông dân xã Lấp Vò"])
def test_nothing_an_office_writes_into_a_style_keeps_its_papers_from_printing(
    store: Store, tmp_path: Path, name: str
) -> None:
    nasty = "{x} & <b> {{ y }} %"
    own_copy(
        store, name, NEW, top=nasty, motto=nasty, mark=nasty, number=f"{nasty} [số]-[loại]/[ký hiệu]",
        left_signer=nasty, receivers=Lines((nasty,)),
    )  # fmt: skip
    paper = opened(papers.write_minutes(store, convened(store, name, NEW), tmp_path).read_bytes())
    head = head_of(paper)
    assert head.right[0] == nasty
    assert f"{nasty}      -BB/" in " ".join(head.left)


def test_a_style_that_was_not_changed_keeps_every_rule_of_the_page(store: Store, tmp_path: Path) -> None:
    own_copy(store, BAN, NEW, greeting="Kính gửi")
    content = papers.write_minutes(store, convened(store, BAN, NEW), tmp_path).read_bytes()
    check_paper(content, Style.PARTY)


def test_numbers_follow_the_office_s_own_pattern_and_way_of_counting(store: Store) -> None:
    own_copy(store, BAN, NEW, number="Số: [số]/[loại]-[ký hiệu]", by_term=False, by_type=False)
    first = issued_numbers.take(store, wanted(store, BAN, "TB", NEW)).row
    second = issued_numbers.take(store, wanted(store, BAN, "KH", NEW)).row
    rows = store.query("SELECT text, year FROM issued_numbers WHERE id IN (?, ?) ORDER BY id", (first, second))
    assert rows == [("01/TB-BXDĐ", 2026), ("02/KH-BXDĐ", 2026)]
    a_term(store)
    row = issued_numbers.take(store, wanted(store, BAN, "TB", date(2026, 6, 9))).row
    assert store.query("SELECT text, year FROM issued_numbers WHERE id = ?", (row,)) == [("01-TB/BXDĐ", None)]


def kept_body(store: Store, name: str, day: date) -> Kept[Body]:
    return store.of(Body).get(body_on(store, name, day))


def test_a_head_that_does_not_fit_its_day_is_told(store: Store) -> None:
    assert paper_styles.misfits(store, body_on(store, HU, OLD), OLD) == []
    assert paper_styles.misfits(store, body_on(store, BAN, NEW), NEW) == []
    (ended,) = paper_styles.misfits(store, body_on(store, HU, OLD), NEW)[:1]
    assert ended == "Cơ quan này chỉ có đến hết 30/06/2025."
    kept = kept_body(store, BAN, NEW)
    records.save(store, BODIES, kept, replace(kept.facts, header_upper=Prose("HUYỆN ỦY LẤP VÒ")))
    (old,) = paper_styles.misfits(store, kept.id, NEW)
    assert old == "Tiêu đề văn bản ghi “HUYỆN”, mà ngày 10/06/2026 không còn đơn vị cấp này."


def test_the_nation_s_name_in_a_paper_of_the_party_is_told(store: Store) -> None:
    kept = kept_body(store, BAN, NEW)
    records.save(store, BODIES, kept, replace(kept.facts, style=Style.STATE))
    assert paper_styles.misfits(store, kept.id, NEW) == ["Cơ quan của Đảng không dùng Quốc hiệu, Tiêu ngữ."]
    assert paper_styles.misfits(store, body_on(store, FRONT, NEW), NEW) == []


def test_without_any_row_the_program_s_own_style_prints(store: Store, tmp_path: Path) -> None:
    before = dump(store)["paper_styles"]
    for kept in store.of(PaperStyle).some():
        records.trash(store, PAPER_STYLES, kept.id)
    row = convened(store, BAN, NEW)
    assert papers.meeting_sheet(store, row).header.look is None
    check_paper(papers.write_minutes(store, row, tmp_path).read_bytes(), Style.PARTY)
    assert paper_styles.misfits(store, body_on(store, BAN, NEW), NEW) == [
        "Chưa có thể thức nào cho ngày này; văn bản in theo mẫu của chương trình."
    ]
    assert len(dump(store)["paper_styles"]) == len(before) == 5
