"""A person erased for good: locked minutes lose the name visibly, and nothing else of them changes."""

from pathlib import Path

import pytest

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.meetings import AgendaItem, Meeting
from dandan_desktop.domain.nouns import MEETINGS, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import erasing, loading, minutes, papers, records
from tests.registers import dump, is_sound, meeting_file
from tests.services.test_minutes import TODAY, WHY, a_new_opinion, printed, resaved


@pytest.fixture
def row(store: Store) -> int:
    loading.load_path(store, meeting_file())
    return store.of(Meeting).some()[0].id


def test_an_erased_person_leaves_locked_minutes_visibly(store: Store, row: int, tmp_path: Path) -> None:
    name = "Quách Thị Mộng Huyền"
    person = records.save(store, PEOPLE, None, Person(full_name=name)).row
    resaved(store, row, chair_name=name, venue=f"Nhà bà {name.upper()}")
    with store.change("save"):
        store.of(AgendaItem).add(AgendaItem(text=Prose(f"Ý kiến của {name}"), presenter=name), row, 1)
    a_new_opinion(store, row)
    minutes.lock(store, row, TODAY)
    minutes.add_addendum(store, row, [f"Chị {name} vắng."], TODAY)
    plan = erasing.plan(store, PEOPLE, person)
    assert [each.row for each in plan.redacted] == [row]
    assert plan.named == ()
    erasing.erase(store, PEOPLE, person, "đơn số 12", "request")
    tables = [found for (found,) in store.query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    told = "\n".join(repr(each) for table in tables for each in store.query(f'SELECT * FROM "{table}"'))
    assert name.casefold() not in told.casefold()
    assert "mong huyen" not in told
    assert "(đã xoá theo yêu cầu)" in "\n".join(printed(papers.write_minutes(store, row, tmp_path)))
    (added,) = minutes.standing(store, row).addenda
    assert "Chị (đã xoá theo yêu cầu) vắng." in "\n".join(printed(papers.write_version(store, added.id, tmp_path)))
    assert minutes.standing(store, row).is_locked
    assert is_sound(store)


def test_what_is_reopened_stays_for_the_clerk_but_its_frozen_words_do_not(store: Store, row: int) -> None:
    name = "Quách Thị Mộng Huyền"
    person = records.save(store, PEOPLE, None, Person(full_name=name)).row
    resaved(store, row, chair_name=name)
    minutes.lock(store, row, TODAY)
    minutes.reopen(store, row, WHY, TODAY)
    plan = erasing.plan(store, PEOPLE, person)
    assert ([each.row for each in plan.redacted], [each.row for each in plan.named]) == ([row], [row])
    erasing.erase(store, PEOPLE, person, "đơn số 12", "request")
    assert store.of(Meeting).get(row).facts.chair_name == name
    assert name not in minutes.standing(store, row).versions[0].facts.content


def test_a_locked_meeting_itself_can_be_erased(store: Store, row: int) -> None:
    minutes.lock(store, row, TODAY)
    erasing.erase(store, MEETINGS, row, "hết hạn", "period_over")
    assert not any(dump(store)[table] for table in ("meetings", "minutes_versions", "opinions"))
    assert is_sound(store)
