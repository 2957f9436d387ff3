"""Each contract on imports is seen to break: one import the wrong way is added for each, and all are named."""

import re
import shutil
import subprocess
import sys
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
    done = subprocess.run(
        command, cwd=tree, env={"PYTHONPATH": str(tree), "PATH": ""}, capture_output=True, check=False, timeout=120
    )
    return dict(re.findall(r"^(.+?) (KEPT|BROKEN)$", done.stdout.decode(), re.MULTILINE))


def test_every_contract_is_seen_to_break(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "dandan_desktop", tmp_path / "dandan_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert verdicts(tmp_path) == dict.fromkeys(WRONG, "KEPT")
    for file, line in WRONG.values():
        with (tmp_path / "dandan_desktop" / file).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")
    assert verdicts(tmp_path) == dict.fromkeys(WRONG, "BROKEN")
