from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings

from dandan_desktop.documents.minutes import minutes_content, minutes_docx
from dandan_desktop.domain.papers import MeetingSheet
from dandan_desktop.domain.text import tidy, tidy_prose
from tests.documents.made_sheets import SHEETS
from tests.documents.papers import check_paper, whole_text


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SHEETS)
def test_any_meeting_gives_whole_minutes(sheet: MeetingSheet) -> None:
    content = minutes_docx(minutes_content(sheet))
    check_paper(content, sheet.header.style)
    text, place = whole_text(content), 0
    for value in in_order(sheet):
        found = text.find(value, place)
        assert found >= 0, value
        place = found + len(value)
    for row in sheet.attendance:
        assert all(tidy(value) in text for value in (row.name, row.position, row.body) if value)


def in_order(sheet: MeetingSheet) -> Iterator[str]:
    """What is reported, said and concluded, line by line, as every style prints it one after another."""
    for each in sheet.reports:
        yield tidy(each.organisation)
        yield tidy(each.report.title)
        for part in (each.report.results, each.report.difficulties, each.report.next):
            yield from lines(*(part or ()))
    for opinion in sheet.opinions:
        yield from (tidy(value) for value in (opinion.speaker, opinion.position, opinion.body) if value)
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
