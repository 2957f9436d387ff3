"""Evidence files: copied in, found again byte for byte, refused in two sentences, gone when nothing names them."""

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop.db import age, journal
from dandan_desktop.db.meetings import all_tasks_of
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.faults import Fault, words
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.nouns import MEETINGS, TASKS
from dandan_desktop.domain.task_steps import LARGEST, Evidence
from dandan_desktop.services import backups, erasing, evidence, health, meetings, records, restoring, trash
from tests.registers import PASSPHRASE, dump, opened, raw, store_of
from tests.services.test_meetings import a_sitting, problem
from tests.systems import lacking_in_wine

CONTENT = b"%PDF-1.7 \x00\xff b\xc3\xa1o c\xc3\xa1o"
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def task(store: Store) -> int:
    meetings.save(store, a_sitting(store))
    return int(store.query("SELECT id FROM tasks")[0][0])


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Báo cáo kết quả.pdf"
    path.write_bytes(CONTENT)
    return path


def attached(store: Store, task: int, path: Path) -> int:
    evidence.attach(store, task, path)
    return store.of(Evidence).some("ORDER BY t.id DESC LIMIT 1")[0].id


def hashes(store: Store) -> list[str]:
    return [name for (name,) in store.query("SELECT sha256 FROM files ORDER BY sha256")]


SPOILED = {
    "DELETE FROM files": {False: True, True: True},
    "UPDATE files SET bytes = x'00'": {False: False, True: True},
    "UPDATE files SET sha256 = upper(sha256)": {False: True, True: True},
}
"""Whether the short and the full look find what was done to the files."""


@pytest.mark.parametrize("sql", SPOILED)
def test_a_file_that_is_lost_or_changed_is_a_fault_of_the_register(register_path: Path, paper: Path, sql: str) -> None:
    first = opened(register_path)
    with store_of(first) as store:
        meetings.save(store, a_sitting(store))
        attached(store, int(store.query("SELECT id FROM tasks")[0][0]), paper)
    assert health.full(first).is_sound
    first.close()
    with raw(register_path) as connection:
        connection.execute(sql)
    second = opened(register_path)
    for is_full, is_found in SPOILED[sql].items():
        assert (Fault.FILES in health.report(second, is_full=is_full).faults) is is_found
    second.close()
    assert words([Fault.FILES]) == "có tệp minh chứng hoặc mẫu Word giữ trong sổ bị mất hoặc đã khác"


def test_a_file_comes_out_as_it_went_in(store: Store, task: int, paper: Path, tmp_path: Path) -> None:
    row = attached(store, task, paper)
    assert store.of(Evidence).get(row).facts == Evidence(name=paper.name, sha256=HASH, size=len(CONTENT))
    paper.unlink()
    out = tmp_path / "ra"
    out.mkdir()
    first, second = (evidence.hand_out(store, row, out) for _ in range(2))
    assert (first.name, second.name) == ("Báo cáo kết quả.pdf", "Báo cáo kết quả (2).pdf")
    assert first.read_bytes() == second.read_bytes() == CONTENT
    line = journal.deeds(store, 1)[0]
    assert (line.name, line.note) == ("export", evidence.HANDED_OUT)
    assert CONTENT not in store.path.read_bytes()


def test_the_same_bytes_are_kept_once(store: Store, task: int, paper: Path, tmp_path: Path) -> None:
    attached(store, task, paper)
    copy = tmp_path / "bản khác.pdf"
    copy.write_bytes(CONTENT)
    with pytest.raises(ClerkError) as caught:
        evidence.attach(store, task, copy)
    assert problem(caught) is Problem.EVIDENCE_KNOWN
    other = meetings.save(store, a_sitting(store)).row
    attached(store, all_tasks_of(store, other)[0].id, copy)
    assert hashes(store) == [HASH]


def bad_files(folder: Path) -> dict[Problem, Path]:
    empty, large, closed = folder / "rỗng.docx", folder / "to.mp4", folder / "thư mục"
    empty.touch()
    with large.open("wb") as target:
        target.truncate(LARGEST + 1)
    closed.mkdir()
    return {
        Problem.FILE_EMPTY: empty, Problem.FILE_TOO_LARGE: large, Problem.FILE_UNREADABLE: closed,
        Problem.FILE_MISSING: folder / "không có.pdf",
    }  # fmt: skip


def test_a_bad_file_is_told_in_two_sentences_and_nothing_is_written(store: Store, task: int, tmp_path: Path) -> None:
    before = dump(store)
    for wanted, path in bad_files(tmp_path).items():
        with pytest.raises(ClerkError) as caught:
            evidence.attach(store, task, path)
        assert problem(caught) is wanted
        happened, advice = sentences(caught.value)
        assert path.name in happened
        assert advice.startswith("Hãy")
    assert (dump(store), hashes(store)) == (before, [])


def test_a_device_is_not_read(store: Store, task: int) -> None:
    with pytest.raises(ClerkError) as caught:
        evidence.attach(store, task, Path(os.devnull))
    assert problem(caught) is Problem.FILE_UNREADABLE


@lacking_in_wine("names of files that are no letters")
def test_a_name_the_system_cannot_read_is_kept_readable(store: Store, task: int, tmp_path: Path) -> None:
    path = tmp_path / "b\udcff\udcfe.pdf"
    path.write_bytes(CONTENT)
    row = attached(store, task, path)
    assert store.of(Evidence).get(row).facts.name == "b??.pdf"
    assert evidence.hand_out(store, row, tmp_path).name == "b__.pdf"


def test_the_largest_file_is_taken(store: Store, task: int, tmp_path: Path) -> None:
    path = tmp_path / "vừa.bin"
    path.write_bytes(b"\x00" * LARGEST)
    row = attached(store, task, path)
    assert evidence.hand_out(store, row, tmp_path).stat().st_size == LARGEST


def test_bytes_stay_while_the_removal_can_be_undone(store: Store, task: int, paper: Path, tmp_path: Path) -> None:
    row = attached(store, task, paper)
    removed = evidence.detach(store, row)
    assert store.of(Evidence).some() == []
    assert hashes(store) == [HASH]
    records.undo(store, removed.deed)
    assert evidence.hand_out(store, row, tmp_path / "..").read_bytes() == CONTENT


def test_bytes_go_once_no_deed_can_be_undone(
    store: Store, task: int, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence.detach(store, attached(store, task, paper))
    later = age.lived(store.connection, "2026-01-01T00:00:00Z") + (age.UNDO_DAYS + 1) * age.DAY
    monkeypatch.setattr(age, "lived", lambda *_: later)
    other = tmp_path / "khác.txt"
    other.write_bytes(b"khac")
    attached(store, task, other)
    assert hashes(store) == [hashlib.sha256(b"khac").hexdigest()]


def test_undoing_the_adding_takes_the_file_off(store: Store, task: int, paper: Path) -> None:
    before = dump(store, own=False)
    changes = evidence.attach(store, task, paper)
    undone = records.undo(store, changes.deed)
    assert dump(store, own=False) == before
    records.undo(store, undone.deed)
    assert [row.facts.sha256 for row in store.of(Evidence).some()] == hashes(store) == [HASH]


def test_erasing_the_meeting_erases_the_bytes(store: Store, task: int, paper: Path) -> None:
    attached(store, task, paper)
    erasing.erase(store, MEETINGS, 1, "theo công văn", "request")
    assert hashes(store) == []


def test_purging_leaves_no_row_that_names_the_file(store: Store, task: int, paper: Path) -> None:
    attached(store, task, paper)
    meetings.trash(store, 1)
    assert hashes(store) == [HASH]
    trash.purge(store, TASKS, task, "Nhập trùng")
    assert store.query("SELECT count(*) FROM task_files") == [(0,)]


def test_a_file_that_was_lost_is_told(store: Store, task: int, paper: Path, tmp_path: Path) -> None:
    row = attached(store, task, paper)
    with store.change("save"):
        store.connection.execute("UPDATE files SET bytes = x'00'")
        store.put_fact("made_up", "1")
    with pytest.raises(ClerkError) as caught:
        evidence.hand_out(store, row, tmp_path / "ra")
    assert problem(caught) is Problem.EVIDENCE_LOST


def test_the_folder_must_be_there(store: Store, task: int, paper: Path, tmp_path: Path) -> None:
    row = attached(store, task, paper)
    with pytest.raises(ClerkError) as caught:
        evidence.hand_out(store, row, tmp_path / "không có")
    assert problem(caught) is Problem.FOLDER_MISSING


def test_a_backup_holds_the_files(register_path: Path, paper: Path, tmp_path: Path) -> None:
    register = opened(register_path)
    with store_of(register) as store:
        meetings.save(store, a_sitting(store))
        row = attached(store, 1, paper)
    made = backups.back_up(register)
    register.close()
    target = tmp_path / "mới" / "so.dandan"
    target.parent.mkdir()
    restoring.restore(restoring.look(made.path, target, PASSPHRASE))
    restored = Register.open(target, PASSPHRASE)
    with store_of(restored) as store:
        assert evidence.hand_out(store, row, target.parent).read_bytes() == CONTENT
    restored.close()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Báo cáo.pdf", "Báo cáo.pdf"), ("a/b\\c:d?.docx", "a_b_c_d_.docx"), ("CON.txt", "_CON.txt"), ("..", "tep"),
        ("không đuôi ", "không đuôi"), (".pdf", "pdf"), ("com1", "_com1"),
    ],
)  # fmt: skip
def test_names_fit_every_system(name: str, safe: str) -> None:
    assert evidence.safe_name(name) == safe


@given(st.text(min_size=1))
def test_a_safe_name_is_one_name(name: str) -> None:
    safe = evidence.safe_name(name)
    assert safe
    assert Path(safe).name == safe
    assert len(safe.encode()) <= 200
    assert evidence.safe_name(safe) == safe


def test_the_day_of_a_file_is_the_day_it_was_added(store: Store, task: int, paper: Path) -> None:
    row = attached(store, task, paper)
    assert store.of(Evidence).get(row).created_at.date() >= date(2020, 1, 1)
