"""W14: started among planted libraries and with variables that name planted code, both programs load nothing of it."""

import importlib
import re
import shutil
import sys
from collections.abc import Sequence

from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from torture.row import Row, judged
from windows.build import NAME
from windows.stage import FOLDER, PRACTICE, WINDOW, Stage

TRAP = "C:\\cai bay"
"""Where all that is planted lies, the programs are started, and the register is."""
QT_PLUGIN = f"{TRAP}\\platforms\\qwindows.dll"
QT_VARIABLES = {"QT_PLUGIN_PATH": TRAP, "QT_QPA_PLATFORM_PLUGIN_PATH": f"{TRAP}\\platforms"}
"""Wine takes none of Qt's variables from Linux: they are set inside."""
PROGRAMS = ("dandan-desktop", NAME)
FIRST = "first"
"""`installer/first.py`, as the packed programs name it."""
LIBRARIES = (
    "version dwmapi uxtheme icuuc python3 python313 sqlite3 sqlcipher libcrypto-3 vcruntime140 msvcp140 opengl32sw "
    "libEGL libGLESv2 d3dcompiler_47 dxcore wintab32 shcore wtsapi32 winmm propsys Qt6Core Qt6Gui shiboken6.abi3"
).split()
"""What Qt, Python, SQLite or Windows look for by name; some of it Windows has itself, some of it nobody has."""
MARK = "da-chay.txt"
"""What planted Python leaves where it lies."""
MODULES = ("sitecustomize", "usercustomize", "dandan_desktop", "ctypes", "PySide6")
_LOADED = re.compile(r'Loaded L"([^"]+)"')
_TRACE = {"WINEDEBUG": "+loaddll"}
_PYTHON = f"import pathlib; pathlib.Path(__file__).with_name({MARK!r}).write_text('')\n"

_ASK = """import ctypes, os
os.chdir({trap!r})
os.environ.update({variables!r})
{first}
from PySide6.QtWidgets import QApplication
QApplication([])
for name in {names!r}:
    ctypes.windll.kernel32.LoadLibraryW(name + ".dll")
print("to the end")
"""
"""A process that stands in the trap, begins a window, and looks for each library by its name alone."""
_FIRST = "from dandan_desktop import safe_start; safe_start.guard()"


def planted(stage: Stage) -> Row:
    """W14: plant, start both programs there and open a register; then show that the traps do snap."""
    name = "planted"
    stage.fresh(name)
    told = stage.demo(name, TRAP)
    findings = [f"demo ended with {told.returncode}: {told.stdout[-300:]}"] if told.returncode else []
    _plant(stage, name)
    scripts = {program: _scripts(stage, program) for program in PROGRAMS}
    findings += [f"{program} runs {each}" for program, each in scripts.items() if not is_first(each)]
    register = f"{TRAP}\\{PRACTICE}"
    check = ["start", f"{FOLDER}\\dandan-desktop.exe", "--register", register]
    check += ["--passphrase-file", stage.secret(), "check", "--full"]
    steps: list[Sequence[object]] = [*_planted_variables(), check, ["ends"], ["start", WINDOW, "--register", register]]
    steps += [["await", "Sổ Dân vận"], ["rest", 1], ["type", PRACTICE_PASSPHRASE], ["key", "enter"]]
    steps += [["await", "thuc-hanh"], ["rest", 2], ["kill"]]
    said, failed = stage.clerk(name, steps, **_TRACE)
    libraries = loaded(stage.heard)
    findings += [failed] if failed else []
    findings += [] if said[:1] == [0] else [f"check ended with {said[:1]}: {stage.heard[-300:]}"]
    for program in PROGRAMS:
        findings += [] if f"{FOLDER}\\{program}.exe" in libraries else [f"the trace does not name {program}"]
    findings += [f"loaded: {each}" for each in of_trap(libraries)]
    findings += ["planted Python ran"] if _has_run(stage, name) else []
    caught, told_there = _asked(stage, name, "")
    findings += [] if QT_PLUGIN in caught and len(caught) > 1 else [f"no trap: {caught} {told_there[-300:]}"]
    after, told_after = _asked(stage, name, _FIRST)
    findings += [f"after our first step: {each}" for each in after]
    findings += [] if "to the end" in told_after else [f"after our first step it broke down: {told_after[-300:]}"]
    findings += [] if _python_runs(stage, name) else ["no trap: PYTHONPATH"]
    goal = "started among planted libraries, with variables that name planted code: none of it loaded, none run"
    result = f"{len(libraries)} libraries loaded, none of those; without our first step a process loads {len(caught)}"
    return judged("W14", goal, result, findings)


def _plant(stage: Stage, name: str) -> None:
    """Lay harmless libraries under names that are looked for, a plugin of Qt, and Python that leaves a mark."""
    trap = stage.disk(name, TRAP)
    for each in LIBRARIES:
        shutil.copy(stage.made.program / "_internal" / "PySide6" / "MSVCP140_1.dll", trap / f"{each}.dll")
    (trap / "platforms").mkdir()
    shutil.copy(next(stage.made.program.rglob("qwindows.dll")), trap / "platforms")
    for each in MODULES:
        (trap / f"{each}.py").write_text(_PYTHON, encoding="utf-8")


def _planted_variables() -> list[Sequence[str]]:
    """The steps of somebody who stands in the trap with every variable naming it."""
    named = {"PYTHONPATH": TRAP, "PYTHONHOME": TRAP, **QT_VARIABLES, "PATH": f"{TRAP};C:\\windows\\system32"}
    return [["stand", TRAP], *(["let", *each] for each in named.items())]


def _scripts(stage: Stage, program: str) -> list[str]:
    """What a packed program runs, in order."""
    sys.path.append(str(stage.lab.packages))
    archive = importlib.import_module("PyInstaller.archive.readers")
    table = archive.CArchiveReader(str(stage.made.program / f"{program}.exe")).toc
    return [name for name, entry in table.items() if entry[-1] == "s"]


def is_first(scripts: Sequence[str]) -> bool:
    """Whether our own first step comes before all but the packer's own beginning."""
    return [each for each in scripts if not each.startswith("pyiboot")][:1] == [FIRST]


def _asked(stage: Stage, name: str, first: str) -> tuple[list[str], str]:
    """Which planted libraries a bare Python loads that begins a window and looks for each, and what it printed.

    `first` is what it does before.
    """
    script = stage.lab.place / "source" / "ask.py"
    script.write_text(_ASK.format(first=first, trap=TRAP, variables=QT_VARIABLES, names=LIBRARIES), encoding="utf-8")
    command = stage.lab.python_command(stage.lab.named(script))
    told = stage.lab.wine(command, 60, name, **stage.lab.python_variables(), **_TRACE)
    return of_trap(loaded(told.stdout)), told.stdout


def _python_runs(stage: Stage, name: str) -> bool:
    """Whether a bare Python runs what is planted where PYTHONPATH names it."""
    own = stage.lab.python_variables()
    own["PYTHONPATH"] = f"{TRAP};{own['PYTHONPATH']}"
    stage.lab.wine(stage.lab.python_command("-c", ""), 60, name, **own)
    return _has_run(stage, name)


def loaded(trace: str) -> set[str]:
    """Every library that Wine tells of having loaded, by its path."""
    return {each.replace("\\\\", "\\") for each in _LOADED.findall(trace)}


def of_trap(libraries: set[str]) -> list[str]:
    """Those that lie in the trap."""
    return sorted(each for each in libraries if each.lower().startswith(TRAP.lower()))


def _has_run(stage: Stage, name: str) -> bool:
    return (stage.disk(name, TRAP) / MARK).exists()
