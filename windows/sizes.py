"""W6, W9: what Windows shows of the programs, and how much there is of them."""

import importlib
import sys
from pathlib import Path
from typing import Any

from dandan_desktop import __version__
from torture.row import Row, judged
from windows.build import LICENCES, ROOT
from windows.stage import Stage

INSTALLER_LIMIT, FOLDER_LIMIT = 45_000_000, 150_000_000
"""Bytes at most of the installer and of what it installs."""
FACTS = {"ProductName": "Sổ Dân vận", "FileVersion": __version__, "ProductVersion": __version__}
PLUGINS = ("imageformats/qsvg.dll", "platforms/qwindows.dll")
"""All of Qt's plugins that are in the folder."""
UNWANTED = ("opengl32sw.dll", "Qt6Network.dll", "Qt6Qml.dll", "_ssl.pyd", "libssl-3.dll", "libcrypto-3.dll", ".qm")
KNOWN = "_internal/PySide6/plugins/"
OUR_TEXTS = "_internal/dandan_desktop/resources/i18n/"
BINARIES = ROOT / "installer" / "binaries.txt"
"""Every file of machine code that the folder holds: one more or one less is a decision."""
_ICON, _MANIFEST = 14, 24


def resources(stage: Stage) -> Row:
    """W6: version, icon, publisher of all three programs, and a manifest that asks for no rights."""
    sys.path.append(str(stage.lab.packages))
    pefile = importlib.import_module("pefile")
    programs = [*sorted(stage.made.program.glob("*.exe")), stage.made.installer]
    findings = [f"{file.name}: {each}" for file in programs for each in _wrong(pefile, file)]
    licences = sorted(file.name for file in (stage.made.program / LICENCES).iterdir())
    findings += [f"no {name}" for name in ("giay-phep.txt", "thanh-phan.json", "LGPL-3.txt") if name not in licences]
    goal = "version, icon, publisher and licence in Vietnamese; no rights of an administrator asked for"
    return judged("W6", goal, f"{len(programs)} programs, {len(licences)} licence files", findings)


def _wrong(pefile: Any, file: Path) -> list[str]:
    with pefile.PE(str(file)) as program:
        found: dict[str, str] = {}
        for part in getattr(program, "FileInfo", [[]])[0]:
            for table in getattr(part, "StringTable", []):
                found |= {key.decode(): value.decode() for key, value in table.entries.items()}
        kinds = {entry.id: entry for entry in program.DIRECTORY_ENTRY_RESOURCE.entries}
        manifest = _first(program, kinds[_MANIFEST]) if _MANIFEST in kinds else b""
    findings = [f"{name} is {found.get(name)!r}" for name, value in FACTS.items() if found.get(name) != value]
    findings += [f"no {name}" for name in ("CompanyName", "LegalCopyright", "FileDescription") if not found.get(name)]
    findings += [] if _ICON in kinds else ["no icon"]
    return findings + ([] if b'level="asInvoker"' in manifest else ["asks for more than the rights of its user"])


def _first(program: Any, entry: Any) -> bytes:
    while hasattr(entry, "directory"):
        entry = entry.directory.entries[0]
    return bytes(program.get_data(entry.data.struct.OffsetToData, entry.data.struct.Size))


def small(stage: Stage) -> Row:
    """W9: the limits of size, and no part of Qt or Python that no clerk needs."""
    sizes = list(stage.made.sizes.values())
    findings = [] if sizes[0] <= FOLDER_LIMIT else [f"installed {sizes[0]} bytes"]
    findings += [] if sizes[1] <= INSTALLER_LIMIT else [f"installer {sizes[1]} bytes"]
    names = [file.relative_to(stage.made.program).as_posix() for file in stage.made.program.rglob("*.*")]
    known = BINARIES.read_text(encoding="utf-8").split()
    machine_code = [name for name in names if name.endswith((".dll", ".pyd", ".exe"))]
    findings += [f"not in binaries.txt, or no more: {name}" for name in sorted({*machine_code} ^ {*known})]
    findings += surplus(names)
    goal = f"installer ≤ {INSTALLER_LIMIT / 1e6:.0f} MB, installed ≤ {FOLDER_LIMIT / 1e6:.0f} MB, nothing unused of Qt"
    return judged("W9", goal, f"{sizes[1] / 1e6:.1f} MB, {sizes[0] / 1e6:.1f} MB", findings)


def surplus(names: list[str]) -> list[str]:
    """Which of these files of the folder nobody needs."""
    plugins = [name for name in names if name.startswith(KNOWN) and name.endswith(".dll")]
    found = [name for name in plugins if not name.endswith(PLUGINS)]
    found += [name for name in names if name.endswith(UNWANTED) and not name.startswith(OUR_TEXTS)]
    parts = ("pip", "setuptools", "tkinter", "test", "tests", "unittest")
    return found + [name for name in names if set(name.split("/")) & set(parts)]
