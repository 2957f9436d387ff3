"""What a series lacks: slots without a sitting, weaknesses named a year ago that nobody looked at again."""

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


def open_gaps(store: Store, today: date) -> list[Gap]:
    """The slots without a sitting and without a reason, by kind of meeting and convening body, the oldest first.

    They are counted from the first sitting recorded; a series that keeps no interval has none.
    """
    found = []
    for run in sittings.runs(store):
        rules = [kept.facts for kept in sittings.rules(store, run.kind, run.convener)]
        if not any(rule.every is not Every.NONE for rule in rules):
            continue
        skipped = {kept.facts.period for kept in sittings.skipped(store, run.kind, run.convener)}
        ended = sittings.ended(store, run.convener)
        slots = series.gaps(rules, run.held, skipped, today, ended)
        found += [Gap(run.kind, run.convener, slot, run.newest) for slot in slots]
    return found


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


def unlooked(store: Store, today: date) -> list[int]:
    """The meeting of each weakness named a year ago or earlier that no sitting judged, where the series still sits.

    A meeting with two such weaknesses is there twice.
    """
    found: list[int] = []
    for run in sittings.runs(store):
        rules = [kept.facts for kept in sittings.rules(store, run.kind, run.convener)]
        rule = series.rule_on(rules, today)
        ended = sittings.ended(store, run.convener)
        if rule is not None and rule.every is not Every.NONE and (ended is None or ended >= today):
            found += sittings.unlooked(store, run.kind, run.convener, today - _YEAR)
    return found
