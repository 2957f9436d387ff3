"""Commands about the people who open a register, and the way in with the recovery sheet."""

import os
import subprocess
import unicodedata
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop import cli, paths
from dandan_desktop.db import checks, journal
from dandan_desktop.db.register import Register
from dandan_desktop.services import sheet
from tests.commands import Answer, Office, bare, is_two_sentences, office
from tests.registers import PASSPHRASE

MAI = "mật khẩu riêng của Mai"
NEW = "mật khẩu thứ hai của Mai"
NAMES = {"Lan": PASSPHRASE, "Mai": MAI}


class Here:
    """An office whose commands run in this process, each with the passphrase of somebody."""

    def __init__(self, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
        self.office = office
        self._capsys = capsys

    def run(self, *arguments: str, passphrase: str = PASSPHRASE, user: str = "") -> Answer:
        file = self.file(passphrase)
        whole = ["--register", str(self.office.register), "--passphrase-file", file, "--user", user, *arguments]
        try:
            code = cli.main(whole)
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Answer(code, *self._capsys.readouterr())

    def file(self, content: str) -> str:
        """A file with this first line."""
        file = self.office.folder.parent / f"{abs(hash(content))}.txt"
        file.write_text(content + "\n", encoding="utf-8")
        return str(file)

    def add_mai(self, *more: str) -> Answer:
        return self.run("users", "add", "Mai", "--new-passphrase-file", self.file(MAI), *(more or ("--role", "enter")))

    def opens(self, passphrase: str, user: str = "") -> bool:
        return self.run("check", passphrase=passphrase, user=user).code == 0

    def sheet(self) -> str:
        """The code of a sheet made and confirmed."""
        with closing(Register.open(self.office.register, PASSPHRASE)) as register, closing(register.store()) as store:
            drawn = sheet.begin(register, store, date(2026, 11, 22))
            sheet.confirm(register, store, drawn, drawn.code)
        return drawn.code


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(office(tmp_path), capsys)


def told(answer: Answer, *words: str) -> bool:
    """Whether a command ended with a known problem in two sentences with these words."""
    return (answer.code, answer.out, is_two_sentences(answer.err)) == (1, "", True) and all(
        word in answer.err for word in words
    )


def test_users_are_added_listed_and_removed(here: Here) -> None:
    assert here.run("users", "list").out == "Lan: Xem tổng hợp, Nhập liệu, Duyệt và khoá, Quản trị; mọi tổ chức\n"
    added = here.add_mai("--role", "nhap lieu", "--role", "Duyệt và khoá", "--organisation", "Đảng ủy xã Lấp Vò")
    assert (added.code, added.out, added.err) == (0, "Đã thêm Mai.\n", "")
    assert here.run("users", "list").out.splitlines()[1] == "Mai: Nhập liệu, Duyệt và khoá; Đảng ủy xã Lấp Vò"
    assert here.opens(MAI)
    assert here.opens(MAI, "Mai")
    assert not here.opens(MAI, "Lan")
    removed = here.run("users", "remove", "mai")
    assert (removed.code, removed.out) == (0, "Đã bỏ mai và thay khoá của sổ.\n")
    assert is_two_sentences(removed.err)
    assert not here.opens(MAI)
    assert here.opens(PASSPHRASE)
    assert len(here.run("users", "list").out.splitlines()) == 1


def test_a_passphrase_is_set_anew(here: Here) -> None:
    here.add_mai()
    answer = here.run("users", "reset", "Mai", "--new-passphrase-file", here.file(NEW))
    assert (answer.code, answer.out) == (0, "Đã đặt mật khẩu mới cho Mai.\n")
    assert [here.opens(passphrase) for passphrase in (MAI, NEW, PASSPHRASE)] == [False, True, True]


def test_what_is_refused_says_why(here: Here) -> None:
    here.add_mai("--role", "enter")
    new = ("--new-passphrase-file", here.file(NEW))
    assert told(here.add_mai(), "Đã có người dùng tên “Mai”")
    assert told(here.run("users", "add", " ", "--role", "enter", *new), "Chưa ghi tên")
    assert told(here.run("users", "add", "Hoa", "--role", "vua", *new), "Không có quyền “vua”", "Nhập liệu", "admin")
    unknown = here.run("users", "add", "Hoa", "--role", "enter", "--organisation", "Không có", *new)
    assert told(unknown, "“Không có”")
    assert told(here.run("users", "add", "Hoa", "--role", "enter", "--new-passphrase-file", here.file("x")), "ngắn")
    assert told(here.run("users", "add", "Hoa", "--role", "enter"), "--new-passphrase-file")
    assert told(here.run("users", "reset", "Hoa", *new), "“Hoa”")
    assert told(here.run("users", "remove", "Hoa"), "“Hoa”")
    assert told(here.run("users", "remove", "Lan"), "duy nhất")
    for arguments in (["list"], ["remove", "Lan"], ["reset", "Lan", *new], ["add", "Hoa", "--role", "admin", *new]):
        assert told(here.run("users", *arguments, passphrase=MAI), "không thuộc quyền"), arguments
    assert len(here.run("users", "list").out.splitlines()) == 2


@pytest.mark.parametrize("wrong", [[], ["add"], ["add", "Hoa"], ["remove"], ["reset"], ["list", "x"], ["xem"]])
def test_usage(here: Here, wrong: list[str]) -> None:
    answer = here.run("users", *wrong)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Cách viết: dandan-desktop")


def test_what_is_left_out_is_named(here: Here) -> None:
    assert "Lệnh còn thiếu: --role. Hãy" in here.run("users", "add", "Hoa").err


@pytest.mark.parametrize("command", [["users"], ["users", "add"], ["users", "list"], ["recover"]])
def test_help_is_vietnamese(here: Here, command: list[str]) -> None:
    answer = here.run(*command, "--help")
    assert (answer.code, answer.out.startswith("Cách viết: dandan-desktop")) == (0, True)
    assert not [word for word in ("usage", "options", "arguments", "show") if word in answer.out]


def test_the_sheet_gives_somebody_a_passphrase(here: Here) -> None:
    code, new = here.sheet(), ("--new-passphrase-file", here.file(NEW))
    here.add_mai()
    lower = here.file(code.lower().replace("-", " "))
    answer = here.run("recover", "--code-file", lower, *new)
    assert (answer.code, answer.out) == (0, "Đã mở sổ bằng phiếu khôi phục và đặt mật khẩu mới cho Lan.\n")
    assert [here.opens(passphrase) for passphrase in (PASSPHRASE, NEW, MAI)] == [False, True, True]
    answer = here.run("recover", "Mai", "--code-file", lower, "--new-passphrase-file", here.file("mật khẩu thứ ba"))
    assert answer.code == 0
    assert not here.opens(MAI)
    with closing(Register.open(here.office.register, NEW)) as register, closing(register.store()) as store:
        names = [(line.name, line.note) for line in journal.deeds(store)][:4]
        assert checks.faults(store) == []
    assert names == [
        ("unlock", "bằng phiếu khôi phục"),
        ("set_passphrase", ""),
        ("unlock", "1 lần nhập sai trước đó"),
        ("unlock", "bằng phiếu khôi phục"),
    ]


def test_what_is_no_sheet_recovers_nothing(here: Here) -> None:
    new = ("--new-passphrase-file", here.file(NEW))
    code = here.sheet()
    for wrong in (PASSPHRASE, "x", code[:-1]):
        assert told(here.run("recover", "--code-file", here.file(wrong), *new), "Mã khôi phục không đúng")
    assert told(here.run("recover", "Hoa", "--code-file", here.file(code), *new), "“Hoa”")
    assert told(here.run("recover", *new), "--code-file")
    assert told(here.run("recover", "--code-file", here.file(code)), "--new-passphrase-file")
    assert not here.opens(NEW)


def test_too_many_guesses_have_to_wait_and_the_journal_knows(here: Here) -> None:
    for _ in range(5):
        assert told(here.run("check", passphrase="đoán mò"), "Mật khẩu không đúng")
    assert told(here.run("check"), "Hãy đợi 1 giây")
    (file,) = (paths.data_folder() / "lan-thu").iterdir()
    file.write_text(file.read_text(encoding="utf-8").replace('"last": ', '"last": 1 , "was": '), encoding="utf-8")
    assert here.opens(PASSPHRASE)
    with closing(Register.open(here.office.register, PASSPHRASE)) as register, closing(register.store()) as store:
        assert [line.note for line in journal.deeds(store)] == ["5 lần nhập sai trước đó"]


def test_a_register_made_by_the_command_belongs_to_the_user_named(here: Here) -> None:
    here.office = replace(here.office, name="mới.dandan")
    meeting = str(Path(__file__).parent / "data" / "meetings" / "lap-vo-2021-01-20.json")
    assert here.run("load", meeting, user="Trần Thị Hoa").code == 0
    assert here.run("users", "list").out.startswith("Trần Thị Hoa: ")
    assert here.opens(PASSPHRASE, "Trần Thị Hoa")
    assert not here.opens(PASSPHRASE, "Lan")


def test_the_new_passphrase_is_asked_for_twice_on_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    place = office(tmp_path)
    decomposed = unicodedata.normalize("NFD", NEW)  # what the older keyboard of Windows gives
    assert decomposed != NEW
    done = "Đã đặt mật khẩu mới cho Lan."
    for typed, code, words in ((NEW, 0, done), (decomposed, 0, done), ("khác hẳn", 1, "không giống nhau")):
        leader, follower = pty.openpty()
        command = bare("--register", place.register, "--passphrase-file", place.passphrase, "users", "reset", "Lan")
        process = subprocess.Popen(
            command, env=place.environment, stdin=follower, stdout=follower, stderr=follower, start_new_session=True
        )
        os.close(follower)
        said = b""
        for asked, answer in (("khẩu mới: ", NEW), ("lại mật khẩu mới: ", typed)):
            while asked.encode() not in said:
                said += os.read(leader, 1000)
            os.write(leader, answer.encode() + b"\n")
        assert process.wait(timeout=60) == code
        assert words in (said + os.read(leader, 5000)).decode()
        os.close(leader)
        place.passphrase.write_text(NEW + "\n", encoding="utf-8")


def test_who_removes_himself_is_told_that_it_was_done(here: Here) -> None:
    here.add_mai("--role", "admin")
    answer = here.run("users", "remove", "Mai", passphrase=MAI, user="Mai")
    assert (answer.code, answer.out) == (0, "Đã bỏ Mai và thay khoá của sổ.\n")
    assert "không đúng" not in answer.err
    assert not here.opens(MAI)
    assert here.run("users", "list").out.startswith("Lan: ")


def test_a_name_without_a_passphrase_is_told_like_any_wrong_one(here: Here) -> None:
    answer = here.run("check", passphrase=MAI, user="Mai")
    assert told(answer, "Mật khẩu không đúng.")
