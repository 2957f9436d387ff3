"""The number of minutes beside their lock: told as missing, taken afterwards, and once frozen never another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db.store import Store
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.facts import BodyId, Prose
from dandan_desktop.domain.issued_numbers import Term
from dandan_desktop.domain.meetings import AgendaItem, Meeting
from dandan_desktop.domain.minutes import MinutesVersion
from dandan_desktop.domain.nouns import TERMS
from dandan_desktop.domain.paper_kinds import MINUTES
from dandan_desktop.services import issued_numbers, loading, meetings, minutes, papers, records, sitting_papers
from dandan_desktop.services.records import PartEdit
from dandan_desktop.services.sitting_papers import Wanted
from tests.registers import is_sound, meeting_file

TODAY = date(2026, 6, 1)


@pytest.fixture
def row(store: Store) -> int:
    """A meeting whose committee has a term, so that its minutes may take a number."""
    loading.load_path(store, meeting_file())
    kept = store.of(Meeting).some()[0]
    committee = kept_numbers.committee_of(store, kept.facts.convener_id)
    records.save(store, TERMS, None, Term(name="XII", body_id=BodyId(committee.id), valid_from=date(2020, 8, 1)))
    return kept.id


def told(store: Store, row: int) -> list[str]:
    assert not any(gap.finding.blocks for gap in minutes.missing(store, row))
    return [gap.finding.text for gap in minutes.missing(store, row)]


def printed(file: Path) -> list[str]:
    return [line.text for line in all_lines(blocks(file.read_bytes()))]


def number_lines(file: Path) -> list[str]:
    return [line for line in printed(file) if line.startswith("Số")]


def resaved(store: Store, row: int, papers_used: str, **facts: Any) -> None:
    """The meeting with one point of the agenda and this paper for it, and no report."""
    sitting = meetings.read(store, row)
    agenda = PartEdit(sitting.parts[AgendaItem].before, ((0, AgendaItem(text=Prose("Việc một"), paper=papers_used)),))
    parts = {record: PartEdit(edit.before, ()) for record, edit in sitting.parts.items()} | {AgendaItem: agenda}
    meetings.save(store, replace(sitting, meeting=replace(sitting.meeting, **facts), parts=parts))


def test_what_would_print_as_dots_is_told_before_the_lock(store: Store, row: int) -> None:
    resaved(store, row, "", venue=None, chair_name="Võ Văn An", chair_position=None, secretary_position=None)
    found = told(store, row)
    for words in (
        "Chưa lấy số cho biên bản; khoá rồi vẫn lấy được.",
        "Chưa ghi tài liệu sử dụng (cột Tài liệu của Chương trình, hoặc mục Báo cáo).",
        "Chưa ghi địa điểm.",
        "Chưa ghi chức vụ của người chủ trì.",
    ):
        assert words in found
    resaved(store, row, "Báo cáo quý I", venue="Hội trường", chair_position="Bí thư")
    issued_numbers.take(store, issued_numbers.for_paper(store, row))
    found = told(store, row)
    assert not [words for words in found if "số cho biên bản" in words or "tài liệu" in words or "địa điểm" in words]
    assert "Chưa ghi chức vụ của người chủ trì." not in found


def test_minutes_locked_without_a_number_print_the_one_taken_afterwards(store: Store, row: int, tmp_path: Path) -> None:
    minutes.lock(store, row, TODAY)
    (version,) = store.of(MinutesVersion).some()
    assert not issued_numbers.number_of(store, row)
    before = printed(papers.write_minutes(store, row, tmp_path))
    issued_numbers.take(store, issued_numbers.for_paper(store, row))
    ways: tuple[Callable[[], Path], ...] = (
        lambda: papers.write_minutes(store, row, tmp_path),
        lambda: papers.write_version(store, version.id, tmp_path),
        lambda: sitting_papers.write(store, row, [Wanted(MINUTES)], tmp_path)[0],
    )
    for write in ways:
        file = write()
        (line,) = number_lines(file)
        assert line.startswith(("Số 01-BB/", "Số: 01/BB-", "Số: 01-BB/")), line
        assert [each for each in printed(file) if each != line] == [
            each for each in before if not each.startswith("Số")
        ], "nothing else of what was locked is another"
    assert store.of(MinutesVersion).some()[0].facts.content == version.facts.content
    assert is_sound(store)


def test_a_number_frozen_at_the_lock_stays_whatever_is_taken_later(store: Store, row: int, tmp_path: Path) -> None:
    first = issued_numbers.take(store, issued_numbers.for_paper(store, row)).row
    minutes.lock(store, row, TODAY)
    (version,) = store.of(MinutesVersion).some()
    was = printed(papers.write_version(store, version.id, tmp_path))
    minutes.reopen(store, row, "sai số liệu", TODAY)
    issued_numbers.cancel(store, first, "nhầm", TODAY)
    minutes.lock(store, row, TODAY)
    issued_numbers.take(store, issued_numbers.for_paper(store, row))
    assert printed(papers.write_version(store, version.id, tmp_path)) == was
    assert "02" in number_lines(papers.write_minutes(store, row, tmp_path))[0]


def test_an_older_version_without_a_number_gets_none_of_a_later_one(store: Store, row: int, tmp_path: Path) -> None:
    minutes.lock(store, row, TODAY)
    (old,) = store.of(MinutesVersion).some()
    was = printed(papers.write_version(store, old.id, tmp_path))
    minutes.reopen(store, row, "sai số liệu", TODAY)
    issued_numbers.take(store, issued_numbers.for_paper(store, row))
    minutes.lock(store, row, TODAY)
    assert printed(papers.write_version(store, old.id, tmp_path)) == was
