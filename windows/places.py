"""W4, W5: hard places for program and register; and nothing written, unpacked or sent where it should not be."""

import json
import os
import re
import shutil
import zipfile
from pathlib import Path

from dandan_desktop.services import program_files
from torture.row import Row, judged
from windows.build import NAME
from windows.stage import DOCUMENTS, HOME, PRACTICE, WINDOW, Stage

LONG = (200, 245, 320)
"""Letters of a register's whole path; Windows of old stopped at 260."""
TWO_SENTENCES = re.compile(r"^[A-ZĐ][^\n]+\. [A-ZĐ][^\n]+\.$", re.MULTILINE)
POLITE = frozenset({"0", "1"})
"""Exit codes of a program that knows what happened."""
NETWORK_TRACE = {"WINEDEBUG": "+winsock"}
"""Has Wine tell of every call to the network."""


def hard_places(stage: Stage) -> Row:
    """W4: the portable folder and registers on Vietnamese, long and unwritable paths."""
    name = "places"
    documents = stage.fresh(name)
    portable = f"{DOCUMENTS}\\Sổ mang theo\\{NAME}"
    with zipfile.ZipFile(stage.made.portable) as archive:
        archive.extractall(documents / "Sổ mang theo")
    told = stage.demo(name, f"{DOCUMENTS}\\Tài liệu năm 2026", folder=portable)
    findings = [f"a Vietnamese path: {told.returncode} {told.stdout[-300:]}"] if told.returncode else []
    lengths = []
    for length in LONG:
        start = f"{DOCUMENTS}\\Sổ của cơ quan "
        folder = start + "ổ" * (length - len(start) - len(PRACTICE) - 1)
        made = stage.demo(name, folder)
        opened = stage.opened(name, "check", "--json", register=f"{folder}\\{PRACTICE}")
        codes = {str(made.returncode), opened.split(" ", 1)[0]}
        lengths.append(f"{length}: {'/'.join(sorted(codes))}")
        findings += [] if codes <= POLITE else [f"{length} letters: {made.stdout[-300:]} {opened[-300:]}"]
        findings += [] if length > 260 or codes == {"0"} else [f"{length} letters do not work: {opened[-300:]}"]
    findings += _stick(stage, name)
    goal = "Vietnamese user and folders with blanks, long paths, a stick that cannot be written: works or is told"
    return judged("W4", goal, f"letters of the path: exit code {', '.join(lengths)}; stick read or told", findings)


def _stick(stage: Stage, name: str) -> list[str]:
    stick = stage.lab.place / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    shutil.copytree(stage.disk(name, f"{DOCUMENTS}\\Tài liệu năm 2026"), stick)
    for each in (*stick.iterdir(), stick):
        os.chown(each, 0, 0)
        each.chmod(0o555 if each.is_dir() else 0o444)
    plug_in(stage, name, stick)
    before = {file.name: file.read_bytes() for file in stick.iterdir()}
    findings = []
    there, here = f"E:\\{PRACTICE}", f"{DOCUMENTS}\\Tài liệu năm 2026\\{PRACTICE}"
    rollup = ["rollup", "--period", "2026-N", "--out", "E:\\a.xlsx"]
    asked = ((there, ["search", "hội", "--json"]), (there, ["check", "--json"]), (there, rollup), (here, rollup))
    for register, command in asked:
        code, _, words = stage.opened(name, *command, register=register).partition(" ")
        is_told = code == "1" and len(TWO_SENTENCES.findall(words.strip())) == 1
        findings += [] if code == "0" or is_told else [f"stick, {command[0]}: {code} {words[-300:]}"]
    findings += [] if {file.name: file.read_bytes() for file in stick.iterdir()} == before else ["the stick changed"]
    return findings


def plug_in(stage: Stage, name: str, stick: Path) -> None:
    """Let a folder of the lab be what that Windows has as its drive E, one that can be pulled out."""
    (stage.lab.place / name / "dosdevices" / "e:").symlink_to(stage.lab.inside(stick))
    stage.lab.wine(["reg", "add", "HKLM\\Software\\Wine\\Drives", "/v", "e:", "/d", "floppy", "/f"], 60, name)


def nothing_aside(stage: Stage) -> Row:
    """W5: the practice office made by command, and the first window: nothing is left of it where it should not be."""
    name = "aside"
    stage.fresh(name)
    aside = Aside(stage, name)
    told = stage.demo(name, **NETWORK_TRACE)
    steps = [["start", WINDOW], ["await", "Sổ Dân vận"], ["look", "mo-dau"], ["kill"]]
    _, failed = stage.clerk(name, steps, **NETWORK_TRACE)
    findings = [failed] if failed else []
    findings += aside.findings(told.stdout + stage.heard)
    goal = "13 papers by command and the first window: nothing beside the program or in TEMP, no call to the network"
    return judged("W5", goal, f"{aside.files} files as packed, TEMP as before, no socket", findings)


class Aside:
    """What a Windows has where a program should leave nothing, taken before it is used."""

    def __init__(self, stage: Stage, name: str) -> None:
        self._stage, self._name = stage, name
        self._temp = stage.disk(name, f"{HOME}\\AppData\\Local\\Temp")
        self._was = {file.name for file in self._temp.rglob("*")}
        self.files = 0
        """How many files the program's folder had in the end."""

    def findings(self, heard: str) -> list[str]:
        """What was left beside the program or in TEMP, and which sockets a trace of Wine (`NETWORK_TRACE`) tells of."""
        listed = json.loads((self._stage.made.program / program_files.LIST).read_text(encoding="utf-8"))
        there = program_files.digests(self._stage.lab.place / "dist" / NAME)
        self.files = len(there)
        findings = [f"beside the program: {each}" for each in there.keys() ^ listed.keys()]
        findings += [f"changed: {each}" for each in listed.keys() & there.keys() if there[each] != listed[each]]
        findings += [f"in TEMP: {file.name}" for file in self._temp.rglob("*") if file.name not in self._was]
        findings += [f"network: {line}" for line in sockets(heard)]
        command = self._stage.lab.python_command("-c", "import socket; socket.socket()")
        own = self._stage.lab.python_variables()
        caught = self._stage.lab.wine(command, 60, self._name, **own, **NETWORK_TRACE).stdout
        return findings + ([] if sockets(caught) else [f"the trace of sockets sees none: {caught[-200:]}"])


def sockets(trace: str) -> list[str]:
    """The lines of a trace of Wine that tell of a socket."""
    return [line for line in trace.splitlines() if "winsock" in line and "socket" in line.lower()]
