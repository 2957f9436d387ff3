"""Thiết lập: the office, the text size, the trash and the journal."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from dandan_desktop import settings
from dandan_desktop.ui import theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.deeds_pane import JournalPane, TrashPane
from dandan_desktop.ui.office_pane import OfficePane
from dandan_desktop.ui.session import Session


class GeneralPane(QWidget):
    """The office of this register and the size of the text on this machine."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.office = OfficePane(session)
        heading = QLabel(self.tr("Cỡ chữ"))
        theme.mark(heading, "title")
        hint = QLabel(self.tr("Phím tắt: Ctrl và + để to hơn, Ctrl và − để nhỏ hơn, Ctrl và 0 để về bình thường."))
        theme.mark(hint, "second")
        options = [Option(percent, f"{percent} %") for percent in theme.STEPS]
        self.text_size = ChoiceInput(options, none=None)
        self.text_size.setAccessibleName(self.tr("Cỡ chữ"))
        self.text_size.set_value(theme.text_percent())
        self.text_size.changed.connect(self._on_size_changed)
        row = QHBoxLayout()
        row.addWidget(self.text_size)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, theme.MARGIN)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.office)
        layout.addWidget(heading)
        layout.addWidget(hint)
        layout.addLayout(row)
        layout.addStretch(1)

    def _on_size_changed(self) -> None:
        theme.apply(theme.application(), self.text_size.value())
        settings.remember(text_percent=self.text_size.value())


class SetupPage(QWidget):
    """Tabs: general, trash, journal."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.general = GeneralPane(session)
        self.trash = TrashPane(session)
        self.journal = JournalPane(session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.general, self.tr("Thiết lập"))
        self.tabs.addTab(self.trash, self.tr("Thùng rác"))
        self.tabs.addTab(self.journal, self.tr("Nhật ký"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.addWidget(self.tabs)

    def show_record(self, table: str, row: int) -> None:
        """Records are shown by the pages of their nouns."""
        raise KeyError((table, row))

    def show_records(self, table: str, ids: Sequence[int], words: str) -> None:
        """Records are shown by the pages of their nouns."""
        raise KeyError((table, len(ids), words))

    def leave(self) -> None:
        """Nothing here waits to be saved but the form for one's own office."""
        self.general.office.own.keep_draft()
