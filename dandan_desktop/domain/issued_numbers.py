"""The numbers of papers: whose series, which span, reserved, used or cancelled, and never given twice.

Sources: HD 36-HD/VPTW and 05-HD/VPTW (per type and term of the cấp ủy), Nghị định 30/2020/NĐ-CP (per year);
`documents.md` §1.5, `settled` 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated as A
from typing import NamedTuple

from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.drafts import Finding
from dandan_desktop.domain.facts import BodyId, CodeId, Fact, From, TermId
from dandan_desktop.domain.record import Record

LARGEST = 99_999
CYCLE, CONGRESS = 5, 7
"""Years of a term, and the month by which a congress year's committees have begun theirs."""
COMMITTEES = frozenset({"TINH_UY", "HUYEN_UY", "DANG_UY_XA"})
"""The kinds of body whose term those below them count by: an advisory body has no term of its own."""
MINUTES, LETTER = "BB", "CV"
"""The types of minutes and of a letter, which a rule branches on."""


_OF_SITTING = {MINUTES: "Biên bản", "TB": "Thông báo kết luận", "KL": "Kết luận", "GM": "Giấy mời"}
_SITTING = re.compile(r"(hội nghị|họp|cuộc họp|buổi|phiên|làm việc|giao ban|đối thoại)\b", re.IGNORECASE)


class Term(Record):
    """A term of a committee; it holds until its last day, or the day before the next one begins."""

    name: A[str, Fact("Tên nhiệm kỳ", "Ví dụ: khóa I, nhiệm kỳ 2025 – 2030", found=True)]
    body_id: A[BodyId, Fact("Cấp ủy", "Ban tham mưu đánh số theo nhiệm kỳ của cấp ủy")]
    valid_from: A[date, Fact("Từ ngày", "Ngày liền sau ngày bế mạc đại hội")]
    valid_to: A[date | None, Fact("Đến hết ngày", "Để trống: cho đến nhiệm kỳ sau")] = None


class IssuedNumber(Record):
    """One number of one series; a joint paper takes the series of the body that leads."""

    kind: A[CodeId, Fact("Loại văn bản"), From("paper_types")]
    issuer_id: A[BodyId, Fact("Cơ quan ban hành", "Văn bản liên tịch: cơ quan chủ trì")]
    issued_on: A[date, Fact("Ngày văn bản")]
    text: A[str, Fact("Số, ký hiệu", found=True)]
    title: A[str, Fact("Trích yếu", found=True)]
    number: A[int, Fact("Số")] = 0
    series: A[str, Fact("Dãy số")] = ""
    term_id: A[TermId | None, Fact("Nhiệm kỳ")] = None
    year: A[int | None, Fact("Năm")] = None
    used_on: A[date | None, Fact("Ngày phát hành")] = None
    cancelled_on: A[date | None, Fact("Ngày huỷ")] = None
    reason: A[str | None, Fact("Lý do huỷ")] = None
    owner: A[str | None, Fact("Mã bản ghi")] = None

    @property
    def state(self) -> str:
        """How it stands, in a clerk's words."""
        if self.cancelled_on is not None:
            return CANCELLED
        return USED if self.used_on is not None else RESERVED


RESERVED, USED, CANCELLED = "Đã giữ", "Đã phát hành", "Đã huỷ"


class Series(NamedTuple):
    """Where a number is counted: the key of body and type, and the term or the year."""

    key: str
    term: TermId | None
    year: int | None
    span: str
    """The term or year in words."""


class Taken(NamedTuple):
    """A number of a series that was given, and the day of its paper."""

    number: int
    day: date


class Missing(NamedTuple):
    """Numbers of a series nobody gave, between some that were: first and last of each run."""

    span: str
    issuer: str
    kind: str
    runs: tuple[tuple[int, int], ...]

    @property
    def words(self) -> str:
        """As a clerk reads it: BB 03, 05–07."""
        return f"{self.kind} {', '.join(_run(first, last) for first, last in self.runs)}"


def shown(number: int) -> str:
    """A number as papers print it: two digits at least."""
    return f"{number:02}"


def title_of(paper: str, name: str, sitting: str) -> str:
    """What the register says a sitting's paper is: its kind (by the code of its type, else `name`) and the sitting."""
    said, about = _OF_SITTING.get(paper, name), " ".join(sitting.split())
    if about.casefold().startswith(said.casefold()):
        return about
    if _SITTING.match(about):
        return f"{said} {about[:1].lower()}{about[1:]}"
    return f"{said}: {about}"


def next_number(taken: Iterable[int]) -> int:
    """The number proposed: after the highest one; a cancelled one counts, for it is never given again."""
    return max(taken, default=0) + 1


def gaps(taken: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The runs of numbers nobody gave between the lowest and the highest; an office may begin in the middle."""
    return tuple((low + 1, high - 1) for low, high in pairwise(sorted(set(taken))) if high - low > 1)


def read_number(typed: str, printed: str, number: int) -> int | None:
    """The number a clerk typed: bare, or whole as the paper prints it; None outside the pattern.

    `printed` is how `number` prints in this series, so that everything around its figures is known.
    """
    plain = " ".join(typed.split())
    plain = re.sub(r"^số\s*:?\s*", "", plain, flags=re.IGNORECASE)
    before, figures, after = printed.partition(shown(number))
    if figures and before and plain.lower().startswith(before.lower()):
        plain = plain[len(before) :]
    if figures and after and plain.lower().endswith(after.lower()):
        plain = plain[: -len(after)]
    found = int(plain) if re.fullmatch("[0-9]{1,5}", plain) else 0
    return found or None


def day_findings(number: int, day: date, taken: Sequence[Taken]) -> list[Finding]:
    """That dates run backwards: odd, and allowed."""
    earlier = max((each for each in taken if each.number < number), key=lambda each: each.day, default=None)
    later = min((each for each in taken if each.number > number), key=lambda each: each.day, default=None)
    if earlier is not None and day < earlier.day:
        said = f"Ngày này sớm hơn ngày của số {shown(earlier.number)} ({show_date(earlier.day)})."
        return [Finding("issued_on", said, blocks=False)]
    if later is not None and day > later.day:
        said = f"Ngày này muộn hơn ngày của số {shown(later.number)} ({show_date(later.day)})."
        return [Finding("issued_on", said, blocks=False)]
    return []


def term_findings(term: Term) -> list[Finding]:
    """What is wrong about a term."""
    if term.valid_to is not None and term.valid_to < term.valid_from:
        return [Finding("valid_to", "Ngày cuối phải sau ngày đầu của nhiệm kỳ.")]
    return []


def usual_term(founded: date | None, day: date) -> tuple[str, date | None]:
    """What a committee's term of a day is usually called, and its first day where it is the day of the founding.

    Only a proposal, for the clerk to see and correct: congresses were held every five years, in 2020 and 2025, the new
    committees of July 2025 begin with their first term (`work.md` §9).
    """
    begun = day.year - day.year % CYCLE
    if day.year == begun and day.month < CONGRESS and (founded is None or founded.year < begun):
        begun -= CYCLE
    is_first = founded is not None and date(begun, 1, 1) <= founded <= day
    name = f"nhiệm kỳ {begun} – {begun + CYCLE}"
    return (f"khóa I, {name}", founded) if is_first else (name, None)


def _run(first: int, last: int) -> str:
    return shown(first) if first == last else f"{shown(first)}–{shown(last)}"
