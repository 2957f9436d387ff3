"""Proposals: what somebody asked for, in his own words, whom it was sent to, what was answered, when he was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated as A

from dandan_desktop.domain import text
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import BodyId, CodeId, Fact, From, OpinionId, ProposalId, Prose, UnitId
from dandan_desktop.domain.meetings import Meeting, Opinion
from dandan_desktop.domain.record import Record

SOURCE_OF = {"GB_QUY": "hop_giao_ban", "GB_THANG": "hop_giao_ban", "BTV_LV_NAM": "lam_viec_nam",
             "DOI_THOAI": "doi_thoai"}  # fmt: skip
"""Where a proposal of a meeting of this series comes from (`work.md` §3.3, §3.5)."""
INSPECTORS = ("Ban Thanh tra nhân dân", "Ban Giám sát đầu tư của cộng đồng")
INSPECTORS_DAYS = 15
"""Days within which the people's inspectors are answered (Luật 10/2022/QH15; `work.md` §7, K5)."""


class Proposal(Record):
    """One matter somebody asked for; the office writes beside his words, never over them (rule K2)."""

    text: A[Prose, Fact("Nội dung kiến nghị", "Nguyên lời người kiến nghị", found=True)]
    received_on: A[date, Fact("Ngày nhận")]
    unit_id: A[UnitId, Fact("Địa bàn")]
    asker: A[str | None, Fact("Người, tổ chức kiến nghị", found=True)] = None
    body_id: A[BodyId | None, Fact("Cơ quan trong danh mục")] = None
    source: A[CodeId | None, Fact("Nguồn"), From("proposal_sources")] = None
    group: A[CodeId | None, Fact("Nhóm"), From("proposal_groups")] = None
    opinion_id: A[OpinionId | None, Fact("Từ ý kiến")] = None
    edited: A[Prose | None, Fact("Nội dung biên tập", "Lời của cơ quan, ghi bên cạnh lời gốc", found=True)] = None
    level: A[CodeId | None, Fact("Thẩm quyền"), From("proposal_levels")] = None
    sent_to_id: A[BodyId | None, Fact("Chuyển đến")] = None
    sent_on: A[date | None, Fact("Ngày chuyển")] = None
    due_on: A[date | None, Fact("Hạn trả lời")] = None
    answer_number: A[str | None, Fact("Số văn bản trả lời", found=True)] = None
    answered_on: A[date | None, Fact("Ngày trả lời")] = None
    outcome: A[CodeId | None, Fact("Kết quả"), From("proposal_outcomes")] = None
    answer: A[Prose | None, Fact("Nội dung trả lời", found=True)] = None
    told_on: A[date | None, Fact("Ngày thông báo lại", "Báo cho người đã kiến nghị")] = None
    repeats_id: A[ProposalId | None, Fact("Lặp lại của", "Kiến nghị trước về cùng việc")] = None

    @property
    def is_touched(self) -> bool:
        """Whether something was done about it: then neither its words nor its being there follow the minutes."""
        return any(getattr(self, name) is not None for name in CHAIN)


CHAIN = ("sent_to_id", "sent_on", "answer_number", "answered_on", "outcome", "answer", "told_on")
"""The facts that say what was done about a proposal."""
SAID = ("text", "received_on", "unit_id", "asker", "body_id", "source", "group")
"""The facts a proposal of a meeting takes from its opinion."""


def of_opinion(opinion: Opinion, row: int, meeting: Meeting, source: CodeId | None) -> Proposal:
    """The proposal an opinion marked as one stands for: the speaker's words on the day of the meeting."""
    said_by = (opinion.speaker, opinion.position, opinion.body)
    return Proposal(
        text=opinion.text,
        received_on=meeting.held_on,
        unit_id=meeting.unit_id,
        asker=", ".join(filter(None, said_by)) or None,
        body_id=opinion.body_id,
        source=source,
        group=opinion.group,
        opinion_id=OpinionId(row),
    )


def followed(proposal: Proposal, before: Proposal, now: Proposal) -> Proposal:
    """An untouched proposal after its opinion changed: only what changed there changes here."""
    if proposal.is_touched:
        return proposal
    news = {name: getattr(now, name) for name in SAID if getattr(now, name) != getattr(before, name)}
    return replace(proposal, **news)


class ProposalState(StrEnum):
    """How a proposal stands on a day; never stored (rule K1)."""

    NEW = "new"
    SENT = "sent"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"


def proposal_state(proposal: Proposal, today: date) -> ProposalState:
    """How a proposal stands: closed only once it was answered and the asker was told (rule K1)."""
    if _has_come(proposal.answered_on, today):
        return ProposalState.CLOSED if _has_come(proposal.told_on, today) else ProposalState.ANSWERED
    if proposal.due_on is not None and proposal.due_on < today:
        return ProposalState.OVERDUE
    return ProposalState.SENT if _has_come(proposal.sent_on, today) else ProposalState.NEW


def proposal_findings(proposal: Proposal, today: date) -> list[Finding]:
    """What is wrong or odd about a proposal's own facts; being late never blocks."""
    return [*_missing(proposal), *_order(proposal), *_oddities(proposal, today)]


def change_findings(before: Proposal, now: Proposal) -> list[Finding]:
    """What keeps a change from being made: words that are not the office's to change (rule K2)."""
    is_of_meeting = before.opinion_id is not None
    if before.text == now.text or not (is_of_meeting or before.is_touched):
        return []
    why = (
        "Lời này ghi trong biên bản, chỉ sửa ở cuộc họp" if is_of_meeting else "Kiến nghị đã chuyển đi hoặc đã trả lời"
    )
    return [Finding("text", f"{why}. Lời của cơ quan ghi vào “Nội dung biên tập”.")]


def repeat_findings(proposal: Proposal, first: Proposal | None, *, is_itself: bool) -> list[Finding]:
    """What is wrong about saying that a proposal repeats another (rule K3)."""
    if is_itself:
        return [Finding("repeats_id", "Kiến nghị không lặp lại chính nó. Hãy chọn kiến nghị trước, hoặc để trống.")]
    if first is not None and first.received_on > proposal.received_on:
        said = f"Kiến nghị được chọn nhận sau, ngày {show_date(first.received_on)}. Hãy chọn kiến nghị nhận trước."
        return [Finding("repeats_id", said)]
    return []


def _missing(proposal: Proposal) -> list[Finding]:
    found = []
    if not proposal.asker and proposal.body_id is None and proposal.opinion_id is None:
        found.append(Finding("asker", "Chưa ghi ai kiến nghị."))
    if proposal.sent_on and proposal.sent_to_id is None:
        found.append(Finding("sent_to_id", "Chưa ghi chuyển đến cơ quan nào.", blocks=False))
    if proposal.sent_to_id is not None and proposal.sent_on is None:
        found.append(
            Finding("sent_on", "Chưa ghi ngày chuyển; đến khi ghi, kiến nghị vẫn là chưa chuyển.", blocks=False)
        )
    if proposal.answered_on and proposal.outcome is None:
        found.append(Finding("outcome", "Đã trả lời mà chưa chọn kết quả.", blocks=False))
    is_answer_told = proposal.answer or proposal.answer_number or proposal.outcome is not None
    if is_answer_told and proposal.answered_on is None:
        found.append(Finding("answered_on", "Đã ghi nội dung trả lời thì phải ghi ngày trả lời."))
    if proposal.told_on and proposal.answered_on is None:
        found.append(Finding("told_on", "Chưa có trả lời để thông báo lại. Hãy ghi ngày trả lời trước."))
    return found


def _order(proposal: Proposal) -> list[Finding]:
    """Received, sent, answered, told: no later one may come before an earlier one."""
    steps = (("received_on", "ngày nhận"), ("sent_on", "ngày chuyển"), ("answered_on", "ngày trả lời"),
             ("told_on", "ngày thông báo lại"))  # fmt: skip
    found, last, called = [], proposal.received_on, "ngày nhận"
    for name, words in steps[1:]:
        day: date | None = getattr(proposal, name)
        if day is not None and day < last:
            found.append(Finding(name, f"{words.capitalize()} sớm hơn {called} {show_date(last)}."))
        if day is not None and day >= last:
            last, called = day, words
    if proposal.due_on and proposal.due_on < (proposal.sent_on or proposal.received_on):
        found.append(Finding("due_on", "Hạn trả lời sớm hơn ngày chuyển hoặc ngày nhận."))
    return found


def _oddities(proposal: Proposal, today: date) -> Iterable[Finding]:
    for name in ("sent_on", "answered_on", "told_on"):
        day: date | None = getattr(proposal, name)
        if day is not None and day > today:
            yield Finding(name, "Ngày này chưa tới; đến ngày đó mới tính.", blocks=False)
    inspector = next((name for name in INSPECTORS if text.fold(name) in text.fold(proposal.asker or "")), "")
    if inspector and proposal.due_on is None and proposal.answered_on is None:
        until = (proposal.sent_on or proposal.received_on) + timedelta(days=INSPECTORS_DAYS)
        said = f"Kiến nghị của {inspector} được trả lời trong {INSPECTORS_DAYS} ngày, đến {show_date(until)}."
        yield Finding("due_on", said, blocks=False)


def _has_come(day: date | None, today: date) -> bool:
    return day is not None and day <= today
