"""Giới thiệu kết nạp: who was recommended for the Party by whom, and how far each case has come."""

from dandan_desktop.domain.cases import Case
from dandan_desktop.domain.facts import trait
from dandan_desktop.domain.nouns import CASES, PEOPLE
from dandan_desktop.services.moves import CASE_ROAD
from dandan_desktop.ui import age, entered
from dandan_desktop.ui.follow import UnitFollows, of_own_body
from dandan_desktop.ui.links_line import link
from dandan_desktop.ui.list_pane import ListSpec
from dandan_desktop.ui.moves_pane import BELOW, MovesPane
from dandan_desktop.ui.plain_page import NounPage
from dandan_desktop.ui.record_model import Column
from dandan_desktop.ui.record_page import RecordPage, RecordSpec
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.sheet import SheetSpec

ROWS = ("person_id", "body_id unit_id", "paper_number paper_date | ")
SHARES = {
    "person_id": 210, age.LABEL: 60, "body_id": 208, "unit_id": 116, "paper_number": 122, "paper_date": 106,
    "stage": 184, entered.LABEL: 112,
}  # fmt: skip
BASIS = (
    "Dữ liệu chỉ dùng để theo dõi việc giới thiệu kết nạp và do cơ quan giữ sổ này giữ. Người được giới thiệu đề nghị "
    "xem, sửa hoặc xoá tại cơ quan."
)
"""What whoever enters a person's data is told (`admission.md` §6.3-11)."""
YIELDS = ("paper_date", "paper_number", "unit_id")


def cases_page(session: Session) -> NounPage:
    """List and record of the cases; the stage is the last move's and is never typed."""
    listed = ListSpec(
        CASES,
        _columns(session),
        filters=("stage", "body_id"),
        shares=SHARES,
        yields=YIELDS,
        hint="Chưa có hồ sơ giới thiệu nào. Bấm “Thêm mới” hoặc Ctrl+N để ghi người được giới thiệu đầu tiên.",
    )
    sheet = SheetSpec(Case, ROWS, CASES.table, day="paper_date")
    spec = RecordSpec(CASES, sheet, pane=_moves, preset=of_own_body, said=_person, below=BELOW)
    return NounPage(session, listed, spec)


def _person(session: Session, row: int) -> list[str]:
    """Who it is, so that two of one name are told apart; the link opens the person."""
    case = session.live(CASES, row) if row else None
    person = session.live(PEOPLE, case.facts.person_id) if case else None
    if person is None:
        return [BASIS]
    facts, names = person.facts, session.store.names
    born = f"sinh {facts.born_on.shown}" if facts.born_on else "chưa ghi ngày sinh"
    known = (facts.full_name, born, names.of("codes", facts.sex), names.of("units", facts.unit_id))
    return [f"Người: {link('people', person.id, ', '.join(filter(None, known)))}", BASIS]


def _moves(page: RecordPage) -> MovesPane:
    UnitFollows(page.sheet, "body_id", "unit_id")
    return MovesPane(page, CASE_ROAD)


def _columns(session: Session) -> tuple[Column, ...]:
    return (
        Column("Họ và tên", trait=trait(Case, "person_id")),
        age.column(session, CASES.table),
        *(Column(label, trait=trait(Case, name)) for name, label in (
            ("body_id", "Tổ chức giới thiệu"), ("unit_id", "Địa bàn"), ("paper_number", "Số VB"),
            ("paper_date", "Ngày VB"), ("stage", "Giai đoạn"),
        )),
        entered.column(session, CASE_ROAD),
    )  # fmt: skip
