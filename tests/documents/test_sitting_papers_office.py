"""The other papers as LibreOffice lays them out; every paper of this module goes through one call of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.documents.addendum import addendum_docx
from dandan_desktop.documents.paper import submission_docx, task_list_docx
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import Prose
from dandan_desktop.domain.paper_kinds import (
    ADDENDUM,
    INVITATION,
    KINDS,
    MINUTES,
    NOTICE,
    REMINDER,
    SIGN_IN,
    SLIP,
    SUBMISSION,
    TASK_LIST,
    TEMPLATES,
    WORKING,
    PaperKind,
    tasks,
)
from dandan_desktop.domain.papers import AddendumSheet, Header, MeetingSheet, TaskListSheet
from tests.documents.laid_out import Laid, check_heads, check_margins, check_numbers, missing
from tests.documents.made_sheets import drawn_sheets
from tests.documents.office import lonely, need_office, starts, to_pdf
from tests.documents.sheets import COPIES, HEADERS, real_files, sheet_of
from tests.documents.sitting_papers import BARE, every_paper, listed_of
from tests.documents.test_minutes_office import facts
from tests.documents.test_minutes_office import longer as said_more
from tests.documents.test_proposal_summary import made as summary_of
from tests.documents.test_sitting_papers import held_by_staff, lines_in, sitting, told_by
from tests.documents.test_submission import FACTS, waiting

pytestmark = [pytest.mark.office, pytest.mark.uncounted]

OURS = (*(kind for kind in KINDS if kind is not MINUTES), REMINDER)
BARE_CODES = {kind.code for kind in BARE}
ON_ONE_PAGE = 300
"""Letters of a made-up line that a row of a table holds on one page; else its heading stands in the middle of it."""
STEPS = range(0, 36, 4)
"""So many more lines each: less than a block of signatures apart, over more than a page."""
FINE_STEPS = range(0, 36, 2)
"""Less apart than the receivers below the State's signatures are high."""


@dataclass(frozen=True)
class File:
    """A paper before it is laid out, and what must be legible in it."""

    name: str
    code: str
    header: Header
    content: bytes
    told: list[str]
    receivers: int = 1


@dataclass(frozen=True)
class Printed(Laid):
    """A paper on its pages."""

    file: File

    @property
    def what(self) -> str:
        return f"{self.name} {self.file.code}"


def longer(sheet: MeetingSheet, lines: int) -> MeetingSheet:
    """The same with so many more lines in its last conclusion and agenda, to move the signature down the page."""
    *others, last = sheet.conclusions
    more = Prose("\n".join([last.conclusion.text, *["Thực hiện tốt việc này."] * lines]))
    longest = replace(last, conclusion=replace(last.conclusion, text=more))
    items = (*sheet.agenda, *(replace(sheet.agenda[-1], text=Prose(f"Việc thứ {place}")) for place in range(lines)))
    return replace(said_more(sheet, lines), conclusions=(*others, longest), agenda=items)


def sheets() -> Iterator[tuple[str, MeetingSheet, tuple[PaperKind, ...]]]:
    for path in real_files():
        yield f"kept-{path.stem}", held_by_staff(sheet_of(path)), OURS
    for path in sorted(COPIES.glob("*.json")):
        yield f"state-{path.stem}", held_by_staff(replace(sheet_of(path), header=HEADERS[Style.STATE])), OURS
    for style in Style:
        yield f"full-{style.value}", sitting(style), OURS
    crowd = sitting()
    yield "crowd", replace(crowd, attendance=crowd.attendance * 9), (SIGN_IN,)
    for count in STEPS:
        yield f"end-party-{count}", longer(one_each(sitting()), count), (INVITATION, WORKING, NOTICE, SLIP, REMINDER)
        yield f"end-state-{count}", longer(one_each(sitting(Style.STATE)), count), (NOTICE,)
    for count in FINE_STEPS:
        yield f"end-fine-{count}", said_more(one_each(sitting(Style.STATE)), count), (WORKING,)
    for place, sheet in enumerate(drawn_sheets(6)):
        yield f"made-{place}", replace(sheet, attendance=sheet.attendance[:8], conclusions=sheet.conclusions[:4]), OURS


def one_each(sheet: MeetingSheet) -> MeetingSheet:
    """The same with two delegates and one conclusion that gives one task: one page more moves one signature."""
    _, given, _ = tasks(sheet)[0]
    return replace(
        sheet,
        attendance=(sheet.attendance[0], sheet.attendance[-1]),
        conclusions=(replace(given, tasks=given.tasks[:1]),),
    )


def files() -> Iterator[File]:
    for name, sheet, kinds in sheets():
        last_of = {made.kind: made for made in every_paper(sheet, kinds)}  # of several, the one for all receivers
        for kind, made in last_of.items():
            yield File(name, kind.code, sheet.header, made.content, told(kind, sheet), made.pages)
    for style in Style:
        yield from others(f"full-{style.value}", sitting(style), 3)
        yield task_list(f"full-{style.value}", sitting(style))
    for count in STEPS:
        yield from others(f"end-{count}", sitting(), count + 1)
    for count in FINE_STEPS:
        yield from others(f"end-fine-{count}", sitting(Style.STATE), count + 1)


def others(name: str, sheet: MeetingSheet, lines: int) -> Iterator[File]:
    """The papers that belong to no sitting, or to one that is over, of so many lines."""
    said = [f"Nội dung bổ sung thứ {place}" for place in range(1, lines + 1)]
    more = AddendumSheet(
        sheet.header, sheet.meeting.title, date(2024, 10, 4), date(2026, 2, 5), "Nguyễn Thị Ví Dụ", "Trưởng ban",
        "Cao Văn Ghi", "Chuyên viên", tuple(said),
    )  # fmt: skip
    yield File(name, ADDENDUM, sheet.header, addendum_docx(more), [*said, "Nguyễn Thị Ví Dụ", "Cao Văn Ghi"])
    asked = [f"Kiến nghị thứ {place}" for place in range(1, lines + 1)]
    paper = submission_docx(summary_of(*map(waiting, asked)), sheet.header, FACTS)
    yield File(name, SUBMISSION.code, sheet.header, paper, [*asked, str(FACTS.signer), str(FACTS.to)])


def task_list(name: str, sheet: MeetingSheet) -> File:
    given = TaskListSheet(sheet.header, "Quá hạn", date(2026, 3, 7), listed_of(sheet))
    words = [line for each in given.tasks for line in lines_in(each.task.text)]
    return File(name, TASK_LIST.code, sheet.header, task_list_docx(given), words)


def told(kind: PaperKind, sheet: MeetingSheet) -> list[str]:
    """What must be legible in a paper of a sitting."""
    if kind is WORKING:
        return list(facts(sheet))
    if kind is REMINDER:
        return told_by(SLIP, sheet)[: len(told_by(SLIP, sheet)) - len({task.owner for _, _, task in tasks(sheet)})]
    return told_by(kind, sheet)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    need_office()
    folder = tmp_path_factory.mktemp("papers")
    found = list(files())
    paths: list[Path] = []
    for file in found:
        paths.append(folder / f"{file.name}-{file.code}.docx")
        paths[-1].write_bytes(file.content)
    assert len(set(paths)) == len(paths)
    return [Printed(file.name, file.header, pdf, file) for file, pdf in zip(found, to_pdf(paths, folder), strict=True)]


@pytest.fixture(scope="module")
def usual(printed: list[Printed]) -> list[Printed]:
    return [each for each in printed if each.is_usual]


def test_every_kind_was_opened(printed: list[Printed]) -> None:
    assert {each.file.code for each in printed} == set(TEMPLATES) - {MINUTES.code}
    assert len(printed) > 80


def test_every_page_keeps_its_margins(usual: list[Printed]) -> None:
    for each in usual:
        check_margins(each)


def test_each_receiver_begins_on_a_page_of_his_own_counted_from_one(usual: list[Printed]) -> None:
    for each in usual:
        assert len(each.firsts) == each.file.receivers, each.what
    assert max(map(check_numbers, usual)) > 2


def test_heads_stand_in_their_columns_over_lines_as_long_as_their_text(usual: list[Printed]) -> None:
    for each in usual:
        check_heads(each)


def test_everything_told_is_on_paper(printed: list[Printed]) -> None:
    for each in printed:
        lines = [line for line in each.file.told if len(line) < ON_ONE_PAGE or not each.is_made_up]
        assert not missing(each, lines), each.what


def test_of_every_kind_something_told_was_looked_for(usual: list[Printed]) -> None:
    assert {each.file.code for each in usual if any(each.file.told)} == set(TEMPLATES) - {MINUTES.code}


def test_a_long_list_repeats_its_heading(printed: list[Printed]) -> None:
    crowd = next(each for each in printed if each.name == "crowd")
    assert len(crowd.pages) >= 3
    for page in crowd.pages[:-1]:
        assert any(starts(line, "TT") for line in page.lines)


def test_signatures_never_stand_alone(printed: list[Printed]) -> None:
    ends: dict[str, set[int]] = {}
    for each in printed:
        if each.file.code not in BARE_CODES:
            assert lonely(each.pages) == [], each.what
            if each.name.startswith("end-"):
                ends.setdefault(each.file.code, set()).add(len(each.pages))
    assert set(ends) == set(TEMPLATES) - BARE_CODES - {MINUTES.code}
    assert all(len(counts) > 1 for counts in ends.values()), "the papers with more and more lines crossed a page end"
