"""The habits of this house as functions: each takes the root of a tree and returns its findings.

A finding reads `file:line what`. `python -m tests.house_rules` prints those of this repository.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.house_sources import (
    PACKAGE,
    Source,
    docx_text,
    imported_modules,
    names_of,
    nodes,
    package_sources,
    python_sources,
    strings,
    text_sources,
)
from tests.shape_rules import SHAPE_RULES

Rule = Callable[[Path], list[str]]

# Who may write to the register's tables, and who may name its file.
WRITERS = (
    "db/backups.py",
    "db/birth.py",
    "db/derived.py",
    "db/drafts.py",
    "db/erasure.py",
    "db/files.py",
    "db/history.py",
    "db/keys.py",
    "db/migrations",
    "db/register.py",
    "db/rows.py",
    "db/salvage.py",
    "db/search_index.py",
    "db/seed.py",
    "db/store.py",
    "db/undo.py",
    "db/users.py",
    "db/wreck.py",
)
REGISTER_NAMERS = ("db/", "paths.py", "cli_common.py", "domain/messages.py", "ui/dialogs.py")
PRINTERS = ("cli_common.py",)

WRITING_SQL = re.compile(
    r"\b(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+(OR\s+\w+\s+)?\S+\s+SET|DELETE\s+FROM|REPLACE\s+INTO)\b",
    re.IGNORECASE,
)
WRITING_METHODS = frozenset({"insert_all", "upsert", "upsert_all", "delete_where", "transform"})
NETWORK = frozenset(
    "aiohttp asyncio ftplib http httpx imaplib poplib requests smtplib socket socketserver ssl telnetlib "
    "urllib.request urllib3 webbrowser xmlrpc PySide6.QtNetwork PySide6.QtWebSockets".split()
)
ENTERED = frozenset({"waitActive", "waitExposed", "waitSignal", "waitSignals", "waitCallback"})
WAITING = frozenset({"time.sleep", "QTest.qWait", "QTest.qSleep", "QThread.sleep", "QThread.msleep", "qtbot.wait"})
TIER_WORDS = re.compile("huyện|ban dân vận", re.IGNORECASE)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|\b\d+px\b")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(tmp|work|root|home)/")
INDEX = re.compile("--(extra-)?(index-|find-)(url|links)|https?://[^/ ]*(pypi|pythonhosted|debian|npmjs)")
UNFINISHED = re.compile(
    r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b"  # allowed: the rule itself
    r"|mark\.(skip|xfail)|pytest\.xfail"  # allowed: the rule itself
)
ALLOWED = re.compile(r"# allowed: \w+")
PERSONAL_NUMBER = re.compile(r"(?<![\w.+-])\d{12}(?![\w.-])")

# (file of the migration, its name, SHA-256 of its source) of everything a released program has run.
RELEASED: tuple[tuple[str, str, str], ...] = ()


def dialogs_in_one_place(root: Path) -> list[str]:
    """Message boxes and file dialogs are named only in ui/dialogs.py."""
    return [
        source.finding(node, f"{name} belongs to ui/dialogs.py")
        for source in package_sources(root)
        if source.inside != "ui/dialogs.py"
        for node in nodes(source.tree)
        for name in named(node) & {"QMessageBox", "QFileDialog"}
    ]


def colours_in_the_theme(root: Path) -> list[str]:
    """Colours and pixel sizes of the window are written only in ui/theme.py."""
    return [
        source.finding(node, f"{found[0]} belongs to ui/theme.py")
        for source in package_sources(root)
        if source.inside.startswith("ui/") and source.inside != "ui/theme.py"
        for node, text in strings(source.tree)
        if (found := COLOUR.search(text))
    ]


def print_only_at_the_door(root: Path) -> list[str]:
    """Only the command line prints."""
    return [
        source.finding(node, "print belongs to cli_common.py")
        for source in package_sources(root)
        if source.inside not in PRINTERS
        for node in calls(source.tree)
        if dotted(node.func) == "print"
    ]


def no_network(root: Path) -> list[str]:
    """The product holds no network code at all."""
    return [
        source.finding(node, f"{name} reaches the network")
        for source in package_sources(root)
        for node, name in imported_modules(source.tree)
        if any(name == module or name.startswith(module + ".") for module in NETWORK)
    ]


def no_nested_event_loop(root: Path) -> list[str]:
    """Nothing pumps events by hand: long work belongs to the worker."""
    return [
        source.finding(node, "processEvents is never the answer")
        for source in python_sources(root)
        for node in nodes(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "processEvents"
    ]


def no_sleep(root: Path) -> list[str]:
    """Package and tests wait for outcomes, never for time."""
    return [
        source.finding(node, f"{name} waits for time, not for an outcome")
        for source in python_sources(root)
        for node, name in sleeps(source.tree)
    ]


def waits_are_entered(root: Path) -> list[str]:
    """What waits at the end of a `with` is not called without one: it would wait for nothing."""
    return [
        source.finding(node, f"{node.value.func.attr} waits only at the end of its `with`")
        for source in python_sources(root)
        for node in nodes(source.tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in ENTERED
    ]


def qt_only_in_ui(root: Path) -> list[str]:
    """Only ui names Qt, also inside functions."""
    return [
        source.finding(node, f"{name} belongs to ui/")
        for source in package_sources(root)
        if not source.inside.startswith("ui/")
        for node, name in imported_modules(source.tree)
        if name.split(".")[0] in {"PySide6", "shiboken6"}
    ]


def one_way_to_write(root: Path) -> list[str]:
    """Statements that change rows stand only in the modules named in WRITERS."""
    findings = []
    for source in package_sources(root):
        if source.inside.startswith(WRITERS):
            continue
        for node, text in strings(source.tree):
            if found := WRITING_SQL.search(text):
                findings.append(source.finding(node, f"{found[0]!r} belongs to the writers of db/"))
        for call in calls(source.tree):
            if isinstance(call.func, ast.Attribute) and call.func.attr in WRITING_METHODS:
                findings.append(source.finding(call, f"{call.func.attr}() belongs to the writers of db/"))
    return findings


def register_opened_in_one_place(root: Path) -> list[str]:
    """The register's file name is known only to db/ and to the doors that ask for it."""
    return [
        source.finding(node, "the register's file belongs to db/")
        for source in package_sources(root)
        if not source.inside.startswith(REGISTER_NAMERS)
        for node, text in strings(source.tree)
        if re.search(r"\.dandan\b", text)
    ]


def tier_is_data(root: Path) -> list[str]:
    """No code and no template names a tier or one kind of office: those are dated rows (D5)."""
    findings = [
        source.finding(node, f"{found[0]!r} is data, not code")
        for source in package_sources(root)
        for node, text in strings(source.tree)
        if (found := TIER_WORDS.search(text)) and not is_allowed(source, node.lineno)
    ]
    for path in sorted(root.glob("resources/templates/**/*.docx")):
        if found := TIER_WORDS.search(docx_text(path)):
            findings.append(f"{path.relative_to(root).as_posix()}:1 {found[0]!r} is data, not template")
    return findings


def no_machine_in_the_tree(root: Path) -> list[str]:
    """No file names a folder of one machine or the address of a package index."""
    return matching_lines(root, MACHINE_PATH, "a path of one machine") + matching_lines(
        root, INDEX, "an index's address"
    )


def nothing_unfinished(root: Path) -> list[str]:
    """No file holds unfinished work or a test that is switched off."""
    return matching_lines(root, UNFINISHED, "unfinished work", kinds=(".py", ".toml"))


def invented_numbers(root: Path) -> list[str]:
    """A twelve-digit personal number starts with 099, which no real one does."""
    return [
        f"{source.where}:{number} a personal number must start with 099"
        for source in text_sources(root)
        for number, line in enumerate(source.lines, start=1)
        if any(not found.startswith("099") for found in PERSONAL_NUMBER.findall(line))
    ]


def released_migrations(root: Path, released: tuple[tuple[str, str, str], ...] | None = None) -> list[str]:
    """A migration that a released program has run never changes."""
    findings = []
    for file, name, digest in RELEASED if released is None else released:
        found = next((source for source in python_sources(root) if source.where == file), None)
        if found is None or found.digest_of(name) != digest:
            findings.append(f"{file}:1 the released migration {name} was changed or removed")
    return findings


def every_page_has_help(root: Path) -> list[str]:
    """Each page says which help explains it, each noun on a page has one, and none that is named is missing."""
    findings = []
    for source in package_sources(root):
        for node, name in help_named(source) if source.inside.startswith("ui/") else ():
            if not name:
                findings.append(source.finding(node, "a page without help_topic"))
            elif not (root / "resources" / "help" / f"{name}.md").is_file():
                findings.append(source.finding(node, f"resources/help/{name}.md is missing"))
    return findings


def help_named(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Yield what needs help with the name of its page, empty where a page of its own says none."""
    for node in nodes(source.tree):
        if isinstance(node, ast.ClassDef):
            members = {name: each for each in node.body for name in names_of(each)}
            own = members.get("help_topic")
            if isinstance(own, ast.Assign) and isinstance(own.value, ast.Constant) and own.value.value:
                yield own, str(own.value.value)
            elif "Page" in {dotted(base) for base in node.bases} and not {"help_topic", "help_shown"} & members.keys():
                yield node, ""
        elif isinstance(node, ast.Call) and dotted(node.func) in {"PageEntry", "NounTab"}:
            tables = node.args[3] if dotted(node.func) == "PageEntry" and len(node.args) > 3 else node.args[0]
            for each in ast.walk(tables):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each, each.value


def matching_lines(root: Path, pattern: re.Pattern[str], what: str, kinds: tuple[str, ...] = ()) -> list[str]:
    """Return a finding for each line that matches and does not say why it may."""
    return [
        f"{source.where}:{number} {what}: {found[0]!r}"
        for source in text_sources(root)
        if not kinds or source.path.suffix in kinds
        for number, line in enumerate(source.lines, start=1)
        if (found := pattern.search(line)) and not ALLOWED.search(line)
    ]


def is_allowed(source: Source, number: int) -> bool:
    """Say whether the line states a reason for being an exception."""
    return bool(ALLOWED.search(source.lines[number - 1]))


def named(node: ast.AST) -> set[str]:
    """Return the names that one node brings in or uses."""
    if isinstance(node, ast.ImportFrom | ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.Attribute):
        return {node.attr}
    return set()


def calls(tree: ast.Module) -> list[ast.Call]:
    """Return every call in a module."""
    return [node for node in nodes(tree) if isinstance(node, ast.Call)]


def dotted(node: ast.expr) -> str:
    """Return a name with its dots, or nothing for other expressions."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def sleeps(tree: ast.Module) -> list[tuple[ast.AST, str]]:
    """Return the calls that wait for time, however `sleep` was imported."""
    found: list[tuple[ast.AST, str]] = [
        (call, dotted(call.func)) for call in calls(tree) if dotted(call.func) in WAITING
    ]
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time" and "sleep" in named(node):
            found.append((node, "time.sleep"))
    return found


RULES: tuple[Rule, ...] = (
    *SHAPE_RULES,
    dialogs_in_one_place,
    colours_in_the_theme,
    print_only_at_the_door,
    no_network,
    no_nested_event_loop,
    no_sleep,
    waits_are_entered,
    qt_only_in_ui,
    one_way_to_write,
    register_opened_in_one_place,
    tier_is_data,
    no_machine_in_the_tree,
    nothing_unfinished,
    invented_numbers,
    released_migrations,
    every_page_has_help,
)


def main() -> int:
    """Print every finding in this repository; 1 when there is one."""
    root = Path(__file__).resolve().parent.parent
    if not (root / PACKAGE).is_dir():
        sys.stdout.write(f"{PACKAGE} is not here\n")
        return 1
    findings = [f"{finding} [{rule.__name__}]" for rule in RULES for finding in rule(root)]
    sys.stdout.writelines(f"{finding}\n" for finding in findings)
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
