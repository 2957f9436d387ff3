"""Bắt đầu dùng sổ: the five first steps, each as it stands, with the way to where it is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dandan_desktop.services import first_steps
from dandan_desktop.services.first_steps import TITLES, WHY, FirstStep, State, Step
from dandan_desktop.ui import permits, samples_door, theme
from dandan_desktop.ui.icons import icon, pixmap
from dandan_desktop.ui.labels import prose
from dandan_desktop.ui.left_by_esc import LeftByEsc
from dandan_desktop.ui.session import Session

_DEEDS = {
    Step.OFFICE: "choose_office",
    Step.TERM: "add",
    Step.PEOPLE: "add",
    Step.OUTSIDE: "back_up",
    Step.SHEET: "make_sheet",
}
"""What whoever does a step must be allowed to do."""
_SIGNS = {State.DONE: ("check", "green"), State.OPEN: ("triangle-alert", "amber"), State.LATER: ("clock", "second")}
_ROLES = {State.DONE: "good", State.OPEN: "warning", State.LATER: "second"}


class GuidePane(LeftByEsc):
    """Reads the register whenever it is shown; the step to do now has the one red button and the keyboard."""

    help_topic = "guide"

    looked = Signal(QWidget)
    """The register was looked at; this has the keyboard next."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.found: tuple[FirstStep, ...] = ()
        self.rows: dict[Step, StepRow] = {}
        self.away = QPushButton(self.tr("Vào Tổng quan (Esc)"))
        self.samples = QPushButton(icon("file-text"), " " + self.tr("Xem văn bản mẫu"))
        self.samples.setToolTip(self.tr("Văn bản lập từ sổ thực hành; người và số liệu trong đó là giả định"))
        self.samples.clicked.connect(lambda: samples_door.show(session))
        self.away.clicked.connect(self.left)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP)
        hint = self.tr(
            "Năm bước, mỗi bước vài phút, làm dần cũng được. Làm xong một bước thì bấm Ctrl+1 để về đây làm bước sau."
        )
        last = QHBoxLayout()
        last.setSpacing(theme.GAP)
        last.addWidget(self.away)
        last.addWidget(self.samples)
        last.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(prose(hint, "second"))
        layout.addLayout(self._rows)
        layout.addLayout(last)
        layout.addStretch(1)
        self.setMaximumWidth(theme.scaled(theme.READABLE))

    def refresh(self) -> None:
        """Look at the register again and show how each step stands."""
        session = self.session
        self.found = first_steps.steps(session.register, session.store, session.today)
        now = first_steps.next_of(self.found)
        for each in self.found:
            row = self.rows.get(each.step)
            if row is None:
                row = self.rows[each.step] = StepRow(self, each.step)
                self._rows.addWidget(row)
            row.tell(each, is_next=each.step is now)
        wanted = self.rows[now].do_it if now else self.away
        self.setFocusProxy(wanted)
        self.looked.emit(wanted)

    def put_off(self, step: Step) -> None:
        """Leave a step for later, and go to the next one."""
        if self.session.do(lambda: first_steps.put_off(self.session.store, step)) is not None:
            self.refresh()
            self.setFocus()

    def enter(self, step: Step) -> None:
        """Go to where a step is done."""
        from dandan_desktop.ui.step_doors import enter

        enter(self.window(), step)


class StepRow(QFrame):
    """One step: its number and name, why, how it stands, and the buttons."""

    def __init__(self, guide: GuidePane, step: Step) -> None:
        super().__init__()
        theme.mark(self, "card")
        self._guide, self._step = guide, step
        self.sign, self.state, self.told = QLabel(), QLabel(), prose()
        self.do_it = QPushButton()
        self.later = QPushButton(self.tr("Để sau"))
        heading = QLabel(f"{step.place}. {TITLES[step]}")
        theme.mark(heading, "heading")
        for button, words in ((self.do_it, self.tr("Làm bước")), (self.later, self.tr("Để sau bước"))):
            button.setAccessibleName(f"{words} {step.place}: {TITLES[step]}")
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        for widget in (self.sign, heading, self.state):
            head.addWidget(widget)
        head.addStretch(1)
        inside = QVBoxLayout()
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(prose(WHY[step], "second"))
        inside.addWidget(self.told)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(inside, 1)
        layout.addWidget(self.later)
        layout.addWidget(self.do_it)
        self.do_it.clicked.connect(lambda: guide.enter(step))
        self.later.clicked.connect(lambda: guide.put_off(step))

    def tell(self, found: FirstStep, *, is_next: bool) -> None:
        """Show how the step stands."""
        sign, colour = _SIGNS[found.state]
        self.sign.setPixmap(pixmap(sign, getattr(theme.colours(), colour)))
        self.state.setText(f"· {found.state}")
        theme.mark(self.state, _ROLES[found.state])
        self.told.setText(found.told)
        is_done = found.state is State.DONE
        self.do_it.setText(self.tr("Xem lại") if is_done else self.tr("Làm bước này"))
        theme.mark(self.do_it, "primary" if is_next else "")
        self.do_it.setVisible(not is_done or self._step is not Step.SHEET)
        self.later.setVisible(found.state is State.OPEN)
        permits.dress(self.do_it, self._guide.session.store, _DEEDS[self._step])
        permits.dress(self.later, self._guide.session.store, "set_up")


class GuideCard(QFrame):
    """On the first page: how many of the steps are done, and the way back to them."""

    def __init__(self, found: tuple[FirstStep, ...]) -> None:
        super().__init__()
        theme.mark(self, "card")
        done = sum(each.state is State.DONE for each in found)
        later = sum(each.state is State.LATER for each in found)
        words = f"{self.tr('Bắt đầu dùng sổ: đã xong')} {done} {self.tr('trong')} {len(found)} {self.tr('bước')}"
        label = QLabel(f"{words}, {later} {self.tr('bước để sau')}" if later else words)
        theme.mark(label, "heading")
        self.open_it = QPushButton(icon("list-checks"), " " + self.tr("Xem các bước…"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(label, 1)
        layout.addWidget(self.open_it)
