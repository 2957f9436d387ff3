"""Minutes locked, reopened, added to and printed again; and nothing else that gets past the lock."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from dandan_desktop.db.meetings import partners_of
from dandan_desktop.db.store import Store
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.catalogue import Body, Official, Unit
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, Prose
from dandan_desktop.domain.frozen import frozen
from dandan_desktop.domain.meetings import Conclusion, Meeting, Opinion, Task
from dandan_desktop.domain.minutes import MinutesVersion
from dandan_desktop.domain.nouns import MEETINGS, OFFICIALS, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.users import Role
from dandan_desktop.services import loading, meetings, minutes, papers, records, trash, undoing
from dandan_desktop.services.meetings import Sitting
from dandan_desktop.services.records import PartEdit
from tests.db.test_store import a_meeting
from tests.registers import dump, is_sound, meeting_file, opened, store_of

TODAY = date(2026, 6, 1)
WHY = "sai số liệu ở kết luận 2"


@pytest.fixture
def row(store: Store) -> int:
    loading.load_path(store, meeting_file())
    return store.of(Meeting).some()[0].id


def printed(file: Path) -> list[str]:
    return [line.text for line in all_lines(blocks(file.read_bytes()))]


def problem_of(act: Callable[[], Any]) -> Problem:
    with pytest.raises(ClerkError) as caught:
        act()
    return caught.value.problem


def resaved(store: Store, row: int, **facts: Any) -> Any:
    sitting = meetings.read(store, row)
    return meetings.save(store, replace(sitting, meeting=replace(sitting.meeting, **facts)))


def later_sitting(store: Store, row: int) -> int:
    facts = store.of(Meeting).get(row).facts
    later = replace(facts, title="Kỳ sau", held_on=facts.held_on.replace(year=facts.held_on.year + 1))
    return meetings.save(store, Sitting(None, later, {}, ())).row


NEW_NAMES: dict[type[Any], dict[str, Any]] = {
    Person: {"full_name": "Người khác"},
    Official: {"name": "Người khác", "position": "Chức khác"},
    Unit: {"name": "Tên mới"},
    Body: {"name": "Tên mới", "header_upper": "MỚI", "header_lower": "MỚI", "symbol": "MOI", "place": "Nơi mới"},
}


def renamed_everything(store: Store) -> None:
    """Rename every body, unit, person and official, as somebody who changes the catalogue does."""
    with store.change("save"):
        for record, names in NEW_NAMES.items():
            rows = store.of(record)
            for kept in rows.some():
                rows.replace(kept, replace(kept.facts, **names))


def test_a_reprint_is_what_was_locked_whatever_is_renamed(store: Store, row: int, tmp_path: Path) -> None:
    chair = store.of(Meeting).get(row).facts.chair_name or ""
    records.save(store, PEOPLE, None, Person(full_name=chair))
    records.save(store, OFFICIALS, None, Official(name=chair, position="Bí thư", body_id=BodyId(1)))
    minutes.lock(store, row, TODAY)
    before = papers.write_minutes(store, row, tmp_path)
    was, content = printed(before), before.read_bytes()
    live = papers.meeting_sheet(store, row)
    renamed_everything(store)
    assert not store.query("SELECT 1 FROM people WHERE full_name = ?", (chair,))
    assert papers.meeting_sheet(store, row) != live
    assert printed(papers.write_minutes(store, row, tmp_path)) == was
    assert before.read_bytes() == content
    (file,) = papers.write_all_minutes(store, [row], tmp_path / "all")
    assert file.read_bytes() == content


def test_a_meeting_never_locked_prints_as_it_stands(store: Store, row: int, tmp_path: Path) -> None:
    resaved(store, row, venue="Hội trường số 9")
    assert any("Hội trường số 9" in line for line in printed(papers.write_minutes(store, row, tmp_path)))
    assert not minutes.standing(store, row).versions


def test_every_version_is_kept_and_printed_again(store: Store, row: int, tmp_path: Path) -> None:
    for venue in ("Nơi một", "Nơi hai"):
        resaved(store, row, venue=venue)
        minutes.lock(store, row, TODAY)
        if venue == "Nơi một":
            minutes.reopen(store, row, WHY, TODAY)
    now = minutes.standing(store, row)
    assert [(each.facts.number, each.facts.reason) for each in now.versions] == [(1, WHY), (2, None)]
    assert now.is_locked
    for kept, venue in zip(now.versions, ("Nơi một", "Nơi hai"), strict=True):
        file = papers.write_version(store, kept.id, tmp_path)
        assert file.name.endswith(f"-lan-{kept.facts.number}.docx")
        assert any(venue in line for line in printed(file))
    assert any("Nơi hai" in line for line in printed(papers.write_minutes(store, row, tmp_path)))


def test_tasks_go_on_and_the_frozen_words_stay(store: Store, row: int, tmp_path: Path) -> None:
    minutes.lock(store, row, TODAY)
    was = printed(papers.write_minutes(store, row, tmp_path))
    task = store.of(Task).some()[0]
    meetings.finish_task(store, task.id, TODAY, Prose("Xong"))
    partners = partners_of(store, task.id)
    edit = PartEdit(partners, [(each.id, each.facts) for each in partners])
    meetings.save_task(store, store.of(Task).get(task.id), replace(task.facts, product="Báo cáo mới"), edit)
    assert store.of(Task).get(task.id).facts.product == "Báo cáo mới"
    assert printed(papers.write_minutes(store, row, tmp_path)) == was


def a_new_opinion(store: Store, row: int) -> Any:
    sitting = meetings.read(store, row)
    edit = sitting.parts[Opinion]
    more = PartEdit(edit.before, [*edit.after, (0, Opinion(text=Prose("Thêm")))])
    return meetings.save(store, replace(sitting, parts={**sitting.parts, Opinion: more}))


def a_conclusion_less(store: Store, row: int) -> Any:
    sitting = meetings.read(store, row)
    return meetings.save(store, replace(sitting, conclusions=sitting.conclusions[:-1]))


def reworded(store: Store, row: int) -> Any:
    kept = store.of(Conclusion).some("WHERE t.meeting_id = ?", (row,))[0]
    with store.change("save"):
        store.of(Conclusion).replace(kept, replace(kept.facts, text=Prose("Khác")))


def rewritten(store: Store, row: int) -> Any:
    (kept,) = minutes.standing(store, row).versions
    with store.change("save"):
        store.of(MinutesVersion).replace(kept, replace(kept.facts, number=7))


WAYS: dict[str, Callable[[Store, int], Any]] = {
    "its own facts": lambda store, row: resaved(store, row, venue="Khác"),
    "a part more": a_new_opinion,
    "a part less": a_conclusion_less,
    "a part changed past the services": reworded,
    "the frozen words": rewritten,
    "the trash": meetings.trash,
    "the trash of any noun": lambda store, row: records.trash(store, MEETINGS, row),
    "undo of what came before": lambda store, _: store.undo(undoing.lines(store)[1].deed.id),
    "another lock": lambda store, row: minutes.lock(store, row, TODAY),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_gets_past_the_lock(store: Store, row: int, way: str) -> None:
    resaved(store, row, venue="Hội trường")
    minutes.lock(store, row, TODAY)
    before = dump(store)
    assert problem_of(lambda: WAYS[way](store, row)) is Problem.MINUTES_LOCKED
    assert dump(store) == before


def test_loading_the_same_file_again_changes_nothing(store: Store, row: int) -> None:
    minutes.lock(store, row, TODAY)
    before = dump(store)
    assert not loading.load_path(store, meeting_file()).is_new
    assert dump(store) == before


def test_an_undo_past_the_lock_is_told_before_it_is_tried(store: Store, row: int) -> None:
    saved = resaved(store, row, venue="Hội trường")
    minutes.lock(store, row, TODAY)
    problem = undoing.preview(store, saved.deed).problem
    assert problem is not None
    assert problem.problem is Problem.MINUTES_LOCKED


def test_the_lock_itself_is_undone_while_nothing_depends_on_it(store: Store, row: int) -> None:
    before = dump(store, own=False)
    locked = minutes.lock(store, row, TODAY)
    assert undoing.preview(store, locked.deed).is_possible
    store.undo(locked.deed)
    assert dump(store, own=False) == before
    assert resaved(store, row, venue="Khác").deed


def test_a_lock_others_build_on_is_not_undone(store: Store, row: int, tmp_path: Path) -> None:
    ways: list[tuple[Callable[[], Any], Problem]] = [
        (lambda: later_sitting(store, row), Problem.MINUTES_FOLLOWED),
        (lambda: minutes.add_addendum(store, row, ["Thêm"], TODAY), Problem.MINUTES_FOLLOWED),
        (lambda: papers.write_minutes(store, row, tmp_path), Problem.MINUTES_PRINTED),
        (lambda: list(papers.write_all_minutes(store, [row], tmp_path)), Problem.MINUTES_PRINTED),
        (lambda: minutes.reopen(store, row, WHY, TODAY), Problem.UNDO_REFUSED),
    ]
    for then, wanted in ways:
        deed = minutes.lock(store, row, TODAY).deed
        then()
        assert problem_of(lambda deed=deed: store.undo(deed)) is wanted  # type: ignore[misc]
        told = undoing.preview(store, deed).problem
        assert told is not None
        assert told.problem is wanted
        if minutes.standing(store, row).addenda:
            store.undo(undoing.lines(store)[0].deed.id)
        for kept in store.of(Meeting).some("WHERE t.title = 'Kỳ sau' AND t.deleted_at IS NULL"):
            meetings.trash(store, kept.id)
        if minutes.standing(store, row).is_locked:
            minutes.reopen(store, row, WHY, TODAY)


def test_an_opening_is_undone_only_while_the_meeting_stayed_as_it_was(store: Store, row: int) -> None:
    minutes.lock(store, row, TODAY)
    first = minutes.reopen(store, row, WHY, TODAY)
    store.undo(first.deed)
    assert minutes.standing(store, row).is_locked
    second = minutes.reopen(store, row, WHY, TODAY)
    resaved(store, row, venue="Khác")
    assert problem_of(lambda: store.undo(second.deed)) is Problem.MINUTES_CHANGED
    minutes.lock(store, row, TODAY)
    assert problem_of(lambda: store.undo(second.deed)) in (Problem.MINUTES_CHANGED, Problem.UNDO_REFUSED)


def test_a_lock_undone_does_not_come_back_over_a_changed_meeting(store: Store, row: int) -> None:
    locked = minutes.lock(store, row, TODAY)
    undone = store.undo(locked.deed)
    resaved(store, row, venue="Khác")
    assert problem_of(lambda: store.undo(undone.deed)) is Problem.MINUTES_CHANGED


def test_only_the_newest_is_reopened_and_for_a_reason(store: Store, row: int) -> None:
    assert problem_of(lambda: minutes.reopen(store, row, WHY, TODAY)) is Problem.MINUTES_NOT_LOCKED
    minutes.lock(store, row, TODAY)
    assert problem_of(lambda: minutes.reopen(store, row, " ", TODAY)) is Problem.REASON_MISSING
    chair = store.of(Meeting).get(row).facts.chair_name
    assert problem_of(lambda: minutes.reopen(store, row, f"{chair} nói", TODAY)) is Problem.REASON_NAMES_SOMEBODY
    minutes.reopen(store, row, WHY, TODAY)
    assert problem_of(lambda: minutes.reopen(store, row, WHY, TODAY)) is Problem.MINUTES_NOT_LOCKED
    assert resaved(store, row, venue="Khác").deed
    assert undoing.lines(store)[1].deed.note == WHY


def test_once_a_later_sitting_is_there_only_an_addendum_helps(store: Store, row: int) -> None:
    minutes.lock(store, row, TODAY)
    assert minutes.standing(store, row).followed == ""
    later = later_sitting(store, row)
    assert minutes.standing(store, row).followed
    assert problem_of(lambda: minutes.reopen(store, row, WHY, TODAY)) is Problem.MINUTES_FOLLOWED
    meetings.trash(store, later)
    assert minutes.reopen(store, row, WHY, TODAY).deed


def test_a_sitting_of_another_series_or_convener_is_not_a_later_one(store: Store, row: int) -> None:
    minutes.lock(store, row, TODAY)
    facts = store.of(Meeting).get(row).facts
    for changed in ({"series": 1 + facts.series}, {"convener_id": store.query("SELECT max(id) FROM bodies")[0][0]}):
        other = replace(facts, held_on=date(2030, 1, 1), **changed)
        assert other != facts
        meetings.save(store, Sitting(None, other, {}, ()))
    assert minutes.standing(store, row).followed == ""


def test_a_later_sitting_by_the_same_body_under_its_new_name_counts(store: Store, row: int) -> None:
    minutes.lock(store, row, TODAY)
    facts = store.of(Meeting).get(row).facts
    body = store.of(Body).get(facts.convener_id)
    with store.change("add"):
        nobodys = store.of(Body).add(replace(body.facts, name="Không dòng", line=""))
        store.of(Body).replace(body, replace(body.facts, line="một dòng"))
        renamed = store.of(Body).add(replace(body.facts, name="Tên sau", line="một dòng"))
    for convener, is_later in ((nobodys, False), (renamed, True)):
        later = replace(facts, held_on=date(2030, 1, 1), convener_id=BodyId(convener))
        meetings.save(store, Sitting(None, later, {}, ()))
        assert bool(minutes.standing(store, row).followed) is is_later


def test_a_sitting_on_the_same_day_is_later_by_its_hour(store: Store, row: int) -> None:
    resaved(store, row, starts_at=time(8))
    minutes.lock(store, row, TODAY)
    facts = store.of(Meeting).get(row).facts
    for hour, is_later in ((7, False), (14, True)):
        meetings.save(store, Sitting(None, replace(facts, starts_at=time(hour)), {}, ()))
        assert bool(minutes.standing(store, row).followed) is is_later


def test_an_addendum_is_a_paper_of_its_own(store: Store, row: int, tmp_path: Path) -> None:
    assert problem_of(lambda: minutes.add_addendum(store, row, ["x"], TODAY)) is Problem.MINUTES_NOT_LOCKED
    resaved(store, row, secretary_name="Ngô Thị Sen")
    minutes.lock(store, row, TODAY)
    assert problem_of(lambda: minutes.add_addendum(store, row, [" ", ""], TODAY)) is Problem.ADDENDUM_EMPTY
    minutes.add_addendum(store, row, ["Số liệu ở mục 2 là 1.250 hộ.", "Ý hai\ndòng nữa"], TODAY)
    minutes.add_addendum(store, row, ["Bản hai"], TODAY)
    first, second = minutes.standing(store, row).addenda
    assert (first.facts.number, second.facts.number) == (1, 2)
    facts = store.of(Meeting).get(row).facts
    renamed_everything(store)
    told = printed(papers.write_version(store, first.id, tmp_path))
    words = "\n".join(told)
    assert "BIÊN BẢN BỔ SUNG" in told
    assert "1. Số liệu ở mục 2 là 1.250 hộ." in told
    assert "Tên mới" not in words
    assert "MỚI" not in words
    assert "ngày 20 tháng 01 năm 2021" in words
    assert {facts.chair_name, facts.secretary_name} <= set(told)
    assert minutes.standing(store, row).is_locked


DEEDS: dict[str, tuple[bool, Callable[[Store, int], Any], set[Role]]] = {
    "lock": (False, lambda store, row: minutes.lock(store, row, TODAY), {Role.ENTER, Role.APPROVE}),
    "reopen": (True, lambda store, row: minutes.reopen(store, row, WHY, TODAY), {Role.APPROVE}),
    "add": (True, lambda store, row: minutes.add_addendum(store, row, ["x"], TODAY), {Role.ENTER}),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", Role)
def test_who_may_lock_reopen_and_add(register_path: Path, deed: str, role: Role) -> None:
    is_locked, act, may = DEEDS[deed]
    register = opened(register_path)
    with store_of(register) as store:
        loading.load_path(store, meeting_file())
        row = store.of(Meeting).some()[0].id
        if is_locked:
            minutes.lock(store, row, TODAY)
    with closing(register.store(reader=Reader("u", "Ba", frozenset({role})))) as store:
        if role in may:
            assert act(store, row).deed
        else:
            assert problem_of(lambda: act(store, row)) in (Problem.NOT_ALLOWED, Problem.RECORD_GONE)
    register.close()


def test_a_meeting_reopened_and_trashed_takes_its_versions_with_it(store: Store, row: int) -> None:
    minutes.lock(store, row, TODAY)
    minutes.reopen(store, row, WHY, TODAY)
    meetings.trash(store, row)
    assert problem_of(lambda: minutes.lock(store, row, TODAY)) is Problem.RECORD_GONE
    trash.purge(store, MEETINGS, row, "Nhập trùng")
    assert store.of(MinutesVersion).some() == []
    assert is_sound(store)


def test_the_check_list_looks_at_what_is_saved(store: Store) -> None:
    row = meetings.save(store, Sitting(None, a_meeting(store), {}, ())).row
    found = [(gap.part, gap.finding.name) for gap in minutes.missing(store, row)]
    assert ("attendance", "name") in found
    assert ("", "chair_name") in found
    assert minutes.lock(store, row, TODAY).deed


def test_what_is_frozen_is_what_printed_then(store: Store, row: int) -> None:
    sheet = papers.meeting_sheet(store, row)
    minutes.lock(store, row, TODAY)
    (kept,) = minutes.standing(store, row).versions
    assert kept.facts.content == frozen(sheet)
    assert len(kept.facts.template) == 64


def test_the_paper_opens_in_other_programs(store: Store, row: int, tmp_path: Path) -> None:
    minutes.lock(store, row, TODAY)
    minutes.add_addendum(store, row, ["Một & <hai>"], TODAY)
    (added,) = minutes.standing(store, row).addenda
    paper = Document(str(papers.write_version(store, added.id, tmp_path)))
    assert any("Một & <hai>" in each.text for each in paper.paragraphs)
