"""Build what an office gets: the folder with both programs, the installer, the folder for a stick, the checksums."""

import hashlib
import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dandan_desktop import __version__
from dandan_desktop.services import updating
from tools import make_file_list

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "windows"
NAME = "SoDanVan"
"""The folder both programs are in, and the one with the window."""
LICENCES = "giay-phep"
"""The folder beside the programs that says what they are made of."""
SOURCES = ("dandan_desktop", "resources", "installer")
SAME = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767225600"}
_DAY = (2026, 1, 1, 0, 0, 0)
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_SHEET = """Mã kiểm tra SHA-256 của Sổ Dân vận {version}

So mã này với mã máy tính tính ra: mở cửa sổ lệnh (cmd) ở thư mục có tệp, gõ
    certutil -hashfile TÊN-TỆP SHA256
Hai mã khác nhau thì tệp đã hỏng hoặc bị thay: không chạy tệp đó, hãy lấy lại bản khác.

{lines}
"""


class BuildError(RuntimeError):
    """A step of the build failed; its words are those of the tool."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built."""

    program: Path
    installer: Path
    portable: Path
    sheet: Path

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes of each, the folder with all its files."""
        folder = sum(file.stat().st_size for file in self.program.rglob("*") if file.is_file())
        rest = {file.name: file.stat().st_size for file in (self.installer, self.portable)}
        return {self.program.name: folder, **rest}


def built(out: Path = OUT, version: str = __version__) -> Built:
    """Where everything is after a build."""
    return Built(
        out / NAME,
        out / updating.INSTALLER.format(version),
        out / updating.CARRIED.format(version),
        out / updating.SHEET,
    )


class Bench(Protocol):
    """Where it is built: the lab, or a real Windows."""

    place: Path

    @property
    def packages(self) -> Path:
        """Where the packages of the program are, and those that pack it."""

    def give(self, folder: Path) -> Path:
        """Make an empty folder."""

    def named(self, file: Path) -> str:
        """How a Windows program names a file."""

    def python(self, arguments: Sequence[str], same: Mapping[str, str]) -> str:
        """Run the Python that packs; what went wrong, or nothing."""

    def nsis(self, facts: Mapping[str, str | Path], script: Path) -> str:
        """Make an installer; what went wrong, or nothing."""


def build(bench: Bench, out: Path = OUT) -> Built:
    """Build everything; raises BuildError."""
    made = built(out)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    make_program(bench, made.program)
    lay(bench, made)
    make_installer(bench, made.installer)
    make_portable(made.program, made.portable)
    made.sheet.write_text(sheet(made), encoding="utf-8-sig", newline="\r\n")
    return made


def make_program(bench: Bench, target: Path) -> None:
    """Make the finished folder from the sources as they stand now; raises BuildError."""
    stage(bench)
    pack(bench)
    shutil.copytree(bench.place / "dist" / NAME, target)
    finish(target, bench.packages)


def stage(bench: Bench) -> None:
    """Bring the sources there, and nothing that Python made of them."""
    target = bench.place / "source"
    shutil.rmtree(target, ignore_errors=True)
    for name in SOURCES:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))


def pack(bench: Bench) -> None:
    """Let PyInstaller make the folder; the same hashes each time make the same bytes."""
    places = [bench.named(bench.give(bench.place / name)) for name in ("dist", "made")]
    command = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", places[0]]
    command += ["--workpath", places[1], bench.named(bench.place / "source" / "installer" / "dandan.spec")]
    if why := bench.python(command, SAME):
        raise BuildError(f"PyInstaller: {why}")


def lay(bench: Bench, made: Built) -> None:
    """Lay the finished folder where the installer is made of it and the proofs run it."""
    shutil.copytree(made.program, bench.give(bench.place / "dist") / NAME)


def finish(program: Path, packages: Path) -> None:
    """Lay the licences beside the programs, then the list of all files."""
    folder = program / LICENCES
    shutil.copytree(ROOT / "installer" / "licences", folder)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    shutil.copy(ROOT / "installer" / "giay-phep.txt", folder / "giay-phep.txt")
    shutil.copy(ROOT / "resources" / "components.json", folder / "thanh-phan.json")
    for info in sorted(packages.glob("*.dist-info")):
        for text in sorted(file for file in info.rglob("*") if file.is_file() and _LICENCE_FILE.match(file.name)):
            shutil.copy(text, folder / f"{info.name.split('-')[0]}-{text.stem}.txt")
    make_file_list.make(program)


def make_installer(bench: Bench, target: Path) -> None:
    """Let NSIS make the installer of the folder that was finished; raises BuildError."""
    licence, setup = bench.place / "made" / "giay-phep.txt", bench.place / "made" / "cai-dat.exe"
    text = (ROOT / "installer" / "giay-phep.txt").read_text(encoding="utf-8")
    licence.write_text(text, encoding="utf-8-sig", newline="\r\n")
    installer, program = bench.place / "source" / "installer", bench.place / "dist" / NAME
    facts: dict[str, str | Path] = {
        "VERSION": __version__,
        "NUMBER": ".".join([*re.findall(r"\d+", __version__)[:3], "0"]),
        "PROGRAM": program,
        "LICENCE": licence,
        "ICON": installer / "so-dan-van.ico",
        "ASIDE": installer / "so-dan-van.bmp",
        "OUT": setup,
        "KILOBYTES": str(sum(file.stat().st_size for file in program.rglob("*") if file.is_file()) // 1024),
    }
    if why := bench.nsis(facts, installer / "dandan.nsi"):
        raise BuildError(f"NSIS: {why}")
    shutil.copy(setup, target)


def make_portable(program: Path, target: Path) -> None:
    """Pack the folder for a stick; the same files make the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(program.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(f"{NAME}/{file.relative_to(program).as_posix()}", _DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())


def sheet(made: Built) -> str:
    """The checksums, and how an office compares them."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in (made.installer, made.portable)
    ]
    return _SHEET.format(version=__version__, lines="\n".join(lines))
