"""Initiatives: models and good ways of working, from proposal over registration to replication."""

from __future__ import annotations

from datetime import date
from typing import Annotated as A

from dandan_desktop.domain.facts import BodyId, CodeId, Fact, From, UnitId
from dandan_desktop.domain.record import Record

REGISTERED = "DA_DANG_KY"
"""The state whose entry the roll-up counts as registered."""


class Initiative(Record):
    """One model with exactly one of the four fields; `state` is always the last move's."""

    name: A[str, Fact("Tên mô hình", found=True)]
    field: A[CodeId, Fact("Lĩnh vực"), From("initiative_fields")]
    kind: A[CodeId, Fact("Loại"), From("initiative_kinds")]
    owner_kind: A[CodeId, Fact("Loại chủ thể"), From("owner_kinds")]
    owner_name: A[str, Fact("Tên chủ thể", found=True)]
    unit_id: A[UnitId, Fact("Địa bàn")]
    body_id: A[BodyId | None, Fact("Cơ quan, tổ chức quản lý")] = None
    state: A[CodeId | None, Fact("Trạng thái"), From("initiative_states")] = None


class InitiativeMove(Record):
    """An initiative entered a state on a day; counts use this day, never the day it was typed."""

    to_state: A[CodeId, Fact("Đến trạng thái"), From("initiative_states")]
    happened_on: A[date, Fact("Ngày")]
    from_state: A[CodeId | None, Fact("Từ trạng thái"), From("initiative_states")] = None
    source: A[str | None, Fact("Nguồn tin, số văn bản")] = None
    reason: A[str | None, Fact("Lý do")] = None
