"""The shipped catalogue in a register: what was what on which day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import codes, offices
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body, Style, Unit, is_valid_on
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.nouns import BODIES
from dandan_desktop.domain.papers import Header
from dandan_desktop.services import records
from dandan_desktop.services.registers import choose_office, office_name, office_presets
from tests.registers import code, store_of

BEFORE, AFTER = date(2021, 1, 20), date(2025, 9, 1)
STYLES = {
    "HDND": Style.STATE,
    "UBND": Style.STATE,
    "MTTQ": Style.STATE,
    "LDLD": Style.STATE,
    "HPN": Style.STATE,
    "CCB": Style.STATE,
    "HND": Style.HND,
    "DTN": Style.DOAN,
}
"""Which style these print in (documents.md §3); Party committees and their offices print PARTY."""
_DISTRICT, _COMMUNE, _FRONT = "HUYỆN ỦY LẤP VÒ", "ĐẢNG ỦY XÃ LẤP VÒ", "ỦY BAN MTTQ VIỆT NAM"
_MERGED = "BAN TUYÊN GIÁO VÀ DÂN VẬN"
PRESETS = [
    ("Ban Dân vận Huyện ủy Lấp Vò", "2024-02-05", (_DISTRICT, "BAN DÂN VẬN", "BDVHU")),
    ("Ban Tuyên giáo và Dân vận Huyện ủy Lấp Vò", "2025-06-30", (_DISTRICT, _MERGED, "BTGDVHU")),
    ("Đảng ủy xã Lấp Vò", "2025-07-01", ("ĐẢNG BỘ TỈNH ĐỒNG THÁP", _COMMUNE, "ĐU")),
    ("Ban Xây dựng Đảng Đảng ủy xã Lấp Vò", "2025-07-01", (_COMMUNE, "BAN XÂY DỰNG ĐẢNG", "BXDĐ")),
    (
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã Lấp Vò",
        "2025-07-01",
        (f"{_FRONT} TỈNH ĐỒNG THÁP", f"{_FRONT} XÃ LẤP VÒ\nBAN THƯỜNG TRỰC", "MTTQ-BTT"),
    ),
]
"""The heads shipped for the day of a document: name, day, the two lines and the symbol (documents.md §7)."""


def unit_name(store: Store, number: str, day: date) -> str:
    found = offices.unit_on(store, number, day)
    assert found is not None
    assert is_valid_on(found.facts, day)
    return found.facts.name


def body(store: Store, name: str, day: date) -> int:
    found = offices.body_named(store, name, day)
    assert found is not None
    return found


def test_which_unit_a_code_was_on_a_day(store: Store) -> None:
    old = offices.unit_on(store, "30184", BEFORE)
    new = offices.unit_on(store, "30184", AFTER)
    assert old is not None
    assert new is not None
    assert (old.facts.name, new.facts.name) == ("Xã Long Hưng A", "Xã Tân Khánh Trung")
    assert (old.facts.valid_to, new.facts.valid_from) == (date(2025, 6, 30), date(2025, 7, 1))
    assert unit_name(store, "30184", date(2025, 6, 30)) == old.facts.name
    assert unit_name(store, "30184", date(2025, 7, 1)) == new.facts.name
    assert unit_name(store, "87", BEFORE) == "Tỉnh Đồng Tháp"
    assert offices.unit_on(store, "87", AFTER) is None
    assert offices.unit_on(store, "00000", AFTER) is None


def test_what_became_of_a_unit_and_what_it_was_made_from(store: Store) -> None:
    old = offices.unit_on(store, "30184", BEFORE)
    assert old is not None
    after = offices.successors(store, "units", old.id)
    assert [(each.name, each.is_whole, each.on_date) for each in after] == [
        ("Xã Tân Khánh Trung", True, date(2025, 7, 1))
    ]
    before = offices.predecessors(store, "units", after[0].row)
    assert (old.id, date(2025, 6, 30)) in {(each.row, each.valid_to) for each in before}
    assert len(before) > 1


def test_what_became_of_a_body_in_the_same_way(store: Store) -> None:
    old = body(store, "Ban Dân vận Huyện ủy Lấp Vò", BEFORE)
    assert [each.name for each in offices.successors(store, "bodies", old)] == [
        "Ban Tuyên giáo và Dân vận Huyện ủy Lấp Vò"
    ]
    assert offices.predecessors(store, "bodies", old) == []
    assert offices.successors(store, "people", 1) == []


def test_a_hundred_and_two_communes_now_and_a_hundred_and_forty_one_before(store: Store) -> None:
    count = """SELECT count(*) FROM units u JOIN codes l ON l.id = u.level WHERE l.code = 'xa'
        AND coalesce(u.valid_from, '') <= :day AND :day <= coalesce(u.valid_to, '9999')"""
    assert store.query(count, {"day": AFTER.isoformat()}) == [(102,)]
    assert store.query(count, {"day": BEFORE.isoformat()})[0][0] == 141


def test_a_standing_committee_prints_the_header_of_its_committee(store: Store) -> None:
    header = offices.header_of(store, body(store, "Ban Thường vụ Huyện ủy Lấp Vò", BEFORE))
    assert (header.upper, header.lower) == ("ĐẢNG BỘ TỈNH ĐỒNG THÁP", "HUYỆN ỦY LẤP VÒ")
    assert (header.style, header.symbol, header.place) == (Style.PARTY, "HU", "Lấp Vò")
    heading = offices.heading_body(store, body(store, "Ban Thường vụ Huyện ủy Lấp Vò", BEFORE))
    assert heading.facts.name == "Huyện ủy Lấp Vò"


def test_the_front_prints_a_header_made_from_the_pattern_of_its_unit(store: Store) -> None:
    new = offices.unit_on(store, "30169", AFTER)
    assert new is not None
    row = offices.body_of_kind(store, code(store, "body_kinds", "MTTQ"), new.id, AFTER)
    assert row is not None
    header = offices.header_of(store, row)
    assert "LẤP VÒ" in header.upper + header.lower
    assert header.place
    assert offices.body_of_kind(store, code(store, "body_kinds", "MTTQ"), new.id, BEFORE) is None


def test_each_organisation_prints_in_its_own_style_at_every_level(store: Store) -> None:
    of_kind = 'SELECT b.id, k.code, k."group" FROM bodies b JOIN codes k ON k.id = b.kind'
    seen = set()
    for row, kind, group in store.query(of_kind):
        assert group in {"office", "organisation"}
        assert group == "office" or kind in STYLES
        style = STYLES.get(kind, Style.PARTY)
        assert offices.header_of(store, row).style is style, offices.heading_body(store, row).facts.name
        seen.add(kind)
    assert STYLES.keys() < seen


@pytest.mark.parametrize("name, day, lines", PRESETS)
def test_the_heads_that_are_shipped_for_a_day(store: Store, name: str, day: str, lines: tuple[str, str, str]) -> None:
    header = offices.header_of(store, body(store, name, date.fromisoformat(day)))
    assert header == Header(Style.STATE if _FRONT in lines[1] else Style.PARTY, *lines, place="Lấp Vò")


def test_a_body_without_lines_of_its_own_or_above_prints_its_name(store: Store) -> None:
    facts = Body(
        name="Câu lạc bộ Hưu trí", kind=store.of(Body).get(1).facts.kind, unit_id=store.of(Body).get(1).facts.unit_id
    )
    with store.change("add"):
        row = store.of(Body).add(facts)
    header = offices.header_of(store, row)
    assert (header.upper, header.lower, header.symbol) == ("", "CÂU LẠC BỘ HƯU TRÍ", "")


def test_superiors_that_lead_back_to_one_another_end_the_way_up(store: Store) -> None:
    shape = store.of(Body).get(1).facts
    with store.change("add"):
        one = store.of(Body).add(Body(name="Tổ một", kind=shape.kind, unit_id=shape.unit_id))
        two = store.of(Body).add(
            Body(name="Tổ hai", kind=shape.kind, unit_id=shape.unit_id, parent_id=BodyId(one), symbol="TH")
        )
        kept = store.of(Body).get(one)
        store.of(Body).replace(kept, replace(kept.facts, parent_id=BodyId(two)))
    assert [offices.header_of(store, row).lower for row in (one, two)] == ["TỔ MỘT", "TỔ HAI"]
    assert offices.header_of(store, one).symbol == "TH"


def test_the_office_across_the_change_of_2025(store: Store) -> None:
    with pytest.raises(ClerkError) as caught:
        offices.office_on(store, AFTER)
    assert caught.value.problem is Problem.NO_OFFICE
    assert office_name(store) == ""
    old = body(store, "Ban Dân vận Tỉnh ủy Đồng Tháp", BEFORE)
    choose_office(store, old)
    assert offices.office_on(store, BEFORE).id == old
    new = offices.office_on(store, AFTER)
    assert is_valid_on(new.facts, AFTER)
    assert new.facts.name == "Ban Tuyên giáo và Dân vận Tỉnh ủy Đồng Tháp"
    choose_office(store, new.id)
    assert not is_valid_on(store.of(Body).get(new.id).facts, BEFORE)
    assert is_valid_on(offices.office_on(store, BEFORE).facts, BEFORE)


def test_an_office_of_ones_own(store: Store) -> None:
    facts = store.of(Body).get(1).facts
    own = Body(name="Khối Dân vận xã Thử", kind=facts.kind, unit_id=facts.unit_id, line="l")
    choose_office(store, records.save(store, BODIES, None, own).row)
    assert office_name(store) == "Khối Dân vận xã Thử"
    assert offices.office_on(store, date(1990, 1, 1)).facts.name == "Khối Dân vận xã Thử"


def test_presets_are_the_offices_of_the_day_in_vietnamese_order(store: Store) -> None:
    before, after = ([name for _, name in office_presets(store, day)] for day in (BEFORE, AFTER))
    assert "Huyện ủy Lấp Vò" in before
    assert "Huyện ủy Lấp Vò" not in after
    assert before.index("Ban Dân vận Tỉnh ủy Đồng Tháp") < before.index("Huyện ủy Lấp Vò")
    assert "Ban Thường vụ Huyện ủy Lấp Vò" not in before


def test_the_topmost_unit_of_a_day(store: Store) -> None:
    units = {day: store.of(Unit).get(offices.first_unit(store, day)).facts for day in (BEFORE, AFTER)}
    assert units[AFTER].code == "82"
    assert units[BEFORE].parent_id is None


def test_code_lists_leave_out_what_was_closed(store: Store) -> None:
    every = codes.entries(store, "admission_stages")
    assert [kept.facts.code for kept in every][:3] == ["NGUON", "GIOI_THIEU", "CAM_TINH"]
    store.connection.execute("BEGIN")
    store.connection.execute("INSERT INTO current_deed VALUES (1)")
    store.connection.execute("UPDATE codes SET valid_to = '2026-01-01' WHERE id = ?", (every[0].id,))
    assert len(codes.entries(store, "admission_stages")) == len(every) - 1
    assert len(codes.entries(store, "admission_stages", closed=True)) == len(every)
    store.connection.rollback()
    assert codes.code_id(store, "admission_stages", "KHONG_CO") is None


def test_shipped_rows_have_the_same_uid_in_every_register(tmp_path: Path, store: Store) -> None:
    other = Register.create(tmp_path / "Sổ khác.dandan", "lúa chín vàng đồng", Fresh())
    with store_of(other) as second:
        for table in ("codes", "units", "bodies", "unit_successions", "body_successions"):
            uids = f"SELECT id, uid FROM {table}"
            assert second.query(uids) == store.query(uids)
            assert len(set(store.query(uids))) > 0
        assert offices.fact(second, "uid") != offices.fact(store, "uid")
    other.close()
