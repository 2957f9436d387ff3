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
    assert plan.images == 3
    assert [(each.noun.table, each.row, label) for each, label in plan.emptied] == [("officials", named, "Hồ sơ người")]
    assert {(each.noun.table, each.row) for each in plan.named} == {
        ("meetings", told), ("meetings", capital), ("meetings", changed)
    }  # fmt: skip


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
