"""D1: the papers of any meeting, made by the commands, are opened by LibreOffice and hold on paper what was said."""

import json
import random
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.loading import files
from dandan_desktop.documents.minutes import minutes_content, minutes_docx
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_kinds import KINDS, MINUTES, REMINDER
from tests.documents.made_sheets import drawn_sheets
from tests.documents.office import lonely, pages
from tests.documents.papers import check_paper, opened
from tests.documents.sitting_papers import Made1, check_sitting_paper, together
from torture.needs import tools
from torture.office import copied, whole_lines
from torture.row import Row, Size, judged

NAME = "D1"
TEETH = {"escape": "not made", "whole-text": "not on paper", "held-signature": "stands alone"}
PATIENCE = 1_800  # seconds LibreOffice may take over all papers on a slow machine
_GOAL = "LibreOffice opens every paper, it holds all that was said, in order, keeps §8, and no signature stands alone"
_CONVENERS = (
    "Huyện ủy Lấp Vò",
    "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Lấp Vò",
    "Hội Nông dân huyện Lấp Vò",
    "Đoàn TNCS Hồ Chí Minh huyện Lấp Vò",
)
_STYLES = {"hu": Style.PARTY, "mttq-btt": Style.STATE, "hndh": Style.HND, "hdtn": Style.DOAN}
"""The styles of those conveners, by the symbol in the names of their papers."""
_ODD = (
    "& < > \" '", "Thu & chi < 5 triệu", "<w:p/>", "</w:t></w:r></w:p>", "]]>", "&amp; &#60;", "<!-- ghi chú -->",
    "{{ chair }}", "{% for x in y %}", "{%p endif %}", "{_{ _ }_}", "{# ghi #}", "“ngoặc” ‘kép’", "100 %",
    "C:\\x\\y", "None", "tie\u0302\u0301ng Vie\u0323\u0302t", "…", "a\tb", "x\u00a0y", "điều\x0bkhiển\x00", "-----",
)  # fmt: skip
_LONGEST = 300
_EVERY = 8  # of the meetings, each so many gives all its papers, in the full size every one: a call makes twenty
_BATCH = 200  # papers in one call of LibreOffice
_STEMS = frozenset({"giay-moi", "danh-sach-dai-bieu", "danh-sach-ky-ten", "thong-bao-ket-luan", "phieu-giao-viec"})
_OTHERS = (*(kind for kind in KINDS if kind is not MINUTES), REMINDER)
_LISTS = ("danh-sach-dai-bieu", "danh-sach-ky-ten")
_TELLS = re.compile("thong-bao-ket-luan|phieu-giao-viec")
_MARK = re.compile(r"k(\d+)d0")
_HEAD = 51  # points from the upper edge in which only the page number stands


def lacks() -> str:
    """LibreOffice, and poppler to read what it prints."""
    return tools("soffice", "pdftotext")


def run(size: Size, without: str = "") -> Row:
    """Load meetings full of what breaks papers, print them all, and read the pages LibreOffice makes of them."""
    count = size.pick(4, 40, 200)
    with tempfile.TemporaryDirectory() as folder:
        office = copied(Path(folder))
        paths, said = _meetings(office.home, count)
        loaded = office.run("load", *paths)
        made = office.run("minutes", "--all", "--out", office.home / "ra", without=without)
        others = [
            office.run("papers", "--meeting", uid, "--out", office.home / "giấy", without=without)
            for uid in loaded.uids[:: size.pick(_EVERY, _EVERY, 1)]
        ]
        wrong = [what for answer in (loaded, made, *others) for what in answer.findings()]
        papers = sorted(map(Path, whole_lines(made.out)), key=_number)[1:]  # the first is the register's own meeting
        wrong += [f"{count - len(papers)} papers not made: {made.told}"] if len(papers) < count else []
        texts = _printed(papers, office.home / "in")
        wrong += [
            f"{paper.name}: not on paper: {line}"
            for paper, text, lines in zip(papers, texts, said, strict=False)
            for line in _missed(text, lines)
        ]
        wrong += _lonely(papers, office.home / "in") + _misshapen(papers)
        found, more = _others([Path(line) for answer in others for line in whole_lines(answer.out)], office.home / "in")
        wrong += more
    drawn = size.pick(2, 40, 200)
    wrong += _drawn(drawn)
    result = f"{len(papers)} papers of {count}, {found} others, all of {drawn} drawn meetings, {len(wrong)} findings"
    return judged(NAME, _GOAL, result, wrong)


def _others(papers: Sequence[Path], folder: Path) -> tuple[int, list[str]]:
    """How many papers beside the minutes there are, and what is wrong with them: every notice tells the conclusion."""
    wrong = []
    texts = _printed(papers, folder)
    for paper, text in zip(papers, texts, strict=True):
        if not text:
            wrong.append(f"{paper.name}: not opened")
        if _TELLS.match(paper.name):
            number = min(map(int, _MARK.findall(text)), default=-1)
            wrong += [f"{paper.name}: not on paper: {line}" for line in _missed(text, _concluded(number))]
    wrong += _lonely([paper for paper in papers if not paper.name.startswith(_LISTS)], folder)
    wrong += _misshapen(papers)
    stems = {paper.name.partition("-20")[0] for paper in papers}
    return len(papers), wrong + [f"no {stem} made" for stem in sorted(_STEMS - stems)]


def _lonely(papers: Sequence[Path], folder: Path) -> list[str]:
    """What is wrong with the signatures of these papers, on the pages that were printed."""
    printed = [(paper, folder / f"{paper.stem}.pdf") for paper in papers]
    return [f"{paper.name}: {what}" for paper, pdf in printed if pdf.is_file() for what in lonely(pages(pdf))]


def _drawn(count: int) -> list[str]:
    """What is wrong with the papers of so many meetings that hypothesis draws, in this process."""
    wrong = []
    for number, sheet in enumerate(drawn_sheets(count)):
        made = [Made1(MINUTES, minutes_docx(minutes_content(sheet))), *together(sheet, _OTHERS)]
        wrong += [f"drawn {number}: {what}" for each in made for what in _broken(each, sheet.header.style)]
    return wrong


def _misshapen(papers: Sequence[Path]) -> list[str]:
    """What of these papers breaks a rule of documents.md §8."""
    wrong = []
    for paper in papers:
        kind = next(kind for kind in KINDS if paper.name.startswith(f"{kind.stem}-20"))
        style = next(style for symbol, style in _STYLES.items() if f"-{symbol}-" in paper.name)
        content = paper.read_bytes()
        made = Made1(kind, content, len(opened(content).sections))
        wrong += [f"{paper.name}: {what}" for what in _broken(made, style)]
    return wrong


def _broken(made: Made1, style: Style) -> list[str]:
    """That a paper breaks a rule of form, or nothing."""
    try:
        if made.kind is MINUTES:
            check_paper(made.content, style)
        else:
            check_sitting_paper(made, style)
    except (AssertionError, LookupError) as error:
        return [f"breaks a rule: {made.kind.code} {error!r}"]
    return []


def _concluded(number: int) -> list[str]:
    """The lines of the conclusion that every meeting of this number ends in."""
    return [f"k{number}d{place} {odd} c{place}k{number}" for place, odd in enumerate(_ODD)]


def _meetings(home: Path, count: int) -> tuple[list[Path], list[list[str]]]:
    """So many meetings as files, and the lines said at each; every line has a mark of its own at either end."""
    source = random.Random(1)
    paths, said = [], []
    for number, (content, convener) in enumerate(zip(files(count, seed=1), cycle(_CONVENERS), strict=False)):
        long = source.randint(1, _LONGEST) if number % 10 == 3 else 6
        lines = [f"m{number}d{place} {source.choice(_ODD)} c{place}m{number}" for place in range(long)]
        facts: dict[str, Any] = json.loads(content) | {"convener": convener, "opinions": [{"text": "\n".join(lines)}]}
        told = "\n".join(_concluded(number))
        facts["conclusions"] = [{"text": told, "kind": "giao_viec", "tasks": [{"owner": "HND"}, {"owner": "DTN"}]}]
        paths.append(home / f"{number:03}.json")
        paths[-1].write_text(json.dumps(facts), encoding="utf-8")
        said.append(lines)
    return paths, said


def _number(paper: Path) -> int:
    return int(paper.stem.rpartition("-")[2])


def _printed(papers: Sequence[Path], folder: Path) -> list[str]:
    """The text of each paper as LibreOffice prints it, without blanks and page numbers; one call for many papers."""
    if not papers:
        return []
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    for first in range(0, len(papers), _BATCH):
        batch = map(str, papers[first : first + _BATCH])
        subprocess.run([*command, *batch], check=True, capture_output=True, timeout=PATIENCE)
    return [_text(folder / f"{paper.stem}.pdf") for paper in papers]


def _text(pdf: Path) -> str:
    if not pdf.is_file():
        return ""
    area = ("-x", "0", "-y", str(_HEAD), "-W", "595", "-H", str(842 - _HEAD))
    done = subprocess.run(["pdftotext", "-raw", *area, pdf, "-"], check=True, capture_output=True, timeout=PATIENCE)
    return _squeezed(done.stdout.decode())


def _missed(page: str, lines: Sequence[str]) -> list[str]:
    """The lines that do not follow one another on the page."""
    missed, place = [], 0
    for line in map(_squeezed, lines):
        found = page.find(line, place)
        if found < 0:
            missed.append(line)
        else:
            place = found + len(line)
    return missed


def _squeezed(text: str) -> str:
    shown = "".join(char for char in text if unicodedata.category(char) != "Cc")
    return "".join(unicodedata.normalize("NFC", shown).split())
