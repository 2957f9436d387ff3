"""The help in the window: the contents or what was found at the left, the page at the right."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dandan_desktop.marks import override
from dandan_desktop.services import help_pages
from dandan_desktop.services.help_pages import Topic
from dandan_desktop.ui import theme
from dandan_desktop.ui.help_text import HelpText
from dandan_desktop.ui.icons import icon

_NAME = Qt.ItemDataRole.UserRole
_NOTHING = """# Không thấy trang nào

Hãy thử ít chữ hơn, hoặc chữ khác; gõ không dấu cũng được. Xoá ô tìm thì trở lại trang đang đọc.
"""


class HelpPane(QWidget):
    """Shows one page at a time; Alt+← goes back to the one before, Esc or F1 to where the clerk was."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self._before: list[tuple[str, int]] = []
        """The pages read before this one, and how far down."""
        self._aside: tuple[str, int] | None = None
        """The page that was read when the clerk began to type words to search for, while hits are only looked at."""
        self.back = QPushButton(icon("chevron-left"), " " + self.tr("Về chỗ đang làm (Esc)"))
        self.previous = QPushButton(self.tr("Trang trước (Alt+←)"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Tìm trong trợ giúp (Ctrl+F)"))
        self.words.setAccessibleName(self.tr("Tìm trong trợ giúp"))
        self.words.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Mục lục trợ giúp"))
        self._fit()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = HelpText()
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.GAP)
        self.foot.addStretch(1)
        self._lay_out()
        self._connect()

    def open(self, name: str) -> None:
        """Show a page and give it the keyboard; the one shown already stays where it was read."""
        if not self.name:
            self.list.ensurePolished()  # else its lines are measured as another style would have them
            self._fill()
        name = name if help_pages.is_known(name) else help_pages.FIRST
        if name != self.name:
            self.show_page(name)
        self.text.setFocus()

    def show_page(self, name: str, words: str = "") -> None:
        """Show a page, from the line that holds words searched for."""
        left, self._aside = self._aside or self._read(), None
        if left[0] not in ("", name):
            self._before.append(left)
        self._show(name, words)

    def go_back(self) -> None:
        """Show the page read before, where it was read."""
        if self._aside or self._before:
            self._show_again(*(self._aside or self._before.pop()))
            self.text.setFocus()

    def look(self) -> None:
        """List the pages that hold the words in the search box and show the first; the contents without any words."""
        self._fill()
        words = self.words.text().strip()
        self._aside = self._aside or (self._read() if words else None)
        if words and self.list.count() > 1:
            self._show(self.list.item(1).data(_NAME), words)
        elif words:
            self.name = ""
            self.text.show_topic(Topic("", "", self.tr(_NOTHING)))
            self.previous.setEnabled(True)
        elif self._aside:
            self._show_again(*self._aside)

    def texts(self) -> list[str]:
        """The lines of the list, headings too."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "list"):
            self._fit()

    def _read(self) -> tuple[str, int]:
        """The page that is read, and how far down."""
        return self.name, self.text.verticalScrollBar().value()

    def _show(self, name: str, words: str = "") -> None:
        self.name = name
        self.text.show_topic(help_pages.topic(name), words)
        self.previous.setEnabled(bool(self._aside or self._before))
        self._mark()

    def _show_again(self, name: str, place: int) -> None:
        """Show a page where it was read."""
        self._aside = None
        self._show(name)
        self.text.verticalScrollBar().setValue(place)

    def _fit(self) -> None:
        """Give the contents as much room as its letters need."""
        self.list.setFixedWidth(theme.scaled(theme.SIDE + theme.ROW))

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        words = self.words.text().strip()
        if words:
            found = help_pages.find(words)
            heading = self.tr("Tìm thấy ở {count} trang").format(count=len(found))
            self._add_heading(heading if found else self.tr("Không thấy. Hãy thử ít chữ hơn."))
            for each in found:
                self._add(each.topic.title, each.topic.name, each.line)
        else:
            for chapter in help_pages.CONTENTS:
                self._add_heading(chapter.word)
                for name in chapter.names:
                    self._add(help_pages.topic(name).title, name)
        self.list.blockSignals(False)
        self._mark()

    def _mark(self) -> None:
        """Show in the list which page is shown."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_NAME) == self.name]
        self.list.blockSignals(True)
        self.list.setCurrentRow(rows[0] if rows else -1)
        self.list.blockSignals(False)

    def _add(self, title: str, name: str, line: str = "") -> None:
        item = QListWidgetItem("   " + title)
        item.setData(_NAME, name)
        item.setToolTip(line)
        self.list.addItem(item)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.list.font()
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME):
            self.show_page(item.data(_NAME), self.words.text())

    def _on_words_entered(self) -> None:
        """Enter in the search box: show the first page that was found, and go there."""
        if self.words.text().strip() and self.list.count() > 1:
            self.show_page(self.list.item(1).data(_NAME), self.words.text())
            self.text.setFocus()

    def _focus_words(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.back)
        head.addWidget(self.previous)
        head.addWidget(self.words, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.GAP)
        middle.addWidget(self.list)
        middle.addWidget(self.text, 1)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addLayout(self.foot)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.previous.clicked.connect(self.go_back)
        self.words.textChanged.connect(self.look)
        self.words.returnPressed.connect(self._on_words_entered)
        self.list.currentItemChanged.connect(lambda item, _: self._on_current_changed(item))
        self.list.itemActivated.connect(lambda _: self.text.setFocus())
        self.text.wanted.connect(self.show_page)
        for keys, action in (
            ("Esc", self.left.emit), ("Alt+Left", self.go_back), ("Ctrl+F", self._focus_words),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(action)
