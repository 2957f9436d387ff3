"""The journal page by page, what an undo would touch, and what stands in its way."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dandan_desktop.db import journal
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, UnitId
from dandan_desktop.domain.meetings import Attendance
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.nouns import CASES, MEETINGS, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import loading, meetings, moves, records, sensitive, undoing
from dandan_desktop.services.moves import CASE_ROAD
from dandan_desktop.services.records import PartEdit
from dandan_desktop.services.undoing import Wanted
from tests.clock import Clock
from tests.db.test_store import a_meeting
from tests.registers import code, dump, meeting_file, opened, store_of
from tests.services.test_trash import case, person


def told(preview: undoing.UndoPreview) -> set[tuple[str, str, str, int]]:
    return {(each.noun.table, each.title, each.did, each.parts) for each in preview.touched}


def test_an_undo_tells_every_record_it_would_touch(store: Store) -> None:
    row = person(store)
    changes = moves.start(
        store,
        CASE_ROAD,
        Case(person_id=PersonId(row), body_id=BodyId(1), unit_id=UnitId(1)),
        CaseMove(to_state=CodeId(code(store, "admission_stages", "GIOI_THIEU")), happened_on=date(2026, 1, 5)),
        date(2026, 2, 1),
    )
    before = dump(store)
    preview = undoing.preview(store, changes.deed)
    assert preview.is_possible
    assert told(preview) == {("cases", "Lê Thị Lan", undoing.ADDED, 1)}
    assert dump(store) == before


def test_an_undo_of_a_meeting_in_the_trash_tells_its_tasks(store: Store) -> None:
    loading.load_path(store, meeting_file())
    row = store.of(MEETINGS.record).some()[0].id
    trashed = meetings.trash(store, row)
    preview = undoing.preview(store, trashed.deed)
    kinds = [(each.noun.table, each.did) for each in preview.touched]
    assert kinds.count(("meetings", undoing.TRASHED)) == 1
    assert kinds.count(("tasks", undoing.TRASHED)) == store.query("SELECT count(*) FROM tasks")[0][0] > 0
    back = undoing.take_back(store, trashed.deed)
    assert {each.did for each in undoing.preview(store, back.deed).touched} == {undoing.RESTORED}


def test_a_later_edit_in_the_way_is_named(store: Store) -> None:
    row = person(store)
    (adding,) = journal.deeds(store, 1)
    kept = store.of(Person).get(row)
    saving = records.save(store, PEOPLE, kept, replace(kept.facts, full_name="Lê Thị Liên"))
    preview = undoing.preview(store, adding.id)
    assert not preview.is_possible
    assert preview.problem is not None
    assert preview.problem.problem is Problem.UNDO_REFUSED
    assert [(each.deed.id, each.deed.who, each.title) for each in preview.in_the_way] == [
        (saving.deed, "Lan", "Lê Thị Liên")
    ]
    assert "“Đã lưu”, Lan" in sentences(preview.problem)[0]
    undoing.take_back(store, saving.deed)
    assert undoing.preview(store, adding.id).is_possible


def test_what_came_to_lean_on_it_is_in_the_way(store: Store) -> None:
    row = person(store)
    (adding,) = journal.deeds(store, 1)
    case(store, row)
    preview = undoing.preview(store, adding.id)
    assert [(each.noun, each.title) for each in preview.in_the_way] == [(CASES, "Lê Thị Lan")]
    with pytest.raises(ClerkError) as caught:
        undoing.take_back(store, adding.id)
    assert caught.value.problem is Problem.UNDO_REFUSED


def test_a_part_added_later_is_in_the_way_though_the_meeting_is_as_it_was(store: Store) -> None:
    row = records.save(store, MEETINGS, None, a_meeting(store)).row
    (adding,) = journal.deeds(store, 1)
    kept = store.of(MEETINGS.record).get(row)
    saving = records.save(store, MEETINGS, kept, kept.facts, {Attendance: PartEdit([], [(0, Attendance(name="Bình"))])})
    assert [each.deed.id for each in undoing.preview(store, adding.id).in_the_way] == [saving.deed]
    with pytest.raises(ClerkError) as caught:
        undoing.take_back(store, adding.id)
    assert caught.value.problem is Problem.UNDO_REFUSED
    assert store.query("SELECT name FROM attendance") == [("Bình",)]


def test_a_record_put_back_needs_what_it_names(store: Store) -> None:
    row = person(store)
    number = case(store, row)
    (adding,) = journal.deeds(store, 1)
    undone = undoing.take_back(store, adding.id)
    gone = undoing.take_back(store, journal.deeds(store, 3)[2].id)
    preview = undoing.preview(store, undone.deed)
    assert [each.deed.id for each in preview.in_the_way] == [gone.deed]
    undoing.take_back(store, gone.deed)
    undoing.take_back(store, undone.deed)
    assert store.of(Case).get(number).facts.person_id == row


def test_what_was_undone_is_not_undone_twice_but_its_undo_is(store: Store) -> None:
    person(store)
    (adding,) = journal.deeds(store, 1)
    back = undoing.take_back(store, adding.id)
    preview = undoing.preview(store, adding.id)
    assert [each.deed.id for each in preview.in_the_way] == [back.deed]
    lines = {line.deed.id: line.can_undo for line in undoing.lines(store)}
    assert lines == {back.deed: True, adding.id: False}
    undoing.take_back(store, back.deed)
    assert store.query("SELECT full_name FROM people") == [("Lê Thị Lan",)]


def test_kinds_that_stay_say_so(store: Store) -> None:
    row = person(store)
    sensitive.reveal(store, PEOPLE, row, "religion")
    line = undoing.lines(store)[0]
    assert (line.deed.name, line.deed.note, line.title, line.can_undo) == ("reveal", "Tôn giáo", "Lê Thị Lan", False)
    preview = undoing.preview(store, line.deed.id)
    assert preview.problem is not None
    assert preview.problem.problem is Problem.UNDO_NOT_POSSIBLE
    with pytest.raises(ClerkError) as caught:
        undoing.preview(store, 99)
    assert caught.value.problem is Problem.UNDO_NOT_POSSIBLE


def test_an_old_deed_is_refused_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    person(store)
    clock.move(days=91)
    (line,) = undoing.lines(store)
    assert not line.can_undo
    preview = undoing.preview(store, line.deed.id)
    assert preview.problem is not None
    assert sentences(preview.problem)[0] == "Việc này đã quá 90 ngày nên không hoàn tác được nữa."


def test_titles_of_records_that_are_gone_come_from_their_images(store: Store) -> None:
    case(store, person(store))
    for line in undoing.lines(store):
        undoing.take_back(store, line.deed.id)
    assert [line.title for line in undoing.lines(store)] == ["Lê Thị Lan"] * 4


class TestFilters:
    def fill(self, path: Path, clock: Clock) -> None:
        register = opened(path)
        for who, days in (("Lan", 0), ("Bình", 1), ("Lan", 2)):
            clock.move(days=days)
            with store_of(register) as _:
                store = register.store(who)
                person(store, f"Trần Văn {who}")
                records.save(store, MEETINGS, None, a_meeting(store, f"Họp của {who}"))
                store.close()
        register.close()

    @pytest.mark.parametrize(
        ("wanted", "numbers"),
        [
            (Wanted(), [6, 5, 4, 3, 2, 1]),
            (Wanted(who="Bình"), [4, 3]),
            (Wanted(table="meetings"), [6, 4, 2]),
            (Wanted(name="add", who="Lan"), [6, 5, 2, 1]),
            (Wanted(name="save"), []),
            (Wanted(words="tran van lan"), [5, 1]),
            (Wanted(words="họp của bình"), [4]),
            (Wanted(words="không có"), []),
            (Wanted(first=date(2026, 3, 3)), [6, 5, 4, 3]),
            (Wanted(last=date(2026, 3, 3)), [4, 3, 2, 1]),
            (Wanted(first=date(2026, 3, 3), last=date(2026, 3, 3)), [4, 3]),
        ],
    )
    def test_a_filter_shows_its_deeds(
        self, register_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: Wanted, numbers: list[int]
    ) -> None:
        self.fill(register_path, Clock(monkeypatch))
        register = opened(register_path)
        with store_of(register) as store:
            assert [line.deed.id for line in undoing.lines(store, wanted)] == numbers
            paged, before = [], None
            while page := undoing.lines(store, wanted, before=before, limit=2):
                paged += [line.deed.id for line in page]
                before = paged[-1]
            assert paged == numbers
            assert undoing.people(store) == ["Bình", "Lan"]
        register.close()


def test_pages_walk_over_windows_without_deeds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_WINDOW", 3)
    person(store, "Trần Văn Đầu")
    for number in range(20):
        records.save(store, MEETINGS, None, a_meeting(store, f"Họp {number}"))
    assert [line.deed.id for line in undoing.lines(store, Wanted(table="people"))] == [1]
    assert [line.deed.id for line in undoing.lines(store, Wanted(table="people"), before=1)] == []


def test_private_facts_are_left_out_of_the_history_and_named(store: Store) -> None:
    row = person(store)
    kept = store.of(Person).get(row)
    religion = CodeId(store.query("SELECT id FROM codes WHERE list = 'religions' LIMIT 1")[0][0])
    records.save(store, PEOPLE, kept, replace(kept.facts, religion=religion, full_name="Lê Thị Liên"))
    (_, (image,)), _ = journal.record_deeds(store, "people", row)
    assert image.masked == ("religion",)
    assert image.before is not None
    assert image.after is not None
    assert image.after["full_name"] == "Lê Thị Liên"
    assert not {"religion", "ethnic_group"} & (image.before.keys() | image.after.keys())
    (_, (image,)), _ = journal.record_deeds(store, "people", row, is_revealed=True)
    assert image.after is not None
    assert image.after["religion"] == religion
    assert image.masked == ()


def test_undoing_the_last_deed_passes_over_those_that_stay(store: Store) -> None:
    row = person(store)
    sensitive.reveal(store, PEOPLE, row, "religion")
    records.undo_last(store)
    assert store.query("SELECT count(*) FROM people") == [(0,)]
    assert timedelta(0) <= undoing.lines(store)[0].deed.at - undoing.lines(store)[1].deed.at
