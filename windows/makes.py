"""W1, W11, W12: what the built program makes is what the sources make, and a second build is as the first."""

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
from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from torture.row import Row, judged
from windows import build, contents
from windows.build import NAME, ROOT, Built
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
    """W11: the same sources built once more give the same files of the same sizes, and files of the same bytes the zip.

    The installer, which notes the moment of every file, is compared by its size where all is to be proved: it takes
    most of a minute.
    """
    with tempfile.TemporaryDirectory() as name:
        again = build.built(Path(name))
        build.make_program(stage.lab, again.program)
        build.make_portable(again.program, again.portable)
        findings, said = compared(stage.made, again)
        if stage.is_whole:
            build.lay(stage.lab, again)
            build.make_installer(stage.lab, again.installer)
            findings += _of_another_size(stage.made.installer, again.installer)
            said += ", the installer as large"
    build.lay(stage.lab, stage.made)
    goal = "the same sources built twice: the same files, the same sizes; of files of the same bytes the same zip"
    return judged("W11", goal, said, findings)


def compared(first: Built, second: Built) -> tuple[list[str], str]:
    """What speaks against two builds being of the same sources, and how far they are the same."""
    ours, theirs = (
        {file.relative_to(made.program).as_posix(): file for file in made.program.rglob("*") if file.is_file()}
        for made in (first, second)
    )
    findings = [f"only one build made {name}" for name in sorted(ours.keys() ^ theirs.keys())]
    both = sorted(ours.keys() & theirs.keys())
    sizes = {name: (ours[name].stat().st_size, theirs[name].stat().st_size) for name in both}
    findings += [f"{name}: {one} → {other}" for name, (one, other) in sizes.items() if one != other]
    others = [name for name in both if ours[name].read_bytes() != theirs[name].read_bytes()]
    is_same_zip = first.portable.read_bytes() == second.portable.read_bytes()
    if not (findings or others or is_same_zip):
        findings.append("the same files, but another zip")
    findings += _of_another_size(first.portable, second.portable)
    zip_words = "the same zip byte for byte" if is_same_zip else "a zip as large"
    return findings, f"{len(both)} files, {len(others)} of them of other bytes, {zip_words}"


def _of_another_size(first: Path, second: Path) -> list[str]:
    """That something packed is larger or smaller by more than a thousandth: more than a moment in it can make."""
    one, other = first.stat().st_size, second.stat().st_size
    return [f"{first.name}: {one} → {other}"] if abs(one - other) > one // 1000 else []
