"""Danh mục: people, officials, units, bodies and code lists, each a plain page on a tab."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dandan_desktop.domain.catalogue import Body, Code, Official, Unit
from dandan_desktop.domain.nouns import BODIES, CODES, OFFICIALS, PEOPLE, UNITS
from dandan_desktop.domain.people import Person
from dandan_desktop.services.moves import ROADS
from dandan_desktop.ui import age, permits, theme
from dandan_desktop.ui.choice import Option
from dandan_desktop.ui.plain_page import NounPage, plain_page
from dandan_desktop.ui.record_model import Computed, columns
from dandan_desktop.ui.record_page import RecordPage
from dandan_desktop.ui.session import Session

TABS = ("people", "officials", "units", "bodies", "codes")

PERSON_ROWS = ("full_name | born_on sex", "unit_id | ethnic_group religion", "family_name given_name |")
OFFICIAL_ROWS = ("name | position", "body_id | person_id", "valid_from valid_to |")
UNIT_ROWS = ("name | code", "level kind | parent_id", "valid_from valid_to | decided_by")
BODY_ROWS = (
    "name", "kind | unit_id", "parent_id | symbol place", "# Tiêu đề văn bản", "style |",
    "header_upper | header_lower", "# Hiệu lực", "valid_from valid_to | decided_by",
)  # fmt: skip
CODE_ROWS = ("name | list", "code rank | note", "aka | next", "valid_from valid_to | decided_by")
LISTS = {
    "unit_levels": "Cấp đơn vị",
    "unit_kinds": "Loại đơn vị",
    "body_kinds": "Loại cơ quan, tổ chức",
    "meeting_series": "Loại họp",
    "conclusion_kinds": "Loại kết luận",
    "proposal_groups": "Nhóm kiến nghị",
    "task_extension_limit": "Số lần gia hạn nhiệm vụ",
    "task_due_days": "Số ngày gợi ý hạn nhiệm vụ",
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


def _codes(session: Session) -> NounPage:
    listed = Computed("Danh mục", lambda kept, _: LISTS.get(kept.facts.list, kept.facts.list))
    name, code, until, of_list = columns(Code, "name code valid_to", own=[listed])
    shown = (name, of_list, code, until)
    choices = {"list": [Option(name, words) for name, words in LISTS.items()]}
    return plain_page(session, CODES, shown, CODE_ROWS, filters=("list",), choices=choices, matters=_steps)


def _steps(typed: Mapping[str, Any]) -> dict[str, bool]:
    """Only the entries of a road lead to others."""
    return {"next": bool(typed["next"]) or typed["list"] in {road.codes for road in ROADS}}


_MAKERS = {"people": _people, "officials": _officials, "units": _units, "bodies": _bodies, "codes": _codes}
_WORDS = {
    "people": "Người", "officials": "Cán bộ", "units": "Đơn vị", "bodies": "Cơ quan và tổ chức", "codes": "Danh mục mã",
}  # fmt: skip


class CataloguePage(QWidget):
    """One tab per noun; a tab is built when it is first shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._pages: dict[str, NounPage] = {}
        self._holders: dict[str, QVBoxLayout] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.shown = tuple(table for table in TABS if permits.opens(session.store, table))
        for table in self.shown:
            holder = QWidget()
            self._holders[table] = QVBoxLayout(holder)
            self._holders[table].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, _WORDS[table])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._on_current_changed)
        self.setFocusProxy(self.page(self.shown[0]))

    def page(self, table: str) -> NounPage:
        """The page of one noun, built at its first visit."""
        if table not in self._pages:
            made = _MAKERS[table](self.session)
            self._pages[table] = made
            self._holders[table].addWidget(made)
            made.show()
        return self._pages[table]

    def show_record(self, table: str, row: int) -> None:
        """Open one record on its tab."""
        self.page(table)
        self.tabs.setCurrentIndex(self.shown.index(table))
        self.page(table).open_record(row)

    def show_records(self, table: str, ids: Sequence[int], words: str) -> None:
        """List just these records on their tab."""
        self.page(table)
        self.tabs.setCurrentIndex(self.shown.index(table))
        self.page(table).show_only(ids, words)

    def shown_record(self) -> RecordPage | None:
        """The record now shown on the tab; None while it is the list."""
        return self.page(self.shown[self.tabs.currentIndex()]).shown_record()

    def leave(self) -> None:
        """Keep what was typed and not saved."""
        for page in self._pages.values():
            page.leave()

    def _on_current_changed(self, place: int) -> None:
        self.leave()
        self.setFocusProxy(self.page(self.shown[place]))
