"""The papers of a sitting in one table: what each is called, who gets it, which sittings have it, what it needs.

A further paper is an entry here, its words in `tools/paper_text.py` and its values in `documents/paper_content.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from dandan_desktop.domain.meetings import Attendance
from dandan_desktop.domain.papers import Concluded, MeetingSheet, TaskLine
from dandan_desktop.domain.record import Record
from dandan_desktop.domain.text import fold, tidy


class Per(StrEnum):
    """Who gets a paper of his own: the sitting has one, or each delegate, or each body that was given a task."""

    SITTING = "sitting"
    DELEGATE = "delegate"
    OWNER = "owner"


class PaperKind(Record):
    """A kind of paper: `stem` begins the names of its files, `symbol` is its type in the number (empty: no number).

    `series` are the codes of the series whose sittings have it, none for all; `asks` the facts of its signing that a
    clerk may write; `needs` says in words what is missing before it can be made, empty when nothing is.
    """

    code: str
    name: str
    stem: str
    needs: Callable[[MeetingSheet], str]
    symbol: str = ""
    per: Per = Per.SITTING
    series: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def is_merged(self) -> bool:
        """Whether it is made once for each of several receivers."""
        return self.per is not Per.SITTING


SIGNED = ("dated_on", "authority", "position", "signer", "receivers")


def summoned(sheet: MeetingSheet) -> list[Attendance]:
    """Whom a sitting calls: who only stands in for a delegate of the list was not called himself."""
    listed = {fold(row.name) for row in sheet.attendance if row.name}
    return [row for row in sheet.attendance if not (row.stands_in_for and fold(row.stands_in_for) in listed)]


def owners(sheet: MeetingSheet) -> list[str]:
    """The bodies that were given a task, each once, in the order of the conclusions."""
    return list(dict.fromkeys(tidy(task.owner) for _, _, task in tasks(sheet)))


def tasks(sheet: MeetingSheet) -> list[tuple[int, Concluded, TaskLine]]:
    """Every task with the conclusion it comes from and that one's number."""
    return [(number, each, task) for number, each in enumerate(sheet.conclusions, 1) for task in each.tasks]


def _nothing(_: MeetingSheet) -> str:
    return ""


def _delegates(sheet: MeetingSheet) -> str:
    return "" if summoned(sheet) else "Chưa ghi thành phần dự họp."


def _conclusions(sheet: MeetingSheet) -> str:
    """Rule T1: what was concluded is told once every conclusion gave a task or says why it gives none."""
    if not sheet.conclusions:
        return "Chưa ghi kết luận nào."
    open_ones = [
        str(number)
        for number, each in enumerate(sheet.conclusions, 1)
        if not each.tasks and not (each.conclusion.no_task_reason or "").strip()
    ]
    return f"Kết luận {', '.join(open_ones)}: chưa giao việc, chưa ghi lý do." if open_ones else ""


def _given(sheet: MeetingSheet) -> str:
    return "" if owners(sheet) else "Chưa giao nhiệm vụ nào."


def _two_sides(sheet: MeetingSheet) -> str:
    sides = {row.is_invited for row in sheet.attendance}
    if False not in sides:
        return "Chưa ghi người của đoàn công tác."
    return "" if True in sides else "Chưa ghi bên được làm việc (đánh dấu “Mời dự”)."


INVITATION = PaperKind(
    code="invitation", name="Giấy mời", stem="giay-moi", symbol="GM", per=Per.DELEGATE, asks=SIGNED, needs=_delegates
)
DELEGATES = PaperKind(code="delegates", name="Danh sách đại biểu", stem="danh-sach-dai-bieu", needs=_delegates)
SIGN_IN = PaperKind(code="sign_in", name="Danh sách ký tên", stem="danh-sach-ky-ten", needs=_delegates)
MINUTES = PaperKind(code="minutes", name="Biên bản", stem="bien-ban", symbol="BB", needs=_nothing)
WORKING = PaperKind(
    code="working_minutes", name="Biên bản buổi làm việc", stem="bien-ban-lam-viec", symbol="BB",
    series=("KHAO_SAT", "BTV_LV_NAM"), asks=("authority", "signer"), needs=_two_sides,
)  # fmt: skip
NOTICE = PaperKind(
    code="notice", name="Thông báo kết luận", stem="thong-bao-ket-luan", symbol="TB", asks=SIGNED, needs=_conclusions
)
SLIP = PaperKind(
    code="slip", name="Phiếu giao việc", stem="phieu-giao-viec", symbol="PGV", per=Per.OWNER, asks=SIGNED, needs=_given
)
KINDS = (INVITATION, DELEGATES, SIGN_IN, MINUTES, WORKING, NOTICE, SLIP)
"""Every paper of a sitting, in the order it comes up: before, during and after it."""

REMINDER = PaperKind(
    code="reminder", name="Công văn đôn đốc", stem="cong-van-don-doc", symbol="CV", per=Per.OWNER, asks=SIGNED,
    needs=_nothing,
)  # fmt: skip
"""The letter to an owner of overdue tasks; it belongs to no sitting."""

SUBMISSION = PaperKind(
    code="submission", name="Tờ trình kiến nghị", stem="to-trinh-kien-nghi", symbol="TTr", asks=SIGNED, needs=_nothing
)
"""What goes up with the table of proposals of a period; it belongs to no sitting."""

TASK_LIST = PaperKind(code="task_list", name="Danh sách nhiệm vụ", stem="danh-sach-nhiem-vu", needs=_nothing)
"""The tasks a list shows, by owner; it belongs to no sitting either."""

ADDENDUM = "addendum"
TEMPLATES: Mapping[str, str] = {
    **{kind.code: kind.name for kind in KINDS},
    ADDENDUM: "Biên bản bổ sung",
    **{kind.code: kind.name for kind in (REMINDER, TASK_LIST, SUBMISSION)},
}
"""What each paper that has a template is called, by its code, in the order the papers come up."""


def kinds_of(sheet: MeetingSheet) -> Sequence[PaperKind]:
    """The kinds a sitting has."""
    return [kind for kind in KINDS if not kind.series or sheet.series in kind.series]


def kind_named(code: str) -> PaperKind:
    """The kind of this code; KeyError for none."""
    for kind in (*KINDS, REMINDER, SUBMISSION, TASK_LIST):
        if kind.code == code:
            return kind
    raise KeyError(code)
