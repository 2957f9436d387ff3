"""A passphrase suggested: Vietnamese syllables without marks, which no input method of Vietnamese changes.

Telex turns aa, ee, oo, dd and w into other letters and s, f, r, x, j after a vowel into tones, wherever in the syllable
they come; VNI does so with figures. The shipped syllables hold none of that, so that the same keys give the same
letters with the input method on or off. They are real syllables, none rude, none twice.
"""

import math
import secrets
from collections.abc import Callable, Sequence

COUNT = 5
"""How many syllables a suggested passphrase has."""


def suggested(syllables: Sequence[str], choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A passphrase of chance: so many syllables with blanks between."""
    return " ".join(choose(syllables) for _ in range(COUNT))


def bits(syllables: Sequence[str]) -> float:
    """How many bits of chance a suggested passphrase has."""
    return COUNT * math.log2(len(syllables))
