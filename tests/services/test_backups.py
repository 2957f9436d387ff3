"""When a backup is due, what the window tells of them, and taking them out on sticks."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dandan_desktop import paths, settings
from dandan_desktop.db import backups as making
from dandan_desktop.db import journal, outside, packages, rows, shelf
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.shelf import Use
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.thinning import Kind
from dandan_desktop.services import backups
from dandan_desktop.services.backups import Level
from tests.registers import store_of
from tests.services.damaged import damage, pages_of

MARKER = "Nguyễn Thị Đào"


@pytest.fixture
def sticks(tmp_path: Path) -> tuple[Path, Path]:
    """Two sticks."""
    first, second = tmp_path / "usb một", tmp_path / "usb hai"
    first.mkdir()
    second.mkdir()
    return first, second


def add(register: Register, *names: str) -> None:
    with store_of(register) as store, store.change("add"):
        for name in names:
            store.of(Person).add(Person(full_name=name))


def at(monkeypatch: pytest.MonkeyPatch, when: datetime) -> datetime:
    """Let the program's clock say so."""
    monkeypatch.setattr(rows, "gmtime", when.utctimetuple)
    return when


def problems(status: backups.Status) -> dict[Problem, Level]:
    return {alarm.problem: alarm.level for alarm in status.alarms}


def test_a_backup_is_told_in_the_journal_and_does_not_call_for_another(register: Register) -> None:
    assert backups.is_changed(register)
    made = backups.back_up(register)
    with store_of(register) as store:
        assert [(deed.name, deed.note) for deed in journal.deeds(store)] == [("back_up", "1")]
        with store.change("unlock"):
            pass
    assert not backups.is_changed(register)
    assert backups.back_up_if_changed(register, Kind.EXIT) is None
    add(register, MARKER)
    assert backups.is_changed(register)
    again = backups.back_up_if_changed(register, Kind.EXIT)
    assert again is not None
    assert (again.entry.sequence, again.entry.kind, made.entry.kind) == (2, Kind.EXIT, Kind.BY_HAND)


def test_of_a_damaged_register_the_failed_backup_tells_the_damage_and_what_to_go_back_to(register: Register) -> None:
    backups.back_up(register)
    add(register, *(f"Người Thử {number}" for number in range(400)))
    damage(register.path, *pages_of(register.path, "initiatives"))
    with pytest.raises(ClerkError) as caught:
        backups.back_up(register)
    assert (caught.value.problem, caught.value.facts["number"]) == (Problem.REGISTER_DAMAGED_SINCE, 1)
    (alarm,) = (each for each in backups.status(register).alarms if each.problem is Problem.REGISTER_DAMAGED)
    assert alarm.level is Level.RED
    assert "Hãy giữ nguyên tệp này" in alarm.text
    assert "sao lưu lại" not in alarm.text


def test_due_after_two_hours_if_something_changed_even_when_the_clock_jumped(register: Register) -> None:
    now = backups.back_up(register).entry.at
    add(register, MARKER)
    assert not backups.is_due(register, now + timedelta(minutes=119))
    assert backups.is_due(register, now + timedelta(hours=2))
    assert backups.is_due(register, now - timedelta(days=3_650))
    backups.back_up(register)
    assert not backups.is_due(register, now + timedelta(days=30))


def test_what_is_told_of_a_new_register(register: Register) -> None:
    status = backups.status(register)
    assert (status.last, status.kept, status.is_changed, status.uses) == (None, (), True, ())
    assert status.line == "Chưa sao lưu"
    assert problems(status)[Problem.NO_BACKUP_YET] is Level.NOTICE
    assert problems(status)[Problem.NO_SECOND_PLACE] is Level.NOTICE
    assert all(alarm.text.count(".") >= 2 for alarm in status.alarms)


def test_days_without_a_copy_outside_become_a_banner_and_turn_red(
    register: Register, sticks: tuple[Path, Path]
) -> None:
    backups.choose_second_place(sticks[0], register)
    use = backups.take_outside(register)
    taken = shelf.moment_of(use.at)
    for days, level in ((0, None), (6, None), (7, Level.BANNER), (13, Level.BANNER), (14, Level.RED), (400, Level.RED)):
        status = backups.status(register, taken + timedelta(days=days))
        assert status.days_outside == days
        assert problems(status).get(Problem.OUTSIDE_OVERDUE) is level
    assert "14 ngày" in next(a.text for a in backups.status(register, taken + timedelta(days=14)).alarms)


def test_a_copy_outside_is_read_back_equal_and_named_in_an_index_of_its_own(
    register: Register, sticks: tuple[Path, Path]
) -> None:
    words = backups.choose_second_place(sticks[0], register)
    use = backups.take_outside(register)
    assert (words, use.letter, use.sequence) == (paths.drive_words(sticks[0]), "A", 1)
    folder = outside.place_on(sticks[0], register.uid)
    entry = shelf.read(folder).entries[0]
    assert packages.digest_of(folder / entry.file) == entry.sha256
    assert {file.name for file in folder.iterdir()} == {entry.file, "muc-luc.json"}
    assert backups.status(register).stick == words


def test_two_sticks_take_turns(register: Register, sticks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "drive_words", lambda path: f"ổ đĩa “{path.name}”")  # Windows: both are on one drive
    for stick in (*sticks, sticks[0]):
        add(register, MARKER)
        backups.choose_second_place(stick, register)
        backups.take_outside(register)
    status = backups.status(register)
    assert [(use.letter, use.sequence) for use in status.uses] == [("B", 2), ("A", 3)]
    named = [paths.drive_words(stick) for stick in sticks]
    assert (status.stick, status.last_stick, status.next_stick) == (named[0], named[0], named[1])


def test_sticks_of_one_name_are_told_apart() -> None:
    uses = [
        Use("b", "B", 2, "", "USB “KINGSTON”"),
        Use("a", "A", 3, "", "USB “KINGSTON”"),
        Use("c", "C", 3, "", "USB D:"),
    ]
    assert [outside.called(uses, use.stick) for use in uses] == [
        "USB “KINGSTON” (số 2)", "USB “KINGSTON” (số 1)", "USB D:",
    ]  # fmt: skip
    assert outside.called([], "z") == "ổ ngoài"


def test_a_stick_that_is_none_of_ours_or_not_there(
    register: Register, sticks: tuple[Path, Path], tmp_path: Path
) -> None:
    def refused(second: Path | None) -> Problem:
        with pytest.raises(ClerkError) as caught:
            backups.take_outside(register, second=second)
        return caught.value.problem

    assert refused(None) is Problem.NO_SECOND_PLACE
    assert refused(sticks[0]) is Problem.STICK_UNKNOWN
    assert refused(tmp_path / "rút rồi") is Problem.STICK_GONE
    assert list(sticks[0].iterdir()) == []
    for content in (b"", b"{}", b"[]", b'{"format": "dandan-usb/1", "id": "../x"}', b"\xff"):
        (sticks[0] / outside.STICK).write_bytes(content)
        assert refused(sticks[0]) is Problem.STICK_UNKNOWN
    with pytest.raises(ClerkError):
        outside.take_into_use(tmp_path / "rút rồi")


def test_a_stick_swapped_half_way_gets_no_name(register: Register, sticks: tuple[Path, Path]) -> None:
    backups.choose_second_place(sticks[0], register)

    class Swapping:
        def step(self, done: int, total: int) -> None:
            assert done <= total
            (sticks[0] / outside.STICK).unlink(missing_ok=True)

    with pytest.raises(ClerkError) as caught:
        backups.take_outside(register, Swapping())
    assert caught.value.problem is Problem.STICK_GONE
    assert shelf.files(outside.place_on(sticks[0], register.uid)) == []
    assert backups.status(register).uses == ()


def test_a_stick_that_reads_back_other_bytes(
    register: Register, sticks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.choose_second_place(sticks[0], register)
    true_digest = packages.digest_of

    def lying(path: Path) -> str:
        if path.is_relative_to(sticks[0]):
            path.write_bytes(path.read_bytes()[:-1] + b"x")
        return true_digest(path)

    monkeypatch.setattr(packages, "digest_of", lying)
    with pytest.raises(ClerkError) as caught:
        backups.take_outside(register)
    assert caught.value.problem is Problem.STICK_DIFFERS
    assert shelf.files(outside.place_on(sticks[0], register.uid)) == []


def test_a_backup_that_lost_many_records_is_an_alarm(register: Register) -> None:
    add(register, *(f"{MARKER} {number}" for number in range(40)))
    backups.back_up(register)
    assert Problem.BACKUP_SHRUNK not in problems(backups.status(register))
    with store_of(register) as store, store.change("trash"):
        for person in store.of(Person).some("ORDER BY t.id LIMIT 30"):
            store.of(Person).remove(person.id)
    backups.back_up(register)
    assert problems(backups.status(register))[Problem.BACKUP_SHRUNK] is Level.RED
    add(register, MARKER)
    backups.back_up(register)
    assert Problem.BACKUP_SHRUNK not in problems(backups.status(register))


def test_a_failed_backup_is_a_red_banner_until_one_succeeds(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ClerkError(Problem.BACKUP_NO_KEYS)

    with monkeypatch.context() as patch:
        patch.setattr(making, "key_file", fail)
        with pytest.raises(ClerkError):
            backups.back_up(register)
    status = backups.status(register)
    assert problems(status)[Problem.BACKUP_FAILED_LAST] is status.level is Level.RED
    assert shelf.files(status.folder) == []
    backups.back_up(register)
    assert Problem.BACKUP_FAILED_LAST not in problems(backups.status(register))


def test_a_clock_that_stands_before_what_was_stored_is_told(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2027, 3, 1, 8, tzinfo=UTC)
    at(monkeypatch, now)
    add(register, MARKER)
    assert Problem.CLOCK_BEHIND not in problems(backups.status(register, now - timedelta(minutes=5)))
    assert problems(backups.status(register, now - timedelta(days=1)))[Problem.CLOCK_BEHIND] is Level.BANNER
    dead = at(monkeypatch, datetime(2001, 1, 1, tzinfo=UTC))
    for _ in range(25):
        add(register, MARKER)
    assert problems(backups.status(register, dead))[Problem.CLOCK_BEHIND] is Level.BANNER  # before it was built


def test_a_clock_that_stands_years_ahead_is_told_and_forgotten_once_it_is_right(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = at(monkeypatch, datetime(2099, 1, 1, tzinfo=UTC))
    add(register, MARKER)
    backups.back_up(register)
    assert problems(backups.status(register, ahead))[Problem.CLOCK_AHEAD] is Level.BANNER
    right = at(monkeypatch, datetime(2027, 3, 1, 8, tzinfo=UTC))
    add(register, MARKER)
    assert not {Problem.CLOCK_AHEAD, Problem.CLOCK_BEHIND} & set(problems(backups.status(register, right)))
    assert Problem.CLOCK_BEHIND in problems(backups.status(register, right - timedelta(days=30)))


def test_clock_jumps_neither_delete_the_newest_nor_change_an_order(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = (2027, 2001, 2037, 2027, 2017, 2027)
    for year in years:
        at(monkeypatch, datetime(year, 5, 4, 8, tzinfo=UTC))
        add(register, MARKER)
        backups.back_up(register)
        newest = backups.status(register).last
        assert newest is not None
        assert (newest.sequence, newest.at.year) == (backups.status(register).kept[0].sequence, year)
    kept = [entry.sequence for entry in backups.status(register).kept]
    assert kept == sorted(kept, reverse=True)
    assert kept[:3] == [6, 5, 4]
    with store_of(register) as store:
        deeds = journal.deeds(store)
        assert [deed.id for deed in deeds] == sorted((deed.id for deed in deeds), reverse=True)


def test_the_drill_is_asked_for_after_ninety_days(register: Register) -> None:
    today = datetime(2027, 3, 1, tzinfo=UTC).date()
    assert backups.is_drill_due(register, today)
    assert backups.last_drill(register) is None
    backups.drill_done(register, today)
    assert not backups.is_drill_due(register, today + timedelta(days=89))
    assert backups.is_drill_due(register, today + timedelta(days=90))
    assert (settings.read().last_drill, backups.last_drill(register)) == ("2027-03-01", today)


def test_a_report_carries_the_head_of_the_history_and_names_nobody(register: Register) -> None:
    add(register, MARKER)
    made = backups.back_up(register)
    text = backups.report(register, made)
    assert len(backups.head_shown(made).split()) == 16
    assert backups.head_shown(made) in text
    assert "Người: 1" in text
    assert MARKER not in text
    assert "THỰC HÀNH" not in text


def test_the_report_of_the_practice_office_begins_with_the_mark_of_its_papers(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "thuc-hanh.dandan", PRACTICE_PASSPHRASE, Fresh(is_practice=True))
    with closing(register):
        first, heading, *_ = backups.report(register, backups.back_up(register)).splitlines()
    assert first == "SỔ THỰC HÀNH – GIẤY TẬP LÀM, KHÔNG CÓ GIÁ TRỊ"
    assert heading == "BÁO CÁO SAO LƯU"


def test_a_copy_in_any_folder_is_the_same_file(register: Register, tmp_path: Path) -> None:
    made = backups.back_up(register)
    copy = backups.copy_to(made, tmp_path)
    assert copy.read_bytes() == made.path.read_bytes()
    with pytest.raises(ClerkError) as caught:
        backups.copy_to(made, tmp_path / "không có")
    assert caught.value.problem is Problem.STICK_GONE
