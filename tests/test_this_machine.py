"""Computers as offices have them: Vietnamese folders, long paths, a full profile, two users of one machine."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from dandan_desktop import bug_log
from tests.commands import Office, is_two_sentences, office
from tests.disks import full_disk
from tests.registers import meeting_file, opened


def work(here: Office, out: Path) -> None:
    """A day of an office: load, print, count, search, back up, check."""
    for arguments in (
        ("load", meeting_file()),
        ("minutes", "--all", "--out", out),
        ("rollup", "--period", "2026-N", "--out", out / "Biểu tổng hợp 2026.xlsx"),
        ("search", "họp"),
        ("backup", "--to", out.parent / "USB sao lưu"),
        ("check", "--full"),
    ):
        answer = here.run(*arguments)
        assert (answer.code, answer.is_clean) == (0, True), answer
    assert {path.suffix for path in out.iterdir()} == {".docx", ".xlsx"}


OF_A_USER = tuple(f"XDG_{name}_HOME" for name in ("DATA", "CONFIG", "STATE"))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_folders_with_vietnamese_names_and_blanks(form: Literal["NFC", "NFD"], tmp_path: Path) -> None:
    user = tmp_path / unicodedata.normalize(form, "Nguyễn Văn Ánh") / "Tài liệu của tôi"
    here = office(user / "Sổ (dân vận) & văn bản 100% #1")
    out = user / "Giấy tờ đã in"
    out.mkdir()
    (user / "USB sao lưu").mkdir()
    work(here, out)
    here.register.rename(here.register.with_name("Sổ Đảng uỷ xã Mỹ Ngãi.dandan"))
    named = Office(here.folder, "Sổ Đảng uỷ xã Mỹ Ngãi.dandan")
    for ending in (".khoa", ".khoa.bak"):
        beside = here.register.with_name(here.register.name + ending)
        beside.rename(named.register.with_name(named.register.name + ending))
    assert named.run("check").code == 0


def test_a_path_that_is_too_long_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    here = office(tmp_path)
    assert here.run("load", meeting_file()).code == 0
    before = set(tmp_path.iterdir())
    answer = here.run("rollup", "--period", "2026-N", "--out", tmp_path / ("bieu tong hop " * 30 + ".xlsx"))
    assert (answer.code, answer.out, answer.is_clean) == (1, "", True)
    assert is_two_sentences(answer.err), answer.err
    assert "dài quá mức máy này cho phép" in answer.err
    assert set(tmp_path.iterdir()) == before
    assert here.run("rollup", "--period", "2026-N", "--out", tmp_path / "Biểu tổng hợp.xlsx").code == 0


@pytest.mark.allow_log("nobody can write down")
def test_a_profile_on_a_full_disk_keeps_nobody_from_working(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "hồ sơ người dùng"
    with full_disk(profile):
        here = office(tmp_path / "D")
        full = Office(
            here.folder, more={f"XDG_{name}_HOME": str(profile) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        )
        with monkeypatch.context() as patch:
            patch.setenv("XDG_DATA_HOME", str(profile))
            bug_log.note("a bug nobody can write down " * 400)
        assert capsys.readouterr().err == ""
        out = tmp_path / "giấy"
        out.mkdir()
        assert full.run("load", meeting_file()).code == 0
        for arguments in (("minutes", "--all", "--out", out), ("search", "họp"), ("check",)):
            answer = full.run(*arguments)
            assert (answer.code, answer.is_clean) == (0, True), answer
        backup = full.run("backup", "--to", tmp_path / "giấy")
        assert (backup.code, backup.is_clean) == (1, True), backup
        assert is_two_sentences(backup.err), backup.err
        assert "Ổ đĩa đã đầy" in backup.err


def test_two_users_of_one_machine_share_a_register_one_after_the_other(tmp_path: Path) -> None:
    here = office(tmp_path)
    users = [
        Office(here.folder, more=dict.fromkeys((*OF_A_USER, "LOCALAPPDATA"), str(tmp_path / user)))
        for user in ("Lan", "Mai")
    ]
    first = opened(here.register)
    try:
        answer = users[1].run("check")
        assert (answer.code, answer.is_clean) == (1, True)
        assert is_two_sentences(answer.err), answer.err
        assert "người dùng khác trên máy này" in answer.err
    finally:
        first.close()
    stick = tmp_path / "USB"
    stick.mkdir()
    for user, name in zip(users, ("Lan", "Mai"), strict=True):
        assert user.run("backup", "--to", stick).code == 0
        assert user.run("check").code == 0
        assert list((tmp_path / name).rglob("*.dandan-sao")), "each has backups of their own"
