"""What is shown, printed or given away is told in the journal first."""

from pathlib import Path

import pytest

from dandan_desktop.db import journal
from dandan_desktop.db.store import Store
from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import CodeId
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import MEETINGS, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import exporting, loading, papers, records, searching, sensitive
from tests.registers import dump, meeting_content, meeting_file, opened, store_of


def person(store: Store) -> int:
    religion = CodeId(store.query("SELECT id FROM codes WHERE list = 'religions' LIMIT 1")[0][0])
    return records.save(store, PEOPLE, None, Person(full_name="Lê Thị Lan", religion=religion)).row


def told(store: Store) -> list[tuple[str, str, int, str]]:
    return [(line.name, line.table, line.row, line.note) for line in journal.deeds(store)]


def test_the_private_facts_are_ethnic_group_and_religion() -> None:
    assert sensitive.masked(Person) == {"ethnic_group", "religion"}
    assert sensitive.masked(Case) == sensitive.masked(Meeting) == frozenset()


def test_showing_a_private_fact_is_told(store: Store) -> None:
    row = person(store)
    value = sensitive.reveal(store, PEOPLE, row, "religion")
    assert value == store.of(Person).get(row).facts.religion
    assert sensitive.reveal(store, PEOPLE, row, "ethnic_group") is None
    assert told(store)[:2] == [("reveal", "people", row, "Dân tộc"), ("reveal", "people", row, "Tôn giáo")]
    with pytest.raises(ValueError, match="not private"):
        sensitive.reveal(store, PEOPLE, row, "full_name")
    with pytest.raises(ClerkError) as caught:
        sensitive.reveal(store, PEOPLE, 99, "religion")
    assert caught.value.problem is Problem.RECORD_GONE
    assert len(told(store)) == 3


def test_what_cannot_be_told_is_not_shown(register_path: Path, tmp_path: Path) -> None:
    register = opened(register_path)
    with store_of(register) as store:
        row = person(store)
        loading.load_path(store, meeting_file())
        meeting = store.of(MEETINGS.record).some()[0].id
        store.connection.execute("DROP TRIGGER seals_no_update")
    register.close()
    register = opened(register_path)
    with store_of(register) as store:
        for act in (
            lambda: sensitive.reveal(store, PEOPLE, row, "religion"),
            lambda: papers.write_minutes(store, meeting, tmp_path),
            lambda: exporting.export(store, meeting),
        ):
            with pytest.raises(ClerkError) as caught:
                act()
            assert caught.value.problem is Problem.HISTORY_INCOMPLETE
            assert caught.value.facts["triggers"] == "seals_no_update"
    assert list(tmp_path.glob("*.docx")) == []
    register.close()


def test_printing_is_told_once_for_a_batch_and_exporting_for_each(store: Store, tmp_path: Path) -> None:
    loading.load_path(store, meeting_file())
    rows = papers.all_rows(store) * 2
    assert len(list(papers.write_all_minutes(store, rows, tmp_path))) == 2
    papers.write_minutes(store, rows[0], tmp_path)
    assert list(papers.write_all_minutes(store, [], tmp_path)) == []
    assert exporting.export(store, rows[0])["title"] == meeting_content()["title"]
    assert told(store)[:-1] == [
        ("export", "meetings", rows[0], "dandan-meeting/1"),
        ("print", "meetings", rows[0], "Biên bản: 1 văn bản"),
        ("print", "", 0, "Biên bản: 2 văn bản"),
    ]


def test_what_only_reads_writes_nothing(store: Store) -> None:
    person(store)
    before, deeds = dump(store), store.query("SELECT count(*) FROM deeds")
    pages = store.query("PRAGMA data_version"), store.connection.total_changes
    assert searching.find(store, "lan")
    journal.deeds(store)
    journal.record_deeds(store, "people", 1)
    assert (dump(store), store.query("SELECT count(*) FROM deeds")) == (before, deeds)
    assert (store.query("PRAGMA data_version"), store.connection.total_changes) == pages
