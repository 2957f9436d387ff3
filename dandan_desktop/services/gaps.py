"""What a series lacks: slots without a sitting, weaknesses named a year ago that nobody looked at again."""

import contextlib
from datetime import date, timedelta
from typing import NamedTuple

from dandan_desktop.db import sittings
from dandan_desktop.db.store import Store
from dandan_desktop.domain import series, text
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused
from dandan_desktop.domain.facts import BodyId, CodeId, PeriodCode, Prose
from dandan_desktop.domain.nouns import SKIPS
from dandan_desktop.domain.series import Every, Skip, Slot

_YEAR = timedelta(days=365)


class Gap(NamedTuple):
    """A slot of a series without its sitting, and the newest sitting there is."""

    kind: int
    convener: int
    slot: Slot
    newest: int


class Lacks(NamedTuple):
    """All that is lacking on a day: slots without a sitting, and the meeting of each weakness nobody looked at.

    `past` are the slots of bodies that stand no more: nobody can call their sittings, only find that some were not
    recorded, so that they are told apart and never as work to be done.
    """

    gaps: tuple[Gap, ...] = ()
    unlooked: tuple[int, ...] = ()
    past: tuple[Gap, ...] = ()


def lacks(store: Store, today: date) -> Lacks:
    """What the series of this reader lack on a day.

    Slots without a sitting and without a reason are counted from the first sitting recorded, the oldest first; a series
    that keeps no interval has none. A weakness is to be looked at again a year after it was named, where its series
    still sits; a meeting with two such weaknesses is there twice.
    """
    named = sittings.unlooked(store)
    found: list[Gap] = []
    past: list[Gap] = []
    sat: list[tuple[date, int]] = []
    for run in sittings.runs(store):
        slots = series.gaps(run.rules, run.held, run.skipped, today, run.ended)
        stands = run.ended is None or run.ended >= today
        (found if stands else past).extend(Gap(run.kind, run.convener, slot, run.newest) for slot in slots)
        rule = series.rule_on(run.rules, today)
        if rule is not None and rule.every is not Every.NONE and stands:
            sat += [(held[0], row) for held, row in zip(run.held, run.rows, strict=True) if row in named]
    weak = [row for day, row in sorted(sat) if day <= today - _YEAR for _ in range(named[row])]
    return Lacks(tuple(found), tuple(weak), tuple(past))


def skip_findings(store: Store, facts: Skip) -> list[Finding]:
    """What is odd about a slot somebody says had no sitting: the series has no such slot."""
    for kept in sittings.rules(store, facts.kind, facts.convener_id):
        with contextlib.suppress(ValueError, KeyError):
            series.slot_of(kept.facts.every, facts.period)
            return []
    return [Finding("period", "Kỳ này không đúng định kỳ của loại họp.", blocks=False)]


def skip(store: Store, gap: Gap, reason: str) -> Changes:
    """Write down why a slot has no sitting; raises ClerkError RECORD_INVALID without a reason, NOT_ALLOWED."""
    why = text.tidy_prose(reason).strip()
    if not why:
        Refused((Finding("reason", "Chưa ghi lý do không họp."),)).raise_first()
    facts = Skip(
        kind=CodeId(gap.kind),
        convener_id=BodyId(gap.convener),
        period=PeriodCode(gap.slot.code),
        reason=Prose(why),
    )
    with store.change("skip_sitting") as deed:
        deed.about(SKIPS.table, store.of(Skip).add(facts))
    return deed.changes
