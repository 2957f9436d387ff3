"""The check-list before minutes are locked: what is missing, where it stands, and that only the impossible blocks."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, Prose, UnitId
from dandan_desktop.domain.meetings import Attendance, Conclusion, Meeting, Opinion, Task, Vote
from dandan_desktop.domain.minutes import Gap, Looked, gaps

MEETING = Meeting(
    title="Giao ban", held_on=date(2026, 2, 3), convener_id=BodyId(1), series=CodeId(1), unit_id=UnitId(1),
    starts_at=time(8), ends_at=time(10), chair_name="Võ Văn An", secretary_name="Lê Thị Lan",
    venue="Hội trường", chair_position="Bí thư", secretary_position="Chuyên viên",
)  # fmt: skip
TASK = Task(conclusion_id=ConclusionId(1), owner_id=BodyId(1), due_on=date(2026, 3, 1))
WHOLE = Looked(
    MEETING,
    [Attendance(name="Võ Văn An"), Attendance(name="Bùi Bích", is_present=False, reason="Ốm")],
    [Opinion(text=Prose("Nhất trí"), speaker="Võ Văn An")],
    [Vote(item="Kế hoạch", eligible=5, present=5, for_count=4, against=1, other=0)],
    [(Conclusion(text=Prose("Làm cầu"), kind=CodeId(1)), [TASK])],
)


def changed(**facts: Any) -> Looked:
    return WHOLE._replace(**facts)


def at(gap: Gap) -> tuple[str, str, int, int | None]:
    return gap.part, gap.finding.name, gap.row, gap.task


def test_a_whole_meeting_lacks_nothing() -> None:
    assert gaps(WHOLE) == []


@pytest.mark.parametrize(
    ("looked", "where", "words"),
    [
        (changed(meeting=replace(MEETING, ends_at=None)), ("", "ends_at", 0, None), "giờ kết thúc"),
        (changed(meeting=replace(MEETING, starts_at=None)), ("", "starts_at", 0, None), "giờ bắt đầu"),
        (changed(meeting=replace(MEETING, chair_name=None)), ("", "chair_name", 0, None), "chủ trì"),
        (changed(meeting=replace(MEETING, secretary_name="")), ("", "secretary_name", 0, None), "ghi biên bản"),
        (changed(meeting=replace(MEETING, venue=None)), ("", "venue", 0, None), "địa điểm"),
        (changed(meeting=replace(MEETING, chair_position="")), ("", "chair_position", 0, None), "chức vụ"),
        (changed(meeting=replace(MEETING, secretary_position=None)), ("", "secretary_position", 0, None), "chức vụ"),
        (changed(attendance=[]), ("attendance", "name", 0, None), "thành phần"),
        (
            changed(attendance=[Attendance(name="A", is_present=False, reason="Ốm")]),
            ("attendance", "is_present", 0, None),
            "có mặt",
        ),
        (
            changed(attendance=[Attendance(name="A"), Attendance(name="Bùi Bích", is_present=False)]),
            ("attendance", "reason", 1, None),
            "Bùi Bích",
        ),
        (changed(opinions=[*WHOLE.opinions, Opinion(text=Prose("Ý"))]), ("opinions", "speaker", 1, None), "Ý kiến 2"),
        (
            changed(attendance=[Attendance(name="A", is_invited=True)]),
            ("attendance", "name", 1, None),
            "mới có khách mời",
        ),
        (
            changed(votes=[replace(WHOLE.votes[0], against=2)]),
            ("votes", "for_count", 0, None),
            "cộng lại là 6",
        ),
        (
            changed(votes=[*WHOLE.votes, Vote(item="x", eligible=5, for_count=3, other=0)]),
            ("votes", "present", 1, None),
            "Biểu quyết 2: chưa ghi số có mặt, không tán thành.",
        ),
        (changed(conclusions=[]), ("conclusions", "text", 0, None), "kết luận"),
        (
            changed(conclusions=[*WHOLE.conclusions, (WHOLE.conclusions[0][0], [])]),
            ("conclusions", "no_task_reason", 1, None),
            "chưa thông báo kết luận được",
        ),
        (
            changed(conclusions=[(WHOLE.conclusions[0][0], [TASK, replace(TASK, due_on=None)])]),
            ("conclusions", "due_on", 0, 1),
            "nhiệm vụ 2",
        ),
    ],
)
def test_what_is_missing_is_told_with_its_place_and_never_blocks(
    looked: Looked, where: tuple[str, str, int, int | None], words: str
) -> None:
    (gap,) = gaps(looked)
    assert at(gap) == where
    assert words in gap.finding.text
    assert not gap.finding.blocks


def test_an_opinion_said_by_a_body_and_a_standing_task_lack_nothing() -> None:
    said = [Opinion(text=Prose("Ý"), body="Hội Nông dân")]
    standing = replace(TASK, due_on=None, is_standing=True)
    reason = replace(WHOLE.conclusions[0][0], no_task_reason="Để biết")
    concluded = [(WHOLE.conclusions[0][0], [standing]), (reason, [])]
    assert gaps(changed(opinions=said, conclusions=concluded)) == []


def test_times_in_the_wrong_order_are_impossible() -> None:
    (gap,) = gaps(changed(meeting=replace(MEETING, ends_at=time(7))))
    assert (at(gap), gap.finding.blocks) == (("", "ends_at", 0, None), True)
