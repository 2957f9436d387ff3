"""The trash: thirty days, cleared with a reason and never by itself, its history kept."""

from datetime import date

import pytest

from dandan_desktop.db import checks, journal
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, UnitId
from dandan_desktop.domain.nouns import CASES, MEETINGS, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import loading, meetings, moves, records, trash, undoing
from dandan_desktop.services.moves import CASE_ROAD
from tests.clock import Clock
from tests.registers import code, dump, meeting_file

REASON = "Nhập trùng"


def person(store: Store, name: str = "Lê Thị Lan") -> int:
    return records.save(store, PEOPLE, None, Person(full_name=name)).row


def case(store: Store, row: int) -> int:
    facts = Case(person_id=PersonId(row), body_id=BodyId(1), unit_id=UnitId(1))
    first = CaseMove(to_state=CodeId(code(store, "admission_stages", "GIOI_THIEU")), happened_on=date(2026, 1, 5))
    return moves.start(store, CASE_ROAD, facts, first, date(2026, 2, 1)).row


def meeting(store: Store) -> int:
    loading.load_path(store, meeting_file())
    return int(store.query("SELECT id FROM meetings")[0][0])


def refused(store: Store, noun: object, row: int, reason: str = REASON) -> ClerkError:
    before = dump(store)
    with pytest.raises(ClerkError) as caught:
        trash.purge(store, noun, row, reason)  # type: ignore[arg-type]
    assert dump(store) == before
    return caught.value


def test_what_lies_in_the_trash_has_its_days_its_person_and_its_title(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    first, second = person(store), person(store, "Trần Văn Bình")
    records.trash(store, PEOPLE, first)
    clock.move(days=29)
    records.trash(store, PEOPLE, second)
    lying = [(each.title, each.who, each.days_left) for each in trash.listed(store)]
    assert lying == [("Trần Văn Bình", "Lan", 30), ("Lê Thị Lan", "Lan", 1)]
    assert trash.due(store) == []
    clock.move(days=1)
    assert [each.title for each in trash.due(store)] == ["Lê Thị Lan"]
    clock.move(days=400)
    assert len(trash.listed(store)) == 2


def test_what_goes_along_is_counted_once(store: Store) -> None:
    row, lan = meeting(store), person(store)
    records.trash(store, PEOPLE, lan)
    assert trash.along(store, trash.listed(store)).counts == ()
    tasks = store.query("SELECT count(*) FROM tasks")[0][0]
    concluded = store.query("SELECT count(*) FROM conclusions")[0][0]
    meetings.trash(store, row)
    (lying,) = [each for each in trash.listed(store) if each.noun is MEETINGS]
    found = trash.along(store, [lying])
    counts = dict(found.counts)
    assert (counts["Nhiệm vụ"], counts["Kết luận"]) == (tasks, concluded)
    assert tasks
    assert found.follows == ()
    whole = dict(trash.along(store, trash.listed(store)).counts)  # with the tasks chosen themselves
    assert whole == {label: count for label, count in counts.items() if label not in {"Nhiệm vụ", "Kiến nghị"}}


def test_a_clock_ten_years_ahead_makes_nothing_due(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    records.trash(store, PEOPLE, person(store))
    clock.move(days=3650)
    assert [each.days_left for each in trash.listed(store)] == [29]


def test_a_purged_record_is_gone_and_its_history_still_tells_it(store: Store) -> None:
    row = person(store)
    records.trash(store, PEOPLE, row)
    trash.purge(store, PEOPLE, row, f"  {REASON} ")
    assert store.query("SELECT count(*) FROM people") == [(0,)]
    assert trash.listed(store) == []
    line = undoing.lines(store)[0]
    assert (line.deed.name, line.deed.note, line.title, line.can_undo) == ("purge", REASON, "Lê Thị Lan", False)
    assert [line.name for line, _ in journal.record_deeds(store, "people", row)] == ["purge", "trash", "add"]
    assert store.query("SELECT count(*) FROM search WHERE kind = 'people'") == [(0,)]
    assert checks.faults(store) == []


def test_no_undo_brings_a_purged_record_back(store: Store) -> None:
    row = person(store)
    records.trash(store, PEOPLE, row)
    purging = trash.purge(store, PEOPLE, row, REASON)
    for line in journal.deeds(store):
        problem = undoing.preview(store, line.id).problem
        assert problem is not None
        with pytest.raises(ClerkError) as caught:
            store.undo(line.id)
        assert caught.value.problem is problem.problem
    adding = next(line for line in journal.deeds(store) if line.name == "add")
    assert undoing.preview(store, adding.id).in_the_way[0].deed.id == purging.deed


def test_a_meeting_goes_with_its_parts_and_the_tasks_that_went_with_it(store: Store) -> None:
    row = meeting(store)
    meetings.trash(store, row)
    trash.purge(store, MEETINGS, row, REASON)
    empty = {name for name, rows in dump(store).items() if not rows}
    assert {"meetings", "conclusions", "opinions", "attendance", "sources", "tasks", "partners"} <= empty
    assert checks.faults(store) == []


def test_what_is_used_or_not_in_the_trash_or_without_a_reason_stays(store: Store) -> None:
    row = person(store)
    number = case(store, row)
    assert refused(store, PEOPLE, row).problem is Problem.NOT_IN_TRASH
    records.trash(store, PEOPLE, row)
    error = refused(store, PEOPLE, row)
    assert (error.problem, error.facts["by"]) == (Problem.PURGE_REFUSED, "Hồ sơ giới thiệu “Lê Thị Lan”")
    records.trash(store, CASES, number)
    assert refused(store, CASES, number, " ").problem is Problem.REASON_MISSING
    assert refused(store, CASES, number, "theo đơn bà LE THI LAN").problem is Problem.REASON_NAMES_SOMEBODY
    assert refused(store, CASES, 99).problem is Problem.RECORD_GONE
    trash.purge(store, CASES, number, REASON)
    trash.purge(store, PEOPLE, row, REASON)
    assert dump(store)["people"] == dump(store)["case_moves"] == []


def test_clearing_takes_all_that_is_due_but_what_others_need(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    free, used, both, stays = person(store), person(store, "Còn Dùng"), person(store, "Cả Hai"), person(store, "Ở Lại")
    needing, going = case(store, used), case(store, both)
    for noun, row in ((PEOPLE, free), (PEOPLE, used), (PEOPLE, both), (CASES, going)):
        records.trash(store, noun, row)
    clock.move(days=31)
    records.trash(store, PEOPLE, stays)
    cleared = trash.clear(store, trash.due(store), REASON)
    assert cleared.count == 3
    assert [each.title for each in cleared.left] == ["Còn Dùng"]
    assert [row["id"] for row in dump(store)["people"]] == [used, stays]
    assert [row["id"] for row in dump(store)["cases"]] == [needing]
    assert undoing.lines(store)[0].deed.note == f"{REASON} (3 bản ghi)"


def test_restoring_brings_back_what_went_together(store: Store) -> None:
    row = meeting(store)
    before = dump(store, own=False)
    meetings.trash(store, row)
    assert len(trash.listed(store)) > 1
    records.restore(store, MEETINGS, row)
    assert dump(store, own=False) == before
