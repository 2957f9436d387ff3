"""Thể thức: the styles of papers by date, and an office's own, with a specimen of what is printed."""

from collections.abc import Mapping
from typing import Any

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.nouns import PAPER_STYLES
from dandan_desktop.domain.paper_styles import PaperStyle, style_findings
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.paper_style_pane import StylePane
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.record_model import columns
from dandan_desktop.ui.record_page import RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec

ROWS = (
    "name | base body_id",
    "valid_from valid_to | decided_by",
    "# Tiêu đề",
    "top | motto mark",
    "# Số, ký hiệu",
    "number | letter",
    "by_term | by_type",
    "# Chữ ký và nơi nhận",
    "left_signer | right_signer",
    "has_dots | is_position_bold",
    "greeting roman | receiver_end",
    "receivers",
    "# Trang giấy (mm)",
    "top_margin bottom_margin | left_margin right_margin",
    "header_margin | points",
)
SHARES = {"name": 34, "base": 22, "body_id": 24, "valid_from": 10, "valid_to": 10}
CHOICES = {
    "receiver_end": [Option(";", "Dấu chấm phẩy (;)"), Option(",", "Dấu phẩy (,)")],
    "roman": [Option("I-", "I- Tên mục"), Option("I.", "I. Tên mục")],
    "greeting": [Option("Kính gửi", "Kính gửi"), Option("Kính trình", "Kính trình")],
}


def paper_styles_page(session: Session) -> NounPage:
    """List and record of the styles."""
    shown = columns(PaperStyle, "name base body_id valid_from valid_to")
    listed = ListSpec(PAPER_STYLES, shown, shares=SHARES, yields=("base",))
    sheet = SheetSpec(
        PaperStyle,
        ROWS,
        PAPER_STYLES.table,
        day="valid_from",
        findings=style_findings,
        choices=CHOICES,
        matters=_matters,
    )
    return NounPage(session, listed, RecordSpec(PAPER_STYLES, sheet, pane=StylePane, preset=_usual))


def _matters(typed: Mapping[str, Any]) -> dict[str, bool]:
    """Only heads with the nation's name have its motto below; only the State's minutes tell who receives them."""
    base = str(typed["base"] or "")
    return {"motto": base in (Style.STATE, Style.HND), "receivers": base == Style.STATE}


def _usual(_: Session) -> dict[str, Any]:
    """A style begun from nothing is the Party's until it is changed."""
    pattern = "Số [số]-[loại]/[ký hiệu]"
    return {
        "base": Style.PARTY, "top": "ĐẢNG CỘNG SẢN VIỆT NAM", "mark": "*", "number": pattern, "letter": pattern,
        "left_signer": "NGƯỜI GHI BIÊN BẢN", "right_signer": "CHỦ TRÌ HỘI NGHỊ",
    }  # fmt: skip
