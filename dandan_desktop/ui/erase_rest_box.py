"""Xoá nốt trong nhật ký: after the other records were changed, their old lines that tell an erased name go too."""

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services import erasing, forgetting
from dandan_desktop.services.erasing import Erasure, Rest
from dandan_desktop.services.forgetting import Old
from dandan_desktop.ui import erase_words
from dandan_desktop.ui.draft import keep_all
from dandan_desktop.ui.forget_box import ForgetBox
from dandan_desktop.ui.form_parts import file_row
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session


class EraseRestBox(ForgetBox):
    """Asks for the name, which the register knows no more, tells where it still stands, and empties the journal."""

    def __init__(self, session: Session, deed: int, parent: QWidget) -> None:
        super().__init__(session, "Xoá nốt trong nhật ký", parent)
        self.deed = deed
        self.rest: Rest | None = None
        self.words.setText(self.tr("Sổ không còn giữ tên người đã xoá. Hãy gõ lại tên ấy để tìm chỗ còn nhắc."))
        self.label, self.name = prose(self.tr("Họ và tên người đã xoá"), "label"), QLineEdit()
        self.name.setAccessibleName(self.tr("Họ và tên người đã xoá"))
        self.look = QPushButton(self.tr("Tìm"))
        self.lay_out(self.label, file_row(self.name, self.look))
        self.look.setDefault(True)
        self.yes.setAutoDefault(False)
        self.yes.hide()
        self.look.clicked.connect(self.seek)
        self.yes.clicked.connect(self.erase)
        self.name.textChanged.connect(self._on_typed)
        keep_all(parent.window())
        self.name.setFocus()

    def seek(self) -> None:
        """Look where the name typed is still told."""
        name, deed = self.name.text(), self.deed
        self.problem.hide()
        words = self.tr("Đang tìm…")
        work = self.session.run(
            lambda store, _: erasing.rest(store, deed, name), self._on_found, words=words, is_quiet=True
        )
        work.failed.connect(self._on_failed)

    def erase(self) -> None:
        """Empty the lines that were told."""
        name, deed, register = self.name.text(), self.deed, self.session.register
        self.yes.setEnabled(False)

        def work_on(store: Store, _: Progress) -> tuple[Erasure, list[Old]]:
            return erasing.erase_rest(store, deed, name), forgetting.lasting(register)

        words = self.tr("Đang xoá nốt trong nhật ký…")
        work = self.session.run(work_on, self._on_erased, words=words, is_quiet=True)
        work.failed.connect(self._on_failed)

    def _on_found(self, rest: Rest) -> None:
        self.rest = rest
        self.words.setText(erase_words.rest_words(rest))
        self.say_still(erase_words.still_after(rest.named))
        self.yes.setText(f"{self.tr('Xoá nốt')} {show_int(rest.lines)} {self.tr('dòng nhật ký')}")
        self.yes.setVisible(rest.lines > 0)
        self.yes.setEnabled(rest.lines > 0)
        self.fit()

    def _on_typed(self) -> None:
        """Another name was not looked for yet."""
        self.rest = None
        self.yes.hide()

    def _on_erased(self, found: tuple[Erasure, list[Old]]) -> None:
        self.end(found, erase_words.rest_done_words, self.label, self.name, self.look)

    def _on_failed(self, error: object) -> None:
        super()._on_failed(error)
        self.yes.setEnabled(True)
        if isinstance(error, ClerkError) and not self.name.isHidden():
            self.name.setFocus()
