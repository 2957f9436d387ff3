"""Papers seen through LibreOffice and poppler: pages of lines of words with their places in millimetres."""

import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

MM_A_POINT = 25.4 / 72
PATIENCE = 300  # seconds one batch may take on a slow machine
NUMBER_BAND_MM = 18.0  # above it stands nothing but the page number
HEADS = ("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐOÀN TNCS HỒ CHÍ MINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
RECEIVERS = "Nơi nhận:"
FEET = ("NGƯỜI GHI BIÊN BẢN", "THƯ KÝ", RECEIVERS)
"""How the block of signatures begins at the left: the first of these that a paper has."""
_HEAD_MM, _RIGHT_MM, _SIGNING_MM, _MIDDLE_MM = 30.0, 80.0, 20.0, 105.0
_MOVE = re.compile(
    r'stroke-width.*? d="M (\S+) (\S+) L (\S+) (\S+) "'
    r' transform="matrix\((\S+),(\S+),(\S+),(\S+),(\S+),(\S+)\)"'
)


@dataclass(frozen=True)
class Word:
    """One word on a page, its box in mm from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class PdfPage:
    """One page: its size in mm and its lines from top to bottom."""

    width: float
    height: float
    lines: list[list[Word]]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]


@dataclass(frozen=True)
class Rule:
    """A line drawn across a page, in mm from the upper left corner."""

    left: float
    right: float
    top: float


def has_office() -> bool:
    return all(shutil.which(name) for name in ("soffice", "pdftotext", "pdftocairo"))


def need_office() -> None:
    """Skip, visibly, where LibreOffice or poppler is absent."""
    if not has_office():
        pytest.skip("LibreOffice and poppler are not on this machine")  # allowed: no LibreOffice on this machine


def to_pdf(papers: list[Path], folder: Path) -> list[Path]:
    """Convert all papers in one call of LibreOffice with a profile of its own."""
    return resaved(papers, folder, "pdf")


def resaved(papers: list[Path], folder: Path, ending: str) -> list[Path]:
    """Open all papers in one call of LibreOffice and save them in another folder as files of this ending."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending, "--outdir"]
    subprocess.run([*command, folder, *papers], check=True, capture_output=True, timeout=PATIENCE)
    made = [folder / f"{paper.stem}.{ending}" for paper in papers]
    assert all(each.is_file() for each in made), "LibreOffice opened every paper"
    return made


def pages(pdf: Path) -> list[PdfPage]:
    command = ["pdftotext", "-bbox-layout", str(pdf), "-"]
    output = subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE).stdout
    tree = etree.fromstring(output, etree.XMLParser(recover=True, huge_tree=True))
    return [_page(each) for each in tree.iter("{*}page")]


def _page(element: etree._Element) -> PdfPage:
    lines = [[_word(word) for word in line.iter("{*}word")] for line in element.iter("{*}line")]
    lines.sort(key=lambda line: (line[0].top, line[0].left))
    return PdfPage(_mm(element, "width"), _mm(element, "height"), lines)


def _word(element: etree._Element) -> Word:
    sides = (_mm(element, name) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", *sides)


def _mm(element: etree._Element, name: str) -> float:
    return float(element.get(name, "0")) * MM_A_POINT


def rules(pdf: Path) -> list[Rule]:
    """The lines drawn across the first page, from top to bottom, each once."""
    command = ["pdftocairo", "-svg", "-f", "1", "-l", "1", str(pdf), "-"]
    output = subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE).stdout.decode()
    found = set()
    for each in _MOVE.finditer(output):
        x1, y1, x2, y2, wide, _, _, high, right, down = map(float, each.groups())
        if y1 == y2:
            left, end = sorted((wide * x + right) * MM_A_POINT for x in (x1, x2))
            found.add(Rule(left, end, (high * y1 + down) * MM_A_POINT))
    return sorted(found, key=lambda rule: rule.top)


def text_of(pdf: Path) -> str:
    """All text below the page numbers in the order it was set, cell after cell, without blanks."""
    area = ("-x", "0", "-y", str(round(NUMBER_BAND_MM / MM_A_POINT)), "-W", "595", "-H", "791")
    command = ["pdftotext", "-raw", *area, str(pdf), "-"]
    return squeezed(subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE).stdout.decode())


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def is_body(word: Word) -> bool:
    return word.top > NUMBER_BAND_MM


def starts(line: list[Word], text: str) -> bool:
    return " ".join(word.text for word in line).startswith(text)


def is_first(page: PdfPage) -> bool:
    """Whether a page has the head of a paper; a wide name at its left may have drawn it into its own line."""
    above = [line for line in page.lines if line[0].top < _HEAD_MM]
    parts = [line[place:] for line in above for place, word in enumerate(line) if not place or word.left > _RIGHT_MM]
    return any(starts(part, head) for part in parts for head in HEADS)


def lonely(pages: list[PdfPage]) -> list[str]:
    """What is wrong with the signatures of a paper: each head has a block, whole, below at least two lines of text.

    The receivers belong to the block.
    """
    foot = next((each for each in FEET if any(starts(line, each) for page in pages for line in page.lines)), "")
    tops = [(page, line[0].top) for page in pages for line in page.lines if foot and starts(line, foot)]
    heads = sum(is_first(page) for page in pages)
    wrong = [] if len(tops) == heads else [f"{len(tops)} signatures below {heads} heads"]
    signed = [page for page, _ in tops]
    if any(page not in signed for page in pages if any(starts(line, RECEIVERS) for line in page.lines)):
        wrong.append("the receivers are torn from the signatures")
    for page, top in tops:
        above = {round(line[0].top) for line in page.lines if is_body(line[0]) and line[0].bottom < top}
        if len(above) < 2:
            wrong.append("a signature stands alone")
        if not any(word.top > top + _SIGNING_MM and word.middle > _MIDDLE_MM for word in page.words):
            wrong.append("a signature is torn from its name")
    return wrong
