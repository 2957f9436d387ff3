"""The Word addendum to locked minutes: a paper of its own in the minutes' style, signed by the same two."""

from pathlib import Path
from typing import Any

from dandan_desktop.documents.checked import checked
from dandan_desktop.documents.minutes_content import header_content
from dandan_desktop.documents.own_files import write_paper
from dandan_desktop.documents.practice_mark import of_practice
from dandan_desktop.documents.styles import DOTS, layout_of
from dandan_desktop.documents.wording import closed, lines, one_line, signer_words
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.dates import long_date
from dandan_desktop.domain.papers import AddendumSheet


def template_of(style: Style) -> str:
    """The file name of the template of a style."""
    return f"addendum_{style.value.lower()}.docx"


def addendum_content(sheet: AddendumSheet) -> dict[str, Any]:
    """Every printed value of an addendum."""
    layout = layout_of(sheet.header)
    written, held = long_date(sheet.written_on), long_date(sheet.held_on)
    what = f"Biên bản bổ sung này được lập {written}, bổ sung Biên bản họp {held}: {one_line(sheet.title) or DOTS}"
    told = [lines(each) for each in sheet.lines]
    return {
        "header": header_content(layout, sheet.header, written if layout.has_place else ""),
        "kind": "BIÊN BẢN BỔ SUNG",
        "title": lines(sheet.title) or [DOTS],
        "about": closed(what),
        "chair": closed(signer_words(layout, sheet.chair_name, sheet.chair_position)),
        "recorder": closed(signer_words(layout, sheet.secretary_name, sheet.secretary_position)),
        "rows": [[f"{number}. {each[0]}", *each[1:]] for number, each in enumerate(filter(None, told), 1)] or [[DOTS]],
        "closing": [
            f"Các nội dung khác của Biên bản họp {held} giữ nguyên.",
            "Biên bản bổ sung này đã được đọc lại và những người ký dưới đây thống nhất nội dung.",
        ],
        "left": {"caption": layout.left_signer, "name": one_line(sheet.secretary_name) or DOTS},
        "right": {"caption": layout.right_signer, "name": one_line(sheet.chair_name) or DOTS},
        "receivers": list(layout.receivers),
    }


def addendum_docx(sheet: AddendumSheet, own: bytes = b"") -> bytes:
    """The .docx of an addendum; raises ClerkError TEMPLATE_UNUSABLE, PAPER_LOST_TEXT."""
    page = layout_of(sheet.header).page
    return of_practice(checked(template_of(sheet.header.style), addendum_content(sheet), page, own), sheet.header)


def write_addendum(sheet: AddendumSheet, path: Path, own: bytes = b"") -> Path:
    """Write the addendum and answer where it is; raises ClerkError as `addendum_docx` and `write_paper` do."""
    return write_paper(path, addendum_docx(sheet, own))
