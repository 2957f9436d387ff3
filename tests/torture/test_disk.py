"""The model of a disk that loses its power: what was synced stays, and of the rest everything that may go does go."""

import random
from pathlib import Path

import pytest

from torture.disk import SECTOR, Disk
from torture.recording import CREATES, EMPTIES, Event

OLD, NEW, OTHER = (Path("sổ") / name for name in ("cũ", "mới", "khác"))
DEATHS = 300


def event(kind: str, *paths: Path, handle: int = 0, number: int = 0, content: bytes = b"") -> Event:
    return Event(kind, handle, number, content or "\n".join(map(str, paths)).encode())


def deaths(disk: Disk) -> list[dict[Path, bytes]]:
    source = random.Random(7)
    return [disk.crashed(source) for _ in range(DEATHS)]


def disk_after(*events: Event) -> Disk:
    disk = Disk({OLD: b"a" * 2 * SECTOR})
    for each in events:
        disk.do(each)
    return disk


OPEN = event("O", OLD, handle=1)
WRITE = event("W", handle=1, content=b"b" * 2 * SECTOR)
SYNC = event("S", handle=1)


def test_what_was_synced_is_there_after_every_cut() -> None:
    disk = disk_after(OPEN, WRITE, SYNC)
    assert {state[OLD] for state in deaths(disk)} == {b"b" * 2 * SECTOR}


def test_what_was_not_is_there_lost_or_torn_between_sectors() -> None:
    found = {state[OLD] for state in deaths(disk_after(OPEN, WRITE))}
    a, b = b"a" * SECTOR, b"b" * SECTOR
    assert found == {a + a, b + b, a + b, b + a}


def test_the_later_of_two_writes_may_arrive_without_the_earlier() -> None:
    far = event("W", handle=1, number=4 * SECTOR, content=b"c" * SECTOR)
    found = {state[OLD] for state in deaths(disk_after(OPEN, WRITE, far))}
    assert b"a" * 2 * SECTOR + bytes(2 * SECTOR) + b"c" * SECTOR in found
    assert b"b" * 2 * SECTOR in found


def test_a_rename_is_old_or_new_until_anything_is_synced() -> None:
    made = event("O", NEW, handle=2, number=CREATES)
    written, synced = event("W", handle=2, content=b"new"), event("S", handle=2)
    renamed = event("R", NEW, OLD)
    found = {state[OLD] for state in deaths(disk_after(made, written, synced, renamed))}
    assert found == {b"a" * 2 * SECTOR, b"new"}
    elsewhere = (event("O", OTHER, handle=3, number=CREATES), event("S", handle=3))
    states = deaths(disk_after(made, written, synced, renamed, *elsewhere))
    assert {state[OLD] for state in states} == {b"new"}
    assert not any(NEW in state for state in states)


def test_a_rename_without_a_sync_of_the_content_may_leave_an_empty_file() -> None:
    made = event("O", NEW, handle=2, number=CREATES)
    found = {
        state[OLD] for state in deaths(disk_after(made, event("W", handle=2, content=b"new"), event("R", NEW, OLD)))
    }
    assert b"" in found


def test_an_unlink_and_a_truncation_may_be_undone() -> None:
    assert {OLD in state for state in deaths(disk_after(event("U", OLD)))} == {True, False}
    cut = event("T", handle=1, number=SECTOR)
    assert {len(state[OLD]) for state in deaths(disk_after(OPEN, cut))} == {SECTOR, 2 * SECTOR}
    emptied = event("O", OLD, handle=1, number=CREATES | EMPTIES)
    assert {len(state[OLD]) for state in deaths(disk_after(emptied))} == {0, 2 * SECTOR}


@pytest.mark.parametrize("last", [SYNC, event("O", OTHER, handle=4, number=CREATES)])
def test_a_program_sees_everything_at_once(last: Event) -> None:
    made = event("O", NEW, handle=2, number=CREATES)
    link = event("L", OLD, OTHER)
    disk = disk_after(OPEN, WRITE, made, event("W", handle=2, content=b"new"), event("R", NEW, OLD), link, last)
    assert disk.now() == {OLD: b"new", OTHER: b"new"}
