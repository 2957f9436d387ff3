"""The lines below a record's title that say what it hangs together with; each name opens its record."""

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from dandan_desktop.ui import theme
from dandan_desktop.ui.session import Session

Said = Callable[[Session, int], Sequence[str]]
"""The lines of a record by its id, as HTML with links made by `link`; 0 is a new record."""


_LINK = "<a href="


class LinksLine(QLabel):
    """Shown for a record of which there is something to say."""

    def __init__(self, session: Session, said: Said, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._said = said
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setTextInteractionFlags(self.textInteractionFlags() | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.setWordWrap(True)
        theme.mark(self, "second")
        self.linkActivated.connect(self._on_link_activated)
        self.hide()

    def show_record(self, row: int) -> None:
        """Say what there is to say of a record."""
        lines = self._said(self._session, row)
        self.setText("<br>".join(lines))
        has_link = any(_LINK in line for line in lines)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if has_link else Qt.FocusPolicy.NoFocus)
        self.setVisible(bool(lines))

    def _on_link_activated(self, to: str) -> None:
        table, row = to.split("/")
        self._session.record_wanted.emit(table, int(row))


def link(table: str, row: int, words: str) -> str:
    """These words as a link to a record."""
    style = f"color:{theme.colours().accent};text-decoration:none"
    return f'{_LINK}"{table}/{row}" style="{style}">{html.escape(words)}</a>'
