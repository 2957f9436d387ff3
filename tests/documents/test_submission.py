"""The tờ trình of proposals: its greeting by the style of the day, its counts that add up, no value lost."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.documents.paper import submission_docx
from dandan_desktop.documents.submission_content import submission_page
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_signing import Submission
from dandan_desktop.domain.papers import Header
from dandan_desktop.domain.proposal_summary import ProposalSummary, SummaryLine
from tests.documents.test_proposal_summary import FRAME, HEADER, line, made
from tests.domain.test_paper_styles import PARTY

FACTS = Submission(
    number="07", dated_on=date(2026, 4, 2), to="Thường trực Đảng ủy xã Bình An", authority="TRƯỞNG BAN",
    signer="Phan Thị Mai",
)  # fmt: skip
SENT, DUE = date(2026, 3, 5), date(2026, 3, 20)


def printed(summary: ProposalSummary, header: Header = HEADER, facts: Submission = FACTS) -> list[str]:
    return [each.text for each in all_lines(blocks(submission_docx(summary, header, facts))) if each.text.strip()]


def waiting(words: str) -> SummaryLine:
    return replace(line(words, "Kinh phí", "Cấp xã", "Ủy ban nhân dân xã"), sent_on=SENT, due_on=DUE)


def test_what_it_says_of_a_quarter() -> None:
    answered = replace(line("Sửa cầu", "Kinh phí", "Cấp xã"), sent_on=SENT, answered_on=date(2026, 3, 9))
    found = printed(made(answered, waiting("Làm đường vào ấp"), line("Thêm cán bộ", "Cán bộ")))
    assert "TỜ TRÌNH" in found
    assert "Số 07-TTr/BXDĐ" in found
    assert "Kính trình: Thường trực Đảng ủy xã Bình An" in found
    told = "\n".join(found)
    assert "03 kiến nghị nhận trong quý I năm 2026" in told
    assert "đã trả lời 01, đã chuyển chưa trả lời 01, chưa chuyển 01." in told
    assert "- Kinh phí: 02 kiến nghị, đã trả lời 01, đã chuyển chưa trả lời 01." in found
    assert "Có 01 kiến nghị đã quá hạn trả lời:" in found
    assert "- Làm đường vào ấp (Ủy ban nhân dân xã, hạn 20/3/2026)." in found
    assert "Phan Thị Mai" in found


def test_nothing_overdue_leaves_no_heading_behind() -> None:
    assert not [each for each in printed(made(line("Thêm cán bộ"))) if "quá hạn" in each]


@pytest.mark.parametrize("style", Style)
def test_every_style_has_it_and_before_2026_it_is_greeted_as_then(style: Style) -> None:
    header = replace(HEADER, style=style)
    greeting = "Kính trình" if style is Style.PARTY else "Kính gửi"
    assert f"{greeting}: {FACTS.to}" in printed(made(waiting("Làm đường")), header)
    old = replace(HEADER, look=replace(PARTY, greeting="Kính gửi"))
    assert f"Kính gửi: {FACTS.to}" in printed(made(waiting("Làm đường")), old)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda words, sent, due, answered: replace(
                line(words, "Kinh phí", "", "Ủy ban"),
                sent_on=SENT if sent else None,
                due_on=DUE if due else None,
                answered_on=SENT if answered else None,
            ),
            st.text("aăâđêôơư &<>\"'{}%", min_size=1, max_size=60).filter(str.strip),
            st.booleans(),
            st.booleans(),
            st.booleans(),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_its_counts_add_up_and_every_late_one_is_named(found: list[SummaryLine]) -> None:
    summary = made(*found)
    page = submission_page(summary, HEADER, FACTS)
    counts = [int(each) for each in re.findall(r"(?:trả lời|chuyển) (\d+)", page["opening"])]
    assert sum(counts) == summary.count == len(found)
    late = [each for each in found if each.due_on and not each.answered_on and each.due_on < FRAME.issued]
    assert len(page["waiting"]) == len(late)
    lines = printed(summary)
    for each in page["waiting"]:
        assert f"- {each}" in lines
