"""What each paper of a sitting prints, as plain dict, list and str: one page of values for each receiver.

Orders and words: documents.md §5.1 (notice), §4 (minutes of two sides), Mẫu 1.x of Nghị định 30/2020 and the habit of
Party offices (invitation, letter); unknown facts are dots.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from dandan_desktop.documents.minutes_content import agenda_words, clock_words, header_content, minutes_content
from dandan_desktop.documents.styles import DOTS, Layout, layout_of, number_words, receiver_lines
from dandan_desktop.documents.wording import (
    closed,
    due_words,
    head_count,
    lines,
    one_line,
    person_words,
    signer_words,
    task_words,
)
from dandan_desktop.domain.dates import long_date, paper_date
from dandan_desktop.domain.meetings import Attendance
from dandan_desktop.domain.paper_kinds import (
    DELEGATES,
    INVITATION,
    NOTICE,
    REMINDER,
    SIGN_IN,
    SLIP,
    WORKING,
    PaperKind,
    owners,
    summoned,
    tasks,
)
from dandan_desktop.domain.paper_signing import Signing, issuer_name, notice_type
from dandan_desktop.domain.papers import Concluded, ListedTask, MeetingSheet, OverdueLine, ReminderSheet, TaskListSheet
from dandan_desktop.domain.text import tidy

_NO_DAY = "ngày …… tháng …… năm ……"
_SPARE_ROWS = 5  # lines at the end of a sign-in sheet for those who come unlisted
_TYPES = {"TB": "THÔNG BÁO", "KL": "KẾT LUẬN"}


class Made(NamedTuple):
    """What a paper of a sitting is made from."""

    kind: PaperKind
    sheet: MeetingSheet
    signing: Signing
    number: str = ""
    own: bytes = b""
    """The office's own template, empty for the program's."""


Page = dict[str, Any]


def paper_pages(made: Made) -> list[Page]:
    """The values of a paper, a page for each receiver in order."""
    return _BUILDERS[made.kind.code](made)


def reminder_page(sheet: ReminderSheet, signing: Signing, number: str = "") -> Page:
    """The values of a letter that reminds one owner of its overdue tasks."""
    layout, issuer, owner = layout_of(sheet.header), one_line(sheet.issuer) or DOTS, one_line(sheet.owner) or DOTS
    by = paper_date(sheet.answer_by) if sheet.answer_by else "…/…/……"
    head = header_content(layout, sheet.header, day_words(signing.dated_on), REMINDER.symbol, number)
    subject = layout.subject.format(subject="đôn đốc nhiệm vụ quá hạn")
    return {
        "header": {**head, "subject": subject},
        "to": owner,
        "opening": closed(
            f"Thực hiện kết luận tại các cuộc họp, {issuer} đã giao {owner} thực hiện các nhiệm vụ dưới đây. "
            f"Tính đến ngày {paper_date(sheet.as_of)}, các nhiệm vụ này đã quá hạn, chưa có báo cáo kết quả"
        ),
        "rows": [_overdue(place, line) for place, line in enumerate(sheet.lines, 1)],
        "closing": [
            closed(
                f"Đề nghị {owner} khẩn trương thực hiện các nhiệm vụ nêu trên; chậm nhất ngày {by}, báo cáo kết quả "
                f"bằng văn bản và giải trình lý do chậm về {issuer}"
            ),
            f"Có khó khăn, vướng mắc vượt thẩm quyền, đề nghị nêu rõ trong báo cáo để được xem xét{layout.ends}",
        ],
        **foot(layout, signing, ["Như trên"]),
    }


def task_list_page(sheet: TaskListSheet) -> Page:
    """The values of a list of tasks, grouped by owner in the order the owners first come up."""
    layout = layout_of(sheet.header)
    head = header_content(layout, sheet.header, "")
    by_owner: dict[str, list[ListedTask]] = {}
    for each in sheet.tasks:
        by_owner.setdefault(one_line(each.task.owner) or DOTS, []).append(each)
    return {
        "header": {**head, "number": "", "subject": ""},
        "kind": "DANH SÁCH NHIỆM VỤ",
        "title": [one_line(sheet.title)] if one_line(sheet.title) else [],
        "as_of": f"(Tính đến ngày {paper_date(sheet.as_of)}; {len(sheet.tasks):02} nhiệm vụ)",
        "groups": [
            {
                "heading": f"{owner}: {len(found):02} nhiệm vụ",
                "rows": [_listed_task(place, each) for place, each in enumerate(found, 1)],
            }
            for owner, found in by_owner.items()
        ],
    }


def _listed_task(place: int, each: ListedTask) -> Page:
    return {
        "place": str(place),
        "lines": lines(each.task.text) or [DOTS],
        "of": f"Kết luận {each.conclusion}, họp ngày {paper_date(each.held_on)}",
        "partners": _listed(each.task.partners),
        "due": due_words(each.task),
        "state": one_line(each.state),
    }


def _invitations(made: Made) -> list[Page]:
    sheet, layout = made.sheet, layout_of(made.sheet.header)
    meeting, issuer = sheet.meeting, _issuer(sheet)
    agenda = [agenda_words(each) for each in sheet.agenda]
    shared: Page = {
        **_head(made, "GIẤY MỜI", lines(meeting.title) or [DOTS]),
        "opening": f"{issuer} trân trọng kính mời:",
        "starts": closed(_starts(sheet)),
        "venue": closed(one_line(meeting.venue) or DOTS),
        "chair": closed(signer_words(layout, meeting.chair_name, meeting.chair_position)),
        "agenda": [closed(f"({place}) {line}") for place, line in enumerate(agenda, 1)] or [DOTS],
        "papers": [closed(one_line(each.report.title) or DOTS) for each in sheet.reports],
        "closing": [
            closed(
                f"Đề nghị đại biểu đến dự đúng thời gian, địa điểm trên; nếu không dự được, xin báo lại {issuer} trước "
                "giờ họp"
            ),
            f"Trân trọng kính mời{layout.ends}",
        ],
        **foot(layout, made.signing, ["Như trên"]),
    }
    return [{**shared, "invitee": _called(layout, row)} for row in summoned(sheet)]


def _delegates(made: Made) -> list[Page]:
    sheet, layout = made.sheet, layout_of(made.sheet.header)
    symbol = one_line(sheet.header.symbol) or DOTS
    number = number_words(layout, INVITATION.symbol, symbol, made.number or "……")
    day = day_words(made.signing.dated_on)
    return [
        {
            **_bare_head(made, "DANH SÁCH", ["đại biểu dự", *(lines(sheet.meeting.title) or [DOTS])]),
            "attached": f"(Kèm theo Giấy mời số {number}, {day})",
            **_groups(layout, sheet),
        }
    ]


def _sign_in(made: Made) -> list[Page]:
    sheet, layout = made.sheet, layout_of(made.sheet.header)
    groups = _groups(layout, sheet)
    first = len(groups["official"]["rows"]) + len(groups["invited"]["rows"]) + 1
    return [
        {
            **_bare_head(made, "DANH SÁCH ĐẠI BIỂU KÝ TÊN", lines(sheet.meeting.title) or [DOTS]),
            "starts": closed(_starts(sheet)),
            "venue": closed(one_line(sheet.meeting.venue) or DOTS),
            **groups,
            "spare": [str(place) for place in range(first, first + _SPARE_ROWS)],
        }
    ]


def _notice(made: Made) -> list[Page]:
    sheet, layout = made.sheet, layout_of(made.sheet.header)
    meeting, issuer = sheet.meeting, _issuer(sheet)
    paper = notice_type(sheet.convener_kind, sheet.series)
    of, day = issuer.upper(), paper_date(meeting.held_on)
    title = [f"CỦA {of}" if paper == "KL" else f"KẾT LUẬN CỦA {of}", f"về nội dung cuộc họp ngày {day}"]
    owners_named = [name for _, _, task in tasks(sheet) for name in (task.owner, *task.partners)]
    return [
        {
            **_head(made, _TYPES[paper], title, paper=paper),
            "opening": _held(layout, sheet, issuer),
            "heard": _heard(sheet, issuer),
            "conclusions": [_told(number, each) for number, each in enumerate(sheet.conclusions, 1)],
            "closing": [
                f"{issuer} yêu cầu các cơ quan, đơn vị được giao nhiệm vụ thực hiện, báo cáo kết quả đúng thời hạn.",
                f"Có khó khăn, vướng mắc, các cơ quan, đơn vị kịp thời báo cáo để xem xét, chỉ đạo{layout.ends}",
            ],
            **foot(layout, made.signing, owners_named),
        }
    ]


def _slips(made: Made) -> list[Page]:
    sheet, layout = made.sheet, layout_of(made.sheet.header)
    issuer, day = _issuer(sheet), paper_date(sheet.meeting.held_on)
    pages = []
    for owner in owners(sheet):
        named = owner or DOTS
        given = [(number, each, task) for number, each, task in tasks(sheet) if tidy(task.owner) == owner]
        partners = [name for _, _, task in given for name in task.partners]
        pages.append(
            {
                **_head(made, "PHIẾU GIAO VIỆC", [f"thực hiện kết luận cuộc họp ngày {day}"]),
                "to": named,
                "opening": f"Căn cứ kết luận tại cuộc họp ngày {day}: {closed(' '.join(lines(sheet.meeting.title)))}",
                "given": f"{issuer} giao {named} chủ trì thực hiện các nhiệm vụ sau:",
                "rows": [
                    {
                        "place": str(place),
                        "of": f"Kết luận {number}",
                        "lines": lines(task.text) or lines(each.conclusion.text) or [DOTS],
                        "partners": _listed(task.partners),
                        "product": one_line(task.product) or DOTS,
                        "due": due_words(task),
                    }
                    for place, (number, each, task) in enumerate(given, 1)
                ],
                "closing": [
                    closed(
                        f"Đề nghị {named} tổ chức thực hiện, phối hợp với các đơn vị có liên quan; báo cáo kết quả "
                        f"bằng văn bản về {issuer} đúng thời hạn"
                    ),
                    f"Có khó khăn, vướng mắc, đề nghị báo cáo trước khi hết hạn để được xem xét{layout.ends}",
                ],
                **foot(layout, made.signing, ["Như trên", *partners]),
            }
        )
    return pages


def _working(made: Made) -> list[Page]:
    """The minutes with both sides named and a third signature for the host (documents.md §4)."""
    content = minutes_content(made.sheet)
    del content["style"]
    meeting, layout = made.sheet.meeting, layout_of(made.sheet.header)
    day = long_date(meeting.held_on)
    reports = content["reports"]
    content["reports"] = {**reports, "heading": reports["heading"].replace("hội nghị", "buổi làm việc")}
    content["header"]["subject"] = ""
    content["closing"] = [line.format(time=clock_words(meeting.ends_at), day=day) for line in layout.two_sides_closing]
    content["middle"] = {
        "caption": one_line(made.signing.authority) or DOTS,
        "name": one_line(made.signing.signer) or DOTS,
    }
    return [content]


def _head(made: Made, kind: str, title: list[str], paper: str = "") -> Page:
    """Head, type and title of a paper that has a number and a day."""
    layout = layout_of(made.sheet.header)
    day, symbol = day_words(made.signing.dated_on), paper or made.kind.symbol
    head = header_content(layout, made.sheet.header, day, symbol, made.number)
    return {"header": {**head, "subject": ""}, "kind": kind, "title": title}


def _bare_head(made: Made, kind: str, title: list[str]) -> Page:
    """The same of a list, which has neither number nor day of its own."""
    page = _head(made, kind, title)
    return {**page, "header": {**page["header"], "number": "", "dated": ""}}


def foot(layout: Layout, signing: Signing, receivers: Iterable[str]) -> Page:
    """Receivers and signature; what a clerk wrote, else the receivers that follow from the paper."""
    named = [one_line(each).rstrip(".;,") for each in signing.receivers or (*dict.fromkeys(receivers), layout.filed)]
    return {
        "receivers": receiver_lines(layout, [each for each in named if each]),
        "authority": one_line(signing.authority) or DOTS,
        "position": one_line(signing.position),
        "signer": one_line(signing.signer) or DOTS,
    }


def _groups(layout: Layout, sheet: MeetingSheet) -> Page:
    """Official and invited delegates, each group counted, their numbers running on."""
    found: Page = {}
    place = 0
    for name, words, is_invited in (("official", "Đại biểu chính thức", False), ("invited", "Đại biểu mời dự", True)):
        rows = [row for row in summoned(sheet) if row.is_invited is is_invited]
        found[name] = {
            "heading": f"{words}: {head_count(layout, rows)}" if rows else "",
            "rows": [_listed_row(place + count, row) for count, row in enumerate(rows, 1)],
        }
        place += len(rows)
    return found


def _listed_row(place: int, row: Attendance) -> Page:
    return {
        "place": str(place),
        "name": one_line(row.name) or DOTS,
        "position": one_line(row.position),
        "body": one_line(row.body),
    }


def _overdue(place: int, line: OverdueLine) -> Page:
    day = paper_date(line.held_on)
    told = f"đã đôn đốc {line.reminders} lần" if line.reminders else ""
    late = f"quá hạn {line.late_days} ngày" if line.late_days > 0 else ""
    return {
        "place": str(place),
        "lines": lines(line.task.text) or [DOTS],
        "of": f"Kết luận {line.conclusion}, họp ngày {day}",
        "product": one_line(line.task.product) or DOTS,
        "due": f"Báo cáo {line.owed}" if line.owed else due_words(line.task),
        "state": "; ".join(filter(None, (late, told))),
    }


def _held(layout: Layout, sheet: MeetingSheet, issuer: str) -> str:
    """When and where who sat, in whose chair, and who came."""
    meeting = sheet.meeting
    title = " ".join(lines(meeting.title)) or DOTS
    where = f", tại {one_line(meeting.venue)}" if one_line(meeting.venue) else ""
    came = head_count(layout, [row for row in sheet.attendance if row.is_present and not row.is_invited])
    guests = head_count(layout, [row for row in sheet.attendance if row.is_present and row.is_invited])
    who = "; ".join(filter(None, (f"có mặt {came}" if came else "", f"mời dự {guests}" if guests else "")))
    chair = signer_words(layout, meeting.chair_name, meeting.chair_position)
    said = f"Ngày {paper_date(meeting.held_on)}{where}, {issuer} họp: {title}. Chủ trì: {chair}"
    return f"{closed(said)} Thành phần: {closed(who)}" if who else closed(said)


def _heard(sheet: MeetingSheet, issuer: str) -> str:
    reports = [
        f"{one_line(each.report.title) or DOTS} của {one_line(each.organisation) or DOTS}" for each in sheet.reports
    ]
    heard = f"nghe {'; '.join(reports)} và " if reports else "nghe "
    return f"Sau khi {heard}ý kiến thảo luận của các đại biểu, {issuer} kết luận như sau:"


def _told(number: int, each: Concluded) -> list[str]:
    first, *rest = [closed(line) for line in lines(each.conclusion.text)] or [DOTS]
    given = [line for task in each.tasks for line in task_words(task)]
    return [f"{number}. {first}", *rest, *given]


def _called(layout: Layout, row: Attendance) -> str:
    return person_words(layout, row.name, row.position, row.body)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(filter(None, map(one_line, names)))


def _issuer(sheet: MeetingSheet) -> str:
    """Who sat, as a text calls it; the last line of the head where the name is not known."""
    name = issuer_name(one_line(sheet.convener), sheet.convener_kind, sheet.series)
    return name or " ".join(lines(sheet.header.lower)[-1:]) or DOTS


def _starts(sheet: MeetingSheet) -> str:
    return f"{clock_words(sheet.meeting.starts_at)}, {long_date(sheet.meeting.held_on)}"


def day_words(day: date | None) -> str:
    """A day in words as heads of papers have it, room to write it where there is none."""
    return long_date(day) if day else _NO_DAY


_BUILDERS: Mapping[str, Callable[[Made], list[Page]]] = {
    INVITATION.code: _invitations,
    DELEGATES.code: _delegates,
    SIGN_IN.code: _sign_in,
    WORKING.code: _working,
    NOTICE.code: _notice,
    SLIP.code: _slips,
}
