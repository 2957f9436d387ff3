"""What is said above a record: its name, whether something typed waits, and what stands between that and saving it."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.store import Store
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.ui import permits, theme
from dandan_desktop.ui.labels import ElidedLabel


class Note(QLabel):
    """What stands between a draft and saving it, in a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "warning")
        self.setWordWrap(True)

    def tell(self, words: str) -> None:
        """Say this; nothing hides the line."""
        self.setText(words and f"⚠ {words}")
        self.setVisible(bool(words))


class RecordHead(QWidget):
    """The name with the state of the draft beside it; `dropped` (the draft just thrown away) and the note below."""

    def __init__(self, dropped: QWidget) -> None:
        super().__init__()
        self.title = ElidedLabel()
        self.state = QLabel()
        self.forget = QPushButton(self.tr("Bỏ bản nháp"))
        self.note = Note()
        theme.mark(self.title, "title")
        theme.mark(self.state, "warning")
        named = QHBoxLayout()
        named.setSpacing(theme.GAP)
        named.addWidget(self.title, 1)
        named.addWidget(self.state)
        named.addWidget(self.forget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(named)
        layout.addWidget(dropped)
        layout.addWidget(self.note)

    def say_title(self, noun: Noun, kept: Kept[Any] | None, store: Store) -> None:
        """Name the record, or say that it is a new one."""
        new = f"{noun.label}: {self.tr('thêm mới')}"
        self.title.setText(new if kept is None else " ".join(noun.title(kept.facts, store.names).split()))

    def say_state(self, words: str, *, is_draft: bool) -> None:
        """Say how the draft stands; one that `is_draft` may be thrown away."""
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.forget.setVisible(is_draft)

    def say_note(self, *, is_trashed: bool, is_outdated: bool, closed: str) -> None:
        """Say the first that holds: the record is in the trash, its draft is outdated, it is `closed` to the reader."""
        if is_trashed:
            self.note.tell(self.tr("Hồ sơ này đang ở Thùng rác. Hãy khôi phục hồ sơ trước khi sửa và lưu."))
        elif is_outdated:
            self.note.tell(self.tr("Hồ sơ đã được sửa sau khi gõ bản nháp này. Hãy đối chiếu trước khi lưu."))
        else:
            self.note.tell(closed)


def closed_words(store: Store, below: tuple[str, str] | None) -> str:
    """What somebody is told who may not write a sheet; `below` as in `RecordSpec`."""
    needed = permits.needed("save").removeprefix("Việc này")
    if below is not None and store.may(below[0]):
        return f"Phần thông tin chỉ để xem, sửa{needed} {below[1]}"
    return f"Hồ sơ chỉ để xem. Sửa hồ sơ{needed}"
