"""Minutes as LibreOffice lays them out; every paper of this module goes through one call of it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from dandan_desktop.documents.geometry import broken
from dandan_desktop.documents.minutes import write_minutes
from dandan_desktop.documents.wordml import ParagraphStyle
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.domain.papers import MeetingSheet
from tests.documents.made_sheets import SHEETS
from tests.documents.office import PdfPage, Word, need_office, pages, to_pdf
from tests.documents.papers import CAPTIONS, RIGHT_MM, TOPS
from tests.documents.sheets import COPIES, HEADERS, full_sheet, sheet_of

pytestmark = pytest.mark.office

COLUMNS = {Style.PARTY: (70, 95), Style.DOAN: (70, 90), Style.HND: (65, 100), Style.STATE: (65, 100)}
PLAIN = re.compile(r"[a-zA-ZÀ-ỹ0-9 ,.;:()-]+")
NUMBER_BAND_MM = 18.0  # above it stands nothing but the page number


@dataclass(frozen=True)
class Printed:
    """One meeting and the pages it became."""

    name: str
    sheet: MeetingSheet
    pages: list[PdfPage]

    @property
    def style(self) -> Style:
        return self.sheet.header.style


def longer(sheet: MeetingSheet, lines: int) -> MeetingSheet:
    """The same meeting with so many more lines before its end, to move the signatures down the page."""
    more = Opinion(text=Prose("\n".join(["Nhất trí."] * lines)), speaker="Lê Văn Thử")
    return replace(sheet, opinions=(*sheet.opinions, more))


def generated(count: int) -> list[MeetingSheet]:
    found: list[MeetingSheet] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(SHEETS)
    def collect(sheet: MeetingSheet) -> None:
        found.append(sheet)

    collect()
    return found


def sheets() -> Iterator[tuple[str, MeetingSheet]]:
    for path in sorted(COPIES.glob("*.json")):
        yield f"meeting-{path.stem}", sheet_of(path)
        yield f"meeting-state-{path.stem}", replace(sheet_of(path), header=HEADERS[Style.STATE])
    for style in Style:
        yield f"meeting-full-{style.value}", full_sheet(style)
    yield "meeting-sixty", full_sheet(opinions=60)
    plain = full_sheet()  # its title would be torn inside “cơ sở” by a program that fills lines to the edge
    title = "Sơ kết công tác dân vận, thực hiện quy chế dân chủ ở cơ sở 6 tháng đầu năm 2021"
    yield "meeting-title", replace(plain, meeting=replace(plain.meeting, title=title))
    for count in range(1, 34, 2):
        yield f"end-party-{count}", longer(full_sheet(), count)
        yield f"end-state-{count}", longer(full_sheet(Style.STATE), count)
    for place, sheet in enumerate(generated(10)):
        yield f"made-{place}", sheet


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    need_office()
    folder = tmp_path_factory.mktemp("papers")
    found = list(sheets())
    papers = [write_minutes(sheet, folder / f"{name}.docx") for name, sheet in found]
    made = to_pdf(papers, folder)
    return [Printed(name, sheet, pages(pdf)) for (name, sheet), pdf in zip(found, made, strict=True)]


@pytest.fixture(scope="module")
def meetings(printed: list[Printed]) -> list[Printed]:
    return [each for each in printed if not each.name.startswith("made-")]


def test_every_page_is_a4_and_keeps_its_margins(meetings: list[Printed]) -> None:
    for each in meetings:
        for page in each.pages:
            assert (round(page.width), round(page.height)) == (210, 297)
            body = [word for word in page.words if word.top > NUMBER_BAND_MM]
            assert min(word.left for word in body) > 30 - 0.5, each.name
            assert max(word.right for word in body) < 210 - RIGHT_MM[each.style] + 0.5, each.name
            assert min(word.top for word in body) > 20 - 1, each.name
            assert max(word.bottom for word in body) < 297 - 20 + 1, each.name


def test_page_numbers_stand_in_the_middle_from_page_two_on(printed: list[Printed]) -> None:
    for each in printed:
        middle = (30 + 210 - RIGHT_MM[each.style]) / 2
        for count, page in enumerate(each.pages, start=1):
            above = [word for word in page.words if word.top < NUMBER_BAND_MM]
            assert [word.text for word in above] == ([] if count == 1 else [str(count)]), each.name
            for word in above:
                assert word.middle == pytest.approx(middle, abs=1)
                assert word.top == pytest.approx(10, abs=1)


def test_lines_of_the_head_are_centred_in_their_columns(meetings: list[Printed]) -> None:
    for each in meetings:
        left, right = COLUMNS[each.style]
        heads = [line_of(each.pages[0], text) for text in TOPS[each.style]]
        if each.style is not Style.STATE:
            heads.append(line_of(each.pages[0], each.sheet.header.place + ", ngày"))
        for line in heads:
            assert (line[0].left + line[-1].right) / 2 == pytest.approx(30 + left + right / 2, abs=1), each.name
        lower = line_of(each.pages[0], each.sheet.header.lower.split("\n")[-1])
        assert (lower[0].left + lower[-1].right) / 2 == pytest.approx(30 + left / 2, abs=1), each.name


def test_titles_are_printed_in_the_lines_that_were_chosen(meetings: list[Printed]) -> None:
    style = ParagraphStyle(points=14, is_bold=True)
    for each in meetings:
        chosen = broken(each.sheet.meeting.title, style, 210 - 30 - RIGHT_MM[each.style] - 0.5)
        lines = [" ".join(word.text for word in line) for line in each.pages[0].lines]
        place = lines.index("BIÊN BẢN") + 1
        assert [unicodedata.normalize("NFC", line) for line in lines[place : place + len(chosen)]] == chosen, each.name


def test_everything_said_and_concluded_is_on_paper(printed: list[Printed]) -> None:
    for each in printed:
        text = squeezed(" ".join(word.text for page in each.pages for word in page.words if is_body(word)))
        for value in facts(each.sheet):
            assert squeezed(value) in text, (each.name, value)


def test_signatures_never_stand_alone(printed: list[Printed]) -> None:
    broken_over = set()
    for each in printed:
        caption = CAPTIONS[each.style][1]
        place, page = next(
            (place, page)
            for place, page in reversed(list(enumerate(each.pages)))
            if any(starts(line, caption) for line in page.lines)
        )
        top = max(word.top for line in page.lines for word in line if starts(line, caption))
        before = {round(line[0].top) for line in page.lines if is_body(line[0]) and line[0].bottom < top}
        assert len(before) >= 2, f"{each.name}: two lines of text stay with the signatures"
        if each.name.startswith("end-"):
            broken_over.add(place)
            name = squeezed(each.sheet.meeting.chair_name or "")
            below = squeezed(" ".join(word.text for word in page.words if word.top > top))
            assert name in below, f"{each.name}: the name is on the page of its caption"
    assert len(broken_over) > 1, "the papers with more and more lines crossed a page end"


def facts(sheet: MeetingSheet) -> Iterator[str]:
    """What must be legible; lines with signs that poppler gives back in another order are left to the .docx."""
    texts: list[str] = [opinion.text for opinion in sheet.opinions]
    texts += [each.conclusion.text for each in sheet.conclusions]
    texts += [opinion.speaker or "" for opinion in sheet.opinions] + [row.name or "" for row in sheet.attendance]
    for text in texts:
        yield from (line for line in text.split("\n") if PLAIN.fullmatch(line))


def is_body(word: Word) -> bool:
    return word.top > NUMBER_BAND_MM


def line_of(page: PdfPage, text: str) -> list[Word]:
    return next(line for line in page.lines if starts(line, text))


def starts(line: list[Word], text: str) -> bool:
    return " ".join(word.text for word in line).startswith(text)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
