"""The five steps with which an office begins: each is done when the register says so, whoever did it and wherever."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db import offices, users
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.documents.styles import layout_of
from dandan_desktop.domain.catalogue import Body, is_valid_on
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.dates import show_date
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.issued_numbers import usual_term
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.services import backups
from dandan_desktop.services.today import FIRST_STEPS_OVER

FEWEST = 2
"""Officials an office begins with: one presides and signs, one takes the minutes."""
_LATER = "first_steps_later"
_SEPARATOR = " "


class Step(StrEnum):
    """The steps in their order."""

    OFFICE = "office"
    TERM = "term"
    PEOPLE = "people"
    OUTSIDE = "outside"
    SHEET = "sheet"

    @property
    def place(self) -> int:
        """Its number, from 1."""
        return list(Step).index(self) + 1


class State(StrEnum):
    """How a step stands, in words."""

    DONE = "Đã xong"
    OPEN = "Chưa làm"
    LATER = "Để sau"


class FirstStep(NamedTuple):
    """A step: how it stands, and what of it the register holds or lacks."""

    step: Step
    state: State
    told: str


TITLES = {
    Step.OFFICE: "Cơ quan",
    Step.TERM: "Nhiệm kỳ và thể thức",
    Step.PEOPLE: "Người chủ trì, người ghi biên bản",
    Step.OUTSIDE: "Nơi sao lưu thứ hai",
    Step.SHEET: "Phiếu khôi phục",
}
WHY = {
    Step.OFFICE: "Tên và ký hiệu cơ quan in ở đầu mọi giấy tờ, đúng tên vào ngày của giấy tờ đó.",
    Step.TERM: "Số văn bản đếm theo nhiệm kỳ; lề, cỡ chữ và tiêu đề theo hướng dẫn đang có hiệu lực.",
    Step.PEOPLE: "Ghi một lần họ tên, chức vụ, thời gian giữ chức; biên bản và giấy tờ lấy từ đó mà in.",
    Step.OUTSIDE: "Máy hỏng, mất hoặc dính mã độc thì bản sao trên USB cất nơi khác là thứ còn lại.",
    Step.SHEET: "Quên hết mật khẩu mà không có tờ phiếu trong két thì không ai mở được sổ nữa.",
}
"""Why a step is worth its minutes, in one sentence."""


def steps(register: Register, store: Store, today: date) -> tuple[FirstStep, ...]:
    """How each step stands on a day."""
    body = offices.office_on(store, today) if offices.office(store) else None
    found = (
        (Step.OFFICE, *_office(body, today)),
        (Step.TERM, *_term(store, body, today)),
        (Step.PEOPLE, *_people(store, body, today)),
        (Step.OUTSIDE, *_outside(register)),
        (Step.SHEET, *_sheet(register)),
    )
    later = _put_off(store)
    return tuple(
        FirstStep(step, State.DONE if is_done else State.LATER if step in later else State.OPEN, told)
        for step, is_done, told in found
    )


def next_of(found: Iterable[FirstStep]) -> Step | None:
    """The step to do now: the first one that is neither done nor put off; None when there is no such."""
    return next((each.step for each in found if each.state is State.OPEN), None)


def are_done(found: Iterable[FirstStep]) -> bool:
    """Whether nothing is left, not even for later."""
    return all(each.state is State.DONE for each in found)


def put_off(store: Store, step: Step) -> Changes:
    """Leave a step for later; it still waits in the guide. Raises ClerkError NOT_ALLOWED."""
    later = {*_put_off(store), step}
    with store.change("set_up") as deed:
        deed.note = f"Để sau bước {step.place}: {TITLES[step]}"
        store.put_fact(_LATER, _SEPARATOR.join(each for each in Step if each in later))
    return deed.changes


def end(store: Store) -> Changes:
    """The steps are over for good: what lapses later is no first step. Raises ClerkError NOT_ALLOWED."""
    with store.change("set_up") as deed:
        deed.note = "Đã làm xong năm bước bắt đầu dùng sổ"
        store.put_fact(FIRST_STEPS_OVER, "1")
    return deed.changes


def term_preset(store: Store, today: date) -> dict[str, Any]:
    """What a new term of the office's committee is proposed to be; raises ClerkError NO_OFFICE."""
    committee = kept_numbers.committee_of(store, offices.office_on(store, today).id)
    name, since = usual_term(committee.facts.valid_from, today)
    return {"name": name, "body_id": committee.id, "valid_from": since}


def official_preset(store: Store, today: date) -> dict[str, Any]:
    """What a new official is proposed to be: one of the office; raises ClerkError NO_OFFICE."""
    return {"body_id": offices.office_on(store, today).id}


def lacks_style(store: Store, today: date) -> bool:
    """Whether no style of the catalogue holds for the office's papers on a day; raises ClerkError NO_OFFICE."""
    return offices.header_of(store, offices.office_on(store, today).id, today).look is None


def _put_off(store: Store) -> set[str]:
    return set((offices.fact(store, _LATER) or "").split(_SEPARATOR)) & set(Step)


def _office(body: Kept[Body] | None, today: date) -> tuple[bool, str]:
    if body is None:
        return False, "Chưa chọn cơ quan."
    facts = body.facts
    if is_valid_on(facts, today):
        return True, f"{facts.name}{f', từ {show_date(facts.valid_from)}' if facts.valid_from else ''}."
    if facts.valid_to is not None and facts.valid_to < today:
        return False, f"{facts.name} chỉ có đến hết {show_date(facts.valid_to)}; hãy chọn cơ quan hiện nay."
    return False, f"{facts.name} ngày {show_date(today)} chưa có; hãy xem lại ngày của máy và của cơ quan."


def _term(store: Store, body: Kept[Body] | None, today: date) -> tuple[bool, str]:
    if body is None:
        return False, "Chọn cơ quan trước."
    head = offices.header_of(store, body.id, today)
    if head.look is None:
        return False, f"Chưa có thể thức nào cho ngày {show_date(today)}."
    style = f"Thể thức theo ngày {show_date(today)}: {head.look.name}."
    if not layout_of(head).by_term:
        return True, f"{style} Số văn bản đếm theo năm, không cần nhiệm kỳ."
    committee = kept_numbers.committee_of(store, body.id)
    term = kept_numbers.term_on(store, committee, today)
    if term is None:
        return False, f"{style} Chưa ghi nhiệm kỳ của {committee.facts.name}."
    return True, f"{style} {committee.facts.name}: {term.facts.name}."


def _people(store: Store, body: Kept[Body] | None, today: date) -> tuple[bool, str]:
    if body is None:
        return False, "Chọn cơ quan trước."
    committee = kept_numbers.committee_of(store, body.id)
    names = offices.officials_of(store, (body, committee), today)
    keys = len(users.present(store))
    opens = f"{show_int(keys)} người dùng mở được sổ."
    if not names:
        return False, f"Chưa ghi cán bộ nào của cơ quan; cần ít nhất {FEWEST} người. {opens}"
    if len(names) < FEWEST:
        return False, f"Mới ghi {', '.join(names)}; cần ít nhất {FEWEST} người. {opens}"
    return True, f"{show_int(len(names))} cán bộ đương chức; {opens}"


def _outside(register: Register) -> tuple[bool, str]:
    place = backups.second_place(register)
    if place is None:
        return False, "Máy này chưa chọn USB hoặc ổ đĩa nào."
    return True, f"Bản sao được chép ra {place}."


def _sheet(register: Register) -> tuple[bool, str]:
    if register.has_recovery_sheet:
        return True, "Phiếu đã lập, mã đã gõ lại đúng."
    return False, "Sổ chưa có phiếu khôi phục."
