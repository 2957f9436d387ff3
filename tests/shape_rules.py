"""The house rules about shape: sizes, types, docstrings, encoding, data files and the packing list."""

import ast
import json
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.house_sources import PACKAGE, all_files, nodes, package_sources, python_sources, text_paths, text_sources

Function = ast.FunctionDef | ast.AsyncFunctionDef

FILE_LIMIT = 400
FUNCTION_LIMIT = 50
METHOD_LIMIT = 20
# Inputs that are wrong on purpose, for the tests of bad input.
BROKEN_ON_PURPOSE = "tests/data/broken/"


def short_files(root: Path) -> list[str]:
    """A module has at most 400 lines."""
    return [
        f"{source.where}:1 {count} lines; {FILE_LIMIT} at most"
        for source in python_sources(root)
        if (count := len(source.text.splitlines())) > FILE_LIMIT
    ]


def short_functions(root: Path) -> list[str]:
    """A function has at most 50 lines."""
    return [
        source.finding(node, f"{node.name} has {count} lines; {FUNCTION_LIMIT} at most")
        for source in python_sources(root)
        for node in functions(source.tree)
        if (count := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LIMIT
    ]


def small_classes(root: Path) -> list[str]:
    """A class has at most 20 methods."""
    return [
        source.finding(node, f"{node.name} has {count} methods; {METHOD_LIMIT} at most")
        for source in python_sources(root)
        for node in nodes(source.tree)
        if isinstance(node, ast.ClassDef)
        and (count := sum(isinstance(part, Function) for part in node.body)) > METHOD_LIMIT
    ]


def everything_typed(root: Path) -> list[str]:
    """Every parameter and every return value has a type."""
    return [
        source.finding(node, f"{node.name} lacks a type for {', '.join(untyped)}")
        for source in python_sources(root)
        for node in functions(source.tree)
        if (untyped := untyped_parts(node))
    ]


def everything_documented(root: Path) -> list[str]:
    """Every module, class and public function of the package says what it is."""
    return [
        source.finding(node, f"{getattr(node, 'name', 'the module')} lacks a docstring")
        for source in package_sources(root)
        for node in documented(source.tree)
        if not (ast.get_docstring(node) or "").strip()
    ]


def clean_text(root: Path) -> list[str]:
    """Every text file and every name of a resource is UTF-8, NFC, without byte order mark or CR."""
    findings = []
    for path in text_paths(root):
        where = path.relative_to(root).as_posix()
        if not where.startswith(BROKEN_ON_PURPOSE):
            findings += [f"{where}:1 {what}" for what in faults_of(path.read_bytes())]
    for path in all_files(root):
        where = path.relative_to(root).as_posix()
        if not unicodedata.is_normalized("NFC", where):
            findings.append(f"{where}:1 its name is not NFC")
    return findings


def readable_data(root: Path) -> list[str]:
    """Every JSON file under resources is whole, and no object in it says one key twice."""
    findings = []
    for source in text_sources(root):
        if source.where.startswith("resources/") and source.path.suffix == ".json":
            try:
                json.loads(source.text, object_pairs_hook=once_each)
            except ValueError as error:
                findings.append(f"{source.where}:1 {error}")
    return findings


def packing_list(root: Path) -> list[str]:
    """The list of packages in pyproject.toml names every package there is, so that the wheel is whole."""
    project = root / "pyproject.toml"
    if not project.is_file():
        return ["pyproject.toml:1 is not here"]
    listed = set(tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"])
    there = {
        path.parent.relative_to(root).as_posix().replace("/", ".")
        for path in (root / PACKAGE).rglob("*.py")
        if "__pycache__" not in path.parts
    }
    there.add(f"{PACKAGE}.resources")
    return [
        f"pyproject.toml:1 packages: {name} is {'not listed' if name in there else 'listed but not there'}"
        for name in sorted(listed ^ there)
    ]


def functions(tree: ast.Module) -> Iterator[Function]:
    """Yield every function and method of a module."""
    return (node for node in nodes(tree) if isinstance(node, Function))


def untyped_parts(node: Function) -> list[str]:
    """Return the parameters without a type, and `return` when that has none."""
    parts = node.args
    given = [*parts.posonlyargs, *parts.args, *parts.kwonlyargs, parts.vararg, parts.kwarg]
    untyped = [part.arg for part in given if part is not None and part.annotation is None]
    if untyped[:1] in (["self"], ["cls"]):
        del untyped[0]
    return untyped if node.returns else [*untyped, "return"]


def documented(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | Function]:
    """Yield what needs a docstring; a method that overrides another is described there."""
    yield tree
    classes = [node for node in nodes(tree) if isinstance(node, ast.ClassDef)]
    yield from classes
    for body in (tree.body, *(owner.body for owner in classes)):
        for node in body:
            if isinstance(node, Function) and not node.name.startswith("_") and not is_override(node):
                yield node


def is_override(node: Function) -> bool:
    """Say whether the method is marked as overriding one of its base class."""
    return any(getattr(mark, "id", getattr(mark, "attr", "")) == "override" for mark in node.decorator_list)


def faults_of(content: bytes) -> Iterator[str]:
    """Yield what is wrong with the bytes of a text file."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        yield "is not UTF-8"
        return
    if text.startswith("\ufeff"):
        yield "starts with a byte order mark"
    if "\r" in text:
        yield "has a carriage return"
    if not unicodedata.is_normalized("NFC", text):
        yield "is not NFC"


def once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make a dictionary of pairs; raises ValueError when a key comes twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"a key comes twice: {sorted({name for name in names if names.count(name) > 1})}")
    return found


SHAPE_RULES: tuple[Callable[[Path], list[str]], ...] = (
    short_files,
    short_functions,
    small_classes,
    everything_typed,
    everything_documented,
    clean_text,
    readable_data,
    packing_list,
)
