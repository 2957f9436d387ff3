"""Words somebody typed freely, without the full names that are known: they go where no name may go."""

import re
from collections.abc import Callable, Iterable

from dandan_desktop.domain.text import fold, tidy_prose

SOMEBODY = "(tên người)"
"""What stands where a name was."""
_WORD = re.compile(r"[^\W\d_]+")


def unnamer(names: Iterable[str]) -> Callable[[str], str]:
    """What puts `SOMEBODY` where one of these names stands, with its marks or without, in small letters or capitals.

    A name of one word is left alone: most are words of everyday, too. The text is tidied as prose.
    """
    known: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(fold(name).split())
        if len(words) > 1:
            known.setdefault(words[0], set()).add(words)

    def without(text: str) -> str:
        tidied = tidy_prose(text)
        found = list(_WORD.finditer(tidied))
        words = [fold(each[0]) for each in found]
        parts: list[str] = []
        place = read = 0
        while place < len(words):
            fits = (name for name in known.get(words[place], ()) if tuple(words[place : place + len(name)]) == name)
            length = max(map(len, fits), default=0)
            if length:
                parts += [tidied[read : found[place].start()], SOMEBODY]
                read = found[place + length - 1].end()
            place += length or 1
        return "".join([*parts, tidied[read:]])

    return without
