"""The one door for people who work on the program: `python dev.py demo|run|test|check|bench|torture|windows|pictures`.

Standard library only. It makes `.venv` beside itself from `requirements/dev.txt`, and on Debian as root it
installs what the system lacks; to anybody else it names the exact command.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-from.txt"
PINS = ROOT / "requirements" / "dev.txt"
PROJECT = ROOT / "pyproject.toml"
OUT = ROOT / "out"
COVERAGE = ROOT / "build" / "coverage.json"

OLDEST, NEWEST = (3, 11), (3, 13)
JUDGED = ("domain", "db", "services", "documents", "exchange")
LEAST_COVERED = 90.0  # per cent of the lines of each judged package
WORKERS = 2
CLOSING_LINE = re.compile(r"^=+ .*\bin \d+\.\d+s\b.*=+$")
SKIP_LINE = re.compile(r"^SKIPPED \[(\d+)\] [^:]+(?::\d+)?: (.*)$")
# In CI a skipped test or row is a failure, unless the reason holds one of these words: what a container withholds
# (mounts, loop devices, tracing) nobody can install, and the tests that W13 runs under Wine miss what Linux has.
ALLOWED_SKIPS = ("shared/real", "no right to", "no loop device", "only Linux keeps", "this system has no", "Wine lacks")

# What Qt needs of a Debian system, by the name its linker asks for; the rest of Qt is in the wheel.
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
QT_FILES = (
    "QtCore.abi3.so",
    "QtGui.abi3.so",
    "QtWidgets.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
)
FONTS = Path("/usr/share/fonts/truetype")
OFFICE_TOOLS = {
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
}
FAULT_TOOLS = {
    "strace": "strace",
    "gcc": "gcc libc6-dev",
    "/usr/include/stdio.h": "libc6-dev",
    "mkfs.btrfs": "btrfs-progs",
    "mkfs.ext4": "e2fsprogs",
    "setpriv": "util-linux",
    "faketime": "faketime",
}


class Outcome(NamedTuple):
    """How a run ended: its exit code, its closing line, and its skips as (how many, why)."""

    code: int
    closing: str
    skips: list[tuple[int, str]]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code of the process."""
    refusal = refused_python(sys.version_info[:2])
    if refusal:
        print(refusal, file=sys.stderr)
        return 1
    commands = {each.__name__: each for each in (demo, run, test, check, bench, torture, windows, pictures)}
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    parser.add_argument("command", choices=commands)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on to the command")
    asked = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if not (is_made() or make_environment()):
        return 1
    return commands[asked.command](asked.rest)


def refused_python(version: tuple[int, int]) -> str:
    """Return two sentences when this Python cannot run the project, else nothing."""
    if OLDEST <= version <= NEWEST:
        return ""
    return (
        f"This is Python {version[0]}.{version[1]}, and the project needs 3.11, 3.12 or 3.13. "
        "Install one of them and start dev.py with it, for example: python3.11 dev.py test"
    )


# The commands


def demo(rest: list[str]) -> int:
    """Build the practice office's register and its papers into out/, then open the window on it."""
    return call(program("demo", "--out", str(OUT), *([] if has_display() else ["--no-window"]), *rest))


def run(rest: list[str]) -> int:
    """Open the window."""
    return call(program(*rest))


def test(rest: list[str]) -> int:
    """Run pytest; the whole suite also judges coverage, and in CI skipped tests too."""
    need_tools(OFFICE_TOOLS, "what opens the papers in the tests")
    need_tools(FAULT_TOOLS, "what the fault harness needs")
    if rest:
        return pytest(rest).code
    COVERAGE.parent.mkdir(exist_ok=True)
    COVERAGE.unlink(missing_ok=True)
    parallel = ["-n", str(WORKERS), "--dist", "worksteal"]
    outcome = pytest([*parallel, "--cov", "--cov-report=", f"--cov-report=json:{COVERAGE}"])
    is_covered = report_coverage()
    is_whole = report_skips(outcome.skips)
    print(outcome.closing)
    return outcome.code or int(not (is_covered and is_whole))


def check(_rest: list[str]) -> int:
    """Run every check, also after one failed."""
    checks = {
        "ruff format": [tool("ruff"), "format", "--check", "."],
        "ruff check": [tool("ruff"), "check", "."],
        "mypy --strict": [python(), "-m", "mypy"],
        "import-linter": [tool("lint-imports")],
        "house rules": [python(), "-m", "tests.house_rules"],
    }
    results = {}
    for name, command in checks.items():
        print(f"--- {name}", flush=True)
        results[name] = call(command)
    for name, code in results.items():
        print(f"{name}: {'FAILED' if code else 'ok'}")
    return int(any(results.values()))


def bench(rest: list[str]) -> int:
    """Measure the ratios of the benchmark."""
    return call([python(), "-m", "benchmarks", *rest])


def torture(rest: list[str]) -> int:
    """Run the fault harness: kill, cut the power, fill the disk, and say what was lost."""
    need_tools(FAULT_TOOLS, "what the fault harness needs")
    outcome = watched([python(), "-m", "torture", *rest])
    return outcome.code or int(not report_skips(outcome.skips))


def windows(rest: list[str]) -> int:
    """Build the Windows program in its lab; with --prove run it there."""
    outcome = watched([python(), "-m", "windows", *rest])
    return outcome.code or int(not report_skips(outcome.skips))


def pictures(rest: list[str]) -> int:
    """Make the pictures of every page and name their folder."""
    folder = OUT / "pictures"
    outcome = pytest(["-m", "pictures", *rest], DANDAN_PICTURES=str(folder))
    print(folder)
    return outcome.code


# The environment


def made_from() -> str:
    """Return the text that changes whenever the environment must be made again."""
    version = ".".join(str(part) for part in sys.version_info[:2])
    digests = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (PINS, PROJECT))
    return "\n".join((version, str(ROOT), *digests))


def is_made() -> bool:
    """Say whether the environment was made by this Python from these requirements."""
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == made_from()


def make_environment() -> bool:
    """Make `.venv` with everything the project needs; False when something must be done by hand."""
    if not is_venv_usable() and not make_venv():
        return False
    print("Installing the pinned packages into .venv", flush=True)
    pip = [python(), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    pinned = ["--require-hashes", "--requirement", str(PINS)]
    own = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    if call([*pip, *pinned]) or call([*pip, *own]) or not need_qt_libraries():
        return False
    STAMP.write_text(made_from(), encoding="utf-8")
    return True


def is_venv_usable(venv: Path = VENV) -> bool:
    """Say whether an environment holds this version of Python with pip."""
    question = "import pip, sys; print(sys.version_info[:2])"
    return Path(python(venv)).is_file() and said(python(venv), "-c", question) == str(sys.version_info[:2])


def make_venv(venv: Path = VENV) -> bool:
    """Make an empty environment, with Debian's package for it where that is missing; False, told why, if it cannot."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        if not sys.platform.startswith("linux"):
            print("This Python has no venv. Install Python 3.13 from python.org and start dev.py with it.")
            return False
        major, minor, *_ = sys.version_info
        if not install([f"python{major}.{minor}-venv"], "Python's venv module"):
            return False
    return call([sys.executable, "-m", "venv", "--clear", str(venv)]) == 0


def need_qt_libraries() -> bool:
    """Install or name the system libraries Qt lacks here; False when Qt cannot be loaded without them."""
    if not sys.platform.startswith("linux"):
        return True
    missing = missing_libraries()
    packages = sorted({DEBIAN_PACKAGES[name] for name in missing if name in DEBIAN_PACKAGES})
    if strangers := [name for name in missing if name not in DEBIAN_PACKAGES]:
        print(f"Qt also asks for {', '.join(strangers)}.")
    if not any(FONTS.glob("liberation2")):
        packages.append("fonts-liberation2")
    if packages and not install(packages, "libraries for Qt and a font with Vietnamese"):
        return said(python(), "-c", "import PySide6.QtWidgets; print('loaded')") == "loaded"
    return True


def missing_libraries() -> list[str]:
    """Return the names of the shared libraries that Qt asks for and the system does not have."""
    folder = said(python(), "-c", "import PySide6; print(PySide6.__path__[0])")
    asked = "\n".join(said("ldd", str(Path(folder, name))) for name in QT_FILES)
    return sorted(set(re.findall(r"(\S+) => not found", asked)))


def need_tools(tools: dict[str, str], purpose: str) -> None:
    """Install or name the Debian packages of the tools (a command, or a file by its path) that are not here."""
    missing = [packages for name, packages in tools.items() if not (shutil.which(name) or Path(name).is_file())]
    if missing and sys.platform.startswith("linux"):
        install(sorted(set(" ".join(missing).split())), purpose)


def install(packages: list[str], purpose: str) -> bool:
    """Install Debian packages as root; otherwise print the exact command and return False."""
    command = ["apt-get", "install", "-y", "--quiet=2", "--no-install-recommends", *packages]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (shutil.which("apt-get") and is_root):
        print(f"Missing: {purpose}. Please run: sudo {' '.join(command)}", flush=True)
        return False
    print(f"Installing {purpose}: {' '.join(packages)}", flush=True)
    call(["apt-get", "update", "--quiet=2"])
    if call([*command, "-oDPkg::Lock::Timeout=300"]):  # another program of the system may be installing
        print(f"That failed. Please run: {' '.join(command)}", flush=True)
        return False
    return True


# Running things


def tool(name: str, venv: Path = VENV) -> str:
    """Return the path of a command inside an environment."""
    return str(venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name)


def python(venv: Path = VENV) -> str:
    """Return the path of the Python inside an environment."""
    return tool("python", venv)


def program(*arguments: str) -> list[str]:
    """Return the command that starts the product from source."""
    return [python(), "-m", "dandan_desktop", *arguments]


def has_display() -> bool:
    """Say whether a window can be shown here."""
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a child process: UTF-8 everywhere, and no screen where there is none.

    Modules are compiled once and kept, also where the machine says otherwise: the tests start the program often.
    """
    own = {**os.environ, "PYTHONUTF8": "1", "DEBIAN_FRONTEND": "noninteractive", **more}
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    if not has_display():
        own.setdefault("QT_QPA_PLATFORM", "offscreen")
    return own


def said(*command: str) -> str:
    """Return what a command prints, also where it fails."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def call(command: list[str]) -> int:
    """Run a command in the repository's folder, with the person's keyboard and screen, for its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode


def pytest(arguments: list[str], **more: str) -> Outcome:
    """Run pytest without a screen."""
    return watched([python(), "-m", "pytest", *arguments], QT_QPA_PLATFORM="offscreen", **more)


def watched(command: list[str], **more: str) -> Outcome:
    """Run a command, show what it prints, and keep its closing line and its skips."""
    closing = ""
    skips: list[tuple[int, str]] = []
    own = environment(**more)
    with subprocess.Popen(
        command, cwd=ROOT, env=own, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as child:
        for line in child.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() if CLOSING_LINE.match(line.strip()) else closing
            skips += skips_in(line)
    return Outcome(child.returncode, closing, skips)


# Judging a run


def skips_in(line: str) -> list[tuple[int, str]]:
    """Read one line of a summary: how many tests or rows were skipped, and why."""
    found = SKIP_LINE.match(line.strip())
    return [(int(found[1]), found[2])] if found else []


def report_skips(skips: list[tuple[int, str]]) -> bool:
    """Name the skipped tests; False in CI when one was skipped for a reason nobody allowed."""
    if not skips:
        return True
    print(f"Skipped tests: {sum(count for count, _ in skips)}, not proved here:")
    for count, reason in skips:
        print(f"  {count}: {reason}")
    unexpected = [why for _, why in skips if not any(word in why for word in ALLOWED_SKIPS)]
    return not (unexpected and os.environ.get("CI"))


def report_coverage() -> bool:
    """Print the share of lines run in each judged package; False when one is below the limit."""
    if not COVERAGE.is_file():
        print("Coverage was not measured.")
        return False
    shares = coverage_of(json.loads(COVERAGE.read_text(encoding="utf-8")))
    for name, share in shares.items():
        print(f"coverage {name}: {share:.1f} % {'ok' if share >= LEAST_COVERED else 'FAILED'}")
    return all(share >= LEAST_COVERED for share in shares.values())


def coverage_of(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> dict[str, float]:
    """Return per judged package the percentage of its lines that ran; a package without lines has all."""
    lines, ran = dict.fromkeys(JUDGED, 0), dict.fromkeys(JUDGED, 0)
    for path, facts in report["files"].items():
        package = path.replace("\\", "/").removeprefix("dandan_desktop/").split("/")[0]
        if package in lines:
            lines[package] += facts["summary"]["num_statements"]
            ran[package] += facts["summary"]["covered_lines"]
    return {name: 100.0 * ran[name] / lines[name] if lines[name] else 100.0 for name in JUDGED}


if __name__ == "__main__":
    sys.exit(main())
