"""Who signs the papers of a sitting: documents.md §1.7 and §5.1, typed from there."""

import json
from pathlib import Path

import pytest

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_signing import RULES, holder, issuer_name, prefixed, rule_of, suggested
from dandan_desktop.domain.papers import Header
from dandan_desktop.paths import resource
from tests.documents.sheets import HEADERS

HUYEN = Header(Style.PARTY, "ĐẢNG BỘ TỈNH ĐỒNG THÁP", "HUYỆN ỦY LẤP VÒ", "HU", "Lấp Vò")
XA = Header(Style.PARTY, "ĐẢNG BỘ TỈNH ĐỒNG THÁP", "ĐẢNG UỶ XÃ LẤP VÒ", "ĐU", "Lấp Vò")
STATE = Header(Style.STATE, "", "ỦY BAN MTTQ VIỆT NAM\nXÃ LẤP VÒ", "MTTQ-BTT", "Lấp Vò")
DOAN = Header(Style.DOAN, "", "BCH ĐOÀN XÃ LẤP VÒ", "ĐTN", "Lấp Vò")
HND = Header(Style.HND, "", "BCH HND XÃ LẤP VÒ", "HNDX", "Lấp Vò")
NAME = "Lê Văn Ký"


@pytest.mark.parametrize(
    ("body", "header", "position", "signed"),
    [
        ("BCH_CAP_UY", XA, "Bí thư Đảng ủy", ("T/M ĐẢNG UỶ", "BÍ THƯ", NAME)),
        ("BCH_CAP_UY", HUYEN, "Phó Bí thư Thường trực Huyện ủy", ("T/M HUYỆN ỦY", "PHÓ BÍ THƯ", NAME)),
        ("BTV_CAP_UY", XA, "Bí thư", ("T/M BAN THƯỜNG VỤ", "BÍ THƯ", NAME)),
        ("TT_CAP_UY", XA, "Phó Bí thư", ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", NAME)),
        ("BAN_XDD", XA, "Trưởng ban", ("TRƯỞNG BAN", None, NAME)),
        ("BAN_XDD", XA, "Phó Trưởng ban Thường trực", ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", NAME)),
        ("BAN_XDD", XA, "Q. Trưởng ban", ("Q. TRƯỞNG BAN", None, NAME)),
        ("BAN_XDD", XA, "Phó Bí thư Đảng ủy", ("TRƯỞNG BAN", None, None)),
        ("BAN_XDD", XA, None, ("TRƯỞNG BAN", None, None)),
        ("UBKT", XA, "Chủ nhiệm", ("T/M ỦY BAN KIỂM TRA", "CHỦ NHIỆM", NAME)),
        ("MTTQ", STATE, "Chủ tịch", ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", NAME)),
        ("DTN", DOAN, "Phó Bí thư", ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", NAME)),
        ("HND", HND, "Phó Chủ tịch", ("T/M BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH", NAME)),
        ("CONG_AN", XA, "Trưởng Công an", (None, None, NAME)),
    ],
)
def test_who_signs_follows_from_the_body_and_its_chair(
    body: str, header: Header, position: str | None, signed: tuple[str | None, ...]
) -> None:
    found = suggested("notice", body, header, NAME, position)
    assert (found.authority, found.position, found.signer) == signed
    assert (found.kind, found.dated_on, found.receivers) == ("notice", None, None)


def test_a_committee_is_never_signed_for_in_place_of_its_head() -> None:
    """Never K/T for a cấp ủy: its deputy secretary signs T/M directly (documents.md §1.7)."""
    for rule in RULES:
        for body in rule.bodies:
            signed = suggested("notice", body, XA, NAME, rule.deputy)
            assert (signed.authority or "").startswith("K/T") is not bool(rule.behalf)
            assert "/" not in (suggested("notice", body, STATE, NAME, rule.deputy).authority or "")


def test_every_kind_of_body_in_a_rule_is_one_of_the_catalogue_and_has_one_rule() -> None:
    known = {each["code"] for each in json.loads(_codes().read_text(encoding="utf-8"))["body_kinds"]}
    named = [body for rule in RULES for body in rule.bodies]
    assert set(named) <= known
    assert len(named) == len(set(named))
    assert [rule_of(body) for body in ("BCH_CAP_UY", "KHAC")] == [RULES[0], None]
    assert {rule.notice for rule in RULES} == {"TB", "KL"}
    assert [rule.bodies for rule in RULES if rule.notice == "KL"] == [{"BCH_CAP_UY"}]


def _codes() -> Path:
    return resource("catalogue", "codes.json")


@pytest.mark.parametrize(
    ("kind", "series", "sits", "name"),
    [
        ("DANG_UY_XA", "GB_QUY", "TT_CAP_UY", "Thường trực X"),
        ("DANG_UY_XA", "BTV_LV_NAM", "BTV_CAP_UY", "Ban Thường vụ X"),
        ("DANG_UY_XA", "KHAC", "DANG_UY_XA", "X"),
        ("BTV_CAP_UY", "GB_QUY", "BTV_CAP_UY", "X"),
        ("BAN_XDD", "GB_QUY", "BAN_XDD", "X"),
    ],
)
def test_the_series_tells_which_part_of_a_committee_sat(kind: str, series: str, sits: str, name: str) -> None:
    assert holder(kind, series) == sits
    assert issuer_name("X", kind, series) == name


def test_only_a_prefix_takes_dots() -> None:
    assert prefixed("T/L BAN THƯỜNG VỤ", HEADERS[Style.STATE]) == "TL. BAN THƯỜNG VỤ"
    assert prefixed("K/T TRƯỞNG BAN", HEADERS[Style.DOAN]) == "KT. TRƯỞNG BAN"
    assert prefixed("TRƯỞNG BAN A/B", HEADERS[Style.STATE]) == "TRƯỞNG BAN A/B"
    assert prefixed("T/M HUYỆN ỦY", HEADERS[Style.HND]) == "T/M HUYỆN ỦY"
