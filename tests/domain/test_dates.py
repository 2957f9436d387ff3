import calendar
import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.dates import (
    PartDate,
    days_in,
    long_date,
    paper_date,
    read_date,
    read_part_date,
    read_time,
    show_date,
    show_time,
)

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "dates.json").read_text("utf-8"))
TODAY = date(2026, 11, 22)
days = st.dates(date(1800, 1, 1), date(2100, 12, 31))


def expected(facts: dict[str, Any]) -> PartDate:
    if "date" in facts:
        return PartDate.parse(facts["date"])
    return PartDate(facts["year"], facts.get("month"))


@pytest.mark.parametrize("case", VECTORS["parse_tests"], ids=lambda case: ascii(case["input"]))
def test_what_clerks_type_for_a_birth(case: dict[str, Any]) -> None:
    if "error" in case["expect"]:
        with pytest.raises(ValueError, match=r"[.]$"):
            read_part_date(case["input"])
    else:
        assert read_part_date(case["input"]) == expected(case["expect"])


@pytest.mark.parametrize("stored, shown", VECTORS["format_tests"].items())
def test_papers_and_forms_show_the_vectors(stored: str, shown: dict[str, str]) -> None:
    day = date.fromisoformat(stored)
    assert (long_date(day), show_date(day)) == (shown["document"], shown["form"])


@pytest.mark.parametrize("month", range(1, 13))
def test_only_january_and_february_take_a_zero(month: int) -> None:
    figures = {1: "01", 2: "02"}.get(month, str(month))
    assert long_date(date(2026, month, 27)) == f"ngày 27 tháng {figures} năm 2026"
    assert paper_date(date(2026, month, 5)) == f"05/{figures}/2026"


def test_a_bound_date_has_no_blank_a_line_may_break_at() -> None:
    bound = long_date(date(2026, 2, 5), bound=True)
    assert bound == "ngày\u00a005\u00a0tháng\u00a002\u00a0năm\u00a02026"


@pytest.mark.parametrize(
    "typed",
    [
        "03/02/2026",
        "3/2/26",
        "3-2-2026",
        "3.2.2026",
        "3 2 2026",
        "03022026",
        "030226",
        "3/2",
        " 3 / 2 ",
        "2026-02-03",
        "Ngày 03 tháng 02 năm 2026",
    ],
)
def test_the_day_comes_first(typed: str) -> None:
    assert read_date(typed, TODAY) == date(2026, 2, 3)


@pytest.mark.parametrize(
    "typed, year", [("1/1/46", 2046), ("1/1/47", 1947), ("1/1/99", 1999), ("1/1/00", 2000), ("1/1/26", 2026)]
)
def test_a_year_of_two_figures_is_near_today(typed: str, year: int) -> None:
    assert read_date(typed, TODAY).year == year


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mai",
        "31/02/2026",
        "29/2",
        "02/13/2026",
        "0/2/2026",
        "1960",
        "02/1960",
        "2026-02",
        "ngày 5 năm 2026",
        "ngày 135 tháng 02 năm 2026",
        "1/1/0226",
        "1/1/2101",
        "1/1/202",
        "3/2/2026 và " + "x" * 500,
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(ValueError, match=r"[.]$") as refused:
        read_date(typed, TODAY)
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize("typed", ["3/2", "5/00/1960", "ngày 5 năm 1960", "021960", "1799", "1960.5"])
def test_what_is_no_birth_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(ValueError, match=r"[.]$"):
        read_part_date(typed)


@given(days)
def test_a_shown_day_is_read_back(day: date) -> None:
    assert read_date(show_date(day), TODAY) == day
    assert read_date(long_date(day, bound=True), TODAY) == day
    assert read_part_date(show_date(day)).first == day


@given(st.text())
def test_reading_gives_a_value_or_a_reason(typed: str) -> None:
    for read in (lambda text: read_date(text, TODAY), read_part_date, read_time, PartDate.parse):
        assert reason(read, typed)[-1:] in {"", "."}


def reason(read: Callable[[str], object], typed: str) -> str:
    try:
        read(typed)
    except ValueError as error:
        return str(error)
    return ""


@given(days, st.sampled_from([4, 7, 10]))
def test_a_stored_date_comes_back_and_bounds_its_days(day: date, length: int) -> None:
    stored = day.isoformat()[:length]
    part = PartDate.parse(stored)
    assert str(part) == stored
    assert part.first <= day <= part.last
    assert read_part_date(part.shown) == part


@pytest.mark.parametrize(
    "stored, shown, first, last",
    [
        ("1990", "1990", date(1990, 1, 1), date(1990, 12, 31)),
        ("1992-02", "02/1992", date(1992, 2, 1), date(1992, 2, 29)),
        ("1990-05-17", "17/05/1990", date(1990, 5, 17), date(1990, 5, 17)),
    ],
)
def test_a_part_date_shows_what_is_known(stored: str, shown: str, first: date, last: date) -> None:
    part = PartDate.parse(stored)
    assert (part.shown, part.first, part.last) == (shown, first, last)


@pytest.mark.parametrize(
    "stored",
    ["", "90", "1990-5", "1990-13", "1990-00", "1990-02-30", "1990-05-00", "0000", "1990-05-17 ", "١٩٩٠"],
)
def test_only_the_stored_form_is_parsed(stored: str) -> None:
    with pytest.raises(ValueError, match=r"[.]$"):
        PartDate.parse(stored)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="tháng"):
        PartDate(1990, None, 5)


def test_part_dates_are_in_order_the_vaguer_first() -> None:
    stored = ["0990", "1989-12-31", "1990", "1990-05", "1990-05-17", "1990-06", "1991"]
    parts = [PartDate.parse(each) for each in stored]
    assert sorted([*parts[1::2], *parts[::2]]) == parts
    assert parts[0] <= parts[0]
    assert parts[-1] > parts[0]


def test_a_part_date_is_not_compared_with_other_things() -> None:
    with pytest.raises(TypeError):
        assert PartDate(1990) < "1990"


@pytest.mark.parametrize(
    "typed, read",
    [
        ("8h", time(8)),
        ("8", time(8)),
        ("08:00", time(8)),
        ("08:00:00", time(8)),
        ("8 giờ", time(8)),
        ("8 GIỜ 30", time(8, 30)),
        ("8 giờ 30 phút", time(8, 30)),
        ("8h30", time(8, 30)),
        ("8g30'", time(8, 30)),
        ("0830", time(8, 30)),
        ("830", time(8, 30)),
        ("23:59", time(23, 59)),
        ("0h", time(0)),
    ],
)
def test_times_clerks_type(typed: str, read: time) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize("typed", ["", "24h", "8:60", "2460", "8h5", "sáng", "12345", "8:00:30"])
def test_what_is_no_time_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(ValueError, match=r"[.]$"):
        read_time(typed)


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_a_shown_time_is_read_back(moment: time) -> None:
    assert read_time(show_time(moment)) == moment


def test_minutes_are_padded() -> None:
    assert show_time(time(8)) == "08 giờ 00"


@pytest.mark.parametrize(
    ("born", "years"),
    [("1990", 36), ("1990-11", 36), ("1990-11-22", 36), ("1990-11-23", 35), ("1990-12", 35), ("2026", 0)],
)
def test_years_are_whole_ones(born: str, years: int) -> None:
    assert PartDate.parse(born).years_on(date(2026, 11, 22)) == years


def test_every_month_has_the_days_the_calendar_gives_it() -> None:
    every = [(year, month) for year in (1900, 2000, 2023, 2024, 9999) for month in range(1, 13)]
    assert [days_in(*each) for each in every] == [calendar.monthrange(*each)[1] for each in every]
