"""Names taken out of words somebody typed freely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.text import fold, tidy_prose
from dandan_desktop.domain.unnamed import SOMEBODY, unnamer

NAMES = ["Nguyễn Văn An", "Nguyễn Văn", "Trần Thị Lý", "Lan", "", "Đặng Hoà"]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("mở hồ sơ Nguyễn Văn An rồi", f"mở hồ sơ {SOMEBODY} rồi"),
        ("NGUYEN VAN AN", SOMEBODY),
        ("Nguyễn Văn\nAn", SOMEBODY),
        ("Nguyễn  Văn Bình", f"{SOMEBODY} Bình"),
        ("trần thị lí, đặng hòa", f"{SOMEBODY}, {SOMEBODY}"),
        ("Lan bấm Lưu", "Lan bấm Lưu"),
        ("Nguyễn văn2", f"{SOMEBODY}2"),
        ("(Trần Thị Lý)", f"({SOMEBODY})"),
        ("Trần Thị", "Trần Thị"),
    ],
)
def test_a_name_is_found_however_it_is_written(typed: str, left: str) -> None:
    assert unnamer(NAMES)(typed) == left


@given(st.text(max_size=60), st.sampled_from(NAMES[:3]), st.text(max_size=60))
def test_a_known_name_is_nowhere_left(before: str, name: str, after: str) -> None:
    left = unnamer(NAMES)(f"{before} {name.upper()} {after}")
    assert f" {fold(name)} " not in f" {fold(left)} "


@given(st.text(max_size=80))
def test_without_names_words_stay(words: str) -> None:
    assert unnamer([])(words) == tidy_prose(words)
