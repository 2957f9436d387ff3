"""The command line: what each command prints where, and how it ends."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dandan_desktop import __version__, cli
from dandan_desktop.domain.paper_kinds import KINDS
from dandan_desktop.services import registers
from tests.commands import Answer, Office, bare, is_two_sentences, office
from tests.registers import PASSPHRASE, REAL, meeting_content, meeting_file, raw


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def files() -> list[Path]:
    return [meeting_file(name) for name in ("lap-vo-2021-01-20", "dong-thap-2020-07-03", "dong-thap-2023-02-06")]


def test_load_prints_the_uid_of_each_meeting_and_nothing_else(here: Office) -> None:
    first = here.run("load", *files())
    assert (first.code, first.err, len(set(first.uids))) == (0, "", 3)
    again = here.run("load", *files())
    assert (again.code, again.uids) == (0, first.uids)
    assert again.err.splitlines() == [f"{file.name}: đã có, không đổi gì." for file in files()]


def test_load_counts_what_it_left_out(here: Office, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**meeting_content(), "title": "Giao\x07 ban\x00"}), encoding="utf-8")
    answer = here.run("load", file)
    assert (answer.code, len(answer.uids)) == (0, 1)
    assert answer.err == "a.json: đã bỏ 2 ký tự điều khiển.\n"


@pytest.mark.parametrize("name", ["sổ mới.dandan", "sổ mới"])
def test_load_makes_the_register_when_there_is_none(here: Office, name: str) -> None:
    new = Office(here.folder, name)
    assert new.run("load", meeting_file()).code == 0
    assert (here.folder / "sổ mới.dandan").is_file()
    again = new.run("load", meeting_file())
    assert (again.code, "đã có" in again.err) == (0, True)
    assert new.run("check").code == 0


def test_a_passphrase_too_short_makes_no_register(here: Office) -> None:
    here.passphrase.write_text("ngắn", encoding="utf-8")
    new = Office(here.folder, "mới.dandan")
    before = new.files()
    answer = new.run("load", meeting_file())
    assert (answer.code, is_two_sentences(answer.err)) == (1, True)
    assert new.files() == before


def test_check_says_the_same_of_the_same_register(here: Office) -> None:
    here.run("load", meeting_file())
    first, second = here.run("check", "--json"), here.run("check", "--json")
    assert first == second
    report = json.loads(first.out)
    assert report["ok"] is True
    assert (report["tables"]["meetings"], report["tables"]["people"]) == (1, 0)
    words = here.run("check")
    assert words.out.splitlines()[0] == "Sổ tốt."
    assert "Cuộc họp: 1" in words.out


def test_a_full_check_finds_what_the_short_one_does_not_look_at(here: Office) -> None:
    here.run("load", meeting_file())
    assert here.run("check", "--full").out.startswith("Sổ tốt.")
    with raw(here.register) as connection:
        connection.execute("UPDATE search SET title = 'khác' WHERE kind = 'meetings'")
    assert here.run("check").code == 0
    answer = here.run("check", "--full", "--json")
    assert (answer.code, json.loads(answer.out)["faults"]) == (1, ["search"])
    assert "chữ để tìm kiếm" in here.run("check", "--full").out


def test_check_of_a_register_with_a_fault(here: Office) -> None:
    with raw(here.register) as connection:
        connection.execute("DROP TRIGGER history_people_update")
    answer = here.run("check", "--json")
    assert (answer.code, json.loads(answer.out)["ok"]) == (1, False)
    assert json.loads(answer.out)["faults"] == ["triggers"]
    assert "phần ghi nhật ký thiếu" in here.run("check").out
    load = here.run("load", meeting_file())
    assert (load.code, load.out, is_two_sentences(load.err)) == (1, "", True)
    assert "chỉ mở để xem" in load.err


def test_reading_commands_write_nothing(here: Office) -> None:
    here.run("load", meeting_file())
    before = here.files()
    here.run("check")
    here.run("search", "lấp vò")
    assert here.files() == before


def test_search(here: Office) -> None:
    uid = here.run("load", meeting_file()).uids[0]
    found = json.loads(here.run("search", "ban", "thuong vu", "--json").out)
    assert [hit["uid"] for hit in found if hit["kind"] == "meetings"] == [uid]
    assert here.run("search", "mặt trận").out.startswith("Cuộc họp: Ban Thường vụ")
    nothing = here.run("search", "khôngcógì")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Không tìm thấy gì.\n")
    for words in ("khôngcógì", '"', "a OR", "*", ""):
        nothing = here.run("search", words, "--json")
        assert (nothing.code, json.loads(nothing.out), nothing.err) == (0, [], "")


def test_the_register_used_last_is_taken_when_none_is_named(here: Office) -> None:
    last = bare("--passphrase-file", here.passphrase, "check")
    none = here.run_bare(last)
    assert (none.code, is_two_sentences(none.err)) == (1, True)
    assert here.run("check").code == 0
    assert here.run_bare(last).code == 0


def test_version_and_usage(here: Office) -> None:
    assert here.run_process(bare("--version")) == Answer(0, f"dandan-desktop {__version__}\n", "")
    for wrong in (
        ["nothing"],
        ["load"],
        ["minutes"],
        ["minutes", "--all"],
        ["papers"],
        ["rollup"],
        ["search"],
        ["check", "--x"],
    ):
        answer = here.run(*wrong)
        assert (answer.code, answer.out) == (2, ""), wrong
        assert answer.err.startswith("Cách viết: dandan-desktop")
        assert is_two_sentences(answer.err.splitlines(keepends=True)[-1])


def examples() -> list[str]:
    """The commands the readme gives as examples."""
    lines = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8").splitlines()
    found = [line.replace("\\", "/") for line in lines if line.startswith("dandan-desktop ")]
    assert len(found) > 8
    return found


@pytest.mark.parametrize("line", examples())
def test_every_command_of_the_readme_can_be_written_so(line: str) -> None:
    assert cli.parser().parse_args(shlex.split(line)[1:]).command


@pytest.mark.parametrize(
    "command", [[], ["demo"], ["load"], ["minutes"], ["papers"], ["rollup"], ["search"], ["check"]]
)
def test_help_is_vietnamese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    told = capsys.readouterr().out
    assert (ended.value.code, told.startswith("Cách viết: dandan-desktop")) == (0, True)
    assert not [word for word in ("usage", "options", "arguments", "show") if word in told]


def test_without_a_command_and_without_a_screen(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")  # elsewhere there always is one
    answer = here.run_bare(bare())
    assert (answer.code, is_two_sentences(answer.err)) == (1, True)
    assert "Không mở được cửa sổ" in answer.err


@pytest.mark.parametrize("code", ["2021", "2021-Q5", "2021-M13", "x", ""])
def test_a_period_that_is_none(here: Office, code: str) -> None:
    answer = here.run("rollup", "--period", code, "--out", here.folder / "a.xlsx")
    assert (answer.code, is_two_sentences(answer.err)) == (1, True), answer
    assert not (here.folder / "a.xlsx").exists()


@pytest.mark.parametrize("name", ["--date", "--as-of"])
@pytest.mark.parametrize("day", ["31/2/2020", "2020-02-30", "nay"])
def test_a_day_that_is_none(here: Office, name: str, day: str) -> None:
    answer = here.run("rollup", "--period", "2021-N", "--out", here.folder / "a.xlsx", name, day)
    assert (answer.code, answer.out, is_two_sentences(answer.err)) == (1, "", True), answer
    assert day in answer.err


def typed(here: Office, *keys: bytes) -> tuple[int, str]:
    """Run `check` on a terminal and type; only a Unix has such a terminal to give."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        bare("--register", here.register, "check"), env=here.environment, stdin=follower, stdout=follower,
        stderr=follower, start_new_session=True,
    )  # fmt: skip
    os.close(follower)
    said = b""
    while b"kh\xe1\xba\xa9u: " not in said and b"warning" not in said.lower():
        said += os.read(leader, 1000)
    for key in keys:
        os.write(leader, key)
    code = process.wait(timeout=60)
    said += os.read(leader, 5000)
    os.close(leader)
    return code, said.decode()


def test_the_passphrase_is_asked_for_on_a_terminal(here: Office) -> None:
    code, said = typed(here, PASSPHRASE.encode() + b"\n")
    assert (code, "Sổ tốt." in said) == (0, True), said
    code, said = typed(here, b"sai\n")
    assert (code, "Mật khẩu không đúng." in said) == (1, True), said
    code, said = typed(here, b"\x04")
    assert (code, "Chưa có mật khẩu" in said) == (1, True), said


def test_headless_commands_never_import_qt(here: Office) -> None:
    script = (
        "import sys; from dandan_desktop import cli\n"
        "code = cli.main(sys.argv[1:])\n"
        "assert not any(name.split('.')[0] in ('PySide6', 'shiboken6') for name in sys.modules)\n"
        "assert 'dandan_desktop.ui' not in sys.modules\n"
        "sys.exit(code)"
    )
    for arguments in (["load", str(meeting_file())], ["check"], ["search", "họp"]):
        command = here.command(*arguments)
        answer = here.run_process([sys.executable, "-c", script, *command[3:]])
        assert answer.code == 0, answer


@pytest.mark.allow_log("^ERROR dandan_desktop.bug_log: ")
def test_a_bug_ends_with_70(here: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("Nguyễn Văn Bí Mật")

    monkeypatch.setattr(registers, "check", broken)
    code = cli.main(["--register", str(here.register), "--passphrase-file", str(here.passphrase), "check"])
    out, err = capsys.readouterr()
    assert (code, out) == (70, "")
    assert "KeyError" in err
    assert "Bí Mật" not in err
    assert "Dữ liệu đã lưu vẫn an toàn" in err


def test_a_stop_by_the_clerk(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(registers, "check", stopped)
        answer = here.run("check")
    assert (answer.code, is_two_sentences(answer.err)) == (1, True)
    assert here.run_process(here.command("check")).code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")  # allowed: absent device
def test_output_with_no_room(here: Office) -> None:
    """A full place for the output is a known problem; what was loaded stays loaded."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            here.command("load", *files()), env=here.environment, stdout=full, stderr=subprocess.PIPE, check=False,
            timeout=60,
        )  # fmt: skip
    assert (done.returncode, is_two_sentences(done.stderr.decode())) == (1, True), done


def test_output_that_nobody_takes(here: Office) -> None:
    process = subprocess.Popen(
        here.command("check"), env=here.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read().decode().replace(os.linesep, "\n")
    process.stderr.close()
    assert (process.wait(timeout=60), is_two_sentences(err)) == (1, True), err
    assert here.run("check").code == 0


def test_names_of_files_in_any_bytes(here: Office) -> None:
    answer = here.run("load", "\udcff\udcfe.json")
    assert (answer.code, is_two_sentences(answer.err)) == (1, True), answer


def test_the_real_files_load(here: Office) -> None:
    """They stay outside the repository; the invented copies above prove the same where they are missing."""
    real = sorted(REAL.glob("*.json")) or files()
    answer = here.run("load", *real)
    assert (answer.code, len(answer.uids), answer.err) == (0, len(real), "")


def test_papers_are_written_and_named_on_the_output(here: Office, tmp_path: Path) -> None:
    uids = here.run("load", *files()).uids
    out = tmp_path / "thư mục mới" / "ra"
    every = here.run("minutes", "--all", "--out", out)
    assert (every.code, every.err, len(every.out.splitlines())) == (0, "", 3)
    assert sorted(every.out.splitlines()) == sorted(map(str, out.iterdir()))
    one = here.run("minutes", "--meeting", uids[0], "--out", out)
    assert (one.code, Path(one.out.strip()).read_bytes()[:2]) == (0, b"PK")
    book = out / "biểu.xlsx"
    made = here.run("rollup", "--period", "2021-N", "--out", book, "--date", "2022-01-05")
    assert (made.code, made.out, made.err) == (0, f"{book}\n", "")
    assert book.read_bytes()[:2] == b"PK"


def test_every_paper_of_a_sitting_is_written_and_named(here: Office, tmp_path: Path) -> None:
    uids = here.run("load", *files()).uids
    out = tmp_path / "giấy tờ"
    made = here.run("papers", "--meeting", uids[1], "--out", out)
    written = [Path(line) for line in made.out.splitlines()]
    assert (made.code, sorted(written)) == (0, sorted(out.iterdir()))
    assert all(file.read_bytes()[:2] == b"PK" for file in written)
    stems = {file.name.partition("-20")[0] for file in written}
    assert {"bien-ban", "phieu-giao-viec"} <= stems
    left_out = {line.partition(" (")[0].partition(":")[0] for line in made.err.splitlines()}
    both = {kind.name for kind in KINDS if kind.stem in stems} | left_out
    assert both == {kind.name for kind in KINDS if not kind.series}, "made, or said why not"
    for line in made.err.splitlines():
        assert ": không làm. " in line
        assert line.endswith(".")


def test_papers_that_cannot_be_written(here: Office, tmp_path: Path) -> None:
    (uid,) = here.run("load", meeting_file()).uids
    blocked = tmp_path / "một tệp"
    blocked.write_bytes(b"x")
    wrong: tuple[list[str | Path], ...] = (
        ["minutes", "--all", "--out", blocked],
        ["minutes", "--all", "--out", blocked / "ở đây"],
        ["minutes", "--meeting", "khong-co", "--out", tmp_path],
        ["papers", "--meeting", "khong-co", "--out", tmp_path],
        ["papers", "--meeting", uid, "--out", blocked],
        ["rollup", "--period", "2021-N", "--out", blocked / "a.xlsx"],
        ["rollup", "--period", "2021-N", "--out", tmp_path],
    )
    for arguments in wrong:
        answer = here.run(*arguments)
        assert (answer.code, answer.out, is_two_sentences(answer.err)) == (1, "", True), answer
    assert not list(tmp_path.glob("*.tam"))


def test_a_register_without_meetings_says_why_no_minutes_are_made(here: Office, tmp_path: Path) -> None:
    every = here.run("minutes", "--all", "--out", tmp_path / "văn bản")
    assert (every.code, every.out, every.err) == (0, "", "Sổ chưa có cuộc họp nào để lập biên bản.\n")
