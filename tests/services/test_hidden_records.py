"""What a clerk of one organisation may not come to see: by claiming it, by searching, by loading a file again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dandan_desktop.db import lists, loads, tasks
from dandan_desktop.db import moves as db_moves
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.errors import Problem
from dandan_desktop.domain.facts import BodyId, ConclusionId, PersonId, Prose
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import CASES, MEETINGS, PROPOSALS, TASKS
from dandan_desktop.services import loading, meetings, moves, searching
from dandan_desktop.services.moves import CASE_ROAD
from tests.registers import dump, meeting_file
from tests.services.role_deeds import a_move, resave
from tests.services.test_roles import REFUSED, every, tried
from tests.services.two_offices import OURS, TODAY, read_by, world


def test_a_task_given_to_us_shows_its_words_and_nothing_else_of_their_meeting(tmp_path: Path) -> None:
    given = world().given
    with read_by("ours", tmp_path) as store:
        facts = store.of(Task).get(given).facts
        assert TASKS.title(facts, store.names) == "Giao việc chung"
        assert [title for _, title in tasks.meetings_of(store, [given]).values()] == [""]
        assert tasks.outcomes(store, every("meeting"))[world().theirs.meeting] == (0, 0)
        assert db_moves.last_days(store, CASES.parts[0], every("case")).keys() == {world().ours.case}
        meetings.finish_task(store, given, date(2026, 6, 1), Prose("Xong"))


def test_nobody_comes_to_see_a_hidden_record_by_claiming_it(tmp_path: Path) -> None:
    ours, theirs, nobodys = world().ours, world().theirs, world().nobodys
    with read_by("ours", tmp_path) as store:
        mine = store.of(Case).get(ours.case).facts
        claims: list[Callable[[], Any]] = [
            lambda: moves.start(
                store, CASE_ROAD, replace(mine, person_id=PersonId(theirs.person)), a_move(store), TODAY
            ),
            lambda: resave(store, CASES, ours.case, person_id=PersonId(theirs.person)),
            lambda: resave(store, CASES, theirs.case, body_id=BodyId(ours.body)),
            lambda: resave(store, PROPOSALS, theirs.proposal, sent_to_id=BodyId(ours.body)),
            lambda: resave(store, TASKS, ours.task, conclusion_id=ConclusionId(theirs.conclusion)),
            lambda: resave(store, MEETINGS, theirs.meeting, convener_id=BodyId(ours.body)),
            lambda: resave(store, MEETINGS, ours.meeting, convener_id=BodyId(theirs.body)),
        ]
        before = dump(store)
        for claim in claims:
            assert tried(claim) in REFUSED
        assert dump(store) == before
        assert moves.start(store, CASE_ROAD, replace(mine, person_id=PersonId(nobodys)), a_move(store), TODAY).row


def test_hidden_records_take_no_places_of_those_a_search_finds(tmp_path: Path) -> None:
    with read_by("ours", tmp_path) as store:
        assert OURS in repr(searching.find(store, "nguyễn văn"))
        assert [hit.title for hit in lists.find(store, "nguyễn văn", ["people"], limit=1)] == [f"Nguyễn Văn {OURS}"]


def test_a_file_loaded_by_others_is_not_told(tmp_path: Path) -> None:
    with read_by("all", tmp_path) as store:
        loading.load_path(store, meeting_file())
        digest = store.query("SELECT digest FROM sources")[0][0]
        uid = store.query("SELECT m.uid FROM sources s JOIN meetings m ON m.id = s.meeting_id")[0][0]
        assert loads.uid_of_digest(store, digest) == uid
        assert loads.meeting_id(store, uid)
        for name in ("ours", "totals", "admin"):
            scoped = Store(store.connection, store.path, seal_key=store.seal_key, reader=world().readers[name])
            assert tried(loading.load_path, scoped, meeting_file()) is Problem.NOT_ALLOWED
            assert loads.meeting_id(scoped, uid) is None
            assert uid not in repr(loads.all_meetings(scoped))
