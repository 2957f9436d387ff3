"""Weaknesses looked at again by the sitting of the next year."""

from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import journal
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.exchange import open_format
from dandan_desktop.services import exporting, gaps, loading, meetings, minutes, papers, records, reviews
from tests.registers import code, fresh_store
from tests.services import sittings_made as made
from tests.services.test_minutes import printed

TODAY = date(2026, 11, 20)


def verdict(store: Store, which: str) -> int:
    """The id of a verdict."""
    return code(store, "weakness_verdicts", which)


@pytest.fixture
def year(store: Store) -> int:
    """The sitting a year after the one that named two weaknesses."""
    made.two_sittings(store)
    return made.sit(store, made.facts(store, date(2026, 10, 2)))


def test_last_years_weaknesses_are_offered_with_their_indicator(store: Store, year: int) -> None:
    found = reviews.offered(store, year)
    assert [(each.named.text, each.named.indicator, each.review) for each in found] == [
        ("Báo cáo còn chậm", "A01", None), ("Ít mô hình mới", None, None),
    ]  # fmt: skip
    (same_year,) = store.query("SELECT id FROM meetings WHERE held_on = '2026-01-05'")
    assert reviews.offered(store, same_year[0]) == []  # it looks back on the same year
    assert len(gaps.lacks(store, TODAY).unlooked) == 2
    assert gaps.lacks(store, date(2026, 9, 1)).unlooked == ()


def test_a_verdict_is_kept_changed_and_taken_back(store: Store, year: int) -> None:
    slow, few = (each.named for each in reviews.offered(store, year))
    changes = reviews.judge(store, year, slow, verdict(store, "chuyen_bien"), " Đã nhanh hơn ")
    assert (changes.name, changes.row) == ("judge_weakness", year)
    found = reviews.offered(store, year)
    assert found[0].review is not None
    assert (found[0].review.facts.note, found[0].review.facts.indicator) == ("Đã nhanh hơn", "A01")
    assert [each.review is None for each in found] == [False, True]
    assert len(gaps.lacks(store, TODAY).unlooked) == 1
    again = reviews.judge(store, year, slow, verdict(store, "da_khac_phuc"))
    assert len(reviews.of_meeting(store, year)) == 1
    records.undo(store, again.deed)
    assert reviews.of_meeting(store, year)[0].facts.note == "Đã nhanh hơn"
    reviews.judge(store, year, slow, None)
    reviews.judge(store, year, few, None)
    assert reviews.of_meeting(store, year) == []


def test_who_judged_is_offered_no_more_to_later_sittings(store: Store, year: int) -> None:
    slow, _ = (each.named for each in reviews.offered(store, year))
    reviews.judge(store, year, slow, verdict(store, "con"))
    later = made.sit(store, made.facts(store, date(2027, 1, 5)))
    assert [each.named.text for each in reviews.offered(store, later)] == ["Ít mô hình mới"]
    meetings.trash(store, year)
    assert len(reviews.offered(store, later)) == 2


def test_minutes_print_what_was_found_and_keep_it_once_locked(store: Store, year: int, tmp_path: Path) -> None:
    slow, few = (each.named for each in reviews.offered(store, year))
    reviews.judge(store, year, slow, verdict(store, "con"), "Còn 3 đơn vị")
    reviews.judge(store, year, few, verdict(store, "da_khac_phuc"))
    minutes.lock(store, year, TODAY)
    lines = printed(papers.write_minutes(store, year, tmp_path))
    assert "- Báo cáo còn chậm – Vẫn còn (Còn 3 đơn vị)." in lines
    assert "- Ít mô hình mới – Đã khắc phục." in lines
    with pytest.raises(ClerkError) as refused:
        reviews.judge(store, year, slow, verdict(store, "da_khac_phuc"))
    assert refused.value.problem is Problem.MINUTES_LOCKED


def test_history_tells_what_was_found(store: Store, year: int) -> None:
    slow, _ = (each.named for each in reviews.offered(store, year))
    reviews.judge(store, year, slow, verdict(store, "con"))
    told = [line.name for line in journal.deeds(store)]
    assert told[0] == "judge_weakness"


def test_a_review_travels_in_the_open_format_and_finds_its_weakness_again(
    store: Store, year: int, tmp_path: Path
) -> None:
    slow, few = reviews.offered(store, year)
    reviews.judge(store, year, slow.named, verdict(store, "chuyen_bien"), "Còn hai ấp")
    reviews.judge(store, year, few.named, verdict(store, "con"))
    first = min(each.named.meeting for each in (slow, few))
    files = [exporting.export(store, row) for row in (first, year)]
    told = files[1]["reviews"]
    assert told == [
        {"text": "Báo cáo còn chậm", "verdict": "chuyen_bien", "indicator": "A01", "note": "Còn hai ấp"},
        {"text": "Ít mô hình mới", "verdict": "con"},
    ]
    assert "reviews" not in files[0]
    for order in (files, files[::-1]):
        with fresh_store(tmp_path / str(order is files)) as other:
            for content in order:
                loading.load(other, open_format.parse(open_format.dumps(content).encode(), tmp_path), tmp_path)
            ((row,),) = other.query("SELECT meeting_id FROM weakness_reviews GROUP BY meeting_id")
            assert exporting.export(other, row)["reviews"] == told
            known = {uid for (uid,) in other.query("SELECT uid FROM weaknesses")}
            is_known = [kept.facts.weakness in known for kept in reviews.of_meeting(other, row)]
            assert is_known == [order is files] * 2


def test_a_verdict_nobody_knows_is_refused(store: Store, year: int) -> None:
    reviews.judge(store, year, reviews.offered(store, year)[0].named, verdict(store, "con"))
    content = exporting.export(store, year)
    content["title"] = "Giao ban khác"
    content["reviews"][0]["verdict"] = "tot"
    with pytest.raises(ClerkError) as caught:
        loading.load(store, open_format.parse(open_format.dumps(content).encode(), Path("x")), Path("x"))
    assert (caught.value.problem, caught.value.facts["field"]) == (Problem.VALUE_UNKNOWN, "reviews[1].verdict")
