"""The shipped catalogue files agree with the official counts, with each other and with the real meetings."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db.birth import catalogue
from dandan_desktop.db.seed import bodies_of

CATALOGUE = Path(__file__).parents[2] / "resources" / "catalogue"
FILES = ("units.json", "unit_successions.json", "codes.json", "bodies.json")

COMMUNES_OF_OLD_DISTRICTS = {
    "866": ("Thành phố Cao Lãnh", 13),
    "867": ("Thành phố Sa Đéc", 9),
    "868": ("Thành phố Hồng Ngự", 7),
    "869": ("Huyện Tân Hồng", 9),
    "870": ("Huyện Hồng Ngự", 10),
    "871": ("Huyện Tam Nông", 12),
    "872": ("Huyện Tháp Mười", 13),
    "873": ("Huyện Cao Lãnh", 18),
    "874": ("Huyện Thanh Bình", 13),
    "875": ("Huyện Lấp Vò", 13),
    "876": ("Huyện Lai Vung", 12),
    "877": ("Huyện Châu Thành", 12),
}
LAP_VO = [
    ("30169", "Thị trấn Lấp Vò", "30169@2025", "Xã Lấp Vò"),
    ("30172", "Xã Mỹ An Hưng A", "30178@2025", "Xã Mỹ An Hưng"),
    ("30175", "Xã Tân Mỹ", "30178@2025", "Xã Mỹ An Hưng"),
    ("30178", "Xã Mỹ An Hưng B", "30178@2025", "Xã Mỹ An Hưng"),
    ("30181", "Xã Tân Khánh Trung", "30184@2025", "Xã Tân Khánh Trung"),
    ("30184", "Xã Long Hưng A", "30184@2025", "Xã Tân Khánh Trung"),
    ("30187", "Xã Vĩnh Thạnh", "30169@2025", "Xã Lấp Vò"),
    ("30190", "Xã Long Hưng B", "30184@2025", "Xã Tân Khánh Trung"),
    ("30193", "Xã Bình Thành", "30169@2025", "Xã Lấp Vò"),
    ("30196", "Xã Định An", "30226@2025", "Xã Lai Vung"),
    ("30199", "Xã Định Yên", "30226@2025", "Xã Lai Vung"),
    ("30202", "Xã Hội An Đông", "30178@2025", "Xã Mỹ An Hưng"),
    ("30205", "Xã Bình Thạnh Trung", "30169@2025", "Xã Lấp Vò"),
]
SPLIT = {
    "29995": {"29992@2025", "30154@2025"},
    "30079": {"30025@2025", "30088@2025"},
    "30157": {"30130@2025", "30157@2025"},
}
TYPE_WORDS = {
    "tinh": "Tỉnh",
    "thanh_pho": "Thành phố",
    "thi_xa": "Thị xã",
    "huyen": "Huyện",
    "xa": "Xã",
    "phuong": "Phường",
    "thi_tran": "Thị trấn",
}
CONVENERS = [
    ("Ban Dân vận Tỉnh ủy Đồng Tháp", "2020-07-03", "BDVTU", "BAN DÂN VẬN"),
    ("Ban Thường vụ Tỉnh ủy Đồng Tháp", "2023-02-06", "TU", "TỈNH ỦY ĐỒNG THÁP"),
    ("Ban Thường vụ Huyện ủy Lấp Vò", "2021-01-20", "HU", "HUYỆN ỦY LẤP VÒ"),
]
OF_A_COMMUNE = ("DANG_UY_XA", "BCH_CAP_UY", "BTV_CAP_UY", "TT_CAP_UY", "VP_CAP_UY", "BAN_XDD", "UBKT")
EARLIEST, LATEST = "0001-01-01", "9999-12-31"


Row = dict[str, Any]


def _rows(name: str) -> list[Row]:
    rows: list[Row] = json.loads((CATALOGUE / name).read_text(encoding="utf-8"))
    return rows


def _lists(name: str) -> dict[str, list[Row]]:
    lists: dict[str, list[Row]] = json.loads((CATALOGUE / name).read_text(encoding="utf-8"))
    return lists


UNITS = _rows("units.json")
SUCCESSIONS = _rows("unit_successions.json")
CODES = _lists("codes.json")
WRITTEN_OUT, PATTERNS, BODY_SUCCESSIONS = _lists("bodies.json").values()
BODIES = bodies_of(catalogue())
UNIT = {unit["key"]: unit for unit in UNITS}
BODY = {body["key"]: body for body in BODIES}


def _communes(*, new: bool) -> list[Row]:
    return [unit for unit in UNITS if unit["level"] == "xa" and (unit["valid_from"] is not None) is new]


def _is_valid(row: Row, day: str) -> bool:
    first, last = row["valid_from"] or EARLIEST, row["valid_to"] or LATEST
    return bool(first <= day <= last)


def _successors(key: str) -> set[str]:
    return {row["to"] for row in SUCCESSIONS if row["from"] == key}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(name)
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_composed_and_tidy(name: str) -> None:
    for text in _texts(json.loads((CATALOGUE / name).read_text(encoding="utf-8"))):
        assert unicodedata.is_normalized("NFC", text), text
        assert "  " not in text, text
        assert text == text.strip(), text


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_one_object_per_line_and_no_escapes(name: str) -> None:
    raw = (CATALOGUE / name).read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert b"\\u" not in raw
    for line in raw.decode("utf-8").splitlines():
        if line.lstrip().startswith("{") and len(line.strip()) > 1:
            assert isinstance(json.loads(line.strip().removesuffix(",")), dict), line


def test_the_old_districts_have_the_official_number_of_communes() -> None:
    counted = Counter(unit["parent"] for unit in _communes(new=False))
    assert counted == {code: number for code, (_, number) in COMMUNES_OF_OLD_DISTRICTS.items()}
    assert counted.total() == 141
    for code, (name, _) in COMMUNES_OF_OLD_DISTRICTS.items():
        assert (UNIT[code]["name"], UNIT[code]["parent"], UNIT[code]["level"]) == (name, "87", "huyen")


def test_old_tien_giang_has_its_eleven_districts() -> None:
    districts = [unit["code"] for unit in UNITS if unit["parent"] == "82"]
    assert districts == [str(code) for code in range(815, 826)]
    assert {UNIT[code]["level"] for code in districts} == {"huyen"}


def test_the_new_province_has_82_communes_and_20_wards() -> None:
    new = _communes(new=True)
    assert Counter(unit["kind"] for unit in new) == {"xa": 82, "phuong": 20}
    assert {unit["parent"] for unit in new} == {"82@2025"}
    assert UNIT["82@2025"]["name"] == "Tỉnh Đồng Tháp"


def test_45_new_communes_come_from_old_dong_thap() -> None:
    communes = {unit["key"] for unit in _communes(new=True)}
    fed = {row["to"] for row in SUCCESSIONS} - {"82@2025"}
    assert len(fed) == 45
    assert fed <= communes
    assert len(communes - fed) == 57


def test_keys_are_unique_and_follow_the_code() -> None:
    assert len(UNIT) == len(UNITS)
    assert len(BODY) == len(BODIES)
    for unit in UNITS:
        suffix = "" if unit["valid_from"] is None else "@2025"
        assert unit["key"] == unit["code"] + suffix


def test_names_begin_with_the_word_of_their_kind() -> None:
    for unit in UNITS:
        assert unit["name"].startswith(TYPE_WORDS[unit["kind"]] + " "), unit["name"]
    assert set(TYPE_WORDS) == {row["code"] for row in CODES["unit_kinds"]}


def test_every_unit_but_a_province_lies_in_a_unit_of_its_time_one_level_up() -> None:
    above = {"huyen": "tinh", "xa": "huyen"}
    for unit in UNITS:
        if unit["level"] == "tinh":
            assert unit["parent"] is None
            continue
        assert unit["parent"] is not None, unit["name"]
        parent = UNIT[unit["parent"]]
        assert (parent["valid_from"], parent["valid_to"]) == (unit["valid_from"], unit["valid_to"])
        assert parent["level"] == ("tinh" if unit["valid_from"] else above[unit["level"]])


def test_old_units_end_and_new_ones_begin_at_the_turn_of_the_half_year() -> None:
    spans = {(unit["valid_from"], unit["valid_to"]) for unit in UNITS}
    assert spans == {(None, "2025-06-30"), ("2025-07-01", None)}
    for unit in UNITS:
        province = unit["level"] == "tinh"
        assert unit["decision"] == f"Nghị quyết {'202/2025/QH15' if province else '1663/NQ-UBTVQH15'}"


def test_every_old_commune_has_a_successor_and_only_three_were_split() -> None:
    old = {unit["key"] for unit in _communes(new=False)}
    assert {row["from"] for row in SUCCESSIONS} == old | {"87", "82"}
    for key in old:
        rows = [row for row in SUCCESSIONS if row["from"] == key]
        assert {row["whole"] for row in rows} == {key not in SPLIT}
        assert len(rows) == (2 if key in SPLIT else 1)
    for key, parts in SPLIT.items():
        assert _successors(key) == parts


def test_both_old_provinces_become_the_new_one() -> None:
    for key in ("87", "82"):
        rows = [row for row in SUCCESSIONS if row["from"] == key]
        assert [(row["to"], row["whole"]) for row in rows] == [("82@2025", True)]


def test_a_successor_is_valid_the_day_after_its_source_ended() -> None:
    rows: list[tuple[Row, Row, Row]] = []
    rows += [(UNIT[row["from"]], UNIT[row["to"]], row) for row in SUCCESSIONS]
    rows += [(BODY[row["from"]], BODY[row["to"]], row) for row in BODY_SUCCESSIONS]
    assert len(rows) == len(SUCCESSIONS) + len(BODY_SUCCESSIONS)
    for source, target, row in rows:
        assert source["valid_to"] is not None
        day_after = (date.fromisoformat(source["valid_to"]) + timedelta(days=1)).isoformat()
        assert row["on"] == day_after
        assert _is_valid(target, day_after)
        assert not _is_valid(source, day_after)


def test_lap_vo_is_exactly_as_published() -> None:
    shipped = [
        (unit["code"], unit["name"], target, UNIT[target]["name"])
        for unit in UNITS
        if unit["parent"] == "875"
        for target in _successors(unit["key"])
    ]
    assert sorted(shipped) == LAP_VO


def test_a_reused_code_names_another_unit() -> None:
    assert UNIT["30184"]["name"] == "Xã Long Hưng A"
    assert UNIT["30184@2025"]["name"] == "Xã Tân Khánh Trung"
    assert "30184@2025" in _successors("30181")
    reused = [unit for unit in _communes(new=True) if unit["code"] in UNIT]
    assert any(UNIT[unit["code"]]["name"] == unit["name"] for unit in reused)
    assert sum(UNIT[unit["code"]]["name"] != unit["name"] for unit in reused) > len(reused) / 2


def test_every_code_list_is_complete_and_has_unique_codes() -> None:
    for name, rows in CODES.items():
        codes = [row["code"] for row in rows]
        assert len(set(codes)) == len(codes), name
        assert len({row["name"] for row in rows}) == len(rows), name
        assert len({frozenset(row) for row in rows}) == 1, name
        assert all(row["code"] and row["name"] and list(row)[:3] == ["code", "name", "note"] for row in rows)


def test_code_lists_hold_every_code_the_real_meetings_use() -> None:
    used = {
        "meeting_series": {"BTV_LV_NAM", "GB_QUY", "SK_6T"},
        "conclusion_kinds": {"danh_gia", "han_che", "chi_dao", "giao_viec", "dong_y_kien_nghi"},
        "proposal_groups": {"to_chuc_bo_may", "an_sinh", "khac", "co_che_chinh_sach", "can_bo", "kinh_phi"},
        "body_kinds": {
            "MTTQ",
            "LDLD",
            "HND",
            "DTN",
            "HPN",
            "CCB",
            "BAN_DAN_VAN",
            "BCD_QCDCCS",
            "BCH_QUAN_SU",
        },
    }
    for name, codes in used.items():
        assert codes <= {row["code"] for row in CODES[name]}, name


def test_the_next_steps_exist_and_every_step_can_be_reached() -> None:
    for name, start in (("initiative_states", "DE_XUAT"), ("admission_stages", "NGUON")):
        steps = {row["code"]: row["next"] for row in CODES[name]}
        reached, waiting = set[str](), [start]
        while waiting:
            code = waiting.pop()
            reached.add(code)
            waiting += [after for after in steps[code] if after not in reached]
        assert reached == set(steps), name


def test_admission_ends_in_full_membership_or_one_of_nine_exits() -> None:
    stages = CODES["admission_stages"]
    assert [row["code"] for row in stages if row["exit"]] == [f"X{number}" for number in range(1, 10)]
    assert len(stages) == 14 + 9
    ends = {row["code"] for row in stages if not row["next"]}
    assert ends == {"CHINH_THUC"} | {f"X{number}" for number in range(1, 10)}


def test_ethnic_groups_carry_both_official_codes() -> None:
    groups = CODES["ethnic_groups"]
    numbers = [f"{number:02}" for number in range(1, 55)]
    assert [row["code"] for row in groups] == numbers
    assert sorted(row["other_code"] for row in groups) == numbers
    assert sum(row["code"] == row["other_code"] for row in groups) == 17
    hoa = next(row for row in groups if row["name"] == "Hoa")
    assert (hoa["other_code"], hoa["code"]) == ("04", "06")


def test_religions_are_sixteen_and_none() -> None:
    codes = [row["code"] for row in CODES["religions"]]
    assert codes == [f"{number:02}" for number in range(1, 15)] + ["CDPL", "PGHNTL", "KHONG"]


@pytest.mark.parametrize("name, day, symbol, header", CONVENERS)
def test_the_conveners_of_the_real_meetings_are_shipped(name: str, day: str, symbol: str, header: str) -> None:
    found = [body for body in BODIES if body["name"] == name and _is_valid(body, day)]
    assert [body["symbol"] for body in found] == [symbol]
    shown = found[0] if found[0]["header_lower"] else BODY[found[0]["parent"] or ""]
    assert shown["header_lower"] == header


def test_bodies_refer_to_units_kinds_and_parents_of_their_time() -> None:
    kinds = {row["code"] for row in CODES["body_kinds"]}
    for body in BODIES:
        assert body["kind"] in kinds
        first = body["valid_from"] or EARLIEST
        last = body["valid_to"] or LATEST
        for row in (UNIT[body["unit"]], BODY[body["parent"] or body["key"]]):
            assert _is_valid(row, first), body["key"]
            assert _is_valid(row, last), body["key"]


def test_a_body_without_its_own_header_has_a_parent_that_has_one() -> None:
    headless = [body for body in BODIES if not body["header_lower"]]
    assert len(headless) == 3 * (3 + 102)
    for body in headless:
        assert BODY[body["parent"] or ""]["header_lower"]
        assert body["header_upper"] == ""


def test_a_unit_has_one_body_of_a_kind_on_any_day() -> None:
    turns = ["2020-07-03", "2025-02-02", "2025-02-03", "2025-02-28", "2025-03-01", "2025-06-30", "2025-07-01"]
    for day in turns:
        counted = Counter((body["kind"], body["unit"]) for body in BODIES if _is_valid(body, day))
        assert set(counted.values()) == {1}, day


@pytest.mark.parametrize(
    "day, unit, name",
    [
        ("2025-02-28", "875", "Ban Dân vận Huyện ủy Lấp Vò"),
        ("2025-03-01", "875", "Ban Tuyên giáo và Dân vận Huyện ủy Lấp Vò"),
        ("2025-07-01", "30169@2025", "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò"),
        ("2025-02-02", "87", "Ban Dân vận Tỉnh ủy Đồng Tháp"),
        ("2025-02-03", "87", "Ban Tuyên giáo và Dân vận Tỉnh ủy Đồng Tháp"),
        ("2025-07-01", "82@2025", "Ban Tuyên giáo và Dân vận Tỉnh ủy Đồng Tháp"),
    ],
)
def test_the_office_for_mass_mobilization_changes_its_name_in_time(day: str, unit: str, name: str) -> None:
    kinds = ("BAN_DAN_VAN", "BAN_TG_DV", "BAN_XDD")
    there = [body for body in BODIES if body["unit"] == unit and body["kind"] in kinds]
    assert [body["name"] for body in there if _is_valid(body, day)] == [name]


def test_the_district_office_passes_in_part_to_three_communes() -> None:
    for source, word in (("hu-lap-vo", "Đảng ủy"), ("btgdv-hu-lap-vo", "Ban Xây dựng Đảng Đảng ủy")):
        rows = [row for row in BODY_SUCCESSIONS if row["from"] == source]
        targets = {f"{word} xã {place}" for place in ("Lấp Vò", "Mỹ An Hưng", "Tân Khánh Trung")}
        assert {BODY[row["to"]]["name"] for row in rows} == targets
        assert not any(row["whole"] for row in rows)


def test_each_organisation_has_one_pattern_for_every_level() -> None:
    counted = Counter((row["kind"], level) for row in PATTERNS for level in row["levels"])
    kinds = ("MTTQ", "LDLD", "HND", "DTN", "HPN", "CCB", "HDND", "UBND")
    everywhere = {(kind, level): 1 for kind in kinds for level in ("tinh", "huyen", "xa")}
    assert counted == everywhere | {(kind, "xa"): 1 for kind in OF_A_COMMUNE}


def test_patterns_know_only_the_three_placeholders() -> None:
    for row in PATTERNS:
        lines = (row["name"], row["header_upper"], row["header_lower"])
        filled = [text.format(unit="xã Lấp Vò", UNIT="XÃ LẤP VÒ", PARENT="TỈNH ĐỒNG THÁP") for text in lines]
        assert filled[0].endswith(" xã Lấp Vò")
        assert "XÃ LẤP VÒ" in f"{filled[1]} {filled[2]}" or row["parents"] == ["DANG_UY_XA"]
        assert filled[1:] == [text.upper() for text in filled[1:]]
        assert "tinh" not in row["levels"] or "{PARENT}" not in row["header_upper"]
