"""W16: on Windows, tables, menus, tips and boxes are written in the letters of the window, at every size of text."""

import json

from torture.row import Row, judged
from windows.stage import Stage

KINDS = ("QLabel", "QAbstractItemView", "QHeaderView", "QMenu", "QTipLabel", "QMessageBox", "QAbstractButton")
"""The kinds of widgets that Windows has letters of its own for, and one that it has not."""
SIZES = (100, 150)
_ASK = """import json
from PySide6.QtWidgets import QApplication
from dandan_desktop.ui import theme

dressed = QApplication([])
seen = []
for percent in {sizes!r}:
    {apply}
    fonts = [QApplication.font(kind) for kind in {kinds!r}]
    seen.append([[each.family(), each.pointSizeF()] for each in fonts])
print(json.dumps(seen))
"""
_APPLY = "theme.apply(dressed, percent)"
_OTHER_WAY = "dressed.setFont(theme.font(dressed, percent)); dressed.setStyleSheet('* { outline: none; }')"
"""What a program does that sets its letters before its first style sheet."""


def same_letters(stage: Stage) -> Row:
    """W16: dress a program under Windows as ours is, and ask for the letters of each kind of widget."""
    stage.fresh("letters")
    findings = [f"{kind} at {size} %: {other}, not {own}" for size, kind, own, other in _differing(stage, _APPLY)]
    if not findings and not _differing(stage, _OTHER_WAY):
        findings = ["the other way round nothing differs either: this row cannot fail"]
    goal = "tables, menus, tips and boxes in the letters of the window, at every size of text"
    return judged("W16", goal, f"{len(KINDS)} kinds of widgets at {len(SIZES)} sizes", findings)


def _differing(stage: Stage, apply: str) -> list[tuple[int, str, list[object], list[object]]]:
    """Size, kind, the letters of the window, and those of this kind where they are others."""
    script = stage.lab.place / "source" / "letters.py"
    script.write_text(_ASK.format(sizes=SIZES, apply=apply, kinds=KINDS), encoding="utf-8")
    command = stage.lab.python_command(stage.lab.named(script))
    told = stage.lab.wine(command, 60, "letters", **stage.lab.python_variables()).stdout
    seen = json.loads(told.strip().splitlines()[-1])
    pairs = (
        (size, kind, fonts[0], font)
        for size, fonts in zip(SIZES, seen, strict=True)
        for kind, font in zip(KINDS, fonts, strict=True)
    )
    return [each for each in pairs if each[2] != each[3]]
