"""(c) Minutes with 60 opinions, and all papers of a sitting, ÷ docxtpl rendering the same templates, in process, warm.

The values of the bare side stand ready; both sides write no file.
"""

import io
import random
from datetime import date, time
from typing import Any

from docxtpl import DocxTemplate

from benchmarks.measure import Row, both_timed, compared
from benchmarks.ten_years import words
from dandan_desktop import paths
from dandan_desktop.documents import paper
from dandan_desktop.documents.minutes import minutes_content, minutes_docx
from dandan_desktop.documents.paper_content import paper_pages
from dandan_desktop.documents.styles import LAYOUTS
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import BodyId, CodeId, Lines, Prose, UnitId
from dandan_desktop.domain.meetings import Attendance, Conclusion, Meeting, Opinion, Report, Weakness
from dandan_desktop.domain.paper_kinds import KINDS, MINUTES
from dandan_desktop.domain.paper_signing import Signing
from dandan_desktop.domain.papers import Concluded, Header, MeetingSheet, Reported, TaskLine

GOAL = 1.5
OPINIONS = 60


def sheet(opinions: int, seed: int = 1) -> MeetingSheet:
    """A whole meeting with so many opinions."""
    source = random.Random(seed)
    stock = words()

    def say(*names: str) -> str:
        return " ".join(source.choice(stock[name]) for name in names)

    def name() -> str:
        return f"{say('families')} {source.choice(stock['nam']['middles'])} {source.choice(stock['nam']['givens'])}"

    meeting = Meeting(
        title="Hội nghị tổng kết công tác dân vận năm 2025",
        held_on=date(2026, 1, 15),
        convener_id=BodyId(1),
        series=CodeId(1),
        unit_id=UnitId(1),
        starts_at=time(7, 30),
        ends_at=time(11, 0),
        venue="Hội trường cơ quan",
        chair_name=name(),
        chair_position="Trưởng ban",
        secretary_name=name(),
        secretary_position="Chuyên viên",
    )
    task = TaskLine(say("orders", "matters"), "Hội Nông dân", ("Đoàn Thanh niên",), date(2026, 6, 30), False, "Báo cáo")
    conclusion = Concluded(Conclusion(text=Prose(say("orders", "matters")), kind=CodeId(1)), (task,))
    report = Report(body_id=BodyId(1), title="Kết quả năm", results=Lines((say("matters", "middles"),) * 4))
    return MeetingSheet(
        header=Header(Style.PARTY, "ĐẢNG ỦY XÃ LẤP VÒ", "BAN XÂY DỰNG ĐẢNG", "BXDĐ", "Lấp Vò"),
        meeting=meeting,
        attendance=tuple(Attendance(name=name(), position=say("positions"), is_invited=n > 9) for n in range(12)),
        reports=(Reported("Hội Nông dân", report),) * 6,
        opinions=tuple(
            Opinion(text=Prose(f"{say('openings', 'matters')}: {say('middles')}. {say('endings')}"), speaker=name())
            for _ in range(opinions)
        ),
        votes=(),
        weaknesses=tuple(Weakness(text=Prose(say("matters", "middles"))) for _ in range(4)),
        conclusions=(conclusion,) * 6,
    )


def bare(template: str, values: dict[str, Any]) -> bytes:
    """What docxtpl alone makes of a template and values."""
    paper = DocxTemplate(paths.resource("templates", template))
    paper.render(values, autoescape=True)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def run(rounds: int, opinions: int = OPINIONS) -> list[Row]:
    """Measure; the content is made anew on our side, and stands ready on the bare one."""
    made = sheet(opinions)
    values = minutes_content(made)
    template = LAYOUTS[Style(values.pop("style"))].template
    what = f"Word minutes with {opinions} opinions ÷ docxtpl with the same template"
    costs = both_timed(lambda: minutes_docx(minutes_content(made)), lambda: bare(template, values), rounds)
    return [compared("c minutes", what, GOAL, *costs), _all_papers(made, rounds)]


def _all_papers(made: MeetingSheet, rounds: int) -> Row:
    """Every paper of the same sitting, one file for all receivers of each."""
    wanted = [
        paper.Made(kind, made, Signing(kind=kind.code))
        for kind in KINDS
        if kind is not MINUTES and not kind.needs(made)
    ]
    ready = [(paper.template_of(each.kind.code, made.header.style), {"pages": paper_pages(each)}) for each in wanted]

    def ours() -> list[bytes]:
        return [content for each in wanted for content in paper.papers_docx(each, is_together=True)]

    def theirs() -> list[bytes]:
        return [bare(*each) for each in ready]

    what = f"{len(wanted)} papers of a sitting ÷ docxtpl with the same templates"
    return compared("c papers", what, GOAL, *both_timed(ours, theirs, rounds))
