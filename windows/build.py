"""Build what an office gets: the folder with both programs, the installer, the folder for a stick, the checksums."""

import hashlib
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from dandan_desktop import __version__
from tools import make_file_list
from windows.lab import PLACE, Lab, windows_path
from windows.wheels import FOLDERS

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "windows"
NAME = "SoDanVan"
"""The folder both programs are in, and the one with the window."""
LICENCES = "giay-phep"
"""The folder beside the programs that says what they are made of."""
SOURCES = ("dandan_desktop", "resources", "installer")
_PACKING, _COMPRESSING = 900, 300
_DAY = (2026, 1, 1, 0, 0, 0)
_COPYLEFT = ("LGPL-3", "LGPL-2.1", "GPL-3", "GPL-2")
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


def built(out: Path = OUT) -> Built:
    """Where everything is after a build."""
    return Built(
        out / NAME,
        out / f"so-dan-van-{__version__}-cai-dat.exe",
        out / f"so-dan-van-{__version__}-mang-theo.zip",
        out / "ma-kiem-tra.txt",
    )


def build(lab: Lab, out: Path = OUT) -> Built:
    """Build everything in the lab; raises BuildError."""
    made = built(out)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    stage(lab)
    pack(lab)
    shutil.copytree(lab.place / "dist" / NAME, made.program)
    finish(made.program, [lab.place / name for name in FOLDERS], lab.root / "usr/share/common-licenses")
    lay(lab, made)
    make_installer(lab, made.installer)
    make_portable(made.program, made.portable)
    made.sheet.write_text(sheet(made), encoding="utf-8-sig", newline="\r\n")
    return made


def stage(lab: Lab) -> None:
    """Bring the sources into the lab, and nothing that Python made of them."""
    target = lab.place / "source"
    shutil.rmtree(target, ignore_errors=True)
    for name in SOURCES:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))


def pack(lab: Lab) -> None:
    """Let PyInstaller make the folder."""
    for name in ("dist", "made"):
        lab.give(lab.place / name)
    command = ["nice", "wine", lab.python, "-X", "utf8", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", windows_path(f"{PLACE}/dist"), "--workpath", windows_path(f"{PLACE}/made")]
    command += [windows_path(f"{PLACE}/source/installer/dandan.spec")]
    told = lab.run(["sh", "-c", '"$@"; code=$?; wineserver -k; exit $code', "sh", *command], _PACKING, variables(lab))
    if told.returncode:
        raise BuildError(f"PyInstaller: {told.stdout[-2000:]}")


def variables(lab: Lab, prefix: str = "windows") -> dict[str, str]:
    """What the Python for Windows needs to find its packages; the same hashes each time make the same bytes."""
    folders = ("python/python313.zip", "python", *FOLDERS, "source")
    places = ";".join(windows_path(f"{PLACE}/{name}") for name in folders)
    same = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767225600", "PYTHONDONTWRITEBYTECODE": "1"}
    return lab.variables(prefix, PYTHONHOME=windows_path(f"{PLACE}/python"), PYTHONPATH=places, **same)


def lay(lab: Lab, made: Built) -> None:
    """Lay the finished folder into the lab, where the installer is made of it and the proofs run it."""
    shutil.copytree(made.program, lab.give(lab.place / "dist") / NAME)


def finish(program: Path, packages: list[Path], common: Path) -> None:
    """Lay the licences beside the programs, then the list of all files."""
    folder = program / LICENCES
    folder.mkdir()
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    shutil.copy(ROOT / "installer" / "giay-phep.txt", folder / "giay-phep.txt")
    shutil.copy(ROOT / "resources" / "components.json", folder / "thanh-phan.json")
    for place in packages:
        for info in sorted(place.glob("*.dist-info")):
            texts = [file for file in sorted(info.rglob("*")) if file.is_file() and _LICENCE_FILE.match(file.name)]
            for text in texts:
                shutil.copy(text, folder / f"{info.name.split('-')[0]}-{text.stem}.txt")
    for name in _COPYLEFT:
        shutil.copy(common / name, folder / f"{name}.txt")
    make_file_list.make(program)


def make_installer(lab: Lab, target: Path) -> None:
    """Let NSIS make the installer of the folder that was finished."""
    licence = lab.place / "made" / "giay-phep.txt"
    text = (ROOT / "installer" / "giay-phep.txt").read_text(encoding="utf-8")
    licence.write_text(text, encoding="utf-8-sig", newline="\r\n")
    facts = {
        "VERSION": __version__,
        "NUMBER": ".".join([*re.findall(r"\d+", __version__)[:3], "0"]),
        "PROGRAM": f"{PLACE}/dist/{NAME}",
        "LICENCE": f"{PLACE}/made/giay-phep.txt",
        "ICON": f"{PLACE}/source/installer/so-dan-van.ico",
        "ASIDE": f"{PLACE}/source/installer/so-dan-van.bmp",
        "OUT": f"{PLACE}/made/cai-dat.exe",
        "KILOBYTES": str(sum(file.stat().st_size for file in (lab.place / "dist").rglob("*")) // 1024),
    }
    command = ["nice", "makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{k}={v}" for k, v in facts.items())]
    told = lab.run([*command, f"{PLACE}/source/installer/dandan.nsi"], _COMPRESSING)
    if told.returncode:
        raise BuildError(f"NSIS: {told.stdout[-2000:]}")
    shutil.copy(lab.place / "made" / "cai-dat.exe", target)


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
