"""The chain of seals: where it breaks, and what only a head kept elsewhere can show."""

from pathlib import Path

import pytest

from dandan_desktop.db import checks
from dandan_desktop.db.history import Break, Verdict
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records
from tests.db.test_store import unguarded
from tests.registers import copied, opened, raw, store_of

DEEDS = 4


def filled(folder: Path) -> Path:
    path = copied(folder)
    register = opened(path)
    with store_of(register) as store:
        for number in range(DEEDS):
            records.save(store, PEOPLE, None, Person(full_name=f"Trần Văn Số {number}"))
    register.close()
    return path


def verdict(path: Path) -> Verdict:
    register = opened(path)
    with store_of(register) as store:
        found = checks.verify(store)
    register.close()
    return found


@pytest.mark.parametrize(
    ("statements", "deed", "what"),
    [
        (["DELETE FROM deeds WHERE id = 2"], 2, Break.DEED_MISSING),
        (["DELETE FROM deeds WHERE id = 4"], 4, Break.DEED_MISSING),
        (["DELETE FROM seals WHERE deed = 3"], 3, Break.SEAL_MISSING),
        (["DELETE FROM seals WHERE deed = 4"], 4, Break.SEAL_MISSING),
        (["UPDATE deeds SET who = 'Ai đó' WHERE id = 3"], 3, Break.DEED_CHANGED),
        (["UPDATE deeds SET lived = 9 WHERE id = 3"], 3, Break.DEED_CHANGED),
        (["DELETE FROM history WHERE seq = 2"], 2, Break.DEED_CHANGED),
        (["DELETE FROM history_images WHERE seq = 2"], 2, Break.IMAGE_MISSING),
        (["UPDATE history_images SET after = replace(after, 'Trần', 'Lê') WHERE seq = 2"], 2, Break.IMAGE_CHANGED),
        (["UPDATE history_images SET salt = NULL, after = NULL WHERE seq = 2"], 2, Break.IMAGE_MISSING),
        (["UPDATE history_images SET salt = NULL WHERE seq = 2"], 2, Break.IMAGE_CHANGED),
        (["INSERT INTO history_images VALUES (99, 3, 'people', 1, 'people', 1, 'x', NULL, '{}')"], 3, Break.ROWS_STRAY),
        (
            [
                "UPDATE history_images SET after = (SELECT after FROM history_images WHERE seq = 3) WHERE seq = 2",
                "UPDATE history_images SET salt = (SELECT salt FROM history_images WHERE seq = 3) WHERE seq = 2",
            ],
            2,
            Break.IMAGE_CHANGED,
        ),
        (
            [
                "UPDATE history SET seq = -seq WHERE seq IN (2, 3)",
                "UPDATE history SET seq = 5 + seq WHERE seq < 0",
            ],
            2,
            Break.DEED_CHANGED,
        ),
        (
            [
                "DELETE FROM history WHERE deed = 4",
                "DELETE FROM seals WHERE deed = 4",
                "DELETE FROM deeds WHERE id = 4",
            ],
            4,
            Break.ROWS_STRAY,
        ),
    ],
)
def test_tampering_is_found_where_it_was_done(tmp_path: Path, statements: list[str], deed: int, what: Break) -> None:
    path = filled(tmp_path)
    with raw(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            unguarded(connection, statement)
    found = verdict(path)
    assert (found.holds, found.broken_at, found.broken) == (False, deed, what)


def test_a_whole_journal_holds_and_shows_its_head(tmp_path: Path) -> None:
    found = verdict(filled(tmp_path))
    assert (found.holds, found.deeds, found.broken_at) == (True, DEEDS, 0)
    groups = checks.shown(found.head).split()
    assert {len(group) for group in groups} == {4}
    assert bytes.fromhex("".join(groups)) == found.head
    assert len(found.head) == 32


def test_a_journal_cut_down_to_an_older_whole_state_is_found_by_a_head_kept_elsewhere(tmp_path: Path) -> None:
    path = filled(tmp_path)
    register = opened(path)
    with store_of(register) as store:
        whole = checks.verify(store)
        assert checks.is_ahead_of(store, whole.deeds, whole.head)
        assert checks.is_ahead_of(store, 0, b"")
    register.close()
    with raw(path) as connection:
        for table, column in (("seals", "deed"), ("history", "deed"), ("history_images", "deed"), ("deeds", "id")):
            unguarded(connection, f"DELETE FROM {table} WHERE {column} > 2")
        unguarded(connection, "UPDATE people SET full_name = 'Khác' WHERE id = 0")
    register = opened(path)
    with store_of(register) as store:
        cut = checks.verify(store)
        assert (cut.holds, cut.deeds) == (True, 2)
        assert not checks.is_ahead_of(store, whole.deeds, whole.head)
        assert checks.is_ahead_of(store, cut.deeds, cut.head)
        records.save(store, PEOPLE, None, Person(full_name="Thế Chỗ"))
        records.save(store, PEOPLE, None, Person(full_name="Thế Chỗ Nữa"))
        assert checks.verify(store).holds
        assert not checks.is_ahead_of(store, whole.deeds, whole.head)
    register.close()
