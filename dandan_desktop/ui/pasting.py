"""What Excel puts on the clipboard: rows of cells, each read as if it had been typed into the input of its kind."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from dandan_desktop.domain import text
from dandan_desktop.domain.facts import Trait
from dandan_desktop.ui import inputs
from dandan_desktop.ui.choice import ChoiceInput
from dandan_desktop.ui.inputs import Desk

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|$)')
_PLAIN = re.compile(r"[^\t\n]*")
_YES = frozenset(map(text.norm, ("x", "v", "✓", "có", "có mặt", "đúng", "1", "true")))
_NO = frozenset(map(text.norm, ("", "không", "vắng", "vắng mặt", "sai", "0", "false")))


def cells_of(pasted: str) -> list[list[str]]:
    """The rows of a tab-separated text; Excel quotes only a cell with a line break in it, and doubles its quotes."""
    words = pasted.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell, place = _cell(words, place)
        rows[-1].append(cell)
        if place >= len(words):
            return rows
        if words[place] == "\n":
            rows.append([])
        place += 1


def reader(desk: Desk, parent: QWidget) -> Callable[[Trait, str], Any]:
    """Reads pasted cells through one input of each fact, as a draft has them; what cannot be read stays as it came."""
    made: dict[str, Any] = {}

    def read(each: Trait, words: str) -> Any:
        if each.kind is bool:
            return _flag(words)
        if each.name not in made:
            made[each.name] = inputs.make(each, desk)
            made[each.name].setParent(parent)
        put = made[each.name]
        if isinstance(put, ChoiceInput):
            return _choice(put, words)
        put.set_value(words)
        return put.value()

    return read


def _cell(words: str, place: int) -> tuple[str, int]:
    """The cell that begins at a place, and where it ends."""
    quoted = _QUOTED.match(words, place)
    if quoted and ("\n" in quoted[1] or "\t" in quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    plain = _PLAIN.match(words, place)
    return (plain[0], plain.end()) if plain else ("", place)


def _flag(words: str) -> bool | str:
    said = text.norm(words)
    return True if said in _YES else False if said in _NO else words


def _choice(choice: ChoiceInput, words: str) -> Any:
    wanted = text.norm(words)
    named: Sequence[int] = [row for row in range(choice.count()) if text.norm(choice.itemText(row)) == wanted]
    return choice.itemData(named[0]) if named else words or None
