"""Every line of “Bad input” through the real command: two sentences, nothing half-written, never a traceback."""

import json
import os
import random
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from dandan_desktop import cli, paths
from dandan_desktop.db import checks
from dandan_desktop.db.migrations import STEPS
from dandan_desktop.db.upgrade import upgrade
from dandan_desktop.services import exporting
from tests.commands import Answer, Office, bare, is_two_sentences, office
from tests.disks import disk, grown
from tests.registers import NAME, PASSPHRASE, meeting_content, meeting_file, opened, raw, store_of
from tests.systems import KILLED, need_mounts

Json = dict[str, Any]


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def assert_told(answer: Answer, words: str) -> None:
    assert answer.is_clean, answer.err
    assert (answer.code, answer.out) == (1, ""), answer
    assert is_two_sentences(answer.err), answer.err
    assert words in answer.err


def assert_refused(here: Office, words: str, *arguments: str | Path) -> None:
    """The command tells this problem and leaves the folder as it was."""
    before = here.files()
    assert_told(here.run(*(arguments or ("check",))), words)
    assert here.files() == before


# Registers


def test_a_wrong_passphrase(here: Office) -> None:
    here.passphrase.write_text("sai mật khẩu rồi", encoding="utf-8")
    assert_refused(here, "Mật khẩu không đúng")


def test_the_same_passphrase_typed_with_loose_marks(here: Office) -> None:
    here.passphrase.write_text("\ufeff" + unicodedata.normalize("NFD", PASSPHRASE) + "\r\nkhác\r\n", encoding="utf-8")
    assert here.run("check").code == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfe\x00"], ids=repr)
def test_a_passphrase_file_without_one(here: Office, content: bytes) -> None:
    here.passphrase.write_bytes(content)
    assert_refused(here, "Không đọc được tệp mật khẩu")


def test_a_passphrase_file_that_is_not_there(here: Office) -> None:
    answer = here.run_bare(bare("--register", here.register, "--passphrase-file", "khong-co.txt", "check"))
    assert_told(answer, "Không đọc được tệp mật khẩu")


def test_no_passphrase_and_no_terminal(here: Office) -> None:
    assert_told(here.run_bare(bare("--register", here.register, "check")), "Chưa có mật khẩu")


def plain_sqlite(path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()


def a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x" * 9000)


def test_a_file_that_is_no_register(here: Office) -> None:
    makers: dict[str, Callable[[Path], Any]] = {
        "SQLite": plain_sqlite,
        "zip": a_zip,
        "chữ": lambda path: path.write_text("Kính gửi các đồng chí.\n" * 999, encoding="utf-8"),
        "rỗng": lambda path: path.write_bytes(b""),
    }
    for name, make in makers.items():
        there = Office(here.folder, f"{name}.dandan")
        make(there.register)
        assert_refused(there, "không phải là sổ")
        assert_refused(there, "không phải là sổ", "load", meeting_file())


@pytest.mark.parametrize("name", ["khong-co.dandan", "x" * 300, "a/b/c.dandan"])
def test_a_register_that_is_not_there(here: Office, name: str) -> None:
    assert_refused(Office(here.folder, name), "Không tìm thấy tệp sổ")


def test_a_register_of_a_newer_program(here: Office) -> None:
    with raw(here.register) as connection:
        upgrade(connection, (*STEPS, ("9001_later", lambda db: db.execute("CREATE TABLE later (a)"))))
    assert_refused(here, "bản chương trình mới hơn")


def test_a_cut_register(here: Office) -> None:
    whole = here.register.read_bytes()
    for size in (100, 4096, len(whole) // 2, len(whole) // 2 // 4096 * 4096):
        here.register.write_bytes(whole[:size])
        assert_refused(here, "bị hỏng hoặc bị cắt ngắn")


def test_a_register_flipped_anywhere_is_told(here: Office) -> None:
    """Twenty places are flipped in process in tests/db/test_register.py; here three through the command."""
    whole = here.register.read_bytes()
    dice = random.Random(3)
    for place in (0, dice.randrange(len(whole)), len(whole) - 9):
        broken = bytearray(whole)
        broken[place] ^= 64
        here.register.write_bytes(broken)
        assert_refused(here, "bị hỏng hoặc bị cắt ngắn")


def test_without_its_key_files(here: Office) -> None:
    for end in (".khoa", ".khoa.bak"):
        here.register.with_name(NAME + end).unlink()
    assert_refused(here, "thiếu tệp khoá đi kèm")


def test_a_key_file_that_was_cut(here: Office) -> None:
    for end in (".khoa", ".khoa.bak"):
        file = here.register.with_name(NAME + end)
        file.write_bytes(file.read_bytes()[:200])
    assert_refused(here, "Tệp khoá của sổ (đuôi .khoa) bị hỏng")


def test_a_path_on_a_network_share(here: Office) -> None:
    assert_told(here.run_bare(bare("--register", "//may/chung/sổ.dandan", "check")), "nằm trên ổ mạng")


def test_a_folder_that_is_mounted_from_the_network(
    here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    need_mounts()
    (tmp_path / "mounts").write_text(f"//may/chung {tmp_path.resolve()} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(paths, "MOUNTS", tmp_path / "mounts")
    for name in (NAME, "mới.dandan"):
        arguments = ["--register", str(here.folder / name), "--passphrase-file", str(here.passphrase)]
        code = cli.main([*arguments, "load", str(meeting_file())])
        out, err = capsys.readouterr()
        assert_told(Answer(code, out, err), "nằm trên ổ mạng")


# Disks and other programs


def test_a_read_only_folder(tmp_path: Path) -> None:
    here = Office(tmp_path / "đĩa")
    with disk(here.folder, "size=8m"):
        office_on = office(tmp_path / "nguồn")
        for name, content in office_on.files().items():
            (here.folder / name).write_bytes(content)
        subprocess.run(["mount", "-o", "remount,ro", here.folder], check=True)
        assert_refused(here, "Không ghi được vào thư mục")
        new = Office(here.folder, "mới.dandan")
        assert_refused(new, "Không ghi được vào thư mục", "load", meeting_file())


@pytest.mark.parametrize("size", ["4k", "64k", "1m", "2m"])
def test_a_full_disk_while_a_register_is_made(tmp_path: Path, size: str) -> None:
    here = Office(tmp_path / "đĩa")
    with disk(here.folder, f"size={size}"):
        assert_refused(here, "Ổ đĩa đã đầy", "load", meeting_file())


def test_a_full_disk_while_meetings_are_loaded(tmp_path: Path) -> None:
    """What was told as loaded is in the register, and it works again once there is room."""
    here = Office(tmp_path / "đĩa")
    source = office(tmp_path / "nguồn")
    files = many_files(tmp_path, 60, opinion="Ý kiến về cầu " * 2000)
    size = sum(map(len, source.files().values())) // 1024 + 900
    with disk(here.folder, f"size={size}k"):
        for name, content in source.files().items():
            (here.folder / name).write_bytes(content)
        answer = here.run("load", *files)
        assert (answer.code, answer.is_clean) == (1, True)
        assert "Ổ đĩa đã đầy" in answer.err
        grown(here.folder, "64m")
        assert check(here)["meetings"] == len(answer.uids) < 60
        again = here.run("load", *files)
        assert (again.code, len(again.uids)) == (0, 60)
        assert set(answer.uids) <= set(again.uids)
        assert check(here)["meetings"] == 60


def check(here: Office) -> dict[str, int]:
    answer = here.run("check", "--json")
    assert answer.code == 0, answer
    report = json.loads(answer.out)
    assert report["ok"] is True
    tables: dict[str, int] = report["tables"]
    return tables


def many_files(folder: Path, number: int, **opinion: str) -> list[Path]:
    """Files of different meetings."""
    files = []
    for each in range(number):
        content = {**meeting_content(), "title": f"Họp số {each}"}
        if opinion:
            content["opinions"] = [{"text": opinion["opinion"]}]
        files.append(folder / f"hop-{each}.json")
        files[-1].write_text(json.dumps(content), encoding="utf-8")
    return files


def test_a_second_program_on_the_same_register(here: Office) -> None:
    first = opened(here.register)
    try:
        assert_refused(here, "đang mở ở một cửa sổ khác")
        assert_refused(here, "đang mở ở một cửa sổ khác", "load", meeting_file())
    finally:
        first.close()
    assert here.run("check").code == 0


def test_after_a_kill_the_next_program_opens_at_once(here: Office, tmp_path: Path) -> None:
    """Again and again: every uid on standard output is in the register afterwards, and the register is sound."""
    files = [str(file) for file in many_files(tmp_path, 200)]
    dice = random.Random(11)
    told: set[str] = set()
    for round_ in range(8):
        dice.shuffle(files)
        process = subprocess.Popen(
            here.command("load", *files), env=here.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(dice.randint(1, 12))]
        process.kill()
        lines += process.stdout.read().splitlines(keepends=True)
        process.stdout.close()
        assert process.wait() == KILLED, round_
        told |= {line.decode().strip() for line in lines if line.endswith(b"\n")}
        register = opened(here.register)
        with store_of(register) as store:
            assert told <= {uid for (uid,) in store.query("SELECT uid FROM meetings")}
            assert round_ % 5 or checks.faults(store) == []
        register.close()
    assert len(told) > 10


# Files


def written(here: Office, content: str | bytes) -> Path:
    file = here.folder.parent / "họp.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return file


def whole(**changed: Any) -> str:
    return json.dumps({**meeting_content(), **changed}, ensure_ascii=False)


BAD_FILES: list[tuple[str, str | bytes, str]] = [
    ("cut", whole()[:500], "không đúng định dạng JSON"),
    ("empty", "", "không có nội dung"),
    ("no JSON", "Kính gửi", "không đúng định dạng JSON"),
    ("not UTF-8", whole().encode("utf-16"), "không đúng định dạng JSON"),
    ("NaN", whole(votes=[{"item": "x", "for": float("nan")}]), "không đúng định dạng JSON"),
    ("a name twice", whole()[:-1] + ', "title": "Khác"}', "không đúng định dạng JSON"),
    ("deep", "[" * 100_000, "không đúng định dạng JSON"),
    ("deep inside", whole()[:-1] + ', "x": ' + "[" * 500 + "]" * 500 + "}", "mục lạ “x”"),
    ("a list", "[]", "không ghi theo mẫu"),
    ("another format", whole(format="dandan-meeting/2"), "không ghi theo mẫu"),
    ("unknown field", whole(thanh_phan=[]), "mục lạ “thanh_phan”"),
    ("odd field", whole()[:-1] + ', "title\\ud800": "Khác"}', "mục lạ"),
    ("missing field", whole(title=None), "thiếu mục “title”"),
    ("wrong type", whole(title=5), "phải là chữ"),
    ("wrong list", whole(agenda="một"), "phải là danh sách"),
    ("wrong entry", whole(agenda=[1]), "phải là một dòng chữ hoặc một nhóm"),
    ("wrong entry of lines", whole(reports=[{"organisation": "HND", "title": "x", "next": [1]}]), "các dòng chữ"),
    ("an item without words", whole(agenda=[{"presenter": "Bà Sáu"}]), "thiếu mục “agenda[1].text”"),
    ("wrong object", whole(chair="Bà Sáu"), "một nhóm mục"),
    ("wrong entry of objects", whole(opinions=["x"]), "mục thứ 1 phải là"),
    ("a number for a flag", whole(attendance=[{"present": 1}]), "true hoặc false"),
    ("a flag for a number", whole(votes=[{"item": "x", "for": True}]), "số nguyên"),
    ("a huge number", whole()[:-1] + ', "votes": [{"item": "x", "for": ' + "9" * 5000 + "}]}", "JSON"),
    ("impossible date", whole(date="2021-02-29"), "ngày có thật"),
    ("unknown code", whole(series="HOP_LA"), "danh mục không có"),
    ("a long title", whole(title="x" * 9999), "dài quá"),
]


def test_bad_files(here: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Each alone through the same door as the command; all together below as a process."""
    before = here.files()
    for name, content, words in BAD_FILES:
        file = written(here, content)
        code = cli.main(
            ["--register", str(here.register), "--passphrase-file", str(here.passphrase), "load", str(file)]
        )
        out, err = capsys.readouterr()
        assert words in err, name
        assert_told(Answer(code, out, err), words)
    assert here.files() == before


def test_bad_files_do_not_stop_the_good_ones(here: Office, tmp_path: Path) -> None:
    files = []
    for number, (_, content, _) in enumerate(BAD_FILES):
        files.append(tmp_path / f"xấu-{number}.json")
        files[-1].write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    answer = here.run(
        "load", *files[:9], meeting_file(), *files[9:], meeting_file("dong-thap-2020-07-03"), "khong-co.json"
    )
    assert (answer.code, answer.is_clean, len(answer.uids)) == (1, True, 2)
    lines = answer.err.splitlines(keepends=True)
    assert len(lines) == len(files) + 1
    assert all(map(is_two_sentences, lines))
    assert check(here)["meetings"] == 2


@pytest.mark.parametrize("file", ["khong-co.json", ".", "/dev/zero", "x" * 300, "\udcff.json"], ids=repr)
def test_a_file_that_cannot_be_read(here: Office, file: str) -> None:
    answer = here.run("load", file)
    assert (answer.code, answer.out, answer.is_clean) == (1, "", True)
    assert is_two_sentences(answer.err)


def test_a_file_that_is_too_large(here: Office) -> None:
    file = written(here, b"")
    os.truncate(file, 65 * 1024 * 1024)
    assert_refused(here, "lớn quá 64 MB", "load", file)


def test_odd_texts_are_stored_as_they_are(here: Office) -> None:
    """Ten megabytes, loose marks, signs of markup, line breaks, direction marks, halves of a character, a BOM."""
    long = "Ý kiến dài về cầu Kênh Tắt, 12.\n" * 290_000
    odd = unicodedata.normalize("NFD", "Nguyễn") + " & < > \" ' \u200fابجد\u202c\ndòng hai\r\ndòng ba\ud800"
    content = {**meeting_content(), "opinions": [{"text": long}, {"text": odd}]}
    answer = here.run("load", written(here, "\ufeff" + json.dumps(content)))
    assert (answer.code, answer.err) == (0, ""), answer.err
    assert len(long.encode()) > 10_000_000
    register = opened(here.register)
    with store_of(register) as store:
        first, second = (each["text"] for each in exporting.export(store, 1)["opinions"])
    register.close()
    assert first == long
    assert second == "Nguyễn & < > \" ' \u200fابجد\u202c\ndòng hai\ndòng ba"


def test_a_megabyte_in_one_opinion_is_printed_line_by_line(here: Office, tmp_path: Path) -> None:
    """Through both commands: every line once, in its order, in a paragraph of its own; each is unlike the others."""
    said = [f"Ý kiến {number} về cầu Kênh Tắt & < {{{{ x }}}}" for number in range(20_000)]
    assert len("\n".join(said).encode()) > 1_000_000
    content = {**meeting_content(), "opinions": [{"speaker": "Lê Văn Thử", "text": "\n".join(said)}]}
    assert here.run("load", written(here, json.dumps(content))).code == 0
    answer = here.run("minutes", "--all", "--out", tmp_path / "ra")
    assert (answer.code, answer.err) == (0, ""), answer
    with zipfile.ZipFile(answer.out.strip()) as paper:
        page = etree.fromstring(paper.read("word/document.xml"), etree.XMLParser(huge_tree=True))
    printed = ["".join(text.text or "" for text in line.iter("{*}t")) for line in page.iter("{*}p")]
    first = printed.index(said[0])
    assert printed[first : first + len(said)] == said
    assert printed[first - 1] == "Đồng chí Lê Văn Thử:"
    assert printed[first + len(said)].startswith("2.3. ")
