"""Taking deeds back: afterwards every table is as before, but for versions and times."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandan_desktop.db import checks, journal
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.catalogue import Body, Official
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, PersonId, Prose, UnitId
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.meetings import Opinion, Task, Weakness
from dandan_desktop.domain.nouns import BODIES, CASES, MEETINGS, OFFICIALS, PEOPLE, PROPOSALS, TASKS
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.exchange import open_format
from dandan_desktop.services import loading, meetings, moves, proposals, records, registers
from dandan_desktop.services.moves import CASE_ROAD, INITIATIVE_ROAD
from dandan_desktop.services.records import PartEdit
from tests.db.test_store import a_meeting
from tests.registers import code, dump, fresh_store, meeting_content

TODAY = date(2026, 7, 1)
Act = Callable[[Store, random.Random], Changes | None]


def any_row(store: Store, table: str, dice: random.Random) -> int | None:
    rows = [row for (row,) in store.query(f"SELECT id FROM {table} ORDER BY id")]
    return dice.choice(rows) if rows else None


def none_but(error: ClerkError, *problems: Problem) -> None:
    """Nothing was done, for one of these reasons and no other."""
    if error.problem not in problems:
        raise error


def add_person(store: Store, dice: random.Random) -> Changes:
    return records.save(store, PEOPLE, None, Person(full_name=f"Nguyễn Văn {dice.choice(['An', 'Bình', 'Đạt'])}"))


def save_person(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "people", dice)
    if row is None:
        return None
    kept = store.of(Person).get(row)
    return records.save(store, PEOPLE, kept, replace(kept.facts, full_name=f"Lê {dice.randint(0, 9)}"))


def add_case(store: Store, dice: random.Random) -> Changes | None:
    person = any_row(store, "people", dice)
    if person is None:
        return None
    case = Case(person_id=PersonId(person), body_id=BodyId(1), unit_id=UnitId(1))
    first = CaseMove(to_state=CodeId(code(store, "admission_stages", "GIOI_THIEU")), happened_on=date(2026, 1, 5))
    return moves.start(store, CASE_ROAD, case, first, TODAY)


def move_case(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "cases", dice)
    if row is None:
        return None
    stage = dice.choice(["CAM_TINH", "CO_GCN", "DU_BI"])
    to = CaseMove(
        to_state=CodeId(code(store, "admission_stages", stage)),
        happened_on=date(2026, 1, 5) + timedelta(days=dice.randint(0, 90)),
    )
    try:
        return moves.move(store, CASE_ROAD, row, to, TODAY)
    except ClerkError as error:
        none_but(error, Problem.RECORD_INVALID)
        return None


def load_meeting(store: Store, dice: random.Random) -> Changes | None:
    content = {**meeting_content(), "title": f"Họp {dice.randint(0, 10**9)}"}
    file = open_format.parse(open_format.dumps(content).encode(), Path("tệp.json"))
    loading.load(store, file, Path("tệp.json"))
    (line,) = journal.deeds(store, 1)
    return Changes(line.id, line.name, frozenset(), line.row)


def edit_meeting(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "meetings", dice)
    if row is None:
        return None
    sitting = meetings.read(store, row)

    def shaken(record: type[Any], new: Any) -> PartEdit:
        before = sitting.parts[record].before
        after = [(kept.id, kept.facts) for kept in before if dice.random() < 0.7]
        after = [(part, replace(facts, text=Prose(f"Ý {dice.random()}")) if dice.random() < 0.3 else facts)
                 for part, facts in after]  # fmt: skip
        after += [(0, new)] * dice.randint(0, 2)
        dice.shuffle(after)
        return PartEdit(before, after)

    opinions = shaken(Opinion, Opinion(text=Prose("Mới"), is_proposal=True))
    marked = [
        (part, replace(facts, is_proposal=not facts.is_proposal) if dice.random() < 0.2 else facts)
        for part, facts in opinions.after
    ]
    parts = {
        **sitting.parts,
        Opinion: PartEdit(opinions.before, marked),
        Weakness: shaken(Weakness, Weakness(text=Prose("Mới"))),
    }
    kept = [entry for entry in sitting.conclusions if dice.random() < 0.9]
    dice.shuffle(kept)
    edited = replace(sitting, parts=parts, conclusions=tuple(kept))
    try:
        return meetings.save(store, replace(edited, meeting=replace(edited.meeting, venue=f"Phòng {dice.random()}")))
    except ClerkError as error:
        none_but(error, Problem.RECORD_INVALID, Problem.PROPOSAL_UNDER_WAY)
        return None


def work_on_proposal(store: Store, dice: random.Random) -> Changes | None:
    """Send, answer, tell, take back what was written, or say that it repeats another."""
    row, other = any_row(store, "proposals", dice), any_row(store, "proposals", dice)
    if row is None or other is None:
        return None
    kept, day = store.of(Proposal).get(row), TODAY - timedelta(days=dice.randint(0, 2))
    done: list[dict[str, Any]] = [
        {"sent_to_id": BodyId(2), "sent_on": day}, {"answered_on": day, "answer": Prose("Đã xem xét")},
        {"answered_on": day, "told_on": day}, {"edited": Prose(f"Ý {dice.random()}")}, {"repeats_id": other},
        dict.fromkeys(("sent_to_id", "sent_on", "answered_on", "answer", "told_on", "repeats_id")),
    ]  # fmt: skip
    try:
        return proposals.save(store, kept, replace(kept.facts, **dice.choice(done)), TODAY)
    except ClerkError as error:
        none_but(error, Problem.RECORD_INVALID)
        return None


def trash_proposal(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "proposals", dice)
    return None if row is None else records.trash(store, PROPOSALS, row)


def trash_meeting(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "meetings", dice)
    return None if row is None else meetings.trash(store, row)


def restore_meeting(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "meetings", dice)
    return None if row is None else meetings.restore(store, row)


def trash_case(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "cases", dice)
    return None if row is None else records.trash(store, CASES, row)


def restore_case(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "cases", dice)
    return None if row is None else records.restore(store, CASES, row)


def take_back_move(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "cases", dice)
    return None if row is None else moves.take_back(store, CASE_ROAD, row)


def undo_something(store: Store, dice: random.Random) -> Changes | None:
    """Undo of anything, an undo too, where nothing is in its way."""
    rows = [line.id for line in journal.deeds(store)]
    try:
        return store.undo(dice.choice(rows)) if rows else None
    except ClerkError as error:
        none_but(error, Problem.UNDO_REFUSED)
        return None


def finish_task(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "tasks", dice)
    if row is None:
        return None
    done = dice.choice([None, date(2026, 6, dice.randint(1, 30))])
    return meetings.finish_task(store, row, done, Prose("Xong"))


def add_initiative(store: Store, dice: random.Random) -> Changes:
    chosen: dict[str, Any] = {
        name: CodeId(code(store, codes, of))
        for name, codes, of in (
            ("field", "initiative_fields", "KT"),
            ("kind", "initiative_kinds", "MHM"),
            ("owner_kind", "owner_kinds", "tap_the"),
        )
    }
    made = Initiative(name=f"Tổ hội {dice.randint(0, 99)}", owner_name="Ấp 3", unit_id=UnitId(1), **chosen)
    return moves.start(store, INITIATIVE_ROAD, made, _initiative_move(store, "DE_XUAT", 0), TODAY)


def move_initiative(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "initiatives", dice)
    if row is None:
        return None
    to = _initiative_move(store, dice.choice(["DA_DANG_KY", "DANG_THUC_HIEN", "CHAM_DUT"]), dice.randint(0, 90))
    try:
        return moves.move(store, INITIATIVE_ROAD, row, to, TODAY)
    except ClerkError as error:
        none_but(error, Problem.RECORD_INVALID)
        return None


def _initiative_move(store: Store, state: str, days: int) -> InitiativeMove:
    happened_on = date(2026, 1, 5) + timedelta(days=days)
    return InitiativeMove(to_state=CodeId(code(store, "initiative_states", state)), happened_on=happened_on)


def add_official(store: Store, dice: random.Random) -> Changes:
    name = f"Trần Thị {dice.choice(['Hoa', 'Đào'])}"
    return records.save(store, OFFICIALS, None, Official(name=name, position="Phó Trưởng ban", body_id=BodyId(1)))


def rename_body(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "bodies", dice)
    if row is None:
        return None
    kept = store.of(Body).get(row)
    return records.save(store, BODIES, kept, replace(kept.facts, name=f"{kept.facts.name} {dice.randint(0, 9)}"))


def choose_office(store: Store, dice: random.Random) -> Changes | None:
    row = any_row(store, "bodies", dice)
    return None if row is None else registers.choose_office(store, row)


ACTS: list[Act] = [
    add_person, save_person, add_case, move_case, load_meeting, edit_meeting, edit_meeting, trash_meeting,
    restore_meeting, trash_case, restore_case, take_back_move, undo_something, finish_task, add_initiative,
    move_initiative, add_official, rename_body, choose_office,
    work_on_proposal, work_on_proposal, trash_proposal,
]  # fmt: skip


@settings(max_examples=6)
@given(seed=st.integers(0, 2**32), plan=st.lists(st.sampled_from(ACTS), min_size=30, max_size=30))
def test_all_deeds_taken_back_and_all_of_that_taken_back(seed: int, plan: list[Act]) -> None:
    dice = random.Random(seed)
    with TemporaryDirectory() as folder, fresh_store(Path(folder)) as store:
        begun = dump(store, own=False)
        done = [changes.deed for act in plan if (changes := act(store, dice)) is not None and changes.deed]
        ended, versions = dump(store, own=False), versions_of(store)
        undone = [store.undo(deed).deed for deed in reversed(done)]
        assert dump(store, own=False) == begun
        again = [store.undo(deed).deed for deed in reversed(undone)]
        assert dump(store, own=False) == ended
        assert all(
            version > versions[row] for row, version in versions_of(store).items() if row in touched(store, again)
        )
        assert checks.faults(store) == []
        assert_search_is_true(store)


def versions_of(store: Store) -> dict[tuple[str, int], int]:
    return {(table, row["id"]): row["version"] for table, rows in dump(store).items() for row in rows}


def touched(store: Store, deeds: list[int]) -> set[tuple[str, int]]:
    marks = ", ".join("?" * len(deeds))
    return set(store.query(f"SELECT tbl, row FROM history WHERE deed IN ({marks})", deeds))


def assert_search_is_true(store: Store) -> None:
    """The search text kept deed by deed is the one made anew from the records."""
    select = "SELECT kind, row, title, fold, norm, sort, alias FROM search ORDER BY kind, row"
    kept = store.query(select)
    with store.connection:
        store.connection.execute(
            "DELETE FROM search WHERE kind IN ('people', 'cases', 'meetings', 'tasks', 'proposals')"
        )
        store._search.refresh_all((PEOPLE, CASES, MEETINGS, TASKS, PROPOSALS))
    assert store.query(select) == kept


def refused(store: Store, deed: int) -> ClerkError:
    before = dump(store)
    with pytest.raises(ClerkError) as caught:
        store.undo(deed)
    assert dump(store) == before
    return caught.value


def test_undo_is_refused_when_a_later_edit_would_be_lost(store: Store) -> None:
    dice = random.Random(1)
    adding = add_person(store, dice)
    saving = save_person(store, dice)
    assert saving is not None
    error = refused(store, adding.deed)
    assert (error.problem, error.facts["table"], error.facts["row"]) == (Problem.UNDO_REFUSED, "people", 1)
    store.undo(saving.deed)
    store.undo(adding.deed)
    assert store.query("SELECT count(*) FROM people") == [(0,)]


def test_undo_is_refused_when_something_leans_on_it(store: Store) -> None:
    dice = random.Random(1)
    adding = add_person(store, dice)
    assert add_case(store, dice) is not None
    assert refused(store, adding.deed).problem is Problem.UNDO_REFUSED


def test_undo_is_refused_when_its_row_was_undone_already(store: Store) -> None:
    adding = add_person(store, random.Random(1))
    store.undo(adding.deed)
    assert refused(store, adding.deed).problem is Problem.UNDO_REFUSED


def test_undo_of_nothing(store: Store) -> None:
    assert refused(store, 77).problem is Problem.UNDO_NOT_POSSIBLE
    with pytest.raises(ClerkError) as caught:
        records.undo_last(store)
    assert caught.value.problem is Problem.NOTHING_TO_UNDO


def test_images_that_were_erased_cannot_be_taken_back(store: Store) -> None:
    adding = add_person(store, random.Random(1))
    store.connection.execute("DELETE FROM history_images")
    store.connection.commit()
    assert refused(store, adding.deed).problem is Problem.UNDO_NOT_POSSIBLE


def test_undo_raises_the_version_so_that_an_older_form_cannot_overwrite(store: Store) -> None:
    dice = random.Random(1)
    add_person(store, dice)
    kept = store.of(Person).get(1)
    saving = save_person(store, dice)
    assert saving is not None
    store.undo(saving.deed)
    assert store.of(Person).get(1).facts == kept.facts
    assert store.of(Person).get(1).version == 3
    with pytest.raises(ClerkError) as caught, store.change("save"):
        store.of(Person).replace(kept, Person(full_name="Khác"))
    assert caught.value.problem is Problem.RECORD_CHANGED


def test_the_id_of_an_undone_row_goes_to_nobody_else(store: Store) -> None:
    dice = random.Random(1)
    first = add_person(store, dice)
    store.undo(first.deed)
    assert add_person(store, dice).row == first.row + 1


def test_undo_last_and_undo_of_undo_keep_their_order(store: Store) -> None:
    dice = random.Random(1)
    first, second = add_person(store, dice), add_person(store, dice)
    back = records.undo_last(store)
    assert [line.undone_by for line in journal.deeds(store)] == [None, back.deed, None]
    redo = records.undo(store, back.deed)
    undone = {line.id: line.undone_by for line in journal.deeds(store)}
    assert undone == {first.deed: None, second.deed: None, back.deed: redo.deed, redo.deed: None}
    records.undo_last(store)
    assert store.query("SELECT id FROM people") == [(first.row,)]
    records.undo_last(store)
    assert store.query("SELECT id FROM people") == []


def test_a_save_that_changed_nothing_does_not_stand_in_the_way_of_undo(store: Store) -> None:
    add_person(store, random.Random(1))
    kept = store.of(Person).get(1)
    records.save(store, PEOPLE, kept, kept.facts)
    records.undo_last(store)
    assert store.query("SELECT count(*) FROM people") == [(0,)]


def test_a_meeting_comes_back_with_everything_that_hung_on_it(store: Store) -> None:
    dice = random.Random(3)
    load_meeting(store, dice)
    before = dump(store, own=False)
    with store.change("trash") as deed:
        for (task,) in store.query("SELECT id FROM tasks"):
            store.of(Task).remove(task, for_good=True)
        for (proposal,) in store.query("SELECT id FROM proposals"):
            store.of(Proposal).remove(proposal, for_good=True)
        store.of(type(a_meeting(store))).remove(1, for_good=True)
    assert dump(store)["opinions"] == dump(store)["conclusions"] == []
    store.undo(deed.number)
    assert dump(store, own=False) == before
    assert MEETINGS.title(store.of(MEETINGS.record).get(1).facts, store.names)
