"""Vietnamese text at the door, in searches and in lists; plain functions of the standard library.

`tidy` and `tidy_prose` make what is stored. Three forms are derived from it: `fold` (no marks, small letters)
finds, `norm` (marks kept, the tone in front of its syllable) ranks, `sort_key` and `name_key` order.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, Self

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The letters in dictionary order, f j w z in their Latin places."""

TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Huyền, hỏi, ngã, sắc, nặng in dictionary order; no mark is 0."""

QUALITIES = frozenset("\u0302\u0306\u031b")
"""The marks that make another letter (â, ă, ơ), not another tone."""

LONGEST_INITIALS = 24
"""Words whose initials make one alias; nobody types more."""

_LOOK_ALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "Ƣ": "Ư", "ƣ": "ư", "\u2010": "-", "\u2011": "-"}
_ODD_BLANKS = dict.fromkeys("\u00a0\u202f\u2007\u2009", " ")
_UNSEEN = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_REPAIRS = str.maketrans(_LOOK_ALIKES | _ODD_BLANKS | _UNSEEN)

# With them go halves of a surrogate pair, which cannot be stored, and U+FFFE and U+FFFF, which Word refuses.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile(r"\r\n|[\r\u2028\u2029]")
_LOOSE_MARKS = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]+")
# What a Vietnamese keyboard gives: nothing to repair in it, and its words can be folded one by one.
_EVERYDAY = re.compile(
    r"[\n\x20-\x7e\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u01a1\u01a4-\u024f\u1e00-\u1eff"
    r"\u2012-\u2027\u2030-\u205e]*"
)
_STRANGE = re.compile(r"[^\x00-\x7f]")
_SECRET = re.compile(r"[\W_]*((?:TUYỆT |TỐI )?MẬT)[\W_]*")
_WORD = re.compile(r"[^\W_]+")
_WORD_WITH_HYPHENS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHE = re.compile(r"['’‘`´]")
_WORD_WITH_APOSTROPHES = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")

_WITHOUT_MARKS: dict[int, str | None] = {ord("đ"): "d", **dict.fromkeys(range(0x300, 0x370))}
_Y_AS_I = {start + "y": start + "i" for start in ("h", "k", "l", "m", "s", "t", "v", "qu")}
_PLACES = str.maketrans({letter: chr(ord("a") + place) for place, letter in enumerate(ALPHABET)})


def tidy(text: str) -> str:
    """Text of one line as it is stored: NFC, look-alikes repaired, nothing unseen, single blanks."""
    if _EVERYDAY.fullmatch(text):
        return " ".join(text.split())
    return " ".join(_composed(_CONTROL.sub("", text)).split())


def tidy_prose(text: str) -> str:
    """Text of many lines as it is stored: as `tidy`, but line breaks (as \\n), tabs and inner blanks stay."""
    if not _EVERYDAY.fullmatch(text):
        text = _composed(_LINE_BREAK.sub("\n", _CONTROL.sub("", text)))
    lines = text.split("\n")
    return "\n".join(line.rstrip(" ") for line in lines)


def removed_controls(text: str) -> int:
    """How many control characters tidying takes out of a text; tabs and line breaks are none."""
    return sum(1 for _ in _CONTROL.finditer(text))


def secret_mark(text: str) -> str:
    """The stamp of a state secret that stands on a line of its own: MẬT, TỐI MẬT or TUYỆT MẬT; empty for none."""
    if "MẬT" not in text:
        return ""
    found = (_SECRET.fullmatch(tidy(line)) for line in text.splitlines())
    return next((match[1] for match in found if match), "")


def fold(text: str) -> str:
    """Words in small letters without marks, đ as d, y as i where both spellings are in use (Lý, Lí)."""
    line = text if _EVERYDAY.fullmatch(text) else tidy(text)
    if line is text or _EVERYDAY.fullmatch(line):
        return _by_piece(_folded, line)
    return " ".join(_Y_AS_I.get(word, word) for word in _WORD.findall(_unmarked(line)))


def norm(text: str) -> str:
    """Words in small letters, each with its tone as a digit in front, so that hòa and hoà are one.

    In front, because a half-typed word must be the beginning of the whole one.
    """
    return _by_piece(_normed, tidy(text).lower())


def sort_key(text: str) -> str:
    """A key whose binary order is the dictionary's: by syllable, letters before tone; numbers by size."""
    line = tidy(text)
    return f"{_key(line)}\x01{line.swapcase()}"


def name_key(full: str, order: Literal["gfm", "gmf", "fmg"] = "gfm") -> str:
    """The sort key of a person's name: given, family, middle name as on ballots, or in another order."""
    line = tidy(full)
    parts = line.split()
    named = {"g": parts[-1:], "f": parts[:-1][:1], "m": parts[1:-1]}
    keys = (_key(" ".join(named[part])) for part in order)
    return "\x02".join(keys) + f"\x01{line.swapcase()}"


def joined(text: str) -> str:
    """The words written with an apostrophe, folded, as if it were not there: `hhen` for H'Hen."""
    if not _APOSTROPHE.search(text):
        return ""
    words = _WORD_WITH_APOSTROPHES.findall(tidy(text))
    return " ".join(fold("".join(_WORD.findall(word))) for word in words if not word.isalnum())


def aliases(text: str, abbreviations: Mapping[str, str]) -> str:
    """Other words by which the name of a body or a title is looked for, folded, each once.

    They are the expansions of the abbreviations in it, the ends of its initials from two letters on
    (`ubmttqvn bmttqvn …`) and the words of `joined`. Abbreviations count only in their exact capitals.
    """
    line = tidy(text)
    expansions = (fold(abbreviations[each]) for each in _abbreviated(line, abbreviations))
    initials = [_initials(word, abbreviations) for word in _WORD.findall(line)]
    ends = ("".join(initials[start : start + LONGEST_INITIALS]) for start in range(len(initials) - 1))
    return " ".join(dict.fromkeys(" ".join([*expansions, *ends, joined(line)]).split()))


class Query(NamedTuple):
    """What a clerk typed into a search box, made ready once for many titles."""

    norm: str
    fold: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """The query a typed text stands for."""
        folded = fold(text)
        return cls(norm(text), folded, tuple(folded.split()))

    def matches(self, fold_title: str, alias: str) -> bool:
        """Tell whether every typed word begins a word of the folded title or of its aliases."""
        words = f" {fold_title} {alias}"
        return all(f" {word}" in words for word in self.words)


def _composed(text: str) -> str:
    repaired = unicodedata.normalize("NFC", text.translate(_REPAIRS))
    if not _LOOSE_MARKS.search(repaired):
        return repaired
    return unicodedata.normalize("NFC", _LOOSE_MARKS.sub(_in_order, repaired))


def _in_order(match: re.Match[str]) -> str:
    # NFC keeps two marks above a letter as they were typed; only quality before tone gives a letter of ours.
    cluster = unicodedata.normalize("NFD", match[0])
    return "".join(sorted(cluster, key=lambda char: "\u0300" <= char <= "\u036f" and char not in QUALITIES))


def _by_piece(made: Callable[[str], str], line: str) -> str:
    """What `made` gives for what stands between two blanks, mostly one word, none in a dash; each is remembered."""
    return " ".join(filter(None, map(made, line.split())))


@lru_cache(maxsize=65_536)
def _folded(piece: str) -> str:
    words = map(_unmarked, _WORD.findall(piece))
    return " ".join(_Y_AS_I.get(word, word) for word in words)


def _unmarked(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower()).translate(_WITHOUT_MARKS)
    return _STRANGE.sub(lambda found: "" if unicodedata.combining(found[0]) else found[0], plain)


def _syllable(word: str) -> tuple[str, int]:
    marked = unicodedata.normalize("NFD", word)
    letters = "".join(char for char in marked if char not in TONES)
    tones = [TONES[char] for char in marked if char in TONES]
    return unicodedata.normalize("NFC", letters), tones[-1] if tones else 0


@lru_cache(maxsize=65_536)
def _normed(piece: str) -> str:
    syllables = map(_syllable, _WORD.findall(piece))
    return " ".join(f"{tone or ''}{letters}" for letters, tone in syllables)


def _key(line: str) -> str:
    return _by_piece(_piece_key, line.lower())


@lru_cache(maxsize=65_536)
def _piece_key(piece: str) -> str:
    return " ".join(map(_word_key, _WORD.findall(piece)))


def _word_key(word: str) -> str:
    if word.isdigit():
        return word.zfill(9)
    letters, tone = _syllable(word)
    return letters.translate(_PLACES) + chr(ord("!") + tone)


def _abbreviated(line: str, abbreviations: Mapping[str, str]) -> Iterator[str]:
    for word in _WORD_WITH_HYPHENS.findall(line):
        for each in dict.fromkeys((word, *word.split("-"))):
            if each in abbreviations:
                yield each


def _initials(word: str, abbreviations: Mapping[str, str]) -> str:
    is_whole = word in abbreviations or word.isdigit()
    return _folded(word) if is_whole else _folded(word)[:1]
