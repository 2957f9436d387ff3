"""What an office may write into a style of its own, and what is said of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_styles import PaperStyle, style_findings

PARTY = PaperStyle(
    name="Thể thức thử",
    base=Style.PARTY,
    top="ĐẢNG CỘNG SẢN VIỆT NAM",
    mark="*",
    number="Số [số]-[loại]/[ký hiệu]",
    letter="Số [số]/[ký hiệu]",
    left_signer="NGƯỜI GHI BIÊN BẢN",
    right_signer="CHỦ TRÌ HỘI NGHỊ",
)


def told(**changed: Any) -> list[tuple[str, bool]]:
    return [(each.name, each.blocks) for each in style_findings(replace(PARTY, **changed))]


def test_a_sound_style_is_not_remarked_upon() -> None:
    assert told() == []


@pytest.mark.parametrize(
    "number", ["12-BB/BDV", "Số [số]/[ký hiệu]", "[số][số]-[loại]/[ký hiệu]", "[số]-[loại]/[ký hiệu] [năm]", "[so]"]
)
def test_a_pattern_names_each_of_its_parts_once(number: str) -> None:
    assert told(number=number) == [("number", True)]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"letter": "Số [số]"}, "letter"),
        ({"left_margin": 2}, "left_margin"),
        ({"header_margin": 200}, "header_margin"),
        ({"points": 30}, "points"),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "valid_to"),
    ],
)
def test_what_no_page_can_bear_is_refused(changed: dict[str, Any], name: str) -> None:
    assert told(**changed) == [(name, True)]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"top": "Cộng hòa xã hội chủ nghĩa Việt Nam"}, "top"),
        ({"base": Style.STATE}, "top"),
    ],
)
def test_a_head_of_the_other_rule_is_told_and_allowed(changed: dict[str, Any], name: str) -> None:
    assert told(**changed) == [(name, False)]
