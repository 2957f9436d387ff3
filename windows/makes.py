"""W1, W11, W12: what the built program makes is what the sources make, and a second build is as the first."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.documents.container import TIMES
from dandan_desktop.services import program_files
from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from torture.row import Row, judged
from windows import build, contents
from windows.build import NAME, ROOT
from windows.lab import CLERK
from windows.stage import FOLDER, PRACTICE, WINDOW, Stage

MOMENT = re.compile("<t>[0-9]{2} giờ [0-9]{2}, ngày [0-9/]+</t>".encode())
"""What the notes of a roll-up say of that moment."""


def same_papers(stage: Stage) -> Row:
    """W1: `--version` and `demo` of the built program, its papers against those made from source."""
    documents = stage.fresh("makes")
    findings = []
    version = stage.command("makes", "--version").stdout
    if version.strip() != f"dandan-desktop {__version__}":
        findings.append(f"--version says {version.strip()[-200:]!r}")
    told = stage.demo("makes")
    if told.returncode:
        findings.append(f"demo ended with {told.returncode}: {told.stdout[-400:]}")
    with tempfile.TemporaryDirectory() as name:
        ours = Path(name)
        counts = made_from_source(ours)
        copy = Path(shutil.copytree(documents, ours / "theirs"))
        both = [contents.read(each / PRACTICE, each / "data") for each in (ours, copy)]
        findings += contents.differences(*both)
        papers = sorted(each.name for each in ours.iterdir() if each.suffix in {".docx", ".xlsx"})
        findings += [f"{each} differs" for each in papers if parts(ours / each) != parts(documents / each)]
        there = sorted(each.name for each in documents.iterdir() if each.suffix in {".docx", ".xlsx"})
        findings += [f"only one side made {each}" for each in sorted(set(papers) ^ set(there))]
    checked = stage.opened("makes", "check", "--full", "--json")
    findings += [] if checked.strip() == f"0 {counts}" else [f"check says {checked[-300:]}, with the sources {counts}"]
    rows = sum(map(len, both[0].values()))
    goal = f"{NAME} makes the register and the papers the sources make, but for times and keys"
    return judged("W1", goal, f"{rows} rows of {len(both[0])} tables, {len(papers)} papers part by part", findings)


def made_from_source(folder: Path) -> str:
    """Make the practice office and its papers with the sources here, as the lab's clerk; what `check` says of it."""
    own = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "USERNAME": CLERK}
    command = [sys.executable, "-m", "dandan_desktop"]
    demo = [*command, "demo", "--no-window", "--out", str(folder)]
    subprocess.run(demo, cwd=ROOT, env=own, check=True, capture_output=True)
    secret = folder / "mat-khau.txt"
    secret.write_text(PRACTICE_PASSPHRASE, encoding="utf-8")
    command += ["--register", str(folder / PRACTICE), "--passphrase-file", str(secret), "check", "--full", "--json"]
    told = subprocess.run(command, cwd=ROOT, env=own, check=True, capture_output=True)
    return told.stdout.decode("utf-8").strip()


def parts(file: Path) -> Mapping[str, bytes]:
    """Every part of a Word or Excel file by its name, but for those that hold times; none where it is not whole."""
    if not zipfile.is_zipfile(file):
        return {}
    with zipfile.ZipFile(file) as archive:
        return {name: MOMENT.sub(b"", archive.read(name)) for name in archive.namelist() if name != TIMES}


def own_templates(stage: Stage) -> Row:
    """W12: both programs read an office's own template in their child process, the one without console too."""
    stage.fresh("child")
    (stage.lab.place / "source" / "child.py").write_bytes((ROOT / "windows" / "child.py").read_bytes())
    script = stage.lab.named(stage.lab.place / "source" / "child.py")
    programs = [f"{FOLDER}\\dandan-desktop.exe", WINDOW]
    command = stage.lab.python_command(script, *programs)
    told = stage.lab.wine(command, 120, "child", **stage.lab.python_variables()).stdout
    sizes = re.findall(r"\.exe: \[\] ([1-9]\d+)$", told.replace("\r", ""), re.MULTILINE)
    findings = [] if len(sizes) == len(programs) else [told[-600:]]
    return judged("W12", "an office's own template is read in a child process", f"papers of {sizes} bytes", findings)


def same_again(stage: Stage) -> Row:
    """W11: the same sources packed once more give the same files of the same sizes."""
    first = _sizes(stage.made.program)
    build.stage(stage.lab)
    build.pack(stage.lab)
    second = _sizes(stage.lab.place / "dist" / NAME)
    build.lay(stage.lab, stage.made)
    listed = json.loads((stage.made.program / program_files.LIST).read_text(encoding="utf-8"))
    findings = [f"{name}: {first.get(name)} → {size}" for name, size in second.items() if first.get(name) != size]
    findings += [f"{name} is missing" for name in listed if name not in second and not name.startswith("giay-phep/")]
    goal = "the same sources packed twice: the same files, the same sizes"
    return judged("W11", goal, f"{len(second)} files", findings)


def _sizes(folder: Path) -> dict[str, int]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.stat().st_size for file in files}
