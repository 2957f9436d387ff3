"""Whether the head of a paper fits its day, and an office's own copy of a style."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from dandan_desktop.db.codes import code_of
from dandan_desktop.db.issued_numbers import committee_of
from dandan_desktop.db.offices import header_of, heading_body, office
from dandan_desktop.db.paper_styles import ended_kinds
from dandan_desktop.db.store import Store
from dandan_desktop.documents.styles import layout_of
from dandan_desktop.domain.catalogue import Body, is_valid_on
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.facts import traits
from dandan_desktop.domain.issued_numbers import COMMITTEES
from dandan_desktop.domain.paper_styles import PaperStyle, style_findings
from dandan_desktop.domain.papers import Header

_FEW = 2
"""Sentences a clerk is told at once."""


def misfits(store: Store, body: int, day: date) -> list[str]:
    """What of the head of a body's paper does not fit its day, in sentences; it is told and never in the way."""
    return list(_misfits(store, body, day))[:_FEW]


def copied(store: Store, style: PaperStyle, today: date) -> dict[str, Any]:
    """The facts of an office's own copy of a style, which holds from today on for the office alone."""
    own = office(store)
    facts = {each.name: getattr(style, each.name) for each in traits(PaperStyle)}
    name = f"{style.name}, bản của {own.facts.name}" if own else f"{style.name}, bản riêng"
    holder = heading_body(store, own.id).id if own else None
    return {**facts, "name": name, "body_id": holder, "valid_from": today, "valid_to": None, "decided_by": None}


def _misfits(store: Store, body: int, day: date) -> Iterator[str]:
    own, heading = store.of(Body).get(body).facts, heading_body(store, body)
    if not is_valid_on(own, day):
        since = f"từ {show_date(own.valid_from)}" if own.valid_from else ""
        until = f"đến hết {show_date(own.valid_to)}" if own.valid_to else ""
        yield f"Cơ quan này chỉ có {' '.join(part for part in (since, until) if part)}."
    head = header_of(store, body, day)
    for kind in ended_kinds(store, day):
        if re.search(rf"(?<!\w){re.escape(kind)}(?!\w)", f"{head.upper} {head.lower}", re.IGNORECASE):
            yield f"Tiêu đề văn bản ghi “{kind.upper()}”, mà ngày {show_date(day)} không còn đơn vị cấp này."
    if head.look is None:
        yield "Chưa có thể thức nào cho ngày này; văn bản in theo mẫu của chương trình."
        return
    yield from (each.text for each in style_findings(head.look) if not each.blocks)
    if _is_of_the_party(store, heading.id) and _has_nation(head):
        yield "Cơ quan của Đảng không dùng Quốc hiệu, Tiêu ngữ."


def _is_of_the_party(store: Store, body: int) -> bool:
    """Whether a body is a committee or stands under one."""
    return code_of(store, committee_of(store, body).facts.kind) in COMMITTEES


def _has_nation(head: Header) -> bool:
    layout = layout_of(head)
    return bool(layout.motto) and "CỘNG HÒA" in layout.top.upper()
