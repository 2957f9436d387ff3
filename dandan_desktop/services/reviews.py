"""Weaknesses looked at again a year later: what a sitting is offered, and what it finds of each."""

from typing import NamedTuple

from dandan_desktop.db import minute_log, sittings
from dandan_desktop.db.sittings import Named
from dandan_desktop.db.store import Store
from dandan_desktop.domain import text
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.facts import CodeId, Kept, Prose
from dandan_desktop.domain.meetings import Meeting, WeaknessReview
from dandan_desktop.services.sittings import slot_of_meeting


class Offered(NamedTuple):
    """A weakness of an earlier year, and what this sitting found of it; None while nobody looked."""

    named: Named
    review: Kept[WeaknessReview] | None


def offered(store: Store, meeting: int) -> list[Offered]:
    """The weaknesses a sitting looks at again: those its series named in earlier years, judged here or nowhere.

    A year is that of the period a sitting looks back on. Raises ClerkError RECORD_GONE.
    """
    judged = {kept.facts.weakness: kept for kept in of_meeting(store, meeting)}
    year = _year(store, store.of(Meeting).get(meeting).facts)
    named = [
        each
        for each in sittings.named_before(store, meeting)
        if _year(store, store.of(Meeting).get(each.meeting).facts) < year
    ]
    return [Offered(each, judged.get(each.uid)) for each in named]


def of_meeting(store: Store, meeting: int) -> list[Kept[WeaknessReview]]:
    """What a sitting found of earlier weaknesses, in order."""
    return store.of(WeaknessReview).some("WHERE t.meeting_id = ? ORDER BY t.place", (meeting,))


def judge(store: Store, meeting: int, named: Named, verdict: int | None, note: str = "") -> Changes:
    """Write down what a sitting found of a weakness, or (None) that it found nothing after all.

    Raises ClerkError: MINUTES_LOCKED, NOT_ALLOWED, and as `Store.change`.
    """
    before = next((kept for kept in of_meeting(store, meeting) if kept.facts.weakness == named.uid), None)
    with store.change("judge_weakness") as deed:
        deed.about("meetings", meeting)
        if verdict is not None:
            words, why = Prose(named.text), text.tidy(note) or None
            code = CodeId(verdict)
            facts = WeaknessReview(weakness=named.uid, text=words, verdict=code, indicator=named.indicator, note=why)
            _write(store, meeting, before, facts)
        elif before is not None:
            store.of(WeaknessReview).remove(before.id)
    return deed.changes


def _write(store: Store, meeting: int, before: Kept[WeaknessReview] | None, facts: WeaknessReview) -> None:
    if before is None:
        store.of(WeaknessReview).add(facts, meeting, minute_log.next_place(store, "weakness_reviews", meeting))
    else:
        store.of(WeaknessReview).replace(before, facts)


def _year(store: Store, meeting: Meeting) -> int:
    slot = slot_of_meeting(store, meeting)
    return (slot.last if slot else meeting.held_on).year
