"""Telling whoever keeps the register that a stick brings a newer program, and where it is installed."""

from PySide6.QtCore import QObject

from dandan_desktop.services.updating import Update
from dandan_desktop.ui.keeper import Keeper
from dandan_desktop.ui.main_window import MainWindow


class UpdateNews(QObject):
    """Hears of it from the keeper; what is said already above the page stays."""

    def __init__(self, keeper: Keeper, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        keeper.update_found.connect(self._say)

    def _say(self, update: Update) -> None:
        notice = self._window.notice
        if self._window.session.store.may("set_up"):
            way = self.tr("Vào Sao lưu & thiết lập, thẻ Cập nhật để xem và cập nhật.")
            words = f"{self.tr('USB đang cắm có bản mới')} {update.version}. {way}"
            notice.say(f"{notice.words.text()} {words}" if notice.isVisible() else words)
