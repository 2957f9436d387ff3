"""The one way from values to a finished Word file: rendered, then seen to hold all it was given (architecture D9)."""

from collections.abc import Mapping
from typing import Any

from dandan_desktop.documents import own_template
from dandan_desktop.documents.geometry import Page
from dandan_desktop.documents.render import rendered
from dandan_desktop.documents.textcheck import check_text, check_used


def checked(template: str, values: Mapping[str, Any], page: Page | None = None, own: bytes = b"") -> bytes:
    """The .docx of a shipped template filled with the values, on a page of an office's own or the template's.

    `own` is the office's template that stands for the shipped one; its page is as the office made it in Word.
    Raises ClerkError TEMPLATE_UNUSABLE, or PAPER_LOST_TEXT when a supplied value is not found in the result.
    """
    if own:
        return own_template.filled(own, template, [values])[0]
    paper = rendered(template, values, page)
    check_used(values, paper.printed)
    check_text(paper.content, paper.printed)
    return paper.content
