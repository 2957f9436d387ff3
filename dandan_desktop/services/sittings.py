"""The sittings of a series: the next one made from the last or by its rule, and the rule taken from a sitting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dandan_desktop.db import sittings
from dandan_desktop.db.store import Store
from dandan_desktop.domain import dates
from dandan_desktop.domain.catalogue import Body, Code
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, Kept, PeriodCode, Prose
from dandan_desktop.domain.meetings import NO_PERIODS, AgendaItem, Attendance, Meeting
from dandan_desktop.domain.next_title import moved
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.series import (
    Every,
    Series,
    Slot,
    filled_by,
    later,
    proposed_day,
    rule_on,
    slot_of,
    slot_on,
)  # fmt: skip
from dandan_desktop.domain.text import fold
from dandan_desktop.services import meetings
from dandan_desktop.services.meetings import Sitting
from dandan_desktop.services.records import PartEdit
from dandan_desktop.services.series import Rule, rule_of, rules, summoned

FIRST_ITEM = "Kết quả thực hiện kết luận kỳ trước"
"""What every next sitting begins with (rule T8)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The next sitting as it would be made: its slot (None: no interval), its parts, who is there already."""

    slot: Slot | None
    meeting: Meeting
    agenda: tuple[AgendaItem, ...]
    roster: tuple[Attendance, ...]
    there: tuple[Kept[Meeting], ...] = ()


def slot_of_meeting(store: Store, meeting: Meeting) -> Slot | None:
    """The slot of its series that a meeting fills; None for a series without slots."""
    held = (meeting.held_on, meeting.looks_back, meeting.looks_ahead)
    return filled_by(rules(store, meeting.series, meeting.convener_id), held)


def plan(store: Store, meeting: int, today: date, slot: str = "") -> Plan:
    """The sitting after a meeting, or the one of a slot's code; raises ClerkError RECORD_GONE."""
    sitting = meetings.read(store, meeting)
    before = sitting.meeting
    known = rules(store, before.series, before.convener_id)
    now = rule_on(known, before.held_on)
    every = now.every if now else Every.NONE
    here = slot_of_meeting(store, before)
    there = None if here is None else slot_of(every, slot) if slot else later(every, here)
    day = proposed_day(there, before.held_on, here) if here and there else max(today, before.held_on + timedelta(1))
    moves = _moves(every, before, here, there)
    facts = _facts(store, before, day, moves)
    rule = rule_of(store, facts)
    return Plan(
        there,
        _usual(facts, rule),
        _agenda(sitting, rule, moves),
        _roster(sitting, rule),
        _there(store, sitting, there, day),
    )


def make_next(store: Store, meeting: int, today: date, *, slot: str = "", again: bool = False) -> Changes:
    """Make the sitting after a meeting, or that of a slot, as one deed; its day is a proposal and marked so.

    Raises ClerkError: SITTING_THERE where the slot has a sitting and nobody said to make another (`again`),
    RECORD_GONE, NOT_ALLOWED.
    """
    made = plan(store, meeting, today, slot)
    if made.there and not again:
        other = made.there[0]
        words = made.slot.words if made.slot else f"ngày {dates.show_date(made.meeting.held_on)}"
        title, day = other.facts.title, dates.show_date(other.facts.held_on)
        raise ClerkError(Problem.SITTING_THERE, slot=words, title=title, day=day, row=other.id)
    return _make(store, made)


def make_of(store: Store, series: int, today: date, *, again: bool = False) -> Changes:
    """Make the next sitting of a series: after its last one, or the first.

    Raises ClerkError: RECORD_INVALID where the rule is for all convening bodies, and as `make_next`.
    """
    facts = store.of(Series).get(series).facts
    if facts.convener_id is None:
        why = "Chế độ họp này chung cho mọi cơ quan triệu tập; hãy lập kỳ họp tiếp theo từ một cuộc họp."
        raise ClerkError(Problem.RECORD_INVALID, field="convener_id", why=why, count=1)
    newest = next((run for run in _runs_of(store, facts.kind, facts.convener_id)), None)
    if newest is not None:
        return make_next(store, newest.newest, today, again=again)
    return _make(store, _first(store, facts, today))


def _make(store: Store, made: Plan) -> Changes:
    parts: dict[type[Any], PartEdit] = {
        AgendaItem: PartEdit((), [(0, each) for each in made.agenda]),
        Attendance: PartEdit((), [(0, each) for each in made.roster]),
    }
    with store.change("next_sitting") as deed:
        deed.about("meetings", meetings.write(store, meetings.linked(store, Sitting(None, made.meeting, parts, ()))))
    return deed.changes


def _runs_of(store: Store, kind: int, convener: int) -> list[sittings.Run]:
    line = store.of(Body).get(convener).facts.line or str(convener)
    return [run for run in sittings.runs(store) if run.kind == kind and run.line == line]


def _first(store: Store, facts: Series, today: date) -> Plan:
    """The first sitting of a series nobody recorded one of."""
    slot = None if facts.every is Every.NONE else slot_on(facts.every, today)
    code = store.of(Code).get(facts.kind).facts
    looks = slot is not None and code.group != NO_PERIODS
    convener = sittings.body_on(store, facts.convener_id or 0, today)
    meeting = Meeting(
        title=f"{code.name}, {slot.words[:1].lower()}{slot.words[1:]}" if slot else code.name,
        held_on=max(today, proposed_day(slot, slot.last, slot)) if slot else today,
        convener_id=BodyId(convener.id),
        series=facts.kind,
        unit_id=convener.facts.unit_id,
        looks_back=PeriodCode(slot.code) if slot and looks else None,
        looks_ahead=PeriodCode(later(facts.every, slot).code) if slot and looks else None,
        is_planned=True,
    )
    rule = rule_of(store, meeting)
    empty = Sitting(None, meeting, {AgendaItem: PartEdit((), ()), Attendance: PartEdit((), ())}, ())
    return Plan(slot, _usual(meeting, rule), _agenda(empty, rule, {}), _roster(empty, rule))


def _moves(every: Every, before: Meeting, here: Slot | None, there: Slot | None) -> dict[str, str]:
    """The code each period of a sitting has in the sitting of another slot: back is the slot, ahead the next one."""
    found: dict[str, str] = {}
    if here is None or there is None:
        return found
    if every in (Every.SIX, Every.YEAR):
        years = there.last.year - here.last.year
        for code in filter(None, (before.looks_back, before.looks_ahead)):
            found[code] = code.replace(code[:4], f"{int(code[:4]) + years:04}", 1)
    else:
        if before.looks_ahead:
            found[before.looks_ahead] = later(every, there).code
        if before.looks_back:
            found[before.looks_back] = there.code
    found.setdefault(here.code, there.code)
    return found


def _facts(store: Store, before: Meeting, day: date, moves: dict[str, str]) -> Meeting:
    convener = sittings.body_on(store, before.convener_id, day)
    was = store.of(Body).get(before.convener_id).facts.unit_id
    return replace(
        before,
        title=moved(before.title, moves),
        held_on=day,
        convener_id=BodyId(convener.id),
        unit_id=convener.facts.unit_id if before.unit_id == was else before.unit_id,
        ends_at=None,
        looks_back=_moved_code(before.looks_back, moves),
        looks_ahead=_moved_code(before.looks_ahead, moves),
        source=None,
        is_planned=True,
    )


def _moved_code(code: PeriodCode | None, moves: dict[str, str]) -> PeriodCode | None:
    """The period of the next sitting; None rather than one past the years there are."""
    if code is None:
        return None
    try:
        return PeriodCode(Period.parse(moves.get(code, code)).code)
    except ValueError:
        return None


def _usual(meeting: Meeting, rule: Rule | None) -> Meeting:
    """The meeting where and with whom its series usually sits, as far as the rule says."""
    if rule is None:
        return meeting
    of_rule = rule.facts
    found: dict[str, Any] = {
        name: getattr(of_rule, name) for name in ("starts_at", "venue") if getattr(of_rule, name) is not None
    }
    for who in ("chair", "secretary"):
        if getattr(of_rule, f"{who}_name"):
            found |= {name: getattr(of_rule, name) for name in (f"{who}_name", f"{who}_position")}
    return replace(meeting, **found)


def _agenda(sitting: Sitting, rule: Rule | None, moves: dict[str, str]) -> tuple[AgendaItem, ...]:
    """The usual agenda, else that of the sitting before without its papers; what became of the conclusions first."""
    if rule is not None and rule.items:
        items = [AgendaItem(text=each.text, presenter=each.presenter, paper=each.paper) for each in rule.items]
    else:
        before: Sequence[AgendaItem] = [each for _, each in sitting.parts[AgendaItem].after]
        items = [AgendaItem(text=Prose(moved(each.text, moves)), presenter=each.presenter) for each in before]
    wanted = fold(FIRST_ITEM)
    first = next((each for each in items if wanted in fold(each.text)), AgendaItem(text=Prose(FIRST_ITEM)))
    return (first, *(each for each in items if each is not first))


def _roster(sitting: Sitting, rule: Rule | None) -> tuple[Attendance, ...]:
    """Who is usually summoned, else who was summoned last; nobody is said to have come before he did."""
    if rule is not None and rule.seats:
        return tuple(
            Attendance(
                name=each.name, position=each.position, body=each.body, is_invited=each.is_invited, is_present=False
            )
            for each in rule.seats
        )
    return summoned([each for _, each in sitting.parts[Attendance].after])


def _there(store: Store, sitting: Sitting, slot: Slot | None, day: date) -> tuple[Kept[Meeting], ...]:
    """The sittings that a slot, or without one that day, has already."""
    if sitting.kept is None:
        return ()
    others = [*sittings.kin(store, sitting.kept.id), sitting.kept]
    if slot is None:
        return tuple(each for each in others if each.facts.held_on == day)
    filled = ((each, slot_of_meeting(store, each.facts)) for each in others)
    return tuple(each for each, its in filled if its is not None and its.code == slot.code)


def neighbours(store: Store, meeting: int) -> tuple[Kept[Meeting] | None, Kept[Meeting] | None]:
    """The sittings of the series before and after a meeting; None where there is none."""
    kept = store.of(Meeting).get(meeting)
    others = sittings.kin(store, meeting)
    later_ones = [each for each in others if (each.facts.held_on, each.id) > (kept.facts.held_on, kept.id)]
    return sittings.before(store, meeting), later_ones[0] if later_ones else None
