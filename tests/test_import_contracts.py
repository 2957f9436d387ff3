"""Each contract on imports is seen to break: one import the wrong way is added for each, and all are named."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRONG = {
    "Layers": ("domain/dates.py", "import dandan_desktop.services.records"),
    "Only app opens the window": ("cli_users.py", "import dandan_desktop.ui.theme"),
    "Only ui knows Qt": ("services/records.py", "import PySide6"),
    "Only db knows SQLite": ("services/records.py", "import sqlite3"),
    "Only documents knows Word and Excel": ("services/records.py", "import docx"),
    "Pages are strangers": ("ui/pages/tasks.py", "import dandan_desktop.ui.pages.cases"),
}


def verdicts(tree: Path) -> dict[str, str]:
    """What the checker says of each contract in a tree."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    own = {**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tree, env=own, capture_output=True, check=False, timeout=120, encoding="utf-8")
    return dict(re.findall(r"^(.+?) (KEPT|BROKEN)$", done.stdout, re.MULTILINE))


def test_every_contract_is_seen_to_break(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "dandan_desktop", tmp_path / "dandan_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert verdicts(tmp_path) == dict.fromkeys(WRONG, "KEPT")
    for file, line in WRONG.values():
        with (tmp_path / "dandan_desktop" / file).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")
    assert verdicts(tmp_path) == dict.fromkeys(WRONG, "BROKEN")


def taken(file: Path) -> set[tuple[str, str]]:
    """Each module and name that a file imports from the tests."""
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    given = [node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests")]
    return {(node.module or "", name.name) for node in given for name in node.names}


def leant_on(files: Iterable[Path]) -> set[tuple[str, str]]:
    """All that these files import from the tests, by any number of steps."""
    found: set[tuple[str, str]] = set()
    waiting = list(files)
    while waiting:
        for module, name in taken(waiting.pop()) - found:
            found.add((module, name))
            waiting += [each for each in [ROOT / f"{module.replace('.', '/')}.py"] if each.is_file()]
    return found


def test_long_runs_share_only_what_the_tests_hold_out() -> None:
    """Torture and bench use the makers and readers of papers of `tests/`, never a module of tests or a private name."""
    found = leant_on(file for folder in ("torture", "benchmarks") for file in (ROOT / folder).glob("*.py"))
    assert "tests.documents.made_sheets" in {module for module, _ in found}
    wrong = [each for each in found if "test_" in each[0] or each[0].endswith("conftest") or each[1].startswith("_")]
    assert wrong == []
