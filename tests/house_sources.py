"""What the house rules look at: the text files of a tree, its parsed modules, and the strings in them."""

import ast
import functools
import hashlib
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "dandan_desktop"
CODE = (PACKAGE, "tests", "benchmarks", "torture", "windows", "tools", "dev.py")
# Made by tools, never committed.
MADE = frozenset({"build", "dist", "out", "node_modules"})
TEXT_SUFFIXES = frozenset("py md toml txt json qss svg ts yml yaml cfg ini csv sql nsi spec ps1 sh html css".split())
TEXT_NAMES = frozenset({"LICENSE", "run", ".gitignore", ".gitattributes", ".editorconfig"})


@dataclass(frozen=True, slots=True)
class Source:
    """One text file: where it is from the root, and what it holds."""

    path: Path
    where: str
    text: str

    @property
    def inside(self) -> str:
        """Its path inside the package."""
        return self.where.removeprefix(PACKAGE + "/")

    @property
    def lines(self) -> list[str]:
        """Its lines without their ends."""
        return self.text.split("\n")

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return parsed(self.text)

    def finding(self, node: ast.AST, what: str) -> str:
        """Word a finding at one node."""
        return f"{self.where}:{getattr(node, 'lineno', 1)} {what}"

    def digest_of(self, name: str) -> str:
        """Return the SHA-256 of the source of the function or assignment of that name; empty without it."""
        for node in self.tree.body:
            if name in names_of(node):
                source = ast.get_source_segment(self.text, node) or ""
                return hashlib.sha256(source.encode()).hexdigest()
        return ""


@functools.lru_cache(maxsize=2048)
def parsed(text: str) -> ast.Module:
    """Parse a module once, however many rules ask."""
    return ast.parse(text)


@functools.lru_cache(maxsize=2048)
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Walk a module once, however many rules ask."""
    return tuple(ast.walk(tree))


def all_files(root: Path) -> Iterator[Path]:
    """Yield every file of the tree that could be committed, in a fixed order."""
    for folder, folders, names in os.walk(root):
        hidden = {name for name in folders if name.startswith(".") and name != ".ci"}
        made = {name for name in folders if name == "__pycache__" or name.endswith(".egg-info")}
        made |= MADE & set(folders) if Path(folder) == root else set()
        folders[:] = sorted(set(folders) - hidden - made)
        yield from (Path(folder, name) for name in sorted(names))


def text_paths(root: Path) -> Iterator[Path]:
    """Yield every text file of the tree."""
    for path in all_files(root):
        if path.suffix.removeprefix(".") in TEXT_SUFFIXES or path.name in TEXT_NAMES:
            yield path


def text_sources(root: Path) -> Iterator[Source]:
    """Yield every text file that is UTF-8; another rule names those that are not."""
    for path in text_paths(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield Source(path, path.relative_to(root).as_posix(), text)


def python_sources(root: Path) -> Iterator[Source]:
    """Yield the modules of the package, the tests, the harnesses, the tools and dev.py."""
    for source in text_sources(root):
        if source.path.suffix == ".py" and source.where.split("/")[0] in CODE:
            yield source


def package_sources(root: Path) -> Iterator[Source]:
    """Yield the modules of the package."""
    return (source for source in python_sources(root) if source.where.startswith(PACKAGE + "/"))


def docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the nodes that are docstrings."""
    return {
        id(node.body[0].value)
        for node in nodes(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def strings(tree: ast.Module) -> Iterator[tuple[ast.Constant | ast.JoinedStr, str]]:
    """Yield every string that is not a docstring; a value inside an f-string reads as `x`."""
    skipped = docstrings(tree)
    for node in nodes(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            yield (
                node,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node, node.value


def imported_modules(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield every module that is imported anywhere in a module, by its full name."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def names_of(node: ast.stmt) -> set[str]:
    """Return the names that a top-level statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def docx_text(path: Path) -> str:
    """Return the words of a Word file, paragraph by paragraph, as a reader sees them."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"word/[^/]+\.xml", name)]
        xml = "\n".join(archive.read(name).decode("utf-8") for name in parts)
    return re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "\n"))
