"""The Word minutes of a meeting in the style of the body that convened it."""

from pathlib import Path
from typing import Any

from dandan_desktop.documents.checked import checked
from dandan_desktop.documents.geometry import Page
from dandan_desktop.documents.minutes_content import minutes_content
from dandan_desktop.documents.own_files import write_paper
from dandan_desktop.documents.practice_mark import of_practice
from dandan_desktop.documents.styles import LAYOUTS, layout_of
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.papers import MeetingSheet

__all__ = ["minutes_content", "minutes_docx", "minutes_of", "write_minutes"]


def minutes_docx(content: dict[str, Any], page: Page | None = None, own: bytes = b"") -> bytes:
    """The .docx of a content made by `minutes_content`, the same bytes each time.

    `page` and `own` are the page and the template where they are an office's own.

    Raises ClerkError TEMPLATE_UNUSABLE, or PAPER_LOST_TEXT when a supplied value is not found in the result.
    """
    values = dict(content)
    layout = LAYOUTS[Style(values.pop("style"))]
    return checked(layout.template, values, page, own)


def minutes_of(sheet: MeetingSheet, own: bytes = b"") -> bytes:
    """The .docx of a meeting's minutes, by an office's own template where there is one.

    Raises ClerkError as `minutes_docx` does.
    """
    return of_practice(minutes_docx(minutes_content(sheet), layout_of(sheet.header).page, own), sheet.header)


def write_minutes(sheet: MeetingSheet, path: Path, own: bytes = b"") -> Path:
    """Write the minutes and answer where they are; raises ClerkError as `minutes_docx` and `write_paper` do."""
    return write_paper(path, minutes_of(sheet, own))
