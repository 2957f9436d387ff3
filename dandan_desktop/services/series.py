"""The rules of a series: who sits, where, how often and on what; taken from a sitting or typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dandan_desktop.db import sittings
from dandan_desktop.db.parts import parts_of
from dandan_desktop.db.store import Store
from dandan_desktop.domain import dates
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import AgendaItem, Attendance, Meeting
from dandan_desktop.domain.nouns import SERIES
from dandan_desktop.domain.series import Every, Seat, Series, UsualItem, rule_on, series_findings
from dandan_desktop.domain.text import fold
from dandan_desktop.services import meetings, records
from dandan_desktop.services.records import PartEdit


class Rule(NamedTuple):
    """The rule of a series on a day with its roster and its agenda."""

    facts: Series
    seats: tuple[Seat, ...]
    items: tuple[UsualItem, ...]


def rules(store: Store, kind: int, convener: int) -> list[Series]:
    """The rules of a kind of meeting for a convening body, its own before those for all."""
    return [kept.facts for kept in sittings.rules(store, kind, convener)]


def rule_of(store: Store, meeting: Meeting) -> Rule | None:
    """The rule a meeting follows on its day; None without one."""
    known = sittings.rules(store, meeting.series, meeting.convener_id)
    facts = rule_on([kept.facts for kept in known], meeting.held_on)
    kept = next((each for each in known if each.facts is facts), None)
    if kept is None:
        return None
    parts = parts_of(store, SERIES, kept.id)
    return Rule(kept.facts, tuple(each.facts for each in parts[Seat]), tuple(each.facts for each in parts[UsualItem]))


def rule_row(store: Store, meeting: Meeting) -> int:
    """The row of the rule a meeting follows; 0 for none."""
    known = sittings.rules(store, meeting.series, meeting.convener_id)
    facts = rule_on([kept.facts for kept in known], meeting.held_on)
    return next((kept.id for kept in known if kept.facts is facts), 0)


def take_from(store: Store, meeting: int) -> Changes:
    """Make roster, agenda, place and people of a meeting the rule of its series for its convening body.

    The body's own rule of that day is rewritten; without one it gets its own, with the interval of the rule for all.
    Raises ClerkError RECORD_GONE, NOT_ALLOWED.
    """
    sitting = meetings.read(store, meeting)
    facts = sitting.meeting
    known = sittings.rules(store, facts.series, facts.convener_id)
    rule = rule_on([kept.facts for kept in known], facts.held_on)
    kept = next((each for each in known if each.facts is rule and rule.convener_id is not None), None)
    made = Series(
        kind=facts.series,
        every=rule.every if rule else Every.NONE,
        convener_id=rule.convener_id if rule and rule.convener_id else facts.convener_id,
        within=rule.within if rule else None,
        starts_at=facts.starts_at,
        venue=facts.venue,
        chair_name=facts.chair_name,
        chair_position=facts.chair_position,
        secretary_name=facts.secretary_name,
        secretary_position=facts.secretary_position,
        valid_from=rule.valid_from if kept and rule else None,
        valid_to=rule.valid_to if kept and rule else None,
    )
    before = parts_of(store, SERIES, kept.id) if kept else {Seat: [], UsualItem: []}
    seats = [_seat(each) for each in summoned([each for _, each in sitting.parts[Attendance].after])]
    items = [UsualItem(text=each.text, presenter=each.presenter) for _, each in sitting.parts[AgendaItem].after]
    edits = {
        Seat: PartEdit(before[Seat], [(0, each) for each in seats]),
        UsualItem: PartEdit(before[UsualItem], [(0, each) for each in items]),
    }
    with store.change("set_series") as deed:
        deed.about(SERIES.table, records.write(store, SERIES, kept, made, edits))
    return deed.changes


def findings(store: Store, kept: Kept[Series] | None, facts: Series) -> list[Finding]:
    """What is wrong about a rule as somebody wants to save it: two that hold on one day for one convening body."""
    found = series_findings(facts)
    if facts.convener_id is None:
        others = sittings.general_rules(store, facts.kind)
    else:
        others = [each for each in sittings.rules(store, facts.kind, facts.convener_id) if each.facts.convener_id]
    for other in others:
        is_other = kept is None or other.id != kept.id
        starts = max(facts.valid_from or date.min, other.facts.valid_from or date.min)
        ends = min(facts.valid_to or date.max, other.facts.valid_to or date.max)
        if is_other and starts <= ends:
            since = dates.show_date(other.facts.valid_from) if other.facts.valid_from else "đầu sổ"
            said = f"Đã có chế độ họp này từ {since}. Hãy ghi ngày hết hiệu lực của bản cũ trước."
            return [*found, Finding("valid_from", said)]
    return found


def save_rule(store: Store, kept: Kept[Series] | None, facts: Series, parts: Mapping[type[Any], PartEdit]) -> Changes:
    """Add or save a rule; raises ClerkError RECORD_INVALID when a finding blocks, RECORD_CHANGED, NOT_ALLOWED."""
    blocking = tuple(each for each in findings(store, kept, facts) if each.blocks)
    if blocking:
        Refused(blocking).raise_first()
    return records.save(store, SERIES, kept, facts, parts)


def summoned(lines: Sequence[Attendance]) -> tuple[Attendance, ...]:
    """Who was summoned to a sitting, as the next one begins: nobody is said to have come before he did."""
    listed = {fold(each.name) for each in lines if each.name}
    found = []
    for each in lines:
        if each.stands_in_for and fold(each.stands_in_for) in listed:
            continue
        name, position = (each.stands_in_for, None) if each.stands_in_for else (each.name, each.position)
        found.append(
            Attendance(name=name, position=position, body=each.body, is_invited=each.is_invited, is_present=False)
        )
    return tuple(found)


def _seat(line: Attendance) -> Seat:
    return Seat(name=line.name, position=line.position, body=line.body, is_invited=line.is_invited)
