"""Minutes once the meeting is over: what is missing, locking them into versions, reopening, addenda."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dandan_desktop.db import minutes as kept_minutes
from dandan_desktop.db import paper_templates as kept_templates
from dandan_desktop.db.store import Store
from dandan_desktop.documents.styles import DOTS
from dandan_desktop.domain import text
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.drafts import Finding, Refused
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.frozen import frozen, thawed
from dandan_desktop.domain.issued_numbers import MINUTES as NUMBERED
from dandan_desktop.domain.meetings import Attendance, Meeting, Opinion, Vote
from dandan_desktop.domain.minutes import Gap, Looked, MinutesVersion, gaps
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.paper_kinds import ADDENDUM, MINUTES
from dandan_desktop.domain.papers import AddendumSheet, MeetingSheet
from dandan_desktop.services import issued_numbers, meetings, minute_log, paper_templates, papers, reviews
from dandan_desktop.services.trash import refuse_reason

NUMBER = "number"
"""Where a gap stands that is no field: the number of the minutes."""
LOG = "log"
"""The part a gap stands in that is no section of the meeting: its running log."""
LINE_WAITS = "Còn một dòng đang gõ ở Ghi biên bản; khoá rồi không ghi thêm được."
NO_SYMBOL = "Cơ quan triệu tập chưa có ký hiệu; số in ra còn dòng chấm."
NO_PLACE = "Cơ quan triệu tập chưa có địa danh; ngày tháng in ra còn dòng chấm."
NO_RECEIVER = "Nơi nhận in ra còn dòng chấm: ghi tay, hoặc ghi sẵn trong Thể thức."
NO_PAPERS = "Chưa ghi tài liệu sử dụng (cột Tài liệu của Chương trình, hoặc mục Báo cáo)."
NO_COURSE = "Chưa ghi diễn biến cuộc họp (báo cáo, ý kiến, biểu quyết, hạn chế)."


@dataclass(frozen=True, slots=True)
class Standing:
    """How a meeting's minutes stand: their versions and addenda in order, and why they can no longer be reopened."""

    versions: tuple[Kept[MinutesVersion], ...]
    addenda: tuple[Kept[MinutesVersion], ...]
    followed: str = ""

    @property
    def newest(self) -> Kept[MinutesVersion] | None:
        """The version locked last; None before the first."""
        return self.versions[-1] if self.versions else None

    @property
    def is_locked(self) -> bool:
        """Whether the meeting is only to read."""
        return self.newest is not None and self.newest.facts.is_in_force


def standing(store: Store, meeting: int) -> Standing:
    """How the minutes of a meeting stand."""
    found = kept_minutes.versions_of(store, meeting)
    return Standing(
        tuple(each for each in found if not each.facts.is_addendum),
        tuple(each for each in found if each.facts.is_addendum),
        kept_minutes.follower(store, meeting) if found else "",
    )


def missing(store: Store, meeting: int) -> list[Gap]:
    """What the check-list says before the minutes are locked; raises ClerkError RECORD_GONE."""
    sitting = meetings.read(store, meeting)
    looked = Looked(
        sitting.meeting,
        [each for _, each in sitting.parts[Attendance].after],
        [each for _, each in sitting.parts[Opinion].after],
        [each for _, each in sitting.parts[Vote].after],
        [(entry.conclusion, [task.task for task in entry.tasks]) for entry in sitting.conclusions],
    )
    found = [*map(Gap, issued_numbers.strays(store, meeting)), *_dots(store, meeting), *gaps(looked)]
    if minute_log.waiting(store, meeting) is not None:
        found.insert(0, Gap(Finding("text", LINE_WAITS, blocks=False), LOG))
    waiting = sum(each.review is None for each in reviews.offered(store, meeting))
    if waiting:
        said = f"Chưa xem lại {show_int(waiting)} hạn chế năm trước."
        found.append(Gap(Finding("text", said, blocks=False), "weaknesses"))
    return found


def _dots(store: Store, meeting: int) -> list[Gap]:
    """What of head, foot and headings the minutes would print as dots or leave for the hand; `gaps` tells the rest."""
    from dandan_desktop.documents.minutes_content import minutes_content

    sheet = papers.meeting_sheet(store, meeting)
    printed = minutes_content(sheet)
    lacking = [
        (not sheet.header.symbol, "", "convener_id", NO_SYMBOL),
        (not sheet.header.lower, "", "convener_id", "Cơ quan triệu tập chưa có tên ở đầu văn bản."),
        (DOTS in printed["header"]["dated"], "", "convener_id", NO_PLACE),
        (any(DOTS in line for line in printed["receivers"]), "", "convener_id", NO_RECEIVER),
        (printed["agenda"]["rows"] == [DOTS], "agenda", "text", "Chưa ghi chương trình; mục Nội dung còn dòng chấm."),
        (printed["papers"] == [DOTS], "agenda", "paper", NO_PAPERS),
        (bool(printed["unrecorded"]), "opinions", "text", NO_COURSE),
    ]
    if issued_numbers.is_type(store, NUMBERED) and issued_numbers.of_meeting(store, meeting) is None:
        lacking.insert(0, (True, "", NUMBER, "Chưa lấy số cho biên bản; khoá rồi vẫn lấy được."))
    return [Gap(Finding(name, said, blocks=False), part) for is_so, part, name, said in lacking if is_so]


def lock(store: Store, meeting: int, today: date) -> Changes:
    """Freeze the minutes as they now print into their next version.

    Raises ClerkError: RECORD_GONE for a meeting in the trash, MINUTES_LOCKED when they are locked already,
    RECORD_INVALID for an impossible fact, NOT_ALLOWED, TEMPLATE_UNUSABLE.
    """
    with store.change("lock_minutes") as deed:
        now = standing(store, meeting)
        if now.is_locked:
            raise ClerkError(Problem.MINUTES_LOCKED)
        if store.of(Meeting).get(meeting).deleted_at is not None:
            raise ClerkError(Problem.RECORD_GONE, table="meetings")
        blocking = tuple(gap.finding for gap in missing(store, meeting) if gap.finding.blocks)
        if blocking:
            Refused(blocking).raise_first()
        sheet = papers.meeting_sheet(store, meeting)
        version = MinutesVersion(
            number=len(now.versions) + 1,
            content=frozen(sheet),
            template=paper_templates.digest_of(
                store, sheet.meeting.convener_id, MINUTES.code, sheet.header.style, sheet.meeting.held_on
            ),
            locked_on=today,
            templates=kept_templates.newest(store),
        )
        _add(store, meeting, now, version)
        number = issued_numbers.of_meeting(store, meeting)
        if number is not None and sheet.header.number:
            issued_numbers.mark_used(store, number, today)
        deed.about("meetings", meeting)
    return deed.changes


def reopen(store: Store, meeting: int, reason: str, today: date) -> Changes:
    """Open the newest version again for a reason.

    Raises ClerkError: RECORD_GONE, MINUTES_NOT_LOCKED, REASON_MISSING, REASON_NAMES_SOMEBODY, NOT_ALLOWED,
    MINUTES_FOLLOWED once an addendum or a later sitting of the series builds on it.
    """
    with store.change("reopen_minutes") as deed:
        kept = _in_force(store, meeting)
        why = refuse_reason(reason, _names_in(thawed(MeetingSheet, kept.facts.content)))
        store.of(MinutesVersion).replace(kept, replace(kept.facts, reopened_on=today, reason=why))
        deed.about("meetings", meeting)
        deed.note = why
    return deed.changes


def add_addendum(store: Store, meeting: int, lines: Sequence[str], today: date) -> Changes:
    """Write an addendum to locked minutes, which stay as they are.

    Raises ClerkError: ADDENDUM_EMPTY, MINUTES_NOT_LOCKED, NOT_ALLOWED, TEMPLATE_UNUSABLE.
    """
    told = tuple(filter(None, map(text.tidy_prose, lines)))
    if not told:
        raise ClerkError(Problem.ADDENDUM_EMPTY)
    with store.change("add_addendum") as deed:
        sheet = thawed(MeetingSheet, _in_force(store, meeting).facts.content)
        facts, now = sheet.meeting, standing(store, meeting)
        paper = AddendumSheet(
            header=replace(sheet.header, number=""),  # a paper of its own
            title=facts.title,
            held_on=facts.held_on,
            written_on=today,
            chair_name=facts.chair_name or "",
            chair_position=facts.chair_position or "",
            secretary_name=facts.secretary_name or "",
            secretary_position=facts.secretary_position or "",
            lines=told,
        )
        version = MinutesVersion(
            number=max((each.facts.number for each in now.addenda), default=0) + 1,
            content=frozen(paper),
            template=paper_templates.digest_of(store, sheet.meeting.convener_id, ADDENDUM, sheet.header.style, today),
            locked_on=today,
            is_addendum=True,
        )
        _add(store, meeting, now, version)
        deed.about("meetings", meeting)
    return deed.changes


def _in_force(store: Store, meeting: int) -> Kept[MinutesVersion]:
    store.of(Meeting).get(meeting)  # RECORD_GONE for who does not see it
    newest = standing(store, meeting).newest
    if newest is None or not newest.facts.is_in_force:
        raise ClerkError(Problem.MINUTES_NOT_LOCKED)
    return newest


def _names_in(sheet: MeetingSheet) -> list[str]:
    """Whom the minutes name: the journal keeps a reason for good, so it tells none of them."""
    named = [sheet.meeting.chair_name, sheet.meeting.secretary_name]
    named += [*(each.name for each in sheet.attendance), *(each.speaker for each in sheet.opinions)]
    return [name for name in named if name]


def _add(store: Store, meeting: int, now: Standing, version: MinutesVersion) -> None:
    store.of(MinutesVersion).add(version, meeting, len(now.versions) + len(now.addenda) + 1)
