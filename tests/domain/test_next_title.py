"""Words that name periods, moved on; everything else stays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.next_title import moved
from dandan_desktop.domain.periods import Kind, Period

QUARTER = {"2021-Q1": "2021-Q2", "2021-Q2": "2021-Q3"}
AUTUMN = {"2021-Q3": "2021-Q4", "2021-Q4": "2022-Q1"}
HALF = {"2021-6T": "2022-6T", "2021-N": "2022-N"}
YEAR = {"2020-N": "2021-N", "2021-N": "2022-N"}


@pytest.mark.parametrize(
    ("moves", "words", "now"),
    [
        (QUARTER, "Giao ban quý I năm 2021", "Giao ban quý II năm 2021"),
        (QUARTER, "GIAO BAN QUÝ I/2021", "GIAO BAN QUÝ II/2021"),
        (QUARTER, "Giao ban quý 1-2021", "Giao ban quý 2-2021"),
        (QUARTER, "Kết quả quý I, nhiệm vụ quý II năm 2021", "Kết quả quý II, nhiệm vụ quý III năm 2021"),
        (AUTUMN, "Kết quả quý III, nhiệm vụ quý IV năm 2021", "Kết quả quý IV năm 2021, nhiệm vụ quý I năm 2022"),
        (HALF, "Sơ kết 6 tháng đầu năm 2021, nhiệm vụ năm 2021", "Sơ kết 6 tháng đầu năm 2022, nhiệm vụ năm 2022"),
        (HALF, "Sơ kết sáu tháng năm 2021", "Sơ kết sáu tháng năm 2022"),
        (YEAR, "Làm việc về kết quả năm 2020, phương hướng năm 2021",
         "Làm việc về kết quả năm 2021, phương hướng năm 2022"),
        ({"2026-M05": "2026-M06"}, "Giao ban tháng 05/2026", "Giao ban tháng 06/2026"),
        ({"2026-M12": "2027-M01"}, "Giao ban tháng 12 năm 2026", "Giao ban tháng 01 năm 2027"),
        ({"2026-M02": "2026-M03"}, "Giao ban tháng 02 năm 2026", "Giao ban tháng 3 năm 2026"),
        ({"2026-6T": "2026-N"}, "Họp Ban Chỉ đạo 6 tháng đầu năm 2026", "Họp Ban Chỉ đạo năm 2026"),
        ({"2021-9T": "2022-9T"}, "Kết quả 9 tháng đầu năm 2021", "Kết quả 9 tháng đầu năm 2022"),
    ],
)  # fmt: skip
def test_a_period_is_named_as_the_next_one_is(moves: dict[str, str], words: str, now: str) -> None:
    assert moved(words, moves) == now


@pytest.mark.parametrize(
    "words",
    [
        "Giao ban công tác dân vận", "Nhiệm kỳ năm 2021-2026", "quý III năm 2021", "Công quý", "ngày 02/4/2021",
        "quý I năm 2020", "tháng 3 năm 2021", "lần thứ I",
    ],
)  # fmt: skip
def test_other_words_stay(words: str) -> None:
    assert moved(words, QUARTER) == words


def test_a_number_without_a_year_that_fits_twice_stays() -> None:
    both = {"2020-Q4": "2021-Q1", "2021-Q4": "2022-Q1"}
    assert moved("So sánh quý IV", both) == "So sánh quý IV"


@given(st.sampled_from(list(Kind)), st.dates(date(2000, 1, 1), date(2098, 12, 31)), st.text(max_size=20))
def test_whatever_a_period_is_called_it_is_moved_and_nothing_else(kind: Kind, day: date, words: str) -> None:
    period = Period.of(kind, day)
    frame = words.replace("năm", "").replace("quý", "").replace("tháng", "").rstrip("69 ")
    now = moved(f"{frame}. {period.name} .", {period.code: period.next().code})
    assert now == f"{frame}. {period.next().name} ."
