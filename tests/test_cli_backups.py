"""The commands backup and restore, as processes of their own."""

import shutil
from pathlib import Path

from tests.commands import Office, bare, is_two_sentences, office
from tests.registers import NAME, meeting_file


def loaded(folder: Path) -> Office:
    made = office(folder)
    assert made.run("load", meeting_file()).code == 0
    return made


def test_backup_and_restore_to_another_computer(tmp_path: Path) -> None:
    here = loaded(tmp_path / "máy này")
    stick = tmp_path / "usb"
    stick.mkdir()
    answer = here.run("backup", "--to", stick)
    assert answer.code == 0, answer.err
    file, number, head = answer.out.splitlines()
    assert Path(file).parent == stick
    assert number == "Bản sao số: 2"  # the first was made before loading
    assert len(head.removeprefix("Mã kiểm tra nhật ký: ").split()) == 16
    there = Office(tmp_path / "máy khác" / "sổ")
    there.folder.mkdir(parents=True)
    answer = there.run("restore", file, "--to", there.register)
    assert answer.code == 0, answer.err
    assert answer.out.splitlines()[:2] == [str(there.register), "Bản sao số: 2"]
    assert "Cuộc họp: 1" in answer.out
    check = there.run("check", "--json")
    assert check.code == 0
    assert '"meetings": 1' in check.out


def test_restore_moves_the_same_register_aside_and_refuses_any_other(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    file = here.run("backup", "--to", tmp_path).out.splitlines()[0]
    answer = here.run("restore", file, "--to", here.register)
    lost, kept = answer.err.splitlines()
    assert lost == "Không mất gì: sau bản sao này sổ chưa có việc nào mới."
    assert (answer.code, kept) == (0, "Sổ cũ được giữ ở Sổ thử.truoc-khoi-phuc-000002.dandan.")
    letter = here.folder / "thư.dandan"
    letter.write_text("của tôi", encoding="utf-8")
    answer = here.run("restore", file, "--to", letter)
    assert answer.code == 1
    assert is_two_sentences(answer.err)
    assert letter.read_text(encoding="utf-8") == "của tôi"


def test_restore_says_what_is_lost_and_backup_warns_of_the_same_disk(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    answer = here.run("backup", "--to", tmp_path)
    assert answer.err.startswith("Bản sao này nằm cùng ổ đĩa với sổ. Hãy chép thêm ra USB")
    assert here.run("load", meeting_file("dong-thap-2020-07-03")).code == 0
    answer = here.run("restore", answer.out.splitlines()[0], "--to", here.register)
    assert answer.err.startswith("Sẽ mất 1 việc đã làm sau bản sao này, việc cuối lúc ")
    assert "1 cuộc họp, 4 nhiệm vụ." in answer.err


def test_a_register_restored_on_trial_is_not_the_one_used_last(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    file = here.run("backup", "--to", tmp_path).out.splitlines()[0]
    trial = Office(here.folder, "thử.dandan")
    assert trial.run("restore", file, "--to", trial.register).code == 0
    assert trial.run("check").code == 0
    last = here.run_bare(bare("--passphrase-file", here.passphrase, "backup", "--to", tmp_path))
    assert Path(last.out.splitlines()[0]).name == "Sổ thử-000003.dandan-sao"


def test_what_the_commands_refuse_is_told_in_two_sentences(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    broken = tmp_path / "hỏng.dandan-sao"
    broken.write_bytes(b"PK\x03\x04" + bytes(500))
    before = here.files()
    for arguments in (
        ("backup", "--to", tmp_path / "không có"),
        ("restore", broken, "--to", here.register),
        ("restore", tmp_path / "không có", "--to", here.register),
        ("restore", here.register, "--to", here.folder / NAME),
    ):
        answer = here.run(*arguments)
        assert answer.code == 1
        assert is_two_sentences(answer.err), answer.err
        assert answer.is_clean
    after = here.files()
    assert {name: content for name, content in after.items() if "-wal" not in name}.keys() == before.keys()
    assert here.run("backup").code == 2
    shutil.rmtree(here.folder)


def spoiled_keys(here: Office) -> None:
    """Nothing but the stick still knows the keys."""
    for file in here.folder.glob("*.khoa*"):
        file.write_bytes(b"khong con gi")
    shutil.rmtree(here.folder.parent / "user")


def test_where_only_the_key_file_is_lost_that_alone_is_written_anew(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    file = here.run("backup", "--to", tmp_path).out.splitlines()[0]
    assert here.run("load", meeting_file("dong-thap-2020-07-03")).code == 0
    spoiled_keys(here)
    refused = here.run("check")
    assert (refused.code, is_two_sentences(refused.err)) == (1, True)
    assert "bị hỏng" in refused.err
    assert "chép lại tệp .khoa" not in refused.err
    answer = here.run("restore", file, "--to", here.register)
    assert (answer.code, answer.out) == (0, f"{here.register}\n")
    assert "chỉ bị mất hoặc hỏng tệp khoá" in answer.err
    assert not list(here.folder.glob("*truoc-khoi-phuc*"))
    assert "Cuộc họp: 2" in here.run("check").out
    again = here.run("restore", file, "--to", here.register)
    assert again.err.startswith("Sẽ mất 1 việc")
    assert "Cuộc họp: 1" in here.run("check").out


def test_a_damaged_register_is_restored_by_command(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    file = here.run("backup", "--to", tmp_path).out.splitlines()[0]
    content = bytearray(here.register.read_bytes())
    for start in (len(content) // 3, len(content) // 2):
        content[start : start + 60_000] = bytes(60_000)
    here.register.write_bytes(content)
    answer = here.run("restore", file, "--to", here.register)
    assert answer.code == 0, answer.err
    assert "Sổ cũ được giữ ở Sổ thử.truoc-khoi-phuc-000002.dandan." in answer.err
    assert here.run("check").code == 0


def test_a_clerk_who_has_no_passphrase_after_a_restore_is_named(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    words = tmp_path / "Mai.txt"
    words.write_text("mật khẩu riêng của Mai\n", encoding="utf-8")
    new = ("--new-passphrase-file", words)
    assert here.run("users", "add", "Mai", "--role", "enter", *new).code == 0
    file = here.run("backup", "--to", tmp_path).out.splitlines()[0]
    assert here.run("users", "remove", "Mai").code == 0
    answer = here.run("restore", file, "--to", here.register)
    assert answer.code == 0, answer.err
    assert "Chưa có mật khẩu: Mai. Người quản trị đặt mật khẩu mới ở trang Người dùng" in answer.err
    mai = here.run_bare(bare("--register", here.register, "--passphrase-file", words, "--user", "Mai", "check"))
    assert mai.code == 1
    assert mai.err.startswith("Mật khẩu không đúng.")  # no more than of any wrong one (S2)


def test_who_may_restore_is_said(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    words = tmp_path / "Mai.txt"
    words.write_text("mật khẩu riêng của Mai\n", encoding="utf-8")
    new = ("--new-passphrase-file", words)
    assert here.run("users", "add", "Mai", "--role", "enter", *new).code == 0
    file = here.run("backup", "--to", tmp_path).out.splitlines()[0]
    answer = here.run_bare(bare("--passphrase-file", words, "restore", file, "--to", here.register))
    assert (answer.code, is_two_sentences(answer.err.splitlines(keepends=True)[-1])) == (1, True)
    assert "phiếu khôi phục" in answer.err
    assert "đang mở sổ" not in answer.err


def test_a_copy_with_one_byte_changed_is_refused_before_anything_is_told_of_it(tmp_path: Path) -> None:
    here = loaded(tmp_path)
    file = Path(here.run("backup", "--to", tmp_path).out.splitlines()[0])
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    answer = here.run("restore", file, "--to", here.register)
    assert (answer.code, answer.out, is_two_sentences(answer.err)) == (1, "", True)
