"""Printing through an office program: what is found, what it is asked, and that failure and Huỷ are heeded."""

import subprocess
from pathlib import Path
from typing import Any
from urllib.request import url2pathname

import pytest

from dandan_desktop.db.store import Store
from dandan_desktop.documents.blocks import all_lines
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from dandan_desktop.domain.paper_kinds import SLIP
from dandan_desktop.domain.progress import Cancelled
from dandan_desktop.services import printing, sitting_papers
from dandan_desktop.services.printing import OFFICE, WORD, Program, command
from dandan_desktop.services.sitting_papers import Wanted
from tests.documents.office import need_office
from tests.programs import office_that
from tests.services.sittings_made import two_sittings


@pytest.fixture
def slips(store: Store, tmp_path: Path) -> list[Path]:
    row, _ = two_sittings(store)
    return sitting_papers.write(store, row, [Wanted(SLIP)], tmp_path / "giấy tờ")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that was started, noted as it is."""
    noted: list[subprocess.Popen[bytes]] = []
    usual = subprocess.Popen

    def note(*arguments: Any, **more: Any) -> "subprocess.Popen[bytes]":
        noted.append(usual(*arguments, **more))
        return noted[-1]

    monkeypatch.setattr(subprocess, "Popen", note)
    return noted


def test_word_is_asked_by_its_own_switches_and_no_shell() -> None:
    word = Program(WORD, Path("C:/Office/WINWORD.EXE"))
    slip = Path("C:/Giấy tờ/phieu & giao; viec.docx")
    line = command(word, slip, "", Path("C:/tam"))
    assert line == [str(word.path), "/q", "/n", str(slip), "/mFilePrintDefault", "/mFileExit"]
    assert not word.picks_printer


def test_libreoffice_is_told_the_printer_and_has_a_profile_of_its_own(tmp_path: Path) -> None:
    office = Program(OFFICE, Path("/usr/bin/soffice"))
    slip = Path("/giấy/a.docx")
    line = command(office, slip, "HP LaserJet 1020", tmp_path)
    assert line[1] == f"-env:UserInstallation={tmp_path.as_uri()}"
    assert line[-3:] == ["--pt", "HP LaserJet 1020", str(slip)]
    assert command(office, slip, "", tmp_path)[-2:] == ["-p", str(slip)]


def test_all_slips_of_a_sitting_go_to_the_printer_one_after_another(slips: list[Path], tmp_path: Path) -> None:
    office = office_that(tmp_path)
    assert len(slips) > 1
    assert printing.print_files(office, slips, "Máy in tầng 2") == len(slips)
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert [each for each in asked if each.endswith(".docx")] == [str(slip) for slip in slips]
    assert asked.count("Máy in tầng 2") == len(slips)
    profile = next(each for each in asked if "UserInstallation" in each).partition("=file:")[2]
    assert not Path(url2pathname(profile)).exists()


def test_what_a_program_refuses_is_told_with_its_file(slips: list[Path], tmp_path: Path) -> None:
    with pytest.raises(ClerkError) as caught:
        printing.print_files(office_that(tmp_path, "sys.exit(3)"), slips, "")
    assert caught.value.problem is Problem.PRINT_FAILED
    assert slips[0].name in sentences(caught.value)[0]
    assert "LibreOffice" in sentences(caught.value)[0]
    with pytest.raises(ClerkError) as caught:
        printing.print_files(Program(WORD, tmp_path / "không có"), slips, "")
    assert caught.value.problem is Problem.PRINT_FAILED


def test_a_file_that_is_gone_stops_before_anything_is_printed(slips: list[Path], tmp_path: Path) -> None:
    slips[-1].unlink()
    with pytest.raises(ClerkError) as caught:
        printing.print_files(office_that(tmp_path), slips, "")
    assert caught.value.problem is Problem.PAPER_GONE
    assert not (tmp_path / "asked").exists()


def test_a_clerk_who_stops_ends_the_program_that_prints(
    slips: list[Path],
    tmp_path: Path,
    started: "list[subprocess.Popen[bytes]]",
) -> None:
    office = office_that(tmp_path, "import threading\nthreading.Event().wait(20)")

    class Stops:
        def step(self, _: int, __: int) -> None:
            if (tmp_path / "asked").exists() and ".docx" in (tmp_path / "asked").read_text(encoding="utf-8"):
                raise Cancelled

    with pytest.raises(Cancelled):
        printing.print_files(office, slips, "", Stops())
    assert [each.returncode is None for each in started] == [False]
    assert (tmp_path / "asked").read_text(encoding="utf-8").count(".docx") == 1


def test_what_is_read_back_holds_every_line(slips: list[Path]) -> None:
    found = printing.read_back(slips)
    assert all(any("PHIẾU GIAO VIỆC" in line.text for line in all_lines(paper)) for paper in found)
    slips[0].write_bytes("không phải tệp Word".encode())
    with pytest.raises(ClerkError) as caught:
        printing.read_back(slips)
    assert caught.value.problem is Problem.PAPER_GONE


def test_the_libreoffice_of_this_machine_is_found_and_takes_the_command(slips: list[Path], tmp_path: Path) -> None:
    need_office()
    office = printing.program()
    assert office is not None
    assert (office.name, office.path.is_absolute(), office.path.is_file()) == (OFFICE, True, True)
    line = command(office, slips[0], "Generic Printer", tmp_path / "ho-so")
    to_file = ["--print-to-file", "--printer-name", "Generic Printer", "--outdir", str(tmp_path)]
    place = line.index("--pt")
    said = subprocess.run([*line[:place], *to_file, str(slips[0])], capture_output=True, text=True, check=True)
    assert f"print {slips[0]}" in said.stdout
    assert "using Generic Printer" in said.stdout
    assert printing.print_files(office, slips[:1], "Generic Printer") == 1
