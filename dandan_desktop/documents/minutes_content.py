"""What the minutes of a meeting print, as plain dict, list and str (16-HD/VPTW; Mẫu 1.9 of the State)."""

from datetime import time
from typing import Any

from dandan_desktop.documents.previous_words import TITLE, previous_lines, review_line
from dandan_desktop.documents.styles import DOTS, Layout, layout_of, number_line
from dandan_desktop.documents.wording import (
    attendance_words,
    closed,
    head_count,
    items,
    lines,
    one_line,
    signer_words,
    speaker_words,
    task_words,
    vote_words,
)
from dandan_desktop.domain.dates import long_date, show_time
from dandan_desktop.domain.issued_numbers import MINUTES
from dandan_desktop.domain.meetings import AgendaItem, Meeting, Opinion, Vote
from dandan_desktop.domain.papers import Concluded, Header, MeetingSheet, Reported
from dandan_desktop.domain.periods import Period

_ROOM = " " * 5  # where a number is written by hand


def minutes_content(sheet: MeetingSheet) -> dict[str, Any]:
    """Every printed value of the minutes; unknown facts are dots, parts nobody recorded are left out."""
    layout, meeting = layout_of(sheet.header), sheet.meeting
    day = long_date(meeting.held_on)
    chair = signer_words(layout, meeting.chair_name, meeting.chair_position)
    recorder = signer_words(layout, meeting.secretary_name, meeting.secretary_position)
    return {
        "style": sheet.header.style.value,
        "header": header_content(layout, sheet.header, day if layout.has_place else ""),
        "kind": "BIÊN BẢN",
        "title": lines(meeting.title) or [DOTS],
        "starts": closed(layout.starts.format(time=clock_words(meeting.starts_at), day=day)),
        "venue": closed(one_line(meeting.venue) or DOTS),
        "chair": closed(chair),
        "recorder": closed(recorder),
        "papers": _papers(sheet) or [DOTS],
        "notes": _periods(meeting),
        "official": _attended(layout, sheet, is_invited=False),
        "invited": _attended(layout, sheet, is_invited=True),
        **_proceedings(layout, sheet),
        "closing": [line.format(time=clock_words(meeting.ends_at), day=day) for line in layout.closing],
        "left": {"caption": layout.left_signer, "name": one_line(meeting.secretary_name) or DOTS},
        "right": {"caption": layout.right_signer, "name": one_line(meeting.chair_name) or DOTS},
        "receivers": list(layout.receivers),
    }


def header_content(
    layout: Layout, header: Header, day: str, kind: str = MINUTES, number: str | None = None
) -> dict[str, Any]:
    """The head of a paper of this style and type (its symbol), dated on a day in words; room for a number it lacks.

    Without a number of its own the paper has that of the header, which is the minutes'.
    """
    figures = header.number if number is None else number
    place = one_line(header.place) or DOTS
    return {
        "upper": lines(header.upper),
        "lower": lines(header.lower) or [DOTS],
        "mark": layout.mark,
        "number": number_line(layout, kind, one_line(header.symbol) or DOTS, figures or _ROOM),
        "top": layout.top,
        "motto": layout.motto,
        "dated": f"{place}, {day}" if day else "",
    }


def clock_words(moment: time | None) -> str:
    """A time as papers print it, room to write it where it is not known."""
    return show_time(moment) if moment else "… giờ …"


def _paper(title: str, organisation: str) -> str:
    words = one_line(title) or DOTS
    return closed(f"{words} ({one_line(organisation)})" if one_line(organisation) else words)


def _papers(sheet: MeetingSheet) -> list[str]:
    """What lay before the meeting: the reports, then the papers of the agenda that are none of them."""
    reported = [_paper(each.report.title, each.organisation) for each in sheet.reports]
    titles = {one_line(each.report.title).casefold() for each in sheet.reports}
    others = (one_line(item.paper) for item in sheet.agenda)
    return [*reported, *(_paper(title, "") for title in others if title and title.casefold() not in titles)]


def _periods(meeting: Meeting) -> list[str]:
    """What the meeting looked back at and ahead to; a year both have is told once."""
    back, ahead = (_period_name(code) if code else "" for code in (meeting.looks_back, meeting.looks_ahead))
    if back.startswith(("quý ", "tháng ")):
        back = back.removesuffix(f" năm {ahead.rpartition(' năm ')[2]}")
    parts = [f"đánh giá kết quả {back}"] if back else []
    parts += [f"phương hướng, nhiệm vụ {ahead}"] if ahead else []
    words = "; ".join(parts)
    return [closed(words[:1].upper() + words[1:])] if words else []


def _period_name(code: str) -> str:
    try:
        return Period.parse(code).name
    except ValueError:
        return one_line(code)


def _attended(layout: Layout, sheet: MeetingSheet, *, is_invited: bool) -> dict[str, Any]:
    """The two lists of one group of delegates with their counts; dots for a count of officials nobody took."""
    rows = [row for row in sheet.attendance if row.is_invited is is_invited]
    present = [row for row in rows if row.is_present]
    absent = [row for row in rows if not row.is_present]
    if not rows:
        count = "" if is_invited else f"… {layout.counted}."
        return {"present": count, "present_rows": [], "absent": count, "absent_rows": []}
    left_out = "" if is_invited or not present else _left_out(layout, sheet)
    return {
        "present": closed((head_count(layout, present) or "không") + left_out),
        "present_rows": [closed(attendance_words(layout, row)) for row in present],
        "absent": closed(head_count(layout, absent) or "không"),
        "absent_rows": [closed(attendance_words(layout, row)) for row in absent],
    }


def _left_out(layout: Layout, sheet: MeetingSheet) -> str:
    """Which of chair and recorder the list does not name, so that the count differs from that of the votes."""
    listed = {one_line(row.name).casefold() for row in sheet.attendance if row.is_present}
    meeting = sheet.meeting
    roles = ((meeting.chair_name, layout.chair), (meeting.secretary_name, layout.recorder))
    missing = [role for name, role in roles if one_line(name) and one_line(name).casefold() not in listed]
    return f" (không kể {' và '.join(missing)})" if missing else ""


def _proceedings(layout: Layout, sheet: MeetingSheet) -> dict[str, Any]:
    """The course of the meeting in parts, numbered as the style asks; a part without rows takes no number."""
    agenda = [agenda_words(each) for each in sheet.agenda]
    parts: list[tuple[str, str, list[Any]]] = [
        ("agenda", layout.agenda, [f"({place}) {line}" for place, line in enumerate(agenda, start=1)]),
        ("previous", TITLE, previous_lines(sheet.previous) if sheet.previous else []),
        ("reports", "Báo cáo tại hội nghị", [_reported(each) for each in sheet.reports]),
        ("opinions", "Ý kiến phát biểu", [_opinion(layout, each) for each in sheet.opinions if not each.is_left_out]),
        ("votes", "Biểu quyết", [_voted(each) for each in sheet.votes]),
        ("weaknesses", "Hạn chế được chỉ ra", [items([each.text]) or [DOTS] for each in sheet.weaknesses]),
        ("reviews", "Xem lại hạn chế năm trước", [review_line(each) for each in sheet.reviews]),
    ]
    content: dict[str, Any] = {}
    place = 0
    for name, title, rows in parts:
        place += bool(title and rows)
        heading = f"{layout.section}{place}. {title}" if title and rows else ""
        content[name] = {"heading": heading, "rows": rows}
    if not layout.agenda and not agenda:
        content["agenda"]["rows"] = [DOTS]
    number = layout.conclusions or str(place + 1)
    content["unrecorded"] = [] if place else [DOTS]
    content["conclusions"] = {
        "heading": f"{number}. Kết luận của {layout.chair}",
        "rows": [_concluded(f"{number}.{i}.", each) for i, each in enumerate(sheet.conclusions, start=1)],
        "unrecorded": [] if sheet.conclusions else [DOTS],
    }
    return content


def agenda_words(item: AgendaItem) -> str:
    """An item with who presents it and by which paper, as far as that is known."""
    presenter, paper = one_line(item.presenter), one_line(item.paper)
    told = [f"{presenter} trình bày"] if presenter else []
    told += [f"tài liệu: {paper}"] if paper else []
    words = one_line(item.text) or DOTS
    return closed(f"{words.rstrip('.;')} ({'; '.join(told)})" if told else words)


def _reported(each: Reported) -> dict[str, Any]:
    report = each.report
    return {
        "lead": closed(f"{one_line(each.organisation) or DOTS} trình bày: {one_line(report.title) or DOTS}"),
        "results": items(report.results),
        "difficulties": items(report.difficulties),
        "next": items(report.next),
    }


def _opinion(layout: Layout, opinion: Opinion) -> dict[str, Any]:
    return {"by": speaker_words(layout, opinion), "lines": lines(opinion.text) or [DOTS]}


def _voted(vote: Vote) -> list[str]:
    return [f"- {closed(one_line(vote.item) or DOTS)}", vote_words(vote)]


def _concluded(number: str, each: Concluded) -> dict[str, Any]:
    first, *rest = items([each.conclusion.text]) or [DOTS]
    reason = one_line(each.conclusion.no_task_reason)
    return {
        "lines": [f"{number} {first}", *rest],
        "tasks": [line for task in each.tasks for line in task_words(task)],
        "reason": [closed(f"- Không giao nhiệm vụ: {reason}")] if reason else [],
    }
