"""Lists in Vietnamese order and the search box, through the real index."""

import itertools
import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import lists
from dandan_desktop.db.lists import Filter, Order
from dandan_desktop.db.store import Store
from dandan_desktop.domain import text
from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, Prose, UnitId
from dandan_desktop.domain.initiatives import Initiative
from dandan_desktop.domain.meetings import Conclusion, Meeting, Opinion, Task
from dandan_desktop.domain.nouns import CASES, INITIATIVES, MEETINGS, PEOPLE, UNITS
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records, searching
from tests.db.test_store import a_meeting
from tests.registers import code, fresh_store

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "search-test.json").read_text(encoding="utf-8")
)


def initiative(store: Store, name: str) -> Initiative:
    return Initiative(
        name=name,
        field=CodeId(code(store, "initiative_fields", "KT")),
        kind=CodeId(code(store, "initiative_kinds", "DVK")),
        owner_kind=CodeId(code(store, "owner_kinds", "tap_the")),
        owner_name="Qq",
        unit_id=UnitId(1),
    )


def found(store: Store, typed: str) -> list[str]:
    return [hit.title for hit in searching.find(store, typed)]


def add_people(store: Store, *names: str) -> list[int]:
    with store.change("add"):
        return [store.of(Person).add(Person(full_name=name)) for name in names]


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The titles of the search vectors as people and, where initials count, as initiatives."""
    with fresh_store(tmp_path_factory.mktemp("found")) as store:
        rows: dict[tuple[str, int], int] = {}
        with store.change("add"):
            for key, title in VECTORS["documents"].items():
                given = unicodedata.normalize("NFD", title) if int(key) in VECTORS["given_in_nfd"] else title
                row = store.of(Initiative).add(initiative(store, text.tidy(given)))
                rows["initiatives", row] = int(key)
        yield store, rows


@pytest.mark.parametrize("vector", VECTORS["tests"], ids=lambda vector: vector["query"])
def test_the_search_box_finds_what_the_vectors_say(searched: Any, vector: dict[str, Any]) -> None:
    """Groups come best first, inside one any order will do; nobody looks for the owner “Qq”."""
    store, rows = searched
    hits = lists.find(store, vector["query"], ["initiatives"])
    keys = [rows[hit.table, hit.row] for hit in hits]
    for group in vector["groups"]:
        assert sorted(keys[: len(group)]) == sorted(group)
        keys = keys[len(group) :]
    assert keys == []


def rank(typed: str, title: str, alias: str) -> int:
    """The six ranks told in Python, to hold the register's against."""
    query, fold_title = text.Query.of(typed), text.fold(title)
    for best, wanted, words in ((0, query.norm, text.norm(title)), (2, query.fold, fold_title)):
        if f" {wanted}" in f" {words} ":
            return best if f" {wanted} " in f" {words} " else best + 1
    by_alias = any(f" {word}" not in f" {fold_title}" and f" {word}" in f" {alias}" for word in query.words)
    return 4 if by_alias else 5


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Initiatives named by all ways to put up to three of these words side by side; every owner is named with more."""
    words = ("Hòa", "hoà", "Hoa", "Hoan", "Hỏa", "An", "Ẩn", "MTTQ", "H'Hen")
    names = [" ".join(some) for count in (1, 2, 3) for some in itertools.permutations(words, count)]
    with fresh_store(tmp_path_factory.mktemp("titled")) as store:
        with store.change("add"):
            for name in names:
                store.of(Initiative).add(replace(initiative(store, name), owner_name="Hoa An Hên Mặt"))
        yield store, store.query("SELECT title, alias FROM search WHERE kind = 'initiatives'")


@pytest.mark.parametrize(
    "typed",
    ["h", "ho", "hoa", "Hoa", "hòa", "hỏ", "an", "ẩn", "a", "hoa an", "hòa ẩn", "an ho", "mặt trận", "mttq", "ma tra",
     "hhen", "hen hoa", "h hen", "hên", "ham", "mat", "hoa mat", "to q"],
)  # fmt: skip
def test_all_that_is_found_stands_in_the_order_of_its_rank(titled: Any, typed: str) -> None:
    store, rows = titled
    found = [hit.title for hit in lists.find(store, typed, ["initiatives"], limit=len(rows))]
    ranks = {title: (rank(typed, title, alias), text.sort_key(title)) for title, alias in rows}
    assert found
    assert [ranks[title] for title in found] == sorted(ranks[title] for title in found)
    assert [hit.title for hit in lists.find(store, typed, ["initiatives"], limit=5)] == found[:5]


def test_the_best_match_is_found_behind_any_number_of_others(store: Store) -> None:
    add_people(store, *(f"Hòa Văn An{number}" for number in range(1_100)), "Hoa Thị Yến")
    assert found(store, "hoa")[:2] == ["Hoa Thị Yến", "Hòa Văn An0"]
    assert len(found(store, "hoa")) == 200


def test_what_lies_in_the_trash_takes_nobodys_place(store: Store) -> None:
    rows = add_people(store, *(f"Hoa Văn An{number:02}" for number in range(60)))
    with store.change("trash"):
        for row in rows[1:52]:
            store.of(Person).remove(row)
    for limit in (1, 2, 3, 9):
        hits = lists.find(store, "hoa", ["people"], limit=limit)
        assert [hit.row for hit in hits] == [rows[0], *rows[52:]][:limit]


def test_marks_and_their_forms_do_not_matter(store: Store) -> None:
    add_people(store, "Đặng Thị Đào", "Đặng Văn Bình")
    for typed in ("dang dao", "Đặng Đào", unicodedata.normalize("NFD", "đặng đào"), "ĐÀO", "  dao  "):
        assert found(store, typed) == ["Đặng Thị Đào"]


@pytest.mark.parametrize(
    "typed",
    ['"', '""', "dao*", "dao OR binh", "fold:dao", "NEAR(dao)", "(dao", "dao)", "-dao", "^dao", "'", "dao;--",
     "\\", "*",
     "{fold}:x", "a" * 10_000, "dao " * 400, "\x00", "\ud800", "…", " "],
    ids=lambda typed: repr(typed[:20]),
)  # fmt: skip
def test_signs_of_the_query_language_are_only_signs(store: Store, typed: str) -> None:
    add_people(store, "Đặng Thị Đào")
    assert found(store, typed) in ([], ["Đặng Thị Đào"])
    assert lists.ids(store, PEOPLE, Filter(words=typed)) in ([], [1])


def test_a_long_paste_is_searched_too(store: Store) -> None:
    words = [f"từ{number}" for number in range(3_000)]
    with store.change("add"):
        row = store.of(Meeting).add(a_meeting(store))
        store.of(Opinion).add(Opinion(text=Prose(" ".join(words))), row, 1)
    assert found(store, " ".join(words)) == ["Giao ban quý"]


def test_what_is_in_the_trash_is_not_found(store: Store) -> None:
    (row,) = add_people(store, "Đặng Thị Đào")
    records.trash(store, PEOPLE, row)
    assert found(store, "đào") == []
    assert lists.ids(store, PEOPLE, Filter()) == []
    assert lists.ids(store, PEOPLE, Filter(trash=True)) == [row]
    records.restore(store, PEOPLE, row)
    assert found(store, "đào") == ["Đặng Thị Đào"]


def test_words_of_parts_find_their_meeting(store: Store) -> None:
    with store.change("add"):
        row = store.of(Meeting).add(a_meeting(store))
        store.of(Opinion).add(Opinion(text=Prose("Đề nghị làm cầu Kênh Tắt"), speaker="Ông Tư"), row, 1)
    assert found(store, "kenh tat") == ["Giao ban quý"]
    assert found(store, "ông tư") == ["Giao ban quý"]


def test_renaming_a_person_renames_the_case(store: Store) -> None:
    (row,) = add_people(store, "Đặng Thị Đào")
    with store.change("add"):
        store.of(Case).add(Case(person_id=PersonId(row), body_id=BodyId(1), unit_id=UnitId(1)))
    assert found(store, "đào") == ["Đặng Thị Đào"] * 2
    kept = store.of(Person).get(row)
    records.save(store, PEOPLE, kept, replace(kept.facts, full_name="Đặng Thị Mai"))
    assert found(store, "đào") == []
    assert {hit.table for hit in searching.find(store, "mai")} == {"people", "cases"}


def test_a_change_of_capitals_only_shows_in_the_title(store: Store) -> None:
    (row,) = add_people(store, "lê")
    kept = store.of(Person).get(row)
    records.save(store, PEOPLE, kept, replace(kept.facts, given_name="Lê"))
    kept = store.of(Person).get(row)
    records.save(store, PEOPLE, kept, replace(kept.facts, full_name="LÊ"))
    assert found(store, "lê") == ["LÊ"]


def test_a_task_without_words_is_called_as_its_conclusion(store: Store) -> None:
    with store.change("add"):
        row = store.of(Meeting).add(a_meeting(store))
        kind = CodeId(code(store, "conclusion_kinds", "giao_viec"))
        concluded = store.of(Conclusion).add(Conclusion(text=Prose("Làm cầu Kênh Tắt"), kind=kind), row, 1)
        store.of(Task).add(Task(conclusion_id=concluded, owner_id=BodyId(1)))  # type: ignore[arg-type]
    hits = searching.find(store, "cau kenh")
    assert {(hit.table, hit.title) for hit in hits} == {("meetings", "Giao ban quý"), ("tasks", "Làm cầu Kênh Tắt")}
    assert {hit.label for hit in hits} == {"Cuộc họp", "Nhiệm vụ"}
    assert all(hit.as_json() == {"kind": hit.table, "uid": hit.uid, "title": hit.title} for hit in hits)


def test_people_are_ordered_by_given_family_and_middle_name(store: Store) -> None:
    names = ["Trần Văn Đạt", "Nguyễn Thị Đào", "Lê Văn An", "Nguyễn Văn An", "Nguyễn Đức An", "Phạm Thị Ánh", "Đỗ Ảnh"]
    add_people(store, *names)
    ids = lists.ids(store, PEOPLE, Filter())
    shown = [kept.facts.full_name for kept in lists.page(store, PEOPLE, ids)]
    assert shown == [
        "Lê Văn An", "Nguyễn Đức An", "Nguyễn Văn An", "Đỗ Ảnh", "Phạm Thị Ánh", "Nguyễn Thị Đào", "Trần Văn Đạt",
    ]  # fmt: skip
    assert lists.ids(store, PEOPLE, Filter(order=Order(is_descending=True))) == ids[::-1]


def test_titles_are_ordered_as_in_a_dictionary(store: Store) -> None:
    with store.change("add"):
        for name in ("Đường hoa", "Dân vận", "Ấp 10", "Ấp 2", "An ninh"):
            store.of(Initiative).add(initiative(store, name))
    ids = lists.ids(store, INITIATIVES, Filter())
    shown = [kept.facts.name for kept in lists.page(store, INITIATIVES, ids)]
    assert shown == ["An ninh", "Ấp 2", "Ấp 10", "Dân vận", "Đường hoa"]


def test_a_list_is_ordered_by_any_fact(store: Store) -> None:
    with store.change("add"):
        for venue, day in (("Đồng Tháp", 3), ("Cao Lãnh", 2), (None, 1)):
            facts = replace(a_meeting(store), venue=venue, held_on=date(2026, 5, day), unit_id=UnitId(day))
            store.of(Meeting).add(facts)

    def by(name: str, *, down: bool = False) -> list[int]:
        return lists.ids(store, MEETINGS, Filter(order=Order(name, is_descending=down)))

    assert by("held_on") == [3, 2, 1]
    assert by("held_on", down=True) == [1, 2, 3]
    assert by("venue") == [3, 2, 1]
    names = [store.names.of("units", kept.facts.unit_id) for kept in lists.page(store, MEETINGS, by("unit_id"))]
    assert names == sorted(names, key=text.sort_key)


def test_a_list_shows_what_its_filter_says(store: Store) -> None:
    first, second, third = add_people(store, "Lê An", "Lê Bình", "Trần Chi")
    assert lists.ids(store, PEOPLE, Filter(words="le")) == [first, second]
    assert lists.ids(store, PEOPLE, Filter(only=(third, first))) == [first, third]
    assert lists.ids(store, PEOPLE, Filter(words="?!")) == []
    units = lists.ids(store, UNITS, Filter(equal=(("code", "30184"),)))
    assert len(units) == 2
    assert [kept.id for kept in lists.page(store, PEOPLE, [third, 999, first])] == [third, first]


def test_cases_are_ordered_by_their_persons_name(store: Store) -> None:
    people = add_people(store, "Trần Văn Đạt", "Lê Văn An")
    with store.change("add"):
        for person in people:
            store.of(Case).add(Case(person_id=PersonId(person), body_id=BodyId(1), unit_id=UnitId(1)))
    ids = lists.ids(store, CASES, Filter(order=Order("person_id")))
    assert [kept.facts.person_id for kept in lists.page(store, CASES, ids)] == people[::-1]
    assert lists.ids(store, CASES, Filter()) == ids
