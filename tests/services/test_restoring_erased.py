"""Restoring a backup that still holds somebody erased for good since."""

import json
import shutil
from pathlib import Path

import pytest

from dandan_desktop.db import shelf
from dandan_desktop.domain.nouns import PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import backups, erasing, restoring
from tests.registers import PASSPHRASE, opened, store_of
from tests.services.backed import Backed, clean_profile, people

pytestmark = pytest.mark.uncounted


def test_what_was_erased_for_good_stays_erased(backed: Backed) -> None:
    register = opened(backed.path)
    with store_of(register) as store:
        uid = store.query("SELECT uid FROM people WHERE full_name = 'Nguyễn Thị Đào'")[0][0]
    register.close()
    shelf.keep_erased(shelf.own_place(register.uid), [uid])
    restored = restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
    assert restored.erased == 1
    assert people(backed.path) == []


def erased_since(backed: Backed) -> str:
    """Erase the person the backup holds; returns his uid."""
    register = opened(backed.path)
    with store_of(register) as store:
        (person, _) = store.of(Person).some("ORDER BY t.id")
        erasing.erase(store, PEOPLE, person.id, "Đơn ngày 20/11/2026", "request")
    register.close()
    return person.uid


@pytest.mark.parametrize("told_by", ["the list", "a later backup", "nothing"])
def test_on_another_computer_what_lies_beside_a_backup_tells_who_was_erased(
    backed: Backed, told_by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = erased_since(backed)
    stick = tmp_path / "usb"
    stick.mkdir()
    shutil.copy(backed.made.path, stick)
    if told_by == "the list":
        shelf.keep_erased(stick, [uid])
    elif told_by == "a later backup":
        register = opened(backed.path)
        shutil.copy(backups.back_up(register).path, stick)
        register.close()
    clean_profile(monkeypatch, tmp_path / "máy khác")
    target = tmp_path / "Sổ ở máy khác.dandan"
    restored = restoring.restore(restoring.look(stick / backed.made.path.name, target, PASSPHRASE))
    is_told = told_by != "nothing"
    assert restored.erased == int(is_told)
    assert people(target) == ([] if is_told else ["Nguyễn Thị Đào"])


def test_a_draft_in_an_old_backup_that_names_somebody_erased_goes_with_him(backed: Backed) -> None:
    register = opened(backed.path)
    with store_of(register) as store:
        (person, other) = store.of(Person).some("ORDER BY t.id")
        store.keep_draft("people", person.id, json.dumps({"family_name": "Đào"}))
        store.keep_draft("meetings", 0, json.dumps({"title": "Họp về Nguyễn Thị Đào"}))
        store.keep_draft("people", other.id, json.dumps({"family_name": "Bưởi"}))
    made = backups.back_up(register)
    register.close()
    erased_since(backed)
    restoring.restore(restoring.look(made.path, backed.path, PASSPHRASE))
    register = opened(backed.path)
    with store_of(register) as store:
        assert store.query("SELECT page, row FROM drafts") == [("people", other.id)]
    register.close()
