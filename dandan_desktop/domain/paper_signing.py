"""Who signs the papers of a sitting: what a clerk wrote for a paper, and what the rules suggest until he does.

Sources: documents.md §1.7 and §5.1 (Hướng dẫn 36 and 05-HD/VPTW, papers of a commune committee); State style writes
the same with dots (Nghị định 30/2020/NĐ-CP).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from typing import Annotated as A

from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.facts import Fact, Lines
from dandan_desktop.domain.record import Record
from dandan_desktop.domain.text import fold

if TYPE_CHECKING:
    from dandan_desktop.domain.papers import Header


class Signing(Record):
    """What stands at the foot of one kind of paper of a sitting: its day, who signs it for whom, who receives it."""

    kind: A[str, Fact("Giấy tờ")]
    dated_on: A[date | None, Fact("Ngày văn bản", "Để trống: in chỗ để ghi tay")] = None
    authority: A[str | None, Fact("Thẩm quyền ký")] = None
    position: A[str | None, Fact("Chức vụ người ký")] = None
    signer: A[str | None, Fact("Người ký")] = None
    receivers: A[Lines | None, Fact("Nơi nhận", "Mỗi dòng một nơi; để trống: theo nội dung")] = None


class Signed(Record):
    """The foot a clerk writes for a paper that belongs to no sitting."""

    authority: A[str | None, Fact("Thẩm quyền ký")] = None
    position: A[str | None, Fact("Chức vụ người ký")] = None
    signer: A[str | None, Fact("Người ký")] = None
    receivers: A[Lines | None, Fact("Nơi nhận", "Mỗi dòng một nơi; để trống: theo nội dung")] = None

    def foot(self, kind: str, dated_on: date | None) -> Signing:
        """The same as the foot of a kind of paper of a sitting."""
        return Signing(
            kind=kind, dated_on=dated_on, authority=self.authority, position=self.position, signer=self.signer,
            receivers=self.receivers,
        )  # fmt: skip


class Letter(Signed):
    """What a clerk writes for a letter to one owner: its number, its foot, and the day an answer is asked for."""

    number: A[str | None, Fact("Số công văn", "Để trống: in chỗ để ghi tay")] = None
    dated_on: A[date | None, Fact("Ngày công văn")] = None
    answer_by: A[date | None, Fact("Báo cáo chậm nhất ngày")] = None


class Submission(Signed):
    """What a clerk writes for a tờ trình: its number, its day, whom it is submitted to, and its foot."""

    number: A[str | None, Fact("Số tờ trình", "Để trống: in chỗ để ghi tay")] = None
    dated_on: A[date | None, Fact("Ngày tờ trình")] = None
    to: A[str | None, Fact("Trình ai", "Ví dụ: Thường trực Tỉnh ủy")] = None


class Rule(NamedTuple):
    """How papers of some kinds of bodies are signed: head and deputy, on whose behalf, and the type of a conclusion.

    Without `behalf` the head signs in his own name and a deputy in his place; `{committee}` is the body's short name.
    """

    bodies: frozenset[str]
    behalf: str
    head: str
    deputy: str
    notice: str = "TB"


def _rule(bodies: str, behalf: str, head: str, deputy: str, notice: str = "TB") -> Rule:
    return Rule(frozenset(bodies.split()), behalf, head, deputy, notice)


COMMITTEES = frozenset({"TINH_UY", "HUYEN_UY", "DANG_UY_XA"})
RULES = (
    _rule("BCH_CAP_UY", "T/M {committee}", "Bí thư", "Phó Bí thư", "KL"),
    _rule(" ".join(COMMITTEES), "T/M {committee}", "Bí thư", "Phó Bí thư"),
    _rule("BTV_CAP_UY TT_CAP_UY", "T/M BAN THƯỜNG VỤ", "Bí thư", "Phó Bí thư"),
    _rule("UBKT", "T/M ỦY BAN KIỂM TRA", "Chủ nhiệm", "Phó Chủ nhiệm"),
    _rule(
        "BAN_DAN_VAN BAN_TUYEN_GIAO BAN_TG_DV BAN_XDD BCD_QCDCCS BCD_DVK BCTMT KHOI_DV",
        "", "Trưởng ban", "Phó Trưởng ban",
    ),
    _rule("VP_CAP_UY", "", "Chánh Văn phòng", "Phó Chánh Văn phòng"),
    _rule("UBND", "T/M ỦY BAN NHÂN DÂN", "Chủ tịch", "Phó Chủ tịch"),
    _rule("MTTQ", "T/M BAN THƯỜNG TRỰC", "Chủ tịch", "Phó Chủ tịch"),
    _rule("LDLD HND HPN CCB", "T/M BAN THƯỜNG VỤ", "Chủ tịch", "Phó Chủ tịch"),
    _rule("DTN", "T/M BAN THƯỜNG VỤ", "Bí thư", "Phó Bí thư"),
)  # fmt: skip
"""By the kind of the convening body (documents.md §5.1); an office writes what differs beside the paper."""

_HOLDERS = {"BTV_LV_NAM": "BTV_CAP_UY", "BTV_NGHE_6T": "BTV_CAP_UY", "GB_QUY": "TT_CAP_UY"}
"""Which part of a committee holds the sittings of a series, where the committee itself was written as convener."""
_PARTS = {"BTV_CAP_UY": "Ban Thường vụ", "TT_CAP_UY": "Thường trực"}
_DOTTED = frozenset({Style.STATE, Style.DOAN})


def holder(convener_kind: str, series: str) -> str:
    """The kind of body that really sits: a part of the committee where the series says so."""
    return _HOLDERS.get(series, convener_kind) if convener_kind in COMMITTEES else convener_kind


def issuer_name(convener: str, convener_kind: str, series: str) -> str:
    """What the body that sits is called in a text: Thường trực … where a committee's secretaries sat."""
    part = _PARTS.get(holder(convener_kind, series), "") if convener_kind in COMMITTEES else ""
    return f"{part} {convener}".strip()


def rule_of(body_kind: str) -> Rule | None:
    """How papers of a kind of body are signed; None where no rule is known."""
    return next((rule for rule in RULES if body_kind in rule.bodies), None)


def notice_type(convener_kind: str, series: str) -> str:
    """The type of what tells the conclusions: KL of a whole committee, TB of any other body (documents.md §5.1)."""
    rule = rule_of(holder(convener_kind, series))
    return rule.notice if rule else "TB"


def suggested(kind: str, body_kind: str, header: Header, chair: str | None, position: str | None) -> Signing:
    """Who usually signs: the chair where his position is one of the two of the rule, else its head without a name."""
    rule = rule_of(body_kind)
    if rule is None:
        return Signing(kind=kind, signer=chair)
    said, head, deputy = (fold(words) for words in (position or "", rule.head, rule.deputy))
    is_deputy, is_acting = said.startswith(deputy), said.startswith((f"quyen {head}", f"q {head}"))
    signer = chair if is_deputy or is_acting or said.startswith(head) else None
    title = (rule.deputy if is_deputy else f"Q. {rule.head}" if is_acting else rule.head).upper()
    if rule.behalf:
        behalf = rule.behalf.format(committee=_committee(header))
        return Signing(kind=kind, authority=prefixed(behalf, header), position=title, signer=signer)
    if is_deputy:
        instead = prefixed(f"K/T {rule.head.upper()}", header)
        return Signing(kind=kind, authority=instead, position=title, signer=signer)
    return Signing(kind=kind, authority=title, signer=signer)


def prefixed(authority: str, header: Header) -> str:
    """An authority line as its style writes it: T/M with a slash in Party papers, TM. with a dot in the State's."""
    has_dots = header.look.has_dots if header.look else header.style in _DOTTED
    return re.sub(r"^([TK])/([MTL]) ", r"\1\2. ", authority) if has_dots else authority


def _committee(header: Header) -> str:
    """A committee without its place, as its head prints it: the words up to the one it ends in."""
    words = " ".join(header.lower.split())
    found = re.match(r".*?\b[UỦ][YỶ]\b", words)
    return found[0] if found else words
