"""Moving between states: which come next, and what is wrong with a move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dandan_desktop.domain.drafts import Finding


@dataclass(frozen=True, slots=True)
class State:
    """One state of a lifecycle as its code list has it: the codes that usually follow, in order."""

    code: str
    name: str
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One move already made."""

    to_code: str
    happened_on: date


def move_findings(
    states: Sequence[State], steps: Sequence[Step], to_code: str, happened_on: date, today: date
) -> list[Finding]:
    """What is wrong or odd about the next move.

    A date before the last move's, or in the future, blocks; a jump over steps only warns, because the office hears
    of the stages between from others (`admission.md` §2).
    """
    found = []
    if steps and happened_on < steps[-1].happened_on:
        found.append(Finding("happened_on", "Ngày sớm hơn bước trước đó."))
    if happened_on > today:
        found.append(Finding("happened_on", "Ngày chưa đến."))
    current = steps[-1].to_code if steps else None
    if current == to_code:
        found.append(Finding("to_state", "Hồ sơ đang ở bước này."))
    elif current is not None:
        usual = next((state.next for state in states if state.code == current), ())
        if to_code not in usual:
            found.append(Finding("to_state", "Không phải bước liền sau; vẫn ghi được.", blocks=False))
    return found
