import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.domain.numbers import (
    show_int,
    show_money,
    show_number,
    show_percent,
)
from dandan_desktop.domain.typed_numbers import read_int, read_money, read_number, read_percent
from tests.domain.test_dates import reason

DATA = Path(__file__).parents[1] / "data" / "number-format.json"
VECTORS: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
whole = st.integers(-(10**15) + 1, 10**15 - 1)


@pytest.mark.parametrize("value, shown", VECTORS["format"].items())
def test_numbers_are_shown_as_the_vectors(value: str, shown: str) -> None:
    if value.endswith("%"):
        assert show_percent(float(value[:-1])) == shown
    else:
        assert show_number(Decimal(value)) == shown


@pytest.mark.parametrize("case", VECTORS["parse_tests"], ids=lambda case: ascii(case["input"]))
def test_numbers_are_read_as_the_vectors(case: dict[str, Any]) -> None:
    typed = case["input"]
    if "error" in case["expect"]:
        with pytest.raises(ValueError, match="không phải là số"):
            read_number(typed)
    elif "đ" in typed or "₫" in typed:
        assert read_money(typed) == case["expect"]["value"]
    else:
        assert float(read_number(typed)) == case["expect"]["value"]


@pytest.mark.parametrize(
    "typed, value",
    [
        ("0", 0),
        ("1.234.567", 1234567),
        ("1234567", 1234567),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        (" -1.500 ", -1500),
        ("−5", -5),
        ("- 5", -5),
        ("12,0", 12),
        ("007", 7),
        ("999999999999999", 999999999999999),
    ],
)
def test_whole_numbers(typed: str, value: int) -> None:
    assert read_int(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "abc",
        "12,5",
        "1.23",
        "1.234.56",
        "1234.567.890",
        "0.500",
        "12 34",
        "1e5",
        "--5",
        "+5",
        "NaN",
        "5 người",
        "1000000000000000",
        "1" * 5000,
        "٣",
    ],
)
def test_what_is_no_whole_number_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(ValueError, match=r"[.]$") as refused:
        read_int(typed)
    assert len(str(refused.value)) < 120


@given(whole)
def test_a_shown_number_is_read_back(value: int) -> None:
    assert read_int(show_int(value)) == value
    assert read_money(show_money(value)) == value
    assert read_money(show_money(value, bound=True)) == value
    assert show_number(value) == show_int(value)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_shown_fraction_is_read_back(value: Decimal) -> None:
    assert read_percent(show_percent(value)) == value


@given(st.text())
def test_reading_gives_a_number_or_a_reason(typed: str) -> None:
    for read in (read_number, read_int, read_money, read_percent):
        assert reason(read, typed)[-1:] in {"", "."}


@pytest.mark.parametrize(
    "value, places, shown",
    [
        (0, 2, "0"),
        (-0.001, 2, "0"),
        (0.125, 2, "0,13"),
        (-2.5, 0, "-3"),
        (100.0, 2, "100"),
        (1234.5, 1, "1.234,5"),
        (12.05, 2, "12,05"),
    ],
)
def test_decimals_are_rounded_and_never_idle(value: float, places: int, shown: str) -> None:
    assert show_number(value, places) == shown


def test_money() -> None:
    assert show_money(1250000) == "1.250.000 đồng"
    assert show_money(5, bound=True) == "5\u00a0đồng"
    assert [read_money(typed) for typed in ("1.250.000 đồng", "5 VND", "-7₫")] == [1250000, 5, -7]


def test_percents() -> None:
    assert show_percent(Decimal("33.333"), 1) == "33,3%"
    assert read_percent("12,5 %") == Decimal("12.5")
