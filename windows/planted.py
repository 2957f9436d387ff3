"""W14: started among planted libraries and with variables that name planted code, both programs load nothing of it."""

import importlib
import re
import shutil
import sys
from pathlib import Path

from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from torture.row import Row, judged
from windows import bare, looks
from windows.build import NAME, ROOT
from windows.lab import PLACE, windows_path
from windows.stage import DOCUMENTS, FOLDER, PRACTICE, WINDOW, Stage

HOOK = "first"
"""Our own first step, `installer/first.py`, as the packed programs name it."""
LIBRARIES = (
    "version dwmapi uxtheme icuuc python3 python313 sqlite3 sqlcipher libcrypto-3 vcruntime140 msvcp140 opengl32sw "
    "libEGL libGLESv2 d3dcompiler_47 dxcore wintab32 shcore wtsapi32 winmm propsys Qt6Core Qt6Gui shiboken6.abi3"
).split()
"""What Qt, Python, SQLite or Windows look for by name, there or not."""
MARK = "da-chay.txt"
"""What planted Python leaves where it lies."""
_LOADED = re.compile(r'Loaded L"([^"]+)"')
_TRACE = "+loaddll"
_PYTHON = f"import pathlib; pathlib.Path(__file__).with_name({MARK!r}).write_text('')\n"


def planted(stage: Stage) -> Row:
    """W14: plant, start both programs there and open a register; then show that the traps do snap."""
    name = "planted"
    documents = stage.fresh(name)
    told = stage.demo(name)
    findings = [f"demo ended with {told.returncode}: {told.stdout[-300:]}"] if told.returncode else []
    _plant(stage, documents)
    findings += [f"{file}: {each}" for file in (NAME, "dandan-desktop") for each in _order(stage, f"{file}.exe")]
    register = f"{DOCUMENTS}\\{PRACTICE}"
    steps = [*_variables(), ["start", f"{FOLDER}\\dandan-desktop.exe", "--register", register]]
    steps[-1] += ["--passphrase-file", stage.secret(), "check", "--full"]
    steps += [["ends"], ["start", WINDOW, "--register", register], ["await", "Sổ Dân vận"], ["rest", 1]]
    steps += [["type", PRACTICE_PASSPHRASE], ["key", "enter"], ["await", "thuc-hanh"], ["rest", 2], ["kill"]]
    said, failed = stage.clerk(name, steps, WINEDEBUG=_TRACE)
    loaded = _libraries(stage.heard)
    findings += [failed] if failed else []
    findings += [] if said[:1] == [0] else [f"check ended with {said[:1]}: {stage.heard[-300:]}"]
    findings += [] if any(WINDOW.lower() == each.lower() for each in loaded) else ["the trace names no program"]
    findings += [f"loaded: {each}" for each in sorted(set(filter(_is_planted, loaded)))]
    findings += [f"ran: {each.parent.name}" for each in documents.rglob(MARK)]
    snapped = _snapped(stage, name, documents)
    findings += [f"the trap does not snap: {each}" for each, is_sprung in snapped.items() if not is_sprung]
    goal = "started among planted libraries, by variables that name planted code: nothing of it loaded or run"
    result = f"{len(set(loaded))} libraries loaded, none planted; without our first step {len(snapped)} traps snap"
    return judged("W14", goal, result, findings)


def _plant(stage: Stage, documents: Path) -> None:
    """Lay the libraries where the programs are started and the register is, a plugin and Python in folders of it."""
    harmless = stage.made.program / "_internal" / "MSVCP140_1.dll"
    harmless = harmless if harmless.is_file() else next(stage.made.program.rglob("VCRUNTIME140_1.dll"))
    for each in LIBRARIES:
        shutil.copy(harmless, documents / f"{each}.dll")
    plugin = next(stage.made.program.rglob("qwindows.dll"))
    (documents / "platforms").mkdir()
    shutil.copy(plugin, documents / "platforms")
    for each in ("sitecustomize", "usercustomize", "dandan_desktop", "encodings", "ctypes", "PySide6"):
        (documents / f"{each}.py").write_text(_PYTHON, encoding="utf-8")


def _variables() -> list[list[object]]:
    named = ("PYTHONPATH", "PYTHONHOME", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "PYTHONSTARTUP")
    steps: list[list[object]] = [["stand", DOCUMENTS], ["let", "PATH", f"{DOCUMENTS};C:\\windows\\system32"]]
    return steps + [["let", each, f"{DOCUMENTS}\\platforms" if "PLATFORM" in each else DOCUMENTS] for each in named]
