"""What a tờ trình of proposals prints: how many there are of each group and how they stand, and what is asked.

Whom it is submitted to stands behind “Kính trình” or “Kính gửi” as the style of the day has it (documents.md §1.9); the
table itself goes with it (`work.md` S12).
"""

from typing import Any

from dandan_desktop.documents.minutes_content import header_content
from dandan_desktop.documents.paper_content import day_words, foot
from dandan_desktop.documents.styles import DOTS, layout_of
from dandan_desktop.documents.wording import closed, one_line
from dandan_desktop.domain.dates import paper_date
from dandan_desktop.domain.paper_kinds import SUBMISSION
from dandan_desktop.domain.paper_signing import Submission
from dandan_desktop.domain.papers import Header
from dandan_desktop.domain.proposal_summary import ProposalSummary, SummaryGroup, SummaryLine


def submission_page(summary: ProposalSummary, header: Header, facts: Submission) -> dict[str, Any]:
    """The values of the tờ trình of a period's proposals under the head of who submits it."""
    layout, issuer = layout_of(header), one_line(summary.frame.office) or DOTS
    to, period = one_line(facts.to) or DOTS, summary.period.name
    lines = [line for group in summary.groups for each in group.authorities for line in each.lines]
    late = [line for line in lines if _is_late(line, summary)]
    return {
        "header": {
            **header_content(layout, header, day_words(facts.dated_on), SUBMISSION.symbol, facts.number or ""),
            "subject": "",
        },
        "kind": "TỜ TRÌNH",
        "title": [f"về việc giải quyết các kiến nghị nhận trong {period}"],
        "greeting": layout.greeting,
        "to": to,
        "opening": closed(
            f"{issuer} đã tổng hợp {_count(len(lines))} kiến nghị nhận trong {period}, tính đến ngày "
            f"{paper_date(summary.frame.issued)}: {_standing(lines)}"
        ),
        "groups": [
            closed(f"{group.title}: {_count(group.count)} kiến nghị, {_standing(_lines(group))}")
            for group in summary.groups
        ],
        "waits": f"Có {_count(len(late))} kiến nghị đã quá hạn trả lời:" if late else "",
        "waiting": [
            closed(f"{one_line(line.words)} ({one_line(line.sent_to) or DOTS}, hạn {paper_date(line.due_on)})")
            for line in late
            if line.due_on
        ],
        "closing": [
            closed(
                f"{issuer} {layout.greeting.lower()} {to} xem xét, chỉ đạo các cơ quan có thẩm quyền giải quyết, "
                "trả lời các kiến nghị nêu trên và thông báo kết quả cho người kiến nghị"
            )
        ],
        "attached": f"(Kèm theo Bảng tổng hợp kiến nghị {period}){layout.ends}",
        **foot(layout, facts.foot(SUBMISSION.code, facts.dated_on), ["Như trên"]),
    }


def _lines(group: SummaryGroup) -> list[SummaryLine]:
    return [line for each in group.authorities for line in each.lines]


def _is_late(line: SummaryLine, summary: ProposalSummary) -> bool:
    return line.due_on is not None and line.answered_on is None and line.due_on < summary.frame.issued


def _standing(lines: list[SummaryLine]) -> str:
    """How many were answered, sent and not answered, not sent; together they are all; none is not told."""
    answered = sum(line.answered_on is not None for line in lines)
    sent = sum(line.answered_on is None and line.sent_on is not None for line in lines)
    told = (("đã trả lời", answered), ("đã chuyển chưa trả lời", sent), ("chưa chuyển", len(lines) - answered - sent))
    return ", ".join(f"{words} {_count(number)}" for words, number in told if number)


def _count(number: int) -> str:
    return f"{number:02}"
