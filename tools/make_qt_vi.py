"""Make Qt's own words in Vietnamese: resources/i18n/qt_vi.qm from tools/qt_vi.json.

Usage: python -m tools.make_qt_vi. The wording is ours; PySide6 ships no Vietnamese catalogue.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

WORDS = Path(__file__).with_name("qt_vi.json")
TARGET = Path(__file__).resolve().parent.parent / "resources" / "i18n" / "qt_vi.qm"


def words() -> dict[str, dict[str, str]]:
    """The reviewed words: translations by source text, by context."""
    contexts: dict[str, dict[str, str]] = json.loads(WORDS.read_text(encoding="utf-8"))["contexts"]
    return contexts


def catalogue(contexts: dict[str, dict[str, str]]) -> str:
    """The text of a .ts file: each source with its translation, by context."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" language="vi_VN">']
    for context, translations in contexts.items():
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for source, translation in translations.items():
            lines += [
                "    <message>",
                f"        <source>{escape(source)}</source>",
                f"        <translation>{escape(translation)}</translation>",
                "    </message>",
            ]
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def main(target: Path = TARGET) -> int:
    """Compile the catalogue with the tool that comes with PySide6; returns its exit code."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    with TemporaryDirectory() as folder:
        source, made = Path(folder, "qt_vi.ts"), Path(folder, "qt_vi.qm")
        source.write_text(catalogue(words()), encoding="utf-8", newline="\n")
        # On Windows the tool reads no path with Vietnamese letters, so it is given names alone.
        told = subprocess.run([str(tool), "-silent", source.name, "-qm", made.name], cwd=folder, check=False)
        if told.returncode == 0:
            shutil.copy(made, target)
        return told.returncode


if __name__ == "__main__":
    sys.exit(main())
