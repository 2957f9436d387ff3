"""The papers of a sitting as LibreOffice lays them out; every paper of this module goes through one call of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.paper_kinds import DELEGATES, KINDS, MINUTES, NOTICE, REMINDER, SIGN_IN, SLIP, PaperKind
from dandan_desktop.domain.papers import MeetingSheet
from tests.documents.office import PdfPage, need_office, pages, to_pdf
from tests.documents.papers import RIGHT_MM, TOPS
from tests.documents.sheets import COPIES, HEADERS, sheet_of
from tests.documents.sitting_papers import BARE, every_paper
from tests.documents.test_minutes_office import COLUMNS, PLAIN, generated, is_body, line_of, squeezed, starts
from tests.documents.test_sitting_papers import held_by_staff, sitting, told_by

pytestmark = pytest.mark.office

OURS = (*(kind for kind in KINDS if kind is not MINUTES), REMINDER)


@dataclass(frozen=True)
class Printed:
    """One paper: its kind, the sheet it was made from, how many receivers are in it, and its pages."""

    name: str
    kind: PaperKind
    sheet: MeetingSheet
    receivers: int
    pages: list[PdfPage]

    @property
    def style(self) -> Style:
        return self.sheet.header.style

    @property
    def lines(self) -> Iterator[str]:
        for page in self.pages:
            yield from (" ".join(word.text for word in line) for line in page.lines)

    @property
    def firsts(self) -> list[PdfPage]:
        """The pages with a head: the first of each receiver."""
        top = TOPS[self.style][0]
        return [page for page in self.pages if any(starts(line, top) for line in page.lines)]


def longer(sheet: MeetingSheet, lines: int) -> MeetingSheet:
    """The same with so many more lines in its last conclusion, to move the signature down the page."""
    *others, last = sheet.conclusions
    more = Prose("\n".join([last.conclusion.text, *["Thực hiện tốt việc này."] * lines]))
    return replace(sheet, conclusions=(*others, replace(last, conclusion=replace(last.conclusion, text=more))))


def sheets() -> Iterator[tuple[str, MeetingSheet, tuple[PaperKind, ...]]]:
    for path in sorted(COPIES.glob("*.json")):
        yield f"kept-{path.stem}", held_by_staff(sheet_of(path)), OURS
        yield f"kept-state-{path.stem}", held_by_staff(replace(sheet_of(path), header=HEADERS[Style.STATE])), OURS
    for style in Style:
        yield f"full-{style.value}", sitting(style), OURS
    crowd = sitting()
    yield "crowd", replace(crowd, attendance=crowd.attendance * 9), (SIGN_IN,)
    for count in range(0, 30, 3):
        yield f"end-party-{count}", longer(sitting(), count), (NOTICE, SLIP)
        yield f"end-state-{count}", longer(sitting(Style.STATE), count), (NOTICE, SLIP)
    for place, sheet in enumerate(generated(6)):
        yield f"made-{place}", replace(sheet, attendance=sheet.attendance[:8], conclusions=sheet.conclusions[:4]), OURS


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    need_office()
    folder = tmp_path_factory.mktemp("papers")
    found: list[tuple[str, PaperKind, MeetingSheet, int]] = []
    files: list[Path] = []
    for name, sheet, kinds in sheets():
        for made in every_paper(sheet, kinds):
            if not made.kind.is_merged or made.kind is REMINDER or made.pages > 1:
                files.append(folder / f"{name}-{made.kind.code}.docx")
                files[-1].write_bytes(made.content)
                found.append((name, made.kind, sheet, made.pages))
    made_pdf = to_pdf(files, folder)
    return [Printed(*each, pages(pdf)) for each, pdf in zip(found, made_pdf, strict=True)]


def test_every_kind_was_opened(printed: list[Printed]) -> None:
    assert {each.kind for each in printed} == set(OURS)
    assert len(printed) > 80


def test_every_page_keeps_its_margins(printed: list[Printed]) -> None:
    for each in printed:
        if each.name.startswith("made-"):
            continue
        for page in each.pages:
            assert (round(page.width), round(page.height)) == (210, 297)
            body = [word for word in page.words if is_body(word)]
            assert min(word.left for word in body) > 30 - 0.5, (each.name, each.kind.code)
            assert max(word.right for word in body) < 210 - RIGHT_MM[each.style] + 0.5, (each.name, each.kind.code)
            assert min(word.top for word in body) > 20 - 1, (each.name, each.kind.code)
            assert max(word.bottom for word in body) < 297 - 20 + 1, (each.name, each.kind.code)


def test_each_receiver_begins_on_a_page_of_his_own_counted_from_one(printed: list[Printed]) -> None:
    counted = set()
    for each in printed:
        if each.name.startswith("made-"):
            continue
        assert len(each.firsts) == each.receivers, (each.name, each.kind.code)
        number = 0
        for page in each.pages:
            number = 1 if page in each.firsts else number + 1
            above = [word.text for word in page.words if not is_body(word)]
            assert above == ([] if number == 1 else [str(number)]), (each.name, each.kind.code)
            counted.add(number)
    assert {1, 2} <= counted


def test_heads_are_centred_in_their_columns(printed: list[Printed]) -> None:
    for each in printed:
        if each.name.startswith("made-"):
            continue
        left, right = COLUMNS[each.style]
        for page in each.firsts:
            for text in TOPS[each.style]:
                line = line_of(page, text)
                assert (line[0].left + line[-1].right) / 2 == pytest.approx(30 + left + right / 2, abs=1), each.name


def test_everything_told_is_on_paper(printed: list[Printed]) -> None:
    for each in printed:
        if each.kind is REMINDER:
            continue
        text = squeezed(" ".join(word.text for page in each.pages for word in page.words if is_body(word)))
        for value in told_by(each.kind, each.sheet):
            words = (
                value.split() if each.kind in {DELEGATES, SIGN_IN} else [value]
            )  # cells of a list stand line by line
            if PLAIN.fullmatch(value) and len(value) < 60 and (len(words) == 1 or max(map(len, words)) < 12):
                assert all(squeezed(word) in text for word in words), (each.name, each.kind.code, value)


def test_a_long_list_repeats_its_heading(printed: list[Printed]) -> None:
    crowd = next(each for each in printed if each.name == "crowd")
    assert len(crowd.pages) >= 3
    for page in crowd.pages[:-1]:
        assert any(starts(line, "TT") for line in page.lines)


def test_signatures_never_stand_alone(printed: list[Printed]) -> None:
    ends = set()
    for each in printed:
        if each.kind in BARE or each.name.startswith("made-"):
            continue
        signed = [page for page in each.pages if _signature(page) is not None]
        assert len(signed) == each.receivers, (each.name, each.kind.code)
        for page in signed:
            top = _signature(page)
            assert top is not None
            before = {round(line[0].top) for line in page.lines if is_body(line[0]) and line[0].bottom < top}
            assert len(before) >= 2, f"{each.name} {each.kind.code}: two lines of text stay with the signature"
        if each.name.startswith("end-") and each.kind is NOTICE:
            ends.add(len(each.pages))
    assert len(ends) > 1, "the notices with more and more lines crossed a page end"


def _signature(page: PdfPage) -> float | None:
    """Where the authority line stands on a page; None on a page without one."""
    words = re.compile(r"T/M|TM\.|NGƯỜI GHI|THƯ KÝ$")
    tops = [line[0].top for line in page.lines if words.match(" ".join(word.text for word in line))]
    tops += [word.top for line in page.lines for word in line if word.text in {"T/M", "TM."}]
    return min(tops) if tops else None
