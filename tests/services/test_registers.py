"""Registers made, opened and remembered; what this machine remembers."""

import json
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop import paths, settings
from dandan_desktop.db.store import Store
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import registers
from dandan_desktop.settings import Settings
from tests.registers import PASSPHRASE, copied


def test_the_ending_of_a_name_may_be_left_off(tmp_path: Path) -> None:
    register = registers.make(tmp_path / "Sổ xã v1.2", PASSPHRASE, who="Lan")
    register.close()
    assert register.path == tmp_path / "Sổ xã v1.2.dandan"
    assert registers.named(tmp_path / "Sổ xã v1.2") == register.path
    assert registers.last_register() == register.path
    (tmp_path / "khác").write_bytes(b"")
    assert registers.named(tmp_path / "khác") == tmp_path / "khác"


def test_the_register_opened_last_is_remembered(tmp_path: Path) -> None:
    with pytest.raises(ClerkError) as caught:
        registers.last_register()
    assert caught.value.problem is Problem.NO_REGISTER_CHOSEN
    path = copied(tmp_path / "a")
    registers.open_it(path, PASSPHRASE).close()
    assert registers.last_register() == path


def test_a_report_is_the_same_for_the_same_register(store: Store) -> None:
    first = registers.check(store)
    assert first == registers.check(store)
    assert first.faults == ()
    assert list(first.tables) == [noun.table for noun in store.nouns]
    assert first.tables["units"] > 200


def test_presets_for_a_new_register(store: Store) -> None:
    assert "Tỉnh ủy Đồng Tháp" in [name for _, name in registers.office_presets(store, date(2026, 1, 1))]


def file() -> Path:
    return paths.data_folder() / "may-nay.json"


def test_settings_are_kept_whole_with_what_a_newer_program_wrote() -> None:
    assert settings.read() == Settings()
    settings.remember(registers={"sổ.dandan": "uid"}, columns={"meetings": "title"})
    content = {**json.loads(file().read_text(encoding="utf-8")), "newer": [1]}
    file().write_text(json.dumps(content), encoding="utf-8")
    settings.remember(text_percent=125)
    assert settings.read() == Settings({"sổ.dandan": "uid"}, "", 125, {"meetings": "title"}, {"newer": [1]})
    assert [each.name for each in file().parent.iterdir()] == ["may-nay.json"]


def test_the_machine_knows_the_few_registers_opened_last(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d", "e", "f", "c"):
        (tmp_path / name).touch()
        settings.keep_register(tmp_path / name, name.upper() if name != "d" else "C")
    assert [Path(path).name for path in settings.read().registers] == ["b", "d", "e", "f", "c"]
    assert settings.read().last_register == str(tmp_path / "c")
    assert settings.places_of("C") == [tmp_path / "c", tmp_path / "d"]
    (tmp_path / "c").unlink()
    assert settings.places_of("C") == [tmp_path / "d"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"5", b"\xff", b"[" * 100_000, b'{"text_percent": "x"}'])
def test_settings_that_cannot_be_read_are_the_usual_ones(content: bytes) -> None:
    file().parent.mkdir(parents=True)
    file().write_bytes(content)
    assert settings.read() == Settings()


def test_a_machine_that_cannot_keep_settings_goes_on() -> None:
    file().mkdir(parents=True)
    assert settings.remember(text_percent=90).text_percent == 90
    assert settings.read() == Settings()
    assert not list(file().parent.glob("*.tam"))
