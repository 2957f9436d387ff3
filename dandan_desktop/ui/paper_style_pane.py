"""A style's specimen: the head, the signature and the receivers as its papers print them, live while it is changed."""

from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from dandan_desktop.db.offices import header_of, office
from dandan_desktop.db.store import Store
from dandan_desktop.documents.minutes_content import header_content
from dandan_desktop.documents.styles import layout_of, mark_of, receiver_lines, signed_for
from dandan_desktop.domain import readers
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import long_date
from dandan_desktop.domain.drafts import checked
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import PAPER_STYLES
from dandan_desktop.domain.paper_styles import PaperStyle, style_findings
from dandan_desktop.domain.paper_templates import PaperTemplate
from dandan_desktop.domain.papers import Header
from dandan_desktop.services import paper_styles, paper_templates, records
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.pane import Pane, Parts
from dandan_desktop.ui.record_page import RecordPage
from dandan_desktop.ui.template_desk import TemplateDesk

_RULE = "─" * 12
_FAMILY = "font-family: 'Times New Roman', 'Liberation Serif', serif"


class StylePane(Pane):
    """Dresses the page of a style; all that is typed stands on the sheet."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._copied = 0
        """The style this one was begun as a copy of; its Word templates come along when it is saved."""
        self.specimen = QLabel()
        self.specimen.setTextFormat(Qt.TextFormat.RichText)
        self.specimen.setWordWrap(True)
        self.specimen.setMinimumWidth(1)
        self.specimen.setAccessibleName(self.tr("Mẫu in thử"))
        self.copy = QPushButton(self.tr("Lập bản riêng"))
        self.copy.setToolTip(self.tr("Bản riêng của cơ quan, dùng từ hôm nay; bản này giữ nguyên"))
        self.copy.clicked.connect(self.make_copy)
        self.templates = QPushButton(self.tr("Mẫu Word…"))
        self.templates.setToolTip(self.tr("Mẫu Word của từng giấy tờ: xem, sửa, in thử"))
        self.templates.clicked.connect(self.open_desk)
        self.desk: TemplateDesk | None = None
        self.hide()
        page.sheet.changed.connect(self.show_specimen)
        page.sheet.opened.connect(self.show_specimen)

    def dress(self) -> None:
        """Put the specimen above the sheet."""
        card = QFrame()
        theme.mark(card, "card")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        inside.addWidget(self.specimen, 1)
        inside.addWidget(self.templates, 0, Qt.AlignmentFlag.AlignBottom)
        self.stand_above(card)
        self.page.deeds.lead(self.copy)

    def show_record(self, kept: Kept[Any] | None) -> None:
        """Only a kept style is copied, and only such has templates."""
        self._copied = 0
        self.copy.setVisible(kept is not None)
        self.templates.setVisible(kept is not None)
        self.copy.setEnabled(True)
        permits.dress(self.copy, self.session.store, "add")

    def make_copy(self) -> None:
        """Begin the office's own copy of the style shown."""
        kept, page = self.page.kept, self.page
        if kept is not None:
            page.sheet.keep_draft()
            page.open(0, paper_styles.copied(self.session.store, kept.facts, self.session.today))
            self._copied = kept.id

    def open_desk(self) -> None:
        """Open the Word templates of the style shown."""
        if self.page.kept is not None:
            self.desk = TemplateDesk(self.session, self.page.kept, self)
            self.desk.open()

    def show_specimen(self) -> None:
        """Show what the papers of this style look like; while something is wrong, the last sound one stays."""
        found = checked(PaperStyle, self.page.sheet.draft(), readers.clerk(self.session.today))
        if isinstance(found, PaperStyle) and not any(each.blocks for each in style_findings(found)):
            self.specimen.setText(_specimen(self._header(found), long_date(self.session.today)))

    def drafts(self) -> dict[str, Any]:
        """Nothing is typed here; only what is copied is known."""
        return {"copied": self._copied} if self._copied else {}

    def set_drafts(self, drafts: Any) -> None:
        """Know again what was copied."""
        self._copied = drafts.get("copied", 0) if drafts else 0

    def save(self, store: Store, kept: Kept[Any] | None, facts: Any, _: Parts) -> Changes:
        """Save the style, a copy with the templates of what it was copied from."""
        parts = {PaperTemplate: paper_templates.along(store, self._copied)} if kept is None and self._copied else None
        return records.save(store, PAPER_STYLES, kept, facts, parts)

    def _header(self, style: PaperStyle) -> Header:
        """The head of the body the style is for, or of the office, in this style."""
        store = self.session.store
        own = office(store)
        body = style.body_id or (own.id if own is not None else None)
        if body is None:
            return Header(style.base, "", "", "", "", look=style)
        head = header_of(store, body)
        return Header(style.base, head.upper, head.lower, head.symbol, head.place, look=style)


def _specimen(header: Header, day: str) -> str:
    """The head, a signature and receivers as rich text; nothing a style holds is read as markup."""
    layout = layout_of(header)
    head = {name: _plain(value) for name, value in header_content(layout, header, day, "TB").items()}
    left = [head["upper"], f"<b>{head['lower']}</b>", escape(mark_of(layout)) or _RULE, head["number"]]
    motto = [f"<b>{head['motto']}</b>"] if head["motto"] else []
    dated = [f"<i>{head['dated']}</i>"] if head["dated"] else []
    right = [f"<b>{head['top']}</b>", *motto, _RULE * 2, *dated]
    behalf, position = escape(signed_for(layout, "T/M", "BAN THƯỜNG VỤ")), "PHÓ BÍ THƯ"
    signing = f"<b>{behalf}</b><br>{f'<b>{position}</b>' if layout.is_position_bold else position}"
    caption = "<b><i>Nơi nhận:</i></b>" if header.style is Style.STATE else "<u>Nơi nhận:</u>"
    receivers = [caption, *map(escape, receiver_lines(layout, ["Thường trực", "Các chi bộ", "Lưu Văn phòng"]))]
    middle = f"<i>{escape(layout.greeting)}:</i> … &nbsp;&nbsp;&nbsp; <b>{escape(layout.roman)} TÌNH HÌNH</b>"
    return (
        f'<div style="{_FAMILY}"><table width="100%"><tr><td width="45%" align="center">'
        f'{"<br>".join(filter(None, left))}</td><td align="center">{"<br>".join(right)}</td></tr>'
        f'<tr><td colspan="2">{middle}</td></tr>'
        f'<tr><td>{"<br>".join(receivers)}</td><td align="center">{signing}</td></tr></table></div>'
    )


def _plain(value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    return "<br>".join(escape(str(each)).replace("  ", "&nbsp; ") for each in texts if each)
