"""What the practice office would print, for the trial print of a template and for the samples beside its fields."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from dandan_desktop.documents.addendum import addendum_content
from dandan_desktop.documents.minutes_content import minutes_content
from dandan_desktop.documents.paper_content import Made, paper_pages, reminder_page, task_list_page
from dandan_desktop.documents.submission_content import submission_page
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.frozen import thawed
from dandan_desktop.domain.paper_kinds import (
    ADDENDUM,
    DELEGATES,
    INVITATION,
    MINUTES,
    REMINDER,
    SUBMISSION,
    TASK_LIST,
    kind_named,
)
from dandan_desktop.domain.paper_signing import Signing, Submission
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.domain.papers import AddendumSheet, MeetingSheet, ReminderSheet, TaskListSheet
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposal_summary import ProposalSummary, SummaryLine, groups_of
from dandan_desktop.domain.rollup import Frame
from dandan_desktop.paths import resource

R = TypeVar("R", AddendumSheet, MeetingSheet, ReminderSheet, TaskListSheet)
_SIGNED = Signing(
    kind="", dated_on=date(2026, 1, 16), authority="T/M BAN THƯỜNG VỤ", position="PHÓ BÍ THƯ",
    signer="Nguyễn Thị Bảo Châu"
)  # fmt: skip
_SUBMITTED = Submission(
    number="17", dated_on=date(2026, 11, 1), to="Thường trực Đảng ủy", authority="T/M BAN THƯỜNG VỤ",
    position="PHÓ BÍ THƯ", signer="Nguyễn Thị Bảo Châu",
)  # fmt: skip
_CALLS, _CALLED_ON = (INVITATION.code, DELEGATES.code), date(2026, 1, 10)
"""What goes out before the sitting, and when."""


def sample_values(code: str, style: Style, look: PaperStyle | None = None) -> dict[str, Any]:
    """Every value a paper of this kind would print for the practice office, in a style."""
    signing = replace(_SIGNED, kind=code, dated_on=_CALLED_ON if code in _CALLS else _SIGNED.dated_on)
    if code == ADDENDUM:
        return addendum_content(_sheet("addendum", AddendumSheet, style, look))
    if code == REMINDER.code:
        return {"pages": [reminder_page(_sheet("reminder", ReminderSheet, style, look), signing, "21")]}
    if code == TASK_LIST.code:
        return {"pages": [task_list_page(_sheet("task_list", TaskListSheet, style, look))]}
    sheet = _sheet("sitting", MeetingSheet, style, look)
    if code == SUBMISSION.code:
        return {"pages": [submission_page(_summary(sheet), sheet.header, _SUBMITTED)]}
    if code == MINUTES.code:
        content = minutes_content(sheet)
        del content["style"]
        return content
    return {"pages": paper_pages(Made(kind_named(code), sheet, signing, "16"))}


def _sheet(name: str, record: type[R], style: Style, look: PaperStyle | None) -> R:
    found = thawed(record, json.dumps(_samples()[name]))
    return replace(found, header=replace(found.header, style=style, look=look))


def _summary(sheet: MeetingSheet) -> ProposalSummary:
    """The proposals of a year by their groups."""
    lines = [thawed(SummaryLine, json.dumps(each)) for each in _samples()["proposals"]]
    groups, levels = ([getattr(line, name) for line in lines] for name in ("group", "level"))
    frame = Frame(sheet.convener, "", "", sheet.header, head_signs=False, issued=date(2026, 11, 1))
    return ProposalSummary(Period.parse("2026-N"), frame, groups_of(lines, groups, levels))


@cache
def _samples() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("practice", "papers.json").read_text(encoding="utf-8"))
    return found
