"""The running log as a list: what was said in order, then the conclusions, each with its tasks below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dandan_desktop.domain import dates
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.domain.names import Names
from dandan_desktop.marks import override
from dandan_desktop.services.minute_log import Drawn, GivenTask, Log

LINE_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line as it is shown: its number or word, who, the rest about him, what is marked, the text."""

    kept: Kept[Any]
    lead: str
    head: str
    second: str
    text: str
    marks: tuple[str, ...] = ()
    is_below: bool = False
    is_decided: bool = False

    @property
    def key(self) -> tuple[type[Any], int]:
        """What it is a line of, and the id."""
        return type(self.kept.facts), self.kept.id

    @property
    def words(self) -> str:
        """The whole line, as it is read aloud."""
        parts = (self.lead, self.head, self.second, *self.marks, self.text)
        return ". ".join(part for part in parts if part)


def opinion_line(kept: Kept[Opinion], number: int) -> LogLine:
    """An opinion with its number in the order."""
    facts = kept.facts
    marks = [words for is_so, words in ((facts.is_proposal, "Kiến nghị"), (facts.is_left_out, "Không in")) if is_so]
    second = " · ".join(part for part in (facts.position, facts.body) if part)
    return LogLine(kept, str(number), facts.speaker or "Chưa ghi người nói", second, facts.text, tuple(marks))


def conclusion_lines(found: Sequence[Drawn], names: Names) -> list[LogLine]:
    """The conclusions, numbered, each with its tasks."""
    lines = []
    for number, each in enumerate(found, 1):
        facts = each.kept.facts
        reason = f"Không giao nhiệm vụ: {facts.no_task_reason}" if facts.no_task_reason else ""
        lines.append(LogLine(each.kept, "✓", f"Kết luận {number}", reason, facts.text, is_decided=True))
        lines += [_task_line(task, names) for task in each.tasks]
    return lines


def _task_line(task: GivenTask, names: Names) -> LogLine:
    facts = task.kept.facts
    partners = ", ".join(names.of("bodies", body) for body in task.partners)
    due = "Thường xuyên" if facts.is_standing else "Chưa có hạn"
    if facts.due_on:
        due = f"Hạn {dates.show_date(facts.due_on)}"
    text = "\n".join(part for part in (facts.text, partners and f"Phối hợp: {partners}") if part)
    return LogLine(task.kept, "→", names.of("bodies", facts.owner_id), due, text, is_below=True)


class LogModel(QAbstractListModel):
    """Hundreds of lines without a widget each; a line that is added moves no other."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._opinions: list[LogLine] = []
        self._conclusions: list[LogLine] = []

    @property
    def opinions(self) -> list[LogLine]:
        """The lines of what was said."""
        return self._opinions

    @property
    def conclusions(self) -> list[LogLine]:
        """The lines of conclusions and tasks."""
        return self._conclusions

    def show_log(self, log: Log) -> None:
        """Show a whole log."""
        self.beginResetModel()
        self._opinions = [opinion_line(kept, number) for number, kept in enumerate(log.opinions, 1)]
        self._conclusions = conclusion_lines(log.conclusions, self._names)
        self.endResetModel()

    def append(self, kept: Kept[Opinion]) -> int:
        """Add an opinion behind the others; returns its row."""
        row = len(self._opinions)
        self.beginInsertRows(_TOP, row, row)
        self._opinions.append(opinion_line(kept, row + 1))
        self.endInsertRows()
        return row

    def line(self, row: int) -> LogLine | None:
        """The line of a row; None beyond the last."""
        if 0 <= row < len(self._opinions):
            return self._opinions[row]
        row -= len(self._opinions)
        return self._conclusions[row] if 0 <= row < len(self._conclusions) else None

    def row_of(self, key: tuple[type[Any], int]) -> int:
        """Where a line stands; -1 when it is gone."""
        lines = (*self._opinions, *self._conclusions)
        return next((row for row, line in enumerate(lines) if line.key == key), -1)

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._opinions) + len(self._conclusions)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        is_told = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return line.words if is_told else None
