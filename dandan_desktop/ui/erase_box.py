"""Xoá vĩnh viễn: what goes and what still names the person is told; then ground, reason and the name are typed."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dandan_desktop.db.store import Store
from dandan_desktop.domain import text
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services import copies, erasing, forgetting
from dandan_desktop.services.erasing import Erasure, Plan
from dandan_desktop.services.forgetting import Old
from dandan_desktop.ui import erase_words, theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.draft import keep_all
from dandan_desktop.ui.forget_box import ForgetBox
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.session import Session


class EraseBox(ForgetBox):
    """Asks, erases, and answers with the day when the last backup that holds it goes."""

    help_topic = "trash"

    def __init__(self, session: Session, noun: Noun, row: int, parent: QWidget) -> None:
        super().__init__(session, "Xoá vĩnh viễn", parent)
        self.noun, self.row = noun, row
        self.plan: Plan | None = None
        self.warning = prose(f"⚠ {self.tr('Không ai lấy lại được từ sổ này.')}", "warning")
        self.words.setText(self.tr("Đang xem xoá vĩnh viễn sẽ bỏ những gì…"))
        options = [Option(code, words) for code, words in erasing.BASES.items()]
        self.basis, self.reason, self.name = ChoiceInput(options), QLineEdit(), QLineEdit()
        self.name_label = prose("", "label")
        self._lay_out()
        self.yes.clicked.connect(self.erase)
        self.basis.changed.connect(self._on_typed)
        for box in (self.reason, self.name):
            box.textChanged.connect(self._on_typed)
        keep_all(parent.window())  # so that what is typed of the record is counted, and goes too
        self._ask_plan()

    def erase(self) -> None:
        """Erase the record in the background."""
        reason, basis = self.reason.text(), self.basis.value()
        self.yes.setEnabled(False)
        register = self.session.register

        def work_on(store: Store, _: Progress) -> tuple[Erasure, list[Old]]:
            done = erasing.erase(store, self.noun, self.row, reason, basis)
            copies.remember_erased(register, store)
            return done, forgetting.lasting(register)

        work = self.session.run(
            work_on,
            self._on_erased,
            words=self.tr("Đang xoá vĩnh viễn…"),
            is_quiet=True,
        )
        work.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.GRID)
        reason = prose(self.tr("Lý do, số và ngày của văn bản (không ghi tên người)"), "label")
        pairs: tuple[tuple[QWidget, QWidget, str], ...] = (
            (prose(self.tr("Căn cứ"), "label"), self.basis, self.tr("Căn cứ")),
            (reason, self.reason, self.tr("Lý do")),
            (self.name_label, self.name, self.tr("Tên, gõ lại để xác nhận")),
        )
        for label, box, name in pairs:
            box.setAccessibleName(name)
            form.addWidget(label)
            form.addWidget(box)
        self._form.hide()
        self.yes.setEnabled(False)
        self.lay_out(self._form)
        self._layout.insertWidget(1, self.warning)

    def _ask_plan(self) -> None:
        register = self.session.register
        work = self.session.run(
            lambda store, _: (
                erasing.plan(store, self.noun, self.row),
                forgetting.older(register),
                copies.gone_on(register),
            ),
            self._on_planned,
            words=self.words.text(),
            is_quiet=True,
        )
        work.failed.connect(self._on_failed)

    def _on_planned(self, found: tuple[Plan, list[Old], date | None]) -> None:
        plan, old, day = found
        self.plan = plan
        self.heading.setText(f"{self.tr('Xoá vĩnh viễn')} {erase_words.shown(plan.subject)}")
        self.words.setText(erase_words.plan_words(plan, old, show_date(day) if day else ""))
        self.say_still(erase_words.still_before(plan.named))
        self.say_lasting([each for each in old if each.lasts])
        if plan.blocking:
            by = ", ".join(erase_words.shown(each) for each in plan.blocking[:3])
            self.tell(ClerkError(Problem.ERASURE_REFUSED, by=by))
            return
        wanted = self._wanted()
        self.name_label.setText(f"{self.tr('Gõ lại tên để xác nhận')}: {wanted}")
        self._form.show()
        self.fit()
        self.basis.setFocus()

    def _wanted(self) -> str:
        """What is typed to confirm: the title, or the noun's word where the reader sees none."""
        return " ".join(self.plan.subject.title.split()) if self.plan and self.plan.subject.title else self.noun.label

    def _on_typed(self) -> None:
        is_same = text.tidy(self.name.text()).casefold() == self._wanted().casefold()
        self.yes.setEnabled(is_same and bool(self.reason.text().strip()) and self.basis.value() is not None)

    def _on_erased(self, found: tuple[Erasure, list[Old]]) -> None:
        self.end(found, erase_words.done_words, self.heading, self.warning, self._form)

    def _on_failed(self, error: object) -> None:
        self._on_typed()
        super()._on_failed(error)
