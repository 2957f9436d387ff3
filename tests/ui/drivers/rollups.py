"""The page of figures in the clerk's words."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dandan_desktop.domain.rollup import RollUp
from dandan_desktop.ui.pages.rollups import RollUpsPage
from dandan_desktop.ui.session import Session

Opened = tuple[str, list[int], str]


class RollUpsDriver:
    """Reads figures, opens what they count, writes the paper."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.asked: list[Path] = []
        self.answer: Path | None = None
        self.opened: list[Opened] = []
        self.qtbot = qtbot
        self.page = RollUpsPage(session, self._pick)
        session.records_wanted.connect(lambda table, ids, words: self.opened.append((table, ids, words)))
        qtbot.addWidget(self.page)
        self.page.resize(1158, 640)

    def show(self) -> RollUp:
        self.page.show()
        return self.made()

    def made(self) -> RollUp:
        """The roll-up once it is made."""
        self.qtbot.waitUntil(self.page.export.isEnabled)
        assert self.page.made is not None
        return self.page.made

    def click(self, row: int, column: int) -> Opened | None:
        """Click a cell; what it opened, None for nothing."""
        table = self.page.table
        before = len(self.opened)
        table.scrollTo(table.model().index(row, column))
        place = table.visualRect(table.model().index(row, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        return self.opened[-1] if len(self.opened) > before else None

    def texts(self, row: int) -> list[str]:
        model = self.page.table.model()
        return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]

    def names(self) -> list[str]:
        """The words of each line, headings too."""
        return [line.words for line in self.page.table.figures.lines]

    def type_as_of(self, words: str) -> None:
        box = self.page.as_of.input
        box.setText(words)
        box.editingFinished.emit()

    def _pick(self, _: QWidget, __: str, proposal: Path, ___: str) -> Path | None:
        self.asked.append(proposal)
        return self.answer
