"""Records written and read back, versions, and the parts of a record brought up to date."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept, Prose
from dandan_desktop.domain.meetings import Meeting, Weakness
from dandan_desktop.domain.people import Person
from tests.db.test_store import a_meeting
from tests.registers import fresh_store

LAN = Person(full_name="Nguyễn Thị Lan")
Plan = list[tuple[int, str]]


def added(store: Store) -> Kept[Person]:
    with store.change("add"):
        row = store.of(Person).add(LAN)
    return store.of(Person).get(row)


def problem(caught: pytest.ExceptionInfo[ClerkError]) -> Problem:
    return caught.value.problem


def test_a_row_that_is_not_there(store: Store) -> None:
    with pytest.raises(ClerkError) as caught:
        store.of(Person).get(7)
    assert problem(caught) is Problem.RECORD_GONE
    with pytest.raises(ClerkError) as caught, store.change("trash"):
        store.of(Person).remove(7)
    assert problem(caught) is Problem.RECORD_GONE


def test_each_write_raises_the_version(store: Store) -> None:
    kept = added(store)
    assert (kept.version, kept.deleted_at) == (1, None)
    with store.change("save"):
        store.of(Person).replace(kept, replace(LAN, full_name="Lê Thị Lan"))
        store.of(Person).remove(kept.id)
    again = store.of(Person).get(kept.id)
    assert (again.version, again.uid, again.created_at) == (3, kept.uid, kept.created_at)
    assert again.deleted_at is not None
    with store.change("restore"):
        store.of(Person).remove(kept.id, back=True)
    assert store.of(Person).get(kept.id).deleted_at is None


def test_the_second_of_two_edits_of_one_reading_is_refused(store: Store) -> None:
    kept = added(store)
    with store.change("save"):
        store.of(Person).replace(kept, replace(LAN, full_name="Lê Thị Lan"))
    with pytest.raises(ClerkError) as caught, store.change("save"):
        store.of(Person).replace(kept, replace(LAN, full_name="Trần Thị Lan"))
    assert problem(caught) is Problem.RECORD_CHANGED
    assert store.of(Person).get(kept.id).facts.full_name == "Lê Thị Lan"


def test_saving_what_did_not_change_writes_nothing(store: Store) -> None:
    kept = added(store)
    with store.change("save") as deed:
        store.of(Person).replace(kept, LAN)
    assert deed.changes.deed == 0
    assert store.of(Person).get(kept.id).version == 1


def parts(store: Store, meeting: int) -> list[Kept[Weakness]]:
    return store.of(Weakness).some("WHERE t.meeting_id = ? ORDER BY t.place", (meeting,))


def synced(store: Store, meeting: int, after: Plan) -> list[int]:
    wanted = [(row, Weakness(text=Prose(text))) for row, text in after]
    with store.change("save"):
        return store.of(Weakness).sync(meeting, parts(store, meeting), wanted)


def with_meeting(store: Store) -> int:
    with store.change("add"):
        return store.of(Meeting).add(a_meeting(store))


steps = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abcde")), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.lists(steps, min_size=1, max_size=5))
def test_parts_become_what_was_asked_for(store: Store, plans: list[Plan]) -> None:
    """Numbers pick a row that is there, 0 a new one; the order asked for is the order read."""
    meeting = with_meeting(store)
    for plan in plans:
        present = {kept.id: kept for kept in parts(store, meeting)}
        numbered = dict(enumerate(present, 1))
        after: Plan = []
        for pick, text in plan:
            row = numbered.get(pick, 0)
            after.append((0 if row in [each for each, _ in after] else row, text))
        ids = synced(store, meeting, after)
        found = parts(store, meeting)
        assert [(kept.id, kept.facts.text) for kept in found] == list(
            zip(ids, [text for _, text in after], strict=True)
        )
        for kept in found:
            if kept.id in present and kept.version == present[kept.id].version:
                assert kept == present[kept.id]


def test_only_what_moved_or_changed_is_written(store: Store) -> None:
    meeting = with_meeting(store)
    first, second, third = synced(store, meeting, [(0, "a"), (0, "b"), (0, "c")])
    with store.change("save") as deed:
        after = [(first, Weakness(text=Prose("a"))), (third, Weakness(text=Prose("c")))]
        store.of(Weakness).sync(meeting, parts(store, meeting), after)
    touched = store.query("SELECT row FROM history WHERE deed = ?", (deed.number,))
    assert touched == [(second,)]


@pytest.mark.parametrize("change", ["changed", "moved", "gone", "added"])
def test_parts_that_changed_since_they_were_read_are_not_overwritten(store: Store, change: str) -> None:
    meeting = with_meeting(store)
    first, second = synced(store, meeting, [(0, "a"), (0, "b")])
    before = parts(store, meeting)
    after = {
        "changed": [(first, "a2"), (second, "b")],
        "moved": [(second, "b"), (first, "a")],
        "gone": [(second, "b")],
        "added": [(first, "a"), (second, "b"), (0, "c")],
    }[change]
    synced(store, meeting, after)
    mine = [(second, Weakness(text=Prose("b"))), (first, Weakness(text=Prose("a của tôi")))]
    with pytest.raises(ClerkError) as caught, store.change("save"):
        store.of(Weakness).sync(meeting, before, mine)
    assert problem(caught) is Problem.RECORD_CHANGED
    assert [kept.facts.text for kept in parts(store, meeting)] == [text for _, text in after]


def test_a_part_of_nowhere_is_refused(store: Store) -> None:
    meeting = with_meeting(store)
    with pytest.raises(ClerkError) as caught:
        synced(store, meeting, [(77, "a")])
    assert problem(caught) is Problem.RECORD_CHANGED


def test_the_id_of_a_row_that_is_gone_is_not_given_again(tmp_path: Path) -> None:
    with fresh_store(tmp_path) as store:
        kept = added(store)
        with store.change("trash"):
            store.of(Person).remove(kept.id, for_good=True)
        assert added(store).id == kept.id + 1
