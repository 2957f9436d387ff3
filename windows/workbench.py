"""W13: the two commands README promises developers, by Pythons for Windows in fresh clones.

The Python its makers pack for programs has no `venv` and no pip. An environment is laid by hand in its place, as `venv`
would leave it; everything after that is done by `dev.py`.
"""

import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import dev
from torture.row import Row, judged
from windows import makes, wheels
from windows.build import ROOT
from windows.lab import CLERK_NUMBER, NoLabError
from windows.stage import DOCUMENTS, PRACTICE, Stage

NAME = "clone"
TESTS = (
    "tests/domain",
    "tests/db",
    "tests/exchange",
    "tests/test_demo.py",
    "tests/test_paths.py",
    "tests/ui/test_app_paths.py",
    "tests/ui/test_pictures.py::test_frame",
    "tests/ui/test_presence.py",
    "tests/ui/test_theme.py",
)
"""The part of the tests that is run there, with the newest Python, unless the whole is asked for."""
FONTS = "usr/share/fonts/truetype/liberation"
"""What stands for the fonts of Windows, of which Wine has none in their folder."""
NEWEST = max(wheels.PYTHONS, key=lambda version: int(version.partition(".")[2]))
_DEMO, _TESTS, _WHOLE = 600, 900, 7200  # seconds after which something hangs
_COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")


def both_commands(stage: Stage) -> Row:
    """W13: `dev.py demo` by every promised Python, `dev.py test` of a part by the newest, or whole by each."""
    documents = stage.fresh(NAME)
    for font in (stage.lab.root / FONTS).glob("LiberationSans-*.ttf"):
        shutil.copy(font, stage.disk(NAME, "C:\\windows\\Fonts"))
    findings: list[str] = []
    skips: list[str] = []
    closings: list[str] = []
    asked = [] if stage.is_whole else ["-n", "2", "--dist", "worksteal", *TESTS]
    with tempfile.TemporaryDirectory() as name:
        ours = Path(name)
        makes.made_from_source(ours)
        for version in wheels.PYTHONS:
            try:
                clone = lay(stage, documents, version)
            except NoLabError as error:
                findings.append(f"{version}: {error}")
                continue
            told = dev_py(
                stage, NAME, version, _DEMO, "demo", "--no-window"
            )  # the window is looked at once, with the newest
            findings += [] if not told.returncode else [f"{version}, demo: {told.returncode} {told.stdout[-400:]}"]
            findings += [f"{version}, demo: {each}" for each in differences(ours, clone / "out")]
            if version == NEWEST:
                findings += _window(stage, version)
            if version == NEWEST or stage.is_whole:
                told = dev_py(stage, NAME, version, _WHOLE if stage.is_whole else _TESTS, "test", *asked)
                closing, wrong, left = judged_tests(told.stdout, told.returncode)
                closings.append(f"{version}: {closing}")
                findings += [f"{version}, {each}" for each in wrong]
                skips += [f"{version}: {each}" for each in left]
            shutil.rmtree(clone)
    part = "whole" if stage.is_whole else "of a part"
    goal = f"a fresh clone: `dev.py demo` by Python {', '.join(wheels.PYTHONS)}, `dev.py test` {part}"
    return judged("W13", goal, f"papers as on Linux; {'; '.join(closings)}", findings, skips)


def lay(stage: Stage, documents: Path, version: str) -> Path:
    """Lay a clone of this tree and an empty `.venv` in it among the clerk's documents; raises NoLabError."""
    clone = documents / f"Sổ dân vận {version}"
    lay_clone(clone)
    lay_environment(stage, clone / ".venv", version)
    subprocess.run(["chown", "-R", f"{CLERK_NUMBER}:{CLERK_NUMBER}", str(clone)], check=True)
    return clone


def lay_clone(target: Path, root: Path = ROOT) -> None:
    """Copy what git would hand out of a tree as it stands now: what it keeps, and what it would take in."""
    asked = ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z", "--cached", "--others"]
    told = subprocess.run([*asked, "--exclude-standard"], capture_output=True, check=True)
    for name in told.stdout.decode("utf-8").split("\0"):
        if name and (root / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, target / name)


def lay_environment(stage: Stage, target: Path, version: str) -> None:
    """Lay an environment of that Python with nothing but pip, as Python's own `venv` lays it; raises NoLabError."""
    python, files = wheels.fetch_workbench(stage.lab, version)
    lay_python(target, python, stage.lab.named(python), next(files.glob("pip-*.whl")))


def lay_python(target: Path, python: Path, home: str, pip: Path) -> None:
    """Lay a Python as the one of an environment; `home` is how Windows names its folder."""
    shutil.copytree(python, target / "Scripts")
    (target / "pyvenv.cfg").write_text(f"home = {home}\ninclude-system-site-packages = false\n", encoding="utf-8")
    with zipfile.ZipFile(pip) as wheel:
        wheel.extractall(target / "Lib" / "site-packages")


def differences(ours: Path, theirs: Path) -> list[str]:
    """What of the practice office is not made there as here: its register, and its papers part by part."""
    findings = [] if (theirs / PRACTICE).is_file() else [f"no {PRACTICE}"]
    papers = sorted(each.name for each in ours.iterdir() if each.suffix in {".docx", ".xlsx"})
    return findings + [f"{each} differs" for each in papers if makes.parts(ours / each) != makes.parts(theirs / each)]


def judged_tests(output: str, code: int) -> tuple[str, list[str], list[str]]:
    """Of a run of pytest: its counts, what speaks against it, and what was skipped and why."""
    lines = output.replace("\r", "").splitlines()
    closing = next((line for line in reversed(lines) if dev.CLOSING_LINE.match(line.strip())), "")
    counts = {word: int(number) for number, word in _COUNT.findall(closing)}
    findings = [] if counts.get("passed") else ["tests: none passed"]
    if code:
        failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
        findings += [f"tests: {each}" for each in failed] or [f"tests ended with {code}: {output[-400:]}"]
    skips = [f"{count} of the tests: {why}" for line in lines for count, why in dev.skips_in(line)]
    return ", ".join(f"{number} {word}" for word, number in counts.items()), findings, skips


def _command(stage: Stage, version: str, *arguments: str) -> list[str]:
    folder, _ = wheels.PYTHONS[version]
    python = stage.lab.named(stage.lab.place / folder / "python.exe")
    return [python, f"{DOCUMENTS}\\Sổ dân vận {version}\\dev.py", *arguments]


def dev_py(
    stage: Stage, name: str, version: str, seconds: float, *arguments: str
) -> "subprocess.CompletedProcess[str]":
    """Run `dev.py` of the clone as its developer does, with the network cut off and the fetched files in its place."""
    files = stage.lab.named(stage.lab.place / f"wheels-{version}")
    own = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": files, "PIP_NO_COMPILE": "1"}
    return stage.lab.wine(_command(stage, version, *arguments), seconds, name, **own)


def _window(stage: Stage, version: str) -> list[str]:
    """Let the developer look at the window that `dev.py demo` opens in the end."""
    quoted = subprocess.list2cmdline(_command(stage, version, "demo"))
    # The clerk's own Python is told its folders by the environment; that of the clone finds its own.
    line = f'cmd /s /c "set PYTHONHOME=&set PYTHONPATH=&{quoted}"'
    _, failed = stage.clerk(NAME, [["line", line], ["await", "Sổ Dân vận"], ["rest", 2], ["look", "demo"], ["kill"]])
    return [f"{version}, demo's window: {failed}"] if failed else []
