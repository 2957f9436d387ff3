"""The bodies a register begins with, made from the patterns of the catalogue."""

from dandan_desktop.db.birth import catalogue
from dandan_desktop.db.seed import bodies_of

CATALOGUE = catalogue()
BODIES = bodies_of(CATALOGUE)
BODY = {body["key"]: body for body in BODIES}
COMMUNES = [unit for unit in CATALOGUE["units"] if unit["level"] == "xa" and unit["valid_to"] is None]
OF_A_COMMUNE = ("DANG_UY_XA", "BCH_CAP_UY", "BTV_CAP_UY", "TT_CAP_UY", "VP_CAP_UY", "BAN_XDD", "UBKT")


def test_every_commune_of_today_has_its_committee_with_all_that_stands_under_it() -> None:
    for unit in COMMUNES:
        there = {body["kind"]: body for body in BODIES if body["unit"] == unit["key"]}
        assert {*OF_A_COMMUNE, "HDND", "UBND", "MTTQ", "LDLD", "HND", "DTN", "HPN", "CCB"} == set(there)
        committee = there["DANG_UY_XA"]
        assert BODY[committee["parent"]]["name"] == "Tỉnh ủy Đồng Tháp"
        assert {there[kind]["parent"] for kind in OF_A_COMMUNE[1:]} == {committee["key"]}
        assert committee["valid_from"] == there["UBND"]["valid_from"] == "2025-07-01"


def test_a_commune_of_the_past_had_a_committee_and_none_of_the_boards_that_came_after_it() -> None:
    there = {body["kind"]: body for body in BODIES if body["unit"] == "30193"}  # xã Bình Thành, huyện Lấp Vò
    assert there["DANG_UY_XA"]["header_upper"] == "ĐẢNG BỘ HUYỆN LẤP VÒ"
    assert BODY[there["DANG_UY_XA"]["parent"]]["name"] == "Huyện ủy Lấp Vò"
    assert set(OF_A_COMMUNE) & set(there) == {"DANG_UY_XA"}
    assert there["UBND"]["valid_to"] == there["DANG_UY_XA"]["valid_to"] == "2025-06-30"
