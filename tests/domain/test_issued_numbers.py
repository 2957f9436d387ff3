"""Reading a number a clerk typed, the gaps of a series, and dates that run backwards."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.issued_numbers import (
    Taken,
    Term,
    day_findings,
    gaps,
    next_number,
    read_number,
    shown,
    term_findings,
    title_of,
)  # fmt: skip

PARTY, STATE, LETTER = "{}-BB/BDVHU", "{}/BB-MTTQ-BTT", "{}/MTTQ-BTT"


@pytest.mark.parametrize("pattern", [PARTY, STATE, LETTER])
@given(number=st.integers(1, 99_999), proposed=st.integers(1, 99_999))
def test_a_number_is_read_bare_or_as_its_paper_prints_it(pattern: str, number: int, proposed: int) -> None:
    printed = pattern.format(shown(proposed))
    for typed in (
        str(number), shown(number), f" {number} ", pattern.format(shown(number)), pattern.format(number).lower(),
        f"Số {pattern.format(number)}", f"số: {pattern.format(shown(number))}",
    ):  # fmt: skip
        assert read_number(typed, printed, proposed) == number, typed


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "00",
        "-3",
        "12a",
        "1.200",
        "1 2",
        "123456",
        "12-TB/BDVHU",
        "12-BB/HU",
        "12/BB-BDVHU",
        "mười hai",
        "１２",
        "",
    ],
)
def test_what_is_outside_the_pattern_is_no_number(typed: str) -> None:
    assert read_number(typed, PARTY.format("13"), 13) is None


@given(st.sets(st.integers(1, 60)))
def test_gaps_are_all_numbers_between_that_nobody_gave(taken: set[int]) -> None:
    wanted = [n for n in range(1, 61) if taken and min(taken) < n < max(taken) and n not in taken]
    runs = gaps(taken)
    assert [n for first, last in runs for n in range(first, last + 1)] == wanted
    assert all(second[0] - first[1] > 1 for first, second in pairwise(runs)), "runs are whole"
    assert next_number(taken) == max(taken, default=0) + 1


def test_dates_that_run_backwards_are_told_with_the_number_they_pass() -> None:
    known = [Taken(1, date(2026, 1, 5)), Taken(2, date(2026, 3, 1)), Taken(5, date(2026, 4, 1))]
    assert day_findings(6, date(2026, 4, 1), known) == []
    assert day_findings(3, date(2026, 3, 20), known) == []
    (early,) = day_findings(6, date(2026, 3, 31), known)
    assert (early.text, early.blocks) == ("Ngày này sớm hơn ngày của số 05 (01/04/2026).", False)
    (late,) = day_findings(3, date(2026, 4, 2), known)
    assert (late.text, late.blocks) == ("Ngày này muộn hơn ngày của số 05 (01/04/2026).", False)
    assert day_findings(1, date(2026, 1, 1), []) == []


def test_a_term_ends_after_it_begins() -> None:
    term = Term(name="khóa I", body_id=BodyId(1), valid_from=date(2025, 7, 1), valid_to=date(2025, 6, 30))
    assert [each.name for each in term_findings(term)] == ["valid_to"]


@pytest.mark.parametrize(
    ("paper", "sitting", "told"),
    [
        ("TB", "Hội nghị giao ban quý I năm 2026", "Thông báo kết luận hội nghị giao ban quý I năm 2026"),
        ("KL", "Họp xét mô hình\nnăm 2026", "Kết luận họp xét mô hình năm 2026"),
        ("BB", "Thường trực Huyện ủy giao ban", "Biên bản: Thường trực Huyện ủy giao ban"),
        ("TB", "Giao ban quý I năm 2026", "Thông báo kết luận giao ban quý I năm 2026"),
        ("GM", "Sơ kết 6 tháng", "Giấy mời: Sơ kết 6 tháng"),
        ("CTr", "Buổi làm việc với xã", "Chương trình buổi làm việc với xã"),
        ("BB", "Biên bản kiểm phiếu", "Biên bản kiểm phiếu"),
        ("BB", "Họpmặt", "Biên bản: Họpmặt"),
    ],
)
def test_a_number_tells_what_its_paper_is(paper: str, sitting: str, told: str) -> None:
    assert title_of(paper, "Chương trình", sitting) == told
