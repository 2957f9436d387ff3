"""Any paper of a sitting as a Word file: one for a receiver, or all receivers in one, each from a page of its own."""

from typing import Any

from dandan_desktop.documents import own_template
from dandan_desktop.documents.checked import checked
from dandan_desktop.documents.minutes import minutes_of
from dandan_desktop.documents.paper_content import Made, paper_pages, reminder_page, task_list_page
from dandan_desktop.documents.practice_mark import of_practice
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
        return [minutes_of(made.sheet, made.own)]
    pages = paper_pages(made)
    files = [pages] if is_together else [[page] for page in pages]
    if made.own:
        values = [{"pages": each} for each in files]
        papers = own_template.filled(made.own, template_of(made.kind.code, header.style), values)
        return [of_practice(each, header) for each in papers]
    return [paper_docx(made.kind.code, header, each) for each in files]


def reminder_docx(sheet: ReminderSheet, signing: Signing, number: str = "", own: bytes = b"") -> bytes:
    """The letter that reminds an owner, by an office's own template where there is one.

    Raises ClerkError as `papers_docx`.
    """
    return paper_docx(REMINDER.code, sheet.header, [reminder_page(sheet, signing, number)], own)


def submission_docx(summary: ProposalSummary, header: Header, facts: Submission, own: bytes = b"") -> bytes:
    """The tờ trình of a period's proposals under this head, by an office's own template where there is one.

    Raises ClerkError as `papers_docx`.
    """
    return paper_docx(SUBMISSION.code, header, [submission_page(summary, header, facts)], own)


def task_list_docx(sheet: TaskListSheet, own: bytes = b"") -> bytes:
    """A list of tasks, by an office's own template where there is one; raises ClerkError as `papers_docx`."""
    return paper_docx(TASK_LIST.code, sheet.header, [task_list_page(sheet)], own)


def paper_docx(code: str, header: Header, pages: list[dict[str, Any]], own: bytes = b"") -> bytes:
    """The .docx of these pages; raises ClerkError as `papers_docx`."""
    made = checked(template_of(code, header.style), {"pages": pages}, layout_of(header).page, own)
    return of_practice(made, header)
