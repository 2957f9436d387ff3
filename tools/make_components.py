"""Make the bill of materials: `python -m tools.make_components` writes resources/components.json.

Each line is what the installed program is made of: name, version, licence. Packages come from the pins of
requirements/runtime.txt and say their licence themselves; what travels inside them is named here.
"""

import json
import re
from importlib import metadata
from pathlib import Path

from dandan_desktop import paths

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "components.json"
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)")
PYTHON = "3.13.2"
"""The Python that requirements/windows-python.txt brings."""
# Their packages name no licence, or only a whole text; each was read in the package itself.
READ = {"sqlcipher3": "Zlib", "docxtpl": "LGPL-2.1-only", "sqlite-fts4": "Apache-2.0"}
ALONG = (
    ("Qt", "pyside6-essentials", "LGPL-3.0-only"),
    ("libxml2, libxslt", "lxml", "MIT"),
    ("libsodium", "pynacl", "ISC"),
    ("SQLite", "sqlcipher3", "blessing"),
    ("SQLCipher", "sqlcipher3", "BSD-3-Clause"),
)
"""What comes inside a package: its name, the package, its licence."""
NAMES = {"Apache Software License": "Apache-2.0", "BSD License": "BSD-3-Clause", "MIT License": "MIT"}


def pins(name: str) -> dict[str, str]:
    """The version of every pinned package."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {found[1]: found[2] for line in lines if (found := PIN.match(line))}


def licence(package: str) -> str:
    """What a package says of its licence, as short as it says it; raises KeyError when it says nothing."""
    said = metadata.metadata(package)
    told = [each.rsplit(" :: ", 1)[-1] for each in said.get_all("Classifier", []) if each.startswith("License")]
    short = [
        each
        for each in (*said.get_all("License-Expression", []), *said.get_all("License", []), *told)
        if each and len(each) < 60
    ]
    return READ[package] if package in READ else NAMES.get(short[0], short[0]) if short else READ[package]


def components() -> list[dict[str, str]]:
    """Everything the program is made of, by name."""
    pinned = pins("runtime.txt")
    packing = pins("windows.txt")["pyinstaller"]
    rows = [(name, version, licence(name)) for name, version in pinned.items()]
    rows += [(name, f"theo {package} {pinned[package]}", terms) for name, package, terms in ALONG]
    rows += [
        ("Python", PYTHON, "PSF-2.0"),
        ("PyInstaller bootloader", packing, "GPL-2.0-or-later WITH Bootloader-exception"),
        ("Lucide icons", "2026", "ISC"),
        ("Microsoft Visual C++ runtime", "14", "Microsoft redistributable"),
    ]
    return [dict(zip(("name", "version", "licence"), row, strict=True)) for row in sorted(rows, key=_by_name)]


def _by_name(row: tuple[str, str, str]) -> str:
    return row[0].casefold()


def main() -> None:
    """Write it."""
    text = json.dumps(components(), ensure_ascii=False, indent=1)
    paths.write_whole(TARGET, (text + "\n").encode())
    print(len(components()))


if __name__ == "__main__":
    main()
