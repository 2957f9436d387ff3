"""Sao lưu & thiết lập: backups, the journal, the trash, the people, the office and this machine, updates."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.backups_pane import BackupsPane
from dandan_desktop.ui.journal_pane import JournalPane
from dandan_desktop.ui.machine_pane import MachinePane
from dandan_desktop.ui.office_pane import OfficePane
from dandan_desktop.ui.page import Page
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.trash_pane import TrashPane
from dandan_desktop.ui.update_pane import UpdatePane
from dandan_desktop.ui.users_pane import UsersPane


class GeneralPane(QWidget):
    """The office of this register, and what is set for this machine."""

    help_topic = "setup"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.office = OfficePane(session)
        self.office.setEnabled(session.store.may("choose_office"))
        self.machine = MachinePane(session)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, theme.MARGIN)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.office)
        layout.addWidget(self.machine)
        layout.addStretch(1)


class SetupPage(Page):
    """Tabs, the backups first; Ctrl+Tab goes to the next one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.backups = BackupsPane(session)
        self.users = UsersPane(session)
        self.journal = JournalPane(session)
        self.trash = TrashPane(session)
        self.general = GeneralPane(session)
        self.update_program = UpdatePane(session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for pane, word in (
            (self.backups, self.tr("Sao lưu")),
            (self.users, self.tr("Người dùng")),
            (self.journal, self.tr("Nhật ký")),
            (self.trash, self.tr("Thùng rác")),
            (self.general, self.tr("Thiết lập")),
            (self.update_program, self.tr("Cập nhật")),
        ):
            self.tabs.addTab(pane, word)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.addWidget(self.tabs)
        self.setFocusProxy(self.tabs)

    def help_shown(self) -> str:
        """The help of the tab now shown."""
        return str(getattr(self.tabs.currentWidget(), "help_topic", ""))
