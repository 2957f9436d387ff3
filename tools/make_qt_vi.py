"""Make Qt's own words in Vietnamese: resources/i18n/qt_vi.ts from a JSON of contexts, and the .qm from it.

Usage: python tools/make_qt_vi.py WORDS.json. The wording is ours; PySide6 ships no Vietnamese catalogue.
"""

import json
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"


def catalogue(contexts: dict[str, dict[str, str]]) -> str:
    """The text of a .ts file: each source with its translation, by context."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" language="vi_VN">']
    for context, words in contexts.items():
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for source, translation in words.items():
            lines += [
                "    <message>",
                f"        <source>{escape(source)}</source>",
                f"        <translation>{escape(translation)}</translation>",
                "    </message>",
            ]
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def main(words: Path) -> int:
    """Write the catalogue and compile it with the tool that comes with PySide6."""
    contexts = json.loads(words.read_text(encoding="utf-8"))["contexts"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    source = FOLDER / "qt_vi.ts"
    source.write_text(catalogue(contexts), encoding="utf-8", newline="\n")
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    return subprocess.run([str(tool), "-silent", str(source), "-qm", str(FOLDER / "qt_vi.qm")], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
