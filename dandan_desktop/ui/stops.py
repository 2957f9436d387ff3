"""The order in which Tab passes through a page."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from dandan_desktop.marks import override


def in_order(widgets: Iterable[QWidget]) -> None:
    """Let Tab go from each of these to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


class Entrance(QObject):
    """A page that is entered at its list: Tab comes to what stands above the list after it, and never passes it by.

    The order is made whenever the page is shown, for Qt forgets it when a page is put into a window.
    """

    def __init__(self, page: QWidget, into: QWidget, then: Sequence[QWidget]) -> None:
        super().__init__(page)
        self._stops = (into, *then)
        page.setFocusProxy(into)
        page.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            in_order(self._stops)
        return False
