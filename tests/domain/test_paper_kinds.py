"""The table of papers: names, types, and what each one says is missing."""

import json
from dataclasses import replace

import pytest

from dandan_desktop.domain.facts import traits
from dandan_desktop.domain.meetings import Attendance
from dandan_desktop.domain.paper_kinds import (
    DELEGATES,
    INVITATION,
    KINDS,
    MINUTES,
    NOTICE,
    REMINDER,
    SIGN_IN,
    SLIP,
    WORKING,
    PaperKind,
    kind_named,
    kinds_of,
    owners,
    summoned,
)
from dandan_desktop.domain.paper_signing import Signing
from dandan_desktop.paths import resource
from tests.documents.sheets import full_sheet


def test_every_kind_has_a_name_a_stem_and_a_type_of_its_own() -> None:
    every = (*KINDS, REMINDER)
    for name in ("code", "name", "stem"):
        assert len({getattr(kind, name) for kind in every}) == len(every)
    assert all(kind_named(kind.code) is kind for kind in every)
    with pytest.raises(KeyError):
        kind_named("letter")
    assert {kind.symbol for kind in every} == {"GM", "BB", "TB", "PGV", "CV", ""}
    known = {trait.name for trait in traits(Signing)}
    assert all(set(kind.asks) <= known for kind in every)
    assert all(kind.stem.isascii() and " " not in kind.stem for kind in every)


def test_types_are_those_of_the_catalogue_but_the_slip_which_has_none_there() -> None:
    codes = json.loads(resource("catalogue", "codes.json").read_text(encoding="utf-8"))
    known = {each["symbol"] for each in codes["paper_types"]}
    assert {kind.symbol for kind in (*KINDS, REMINDER)} - known == {"PGV", ""}


def test_minutes_of_two_sides_belong_to_the_series_that_have_them() -> None:
    sheet = full_sheet()
    assert WORKING not in kinds_of(replace(sheet, series="GB_QUY"))
    assert WORKING in kinds_of(replace(sheet, series="KHAO_SAT"))
    assert list(kinds_of(replace(sheet, series="KHAO_SAT"))) == list(KINDS)
    series = {each["code"] for each in json.loads(resource("catalogue", "codes.json").read_text())["meeting_series"]}
    assert {code for kind in KINDS for code in kind.series} <= series


EMPTY = replace(full_sheet(), attendance=(), conclusions=())


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (INVITATION, "Chưa ghi thành phần dự họp."),
        (DELEGATES, "Chưa ghi thành phần dự họp."),
        (SIGN_IN, "Chưa ghi thành phần dự họp."),
        (MINUTES, ""),
        (WORKING, "Chưa ghi người của đoàn công tác."),
        (NOTICE, "Chưa ghi kết luận nào."),
        (SLIP, "Chưa giao nhiệm vụ nào."),
    ],
    ids=lambda given: given.code if isinstance(given, PaperKind) else "",
)
def test_an_empty_meeting_says_what_each_paper_lacks(kind: PaperKind, why: str) -> None:
    assert kind.needs(EMPTY) == why
    assert not kind.needs(full_sheet())


def test_a_conclusion_without_task_or_reason_stops_the_notice_alone() -> None:
    """Rule T1."""
    sheet = full_sheet()
    first, *others = sheet.conclusions
    sheet = replace(sheet, conclusions=(replace(first, tasks=()), *others))
    assert NOTICE.needs(sheet) == "Kết luận 1: chưa giao việc, chưa ghi lý do."
    assert not SLIP.needs(sheet)
    told = replace(first, tasks=(), conclusion=replace(first.conclusion, no_task_reason="Chỉ đánh giá"))
    assert not NOTICE.needs(replace(sheet, conclusions=(told, *others)))


def test_two_sides_need_somebody_on_either() -> None:
    sheet = full_sheet()
    ours = tuple(row for row in sheet.attendance if not row.is_invited)
    assert WORKING.needs(replace(sheet, attendance=ours)) == "Chưa ghi bên được làm việc (đánh dấu “Mời dự”)."


def test_who_is_called_and_who_got_work() -> None:
    rows = (
        Attendance(name="Mai Thị Vắng", is_present=False),
        Attendance(name="Võ Văn Thay", stands_in_for="MAI THỊ VẮNG"),
        Attendance(name="Lê Thị Lạ", stands_in_for="Người ngoài danh sách"),
    )
    sheet = replace(full_sheet(), attendance=rows)
    assert [row.name for row in summoned(sheet)] == ["Mai Thị Vắng", "Lê Thị Lạ"]
    assert len(owners(sheet)) == len(set(owners(sheet))) == 4
