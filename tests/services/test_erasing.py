"""Erasure for good: what it takes, what it leaves, and that nothing brings it back."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import checks, journal
from dandan_desktop.db.engine import connect
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.catalogue import Official
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, Prose, UnitId
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.domain.nouns import BODIES, CASES, MEETINGS, OFFICIALS, PEOPLE, Noun
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.users import Role
from dandan_desktop.services import erasing, loading, moves, records, searching, trash, undoing
from dandan_desktop.services.moves import CASE_ROAD
from dandan_desktop.services.records import PartEdit
from tests.db.test_store import a_meeting
from tests.registers import code, dump, is_sound, master, meeting_file, opened, store_of

NAME = "Quách Thị Mộng Huyền"
REASON = "đơn số 12 ngày 01/6/2026"


def person(store: Store, name: str = NAME) -> int:
    return records.save(store, PEOPLE, None, Person(full_name=name)).row


def case(store: Store, row: int, paper: str = "07-GT") -> int:
    facts = Case(person_id=PersonId(row), body_id=BodyId(1), unit_id=UnitId(1), paper_number=paper)
    first = CaseMove(to_state=CodeId(code(store, "admission_stages", "GIOI_THIEU")), happened_on=date(2026, 1, 5))
    return moves.start(store, CASE_ROAD, facts, first, date(2026, 2, 1)).row


def official(store: Store, row: int) -> int:
    facts = Official(name="Cô Huyền", position="Chủ tịch", body_id=BodyId(1), person_id=PersonId(row))
    return records.save(store, OFFICIALS, None, facts).row


def texts(store: Store) -> str:
    """Every value of every table of the register."""
    tables = [name for (name,) in store.query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return "\n".join(repr(row) for name in tables for row in store.query(f'SELECT * FROM "{name}"'))


def test_the_plan_tells_what_goes_what_is_emptied_and_where_the_name_stays(store: Store) -> None:
    row = person(store)
    number = case(store, row)
    named = official(store, row)
    opinion = PartEdit([], [(0, Opinion(text=Prose(f"Đề nghị khen chị {NAME}.")))])
    told = records.save(store, MEETINGS, None, a_meeting(store), {Opinion: opinion}).row
    capital = records.save(store, MEETINGS, None, a_meeting(store, f"HỌP VỀ {NAME.upper()}")).row
    changed = records.save(store, MEETINGS, None, a_meeting(store, f"Họp với {NAME}")).row
    kept = store.of(MEETINGS.record).get(changed)
    records.save(store, MEETINGS, kept, replace(kept.facts, title="Họp"))
    store.keep_draft("cases", 0, json.dumps({"person": NAME}))
    before = dump(store)
    plan = erasing.plan(store, PEOPLE, row)
    assert dump(store) == before
    assert plan.subject.title == NAME
    assert {(each.noun.table, each.row) for each in plan.records} == {("people", row), ("cases", number)}
    assert (plan.parts, plan.drafts, plan.blocking) == (1, 1, ())
    assert plan.images == 8  # 3 written, 3 that deleting person, case and step writes, 2 of the meeting that told him
    assert [(each.noun.table, each.row, label) for each, label in plan.emptied] == [("officials", named, "Hồ sơ người")]
    assert {(each.noun.table, each.row) for each in plan.named} == {("meetings", told), ("meetings", capital)}
    assert [(each.noun.table, each.row, each.title) for each in plan.told_once] == [("meetings", changed, "Họp")]


def test_an_erased_person_is_nowhere(store: Store) -> None:
    row = person(store)
    case(store, row)
    named = official(store, row)
    store.keep_draft("cases", 0, json.dumps({"person": NAME}))
    store.keep_draft("people", row, "{}")
    store.keep_draft("people", 0, json.dumps({"full_name": "Người khác"}))
    assert NAME in texts(store)
    done = erasing.erase(store, PEOPLE, row, REASON, "request")
    assert (done.records, done.is_clean) == (2, True)
    found = texts(store)
    assert NAME not in found
    assert "mong huyen" not in found
    assert "07-GT" not in found
    assert searching.find(store, "mộng huyền") == []
    assert store.of(Official).get(named).facts.person_id is None
    assert [page for page, _, _ in store.drafts()] == ["people"]
    assert is_sound(store)


def test_the_journal_keeps_who_and_why_but_not_whom(store: Store) -> None:
    row = person(store)
    erasing.erase(store, PEOPLE, row, REASON, "request")
    line = undoing.lines(store)[0]
    note = f"Theo yêu cầu của người có dữ liệu: {REASON} (2 dòng nhật ký)"
    assert (line.deed.name, line.deed.who, line.deed.note, line.title) == ("erase", "Lan", note, "")
    (gone,) = erasing.erased(store)
    assert (gone.table, gone.reason) == ("people", f"Theo yêu cầu của người có dữ liệu: {REASON}")
    assert erasing.erased_uids(store) == [gone.uid]
    assert all(not images[0].before and not images[0].after for _, images in journal.record_deeds(store, "people", row))


def test_the_plan_and_the_journal_count_the_same_lines(store: Store) -> None:
    row, purged = person(store), person(store, "Đặng Văn Kỉnh")
    case(store, row)
    official(store, row)
    records.trash(store, PEOPLE, purged)
    trash.purge(store, PEOPLE, purged, "Nhập trùng")
    for gone in (row, purged):
        told = erasing.plan(store, PEOPLE, gone).images
        erasing.erase(store, PEOPLE, gone, REASON, "request")
        assert undoing.lines(store)[0].deed.note.endswith(f"({told} dòng nhật ký)")
    assert checks.verify(store).holds


def meeting(store: Store, title: str, speech: str = "") -> int:
    parts = {Opinion: PartEdit([], [(0, Opinion(text=Prose(speech)))])} if speech else {}
    return records.save(store, MEETINGS, None, a_meeting(store, title), parts).row


def retitle(store: Store, row: int, title: str) -> None:
    kept = store.of(MEETINGS.record).get(row)
    records.save(store, MEETINGS, kept, replace(kept.facts, title=title))


def emptied(store: Store) -> int:
    return int(store.query("SELECT count(*) FROM history_images WHERE salt IS NULL")[0][0])


def test_what_still_tells_the_name_is_said_and_finished_after_it_was_changed(store: Store) -> None:
    row, told = person(store), meeting(store, f"Họp với {NAME}")
    spoken = meeting(store, "Họp quý", f"Đề nghị khen chị {NAME}.")
    other = meeting(store, f"Họp với {NAME}g")  # a longer name is somebody else's
    retitle(store, other, "Họp tháng")
    store.keep_draft("meetings", 0, "{}")
    done = erasing.erase(store, PEOPLE, row, REASON, "request")
    assert [(each.noun.table, each.row) for each in done.named] == [("meetings", told), ("meetings", spoken)]
    deed, before = undoing.lines(store)[0].deed.id, emptied(store)
    rest = erasing.rest(store, deed, NAME)
    assert ([each.row for each in rest.named], rest.told_once, rest.lines) == ([told, spoken], (), 0)
    retitle(store, told, "Họp")
    rest = erasing.rest(store, deed, f" {NAME} ")
    assert ([each.row for each in rest.named], [each.row for each in rest.told_once]) == ([spoken], [told])
    assert rest.lines == 2
    store.keep_draft("meetings", told, json.dumps({"title": f"Họp với {NAME}"}))
    finished = erasing.erase_rest(store, deed, NAME)
    assert [each.row for each in finished.named] == [spoken]
    assert finished.is_clean
    assert emptied(store) - before == 2
    assert [page for page, row, _ in store.drafts() if row] == []
    records.trash(store, MEETINGS, spoken)
    assert [each.row for each in erasing.rest(store, deed, NAME).named] == [spoken]
    trash.purge(store, MEETINGS, spoken, "Nhập trùng")
    erasing.erase_rest(store, deed, NAME)
    assert f"{NAME}." not in texts(store)
    assert f"{NAME}'" not in texts(store)
    assert f"{NAME}g" in texts(store)
    assert is_sound(store)
    line = undoing.lines(store)[0].deed
    why = f"xoá nốt – Theo yêu cầu của người có dữ liệu: {REASON}"
    assert (line.name, line.table, line.note) == ("erase", "people", f"{why} (2 dòng nhật ký)")
    erasing.erase_rest(store, line.id, NAME)
    assert undoing.lines(store)[0].deed.note == f"{why} (0 dòng nhật ký)"


def test_what_was_changed_before_goes_with_the_person_and_nothing_else_of_it(store: Store) -> None:
    row, told = person(store), meeting(store, f"Họp với {NAME}")
    retitle(store, told, "Họp")
    retitle(store, told, "Họp quý III")
    erasing.erase(store, PEOPLE, row, REASON, "request")
    assert NAME not in texts(store)
    (later, *older) = journal.record_deeds(store, "meetings", told)
    assert [image.after is not None for image in later[1]] == [True]
    assert [image.after for _, images in older for image in images] == [None, None]
    store.undo(later[0].id)
    assert store.of(MEETINGS.record).get(told).facts.title == "Họp"
    assert is_sound(store)


def test_the_past_of_somebody_else_of_the_same_name_stays(store: Store) -> None:
    row, namesake = person(store), person(store)
    kept = store.of(Person).get(namesake)
    records.save(store, PEOPLE, kept, replace(kept.facts, full_name="Quách Thị Mộng"))
    erasing.erase(store, PEOPLE, row, REASON, "request")
    assert NAME in texts(store)
    (line, _) = journal.record_deeds(store, "people", namesake)[0]
    store.undo(line.id)
    assert store.of(Person).get(namesake).facts.full_name == NAME


def test_the_rest_is_erased_only_of_an_erasure_by_who_may_and_by_a_whole_name(store: Store) -> None:
    row = person(store)
    added = undoing.lines(store)[0].deed.id
    erasing.erase(store, PEOPLE, row, REASON, "request")
    deed = undoing.lines(store)[0].deed.id
    for number, name, problem in (
        (added, NAME, Problem.RECORD_GONE), (999, NAME, Problem.RECORD_GONE), (deed, "Huyền", Problem.NAME_TOO_SHORT),
        (deed, " ", Problem.NAME_TOO_SHORT),
    ):  # fmt: skip
        before = dump(store)
        for act in (erasing.rest, erasing.erase_rest):
            with pytest.raises(ClerkError) as caught:
                act(store, number, name)
            assert (caught.value.problem, dump(store)) == (problem, before)
    clerk = Reader("u", "Ba", frozenset({Role.ENTER, Role.APPROVE}))
    with_less = Store(store.connection, store.path, seal_key=store.seal_key, reader=clerk)
    for act in (erasing.rest, erasing.erase_rest):
        with pytest.raises(ClerkError) as caught:
            act(with_less, deed, NAME)
        assert caught.value.problem is Problem.NOT_ALLOWED


def test_no_undo_brings_an_erased_record_back(store: Store) -> None:
    row = person(store)
    kept = store.of(Person).get(row)
    records.save(store, PEOPLE, kept, replace(kept.facts, full_name=f"{NAME} Hai"))
    erasing.erase(store, PEOPLE, row, REASON, "request")
    for line in journal.deeds(store):
        with pytest.raises(ClerkError) as caught:
            store.undo(line.id)
        assert caught.value.problem is Problem.UNDO_NOT_POSSIBLE


def test_a_record_in_the_trash_and_one_purged_before_can_be_erased(store: Store) -> None:
    row, other = person(store), person(store, "Đặng Văn Kỉnh")
    number = case(store, row, "99-XX")
    for noun, gone in ((CASES, number), (PEOPLE, row), (PEOPLE, other)):
        records.trash(store, noun, gone)
    trash.purge(store, CASES, number, "Nhập trùng")
    trash.purge(store, PEOPLE, row, "Nhập trùng")
    assert NAME in texts(store)
    assert "99-XX" in texts(store)
    erasing.erase(store, PEOPLE, row, REASON, "decision")
    erasing.erase(store, PEOPLE, other, REASON, "decision")
    found = texts(store)
    assert not [name for name in (NAME, "99-XX", "Đặng Văn Kỉnh") if name in found]
    assert len(erasing.erased(store)) == 2
    assert is_sound(store)


def test_a_meeting_takes_its_parts_and_tasks(store: Store) -> None:
    loading.load_path(store, meeting_file())
    row = store.of(MEETINGS.record).some()[0].id
    plan = erasing.plan(store, MEETINGS, row)
    tasks = store.query("SELECT count(*) FROM tasks")[0][0]
    assert len(plan.records) == 1 + tasks > 1
    erasing.erase(store, MEETINGS, row, REASON, "period_over")
    assert not any(dump(store)[table] for table in ("meetings", "opinions", "conclusions", "tasks", "partners"))
    assert len(erasing.erased(store)) == 1 + tasks
    assert is_sound(store)


@pytest.mark.parametrize(
    ("noun", "row", "reason", "problem"),
    [
        (BODIES, 1, REASON, Problem.NOT_ALLOWED),
        (PEOPLE, 99, REASON, Problem.RECORD_GONE),
        (PEOPLE, 1, "\n", Problem.REASON_MISSING),
        (PEOPLE, 1, f"theo đơn của {NAME.lower()}, xã", Problem.REASON_NAMES_SOMEBODY),
    ],
)
def test_what_is_refused_changes_nothing(store: Store, noun: Noun, row: int, reason: str, problem: Problem) -> None:
    person(store)
    before = dump(store)
    with pytest.raises(ClerkError) as caught:
        erasing.erase(store, noun, row, reason, "request")
    assert (caught.value.problem, dump(store)) == (problem, before)
    with pytest.raises(KeyError):
        erasing.erase(store, PEOPLE, 1, REASON, "because")


def test_only_who_keeps_the_register_and_sees_the_record_erases_it(register_path: Path) -> None:
    register = opened(register_path)
    with store_of(register) as store:
        row = person(store)
    for roles in ({Role.ENTER, Role.APPROVE, Role.TOTALS}, {Role.ADMIN}):
        with closing(register.store(reader=Reader("u", "Ba", frozenset(roles)))) as store:
            for act in (
                lambda store=store: erasing.plan(store, PEOPLE, row),
                lambda store=store: erasing.erase(store, PEOPLE, row, REASON, "request"),
            ):
                with pytest.raises(ClerkError) as caught:
                    act()
                assert caught.value.problem in (Problem.NOT_ALLOWED, Problem.RECORD_GONE)
    register.close()


def test_an_older_copy_forgets_again_what_was_erased_since(register_path: Path, tmp_path: Path) -> None:
    register = opened(register_path)
    with store_of(register) as store:
        row, stays = person(store), person(store, "Trần Văn Bình")
        purged = case(store, row, "99-XX")
    older = tmp_path / "cũ.dandan"
    shutil.copyfile(register_path, older)
    with store_of(register) as store:
        records.trash(store, CASES, purged)
        trash.purge(store, CASES, purged, "Nhập trùng")
        erasing.erase(store, PEOPLE, row, REASON, "request")
        uids = erasing.erased_uids(store)
    register.close()
    connection = connect(older, master().data_key)
    assert erasing.erase_again(connection, [*uids, "unknown"]) == 1
    assert erasing.erase_again(connection, []) == 0
    connection.close()
    register = opened(older)
    with store_of(register) as store:
        found = texts(store)
        assert not [name for name in (NAME, "99-XX") if name in found]
        assert [each["id"] for each in dump(store)["people"]] == [stays]
        assert set(uids) <= set(erasing.erased_uids(store))
        assert checks.faults(store) == []
    register.close()


def test_the_last_backup_goes_a_year_after_it_was_made_at_most() -> None:
    days = [date(2026, 1, 5), date(2026, 2, 28), date(2024, 2, 29)]
    assert erasing.gone_from_backups_on(days) == date(2027, 2, 28)
    assert erasing.gone_from_backups_on([date(2028, 2, 29)]) == date(2029, 2, 28)
    assert erasing.gone_from_backups_on([]) is None
