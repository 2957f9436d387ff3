"""B6: a package of every schema there ever was is restored by this program."""

import json
import tempfile
from pathlib import Path

from torture.office import ROOT, Office
from torture.row import Row, Size, judged

NAME = "B6"
TEETH = {"steps": "not restored"}
FOLDER = ROOT / "tests" / "data" / "packages"


def lacks() -> str:
    """Nothing is needed but processes."""
    return ""


def run(_size: Size, without: str = "") -> Row:
    """Restore each in a clean profile, look it over and compare its counts with those noted when it was made."""
    wrong: list[str] = []
    files = sorted(FOLDER.glob("*.json"))
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            wrong += [f"{file.stem}: {what}" for what in _restored(Path(folder), file, without)]
    if not files:
        wrong.append("not restored: no package is kept")
    return judged(NAME, "every kept package restores", f"{len(files)} packages, {len(wrong)} findings", wrong)


def _restored(home: Path, note: Path, without: str) -> list[str]:
    told = json.loads(note.read_text(encoding="utf-8"))
    office = Office(home)
    office.folder.mkdir(parents=True)
    (home / "mật khẩu.txt").write_text(told["passphrase"] + "\n", encoding="utf-8")
    answer = office.run("restore", note.with_name(told["file"]), "--to", office.register, without=without)
    if answer.code:
        return [f"not restored: {answer.told}"]
    check = office.run("check", "--json")
    found = [*answer.findings(), *check.findings()]
    tables = json.loads(check.out)["tables"] if not check.code else {}
    if any(not _holds(tables, table, count) for table, count in told["counts"].items()):
        found.append(f"not what it held: {check.told} {tables}")
    return found


def _holds(tables: dict[str, int], table: str, count: int) -> bool:
    """Whether a table has what it had; a step may add to the shipped codes, never take away."""
    now = tables.get(table, -1)
    return now >= count if table == "codes" else now == count
