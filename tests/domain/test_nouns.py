"""The list of nouns."""

import pytest

from dandan_desktop.domain import text
from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.deeds import DEEDS
from dandan_desktop.domain.facts import BodyId, PersonId, UnitId, traits
from dandan_desktop.domain.nouns import CASES, MEETINGS, NOUNS, PEOPLE, Noun, noun_of
from dandan_desktop.domain.people import Person


class Book:
    """Names as a register would give them."""

    def of(self, table: str, row: int | None) -> str:
        return f"{table} {row}" if row else ""


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.table)
def test_a_noun_points_at_fields_it_has(noun: Noun) -> None:
    names = {each.name for each in traits(noun.record)}
    assert {column for column, _ in noun.leans} <= names
    assert noun.label[0].isupper()
    assert noun_of(noun.table) is noun
    assert all(noun_of(part.table) is noun and part.label for part in noun.parts)


def test_no_table_belongs_to_two_nouns() -> None:
    tables = [table for noun in NOUNS for table in (noun.table, *(part.table for part in noun.parts))]
    assert len(tables) == len(set(tables))
    with pytest.raises(KeyError):
        noun_of("nothing")


def test_titles_and_sort_keys() -> None:
    case = Case(person_id=PersonId(4), body_id=BodyId(1), unit_id=UnitId(1))
    assert CASES.title(case, Book()) == "people 4"
    assert CASES.sort_key(case, Book()) == text.name_key("people 4")
    assert PEOPLE.sort_key(Person(full_name="Lê Văn An"), Book()) < PEOPLE.sort_key(Person(full_name="Lê Ba"), Book())
    assert MEETINGS.order is None


def test_every_deed_has_its_words() -> None:
    assert all(kind.done.startswith("Đã ") for kind in DEEDS.values())
    assert {name for name, kind in DEEDS.items() if kind.is_logged} == {
        name for name, kind in DEEDS.items() if not kind.is_undoable
    }
    assert all(kind.roles for kind in DEEDS.values())


def test_a_deed_told_with_its_record_says_no_word_twice() -> None:
    firsts = {noun.label.lower().partition(",")[0] for noun in NOUNS}
    assert [kind.done for kind in DEEDS.values() if any(kind.done.endswith(f" {word}") for word in firsts)] == []
