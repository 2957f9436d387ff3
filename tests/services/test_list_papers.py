"""A list of tasks on paper: the ones a page shows, each with how it stands, by owner."""

from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import journal, tasks
from dandan_desktop.db.store import Store
from dandan_desktop.db.tasks import Standing
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.progress import Cancelled
from dandan_desktop.services import list_papers, loading
from dandan_desktop.services.list_papers import Listing
from tests.registers import dump, meeting_file

TODAY = date(2026, 7, 15)


def words(task: Task, today: date, how: Standing) -> str:
    return f"{'có' if task.due_on else 'không'} hạn, {how.reminders} lần, {today:%d/%m}"


@pytest.fixture
def listing(store: Store) -> Listing:
    loading.load_path(store, meeting_file("dong-thap-2023-02-06"))
    return Listing(tasks.undone(store), "Chưa xong", words)


def test_every_task_shown_is_on_the_list_once(store: Store, listing: Listing, tmp_path: Path) -> None:
    sheet = list_papers.task_list(store, listing, TODAY)
    assert len(sheet.tasks) == len(listing.rows) > 3
    file = list_papers.write_task_list(store, sheet, tmp_path / "ra")
    lines = [line.text for line in all_lines(blocks(file.read_bytes()))]
    for row, listed in zip(listing.rows, sheet.tasks, strict=True):
        facts = store.of(Task).get(row).facts
        assert listed.task.owner == store.names.of("bodies", facts.owner_id)
        assert listed.task.text in lines
        assert f"(Kết luận {listed.conclusion}, họp ngày 06/02/2023)" in lines
    assert any(line == "có hạn, 0 lần, 15/07" for line in lines)
    assert "Chưa xong" in lines
    line = journal.deeds(store)[0]
    assert (line.name, line.note) == ("print", f"Danh sách nhiệm vụ: {len(listing.rows)} nhiệm vụ")


def test_a_list_too_long_is_told_with_the_limit(
    store: Store, listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_papers, "MOST", len(listing.rows) - 1)
    before = dump(store)
    with pytest.raises(ClerkError) as caught:
        list_papers.task_list(store, listing, TODAY)
    assert caught.value.problem is Problem.LIST_TOO_LONG
    assert caught.value.facts == {"count": str(len(listing.rows)), "most": str(len(listing.rows) - 1)}
    assert dump(store) == before


def test_the_clerk_may_stop_it(store: Store, listing: Listing) -> None:
    class Stopping:
        def step(self, done: int, total: int) -> None:
            assert total == len(listing.rows)
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        list_papers.task_list(store, listing, TODAY, Stopping())
