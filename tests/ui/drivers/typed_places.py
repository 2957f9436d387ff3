"""Where the window takes text, read from its sources: a new place is in here on the day it is written."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtWidgets import QWidget

from dandan_desktop import ui

EDITORS = frozenset(
    "QLineEdit QPlainTextEdit QTextEdit QSpinBox QDoubleSpinBox QDateEdit QTimeEdit QDateTimeEdit QKeySequenceEdit "
    "QFontComboBox".split()
)
"""What text is typed into."""
_OPENED = frozenset({"setEditable", "QInputDialog", "QCompleter", "QItemDelegate"})
"""What makes a field of something else; nobody tried how Vietnamese is typed there."""
_HEARERS = ("eventFilter", "inputMethodEvent", "createEditor")
"""What stands between the keyboard and a field."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    folder = Path(ui.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        yield path.stem, ast.parse(path.read_text("utf-8"))


def _classes() -> list[tuple[str, ast.ClassDef]]:
    return [(name, node) for name, tree in _modules() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def _called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _read_only(node: ast.AST) -> set[str]:
    """What is set to be only read inside of something: `self`, `self.shown`, `shown`."""
    return {
        ast.unparse(each.func.value)
        for each in ast.walk(node)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "setReadOnly"
    }


def widgets() -> set[str]:
    """The program's own kinds of fields, as module.Class."""
    known, found = {*EDITORS}, set[str]()
    classes = _classes()
    for _ in classes:  # until the last one that leans on another
        for module, node in classes:
            if known & {ast.unparse(base) for base in node.bases}:
                known.add(node.name)
                found |= set() if "self" in _read_only(node) else {f"{module}.{node.name}"}
    return found


def places() -> set[str]:
    """Where a plain field of Qt's stands, as module.Class.attribute, or the list it is kept in."""
    found = set[str]()
    for module, tree in _modules():
        names = {getattr(each, "id", getattr(each, "attr", "")) for each in ast.walk(tree)}
        found |= {f"{module}: {name}" for name in names & _OPENED}
        for node in tree.body:
            closed, kept = _read_only(node), _kept_in_lists(node)
            names = {kept.get(each, each).removeprefix("self.") for each in _targets(node) if each not in closed}
            found |= {f"{module}.{getattr(node, 'name', '')}.{name}" for name in names}
    return found


def _kept_in_lists(node: ast.AST) -> dict[str, str]:
    return {
        ast.unparse(each.args[0]): ast.unparse(each.func.value)
        for each in ast.walk(node)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "append"
    }


def _targets(node: ast.stmt) -> Iterator[str]:
    """What a plain field is assigned to, and the line of one that is assigned to nothing."""
    made = {each for each in ast.walk(node) if _called(each) in EDITORS}
    for each in ast.walk(node):
        if not isinstance(each, ast.Assign):
            continue
        for target in each.targets:
            for name, value in _pairs(target, each.value):
                if value in made:
                    made.remove(value)
                    yield ast.unparse(name)
    yield from (f"line {each.lineno}" for each in made if isinstance(each, ast.Call))


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def hearers() -> set[str]:
    """What hears the keys of a field and may keep them, as module.Class.method."""
    return {
        f"{module}.{node.name}.{method.name}"
        for module, node in _classes()
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name in _HEARERS and _may_keep(method)
    }


def _may_keep(method: ast.FunctionDef) -> bool:
    answers = {ast.unparse(each.value) for each in ast.walk(method) if isinstance(each, ast.Return) and each.value}
    return method.name != "eventFilter" or bool(answers - {"False"})


@contextmanager
def heard() -> Iterator[set[str]]:
    """What hears keys while this runs, as `hearers` calls it."""
    found = set[str]()

    def look(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_name in _HEARERS:
            module = str(frame.f_globals["__name__"]).rpartition(".")[2]
            found.add(f"{module}.{frame.f_code.co_qualname}")

    sys.setprofile(look)
    try:
        yield found
    finally:
        sys.setprofile(None)


def shown_by(field: QWidget) -> set[str]:
    """What a living field is, as `widgets` and `places` call it."""
    found = {f"{each.__module__.rpartition('.')[2]}.{each.__name__}" for each in type(field).__mro__}
    holder: Any = field.parentWidget()
    while holder is not None:
        whose = f"{type(holder).__module__.rpartition('.')[2]}.{type(holder).__name__}"
        for name, held in vars(holder).items():
            if held is field or (isinstance(held, list) and any(each is field for each in held)):
                found.add(f"{whose}.{name}")
        holder = holder.parentWidget()
    return found
