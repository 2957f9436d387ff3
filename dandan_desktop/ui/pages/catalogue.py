"""Danh mục: people, officials, units, bodies and code lists, each a plain page on a tab."""

from collections.abc import Mapping
from typing import Any

from dandan_desktop.domain.catalogue import Body, Code, Official, Unit
from dandan_desktop.domain.issued_numbers import Term, term_findings
from dandan_desktop.domain.nouns import BODIES, CODES, OFFICIALS, PEOPLE, TERMS, UNITS
from dandan_desktop.domain.people import Person
from dandan_desktop.services.moves import ROADS
from dandan_desktop.ui import age
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.noun_tabs import NounTab, NounTabs
from dandan_desktop.ui.plain_page import NounPage, plain_page
from dandan_desktop.ui.quick_add import BODY_ROWS, UNIT_ROWS
from dandan_desktop.ui.record_model import Computed, columns
from dandan_desktop.ui.session import Session

PERSON_ROWS = ("full_name | born_on sex", "unit_id | ethnic_group religion", "family_name given_name |")
OFFICIAL_ROWS = ("name | position", "body_id | person_id", "valid_from valid_to |")
TERM_ROWS = ("name | body_id", "valid_from valid_to |")
CODE_ROWS = ("name | list", "code rank | note", "aka | next", "valid_from valid_to | decided_by")
LISTS = {
    "unit_levels": "Cấp đơn vị",
    "unit_kinds": "Loại đơn vị",
    "body_kinds": "Loại cơ quan, tổ chức",
    "meeting_series": "Loại họp",
    "conclusion_kinds": "Loại kết luận",
    "proposal_groups": "Nhóm kiến nghị",
    "proposal_sources": "Nguồn kiến nghị",
    "proposal_levels": "Thẩm quyền giải quyết kiến nghị",
    "proposal_outcomes": "Kết quả trả lời kiến nghị",
    "task_extension_limit": "Số lần gia hạn nhiệm vụ",
    "task_due_days": "Số ngày gợi ý hạn nhiệm vụ",
    "weakness_verdicts": "Đánh giá hạn chế năm trước",
    "initiative_kinds": "Loại mô hình",
    "initiative_fields": "Lĩnh vực mô hình",
    "initiative_states": "Trạng thái mô hình",
    "admission_stages": "Giai đoạn kết nạp",
    "owner_kinds": "Chủ thể mô hình",
    "absence_reasons": "Lý do vắng",
    "sexes": "Giới tính",
    "ethnic_groups": "Dân tộc",
    "religions": "Tôn giáo",
    "paper_types": "Loại văn bản",
}
"""What each code list is called."""


def _people(session: Session) -> NounPage:
    name, *others = columns(Person, "full_name sex unit_id")
    shown = (name, age.column(session, PEOPLE.table), *others)
    return plain_page(session, PEOPLE, shown, PERSON_ROWS, filters=("sex",))


def _officials(session: Session) -> NounPage:
    shown = columns(Official, "name position body_id valid_from valid_to")
    return plain_page(session, OFFICIALS, shown, OFFICIAL_ROWS, yields=("valid_from",))


def _units(session: Session) -> NounPage:
    shown = columns(Unit, "name code kind parent_id valid_from valid_to")
    return plain_page(session, UNITS, shown, UNIT_ROWS, filters=("level", "kind"))


def _bodies(session: Session) -> NounPage:
    shown = columns(Body, "name kind unit_id symbol valid_from valid_to")
    return plain_page(session, BODIES, shown, BODY_ROWS, filters=("kind",), yields=("symbol", "kind"))


def _terms(session: Session) -> NounPage:
    shown = columns(Term, "name body_id valid_from valid_to")
    return plain_page(session, TERMS, shown, TERM_ROWS, day="valid_from", findings=term_findings)


def _codes(session: Session) -> NounPage:
    listed = Computed("Danh mục", lambda kept, _: LISTS.get(kept.facts.list, kept.facts.list))
    name, code, until, of_list = columns(Code, "name code valid_to", own=[listed])
    shown = (name, of_list, code, until)
    choices = {"list": [Option(name, words) for name, words in LISTS.items()]}
    return plain_page(session, CODES, shown, CODE_ROWS, filters=("list",), choices=choices, matters=_steps)


def _steps(typed: Mapping[str, Any]) -> dict[str, bool]:
    """Only the entries of a road lead to others."""
    return {"next": bool(typed["next"]) or typed["list"] in {road.codes for road in ROADS}}


_TABS = (
    NounTab("people", "Người", _people),
    NounTab("officials", "Cán bộ", _officials),
    NounTab("units", "Đơn vị", _units),
    NounTab("bodies", "Cơ quan và tổ chức", _bodies),
    NounTab("terms", "Nhiệm kỳ", _terms),
    NounTab("codes", "Danh mục dùng chung", _codes),
)


def catalogue_page(session: Session, *more: NounTab) -> NounTabs:
    """The page of the catalogue, with tabs of pages of their own before the code lists."""
    return NounTabs(session, (*_TABS[:-1], *more, _TABS[-1]))
