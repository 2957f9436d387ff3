"""Whose records alone a reader has, in words, and where he may write."""

from pathlib import Path

import pytest

from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.facts import BodyId, PersonId, UnitId
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.periods import Period
from dandan_desktop.services import rollups, scopes
from tests.services.two_offices import read_by, world

YEAR = Period.parse("2026-N")


@pytest.mark.parametrize("name", ["totals", "enter", "ours", "all"])
def test_what_is_counted_says_whose_it_is(name: str, tmp_path: Path) -> None:
    with read_by(name, tmp_path) as store:
        only = store.names.of("bodies", world().ours.body) if name == "ours" else ""
        assert scopes.organisations(store) == only
        assert rollups.roll_up(store, YEAR).only == only
        assert scopes.words(store, "cases") == (f"Chỉ tính hồ sơ của: {only}." if only else "")
        assert scopes.words(store, "bodies") == ""


def test_a_record_for_another_organisation_is_refused_at_its_field(tmp_path: Path) -> None:
    ours, theirs = (
        Case(person_id=PersonId(side.person), body_id=BodyId(side.body), unit_id=UnitId(1))
        for side in (world().ours, world().theirs)
    )
    with read_by("ours", tmp_path / "ours") as store:
        assert scopes.own_body(store) == world().ours.body
        assert [found.name for found in scopes.findings(store, theirs)] == ["body_id"]
        assert scopes.findings(store, ours) == scopes.findings(store, Person(full_name="Ai Đó")) == []
    with read_by("all", tmp_path / "all") as store:
        assert scopes.own_body(store) is None
        assert scopes.findings(store, theirs) == []
