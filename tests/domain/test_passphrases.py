"""The suggested passphrase: typed the same with Telex, VNI or no input method at all, and hard to guess."""

import json
import re
from collections import Counter
from itertools import cycle

import pytest

from dandan_desktop.domain import passphrases
from dandan_desktop.paths import resource

SYLLABLES: list[str] = json.loads(resource("catalogue", "passphrase_syllables.json").read_text(encoding="utf-8"))[
    "syllables"
]

INITIALS = "ngh ng nh gh gi ch kh ph qu th tr b c d g h k l m n p r s t v x".split()
VOWELS = "aeiouy"
TONES = "sfrxjz"
RIME = re.compile(r"([aeiouy]+)(ch|ng|nh|c|m|n|p|t)?")


def telex(keys: str) -> str:
    """What a Telex keyboard makes of the keys of one syllable: letters doubled anywhere, w, and keys of tones."""
    made: list[str] = []
    for key in keys:
        is_after_vowel = any(char in VOWELS for char in made)
        if key in "aeod" and key in made:
            made[made.index(key)] = {"a": "â", "e": "ê", "o": "ô", "d": "đ"}[key]
        elif key == "w" or (key in "ui" and made[-1:] == [key]):
            made.append("ư")
        elif key in TONES and is_after_vowel:
            made.append("\N{COMBINING ACUTE ACCENT}")
        else:
            made.append(key)
    return "".join(made)


def vni(keys: str) -> str:
    """What a VNI keyboard makes of them: figures set marks, all else stays."""
    return re.sub(r"\d", "\N{COMBINING ACUTE ACCENT}", keys)


@pytest.mark.parametrize(
    "keys", ["nhaan", "tieesng", "dduwowngf", "lan2", "cos", "tof", "ver", "max", "nangj", "boto", "dod", "w", "tuu"]
)
def test_the_keyboards_of_this_test_do_change_what_they_should(keys: str) -> None:
    assert telex(keys) != keys or vni(keys) != keys


@pytest.mark.parametrize("typed", [telex, vni, str.lower])
def test_every_syllable_is_typed_as_it_is_written(typed: object) -> None:
    assert callable(typed)
    assert [typed(syllable) for syllable in SYLLABLES] == SYLLABLES


def test_every_syllable_is_built_as_vietnamese_ones_are() -> None:
    for syllable in SYLLABLES:
        assert syllable.isascii()
        heads = [head for head in (*INITIALS, "") if syllable.startswith(head)]
        assert any(RIME.fullmatch(syllable.removeprefix(head)) for head in heads), syllable
        assert not re.search(r"(.)\1", syllable), syllable
        if re.match("k[aou]|c[eiy]|g[ei][^aeou]*$|gh[aou]|ngh[aou]|ng[ei]", syllable):
            assert re.match("gi|kh", syllable), f"{syllable} is not spelt so"


def test_there_are_enough_of_them_and_none_twice() -> None:
    assert len(SYLLABLES) == len(set(SYLLABLES)) >= 1_024
    assert sorted(SYLLABLES) == SYLLABLES
    assert passphrases.ways(SYLLABLES) >= 2**50
    assert passphrases.ways(["a", "b"]) == 2**5


def test_a_passphrase_is_five_of_them_by_chance() -> None:
    chosen = cycle(SYLLABLES[:5])
    assert passphrases.suggested(SYLLABLES, lambda _: next(chosen)) == " ".join(SYLLABLES[:5])
    drawn = Counter(word for _ in range(400) for word in passphrases.suggested(SYLLABLES).split(" "))
    assert drawn.keys() <= set(SYLLABLES)
    assert len(drawn) > len(SYLLABLES) / 2
    assert max(drawn.values()) < 20
