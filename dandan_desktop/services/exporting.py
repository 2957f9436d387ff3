"""Giving a meeting back in the open format: a loaded file comes out as it went in."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from dandan_desktop.db import codes
from dandan_desktop.db.offices import is_practice
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.meetings import AgendaItem, Attendance, Opinion, Report, Vote, Weakness, WeaknessReview
from dandan_desktop.exchange import open_format
from dandan_desktop.services import meetings
from dandan_desktop.services.meetings import ConclusionEntry, Sitting, TaskEntry

Json = dict[str, Any]
Kind = Callable[[int], str]


def export(store: Store, row: int) -> Json:
    """A meeting in the open format, once the journal has told it; optional fields that hold nothing are left out.

    One of the practice office says that it is one.

    Raises ClerkError RECORD_GONE, NOT_ALLOWED, and as `Store.change`.
    """
    sitting = meetings.read(store, row)
    with store.change("export") as deed:
        deed.about("meetings", row)
        deed.note = open_format.FORMAT

    def kind(body: int) -> str:
        return codes.code_of(store, store.of(Body).get(body).facts.kind)

    content = _head_of(store, sitting)
    content["attendance"] = [_attendance(each) for each in _facts(sitting, Attendance)]
    content["reports"] = [_report(each, kind) for each in _facts(sitting, Report)]
    content["opinions"] = [_opinion(each, _code(store, each.group)) for each in _facts(sitting, Opinion)]
    if votes := _facts(sitting, Vote):
        content["votes"] = [_vote(each) for each in votes]
    content["weaknesses"] = [{"text": each.text, "indicator": each.indicator} for each in _facts(sitting, Weakness)]
    if reviews := _facts(sitting, WeaknessReview):
        content["reviews"] = [_review(each, codes.code_of(store, each.verdict)) for each in reviews]
    content["conclusions"] = [_conclusion(store, entry, kind) for entry in sitting.conclusions]
    return content


def _facts(sitting: Sitting, record: type[Any]) -> list[Any]:
    return [each for _, each in sitting.parts[record].after]


def _code(store: Store, row: int | None) -> str | None:
    return codes.code_of(store, row) if row else None


def _head_of(store: Store, sitting: Sitting) -> Json:
    meeting = sitting.meeting
    return {
        "format": open_format.FORMAT,
        **({open_format.PRACTICE: True} if is_practice(store) else {}),
        "source": meeting.source,
        "series": _code(store, meeting.series),
        "convener": store.names.of("bodies", meeting.convener_id),
        "title": meeting.title,
        "date": _day(meeting.held_on),
        "start": _clock(meeting.starts_at),
        "end": _clock(meeting.ends_at),
        "place": meeting.venue,
        "looks_back": meeting.looks_back,
        "looks_ahead": meeting.looks_ahead,
        "chair": _person(meeting.chair_name, meeting.chair_position),
        "secretary": _person(meeting.secretary_name, meeting.secretary_position),
        **({"agenda": agenda} if (agenda := [_agenda_item(each) for each in _facts(sitting, AgendaItem)]) else {}),
    }


def _conclusion(store: Store, entry: ConclusionEntry, kind: Kind) -> Json:
    return {
        "text": entry.conclusion.text,
        "kind": _code(store, entry.conclusion.kind),
        "tasks": [_task(task, kind) for task in entry.tasks],
        **_given(no_task_reason=entry.conclusion.no_task_reason),
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _clock(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value else None


def _person(name: str | None, position: str | None) -> Json | None:
    return {"name": name, "position": position} if name else None


def _given(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value is not None}


def _agenda_item(each: AgendaItem) -> Json | str:
    """A line where there is only a text, as files have always had it."""
    given = _given(presenter=each.presenter, paper=each.paper)
    return {"text": each.text, **given} if given else each.text


def _attendance(each: Attendance) -> Json:
    return {
        "name": each.name,
        "position": each.position,
        "body": each.body,
        "present": each.is_present,
        "reason": each.reason,
        "invited": each.is_invited,
        **_given(stands_in_for=each.stands_in_for),
    }


def _report(each: Report, kind: Kind) -> Json:
    return {
        "organisation": kind(each.body_id),
        "title": each.title,
        "results": list(each.results or ()),
        "difficulties": list(each.difficulties or ()),
        "next": list(each.next or ()),
    }


def _opinion(each: Opinion, group: str | None) -> Json:
    return {
        "speaker": each.speaker,
        **_given(position=each.position),
        "body": each.body,
        "text": each.text,
        "proposal": each.is_proposal,
        "group": group,
        **_given(left_out=each.is_left_out or None),
    }


def _vote(each: Vote) -> Json:
    counts = {"eligible": each.eligible, "present": each.present, "for": each.for_count}
    return {"item": each.item, **counts, "against": each.against, "other": each.other, "secret": each.is_secret}


def _review(each: WeaknessReview, verdict: str) -> Json:
    return {"text": each.text, "verdict": verdict, **_given(indicator=each.indicator, note=each.note)}


def _task(entry: TaskEntry, kind: Kind) -> Json:
    task = entry.task
    return {
        "owner": kind(task.owner_id),
        "with": [kind(body) for body in entry.partners],
        "due": _day(task.due_on),
        "standing": task.is_standing,
        "product": task.product,
        **_given(text=task.text, done=_day(task.done_on), result=task.result),
    }
