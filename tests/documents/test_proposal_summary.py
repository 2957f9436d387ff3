"""The summary of proposals as a workbook: grouped, every word there, headings and signatures never alone."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandan_desktop.documents.proposal_summary import ROOM, SHEET, TableRow, page_breaks, workbook_of
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.papers import Header
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposal_summary import NO_GROUP, NO_LEVEL, ProposalSummary, SummaryLine, groups_of
from dandan_desktop.domain.rollup import Frame

pytestmark = pytest.mark.uncounted

HEADER = Header(
    style=Style.PARTY, upper="ĐẢNG ỦY XÃ BÌNH AN", lower="BAN XÂY DỰNG ĐẢNG", symbol="BXDĐ", place="Bình An"
)
FRAME = Frame("Ban Xây dựng Đảng", "uid", "so.dandan", HEADER, head_signs=True, issued=date(2026, 11, 22))
GROUPS, LEVELS = ("Cán bộ", "Kinh phí"), ("Cấp xã", "Cấp tỉnh")


def line(words: str, group: str = "", level: str = "", sent_to: str = "") -> SummaryLine:
    return SummaryLine(
        words=words, asker="Ông Ba", received_on=date(2026, 3, 1), turn=1, group=group, level=level, sent_to=sent_to,
        sent_on=None, due_on=None, answered_on=None, answer_number="", outcome="", answer="", told_on=None,
    )  # fmt: skip


def made(*lines: SummaryLine) -> ProposalSummary:
    return ProposalSummary(Period.parse("2026-Q1"), FRAME, groups_of(lines, GROUPS, LEVELS))


def cells(summary: ProposalSummary) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(summary, "0")))[SHEET]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_by_group_then_by_level_in_the_order_of_their_lists_what_has_none_last() -> None:
    found = made(
        line("e"), line("d", "Kinh phí"), line("c", "Kinh phí", "Cấp tỉnh"), line("b", "Kinh phí", "Cấp xã", "B"),
        line("a", "Kinh phí", "Cấp xã", "A"), line("x", "Nhóm đã đóng", "Cấp xã"), line("0", "Cán bộ", "Cấp xã"),
    )  # fmt: skip
    shown = [
        (group.title, authority.title, [each.words for each in authority.lines])
        for group in found.groups
        for authority in group.authorities
    ]
    assert shown == [
        ("Cán bộ", "Cấp xã", ["0"]),
        ("Kinh phí", "Cấp xã", ["a", "b"]),
        ("Kinh phí", "Cấp tỉnh", ["c"]),
        ("Kinh phí", NO_LEVEL, ["d"]),
        ("Nhóm đã đóng", "Cấp xã", ["x"]),
        (NO_GROUP, NO_LEVEL, ["e"]),
    ]
    assert found.count == 7


@pytest.mark.parametrize(("style", "sign"), [(Style.PARTY, "-"), (Style.STATE, ".")])
def test_groups_are_numbered_as_the_style_of_the_office_does(style: Style, sign: str) -> None:
    frame = replace(FRAME, header=replace(HEADER, style=style))
    found = replace(made(line("a", "Cán bộ"), line("b", "Kinh phí")), frame=frame)
    shown = cells(found)
    assert {f"I{sign} Cán bộ: 1 kiến nghị", f"II{sign} Kinh phí: 1 kiến nghị"} <= set(shown)


def test_what_was_done_is_said_in_the_row() -> None:
    done = SummaryLine(
        words="Sửa cầu", asker="Ông Ba, Ấp 1", received_on=date(2026, 1, 5), turn=2, group="", level="",
        sent_to="Đảng ủy xã", sent_on=date(2026, 1, 9), due_on=date(2026, 2, 9), answered_on=date(2026, 2, 1),
        answer_number="12-CV/ĐU", outcome="Tiếp thu", answer="Làm trong quý II.", told_on=date(2026, 2, 3),
    )  # fmt: skip
    found = cells(made(done))
    for words in (
        "Sửa cầu\n(Lần thứ 2)", "Ông Ba, Ấp 1\nngày 05/01/2026", "Đảng ủy xã\nngày 09/01/2026\nhạn trả lời 09/02/2026",
        "Tiếp thu:\nLàm trong quý II.\n(12-CV/ĐU ngày 01/02/2026)", "03/02/2026",
    ):  # fmt: skip
        assert words in found
    assert "Chưa chuyển" in cells(made(line("Việc mới")))


def test_a_period_without_any_says_so() -> None:
    assert "Trong kỳ sổ không ghi kiến nghị nào." in cells(made())


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=25)
@given(st.lists(st.tuples(words, st.sampled_from(["", *GROUPS]), st.sampled_from(["", *LEVELS])), max_size=12))
def test_any_words_make_a_book_that_opens_and_each_proposal_stands_in_it_once(
    lines: list[tuple[str, str, str]],
) -> None:
    found = made(*(line(f"KN{place}K {text}", group, level) for place, (text, group, level) in enumerate(lines)))
    shown = cells(found)
    for place in range(len(lines)):
        assert sum(f"KN{place}K" in each for each in shown) == 1


rows = st.lists(st.tuples(st.floats(15, 120), st.booleans()), min_size=1, max_size=40)


@given(rows, st.floats(100, 200), st.floats(60, 130))
def test_no_heading_is_last_on_a_page_and_no_signature_stands_alone(
    heights: list[tuple[float, bool]], above: float, foot: float
) -> None:
    table = [TableRow(place, height, leads) for place, (height, leads) in enumerate(heights, 5)]
    table.append(TableRow(table[-1].place + 1, 30.0))
    breaks = page_breaks(table, above, foot)
    by_place = {row.place: row for row in table}
    assert breaks == sorted(set(breaks))
    assert all(not by_place[place - 1].leads for place in breaks)
    ends = [*breaks, table[-1].place + 1]
    for first, end in zip([table[0].place, *breaks], ends, strict=True):
        page = [row for row in table if first <= row.place < end]
        blocks = sum(not row.leads for row in page)
        used = sum(row.height for row in page) + (foot if end == ends[-1] else 0)
        begun = above if first == table[0].place else 31.0
        assert page
        assert blocks == 1 or used + begun <= ROOM
