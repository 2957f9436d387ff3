"""Admission cases: a person recommended for the Party, moving by dated stages (Điều lệ Đảng, điều 4)."""

from __future__ import annotations

from datetime import date
from typing import Annotated as A

from dandan_desktop.domain.facts import BodyId, CodeId, Fact, From, PersonId, UnitId
from dandan_desktop.domain.record import Record

INTRODUCED = "GIOI_THIEU"
"""The stage whose entry the roll-up counts as introduced."""
ADMITTED = "DU_BI"
"""The stage whose entry, by date of decision, the roll-up counts as admitted."""


class Case(Record):
    """One recommendation of one person by one organisation; `stage` is always the last move's."""

    person_id: A[PersonId, Fact("Người được giới thiệu")]
    body_id: A[BodyId, Fact("Tổ chức giới thiệu")]
    unit_id: A[UnitId, Fact("Địa bàn")]
    paper_number: A[str | None, Fact("Số văn bản giới thiệu", found=True)] = None
    paper_date: A[date | None, Fact("Ngày văn bản giới thiệu")] = None
    stage: A[CodeId | None, Fact("Giai đoạn"), From("admission_stages")] = None


class CaseMove(Record):
    """A case entered a stage on a day; counts use this day, never the day it was typed.

    Why somebody left is told by the stage left to and by nothing else: political standards are never written down here
    (Quy định 58-QĐ/TW; `admission.md` §1.4, §2).
    """

    to_state: A[CodeId, Fact("Đến giai đoạn"), From("admission_stages")]
    happened_on: A[date, Fact("Ngày")]
    from_state: A[CodeId | None, Fact("Từ giai đoạn"), From("admission_stages")] = None
    source: A[str | None, Fact("Nguồn tin, số văn bản")] = None
