"""Mẫu Word: each paper of a style with its template in force; one changed in Word is looked over, tried and used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from dandan_desktop import settings
from dandan_desktop.db.store import Store
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.errors import ClerkError
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.domain.paper_templates import Fault
from dandan_desktop.services import paper_templates
from dandan_desktop.services.paper_templates import Candidate
from dandan_desktop.ui import dialogs, permits, theme
from dandan_desktop.ui.file_bar import FileBar
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.lines import Lines
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.template_day import DayForm

DEED = "take_template"
OWN = "Mẫu của chương trình"
FIELDS, FAULTS, VERSIONS = range(3)
_PAPERS = {"Giấy tờ": 8, "Mẫu đang dùng": 7, "Từ ngày": 4}
_FIELDS = {"Ý nghĩa": 7, "Thẻ ghi trong mẫu": 5, "Ví dụ in ra": 5}
_FAULTS = {"Đoạn": 1, "Bắt đầu bằng": 4, "Lỗi": 7, "Cách sửa": 7}
_VERSIONS = {"Dùng từ ngày": 2, "Mẫu": 6}
_LOOKING = "Đang xem lại mẫu…"


class TemplateDesk(QDialog):
    """The papers at the left; at the right the fields, the faults of the file read last, and the templates by date."""

    help_topic = "templates"

    def __init__(self, session: Session, style: Kept[PaperStyle], parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.style_row = style
        self.candidate: Candidate | None = None
        self.pick_file: Callable[..., Path | None] = dialogs.pick_file
        self.pick_folder: Callable[..., Path | None] = dialogs.pick_folder
        self._is_busy = False
        self.papers = Lines("template_papers", _PAPERS)
        self.fields, self.faults = Lines("template_fields", _FIELDS), Lines("template_faults", _FAULTS)
        self.versions = Lines("template_versions", _VERSIONS)
        self.detail = prose("", "second")
        self.problem = prose("", "error")
        self.files = FileBar()
        self.form = DayForm(lambda: session.today)
        self.tabs = QTabWidget()
        self.export = QPushButton(self.tr("Xuất mẫu để sửa trong Word…"))
        self.load = QPushButton(self.tr("Nạp mẫu đã sửa…"))
        self.trial = QPushButton(self.tr("In thử…"))
        self.back = QPushButton(self.tr("Dùng lại mẫu của chương trình…"))
        self.shut = QPushButton(self.tr("Đóng (Esc)"))
        self._lay_out()
        self._connect()
        self.refresh()
        self.papers.setFocus()

    @property
    def kind(self) -> str:
        """The code of the paper chosen."""
        return self._lines[max(0, self.papers.row)].kind

    def refresh(self) -> None:
        """Read which template each paper has now."""
        store, today = self.session.store, self.session.today
        self._lines = paper_templates.lines(store, self.style_row.id, today)
        shown = [
            (each.name, each.kept.facts.name, show_date(each.kept.facts.valid_from))
            if each.kept
            else (each.name, OWN, "")
            for each in self._lines
        ]
        self.papers.fill(shown)

    def show_paper(self) -> None:
        """Show fields and templates of the paper chosen; what was read for another is put away."""
        self.drop()
        self._fields = paper_templates.fields(self.style_row.facts, self.kind)
        self.fields.fill([(each.field.words, each.tag.raw, each.field.sample) for each in self._fields])
        known = paper_templates.versions(self.session.store, self.style_row.id, self.kind)
        self.versions.fill([(show_date(each.facts.valid_from), each.facts.name) for each in known] + [("", OWN)])
        self.tabs.setCurrentIndex(FIELDS)
        self._open_buttons()

    def drop(self) -> None:
        """Put away what was read and not used."""
        self.candidate = None
        self.form.hide()
        self.problem.hide()
        self.faults.fill([])
        self.tabs.setTabText(FAULTS, self.tr("Lỗi của tệp vừa nạp"))
        self._say_detail()

    def read_file(self) -> None:
        """Ask for a changed template and look it over."""
        path = self.pick_file(
            self,
            self.tr("Chọn mẫu đã sửa"),
            "Word (*.docx)",
            settings.papers_folder(is_practice=self.session.register.is_practice),
        )
        if path is None:
            return
        self.drop()
        style, kind = self.style_row.facts, self.kind
        self._run(lambda _: paper_templates.look_over(path, style, kind), self._show_candidate)

    def write_template(self) -> None:
        """Write the template in force for Word."""
        style, kind, today = self.style_row.id, self.kind, self.session.today
        self._write(lambda store, folder: paper_templates.hand_out(store, style, kind, today, folder))

    def write_trial(self) -> None:
        """Write the practice office's paper by what was read, or by the template in force."""
        style, kind, today, candidate = self.style_row.id, self.kind, self.session.today, self.candidate
        self._write(
            lambda store, folder: paper_templates.try_print(store, style, kind, today, folder, candidate=candidate)
        )

    def ask_back(self) -> None:
        """Ask from which day the program's own template is used again."""
        self.drop()
        self.form.ask(
            f"{self._lines[self.papers.row].name}: {self.tr('dùng lại mẫu của chương trình')}", self.tr("Dùng lại")
        )

    def use(self, day: Any) -> None:
        """Use what was read, or the program's own, from this day on."""
        store, style, kind, candidate = self.session.store, self.style_row.id, self.kind, self.candidate

        def deed() -> Changes:
            if candidate is None:
                return paper_templates.go_back(store, style, kind, day)
            return paper_templates.take(store, style, kind, candidate, day)

        try:
            changes = deed()
        except ClerkError as error:
            self._tell(error)
            return
        self.session.announce(changes)
        self.refresh()
        self.tabs.setCurrentIndex(VERSIONS)
        self.papers.setFocus()

    def _show_candidate(self, candidate: Candidate) -> None:
        self.faults.fill([_fault_line(fault) for fault in candidate.faults])
        if candidate.faults:
            self.tabs.setTabText(FAULTS, f"{self.tr('Lỗi của tệp vừa nạp')} ({len(candidate.faults)})")
            self.tabs.setCurrentIndex(FAULTS)
            self.problem.setText(
                f"✕ “{candidate.name}” chưa dùng được, mẫu đang dùng giữ nguyên. "
                "Hãy sửa từng chỗ dưới đây trong Word, lưu lại rồi nạp lại."
            )
            self.problem.show()
            self.faults.setFocus()
            return
        self.candidate = candidate
        self.tabs.setCurrentIndex(FIELDS)
        self.form.ask(f"“{candidate.name}” không có lỗi. Nên in thử trước khi dùng.", self.tr("Dùng mẫu này"))

    def _write(self, way: Callable[[Store, Path], Path]) -> None:
        practising = self.session.register.is_practice
        ask = self.tr("Chọn thư mục ghi tệp")
        folder = dialogs.pick_papers_folder(self, ask, self.pick_folder, is_practice=practising)
        if folder is not None:
            self.problem.hide()
            self._run(lambda store: way(store, folder), self.files.tell)

    def _run(self, work: Callable[[Store], object], done: Callable[..., None]) -> None:
        """Do on the worker what reads or prints a template; what goes wrong is told here."""
        self._is_busy = True
        self._open_buttons()
        self.files.hide()
        self.detail.setText(self.tr(_LOOKING))

        def attempt(store: Store, _: object) -> object:
            try:
                return work(store)
            except ClerkError as error:
                return error

        def ended(result: object) -> None:
            self._is_busy = False
            self._open_buttons()
            self._say_detail()
            if isinstance(result, ClerkError):
                self._tell(result)
            else:
                done(result)

        self.session.run(attempt, ended, words=_LOOKING, is_quiet=True)

    def _tell(self, error: ClerkError) -> None:
        self.problem.setText(f"✕ {' '.join(sentences(error))}")
        self.problem.show()

    def _say_detail(self) -> None:
        """The whole of the line chosen at the right, which the table may have to cut."""
        table = (self.fields, self.faults, self.versions)[self.tabs.currentIndex()]
        row = table.row
        line = table.texts()[row] if 0 <= row < len(table.texts()) else []
        if table is self.faults and line:
            place, start, said, advice = line
            where = f"Đoạn {place}, “{start}”: " if place else ""
            self.detail.setText(f"{where}{said} {advice}")
        elif table is self.fields and line:
            loop = self._fields[row].loop
            self.detail.setText(": ".join(line[:2]) + (f" · {self.tr('nằm trong')} {loop}" if loop else ""))
        else:
            self.detail.setText("")

    def _open_buttons(self) -> None:
        line = self._lines[max(0, self.papers.row)]
        for button in (self.export, self.load, self.trial):
            button.setEnabled(not self._is_busy)
        self.back.setEnabled(not self._is_busy and line.kept is not None)
        self.back.setToolTip("")
        for button in (self.load, self.back):
            permits.dress(button, self.session.store, DEED)

    def _connect(self) -> None:
        self.papers.chosen.connect(self.show_paper)
        for table in (self.fields, self.faults, self.versions):
            table.chosen.connect(self._say_detail)
        self.tabs.currentChanged.connect(lambda _: self._say_detail())
        self.export.clicked.connect(self.write_template)
        self.load.clicked.connect(self.read_file)
        self.trial.clicked.connect(self.write_trial)
        self.back.clicked.connect(self.ask_back)
        self.form.wanted.connect(self.use)
        self.form.dropped.connect(self.drop)
        self.shut.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        facts = self.style_row.facts
        self.setWindowTitle(f"Mẫu Word: {facts.name}")
        self.papers.setAccessibleName(self.tr("Giấy tờ"))
        for place, (table, words) in enumerate(
            (
                (self.fields, "Trường dùng được"),
                (self.faults, "Lỗi của tệp vừa nạp"),
                (self.versions, "Các mẫu theo ngày"),
            )
        ):
            table.setAccessibleName(words)
            self.tabs.insertTab(place, table, words)
        heading = QLabel(facts.name)
        theme.mark(heading, "heading")
        buttons, end = QHBoxLayout(), QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for button in (self.export, self.load, self.trial, self.back):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.shut.setAutoDefault(False)
        end.addWidget(self.files, 1)
        end.addStretch(0)
        end.addWidget(self.shut)
        sides = QHBoxLayout()
        sides.setSpacing(theme.MARGIN)
        right = QVBoxLayout()
        right.addWidget(self.tabs, 1)
        right.addWidget(self.detail)
        sides.addWidget(self.papers, 9)
        sides.addLayout(right, 11)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([theme.MARGIN] * 4))
        layout.setSpacing(theme.GAP)
        layout.addWidget(heading)
        layout.addWidget(prose(_ABOUT, "second"))
        layout.addLayout(buttons)
        layout.addWidget(self.form)
        layout.addWidget(self.problem)
        layout.addLayout(sides, 1)
        layout.addLayout(end)
        self.problem.hide()
        width, height = theme.SMALLEST
        self.resize(theme.scaled(width * 9 // 10), theme.scaled(height * 9 // 10))


_ABOUT = (
    "Mỗi giấy tờ in theo mẫu dùng vào ngày của nó. Xuất mẫu, sửa trong Word, giữ nguyên các thẻ {{ … }} và {% … %}, rồi"
    " nạp lại: chương trình xem lại trước khi dùng. Biên bản đã khoá in lại luôn theo mẫu lúc khoá."
)


def _fault_line(fault: Fault) -> tuple[str, str, str, str]:
    return str(fault.place) if fault.place else "", fault.start, fault.said, fault.advice
