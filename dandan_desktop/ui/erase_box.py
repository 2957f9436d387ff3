"""Xoá vĩnh viễn: what goes and what still names the person is told; then ground, reason and the name are typed."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.db.store import Store
from dandan_desktop.domain import text
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.frozen import ERASED
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.nouns import Noun
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.progress import Progress
from dandan_desktop.services import copies, erasing
from dandan_desktop.services.erasing import Erasure, Named, Plan
from dandan_desktop.ui import theme
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.draft import keep_all
from dandan_desktop.ui.form_parts import buttons
from dandan_desktop.ui.lines import prose
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.undo_block import named

_SHOWN = 6
_AGAIN = (
    "Khôi phục bản sao ấy ở máy này thì nội dung bị xoá lại ngay; ở máy khác cũng vậy, nếu ổ ngoài chứa bản sao đã cắm"
    " lại vào máy này để sao lưu sau khi xoá. Ổ ngoài không cắm lại thì vẫn còn nội dung."
)


class EraseBox(QDialog):
    """Asks, erases, and answers with the day when the last backup that holds it goes."""

    def __init__(self, session: Session, noun: Noun, row: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.noun, self.row = session, noun, row
        self.plan: Plan | None = None
        self.setWindowTitle(self.tr("Xoá vĩnh viễn"))
        self.setMinimumWidth(theme.scaled(theme.READABLE * 3 // 4))
        self.heading = prose(self.tr("Xoá vĩnh viễn"), "heading")
        self.warning = prose(f"⚠ {self.tr('Không ai lấy lại được từ sổ này.')}", "warning")
        self.words = prose(self.tr("Đang xem xoá vĩnh viễn sẽ bỏ những gì…"))
        options = [Option(code, words) for code, words in erasing.BASES.items()]
        self.basis, self.reason, self.name = ChoiceInput(options), QLineEdit(), QLineEdit()
        self.name_label = prose("", "label")
        self.problem = prose("", "error")
        self.yes, self.no = QPushButton(self.tr("Xoá vĩnh viễn")), QPushButton(self.tr("Thôi (Esc)"))
        self.everywhere, self.agree = QPushButton(self.tr("Xoá cả trong bản sao…")), QPushButton()
        theme.mark(self.yes, "primary")
        self._lay_out()
        self.yes.clicked.connect(self.erase)
        self.no.clicked.connect(self.reject)
        self.everywhere.clicked.connect(self.ask_backups)
        self.agree.clicked.connect(self.erase_from_backups)
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

        def work_on(store: Store, _: Progress) -> Erasure:
            done = erasing.erase(store, self.noun, self.row, reason, basis)
            copies.remember_erased(register, store)
            return done

        work = self.session.run(
            work_on,
            self._on_erased,
            words=self.tr("Đang xoá vĩnh viễn…"),
            is_quiet=True,
        )
        work.failed.connect(self._on_failed)

    def ask_backups(self) -> None:
        """Tell how many backups would go, and from where, and ask."""
        counts = Counter(place for each in copies.listed(self.session.register) for place in each.places)
        self.words.setText(older_words(counts))
        self.agree.setText(f"{self.tr('Bỏ')} {show_int(counts.total())} {self.tr('bản sao cũ')}")
        self.everywhere.hide()
        self.agree.show()
        self._fit()
        self.no.setFocus()

    def erase_from_backups(self) -> None:
        """Make a new backup and delete every older one."""
        register = self.session.register
        self.agree.setEnabled(False)
        work = self.session.run(
            lambda _, progress: copies.forget_older(register, progress),
            self._on_forgotten,
            words=self.tr("Đang làm bản sao mới rồi bỏ các bản sao cũ…"),
            writes=True,
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
        self.problem.hide()
        self.everywhere.hide()
        self.agree.hide()
        self.yes.setEnabled(False)
        for button in (self.no, self.everywhere, self.agree):
            button.setAutoDefault(False)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        for widget in (self.heading, self.warning, self.words, self._form, self.problem):
            layout.addWidget(widget)
        layout.addLayout(buttons(self.no, self.everywhere, self.agree, self.yes))

    def _ask_plan(self) -> None:
        work = self.session.run(
            lambda store, _: erasing.plan(store, self.noun, self.row),
            self._on_planned,
            words=self.words.text(),
            is_quiet=True,
        )
        work.failed.connect(self._on_failed)

    def _on_planned(self, plan: Plan) -> None:
        self.plan = plan
        self.heading.setText(f"{self.tr('Xoá vĩnh viễn')} {_shown(plan.subject)}")
        self.words.setText("\n".join([plan_words(plan), *self._aside_words()]))
        if plan.blocking:
            by = ", ".join(_shown(each) for each in plan.blocking[:3])
            self._tell(ClerkError(Problem.ERASURE_REFUSED, by=by))
            return
        wanted = self._wanted()
        self.name_label.setText(f"{self.tr('Gõ lại tên để xác nhận')}: {wanted}")
        self._form.show()
        self._fit()
        self.basis.setFocus()

    def _wanted(self) -> str:
        """What is typed to confirm: the title, or the noun's word where the reader sees none."""
        return " ".join(self.plan.subject.title.split()) if self.plan and self.plan.subject.title else self.noun.label

    def _on_typed(self) -> None:
        is_same = text.tidy(self.name.text()).casefold() == self._wanted().casefold()
        self.yes.setEnabled(is_same and bool(self.reason.text().strip()) and self.basis.value() is not None)

    def _on_erased(self, done: Erasure) -> None:
        self.session.announce(done.changes)
        day = copies.gone_on(self.session.register)
        for widget in (self.heading, self.warning, self._form, self.problem, self.yes):
            widget.hide()
        self.words.setText("\n".join([done_words(done, show_date(day) if day else ""), *self._aside_words()]))
        self.everywhere.setVisible(day is not None)
        self.no.setText(self.tr("Đóng (Esc)"))
        self._fit()
        self.no.setFocus()

    def _on_forgotten(self, count: int) -> None:
        self.agree.hide()
        told = self.tr("Đã làm bản sao mới và bỏ")
        rest = self.tr(
            "bản sao cũ. Ổ ngoài không cắm lúc này vẫn còn bản sao cũ: hãy cắm vào, chép bản sao mới ra, rồi tự xoá các"
            " bản sao cũ trên ổ đó."
        )
        self.words.setText("\n".join([f"{told} {show_int(count)} {rest}", *self._aside_words()]))
        self._fit()

    def _on_failed(self, error: object) -> None:
        self.agree.setEnabled(True)
        self._on_typed()
        if isinstance(error, ClerkError):
            self._tell(error)

    def _tell(self, error: ClerkError) -> None:
        self.problem.setText(f"✕ {' '.join(sentences(error))}")
        self.problem.show()
        self._fit()

    def _aside_words(self) -> list[str]:
        kept = copies.kept_aside(self.session.register)
        return [aside_words(kept)] if kept else []

    def _fit(self) -> None:
        """Grow to what is shown now: labels that break into lines do not ask for it themselves."""
        self._layout.activate()
        self.resize(self.width(), max(self._layout.totalHeightForWidth(self.width()), self.minimumSizeHint().height()))


def plan_words(plan: Plan) -> str:
    """What goes, what is emptied, and what still tells the name, one thing a line."""
    lines = [f"Sẽ bỏ {show_int(len(plan.records))} bản ghi: {_list(plan.records)}."]
    also = ((plan.parts, "dòng chi tiết"), (plan.images, "nội dung cũ trong nhật ký"), (plan.drafts, "bản nháp"))
    lines.append(f"Bỏ theo: {', '.join(f'{show_int(count)} {words}' for count, words in also if count)}.")
    if plan.emptied:
        some = "; ".join(f"{label} của {_shown(each)}" for each, label in plan.emptied[:_SHOWN])
        lines.append(f"Để trống {show_int(len(plan.emptied))} ô: {some}{'…' if len(plan.emptied) > _SHOWN else ''}.")
    if plan.redacted:
        lines.append(f"Trong biên bản đã khoá, tên được thay bằng “{ERASED}”: {_list(plan.redacted)}.")
    if plan.named:
        lines.append(f"Vẫn còn nhắc tên, cần tự sửa: {_list(plan.named)}.")
    lines.append(f"Bản sao làm trước lúc này còn giữ nội dung cho đến khi được bỏ. {_AGAIN}")
    return "\n".join(lines)


def done_words(done: Erasure, day: str) -> str:
    """What was erased, and until when a backup may still hold it."""
    head = f"Đã xoá vĩnh viễn {show_int(done.records)} bản ghi; tìm kiếm, hoàn tác và nhật ký không còn nội dung ấy."
    if not done.is_clean:
        head += " Phần đệm của sổ sẽ được dọn khi đóng sổ."
    if not day:
        return head + " Chưa có bản sao nào còn giữ."
    until = f"Bản sao cuối cùng còn giữ sẽ được bỏ chậm nhất ngày {day}, nếu cơ quan vẫn sao lưu đều."
    return f"{head}\n{until} {_AGAIN}"


def older_words(counts: Mapping[str, int]) -> str:
    """How many backups go from each place when only a new one shall stay, and what that means."""
    where = ", ".join(f"{show_int(count)} ở {place}" for place, count in counts.items())
    return (
        f"Sẽ làm một bản sao mới, rồi bỏ {show_int(sum(counts.values()))} bản sao cũ: {where}.\n"
        "Bỏ rồi thì không lấy lại được: sổ chỉ còn khôi phục được về lúc này, không về ngày nào trước đó."
    )


def aside_words(kept: Sequence[str]) -> str:
    """Which registers left by a restore still hold everything, and what to do about them."""
    return (
        f"Sổ cũ giữ lại khi khôi phục vẫn còn nguyên nội dung, nằm cùng thư mục với sổ: {', '.join(kept)}."
        " Khi không cần nữa, hãy tự xoá các tệp ấy."
    )


def _list(found: tuple[Named, ...]) -> str:
    more = len(found) - _SHOWN
    shown = ", ".join(_shown(each) for each in found[:_SHOWN])
    return f"{shown} và {show_int(more)} bản ghi khác" if more > 0 else shown


def _shown(each: Named) -> str:
    return named(each.noun.label.lower(), each.title)
