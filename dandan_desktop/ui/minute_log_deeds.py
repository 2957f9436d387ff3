"""What the keys of minute-taking do: each is one deed, refused beside the row, and the next line is ready."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept, Prose
from dandan_desktop.domain.meetings import Conclusion, Opinion, Task
from dandan_desktop.services import minute_log
from dandan_desktop.services.minute_log import Done, Log
from dandan_desktop.services.speakers import Speaker
from dandan_desktop.ui.minute_log_entry import Entry, has_words, is_text_alone, mean
from dandan_desktop.ui.minute_log_model import LogLine, LogModel
from dandan_desktop.ui.minute_log_task import TaskAsked
from dandan_desktop.ui.minute_log_view import LogView
from dandan_desktop.ui.session import Session

_WINDOWS = (Problem.REGISTER_DAMAGED, Problem.REGISTER_DAMAGED_SINCE, Problem.DISK_FAILING)
"""What the window tells of, because it is about the register and not about the line."""
_LACK = "Chưa nhập nội dung."


class LogDeeds(QObject):
    """Does the deeds of the log and shows what they changed."""

    told = Signal()
    """Something was done: the paper is another now."""
    said = Signal(str)
    """The words just entered."""

    def __init__(self, session: Session, entry: Entry, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.entry = entry
        self.model = LogModel(session.store.names, self)
        self.view = LogView(self.model)
        self.row = 0
        self.is_open = False
        """Whether lines may be written: the meeting is in its place, and the reader may."""
        self.is_own = False
        """Whether the deed now told is one of these."""
        self.last: Speaker | None = None

    def begin(self, log: Log) -> None:
        """Another meeting's log is shown."""
        self.row = log.meeting.id
        self.is_open = log.meeting.deleted_at is None and self.session.store.may("add_line")
        self.model.show_log(log)
        spoke = [each.facts for each in log.opinions if each.facts.speaker]
        self.last = Speaker(spoke[-1].speaker or "", spoke[-1].position or "", spoke[-1].body or "") if spoke else None
        self.view.scrollToBottom()

    def do(self, deed: Callable[[], Done], became: Callable[[Done], str] | None = None) -> Done | None:
        """Do a deed and tell of it, in words where an opinion `became` something else.

        A refusal is said beside the row, and nothing typed is lost.
        """
        try:
            done = deed()
        except ClerkError as error:
            if error.problem in _WINDOWS:
                self.session.problem_raised.emit(error)
            else:
                self.entry.tell(error)
            return None
        self.entry.problem.hide()
        self.is_own = True
        self.session.announce(done.changes, became(done) if became is not None else "")
        self.is_own = False
        self.told.emit()
        return done

    def keep_line(self) -> None:
        """Enter what was typed: a new line, or the one that is edited."""
        if not self.is_open:
            return
        if self.entry.is_of_conclusion:
            self._keep_conclusion()
            return
        if self.entry.meant:
            if self.entry.read(_LACK) is not None:
                self.make_conclusion() if self.entry.meant == "conclusion" else self.ask_task()
            return
        said = self.entry.read()
        if said is None:
            return
        store, row = self.session.store, self.row
        old = self._edited()
        if self.entry.edits and old is None:
            self.entry.tell(ClerkError(Problem.RECORD_GONE, table="opinions"))
            return
        if old is None:
            done = self.do(lambda: minute_log.add_opinion(store, row, said))
        else:
            facts = replace(said, group=old.facts.group)
            done = self.do(lambda: minute_log.change_line(store, row, old, facts))
        if done is None:
            return
        if old is None:
            self.model.append(store.of(Opinion).get(done.row))
            self.view.scrollToBottom() if not self.model.conclusions else self.view.choose(len(self.model.opinions) - 1)
            self._remember(said)
        else:
            self.reload((Opinion, done.row))
        self._ready(said.text)

    def make_conclusion(self) -> None:
        """Make the chosen line a conclusion, which is told, else what is typed; an empty new line is to be one."""
        store, row, line = self.session.store, self.row, self._chosen()
        if not self.is_open or self.entry.asked is not None or self.entry.is_of_conclusion:
            return
        old: Kept[Any] | None
        if line is not None:
            old, said = line.kept, line.kept.facts if _is(line, Opinion) else None
        elif self.entry.edits or has_words(self.entry):
            old, said = self._edited(), self.entry.read(_LACK)
        else:
            mean(self.entry, "conclusion")
            return
        if said is None:
            return
        number = sum(_is(each, Conclusion) for each in self.model.conclusions) + 1
        told = partial(_became, old, f"{self.tr('kết luận')} {number}") if old is not None else None
        done = self.do(lambda: minute_log.conclude(store, row, said, old), told)
        if done is not None:
            self._remember(said)
            self.reload((Conclusion, done.row))
            self._ready(said.text, is_typed=line is None)

    def mark_proposal(self) -> None:
        """Mark the chosen line as a proposal, else the one that is typed, or no longer."""
        line = self._chosen()
        if not self.is_open or self.entry.asked is not None:
            return
        if line is None:
            if self.entry.meant:
                mean(self.entry, self.entry.meant)
            if not self.entry.is_of_conclusion:
                self.entry.fields["is_proposal"].input.click()
            return
        if not _is(line, Opinion):
            return
        store, row, kept = self.session.store, self.row, line.kept
        facts = replace(kept.facts, is_proposal=not kept.facts.is_proposal)
        if self.do(lambda: minute_log.change_line(store, row, kept, facts)) is not None:
            self.reload(line.key)

    def ask_task(self) -> None:
        """Ask for a task: of the chosen line, of what is typed, or under the newest conclusion.

        With none of them the new line is to be one.
        """
        if not self.is_open or self.entry.asked is not None:
            return
        line, is_typed = self._chosen(), bool(self.entry.edits) or has_words(self.entry)
        newest = next((each for each in reversed(self.model.conclusions) if _is(each, Conclusion)), None)
        if line is None and self.entry.is_of_conclusion:
            asked = TaskAsked(self.entry.edits)
        elif line is None and is_typed:
            if self.entry.read(_LACK) is None:
                return
            asked = TaskAsked(0, self.entry.fields["text"].value(), self.entry.edits, is_typed=True)
        elif line is not None and _is(line, Opinion):
            asked = TaskAsked(0, line.text, line.kept.id)
        elif line is not None and _is(line, Task):
            asked = TaskAsked(line.kept.facts.conclusion_id)
        elif line is not None or newest is not None:
            asked = TaskAsked((line or newest).kept.id)  # type: ignore[union-attr]
        else:
            mean(self.entry, "task")
            return
        about = asked.text or self._text_of((Conclusion, asked.under))
        under = self.tr("Nhiệm vụ theo kết luận") if not asked.text else self.tr("Giao nhiệm vụ")
        self.entry.ask_task(asked, f"{under}: “{_short(about)}”")

    def give_task(self) -> None:
        """Enter the task asked for."""
        asked = self.entry.asked
        found = self.entry.task.read(asked) if asked is not None and self.is_open else None
        if asked is None or found is None:
            return
        store, row, line = self.session.store, self.row, None
        if asked.line:
            place = self.model.row_of((Opinion, asked.line))
            shown = self.model.line(place)
            line = shown.kept if shown else None
        task, partners = found
        owner = f"{self.tr('nhiệm vụ của')} {store.names.of('bodies', task.owner_id)}"
        told = partial(_became, line, owner) if line is not None else None
        done = self.do(lambda: minute_log.give_task(store, row, task, partners, line), told)
        if done is not None:
            self.reload((Task, done.row))
            self._ready(asked.text, is_typed=asked.is_typed)

    def undo_last(self) -> None:
        """Take back the last deed of this log."""
        store, row = self.session.store, self.row
        if self.is_open and self.do(lambda: Done(minute_log.undo_last(store, row), 0)) is not None:
            self.reload()

    def repeat_speaker(self) -> None:
        """Let the last speaker speak again, and go to what is said."""
        if self.last is not None and self.entry.asked is None and not is_text_alone(self.entry):
            self.entry.say_speaker(self.last)
            self.entry.fields["text"].input.setFocus()

    def edit_line(self) -> None:
        """Edit the chosen line in the row below; a task is edited on its own page."""
        line = self.view.line
        if line is None or not self.is_open:
            return
        if _is(line, Task):
            self.session.record_wanted.emit("tasks", line.kept.id)
            return
        facts, is_conclusion = line.kept.facts, _is(line, Conclusion)
        names = ("text",) if is_conclusion else ("speaker", "position", "body", "text", "is_proposal", "is_left_out")
        word = line.head if is_conclusion else f"{self.tr('dòng')} {line.lead}"
        values = {name: getattr(facts, name) for name in names}
        self.entry.edit(line.kept.id, values, f"{self.tr('Sửa')} {word}", is_of_conclusion=is_conclusion)
        self.entry.fields["text"].input.setFocus()

    def _edited(self) -> Kept[Any] | None:
        key = (Conclusion if self.entry.is_of_conclusion else Opinion, self.entry.edits)
        line = self.model.line(self.model.row_of(key)) if self.entry.edits else None
        return line.kept if line else None

    def _keep_conclusion(self) -> None:
        old, text = self._edited(), self.entry.fields["text"].value()
        if old is None or not text:
            self.entry.read()
            return
        store, row = self.session.store, self.row
        done = self.do(lambda: minute_log.change_line(store, row, old, replace(old.facts, text=Prose(text))))
        if done is not None:
            self.reload((Conclusion, done.row))
            self._ready(text)

    def _chosen(self) -> LogLine | None:
        """The recorded line that has the keyboard; None while one is typed."""
        return self.view.line if self.view.hasFocus() and not self.entry.edits else None

    def _text_of(self, key: tuple[type[Any], int]) -> str:
        line = self.model.line(self.model.row_of(key))
        return line.text if line else ""

    def _remember(self, said: Opinion) -> None:
        if said.speaker:
            self.last = Speaker(said.speaker, said.position or "", said.body or "")
            self.entry.speaker.learn(self.last)

    def _ready(self, words: str, *, is_typed: bool = True) -> None:
        """The row stands ready for the next line."""
        self.entry.clear(is_typed=is_typed)
        self.entry.focus_first()
        if words:
            self.said.emit(words)

    def reload(self, key: tuple[type[Any], int] | None = None) -> None:
        """Read the log again and choose a line of it."""
        self.model.show_log(minute_log.read(self.session.store, self.row))
        row = self.model.row_of(key) if key else -1
        if row >= 0:
            self.view.choose(row)
        elif key is not None:
            self.view.scrollToBottom()

    def remove_line(self) -> None:
        """Take the chosen line out."""
        line, place = self.view.line, self.view.currentIndex().row()
        if line is None or not self.is_open:
            return
        store, row, kept = self.session.store, self.row, line.kept
        if self.do(lambda: minute_log.remove_line(store, row, kept)) is not None:
            self.reload()
            self.view.choose(place)

    def move_line(self, step: int) -> None:
        """Move the chosen line up (-1) or down (1)."""
        line = self.view.line
        if line is None or _is(line, Task) or not self.is_open:
            return
        store, row, kept = self.session.store, self.row, line.kept
        if self.do(lambda: minute_log.move_line(store, row, kept, step)) is not None:
            self.reload(line.key)


def _is(line: LogLine, record: type[Any]) -> bool:
    return line.key[0] is record


def _became(kept: Kept[Opinion], what: str, _: Done) -> str:
    """What happened to an opinion that is told no more as one."""
    speaker, proposal = kept.facts.speaker, " và không còn là kiến nghị" if kept.facts.is_proposal else ""
    return f"{f'Ý kiến của {speaker}' if speaker else 'Một ý kiến chưa ghi người nói'} đã thành {what}{proposal}."


def _short(words: str) -> str:
    first = " ".join(words.split())
    return first if len(first) <= 90 else first[:89].rstrip() + "…"
