"""The wheel holds every module and every resource, where `paths.resource()` looks for them."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKED = ("dandan_desktop", "resources", "pyproject.toml", "README.md", "LICENSE")
PIP_WHEEL = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")


def copied_tree(folder: Path) -> Path:
    for name in PACKED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_is_whole(tmp_path: Path) -> None:
    tree = copied_tree(tmp_path / "tree")
    code = files_below(tree / "dandan_desktop")
    resources = {f"resources/{name}" for name in files_below(tree / "resources")}
    answer = subprocess.run(
        [sys.executable, *PIP_WHEEL, "--wheel-dir", str(tmp_path), str(tree)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        packed = {name for name in wheel.namelist() if name.startswith("dandan_desktop/")}
    assert packed == {f"dandan_desktop/{name}" for name in code | resources}
