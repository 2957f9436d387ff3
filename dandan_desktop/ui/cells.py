"""How each kind of value is shown in a list, a history line or a fixed field; private facts stay masked."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt

from dandan_desktop.domain import dates, facts, numbers
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.facts import REFERENCES, Trait
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.periods import Kind, period_words
from dandan_desktop.domain.series import Every

MASK = "••••"
"""What stands for a private fact until the clerk asks to see it."""

WORDS: Mapping[StrEnum, str] = {
    Style.PARTY: "Thể thức văn bản của Đảng",
    Style.STATE: "Thể thức văn bản hành chính",
    Style.DOAN: "Thể thức văn bản của Đoàn",
    Style.HND: "Thể thức văn bản của Hội Nông dân",
    Kind.MONTH: "Hằng tháng",
    Kind.QUARTER: "Hằng quý",
    Kind.SIX: "6 tháng đầu năm",
    Kind.NINE: "9 tháng đầu năm",
    Kind.YEAR: "Hằng năm",
    Every.HALF: "6 tháng một lần",
    Every.NONE: "Không định kỳ",
}
"""The words for each value of the enumerations."""

Shown = Callable[[Any, Trait, Names], str]


def _plain(value: Any, _: Trait, __: Names) -> str:
    return str(value)


def _one_line(value: str, _: Trait, __: Names) -> str:
    return " ".join(value.split())


def _named(value: int, each: Trait, names: Names) -> str:
    return " ".join(names.of(REFERENCES[each.kind], value).split())


def _moment(value: datetime, _: Trait, __: Names) -> str:
    return show_moment(value)


def _period(value: str, _: Trait, __: Names) -> str:
    return period_words(value)


SHOWN: Mapping[Any, Shown] = {
    str: _plain,
    facts.Prose: _one_line,
    facts.PeriodCode: _period,
    facts.Frozen: lambda value, _, __: f"{numbers.show_int(len(value))} ký tự",
    facts.Lines: lambda value, _, __: "; ".join(" ".join(entry.split()) for entry in value),
    int: lambda value, _, __: numbers.show_int(value),
    facts.Money: lambda value, _, __: numbers.show_money(value),
    facts.Percent: lambda value, _, __: numbers.show_percent(value),
    bool: lambda value, _, __: "Có" if value else "Không",
    date: lambda value, _, __: dates.show_date(value),
    PartDate: lambda value, _, __: value.shown,
    datetime: _moment,
    time: lambda value, _, __: dates.show_time(value),
    StrEnum: lambda value, _, __: WORDS[value],
    facts.CodeId: _named,
    facts.UnitId: _named,
    facts.BodyId: _named,
    facts.PersonId: _named,
    facts.MeetingId: _named,
    facts.ConclusionId: _named,
    facts.OpinionId: _named,
    facts.ProposalId: _named,
    facts.TermId: _named,
}
"""Kind → the text of a cell."""

SAMPLE_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a model answers for a heading whose cells are never cut: the widest text of such a cell."""
DAY, MOMENT = "00/00/0000", "00/00/0000 00:00"
_SAMPLES: Mapping[Any, str] = {date: DAY, PartDate: DAY, datetime: MOMENT}

_RIGHT = (int, facts.Money, facts.Percent)


def text_of(each: Trait, value: Any, names: Names, *, masked: bool = True) -> str:
    """The text of one value; a blank for None, the mask for a private one unless it may be seen."""
    if value is None:
        return ""
    if masked and each.fact.private:
        return MASK
    return SHOWN[each.family](value, each, names)


def sample(each: Trait | None) -> str:
    """The widest text of a cell that is never cut: a date; empty for any other kind."""
    return _SAMPLES.get(each.family, "") if each is not None else ""


def alignment(each: Trait | None) -> Qt.AlignmentFlag:
    """Numbers stand right, everything else left."""
    side = Qt.AlignmentFlag.AlignRight if each is not None and each.kind in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def show_moment(at: datetime) -> str:
    """A moment by this machine's clock: 03/02/2026 10:32."""
    local = at.astimezone()
    return f"{dates.show_date(local.date())} {local:%H:%M}"
