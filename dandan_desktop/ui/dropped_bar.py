"""The bar after a draft was thrown away: it offers to put back what was typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from dandan_desktop.ui import theme
from dandan_desktop.ui.bar import Bar
from dandan_desktop.ui.sheet import Sheet


class DroppedBar(Bar):
    """Holds the last draft dropped from a sheet, until another record is shown there or something new is typed."""

    put_back = Signal()
    """The draft is kept again: whoever shows the record shows it anew."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__("bar", theme.colours().ground)
        self._sheet = sheet
        self._content: str | None = None
        self.back = self.offer(QPushButton(self.tr("Lấy lại")))
        self.back.clicked.connect(self._on_back_clicked)
        for other in (sheet.opened, sheet.changed):
            other.connect(self.hide)

    def drop(self) -> None:
        """Throw away what is typed on the sheet, but remember it here."""
        self._sheet.keep_draft()
        self._content = self._sheet.session.store.draft(*self._sheet.drafted.place)
        self._sheet.drop_draft()

    def tell(self) -> None:
        """Say that the draft is gone and offer it back."""
        if self._content is not None:
            self.say(self.tr("Đã bỏ bản nháp"))

    def _on_back_clicked(self) -> None:
        self.hide()
        if self._sheet.session.keep(*self._sheet.drafted.place, self._content):
            self.put_back.emit()
