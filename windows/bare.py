"""What a start is measured against: a bare PySide6 window with a small table, packed the same way."""

import sys

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

TITLE = "Cửa sổ trống"


def main() -> int:
    """Show it and stay until it is ended."""
    application = QApplication(sys.argv[:1])
    model = QStandardItemModel(20, 4)
    for row in range(20):
        for column in range(4):
            model.setItem(row, column, QStandardItem(f"Ô {row}.{column}"))
    table = QTableView()
    table.setModel(model)
    window = QMainWindow()
    window.setWindowTitle(TITLE)
    window.setCentralWidget(table)
    window.resize(1200, 800)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
