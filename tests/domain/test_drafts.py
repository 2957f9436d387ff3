"""From what was typed to a record, or to everything that is wrong with it."""

from datetime import date

import pytest

from dandan_desktop.domain import readers
from dandan_desktop.domain.drafts import Finding, Refused, checked
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.initiatives import Initiative
from dandan_desktop.domain.people import Person

READ = readers.clerk(date(2026, 11, 22))


def test_a_sound_draft_becomes_a_record() -> None:
    made = checked(Person, {"full_name": "  Nguyễn  Thị Đào ", "born_on": "1990", "sex": 3, "family_name": " "}, READ)
    assert isinstance(made, Person)
    assert (made.full_name, str(made.born_on), made.sex, made.family_name) == ("Nguyễn Thị Đào", "1990", 3, None)


def test_everything_wrong_is_told_at_once() -> None:
    made = checked(Initiative, {"name": " ", "field": "x", "owner_name": None}, READ)
    assert isinstance(made, Refused)
    told = {finding.name: finding.text for finding in made.findings}
    assert told == {
        "name": "Chưa nhập “Tên mô hình”.",
        "field": "Hãy chọn “Lĩnh vực” trong danh sách.",
        "kind": "Chưa chọn “Loại”.",
        "owner_kind": "Chưa chọn “Loại chủ thể”.",
        "owner_name": "Chưa nhập “Tên chủ thể”.",
        "unit_id": "Chưa chọn “Địa bàn”.",
    }


def test_the_first_finding_is_raised_with_their_number() -> None:
    with pytest.raises(ClerkError) as caught:
        Refused((Finding("name", "Một."), Finding("kind", "Hai."))).raise_first()
    assert caught.value.problem is Problem.RECORD_INVALID
    assert caught.value.facts == {"field": "name", "why": "Một.", "count": 2}
