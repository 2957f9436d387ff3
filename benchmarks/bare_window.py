"""The bare side of (a): a PySide6 window with a small table, painted, then gone."""

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: object) -> object:
        """The method as it is: what is bare imports no package for it."""
        return method


class Table(QTableView):
    """A table that ends the process once it was painted."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))


def main() -> int:
    app = QApplication(sys.argv[:1])
    model = QStandardItemModel(20, 4)
    for row in range(20):
        for column in range(4):
            model.setItem(row, column, QStandardItem(f"Ô {row}.{column}"))
    table = Table()
    table.setModel(model)
    window = QMainWindow()
    window.setCentralWidget(table)
    window.resize(1200, 800)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
