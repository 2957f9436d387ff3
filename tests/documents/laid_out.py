"""What is true of every paper as LibreOffice lays it out, within a millimetre of documents.md §1.2, §1.4 and §2."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.papers import Header
from tests.documents.office import PdfPage, Rule, Word, is_body, is_first, pages, rules, squeezed, starts, text_of
from tests.documents.papers import RIGHT_MM, TOPS

COLUMNS = {Style.PARTY: (70, 95), Style.DOAN: (70, 90), Style.HND: (65, 100), Style.STATE: (65, 100)}
UPRIGHT = re.compile(r"[a-zA-ZÀ-ỹ0-9 ,.;:()-]+")
"""Lines without the signs that poppler gives back in another order; the others are left to the .docx."""
LEFT_MM, TOP_MM, LOW_MM = 30, 20, 297 - 20
_RULE_MM = 4.0  # a line is drawn at most so far below its text


@dataclass(frozen=True)
class Laid:
    """A paper laid out: the name of its meeting, its head, and where its pages are."""

    name: str
    header: Header
    pdf: Path

    @cached_property
    def pages(self) -> list[PdfPage]:
        return pages(self.pdf)

    @cached_property
    def rules(self) -> list[Rule]:
        """The lines drawn on its first page."""
        return rules(self.pdf)

    @cached_property
    def text(self) -> str:
        return text_of(self.pdf)

    @property
    def style(self) -> Style:
        return self.header.style

    @property
    def right(self) -> int:
        """Where its lines end, in mm."""
        return 210 - RIGHT_MM[self.style]

    @property
    def firsts(self) -> list[PdfPage]:
        """The pages with a head: the first of each receiver."""
        return [page for page in self.pages if is_first(page)]

    @property
    def is_made_up(self) -> bool:
        """Whether anything at all may stand in it."""
        return self.name.startswith("made-")

    @property
    def is_usual(self) -> bool:
        """Whether it is neither made up nor there only to cross the end of a page."""
        return not self.name.startswith(("made-", "end-"))


def check_margins(each: Laid) -> None:
    """A4, and nothing beyond the margins; what begins and ends at them does so to the millimetre."""
    for page in each.pages:
        assert (round(page.width), round(page.height)) == (210, 297)
        body = [word for word in page.words if is_body(word)]
        assert min(word.left for word in body) > LEFT_MM - 0.5
        assert max(word.right for word in body) < each.right + 0.5
        assert min(word.top for word in body) > TOP_MM - 1
        assert max(word.bottom for word in body) < LOW_MM + 1
    words = [word for page in each.pages for word in page.words if is_body(word)]
    assert min([word.left for word in words] + [rule.left for rule in each.rules]) == pytest.approx(LEFT_MM, abs=1)
    assert max([word.right for word in words] + [rule.right for rule in each.rules]) == pytest.approx(each.right, abs=1)
    for page in each.firsts:
        assert min(word.top for word in page.words if is_body(word)) == pytest.approx(TOP_MM, abs=1)


def check_numbers(each: Laid) -> int:
    """Each receiver's pages are counted from one, and numbered in the middle from two on; how many pages he has."""
    number = most = 0
    for page in each.pages:
        number = 1 if is_first(page) else number + 1
        most = max(most, number)
        above = [word for word in page.words if not is_body(word)]
        assert [word.text for word in above] == ([] if number == 1 else [str(number)])
        for word in above:
            assert word.middle == pytest.approx((LEFT_MM + each.right) / 2, abs=1)
            assert word.top == pytest.approx(10, abs=1)
    return most


def check_heads(each: Laid) -> None:
    """The lines of a head stand in the middle of their columns; the line below them is as long as its text."""
    left, right = COLUMNS[each.style]
    for page in each.firsts:
        for text in TOPS[each.style]:
            assert middle(line_of(page, text)) == pytest.approx(LEFT_MM + left + right / 2, abs=1)
        lower = line_of(page, each.header.lower.split("\n")[-1])
        assert middle(lower) == pytest.approx(LEFT_MM + left / 2, abs=1)
    first = each.firsts[0]
    top = line_of(first, TOPS[each.style][-1])
    drawn = rule_below(each.rules, top)
    assert (drawn.left, drawn.right) == pytest.approx((top[0].left, top[-1].right), abs=1)
    if each.style is Style.STATE:
        check_share(each.rules, [line_of(first, each.header.lower.split("\n")[-1])])


def check_share(drawn: list[Rule], lines: list[list[Word]]) -> None:
    """Below these lines a line is drawn from a third to a half as long as the longest of them (Nghị định 30/2020)."""
    rule = rule_below(drawn, lines[-1])
    longest = max(line[-1].right - line[0].left for line in lines)
    assert 1 / 3 <= (rule.right - rule.left) / longest <= 1 / 2
    assert (rule.left + rule.right) / 2 == pytest.approx(middle(lines[-1]), abs=1)


def rule_below(drawn: list[Rule], line: list[Word]) -> Rule:
    """The first line drawn below a line of text."""
    low = max(word.bottom for word in line)
    return next(rule for rule in drawn if low - 1 < rule.top < low + _RULE_MM and rule.left < middle(line) < rule.right)


def missing(each: Laid, told: Iterable[str]) -> list[str]:
    """What of these lines is not on paper; of generated meetings only lines that poppler gives back as they stand."""
    lines = (line for text in told for line in text.split("\n") if not each.is_made_up or UPRIGHT.fullmatch(line))
    return [line for line in lines if squeezed(line) not in each.text]


def line_of(page: PdfPage, text: str) -> list[Word]:
    return next(line for line in page.lines if starts(line, text))


def middle(line: list[Word]) -> float:
    return (line[0].left + line[-1].right) / 2
