"""Any paper of a sitting as a Word file: one for a receiver, or all receivers in one, each from a page of its own."""

from typing import Any

from dandan_desktop.documents.checked import checked
from dandan_desktop.documents.minutes import minutes_of
from dandan_desktop.documents.paper_content import Made, paper_pages, reminder_page, task_list_page
from dandan_desktop.documents.styles import layout_of
from dandan_desktop.documents.submission_content import submission_page
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_kinds import MINUTES, REMINDER, SUBMISSION, TASK_LIST
from dandan_desktop.domain.paper_signing import Signing, Submission
from dandan_desktop.domain.papers import Header, ReminderSheet, TaskListSheet
from dandan_desktop.domain.proposal_summary import ProposalSummary

__all__ = ["Made", "paper_docx", "papers_docx", "reminder_docx", "submission_docx", "task_list_docx", "template_of"]


def template_of(code: str, style: Style) -> str:
    """The file name of the template of a kind in a style."""
    return f"{code}_{style.value.lower()}.docx"


def papers_docx(made: Made, *, is_together: bool = False) -> list[bytes]:
    """The files of a paper of a sitting: one a receiver, or one with a page for each of them.

    Raises ClerkError TEMPLATE_UNUSABLE, or PAPER_LOST_TEXT when a supplied value is not found in the result.
    """
    header = made.sheet.header
    if made.kind is MINUTES:
        return [minutes_of(made.sheet)]
    pages = paper_pages(made)
    return [
        paper_docx(made.kind.code, header, each) for each in ([pages] if is_together else [[page] for page in pages])
    ]


def reminder_docx(sheet: ReminderSheet, signing: Signing, number: str = "") -> bytes:
    """The letter that reminds an owner; raises ClerkError as `papers_docx`."""
    return paper_docx(REMINDER.code, sheet.header, [reminder_page(sheet, signing, number)])


def submission_docx(summary: ProposalSummary, header: Header, facts: Submission) -> bytes:
    """The tờ trình of a period's proposals under this head; raises ClerkError as `papers_docx`."""
    return paper_docx(SUBMISSION.code, header, [submission_page(summary, header, facts)])


def task_list_docx(sheet: TaskListSheet) -> bytes:
    """A list of tasks; raises ClerkError as `papers_docx`."""
    return paper_docx(TASK_LIST.code, sheet.header, [task_list_page(sheet)])


def paper_docx(code: str, header: Header, pages: list[dict[str, Any]]) -> bytes:
    """The .docx of these pages; raises ClerkError as `papers_docx`."""
    return checked(template_of(code, header.style), {"pages": pages}, layout_of(header).page)
