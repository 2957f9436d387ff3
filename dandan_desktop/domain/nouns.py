"""The nouns of the register in one explicit list: history, search, trash, undo, counts and tests read it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from dandan_desktop.domain import text
from dandan_desktop.domain.cases import Case, CaseMove
from dandan_desktop.domain.catalogue import Body, Code, Official, Unit
from dandan_desktop.domain.initiatives import Initiative, InitiativeMove
from dandan_desktop.domain.issued_numbers import IssuedNumber, Term
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Conclusion,
    Meeting,
    Opinion,
    Partner,
    Report,
    Source,
    Task,
    Vote,
    Weakness,
    WeaknessReview,
)  # fmt: skip
from dandan_desktop.domain.minutes import MinutesVersion
from dandan_desktop.domain.names import Names
from dandan_desktop.domain.paper_signing import Signing
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.domain.paper_templates import PaperTemplate
from dandan_desktop.domain.people import Person, sort_name
from dandan_desktop.domain.periods import period_words
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.domain.series import Seat, Series, Skip, UsualItem
from dandan_desktop.domain.task_steps import Evidence, Explanation, Extension, Progress, Reminder, Reopening
from dandan_desktop.domain.users import EVERYBODY, KEEPERS, RECORDS, Role, User, UserBody

Title = Callable[[Any, Names], str]


class Part(NamedTuple):
    """Rows edited only on their noun's sheet; `parent` is the column that says whose they are.

    One that `stays_open` may be written while its record is locked: nothing frozen depends on it. `lost` says what
    follows when its rows leave the trash for good, where a clerk would not know.
    """

    table: str
    record: type[Any]
    label: str
    parent: str
    stays_open: bool = False
    lost: str = ""


class Noun(NamedTuple):
    """A kind of record with its own list: table, record, word on screen, title and the key lists sort by.

    `leans` names the columns, with the table they point at, whose rows give this noun its title; `readers` the roles
    that open its records; what has no trash is ended by a deed of its own.
    `locks` names the part whose rows, while one of them is in force, close the record and its other parts.
    """

    table: str
    record: type[Any]
    label: str
    title: Title
    parts: tuple[Part, ...] = ()
    order: Title | None = None
    leans: tuple[tuple[str, str], ...] = ()
    readers: frozenset[Role] = RECORDS
    is_found: bool = True
    has_trash: bool = True
    locks: str = ""

    def sort_key(self, facts: Any, names: Names) -> str:
        """The key a list of this noun sorts by; binary comparison gives Vietnamese order."""
        if self.order is not None:
            return self.order(facts, names)
        return text.sort_key(self.title(facts, names))


def _case_person(case: Case, names: Names) -> str:
    return names.of("people", case.person_id)


def _sits(row: Series | Skip, names: Names) -> str:
    """What kind of meeting, and who convenes it."""
    words = names.of("codes", row.kind)
    return f"{words} · {names.of('bodies', row.convener_id)}" if row.convener_id else words


MEETINGS = Noun("meetings", Meeting, "Cuộc họp", lambda meeting, _: meeting.title, (
    Part("agenda_items", AgendaItem, "Chương trình", "meeting_id"),
    Part("attendance", Attendance, "Thành phần", "meeting_id"),
    Part("reports", Report, "Báo cáo", "meeting_id"),
    Part("opinions", Opinion, "Ý kiến", "meeting_id"),
    Part("votes", Vote, "Biểu quyết", "meeting_id"),
    Part("weaknesses", Weakness, "Hạn chế", "meeting_id"),
    Part("weakness_reviews", WeaknessReview, "Hạn chế năm trước", "meeting_id"),
    Part("conclusions", Conclusion, "Kết luận", "meeting_id"),
    Part("sources", Source, "Tệp đã nạp", "meeting_id"),
    Part("minutes_versions", MinutesVersion, "Bản khoá", "meeting_id"),
    Part("paper_signings", Signing, "Người ký giấy tờ", "meeting_id", stays_open=True),
), locks="minutes_versions")  # fmt: skip
SERIES = Noun(
    "series", Series, "Chế độ họp", _sits,
    (
        Part("series_seats", Seat, "Thành phần", "series_id"),
        Part("series_items", UsualItem, "Chương trình", "series_id"),
    ),
)  # fmt: skip
SKIPS = Noun("skips", Skip, "Kỳ không họp", lambda skip, names: f"{period_words(skip.period)}: {_sits(skip, names)}")
TASKS = Noun(
    "tasks", Task, "Nhiệm vụ",
    lambda task, names: task.text or names.of("conclusions", task.conclusion_id),
    (
        Part("partners", Partner, "Phối hợp", "task_id"),
        Part("task_progress", Progress, "Tiến độ", "task_id"),
        Part("task_extensions", Extension, "Gia hạn", "task_id"),
        Part("task_reminders", Reminder, "Đôn đốc", "task_id"),
        Part("task_explanations", Explanation, "Giải trình", "task_id"),
        Part("task_reopenings", Reopening, "Mở lại", "task_id"),
        Part("task_files", Evidence, "Tệp minh chứng", "task_id"),
    ),
    leans=(("conclusion_id", "conclusions"),),
)  # fmt: skip
PROPOSALS = Noun("proposals", Proposal, "Kiến nghị", lambda proposal, _: proposal.edited or proposal.text)
CASES = Noun(
    "cases", Case, "Hồ sơ giới thiệu", _case_person,
    (Part("case_moves", CaseMove, "Quá trình", "case_id"),),
    order=lambda case, names: text.name_key(_case_person(case, names)),
    leans=(("person_id", "people"),),
)  # fmt: skip
INITIATIVES = Noun(
    "initiatives", Initiative, "Mô hình", lambda initiative, _: initiative.name,
    (Part("initiative_moves", InitiativeMove, "Quá trình", "initiative_id"),),
)  # fmt: skip
PEOPLE = Noun(
    "people", Person, "Người", lambda person, _: person.full_name,
    order=lambda person, _: text.name_key(sort_name(person)),
)  # fmt: skip
OFFICIALS = Noun(
    "officials", Official, "Cán bộ", lambda official, _: official.name,
    order=lambda official, _: text.name_key(official.name), readers=EVERYBODY,
)  # fmt: skip
UNITS = Noun("units", Unit, "Đơn vị", lambda unit, _: unit.name, readers=EVERYBODY)
BODIES = Noun("bodies", Body, "Cơ quan, tổ chức", lambda body, _: body.name, readers=EVERYBODY)
CODES = Noun("codes", Code, "Mục danh mục", lambda code, _: code.name, readers=EVERYBODY, is_found=False)
PAPER_STYLES = Noun(
    "paper_styles", PaperStyle, "Thể thức", lambda style, _: style.name,
    (
        Part("paper_templates", PaperTemplate, "Mẫu Word", "style_id", lost=(
            "Biên bản đã khoá vẫn in lại theo mẫu lúc khoá; giấy tờ khác in theo mẫu của chương trình."
        )),
    ),
    readers=EVERYBODY, is_found=False,
)  # fmt: skip
TERMS = Noun("terms", Term, "Nhiệm kỳ", lambda term, _: term.name, readers=EVERYBODY)
ISSUED_NUMBERS = Noun(
    "issued_numbers", IssuedNumber, "Số văn bản", lambda issued, _: f"{issued.text} {issued.title}", has_trash=False
)
USERS = Noun(
    "users", User, "Người dùng", lambda user, _: user.name,
    (Part("user_bodies", UserBody, "Tổ chức được phân công", "user_id"),),
    readers=KEEPERS, is_found=False, has_trash=False,
)  # fmt: skip

NOUNS: tuple[Noun, ...] = (
    UNITS,
    BODIES,
    CODES,
    PEOPLE,
    OFFICIALS,
    TERMS,
    PAPER_STYLES,
    MEETINGS,
    SERIES,
    SKIPS,
    TASKS,
    PROPOSALS,
    CASES,
    INITIATIVES,
    ISSUED_NUMBERS,
    USERS,
)

ENTERED: tuple[Noun, ...] = (PEOPLE, OFFICIALS, MEETINGS, SKIPS, TASKS, PROPOSALS, CASES, INITIATIVES)
"""The nouns an office enters; units, bodies, codes and series come with the program, users are who enters."""


def noun_of(table: str, nouns: tuple[Noun, ...] = NOUNS) -> Noun:
    """The noun a table belongs to, its own or that of its part; KeyError when there is none."""
    for noun in nouns:
        if table == noun.table or any(part.table == table for part in noun.parts):
            return noun
    raise KeyError(table)
