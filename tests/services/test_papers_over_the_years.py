"""Every paper across the reorganisation: one of 2021 keeps the head of 2021, one of 2026 has the office of 2026."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from dandan_desktop.db.offices import header_of, office_on
from dandan_desktop.db.store import Store
from dandan_desktop.db.tasks import overdue
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.facts import CodeId, Prose, UnitId
from dandan_desktop.domain.meetings import Attendance
from dandan_desktop.domain.nouns import BODIES
from dandan_desktop.domain.paper_kinds import ADDENDUM, KINDS, REMINDER, SUBMISSION, TASK_LIST, TEMPLATES
from dandan_desktop.domain.paper_signing import Letter
from dandan_desktop.domain.periods import Period
from dandan_desktop.domain.proposals import Proposal
from dandan_desktop.services import (
    list_papers,
    minutes,
    proposals,
    records,
    registers,
    reminder_papers,
    sitting_papers,
    submission_papers,
)
from dandan_desktop.services.list_papers import Listing
from tests.documents.papers import head_of, opened, whole_text
from tests.registers import code
from tests.services import sittings_made as made

TODAY = date(2026, 11, 20)


class Age(NamedTuple):
    """A body that sat on a day, and what the left column of all its papers then says."""

    convener: str
    owner: str
    day: date
    left: tuple[str, ...]
    symbol: str


THEN = Age(
    "Ban Dân vận Huyện ủy Lấp Vò", "Hội Nông dân huyện Lấp Vò", date(2021, 3, 4),
    ("HUYỆN ỦY LẤP VÒ", "BAN DÂN VẬN", "*"), "BDVHU",
)  # fmt: skip
NOW = Age(
    "Ban Xây dựng Đảng Đảng ủy xã Lấp Vò", "Hội Nông dân xã Lấp Vò", date(2026, 9, 4),
    ("ĐẢNG ỦY XÃ LẤP VÒ", "BAN XÂY DỰNG ĐẢNG", "*"), "BXDĐ",
)  # fmt: skip
NAMED = {kind.stem for kind in KINDS} | {"bien-ban-bo-sung", REMINDER.stem, SUBMISSION.stem, TASK_LIST.stem}


def sat(store: Store, age: Age) -> int:
    """A working session that has every paper, its one task overdue today."""
    convener, host = made.body(store, age.convener), Attendance(name="Hồ Văn Chủ", body="Ấp 3", is_invited=True)
    [(unit,)] = store.query("SELECT unit_id FROM bodies WHERE id = ?", (convener,))
    series = CodeId(code(store, "meeting_series", "KHAO_SAT"))
    facts = made.facts(store, age.day, convener_id=convener, unit_id=UnitId(unit), series=series)
    given = made.task(made.body(store, age.owner), text=Prose("Vận động hiến đất"), due_on=age.day.replace(month=10))
    return made.sit(store, facts, [given], {Attendance: (*made.ROSTER, host)})


def sittings_papers(store: Store, row: int, folder: Path) -> list[Path]:
    """Every paper of a sitting as it is printed today, locked, with an addendum."""
    minutes.lock(store, row, TODAY)
    minutes.add_addendum(store, row, ["Bổ sung một ý"], TODAY)
    return sitting_papers.write_all(store, row, folder)


def other_papers(store: Store, day: date, folder: Path) -> list[Path]:
    """The papers an office writes on a day beside those of its sittings."""
    late = overdue(store, day)
    (letter,) = reminder_papers.write(store, late[0], Letter(dated_on=day), folder, day).paths
    asked = Proposal(text=Prose("Sửa cầu"), received_on=day, unit_id=UnitId(1), asker="Ông Ba")
    proposals.save(store, None, asked, day)
    facts = submission_papers.usual(store, day)
    submitted, _table = submission_papers.write(store, Period.parse(f"{day.year}-N"), facts, folder, issued=day).paths
    listing = list_papers.task_list(store, Listing(late, "Quá hạn", lambda *_: "Quá hạn"), day)
    return [letter, submitted, list_papers.write_task_list(store, listing, folder)]


def check_head(file: Path, age: Age) -> None:
    content = file.read_bytes()
    left = head_of(opened(content)).left
    assert tuple(left[:3]) == age.left, file.name
    numbered = [line for line in left if line.startswith("Số")]
    assert all(line.endswith(f"/{age.symbol}") for line in numbered), file.name
    others = (THEN if age is NOW else NOW).left[:2]
    assert not [line for line in others if line in whole_text(content)], file.name


def is_there(stem: str, files: list[Path]) -> bool:
    return any(file.name.startswith(f"{stem}-20") for file in files)


def test_every_template_is_looked_at() -> None:
    assert len(NAMED) == len(TEMPLATES)
    assert ADDENDUM in TEMPLATES


@pytest.mark.parametrize("office", [THEN, NOW], ids=["office of then", "office of now"])
def test_every_paper_of_a_sitting_has_the_head_of_its_day_whatever_the_office_is(
    store: Store, tmp_path: Path, office: Age
) -> None:
    registers.choose_office(store, made.body(store, office.convener))
    rows = {age: sat(store, age) for age in (THEN, NOW)}
    for age, row in rows.items():
        files = sittings_papers(store, row, tmp_path / age.symbol)
        stems = {kind.stem for kind in KINDS} | {"bien-ban-bo-sung"}
        assert {stem for stem in stems if is_there(stem, files)} == stems
        for file in files:
            check_head(file, age)


@pytest.mark.parametrize("chosen", [THEN, NOW], ids=["chosen then", "chosen now"])
def test_what_the_office_writes_beside_has_the_head_it_had_on_the_day(
    store: Store, tmp_path: Path, chosen: Age
) -> None:
    registers.choose_office(store, made.body(store, chosen.convener))
    sat(store, THEN)
    days = {THEN: date(2021, 12, 1), NOW: TODAY}
    written = {age: other_papers(store, day, tmp_path / age.symbol) for age, day in days.items()}
    for age, files in written.items():
        assert {stem for stem in NAMED if is_there(stem, files)} == {REMINDER.stem, SUBMISSION.stem, TASK_LIST.stem}
        for file in files:
            check_head(file, age)
    submitted = {age: whole_text(files[1].read_bytes()) for age, files in written.items()}
    assert "Kính gửi: " in submitted[THEN]
    assert "Kính trình: " in submitted[NOW]


def test_papers_not_locked_read_the_same_after_their_body_became_another(store: Store, tmp_path: Path) -> None:
    registers.choose_office(store, made.body(store, NOW.convener))
    row, last = sat(store, NOW), date(2026, 10, 31)
    before = [file.read_bytes() for file in sitting_papers.write_all(store, row, tmp_path)]
    old = store.of(Body).get(made.body(store, NOW.convener))
    records.save(store, BODIES, old, replace(old.facts, valid_to=last))
    became = replace(old.facts, name="Ban khác", header_lower=Prose("BAN KHÁC"), valid_from=TODAY)
    registers.choose_office(store, records.save(store, BODIES, None, became).row)
    assert header_of(store, office_on(store, TODAY).id, TODAY).lower == "BAN KHÁC"
    assert [file.read_bytes() for file in sitting_papers.write_all(store, row, tmp_path)] == before
