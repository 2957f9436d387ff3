"""Whatever minutes print as a dotted blank, the check-list names before they are locked."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, time
from typing import Any

import pytest

from dandan_desktop.db.store import Store
from dandan_desktop.documents.minutes import minutes_content
from dandan_desktop.domain.catalogue import Body, Style
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    Opinion,
    Report,
    Vote,
    Weakness,
)  # fmt: skip
from dandan_desktop.services import loading, meetings, minutes, papers
from dandan_desktop.services.meetings import Sitting
from dandan_desktop.services.records import PartEdit
from tests.registers import meeting_file

HEAD: dict[str, Any] = {"symbol": "BDV", "header_lower": "BAN DÂN VẬN", "place": "Cao Lãnh"}
PROCEEDINGS = (Report, Opinion, Vote, Weakness)
"""What the course of a meeting is told by."""


def whole(store: Store) -> Sitting:
    """The first meeting of a file with every fact its minutes print."""
    row = store.of(Meeting).some()[0].id
    sitting = meetings.read(store, row)
    body = sitting.meeting.convener_id
    lines: dict[type[Any], tuple[Any, ...]] = {
        AgendaItem: (AgendaItem(text=Prose("Đánh giá quý I"), presenter="Ông An", paper="Dự thảo kết luận"),),
        Attendance: (
            Attendance(name="Võ Văn An", position="Bí thư"),
            Attendance(name="Ngô Thị Sen", position="Phó Bí thư", is_present=False, reason="đi công tác"),
            Attendance(name="Lê Văn Ba", body="Hội Nông dân", is_invited=True),
        ),
        Report: (Report(body_id=body, title="Báo cáo quý I"),),
        Opinion: (Opinion(text=Prose("Nhất trí"), speaker="Lê Văn Ba"),),
        Vote: (Vote(item="Thông qua kế hoạch", eligible=3, present=2, for_count=2, against=0, other=0),),
        Weakness: (Weakness(text=Prose("Báo cáo còn chậm")),),
    }
    facts = replace(
        sitting.meeting, starts_at=time(8), ends_at=time(10), venue="Hội trường", chair_name="Võ Văn An",
        chair_position="Bí thư", secretary_name="Ngô Thị Sen", secretary_position="Phó Bí thư",
    )  # fmt: skip
    first = sitting.conclusions[0]
    dated = replace(first.tasks[0].task, due_on=date(2026, 6, 1), is_standing=False)
    task = replace(first.tasks[0], task=dated, version=0)
    return replace(
        sitting,
        meeting=facts,
        parts={
            record: PartEdit(edit.before, tuple((0, each) for each in lines.get(record, ())))
            for record, edit in sitting.parts.items()
        },
        conclusions=(replace(first, tasks=(task,)),),
    )


def without(sitting: Sitting, *records: type[Any]) -> Sitting:
    """The sitting with nothing in these parts."""
    return with_parts(sitting, dict.fromkeys(records, ()))


def with_parts(sitting: Sitting, lines: dict[type[Any], tuple[Any, ...]]) -> Sitting:
    edits = {
        record: PartEdit(sitting.parts[record].before, tuple((0, each) for each in of)) for record, of in lines.items()
    }
    return replace(sitting, parts={**sitting.parts, **edits})


def lacking(sitting: Sitting) -> Iterator[tuple[str, Sitting]]:
    """The sitting with one thing gone: a fact, all of a part, or the whole course."""
    for name in optional(Meeting):
        yield name, replace(sitting, meeting=gone(sitting.meeting, name))
    for record in (AgendaItem, Attendance, Report, Opinion, Vote, Weakness):
        kept = tuple(each for _, each in sitting.parts[record].after)
        yield record.__name__, without(sitting, record)
        for name in optional(record):
            bare = {record: tuple(gone(each, name) for each in kept)}
            yield f"{record.__name__}.{name}", with_parts(sitting, bare)
    yield "everything of the course", without(sitting, *PROCEEDINGS)
    yield "everything of the course, and its agenda", without(sitting, *PROCEEDINGS, AgendaItem)
    guests = tuple(each for _, each in sitting.parts[Attendance].after if each.is_invited)
    yield "all but guests", with_parts(sitting, {Attendance: guests})
    yield "all that names papers", without(sitting, Report, AgendaItem)
    (first,) = sitting.conclusions
    undated = replace(first.tasks[0], task=replace(first.tasks[0].task, due_on=None))
    yield "due_on", replace(sitting, conclusions=(replace(first, tasks=(undated,)),))
    yield "conclusions", replace(sitting, conclusions=())


def gone(facts: Any, name: str) -> Any:
    return replace(facts, **{name: None})


def optional(record: type[Any]) -> list[str]:
    return [each.name for each in fields(record) if each.default is None]


def dotted(value: Any) -> Iterator[str]:
    """Every text of a content in which something is left to write by hand."""
    if isinstance(value, str):
        if "…" in value:
            yield value
    else:
        for each in value.values() if isinstance(value, dict) else value:
            yield from dotted(each)


def seen(store: Store, sitting: Sitting) -> tuple[set[str], set[str]]:
    """What is dotted on paper and what the check-list says, once this is saved."""
    assert sitting.kept is not None
    row = sitting.kept.id
    now = meetings.read(store, row)
    before = {record: edit.before for record, edit in now.parts.items()}
    parts = {record: PartEdit(before[record], edit.after) for record, edit in sitting.parts.items()}
    meetings.save(store, replace(sitting, kept=now.kept, parts=parts))
    blanks = set(dotted(minutes_content(papers.meeting_sheet(store, row))))
    return blanks, {gap.finding.text for gap in minutes.missing(store, row)}


def set_convener(store: Store, sitting: Sitting, **facts: Any) -> None:
    kept = store.of(Body).get(sitting.meeting.convener_id)
    with store.change("save"):
        store.of(Body).replace(kept, replace(kept.facts, **facts))


@pytest.mark.parametrize("style", Style)
def test_every_dotted_blank_is_named(store: Store, style: Style) -> None:
    loading.load_path(store, meeting_file())
    sitting = whole(store)
    set_convener(store, sitting, style=style, **HEAD)
    blanks, named = seen(store, sitting)
    assert blanks == ({"- …………;"} if style is Style.STATE else set())
    assert any("Nơi nhận" in each for each in named) is (style is Style.STATE)
    unnamed: list[str] = []
    printed: set[str] = set()
    for name in HEAD:
        set_convener(store, sitting, **{**HEAD, name: None})
        dots, told = seen(store, sitting)
        unnamed += [] if told - named or not dots - blanks else [name]
    set_convener(store, sitting, **HEAD)
    for what, less in lacking(sitting):
        dots, told = seen(store, less)
        if dots - blanks:
            printed.add(what)
            unnamed += [] if told - named else [what]
    assert unnamed == []
    assert {"venue", "starts_at", "ends_at", "Attendance", "all but guests", "Vote.against", "due_on"} <= printed
    assert ("AgendaItem" in printed) is (style is not Style.STATE)
    assert "everything of the course, and its agenda" in printed
