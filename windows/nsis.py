"""NSIS for Windows, which no package registry has: made in the lab from Debian's own sources of it, and kept there."""

import hashlib
import shutil
from pathlib import Path

from windows.lab import Lab, NoLabError

SCRIPT = Path(__file__).with_name("make-nsis.sh")
_FOLDER = "nsis"
_SECONDS = 1200


def made(lab: Lab) -> Path:
    """The folder as an office of developers has it under “Program Files”; raises NoLabError."""
    work, stamp = lab.place / _FOLDER, lab.folder / f"{_FOLDER}.done"
    digest = hashlib.sha256(SCRIPT.read_bytes()).hexdigest()
    if not (stamp.is_file() and stamp.read_text() == digest and (work / "NSIS").is_dir()):
        print("Making NSIS for Windows", flush=True)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        shutil.copy(SCRIPT, work / SCRIPT.name)
        told = lab.run(["sh", lab.inside(work / SCRIPT.name), lab.inside(work)], _SECONDS, is_root=True)
        if told.returncode:
            raise NoLabError(f"NSIS for Windows was not made: {told.stdout[-400:]}")
        stamp.write_text(digest)
    return work / "NSIS"
