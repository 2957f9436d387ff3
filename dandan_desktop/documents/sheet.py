"""The recovery sheet on paper: a page for the safe, as a Word file and as lines for printing."""

from pathlib import Path
from typing import Any

from dandan_desktop.documents.checked import checked
from dandan_desktop.documents.files import write_whole
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.papers import RecoverySheet

TEMPLATE = "recovery_sheet.docx"
TITLE = "PHIẾU KHÔI PHỤC SỔ DÂN VẬN"
PURPOSE = (
    "Dùng khi không còn ai nhớ mật khẩu, hoặc khi người giữ mật khẩu đã nghỉ việc.",
    "Cách dùng: mở sổ (chỉ còn bản sao thì bấm “Khôi phục từ bản sao”), gõ mã trên đây, rồi đặt mật khẩu mới.",
    "Ai có phiếu này cùng với sổ và tệp khoá của sổ, hoặc cùng với một bản sao, thì đọc được toàn bộ sổ.",
    "Giữ phiếu trong phong bì dán kín, niêm phong, để ở két hoặc tủ có khoá của cơ quan.",
    "Không chụp ảnh, không gửi qua mạng, không để cùng chỗ với máy tính và thẻ nhớ.",
    "Mã trên đây được gõ lại vào phần mềm thì phiếu lập trước chỉ còn mở được bản sao lập trước đó, và phải huỷ.",
)
"""What it is for, how it is used, where it is kept."""


def sheet_content(sheet: RecoverySheet) -> dict[str, Any]:
    """The values the sheet prints."""
    groups = sheet.code.split("-")
    return {
        "office": sheet.office,
        "title": TITLE,
        "register": f"Tên sổ: {sheet.register}",
        "dated": f"Ngày lập: {show_date(sheet.made_on)}",
        "code": [" - ".join(groups[:4]), " - ".join(groups[4:])],
        "purpose": [f"{number}. {words}" for number, words in enumerate(PURPOSE, 1)],
        "sealed": "Niêm phong ngày …… / …… / ………    Người niêm phong ký: …………",
    }


def sheet_docx(sheet: RecoverySheet) -> bytes:
    """The .docx of a recovery sheet; raises ClerkError TEMPLATE_UNUSABLE, PAPER_LOST_TEXT."""
    return checked(TEMPLATE, sheet_content(sheet))


def write_sheet(sheet: RecoverySheet, path: Path) -> Path:
    """Write the sheet as one whole file or none; raises ClerkError as `sheet_docx` and `write_whole` do."""
    return write_whole(path, sheet_docx(sheet))


def sheet_lines(sheet: RecoverySheet) -> list[str]:
    """The same as lines of text, the code on two of them."""
    content = sheet_content(sheet)
    head = [content["office"], "", content["title"], content["register"], content["dated"], ""]
    return [*head, *content["code"], "", *content["purpose"], "", content["sealed"]]
