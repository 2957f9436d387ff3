"""Papers seen through LibreOffice and poppler: pages of lines of words with their places in millimetres."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

MM_A_POINT = 25.4 / 72
PATIENCE = 300  # seconds one batch may take on a slow machine


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


def has_office() -> bool:
    return all(shutil.which(name) for name in ("soffice", "pdftotext"))


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
