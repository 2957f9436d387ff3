"""The summary of proposals of a period: by group, then by the level that can decide (rule K4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.rollup import Frame

NO_GROUP = "Chưa phân nhóm"
NO_LEVEL = "Chưa xác định thẩm quyền"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One proposal as the summary prints it, every id resolved to its name; empty where nothing was written."""

    words: str
    asker: str
    received_on: date
    turn: int
    group: str
    level: str
    sent_to: str
    sent_on: date | None
    due_on: date | None
    answered_on: date | None
    answer_number: str
    outcome: str
    answer: str
    told_on: date | None


@dataclass(frozen=True, slots=True)
class Authority:
    """The proposals of one group that one level decides."""

    title: str
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """The proposals of one group."""

    title: str
    authorities: tuple[Authority, ...]

    @property
    def count(self) -> int:
        """How many proposals it holds."""
        return sum(len(each.lines) for each in self.authorities)


@dataclass(frozen=True, slots=True)
class ProposalSummary:
    """The summary of a period as it stands on the day of issue; `only` as in `RollUp`."""

    period: Period
    frame: Frame
    groups: tuple[SummaryGroup, ...]
    only: str = ""

    @property
    def count(self) -> int:
        """How many proposals it holds: each received in the period stands in it once (rule K4)."""
        return sum(each.count for each in self.groups)


def groups_of(lines: Sequence[SummaryLine], groups: Sequence[str], levels: Sequence[str]) -> tuple[SummaryGroup, ...]:
    """The lines by group and level in the order of these lists, what has none last; within, by who was sent it."""
    found: dict[str, dict[str, list[SummaryLine]]] = {}
    ranks = _ranks(groups), _ranks(levels)
    for line in sorted(lines, key=lambda each: (not each.sent_to, each.sent_to, each.received_on)):
        found.setdefault(line.group, {}).setdefault(line.level, []).append(line)
    return tuple(
        SummaryGroup(
            group or NO_GROUP,
            tuple(
                Authority(level or NO_LEVEL, tuple(found[group][level]))
                for level in sorted(found[group], key=lambda level: _place(ranks[1], level))
            ),
        )
        for group in sorted(found, key=lambda group: _place(ranks[0], group))
    )


def _ranks(names: Sequence[str]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(names)}


def _place(ranks: Mapping[str, int], name: str) -> tuple[bool, int, str]:
    """Listed names in their order, then those closed since, and last what has no name."""
    return not name, ranks.get(name, len(ranks)), name
