"""The report for support: enough to find a bug, and nothing of anybody."""

import contextlib
import re
import sys
from pathlib import Path
from types import ModuleType

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop import __version__, bug_log, paths, settings
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.people import Person
from dandan_desktop.domain.scope import Reader
from dandan_desktop.domain.text import fold
from dandan_desktop.domain.users import Role
from dandan_desktop.services import program_files, registers, trouble_report
from dandan_desktop.services.trouble_report import LEFT_OUT, report, scrubbed
from tools.make_file_list import make

NAME = "Trần Thị Bông Điên Điển"
TITLE = "Họp kín về việc nhà ông Sáu"
PERSONAL = "099" + "087000123"
PASSPHRASE = "lua vang dong thap muoi"
FOLDER = "C:\\Users\\bong.dien\\Tài liệu\\so.dandan"
PLANTED = (NAME, TITLE, PERSONAL, PASSPHRASE, "bong.dien", "Users", "so-bi-mat")


def planted(folder: Path) -> Register:
    register = registers.make(folder / "so-bi-mat.dandan", PASSPHRASE, who=NAME)
    with contextlib.closing(register.store()) as store, store.change("add"):
        store.of(Person).add(Person(full_name=f"{NAME} {PERSONAL}", family_name="Trần", given_name="Điển"))
    return register


def changed_program(folder: Path, *added: str) -> None:
    """Look at a packed program one file of which was changed, two are missing and these are added."""
    program = folder / "chương trình"
    program.mkdir()
    for name in ("SoDanVan.exe", "a.dll", "b.dll"):
        (program / name).write_bytes(b"MZ")
    make(program)
    (program / "SoDanVan.exe").write_bytes(b"Mz")
    for name in ("a.dll", "b.dll"):
        (program / name).unlink()
    for name in added:
        (program / name).touch()
    assert program_files.differences(program).added == tuple(sorted(added))


def fail_on(text: str) -> None:
    raise ClerkError(Problem.FOLDER_MISSING, path=Path(text))


@pytest.mark.allow_log(".*")
def test_nothing_planted_is_in_the_report(tmp_path: Path) -> None:
    for secret in (*PLANTED, FOLDER):
        try:
            fail_on(secret)
        except ClerkError as error:
            bug_log.write(error)
        bug_log.note(secret)
        bug_log.note(f"{secret}/x.py:3 f")
        bug_log.note(f"ValueError: {secret}")
    changed_program(tmp_path, *(f"{secret}.docx" for secret in PLANTED))
    register = planted(tmp_path)
    settings.keep_register(Path(FOLDER), "uid")
    settings.remember(last_folder=str(tmp_path / NAME), second_place=FOLDER)
    with contextlib.closing(register), contextlib.closing(register.store()) as store:
        found = report("1366 × 768, 100 %", store, register.path)
    assert [each for each in (*PLANTED, FOLDER, str(tmp_path)) if fold(each) in fold(found)] == []
    assert LEFT_OUT in found
    log = (paths.data_folder() / bug_log.FILE).read_text(encoding="utf-8")
    assert all(each in log for each in PLANTED)  # it was there to be found


@pytest.mark.allow_log(".*")
def test_a_report_says_where_a_bug_was_and_how_much_the_register_holds(tmp_path: Path) -> None:
    try:
        registers.open_it(tmp_path / "không có.dandan", PRACTICE_PASSPHRASE)
    except ClerkError as error:
        bug_log.write(error)
    register = planted(tmp_path)
    with contextlib.closing(register), contextlib.closing(register.store()) as store:
        lines = report("1366 × 768, 100 %", store, register.path).splitlines()
    assert f"Phiên bản: {__version__}" in lines
    assert "Màn hình: 1366 × 768, 100 %" in lines
    assert "Người: 1" in lines
    assert [line for line in lines if re.fullmatch(r"Sổ: \d+ MB, trên ổ cứng của máy", line)]
    assert "ClerkError" in lines
    assert any(re.fullmatch(r"dandan_desktop/services/registers\.py:\d+ open_it", line) for line in lines)


def test_what_the_clerk_says_goes_out_as_typed_but_for_the_names_of_the_register(tmp_path: Path) -> None:
    register = planted(tmp_path)
    said = "Ở hồ sơ TRẦN THỊ BÔNG  Điên Điển,\n\x07bấm Lưu thì mất chữ.\nĐồng chí tran thi bong dien dien cũng thấy."
    with contextlib.closing(register), contextlib.closing(register.store()) as store, store.change("add"):
        store.of(Person).add(Person(full_name=NAME, family_name="Trần", given_name="Điển"))
        made = report("1366 × 768, 100 %", store, register.path)
        tell = trouble_report.teller(made, store)
        lines = tell(said).splitlines()
        assert tell(" \n") == made
    assert lines[2].startswith("Người báo lỗi viết, như đã gõ, chỉ họ tên có trong sổ được thay bằng “(tên người)”")
    assert lines[3:7] == [
        "> Ở hồ sơ (tên người),", "> bấm Lưu thì mất chữ.", "> Đồng chí (tên người) cũng thấy.", "",
    ]  # fmt: skip
    assert lines[7:] == made.splitlines()[2:]


def test_what_a_clerk_may_not_read_is_not_told_by_a_name_taken_out(tmp_path: Path) -> None:
    register = planted(tmp_path)
    with contextlib.closing(register), contextlib.closing(register.store()) as store:
        with store.change("add"):
            store.of(Person).add(Person(full_name="Ngô Văn Kín", family_name="Ngô", given_name="Kín"))
        assert "> (tên người)" in trouble_report.teller(report("", store, register.path), store)("Ngô Văn Kín")
        other = Reader(roles=frozenset({Role.TOTALS}))
        with contextlib.closing(register.store(reader=other)) as narrow:
            assert "> Ngô Văn Kín" in trouble_report.teller(report("", narrow, register.path), narrow)("Ngô Văn Kín")


def test_without_a_register_words_go_out_as_they_are_and_no_name_is_promised() -> None:
    told = trouble_report.teller(report("1024 × 700, 100 %"))("Ngô Văn Kín không mở được sổ")
    assert "Người báo lỗi viết, như đã gõ:\n> Ngô Văn Kín không mở được sổ\n\nChương trình ghi" in told


def test_without_a_register_and_a_log_it_says_so() -> None:
    found = report("1024 × 700, 100 %")
    assert "Sổ: chưa mở" in found
    assert found.endswith("Không có lỗi nào được ghi.\n")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("2026-11-22 12:44:41,409 Sổ Dân vận 0.1.0.dev0, Python 3.11.7, win32", None),
        ("ValueError", None),
        ("dandan_desktop/ui/sheet.py:12 read", None),
        ("openpyxl/cell/cell.py:9 value", None),
        ("lxml/etree.py:9 lxml.etree._parseDoc", None),
        ("json/decoder.py:9 <genexpr>", None),
        ("?.py:7 ?", "tệp khác:7"),
        ("dandan_desktop/../../nguyen/van_an.py:7 chay", "tệp khác:7"),
        ("nguyen_van_an.py:7 chay", "tệp khác:7"),
        ("home/nguyen/a.py:7 chay", "tệp khác:7"),
        ("NguyenVanAn", LEFT_OUT),
        ("ValueError: Nguyễn Văn An", LEFT_OUT),
        ("2026-11-22 12:44:41,409 Nguyễn Văn An", f"2026-11-22 12:44:41,409 {LEFT_OUT}"),
    ],
)
def test_only_what_is_known_to_be_harmless_is_kept_of_a_line(line: str, shown: str | None) -> None:
    assert scrubbed(line) == (line if shown is None else shown)


@pytest.mark.parametrize(("is_packed", "shown"), [(True, "pyimod02_importers.py:7 exec_module"), (False, "tệp khác:7")])
def test_a_packed_program_has_no_file_but_its_own(is_packed: bool, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", is_packed, raising=False)
    monkeypatch.setitem(sys.modules, "pyimod02_importers", ModuleType("pyimod02_importers"))
    assert scrubbed("pyimod02_importers.py:7 exec_module") == shown
    assert scrubbed("nguyen_van_an.py:7 chay") == "tệp khác:7"


def test_every_line_of_a_bug_of_the_program_and_its_libraries_is_carried() -> None:
    with pytest.raises(lxml.etree.XMLSyntaxError) as told:
        lxml.etree.fromstring("<a")
    lines = bug_log.report_of(told.value).splitlines()
    assert lines[1] == "XMLSyntaxError"
    assert len([line for line in lines if line.startswith("lxml/etree.py:")]) > 2
    assert [scrubbed(line) for line in lines] == lines


@pytest.mark.allow_log("^WARNING .*program files")
def test_changed_files_of_the_program_reach_the_report_by_their_number_alone(tmp_path: Path) -> None:
    changed_program(tmp_path, *(f"Nguyễn Văn An, {number}.docx" for number in range(30)))
    told = [line.partition("program files ")[2] for line in report("1366 × 768, 100 %").splitlines()]
    assert [each for each in told if each] == ["changed: 1", "missing: 2", "added: 30"]


@given(st.text(max_size=80))
def test_no_line_keeps_a_letter_with_a_mark_but_those_of_the_head(line: str) -> None:
    kept = scrubbed(line)
    rest = kept.replace(LEFT_OUT, "").replace("Sổ Dân vận", "").replace("tệp khác", "")
    assert rest.isascii()


def test_a_file_is_written_whole_or_the_clerk_is_told(tmp_path: Path) -> None:
    file = trouble_report.write(tmp_path / trouble_report.FILE_NAME, "xong\n")
    assert file.read_text(encoding="utf-8") == "xong\n"
    with pytest.raises(ClerkError) as told:
        trouble_report.write(tmp_path / "không có" / "a.txt", "xong")
    assert told.value.problem is Problem.FOLDER_MISSING
