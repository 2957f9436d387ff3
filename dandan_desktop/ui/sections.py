"""The sections of a long record: one is shown at a time, Alt and its number goes there from anywhere on the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QTabBar, QWidget

from dandan_desktop.marks import override
from dandan_desktop.ui import theme


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its word, what it shows, how it takes the keyboard, how many entries it holds (-1: not counted).

    `is_odd` says whether something odd stands in what is not made yet.
    """

    word: str
    shown: QWidget
    focus: Callable[[], object]
    count: Callable[[], int] = lambda: -1
    is_odd: Callable[[], bool] = lambda: False


class SectionBar(QWidget):
    """Tabs over the sections of a page; a tab says how many entries stand there and whether one is wrong."""

    turned = Signal(int)

    def __init__(self, sections: Sequence[Section], page: QWidget) -> None:
        super().__init__(page)
        self.sections = tuple(sections)
        self._full: Sequence[str] = ()
        self._brief: Sequence[str] = ()
        self._least: Sequence[str] = ()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.hint = QLabel(self.tr("Alt + số"))
        self.hint.setToolTip(self.tr("Bấm Alt và số để đến mục đó"))
        theme.mark(self.hint, "second")
        for number, section in enumerate(self.sections, 1):
            self.tabs.addTab(section.word)
            keys = QShortcut(QKeySequence(f"Alt+{number}"), page)
            keys.activated.connect(lambda place=number - 1: self.go(place))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.hint)
        self.tabs.currentChanged.connect(self.turn)
        self._area = area_around(self.sections[0].shown)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.say()
        self.turn(0)

    @property
    def place(self) -> int:
        """The section now shown, from 0."""
        return self.tabs.currentIndex()

    def go(self, place: int) -> None:
        """Show a section and give it the keyboard."""
        self.tabs.setCurrentIndex(place)
        self.sections[place].focus()

    def show_around(self, widget: QWidget) -> None:
        """Show the section a widget stands in."""
        for place, section in enumerate(self.sections):
            if section.shown is widget or section.shown.isAncestorOf(widget):
                self.tabs.setCurrentIndex(place)

    def turn(self, place: int) -> None:
        """Show only one section."""
        for number, section in enumerate(self.sections):
            section.shown.setVisible(number == place)
        self.turned.emit(place)
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)

    def say(self) -> None:
        """Write counts and signs on the tabs."""
        full, brief, least = [], [], []
        for number, section in enumerate(self.sections, 1):
            count = section.count()
            is_odd = section.is_odd() or _says(section, "warning")
            sign = " ✕" if _says(section, "error") else " ⚠" if is_odd else ""
            full.append(f"{number} {section.word}{f' · {count}' if count > 0 else ''}{sign}")
            brief.append(f"{number} {section.word}{sign}")
            least.append(f"{section.word}{sign}")
        self._full, self._brief, self._least = full, brief, least
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave off what would push the last tab out of sight: counts, hint, room between words, numbers."""
        theme.mark(self.tabs, "")
        self._write(self._full)
        room = self.width() - self.hint.sizeHint().width() - theme.GAP
        if self.tabs.sizeHint().width() > room:
            self._write(self._brief)
        self.hint.setVisible(self.tabs.sizeHint().width() <= room)
        if self.tabs.sizeHint().width() > self.width():
            theme.mark(self.tabs, "tight")
            self._write(self._brief)  # which makes it measure its tabs anew
        if self.tabs.sizeHint().width() > self.width():
            self._write(self._least)

    def _write(self, words: Sequence[str]) -> None:
        for place, each in enumerate(words):
            self.tabs.setTabText(place, each)

    def go_to_wrong(self) -> None:
        """Show the first section with something wrong, unless the one shown has such, and go to the field."""
        self.say()
        wrong = [place for place, section in enumerate(self.sections) if _says(section, "error")]
        if not wrong:
            return
        place = self.place if self.place in wrong else wrong[0]
        self.go(place)
        shown = self.sections[place].shown
        fields = [each for each in shown.findChildren(QWidget) if each.property("wrong") == "true"]
        first = next((each for each in fields if each.isVisibleTo(shown)), None)
        if first is not None:
            first.setFocus()

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        """Bring the field that has the keyboard into view once the page is laid out."""
        area = self._area
        if now is not None and area is not None and area.isAncestorOf(now):
            QTimer.singleShot(0, area, lambda: self._reveal(now))

    def _reveal(self, widget: QWidget) -> None:
        if self._area is not None and widget is QApplication.focusWidget():
            self._area.ensureWidgetVisible(widget, theme.MARGIN, 2 * theme.ROW)


def area_around(widget: QWidget) -> QScrollArea | None:
    """The scrolled page a widget stands in."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _says(section: Section, role: str) -> bool:
    labels = section.shown.findChildren(QLabel)
    return any(each.property("role") == role and each.text() and each.isVisibleTo(section.shown) for each in labels)


def reveal(widget: QWidget) -> None:
    """Bring the whole of a widget into view once it is laid out."""
    area = area_around(widget)
    if area is not None and widget.isVisible():
        area.ensureWidgetVisible(widget, 0, theme.MARGIN)
