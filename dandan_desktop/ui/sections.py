"""The sections of a long record: one is shown at a time, Alt and its number goes there from anywhere on the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QTabBar, QWidget

from dandan_desktop.ui import theme


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its word, what it shows, how it takes the keyboard, how many entries it holds (-1: not counted)."""

    word: str
    shown: QWidget
    focus: Callable[[], object]
    count: Callable[[], int] = lambda: -1


class SectionBar(QWidget):
    """Tabs over the sections of a page; a tab says how many entries stand there and whether one is wrong."""

    turned = Signal(int)

    def __init__(self, sections: Sequence[Section], page: QWidget) -> None:
        super().__init__(page)
        self.sections = tuple(sections)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.hint = QLabel(self.tr("Alt + số"))
        self.hint.setToolTip(self.tr("Bấm Alt và số để đến mục đó"))
        theme.mark(self.hint, "second")
        for number, section in enumerate(self.sections, 1):
            self.tabs.addTab(section.word)
            keys = QShortcut(QKeySequence(f"Alt+{number}"), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda place=number - 1: self.go(place))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.hint)
        self.tabs.currentChanged.connect(self.turn)
        self._area = _area_around(self.sections[0].shown)
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

    def turn(self, place: int) -> None:
        """Show only one section."""
        for number, section in enumerate(self.sections):
            section.shown.setVisible(number == place)
        self.turned.emit(place)
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)

    def say(self) -> None:
        """Write counts and signs on the tabs."""
        for place, section in enumerate(self.sections):
            count = section.count()
            sign = next((f" {sign}" for sign, role in (("✕", "error"), ("⚠", "warning")) if _says(section, role)), "")
            self.tabs.setTabText(place, f"{place + 1} {section.word}{f' · {count}' if count > 0 else ''}{sign}")

    def go_to_wrong(self) -> None:
        """Show the first section with something wrong, unless the one shown has such, and go to the field."""
        self.say()
        wrong = [place for place, section in enumerate(self.sections) if _says(section, "error")]
        if not wrong:
            return
        place = self.place if self.place in wrong else wrong[0]
        self.go(place)
        fields = self.sections[place].shown.findChildren(QWidget)
        first = next((each for each in fields if each.property("wrong") == "true" and not each.isHidden()), None)
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


def _area_around(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _says(section: Section, role: str) -> bool:
    labels = section.shown.findChildren(QLabel)
    return any(each.property("role") == role and each.text() and not each.isHidden() for each in labels)
