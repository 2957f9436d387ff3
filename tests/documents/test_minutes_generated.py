from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from dandan_desktop.documents.minutes import minutes_content, minutes_docx
from dandan_desktop.domain.papers import MeetingSheet
from dandan_desktop.domain.text import tidy, tidy_prose
from tests.documents.made_sheets import SHEETS
from tests.documents.papers import check_paper, whole_text

pytestmark = pytest.mark.uncounted


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SHEETS)
def test_any_meeting_gives_whole_minutes(sheet: MeetingSheet) -> None:
    content = minutes_docx(minutes_content(sheet))
    check_paper(content, sheet.header.style)
    text, place = whole_text(content), 0
    for value in in_order(sheet):
        together = (value,) if isinstance(value, str) else value
        found = [text.find(each, place) for each in together]
        assert min(found) >= 0, value
        place = max(start + len(each) for start, each in zip(found, together, strict=True))
    for row in sheet.attendance:
        assert all(tidy(value) in text for value in (row.name, row.position, row.body) if value)


def in_order(sheet: MeetingSheet) -> Iterator[str | tuple[str, ...]]:
    """What is reported, said and concluded, line by line, as every style prints it one after another.

    A position and its body are together: words that both hold are printed once.
    """
    for each in sheet.reports:
        yield tidy(each.organisation)
        yield tidy(each.report.title)
        for part in (each.report.results, each.report.difficulties, each.report.next):
            yield from lines(*(part or ()))
    for opinion in sheet.opinions:
        yield tidy(opinion.speaker or "")
        yield tuple(tidy(value or "") for value in (opinion.position, opinion.body))
        yield from lines(opinion.text)
    for vote in sheet.votes:
        yield tidy(vote.item)
    for weakness in sheet.weaknesses:
        yield from lines(weakness.text)
    for concluded in sheet.conclusions:
        yield from lines(concluded.conclusion.text)
        for task in concluded.tasks:
            yield from (tidy(name) for name in (task.owner, *task.partners))
            yield from lines(task.text)
            yield tidy(task.product)
        yield tidy(concluded.conclusion.no_task_reason or "")


def lines(*texts: str) -> Iterator[str]:
    for text in texts:
        for line in tidy_prose(text).split("\n"):
            yield " ".join(line.split())
