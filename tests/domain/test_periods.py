from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.periods import Kind, Period, read_period

days = st.dates(date(1945, 1, 1), date(2100, 12, 31))
kinds = st.sampled_from(Kind)


@pytest.mark.parametrize(
    "code, first, last, kind, name",
    [
        ("2021-N", date(2021, 1, 1), date(2021, 12, 31), Kind.YEAR, "năm 2021"),
        ("2021-9T", date(2021, 1, 1), date(2021, 9, 30), Kind.NINE, "9 tháng đầu năm 2021"),
        ("2021-6T", date(2021, 1, 1), date(2021, 6, 30), Kind.SIX, "6 tháng đầu năm 2021"),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31), Kind.QUARTER, "quý I năm 2021"),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31), Kind.QUARTER, "quý IV năm 2021"),
        ("2024-M02", date(2024, 2, 1), date(2024, 2, 29), Kind.MONTH, "tháng 02 năm 2024"),
        ("2021-M05", date(2021, 5, 1), date(2021, 5, 31), Kind.MONTH, "tháng 5 năm 2021"),
        ("2021-M12", date(2021, 12, 1), date(2021, 12, 31), Kind.MONTH, "tháng 12 năm 2021"),
    ],
)
def test_codes(code: str, first: date, last: date, kind: Kind, name: str) -> None:
    period = Period.parse(code)
    assert period == Period(code, first, last, kind)
    assert period.name == name


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2024-N", "Năm 2024"),
        ("2024-6T", "6 tháng đầu năm 2024"),
        ("2024-Q1", "Quý I/2024"),
        ("2021-M05", "Tháng 5/2021"),
        ("2021-M02", "Tháng 02/2021"),
    ],
)
def test_words_of_the_screen(code: str, words: str) -> None:
    assert Period.parse(code).words == words


@given(kinds, days)
def test_what_names_a_period_is_read_as_that_period(kind: Kind, day: date) -> None:
    period = Period.of(kind, day)
    for typed in (period.code, period.words, period.name, period.name.upper(), f" {period.words} "):
        assert read_period(typed) == period


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2024", "2024-N"),
        ("6 tháng 2024", "2024-6T"),
        ("9T/2024", "2024-9T"),
        ("q3/2024", "2024-Q3"),
        ("quí 2 2024", "2024-Q2"),
        ("Quý IV năm 2024", "2024-Q4"),
        ("5/2021", "2021-M05"),
        ("t12/2021", "2021-M12"),
        ("2024-m05", "2024-M05"),
    ],
)
def test_short_ways_to_type_a_period(typed: str, code: str) -> None:
    assert read_period(typed).code == code


@pytest.mark.parametrize(
    "typed",
    ["", "24", "52024", "13/2024", "quý 5/2024", "quý V/2024", "6 tháng cuối năm 2024", "hai năm tới", "năm 1900"],
)
def test_other_words_name_no_period(typed: str) -> None:
    with pytest.raises(ValueError, match="Không có kỳ báo cáo"):
        read_period(typed)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2021",
        "2021-n",
        "2021-N1",
        "2021-6T1",
        "2021-Q0",
        "2021-Q5",
        "2021-Q",
        "2021-Q01",
        "2021-M5",
        "2021-M00",
        "2021-M13",
        "2021-H1",
        "2021-N ",
        "2021-N\n",
        "1944-N",
        "2101-M01",
        "٢٠٢١-N",
    ],
)
def test_any_other_code_is_refused_with_a_reason(code: str) -> None:
    with pytest.raises(ValueError, match="Không có kỳ báo cáo"):
        Period.parse(code)


@given(st.text())
def test_a_code_is_a_period_or_a_reason(code: str) -> None:
    with pytest.raises(ValueError, match="Không có kỳ báo cáo"):
        Period.parse(code)


@given(kinds, days)
def test_a_period_comes_back_from_its_code(kind: Kind, day: date) -> None:
    period = Period.of(kind, day)
    assert Period.parse(period.code) == period
    assert period.kind is kind
    assert period.first.year == day.year


@given(kinds, st.dates(date(1946, 1, 1), date(2099, 12, 31)))
def test_next_and_previous_undo_each_other(kind: Kind, day: date) -> None:
    period = Period.of(kind, day)
    assert period.next().previous() == period == period.previous().next()
    if kind in {Kind.YEAR, Kind.QUARTER, Kind.MONTH}:
        assert period.next().first == period.last + timedelta(days=1)
        assert period.first - timedelta(days=1) in period.previous()
    else:
        assert period.next().first.year == day.year + 1


@pytest.mark.parametrize(
    "code, following",
    [("2021-Q4", "2022-Q1"), ("2021-M12", "2022-M01"), ("2021-6T", "2022-6T"), ("2021-M09", "2021-M10")],
)
def test_next(code: str, following: str) -> None:
    assert Period.parse(code).next().code == following


def test_there_is_nothing_beyond_the_first_and_last_year() -> None:
    with pytest.raises(ValueError, match="1944-Q4"):
        Period.parse("1945-Q1").previous()
    with pytest.raises(ValueError, match="2101-N"):
        Period.parse("2100-N").next()


@given(days)
def test_quarters_and_months_part_the_year_without_gap(day: date) -> None:
    for kind in (Kind.QUARTER, Kind.MONTH):
        holding = [each for each in whole_year(kind, day.year) if day in each]
        assert holding == [Period.of(kind, day)]


def whole_year(kind: Kind, year: int) -> list[Period]:
    return sorted({Period.of(kind, date(year, month, 1)) for month in range(1, 13)}, key=lambda each: each.first)


def test_six_months_are_two_quarters_and_a_year_four() -> None:
    quarters = whole_year(Kind.QUARTER, 2026)
    six, year = Period.parse("2026-6T"), Period.parse("2026-N")
    assert (six.first, six.last) == (quarters[0].first, quarters[1].last)
    assert (year.first, year.last) == (quarters[0].first, quarters[3].last)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 12, 1), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 8, 15), date(2026, 8, 15)),
        (date(2026, 6, 30), date(2026, 7, 1)),
    ],
)
def test_figures_are_as_of_the_last_day_or_of_today_while_it_runs(today: date, day: date) -> None:
    assert Period.parse("2026-Q3").reached(today) == day
