"""Kind → the input it is typed into."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dandan_desktop.domain import dates, facts, numbers, typed_numbers
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.facts import REFERENCES, Kept, Trait
from dandan_desktop.domain.periods import read_period
from dandan_desktop.ui import cells, sources
from dandan_desktop.ui.choice import ChoiceInput, Option
from dandan_desktop.ui.input_widgets import (
    DATE_HINTS,
    DateInput,
    FixedInput,
    FlagInput,
    LineInput,
    LinesInput,
    ProseInput,
)
from dandan_desktop.ui.picker import Picker
from dandan_desktop.ui.session import Session

if TYPE_CHECKING:
    from dandan_desktop.services.speakers import Speaker

ADDS = {"people": "Thêm người mới", "bodies": "Thêm cơ quan, tổ chức mới", "units": "Thêm đơn vị mới"}
"""The tables a record is added to from the box that wants it, with the words of that."""
FEW = 12
"""A code list up to this long is a drop-down; a longer one is searched by typing."""


class Input(Protocol):
    """What every input offers beside being a widget."""

    changed: Any
    """Signal without arguments: the clerk changed something."""

    def value(self) -> Any:
        """What was typed or chosen, fit for a draft."""
        ...

    def set_value(self, value: Any) -> None:
        """Show a record's value or what was once typed."""
        ...


def _anywhere() -> int | None:
    return None


def _open() -> bool:
    return False


def _nothing() -> Kept[Any] | None:
    return None


@dataclass(frozen=True, slots=True)
class Desk:
    """What inputs need around them: the session, the day the sheet is about, the unit whose bodies come first.

    `deed` writes what is typed here: who may not do it only reads. `kept` is the record shown, none for a new one;
    `is_closed` whether that one is only to read for everybody; `named` is who is named around it already.
    """

    session: Session
    day: Callable[[], date]
    near: Callable[[], int | None] = _anywhere
    deed: str = "save"
    kept: "Callable[[], Kept[Any] | None]" = _nothing
    is_closed: Callable[[], bool] = _open
    named: "Callable[[], Sequence[Speaker]]" = tuple

    @property
    def is_open(self) -> bool:
        """Whether whoever is at the register may write here now."""
        return self.session.store.may(self.deed) and not self.is_closed()


Maker = Callable[[Trait, Desk], QWidget]


def _line(each: Trait, desk: Desk) -> QWidget:
    if each.who is None:
        return LineInput()
    from dandan_desktop.services import speakers  # needed once a name is typed, not at the start
    from dandan_desktop.ui.name_box import NameBox

    store = desk.session.store
    return NameBox(source=lambda: speakers.offered(store, desk.day(), desk.named()) if store.is_open else ())


def _number(read: Callable[[str], Any], show: Callable[[Any], str]) -> Maker:
    def make(_: Trait, __: Desk) -> QWidget:
        made = LineInput(show, lambda typed: show(read(typed)))
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        return made

    return make


def _part_date(_: Trait, __: Desk) -> QWidget:
    made = LineInput(lambda value: value.shown, lambda typed: dates.read_part_date(typed).shown)
    made.hint(*DATE_HINTS)
    return made


class _PeriodInput(LineInput):
    """A reporting period, kept as its code and shown in words."""

    def __init__(self) -> None:
        super().__init__(tidy=lambda typed: read_period(typed).words)

    def set_value(self, value: Any) -> None:
        """Show a period by its code, or what was once typed."""
        super().set_value(value)
        self.settle()


def _time(_: Trait, __: Desk) -> QWidget:
    made = LineInput(_clock, lambda typed: _clock(dates.read_time(typed)))
    made.setPlaceholderText("giờ:phút")
    return made


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


def _flag(each: Trait, _: Desk) -> QWidget:
    return FlagInput(each.fact.label)


def _enumeration(each: Trait, _: Desk) -> QWidget:
    options = [Option(str(value), cells.WORDS[value]) for value in each.kind]
    return ChoiceInput(options, none="—" if each.optional else None)


def _code(each: Trait, desk: Desk) -> QWidget:
    options = sources.code_options(desk.session, each)
    if len(options) > FEW:
        return Picker(sources.among(options), lambda row: desk.session.store.names.of("codes", row))
    return _CodeChoice(options, desk.session)


class _CodeChoice(ChoiceInput):
    """A drop-down over a code list; an entry closed since is named from the register."""

    def __init__(self, options: list[Option], session: Session) -> None:
        super().__init__(options)
        self._session = session

    def set_value(self, value: Any) -> None:
        """Choose an entry, also a closed one."""
        if isinstance(value, int):
            self.name_extra(self._session.store.names.of("codes", value))
        super().set_value(value)


def row_picker(each: Trait, desk: Desk) -> Picker:
    """The box of one row of the table a fact points at; one that is not there yet is added from it."""
    session, table = desk.session, REFERENCES[each.kind]
    adds = ADDS.get(table, "") if session.store.may("add") else ""
    search = sources.rows(session, each, desk.day, desk.near)
    made = Picker(search, lambda row: session.store.names.of(table, row), add_words=adds)
    made.setAccessibleName(each.fact.label)
    add_from(made, session, table)
    return made


def add_from(box: Picker, session: Session, table: str) -> None:
    """Let a box ask for a new record of its table, and choose it."""

    def add(words: str) -> None:
        from dandan_desktop.ui import quick_add  # a form of its own, made of inputs again

        quick_add.ask(session, table, words, box, box.take_new)

    box.add_requested.connect(add)


def _fixed(each: Trait, desk: Desk) -> QWidget:
    return FixedInput(lambda value: cells.text_of(each, value, desk.session.store.names))


INPUTS: Mapping[Any, Maker] = {
    str: _line,
    facts.Prose: lambda _, __: ProseInput(),
    facts.Lines: lambda _, __: LinesInput(),
    facts.PeriodCode: lambda _, __: _PeriodInput(),
    facts.Frozen: _fixed,
    int: _number(typed_numbers.read_int, numbers.show_int),
    facts.Money: _number(typed_numbers.read_money, numbers.show_int),
    facts.Percent: _number(typed_numbers.read_percent, numbers.show_percent),
    bool: _flag,
    date: lambda _, desk: DateInput(lambda: desk.session.today),
    PartDate: _part_date,
    datetime: _fixed,
    time: _time,
    StrEnum: _enumeration,
    facts.CodeId: _code,
    facts.UnitId: row_picker,
    facts.BodyId: row_picker,
    facts.PersonId: row_picker,
    facts.MeetingId: row_picker,
    facts.ConclusionId: _fixed,
    facts.OpinionId: _fixed,
    facts.ProposalId: row_picker,
    facts.TermId: _fixed,
}
"""Kind → what makes its input."""


def make(each: Trait, desk: Desk) -> Any:
    """The input of one fact: a widget that is also an `Input`."""
    made = INPUTS[each.family](each, desk)
    made.setObjectName(each.name)
    made.setAccessibleName(each.fact.label)
    return made
