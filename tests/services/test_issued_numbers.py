"""The register of numbers: each series by its term or year, never a number twice, nothing undone, gaps told."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlcipher3 import dbapi2 as dbapi

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db.store import Store
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, Kept
from dandan_desktop.domain.issued_numbers import CANCELLED, RESERVED, USED, IssuedNumber, Term
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import ISSUED_NUMBERS, TERMS
from dandan_desktop.services import issued_numbers, loading, meetings, minutes, papers, records
from tests.registers import code, fresh_store, is_sound, meeting_file

pytestmark = pytest.mark.uncounted

BAN, COMMITTEE = "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò", "Đảng ủy xã Lấp Vò"
STANDING = "Ban Thường vụ Đảng ủy xã Lấp Vò"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam xã Lấp Vò"
DAY, TODAY = date(2026, 3, 2), date(2026, 6, 1)


def body(store: Store, name: str) -> BodyId:
    (found,) = store.of(Body).some("WHERE t.name = ? AND t.valid_to IS NULL", (name,))
    return BodyId(found.id)


def a_term(store: Store, name: str = "khóa I", since: date = date(2025, 7, 1), of: str = COMMITTEE) -> int:
    return records.save(store, TERMS, None, Term(name=name, body_id=body(store, of), valid_from=since)).row


def wanted(store: Store, issuer: str = BAN, kind: str = "TB", day: date = DAY, text: str = "") -> IssuedNumber:
    which = CodeId(code(store, "paper_types", kind))
    return IssuedNumber(kind=which, issuer_id=body(store, issuer), issued_on=day, text=text, title="Kết luận giao ban")


def take(store: Store, *args: Any, **more: Any) -> Kept[IssuedNumber]:
    return store.of(IssuedNumber).get(issued_numbers.take(store, wanted(store, *args, **more)).row)


def problem_of(act: Callable[[], Any]) -> Problem:
    with pytest.raises(ClerkError) as caught:
        act()
    return caught.value.problem


def loaded(store: Store) -> int:
    loading.load_path(store, meeting_file())
    return store.of(Meeting).some()[0].id


def texts(store: Store) -> list[str]:
    return [kept.facts.text for kept in store.of(IssuedNumber).some("ORDER BY t.id")]


def test_party_numbers_run_by_type_and_term_state_numbers_by_year(store: Store) -> None:
    first = a_term(store)
    for issuer, kind, day in (
        (BAN, "TB", DAY), (BAN, "TB", DAY), (BAN, "KH", DAY), (BAN, "TB", date(2027, 1, 4)),
        (COMMITTEE, "TB", DAY), (STANDING, "TB", DAY),
        (FRONT, "TB", DAY), (FRONT, "CV", DAY), (FRONT, "TB", date(2027, 1, 4)),
    ):  # fmt: skip
        take(store, issuer, kind, day)
    assert texts(store) == [
        "01-TB/BXDĐ", "02-TB/BXDĐ", "01-KH/BXDĐ", "03-TB/BXDĐ",
        "01-TB/ĐU", "02-TB/ĐU",
        "01/TB-MTTQ-BTT", "02/MTTQ-BTT", "01/TB-MTTQ-BTT",
    ]  # fmt: skip
    assert {kept.facts.term_id for kept in store.of(IssuedNumber).some()} == {first, None}
    a_term(store, "khóa II", date(2030, 8, 1))
    assert take(store, day=date(2030, 7, 31)).facts.text == "04-TB/BXDĐ"
    assert take(store, day=date(2030, 8, 1)).facts.text == "01-TB/BXDĐ", "a new term begins at 01"
    assert is_sound(store)


def test_without_a_term_no_party_number_is_given(store: Store) -> None:
    with pytest.raises(ClerkError) as caught:
        take(store)
    assert (caught.value.problem, caught.value.facts["body"]) == (Problem.NO_TERM, COMMITTEE)
    assert take(store, FRONT).facts.text == "01/TB-MTTQ-BTT"


def test_an_office_may_begin_in_the_middle_of_the_year(store: Store) -> None:
    a_term(store)
    assert take(store, text="41").facts.text == "41-TB/BXDĐ"
    assert take(store).facts.number == 42
    assert take(store, text="45-TB/BXDĐ").facts.number == 45
    assert [each.words for each in kept_numbers.missing(store)] == ["TB 43–44"]
    assert take(store, text="43").facts.number == 43
    assert [each.words for each in kept_numbers.missing(store)] == ["TB 44"]


def test_a_number_is_refused_when_given_or_outside_the_pattern(store: Store) -> None:
    a_term(store)
    take(store, text="5")
    with pytest.raises(ClerkError) as caught:
        take(store, text="05-TB/BXDĐ")
    assert (caught.value.problem, caught.value.facts["next"]) == (Problem.NUMBER_TAKEN, "06")
    assert problem_of(lambda: take(store, text="5a")) is Problem.NUMBER_STRANGE
    assert problem_of(lambda: take(store, text="7-TB/BDVHU")) is Problem.NUMBER_STRANGE
    found = issued_numbers.findings(store, wanted(store, text="không"))
    assert [(each.name, each.blocks) for each in found] == [("text", True)]
    assert found[0].text.count(".") == 2
    assert texts(store) == ["05-TB/BXDĐ"]


def test_the_schema_itself_refuses_a_number_twice(store: Store) -> None:
    a_term(store)
    kept = take(store)
    with pytest.raises(dbapi.IntegrityError), store.change("take_number"):
        store.of(IssuedNumber).add(replace(kept.facts, title="Văn bản khác"))


def test_a_number_goes_from_reserved_to_used_or_cancelled_and_never_back(store: Store) -> None:
    a_term(store)
    first, second = take(store), take(store)
    assert first.facts.state == RESERVED
    used = issued_numbers.use(store, first.id, TODAY)
    assert store.of(IssuedNumber).get(first.id).facts.state == USED
    assert problem_of(lambda: issued_numbers.cancel(store, second.id, " ", TODAY)) is Problem.REASON_MISSING
    gone = issued_numbers.cancel(store, second.id, "không ban hành", TODAY)
    facts = store.of(IssuedNumber).get(second.id).facts
    assert (facts.state, facts.reason, facts.cancelled_on) == (CANCELLED, "không ban hành", TODAY)
    assert problem_of(lambda: issued_numbers.use(store, second.id, TODAY)) is Problem.NUMBER_CANCELLED
    assert problem_of(lambda: issued_numbers.cancel(store, second.id, "lại", TODAY)) is Problem.NUMBER_CANCELLED
    for deed in (used.deed, gone.deed, used.deed - 1):
        assert problem_of(partial(records.undo, store, deed)) is Problem.UNDO_NOT_POSSIBLE
    assert take(store).facts.number == 3, "a cancelled number is not given again"
    assert kept_numbers.missing(store) == []


def test_nothing_deletes_or_rewrites_a_number(store: Store) -> None:
    a_term(store)
    kept = take(store)
    rows = store.of(IssuedNumber)
    attempts: list[Callable[[], Any]] = [
        lambda: records.trash(store, ISSUED_NUMBERS, kept.id),
        lambda: records.save(store, ISSUED_NUMBERS, kept, replace(kept.facts, number=9)),
        lambda: records.save(store, ISSUED_NUMBERS, kept, replace(kept.facts, text="09-TB/BXDĐ")),
        lambda: records.save(store, ISSUED_NUMBERS, kept, replace(kept.facts, issued_on=TODAY)),
    ]
    for attempt in attempts:
        assert problem_of(attempt) is Problem.NUMBER_STAYS
    with pytest.raises(ClerkError) as caught, store.change("save"):
        rows.remove(kept.id, for_good=True)
    assert caught.value.problem is Problem.NUMBER_STAYS
    issued_numbers.retitle(store, kept, " Thông báo   khác ")
    assert rows.get(kept.id).facts.title == "Thông báo khác"


def test_a_term_with_numbers_keeps_its_days_and_its_committee(store: Store) -> None:
    term = a_term(store)
    take(store)
    kept = store.of(Term).get(term)
    for facts in (
        replace(kept.facts, valid_from=DAY + timedelta(1)),
        replace(kept.facts, valid_to=DAY - timedelta(1)),
        replace(kept.facts, body_id=body(store, "Đảng ủy xã Mỹ An Hưng")),
    ):
        assert problem_of(partial(records.save, store, TERMS, kept, facts)) is Problem.TERM_IN_USE
    assert problem_of(lambda: records.trash(store, TERMS, term)) is Problem.TERM_IN_USE
    assert problem_of(lambda: a_term(store, "khóa II", DAY)) is Problem.TERM_IN_USE, "its numbers would change term"
    records.save(store, TERMS, kept, replace(kept.facts, name="khóa I, nhiệm kỳ 2025 – 2030", valid_to=DAY))
    a_term(store, "khóa II", DAY + timedelta(1))
    assert take(store, day=DAY + timedelta(1)).facts.number == 1


def test_two_terms_of_a_committee_do_not_begin_on_one_day(store: Store) -> None:
    a_term(store)
    assert problem_of(lambda: a_term(store, "khóa khác")) is Problem.TERM_TWICE
    a_term(store, "khóa khác", of="Đảng ủy xã Mỹ An Hưng")


def test_minutes_print_the_number_taken_and_are_used_once_locked(store: Store, tmp_path: Path) -> None:
    row = loaded(store)
    facts = store.of(Meeting).get(row).facts
    convener = store.of(Body).get(facts.convener_id)
    committee = kept_numbers.committee_of(store, convener.id)
    assert "Số      -BB/" in printed_number(store, row, tmp_path), "room for the hand"
    term = Term(name="khóa XII", body_id=BodyId(committee.id), valid_from=date(2020, 8, 1))
    records.save(store, TERMS, None, term)
    assert issued_numbers.number_of(store, row) == ""
    proposal = issued_numbers.for_paper(store, row)
    taken = issued_numbers.take(store, replace(proposal, text="12")).row
    assert issued_numbers.number_of(store, row) == "12"
    assert problem_of(lambda: issued_numbers.take(store, proposal)) is Problem.NUMBER_OWNED
    symbol = store.of(IssuedNumber).get(taken).facts.text
    assert printed_number(store, row, tmp_path) == f"Số {symbol}"
    assert symbol.startswith("12-BB/")
    locked = minutes.lock(store, row, TODAY)
    assert store.of(IssuedNumber).get(taken).facts.used_on == TODAY
    assert problem_of(lambda: issued_numbers.cancel(store, taken, "nhầm", TODAY)) is Problem.NUMBER_IN_LOCKED
    minutes.reopen(store, row, "sai số liệu", TODAY)
    issued_numbers.cancel(store, taken, "nhầm", TODAY)
    assert issued_numbers.number_of(store, row) == ""
    issued_numbers.take(store, issued_numbers.for_paper(store, row))
    assert printed_number(store, row, tmp_path).startswith("Số 13-BB/")
    version = minutes.standing(store, row).versions[0].id
    old = [line.text for line in all_lines(blocks(papers.write_version(store, version, tmp_path).read_bytes()))]
    assert f"Số {symbol}" in old, "what was locked prints as it was"
    assert locked.deed
    assert is_sound(store)


def test_a_number_of_another_convener_or_day_is_told_and_the_other_s_is_not_printed(
    store: Store, tmp_path: Path
) -> None:
    row = loaded(store)
    sitting = meetings.read(store, row)
    a_term(store)
    ours = replace(sitting.meeting, convener_id=body(store, BAN), held_on=DAY)
    meetings.save(store, replace(sitting, meeting=ours))
    issued_numbers.take(store, issued_numbers.for_paper(store, row))
    assert [gap.finding for gap in minutes.missing(store, row) if "01-BB" in gap.finding.text] == []
    moved = meetings.read(store, row)
    meetings.save(store, replace(moved, meeting=replace(moved.meeting, held_on=date(2026, 3, 9))))
    (told,) = [gap.finding for gap in minutes.missing(store, row) if "01-BB" in gap.finding.text]
    assert (told.name, told.text) == ("held_on", "Số 01-BB/BXDĐ lấy cho ngày 02/03/2026, khác ngày họp.")
    assert printed_number(store, row, tmp_path) == "Số 01-BB/BXDĐ"
    given = meetings.read(store, row)
    meetings.save(store, replace(given, meeting=replace(given.meeting, convener_id=body(store, FRONT))))
    assert printed_number(store, row, tmp_path).startswith("Số:      /BB-"), "not under another body's symbol"
    (told,) = [gap.finding for gap in minutes.missing(store, row) if "01-BB" in gap.finding.text]
    assert (told.name, told.blocks) == ("convener_id", False)
    minutes.lock(store, row, TODAY)
    assert [kept.facts.state for kept in store.of(IssuedNumber).some()] == [RESERVED]


def test_a_lock_with_a_cancelled_number_does_not_come_back(store: Store) -> None:
    row = loaded(store)
    convener = store.of(Meeting).get(row).facts.convener_id
    committee = kept_numbers.committee_of(store, convener)
    records.save(store, TERMS, None, Term(name="XII", body_id=BodyId(committee.id), valid_from=date(2020, 8, 1)))
    taken = issued_numbers.take(store, issued_numbers.for_paper(store, row)).row
    minutes.lock(store, row, TODAY)
    opened = minutes.reopen(store, row, "sai số liệu", TODAY)
    issued_numbers.cancel(store, taken, "nhầm", TODAY)
    assert problem_of(lambda: records.undo(store, opened.deed)) is Problem.NUMBER_IN_LOCKED


def test_a_number_outlives_its_meeting_in_the_trash(store: Store) -> None:
    row = loaded(store)
    convener = store.of(Meeting).get(row).facts.convener_id
    committee = kept_numbers.committee_of(store, convener)
    records.save(store, TERMS, None, Term(name="XII", body_id=BodyId(committee.id), valid_from=date(2020, 8, 1)))
    issued_numbers.take(store, issued_numbers.for_paper(store, row))
    meetings.trash(store, row)
    (kept,) = store.of(IssuedNumber).some()
    assert kept.facts.title.endswith(store.of(Meeting).get(row).facts.title)


def printed_number(store: Store, row: int, folder: Path) -> str:
    content = papers.write_minutes(store, row, folder).read_bytes()
    return next(line.text for line in all_lines(blocks(content)) if line.text.startswith("Số"))


DAYS = st.sampled_from([date(2025, 7, 1) + timedelta(step) for step in (0, 40, 200, 400, 401, 900)])
ISSUERS = st.sampled_from([BAN, COMMITTEE, STANDING, FRONT])


class Numbers(RuleBasedStateMachine):
    """Any deeds in any order; the model is a plain list of what was given, counted over by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.given: list[dict[str, Any]] = []

    @initialize()
    def begin(self) -> None:
        folder = self.stack.enter_context(TemporaryDirectory(prefix="so-"))
        self.store = self.stack.enter_context(fresh_store(Path(folder)))
        a_term(self.store)

    def teardown(self) -> None:
        self.stack.close()

    @rule(issuer=ISSUERS, kind=st.sampled_from(["TB", "CV"]), day=DAYS, text=st.sampled_from(["", "", "1", "2", "7"]))
    def take(self, issuer: str, kind: str, day: date, text: str) -> None:
        key = self.series(issuer, kind, day)
        taken = {each["number"] for each in self.given if each["key"] == key}
        number = int(text) if text else max(taken, default=0) + 1
        try:
            kept = take(self.store, issuer, kind, day, text)
        except ClerkError as error:
            told = Problem.NO_TERM if key[1] is None else Problem.NUMBER_TAKEN
            assert error.problem is told  # noqa: PT017 - one of two ways to refuse
            assert key[1] is None or number in taken
            return
        assert key[1] is not None
        assert number not in taken
        assert kept.facts.number == number
        self.given.append({"id": kept.id, "key": key, "number": number, "day": day, "committee": issuer != FRONT})

    @rule(pick=st.integers(0, 99), is_cancelled=st.booleans())
    def end(self, pick: int, is_cancelled: bool) -> None:
        if self.given:
            row = self.given[pick % len(self.given)]["id"]
            try:
                if is_cancelled:
                    issued_numbers.cancel(self.store, row, "bỏ", TODAY)
                else:
                    issued_numbers.use(self.store, row, TODAY)
            except ClerkError as error:
                assert error.problem is Problem.NUMBER_CANCELLED  # noqa: PT017 - done before

    @rule(day=DAYS)
    def add_term(self, day: date) -> None:
        self.change_terms(lambda: a_term(self.store, f"từ {day}", day))

    @rule(pick=st.integers(0, 9), since=DAYS, until=st.none() | DAYS)
    def move_term(self, pick: int, since: date, until: date | None) -> None:
        terms = self.store.of(Term).some("WHERE t.deleted_at IS NULL ORDER BY t.id")
        if terms:
            kept = terms[pick % len(terms)]
            facts = replace(kept.facts, valid_from=since, valid_to=until)
            self.change_terms(lambda: records.save(self.store, TERMS, kept, facts))

    @rule(pick=st.integers(0, 9))
    def trash_term(self, pick: int) -> None:
        terms = self.store.of(Term).some("WHERE t.deleted_at IS NULL ORDER BY t.id")
        if terms:
            self.change_terms(lambda: records.trash(self.store, TERMS, terms[pick % len(terms)].id))

    @rule(pick=st.integers(0, 30))
    def undo(self, pick: int) -> None:
        deeds = [deed for (deed,) in self.store.query("SELECT id FROM deeds ORDER BY id DESC")]
        self.change_terms(lambda: records.undo(self.store, deeds[pick % len(deeds)]))

    def change_terms(self, act: Callable[[], Any]) -> None:
        """Whatever is done to terms either keeps every number in its term or is refused."""
        try:
            act()
        except ClerkError as error:
            refusals = {Problem.TERM_IN_USE, Problem.TERM_TWICE, Problem.UNDO_NOT_POSSIBLE, Problem.UNDO_REFUSED}
            assert error.problem in refusals  # noqa: PT017 - nothing else may go wrong

    def series(self, issuer: str, kind: str, day: date) -> tuple[str, Any]:
        if issuer == FRONT:
            return ("FRONT", day.year)
        terms = self.store.of(Term).some("WHERE t.deleted_at IS NULL")
        held = [
            (each.facts.valid_from, each.id)
            for each in terms
            if each.facts.valid_from <= day and (each.facts.valid_to is None or day <= each.facts.valid_to)
        ]
        return (f"{'BAN' if issuer == BAN else 'ĐU'} {kind}", max(held)[1] if held else None)

    @invariant()
    def no_number_is_given_twice_and_gaps_are_those_of_the_model(self) -> None:
        if not self.given:
            return
        kept = {each.id: each.facts for each in self.store.of(IssuedNumber).some()}
        assert kept.keys() == {each["id"] for each in self.given}
        by_key: dict[Any, list[int]] = {}
        for each in self.given:
            by_key.setdefault(each["key"], []).append(each["number"])
            assert kept[each["id"]].number == each["number"]
        assert all(len(set(numbers)) == len(numbers) for numbers in by_key.values())
        wanted_gaps = sorted(
            tuple(n for n in range(min(numbers), max(numbers)) if n not in numbers) for numbers in by_key.values()
        )
        found = [
            tuple(n for first, last in each.runs for n in range(first, last + 1))
            for each in kept_numbers.missing(self.store)
        ]
        assert sorted(found) == [each for each in wanted_gaps if each]
        for each in self.given:
            if each["committee"]:
                facts = kept[each["id"]]
                of_day = self.series(BAN, "TB", facts.issued_on)[1]
                assert facts.term_id == of_day, "every number lies in the term of its day"


Numbers.TestCase.settings = settings(
    max_examples=40, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
TestNumbers = Numbers.TestCase
