"""Whom a field for a name offers, and in which order."""

from datetime import date

from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Official
from dandan_desktop.domain.facts import BodyId
from dandan_desktop.domain.nouns import OFFICIALS
from dandan_desktop.services import records
from dandan_desktop.services.speakers import Speaker, offered

DAY = date(2026, 11, 22)


def in_office(store: Store, name: str, position: str, until: date | None = None) -> str:
    """Write down an official of the first body; returns what that is called."""
    facts = Official(name=name, position=position, body_id=BodyId(1), valid_to=until)
    records.save(store, OFFICIALS, None, facts)
    return store.names.of("bodies", 1)


def test_those_named_before_come_first_and_nobody_twice(store: Store) -> None:
    body = in_office(store, "An", "Trưởng ban")
    in_office(store, "Bình", "Phó Trưởng ban", date(2026, 1, 1))
    before = (Speaker("Cúc", "Chủ tịch", "Hội Nông dân xã"), Speaker(""), Speaker("Cúc", "Chủ tịch"))
    assert offered(store, DAY, before) == [before[0], Speaker("An", "Trưởng ban", body)]


def test_a_name_alone_tells_less_than_the_same_with_a_position_and_a_body(store: Store) -> None:
    body = in_office(store, "An", "Trưởng ban")
    before = (Speaker("An"), Speaker("An", "Trưởng ban"), Speaker("Dung"))
    assert offered(store, DAY, before) == [Speaker("An", "Trưởng ban", body), Speaker("Dung")]


def test_two_positions_are_two_lines(store: Store) -> None:
    in_office(store, "An", "Trưởng ban")
    found = offered(store, DAY, (Speaker("An", "Phó Bí thư", "Đảng ủy xã"),))
    assert [each.position for each in found] == ["Phó Bí thư", "Trưởng ban"]
