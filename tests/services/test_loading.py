"""Meeting files in, and the same meeting files out."""

import copy
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from dandan_desktop.db import checks, journal, lists, offices
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body, Style
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.meetings import Attendance, Meeting, Report
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.nouns import BODIES
from dandan_desktop.domain.nouns import MEETINGS as MEETING_NOUN
from dandan_desktop.exchange import open_format
from dandan_desktop.services import exporting, loading, meetings, records, registers, searching
from dandan_desktop.services.loading import Loaded
from tests import meeting_files
from tests.registers import MEETINGS, REAL, dump, fresh_store, meeting_content

FILE = Path("họp.json")
Json = dict[str, Any]
INVENTED = sorted(MEETINGS.glob("*.json"))


def load(store: Store, content: Json) -> Loaded:
    return loading.load(store, open_format.parse(open_format.dumps(content).encode(), FILE), FILE)


def refused(store: Store, content: Json) -> ClerkError:
    before = dump(store)
    with pytest.raises(ClerkError) as caught:
        load(store, content)
    assert dump(store) == before
    return caught.value


def row_of(store: Store, uid: str) -> int:
    return int(store.query("SELECT id FROM meetings WHERE uid = ?", (uid,))[0][0])


def given_back(store: Store, uid: str) -> Json:
    """The export, which must itself be a file of the format."""
    exported = exporting.export(store, row_of(store, uid))
    return open_format.parse(open_format.dumps(exported).encode(), FILE).content


def content_of(**changed: Any) -> Json:
    return {**meeting_content(), **changed}


def test_there_are_invented_files() -> None:
    assert len(INVENTED) >= 3


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_an_invented_file_comes_back_as_it_went_in(store: Store, path: Path) -> None:
    loaded = loading.load_path(store, path)
    assert loaded.is_new
    content = json.loads(path.read_text(encoding="utf-8"))
    assert given_back(store, loaded.uid) == content
    assert checks.faults(store) == []


def test_the_real_files_come_back_as_they_went_in(store: Store) -> None:
    """They stay outside the repository; where the folder is missing the invented copies above prove the same."""
    for path in sorted(REAL.glob("*.json")):
        loaded = loading.load_path(store, path)
        assert given_back(store, loaded.uid) == json.loads(path.read_text(encoding="utf-8"))


@settings(max_examples=60)
@given(content=meeting_files.meetings)
def test_any_file_comes_back_as_it_went_in(content: Json) -> None:
    with TemporaryDirectory() as folder, fresh_store(Path(folder)) as store:
        loaded = load(store, content)
        assert meeting_files.settled(given_back(store, loaded.uid)) == meeting_files.settled(content)
        assert load(store, meeting_files.decomposed(content)).uid == loaded.uid


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    first = load(store, meeting_content())
    before = dump(store)
    shuffled = dict(reversed(meeting_content().items()))
    for same in (meeting_content(), shuffled, meeting_files.decomposed(meeting_content()), content_of(votes=[])):
        again = load(store, same)
        assert (again.uid, again.is_new) == (first.uid, False)
    assert dump(store) == before
    assert len(journal.deeds(store)) == 1


def test_what_the_practice_office_gives_back_goes_into_a_practice_office_alone(store: Store, tmp_path: Path) -> None:
    fresh = Fresh(is_practice=True)
    register = Register.create(tmp_path / "thuc-hanh.dandan", PRACTICE_PASSPHRASE, fresh)
    with closing(register), closing(register.store()) as practising:
        uid = load(practising, meeting_content()).uid
        told = given_back(practising, uid)
        assert told == {**meeting_content(), "practice": True}
        again = load(practising, told)
        assert (again.uid, again.is_new) == (uid, False)
        assert load(practising, {**told, "start": "08:00"}).is_new
    error = refused(store, told)
    assert error.problem is Problem.FILE_OF_PRACTICE
    assert "giả định" in sentences(error)[0]
    assert load(store, {**told, "practice": False}).is_new
    assert "practice" not in given_back(store, load(store, meeting_content()).uid)


def test_another_file_of_the_same_meeting_is_refused(store: Store) -> None:
    load(store, meeting_content())
    error = refused(store, content_of(place="Hội trường"))
    assert error.problem is Problem.MEETING_DIFFERS
    assert load(store, content_of(date="2021-01-21")).is_new
    assert load(store, content_of(start="08:00")).is_new


def test_a_meeting_edited_or_in_the_trash_is_still_the_one_loaded(store: Store) -> None:
    first = load(store, meeting_content())
    sitting = meetings.read(store, row_of(store, first.uid))
    meetings.save(store, replace(sitting, meeting=replace(sitting.meeting, title="Tên khác")))
    assert load(store, meeting_content()) == Loaded(first.uid, is_new=False)
    meetings.trash(store, row_of(store, first.uid))
    assert load(store, meeting_content()) == Loaded(first.uid, is_new=False)
    assert refused(store, content_of(place="X")).problem is Problem.MEETING_DIFFERS


def test_a_load_taken_back_can_be_loaded_again(store: Store) -> None:
    before = dump(store)
    first = load(store, meeting_content())
    records.undo_last(store)
    assert dump(store) == before
    assert load(store, meeting_content()).uid != first.uid


def test_the_first_meeting_says_whose_register_it_is(store: Store) -> None:
    load(store, meeting_content())
    assert registers.office_name(store) == "Huyện ủy Lấp Vò"
    load(store, meeting_content("dong-thap-2020-07-03"))
    assert registers.office_name(store) == "Huyện ủy Lấp Vò"


def test_a_convener_the_catalogue_does_not_know_is_added_by_its_name(store: Store) -> None:
    load(store, meeting_content())
    loaded = load(store, content_of(convener="  Chi hội  Hoa Sen, ấp 3 "))
    row = offices.body_named(store, "Chi hội Hoa Sen, ấp 3", date(2021, 1, 20))
    assert row is not None
    facts = store.of(Body).get(row).facts
    assert (facts.style, facts.symbol) == (Style.PARTY, "CHHSA")
    assert store.names.of("units", facts.unit_id) == "Huyện Lấp Vò"
    header = offices.header_of(store, row)
    assert (header.upper, header.lower) == ("", "CHI HỘI HOA SEN, ẤP 3")
    assert given_back(store, loaded.uid)["convener"] == "Chi hội Hoa Sen, ấp 3"
    assert load(store, content_of(convener="Chi hội Hoa Sen, ấp 3", date="2021-02-01")).is_new
    assert len(lists.ids(store, BODIES, lists.Filter(words="hoa sen"))) == 1


def test_a_new_convener_stands_in_the_unit_its_office_had_on_that_day(store: Store) -> None:
    new = offices.unit_on(store, "30169", date(2026, 1, 1))
    assert new is not None
    (body, *_) = store.query(
        "SELECT b.id FROM bodies b JOIN codes k ON k.id = b.kind WHERE k.code = 'DANG_UY_XA' AND b.unit_id = ?",
        (new.id,),
    )
    registers.choose_office(store, body[0])
    load(store, content_of(convener="Tổ Dân vận thử", date="2026-03-01"))
    row = offices.body_named(store, "Tổ Dân vận thử", date(2026, 3, 1))
    assert row is not None
    assert store.of(Body).get(row).facts.unit_id == new.id


def test_an_organisation_its_unit_lacks_is_made(store: Store) -> None:
    report = {"organisation": "BIEN_PHONG", "title": "Báo cáo"}
    loaded = load(store, content_of(reports=[report]))
    row = meetings.read(store, row_of(store, loaded.uid))
    names = [store.names.of("bodies", each.body_id) for _, each in row.parts[Report].after]
    assert names == ["Bộ đội Biên phòng huyện Lấp Vò"]


def test_bodies_are_linked_only_when_the_name_is_exactly_theirs(store: Store) -> None:
    entries = [{"body": "Huyện ủy Lấp Vò"}, {"body": "Huyện uỷ Lấp Vò ạ"}, {"body": None}]
    loaded = load(store, content_of(attendance=entries))
    sitting = meetings.read(store, row_of(store, loaded.uid))
    assert [each.body_id is not None for _, each in sitting.parts[Attendance].after] == [True, False, False]


WRONG = [
    ({"series": "HOP_LA"}, Problem.VALUE_UNKNOWN, "series"),
    ({"conclusions": [{"text": "x", "kind": "la"}]}, Problem.VALUE_UNKNOWN, "conclusions[1].kind"),
    ({"opinions": [{"text": "x", "group": "la"}]}, Problem.VALUE_UNKNOWN, "opinions[1].group"),
    ({"reports": [{"organisation": "LA", "title": "x"}]}, Problem.VALUE_UNKNOWN, "reports[1].organisation"),
    ({"conclusions": [{"text": "x", "kind": "chi_dao", "tasks": [{"owner": "LA"}]}]}, Problem.VALUE_UNKNOWN,
     "conclusions[1].tasks[1].owner"),
    ({"conclusions": [{"text": "x", "kind": "chi_dao", "tasks": [{"owner": "HND", "with": ["HND", "LA"]}]}]},
     Problem.VALUE_UNKNOWN, "conclusions[1].tasks[1].with"),
    ({"date": "2021-02-30"}, Problem.VALUE_IMPOSSIBLE, "date"),
    ({"date": "20210120"}, Problem.VALUE_IMPOSSIBLE, "date"),
    ({"date": "2021-W03-3"}, Problem.VALUE_IMPOSSIBLE, "date"),
    ({"date": "20/01/2021"}, Problem.VALUE_IMPOSSIBLE, "date"),
    ({"start": "8:30"}, Problem.VALUE_IMPOSSIBLE, "start"),
    ({"start": "25:00"}, Problem.VALUE_IMPOSSIBLE, "start"),
    ({"start": "T0830"}, Problem.VALUE_IMPOSSIBLE, "start"),
    ({"start": "09:00", "end": "08:00"}, Problem.VALUE_IMPOSSIBLE, "end"),
    ({"looks_back": "2020"}, Problem.VALUE_IMPOSSIBLE, "looks_back"),
    ({"title": "\u200b"}, Problem.VALUE_IMPOSSIBLE, "title"),
    ({"title": "x" * 3000}, Problem.VALUE_IMPOSSIBLE, "title"),
    ({"convener": "\u200b"}, Problem.FIELD_MISSING, "convener"),
    ({"opinions": [{"text": "\u200b"}]}, Problem.VALUE_IMPOSSIBLE, "opinions[1].text"),
    ({"votes": [{"item": "x", "for": -1}]}, Problem.VALUE_IMPOSSIBLE, "votes[1].for"),
    ({"votes": [{"item": "x", "eligible": 10**30}]}, Problem.VALUE_IMPOSSIBLE, "votes[1].eligible"),
    ({"conclusions": [{"text": "x", "kind": "chi_dao", "tasks": [{"owner": "HND", "due": "2021-13-01"}]}]},
     Problem.VALUE_IMPOSSIBLE, "conclusions[1].tasks[1].due"),
    ({"conclusions": [{"text": "x", "kind": "chi_dao", "tasks": [{"owner": "HND", "done": "2020-01-01"}]}]},
     Problem.VALUE_IMPOSSIBLE, "conclusions[1].tasks[1]"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "problem", "field"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_value_is_named_with_its_field(store: Store, changed: Json, problem: Problem, field: str) -> None:
    error = refused(store, content_of(**changed))
    assert (error.problem, error.facts["field"]) == (problem, field)
    assert all(sentence.endswith(".") for sentence in sentences(error))


def test_control_characters_are_left_out_and_counted(store: Store) -> None:
    loaded = load(store, content_of(title="Giao\x07 ban\x00", agenda=["một\x1b", "", "hai\thai"]))
    assert loaded.removed == 3
    assert given_back(store, loaded.uid)["title"] == "Giao ban"
    assert given_back(store, loaded.uid)["agenda"] == ["một", "hai\thai"]


def test_a_megabyte_in_one_opinion(store: Store) -> None:
    long = "Ý kiến dài về cầu Kênh Tắt & <đường> \u200fابجد. \n" * 20_000
    assert len(long.encode()) > 1_000_000
    loaded = load(store, content_of(opinions=[{"text": long}]))
    (opinion,) = given_back(store, loaded.uid)["opinions"]
    assert opinion["text"] == "\n".join(line.rstrip(" ") for line in long.split("\n"))
    assert [hit.uid for hit in searching.find(store, "kenh tat")] == [loaded.uid]


def test_a_deadline_is_never_invented(store: Store) -> None:
    tasks = [{"owner": "HND"}, {"owner": "HND", "standing": True}]
    loaded = load(store, content_of(conclusions=[{"text": "x", "kind": "giao_viec", "tasks": tasks}]))
    exported = given_back(store, loaded.uid)["conclusions"][0]["tasks"]
    assert [entry["due"] for entry in exported] == [None, None]


def test_every_optional_field_may_be_left_out_or_null(store: Store) -> None:
    content = meeting_content()
    needed = {"format", "series", "convener", "title", "date"}
    bare = {name: value for name, value in content.items() if name in needed}
    null = {name: value if name in needed else None for name, value in copy.deepcopy(content).items()}
    first = load(store, bare)
    assert load(store, null) == Loaded(first.uid, is_new=False)
    assert store.of(Meeting).get(row_of(store, first.uid)).facts.venue is None


def test_half_a_chair_is_told_not_dropped(store: Store) -> None:
    for name in (None, "", "  "):
        error = refused(store, content_of(chair={"name": name, "position": "Bí thư"}))
        assert (error.problem, error.facts["field"]) == (Problem.FIELD_MISSING, "chair.name")


def test_what_was_loaded_is_listed_found_and_named_at_once(store: Store) -> None:
    """Its search text is written when somebody first reads it, whoever that is."""
    rows = []
    readers: list[Callable[[int], bool]] = [
        lambda row: row in lists.ids(store, MEETING_NOUN, lists.Filter()),
        lambda row: row in lists.ids(store, MEETING_NOUN, lists.Filter(order=lists.Order("held_on"))),
        lambda row: bool(lists.find(store, f"lan thu {row}", ["meetings"])),
        lambda row: ("meetings", row) in journal.titles(store, [("meetings", row)]),
    ]
    for number, is_there in enumerate(readers, 1):
        row = row_of(store, load(store, content_of(title=f"Giao ban lần thứ {number}")).uid)
        assert store.query("SELECT count(*) FROM search_late WHERE row = ?", (row,)) != [(0,)]
        assert is_there(row)
        assert store.query("SELECT count(*) FROM search_late") == [(0,)]
        rows.append(row)
    assert lists.ids(store, MEETING_NOUN, lists.Filter()) == rows


@pytest.mark.parametrize("order", [lists.Order(), lists.Order("held_on"), lists.Order("convener_id", True)])
def test_what_was_loaded_is_listed_where_nothing_can_be_written_any_more(store: Store, order: lists.Order) -> None:
    first = row_of(store, load(store, content_of(title="Giao ban lần một")).uid)
    store.catch_up()
    second = row_of(store, load(store, content_of(title="Giao ban lần hai")).uid)
    store.fault = Problem.DAMAGED_ONLY_READ
    assert lists.ids(store, MEETING_NOUN, lists.Filter(order=order)) == [first, second]
    assert lists.ids(store, MEETING_NOUN, lists.Filter(words="lan mot", order=order)) == [first]
    store.fault = None
    assert lists.ids(store, MEETING_NOUN, lists.Filter(words="lan hai", order=order)) == [second]


def test_a_list_asked_for_amid_a_deed_misses_nothing(store: Store) -> None:
    row = row_of(store, load(store, content_of()).uid)
    with store.change("add"):
        assert lists.ids(store, MEETING_NOUN, lists.Filter()) == [row]
