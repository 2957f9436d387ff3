"""Mô hình: models and good ways of working, from proposal to replication."""

from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.initiatives import Initiative
from dandan_desktop.domain.nouns import INITIATIVES
from dandan_desktop.services.moves import INITIATIVE_ROAD
from dandan_desktop.ui import entered
from dandan_desktop.ui.follow import UnitFollows, of_own_body
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.moves_pane import BELOW, MovesPane
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.record_model import Column
from dandan_desktop.ui.record_page import RecordPage, RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec

ROWS = ("name", "field kind", "owner_kind owner_name", "body_id unit_id")
LABELS = {
    "name": "Tên mô hình", "field": "Lĩnh vực", "kind": "Loại", "owner_name": "Chủ thể", "body_id": "Cơ quan quản lý",
    "unit_id": "Địa bàn", "state": "Trạng thái",
}  # fmt: skip
SHARES = {
    "name": 260, "field": 160, "kind": 120, "owner_name": 140, "body_id": 155, "unit_id": 105, "state": 115,
    entered.LABEL: 111,
}  # fmt: skip
YIELDS = ("kind", "body_id", "owner_name", entered.LABEL)


def initiatives_page(session: Session) -> NounPage:
    """List and record of the initiatives; the state is the last move's and is never typed."""
    shown = [Column(label, trait=trait(Initiative, name)) for name, label in LABELS.items()]
    listed = ListSpec(
        INITIATIVES,
        (*shown, entered.column(session, INITIATIVE_ROAD)),
        filters=("field", "state"),
        shares=SHARES,
        yields=YIELDS,
        hint="Chưa có mô hình nào. Bấm “Thêm mới” hoặc Ctrl+N để ghi mô hình đầu tiên.",
    )
    sheet = SheetSpec(Initiative, ROWS, INITIATIVES.table)
    return NounPage(session, listed, RecordSpec(INITIATIVES, sheet, pane=_moves, preset=of_own_body, below=BELOW))


def _moves(page: RecordPage) -> MovesPane:
    UnitFollows(page.sheet, "body_id", "unit_id")
    return MovesPane(page, INITIATIVE_ROAD)
