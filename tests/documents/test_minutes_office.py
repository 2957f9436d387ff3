"""Minutes as LibreOffice lays them out; every paper of this module goes through one call of it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from dandan_desktop.documents.geometry import broken
from dandan_desktop.documents.minutes import write_minutes
from dandan_desktop.documents.wordml import ParagraphStyle
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.meetings import Opinion
from dandan_desktop.domain.papers import MeetingSheet
from tests.documents.laid_out import (
    COLUMNS,
    LEFT_MM,
    Laid,
    check_heads,
    check_margins,
    check_numbers,
    check_share,
    line_of,
    middle,
    missing,
)
from tests.documents.made_sheets import drawn_sheets
from tests.documents.office import lonely, need_office, squeezed, starts, to_pdf
from tests.documents.papers import CAPTIONS
from tests.documents.sheets import COPIES, HEADERS, full_sheet, real_files, sheet_of

pytestmark = [pytest.mark.office, pytest.mark.uncounted]


@dataclass(frozen=True)
class Printed(Laid):
    """One meeting and the pages its minutes became."""

    sheet: MeetingSheet


def longer(sheet: MeetingSheet, lines: int) -> MeetingSheet:
    """The same meeting with so many more lines before its end, to move the signatures down the page."""
    more = Opinion(text=Prose("\n".join(["Nhất trí."] * lines)), speaker="Lê Văn Thử")
    return replace(sheet, opinions=(*sheet.opinions, more))


def sheets() -> Iterator[tuple[str, MeetingSheet]]:
    for path in real_files():
        yield f"meeting-{path.stem}", sheet_of(path)
    for path in sorted(COPIES.glob("*.json")):
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
    for place, sheet in enumerate(drawn_sheets(10)):
        yield f"made-{place}", sheet


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    need_office()
    folder = tmp_path_factory.mktemp("papers")
    found = list(sheets())
    papers = [write_minutes(sheet, folder / f"{name}.docx") for name, sheet in found]
    made = to_pdf(papers, folder)
    return [Printed(name, sheet.header, pdf, sheet) for (name, sheet), pdf in zip(found, made, strict=True)]


@pytest.fixture(scope="module")
def meetings(printed: list[Printed]) -> list[Printed]:
    return [each for each in printed if each.is_usual]


def test_every_page_is_a4_and_keeps_its_margins(meetings: list[Printed]) -> None:
    for each in meetings:
        check_margins(each)


def test_page_numbers_stand_in_the_middle_from_page_two_on(meetings: list[Printed]) -> None:
    assert max(map(check_numbers, meetings)) > 2


def test_heads_stand_in_their_columns_over_lines_as_long_as_their_text(meetings: list[Printed]) -> None:
    for each in meetings:
        check_heads(each)
        left, right = COLUMNS[each.style]
        if each.style is not Style.STATE:
            dated = line_of(each.pages[0], each.header.place + ", ngày")
            assert middle(dated) == pytest.approx(LEFT_MM + left + right / 2, abs=1), each.name


def test_titles_are_printed_in_the_lines_that_were_chosen(meetings: list[Printed]) -> None:
    style = ParagraphStyle(points=14, is_bold=True)
    for each in meetings:
        chosen = broken(each.sheet.meeting.title, style, each.right - LEFT_MM - 0.5)
        lines = [" ".join(word.text for word in line) for line in each.pages[0].lines]
        place = lines.index("BIÊN BẢN") + 1
        assert [unicodedata.normalize("NFC", line) for line in lines[place : place + len(chosen)]] == chosen, each.name
        if each.style is Style.STATE:
            check_share(each.rules, each.pages[0].lines[place : place + len(chosen)])


def test_everything_said_and_concluded_is_on_paper(printed: list[Printed]) -> None:
    for each in printed:
        assert not missing(each, facts(each.sheet)), each.name


def test_signatures_never_stand_alone(printed: list[Printed]) -> None:
    ends = set()
    for each in printed:
        assert lonely(each.pages) == [], each.name
        caption = CAPTIONS[each.style][1]
        signed = [place for place, page in enumerate(each.pages) if any(starts(line, caption) for line in page.lines)]
        if each.name.startswith("end-"):
            ends.add(signed[-1])
            words = squeezed(" ".join(word.text for word in each.pages[signed[-1]].words))
            assert squeezed(each.sheet.meeting.chair_name or "") in words, f"{each.name}: caption and name on one page"
    assert len(ends) > 1, "the papers with more and more lines crossed a page end"


def facts(sheet: MeetingSheet) -> Iterator[str]:
    """What must be legible: who sat, what was said, what was concluded."""
    yield from (opinion.text for opinion in sheet.opinions)
    yield from (each.conclusion.text for each in sheet.conclusions)
    yield from (opinion.speaker or "" for opinion in sheet.opinions)
    yield from (row.name or "" for row in sheet.attendance)
    yield from (sheet.meeting.chair_name or "", sheet.meeting.secretary_name or "")
