"""A passphrase suggested: Vietnamese syllables without marks, which no input method of Vietnamese changes.

Telex turns aa, ee, oo, dd and w into other letters and s, f, r, x, j after a vowel into tones, wherever in the syllable
they come; VNI does so with figures. The shipped syllables hold none of that, so that the same keys give the same
letters with the input method on or off. They are real syllables, none rude, none twice.
"""

import secrets
from collections.abc import Callable, Sequence

COUNT = 5
"""How many syllables a suggested passphrase has."""


def suggested(syllables: Sequence[str], choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A passphrase of chance: so many syllables with blanks between."""
    return " ".join(choose(syllables) for _ in range(COUNT))


def ways(syllables: Sequence[str]) -> int:
    """How many passphrases may be suggested, each as likely as any other; no syllable comes twice."""
    return int(len(syllables) ** COUNT)
