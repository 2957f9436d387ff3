"""Where the proofs play: a Windows as new, the built program in it, and a clerk at its screen."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from windows.build import NAME, ROOT, Built
from windows.eye import Eye, picture
from windows.lab import CLERK, PLACE, Lab, windows_path

FOLDER = windows_path(f"{PLACE}/dist/{NAME}")
WINDOW = f"{FOLDER}\\{NAME}.exe"
HOME = f"C:\\users\\{CLERK}"
DOCUMENTS = f"{HOME}\\Tài liệu của tôi"
"""A folder as a clerk has it: with Vietnamese letters and blanks."""
PRACTICE = "thuc-hanh.dandan"
_LOOKS = 0.1
_PATIENCE, _SCENE = 120, 300


@dataclass(slots=True)
class Stage:
    """The lab while something is proved in it; `pictures` is where what was seen is kept.

    `is_whole`: what is proved in part for the sake of time is to be proved whole.
    """

    lab: Lab
    made: Built
    pictures: Path
    pixels: Path = Path()
    is_whole: bool = False
    heard: str = ""
    """What the last scene of the clerk printed."""
    _scenes: int = field(default=0)

    def fresh(self, name: str) -> Path:
        """A Windows as new; returns the folder of its clerk's documents as Linux names it."""
        documents = self.inside(self.lab.fresh(name).parent, DOCUMENTS)
        self.lab.give(documents)
        return documents

    def inside(self, prefix: Path, path: str) -> Path:
        """Where a path on the disk C of a Windows is for Linux."""
        return prefix / "drive_c" / path.removeprefix("C:\\").replace("\\", "/")

    def disk(self, name: str, path: str) -> Path:
        """Where a path on the disk C of that Windows is for Linux."""
        return self.inside(self.lab.place / name, path)

    def command(
        self, name: str, *arguments: str, folder: str = FOLDER, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the built program with the console in that Windows."""
        return self.lab.wine([f"{folder}\\dandan-desktop.exe", *arguments], _PATIENCE, name, **more)

    def demo(self, name: str, out: str = DOCUMENTS, **more: str) -> subprocess.CompletedProcess[str]:
        """Let the built program make the practice office."""
        return self.command(name, "demo", "--no-window", "--out", out, **more)

    def opened(
        self,
        name: str,
        *arguments: str,
        register: str = f"{DOCUMENTS}\\{PRACTICE}",
        passphrase: str = PRACTICE_PASSPHRASE,
        **more: str,
    ) -> str:
        """Run a command on a register, that to practise with; what it printed with its exit code before."""
        secret = self.secret(passphrase)
        told = self.command(name, "--register", register, "--passphrase-file", secret, *arguments, **more)
        return f"{told.returncode} {told.stdout}"

    def secret(self, passphrase: str = PRACTICE_PASSPHRASE) -> str:
        """The file that holds the passphrase."""
        file = self.lab.place / "made" / "mat-khau.txt"
        file.write_text(passphrase + "\n", encoding="utf-8")
        return windows_path(f"{PLACE}/made/{file.name}")

    def clerk(self, name: str, steps: Sequence[Sequence[Any]], **more: str) -> tuple[list[Any], str]:
        """Let the clerk do steps in that Windows: what was said, and what failed if anything."""
        self._scenes += 1
        steps_file = self.lab.place / "made" / f"{self._scenes}.json"
        for stale in steps_file.parent.glob(f"{steps_file.name}*"):  # of the last run: it would speak for this one
            stale.unlink()
        steps_file.write_text(json.dumps(steps, ensure_ascii=False), encoding="utf-8")
        shutil.copy(ROOT / "windows" / "clerk.py", self.lab.place / "source" / "clerk.py")
        script = self.lab.named(self.lab.place / "source" / "clerk.py")
        command = ["wine", *self.lab.python_command(script, self.lab.named(steps_file))]
        to_the_end = ["sh", "-c", '"$@"; wineserver -k; wineserver -w', "sh", *command]
        own = self.lab.variables(name, **self.lab.python_variables(), **more)
        eye = Eye(self.pixels)
        with self.lab.start(to_the_end, own) as child:
            for _ in range(int(_SCENE / _LOOKS)):
                self._look(steps_file, eye)
                try:
                    output, _ = child.communicate(timeout=_LOOKS)
                    break
                except subprocess.TimeoutExpired:
                    continue
            else:
                child.kill()
                return [], f"the clerk was not ready after {_SCENE} s"
        self.heard = output.decode("utf-8", "replace")
        told = steps_file.with_name(steps_file.name + ".said")
        if not told.is_file():
            return [], f"the clerk said nothing: {self.heard[-400:]}"
        content = json.loads(told.read_text(encoding="utf-8"))
        return content["said"], content["failed"]

    def _look(self, steps_file: Path, eye: Eye) -> None:
        for asked in steps_file.parent.glob(f"{steps_file.name}.*.look"):
            self._keep(asked, picture(self.pixels))
        for asked in steps_file.parent.glob(f"{steps_file.name}.*.see"):
            if (seen := eye.look()) is not None:
                self._keep(asked, seen)

    def _keep(self, asked: Path, seen: QImage) -> None:
        name = asked.stem.partition(".json.")[2]
        seen.save(str(self.pictures / f"{name}.png"))
        asked.rename(asked.with_suffix(".seen"))
