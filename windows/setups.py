"""W3, W7, W8: the installer comes, is read, renews, goes; and tells an old Windows why it stops."""

import json
import shutil
from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.services import program_files, updating
from torture.row import Row, judged
from windows import association
from windows.association import links
from windows.build import ROOT
from windows.places import TWO_SENTENCES
from windows.stage import DOCUMENTS, HOME, PRACTICE, WINDOW, Stage

FOR_ONE = f"{HOME}\\AppData\\Local\\Programs\\SoDanVan"
FOR_ALL = "C:\\Program Files\\SoDanVan"
PART, BEFORE, REMOVER = "chuong-trinh", updating.BEFORE, updating.REMOVER
OLD, TOO_OLD, OPEN, FOR_OTHERS = "17134", 3, 4, 6
"""Windows 10 1803 by its number, the installer's exit code there, that while the program is open, and that for who may
not renew what was installed for all."""
PAGES = (
    ("Chào mừng", "Tiến"),
    ("Thỏa thuận Giấy phép", "Tôi đồng ý"),
    ("Chọn thư mục cài đặt", "Cài đặt"),
    ("Hoàn tất Cài đặt", "Hoàn thành"),
)
"""What each page of the installer says, and the button that leads on."""
_LAST_PAGES = (("sổ, khoá và các bản sao lưu vẫn nguyên", "Gỡ bỏ"), ("Gỡ bỏ hoàn tất", "Đóng"))
"""The same of the pages that remove it."""
_FOREIGN = ("Next", "Cancel", "Install", "Finish", "Back", "I Agree", "Browse", "Close", "Uninstall", "Show details")


def came_and_went(stage: Stage) -> Row:
    """W3: install, run, renew with a register there, go: registers and backups stay as they were."""
    name = "setups"
    documents = stage.fresh(name)
    findings = [f"installing: {each}" for each in install(stage, name, FOR_ONE, "/CurrentUser")]
    findings += [f"shortcut in {each}" for each in association.astray(stage, name, f"{FOR_ONE}\\{PART}\\SoDanVan.exe")]
    told = stage.demo(name, folder=f"{FOR_ONE}\\{PART}")
    findings += [f"demo ended with {told.returncode}: {told.stdout[-300:]}"] if told.returncode else []
    backup = stage.opened(name, "backup", "--to", DOCUMENTS, folder=f"{FOR_ONE}\\{PART}")
    findings += [] if backup.startswith("0 ") else [f"backup: {backup[-300:]}"]
    if '"SoDanVan.So"' not in (stage.lab.place / name / "user.reg").read_text(encoding="utf-8"):
        findings.append("files that end in .dandan are nobody's")
    findings += [f"open: {each}" for each in _refused_while_open(stage, name)]
    careless = stage.disk(name, f"{FOR_ONE}\\{PART}") / "so-de-nham-cho.dandan"
    shutil.copy(documents / PRACTICE, careless)
    before = {**_kept(stage, name), careless: careless.read_bytes()}
    findings += [f"renewing: {each}" for each in install(stage, name, FOR_ONE, "/CurrentUser", careless.name)]
    old = stage.command(name, "--version", folder=f"{FOR_ONE}\\{BEFORE}")
    findings += [] if __version__ in old.stdout else [f"the program before does not run: {old.stdout[-200:]}"]
    opened = stage.opened(name, "check", "--full", "--json", folder=f"{FOR_ONE}\\{PART}")
    findings += [] if opened.startswith("0 ") else [f"after renewing: {opened[-300:]}"]
    findings += [f"going: {each}" for each in remove(stage, name, FOR_ONE, careless)]
    findings += [f"changed or gone: {file.name}" for file, text in before.items() if _content(file) != text]
    findings += [f"left: {file.name}" for file in links(stage, name) if file.exists()]
    findings += [f"for all: {each}" for each in install(stage, name, FOR_ALL)]
    program = f"{FOR_ALL}\\{PART}\\SoDanVan.exe"
    findings += [f"for all, shortcut in {each}" for each in association.astray(stage, name, program, is_for_all=True)]
    # Wine looks for the program of a file only where an installation for all writes it; Windows looks at both.
    findings += [f"a .dandan file: {each}" for each in association.not_opened(stage, name)]
    findings += [f"for all, going: {each}" for each in remove(stage, name, FOR_ALL)]
    findings += [f"for all, left: {file.name}" for file in links(stage, name, is_for_all=True) if file.exists()]
    goal = "install silently, run, renew, go: registers, keys, backups stay; shortcuts and a double click lead there"
    return judged("W3", goal, f"{len(before)} files stayed; per user and per machine", findings)


def _refused_while_open(stage: Stage, name: str) -> list[str]:
    """Renew and remove silently while the program is open: both must leave it alone."""
    steps: list[list[object]] = [["start", f"{FOR_ONE}\\{PART}\\SoDanVan.exe"], ["await", "Sổ Dân vận"]]
    steps += [["start", setup(stage), "/S", "/CurrentUser"], ["ends"]]
    steps += [["line", f'"{FOR_ONE}\\{REMOVER}" /S _?={FOR_ONE}'], ["ends"]]
    said, failed = stage.clerk(name, steps)
    findings = [failed] if failed else []
    return findings + ([] if said[1:] == [OPEN, OPEN] else [f"exit codes {said[1:]}"])


def pages(stage: Stage) -> Row:
    """W7: every page of installer and remover in Vietnamese, with the licence; the program starts from the last."""
    stage.fresh("pages")
    steps: list[list[object]] = [["start", setup(stage), "/CurrentUser"], ["await", "Sổ Dân vận"]]
    for number, (title, button) in enumerate(PAGES):
        steps += [["shows", title], ["look", f"cai-dat-{number + 1}"], ["words"], ["press", button]]
    steps += [["ends"], ["await", "Sổ Dân vận"], ["rest", 2], ["look", "sau-cai-dat"]]
    said, failed = stage.clerk("pages", steps)
    findings = [failed] if failed else []
    shown = [each for each in said if isinstance(each, list)]
    licence = " ".join(shown[1]) if len(shown) > 1 else ""
    findings += [] if "GIẤY PHÉP SỬ DỤNG SỔ DÂN VẬN" in licence else ["no licence in Vietnamese"]
    steps = [["start", f"{FOR_ONE}\\{REMOVER}"], ["await", "Gỡ bỏ Sổ Dân vận"]]
    for number, (title, button) in enumerate(_LAST_PAGES):
        steps += [["shows", title], ["look", f"go-bo-{number + 1}"], ["words"], ["press", button]]
    said, failed = stage.clerk("pages", steps)
    findings += [f"the remover: {failed}"] if failed else []
    shown += [each for each in said if isinstance(each, list)]
    for (title, _), words in zip((*PAGES, *_LAST_PAGES), shown, strict=False):
        findings += [f"page “{title}” shows “{each}”" for each in words if _bare(each) in _FOREIGN]
    findings += [f"left: {file.name}" for file in stage.disk("pages", FOR_ONE).rglob("*")]
    goal = "pages of installer, licence and remover in Vietnamese, the program opens from the last"
    return judged("W7", goal, f"{len(shown)} pages read", findings)


def _bare(label: str) -> str:
    return label.replace("&", "").strip("<> ")


def old_windows(stage: Stage) -> Row:
    """W8: on Windows older than 10 1809 installer and program say so in plain words and change nothing."""
    stage.fresh("old")
    registry = stage.lab.place / "old" / "system.reg"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace('"19043"', f'"{OLD}"'), encoding="utf-8")
    silent = stage.lab.wine([setup(stage), "/S"], 60, "old").returncode
    findings = [] if silent == TOO_OLD else [f"silent: exit code {silent}"]
    steps = [["start", setup(stage)], ["shows", "1809"], ["words"], ["look", "windows-cu"], ["press", "OK"], ["ends"]]
    said, failed = stage.clerk("old", steps)
    findings += [failed] if failed else []
    findings += [f"exit code {said[-1]}"] if said and said[-1] != TOO_OLD else []
    steps = [["start", WINDOW], ["shows", "1809"], ["look", "windows-cu-chuong-trinh"], ["press", "OK"], ["ends"]]
    said, failed = stage.clerk("old", steps)
    findings += [f"the program: {failed}"] if failed else []
    findings += [] if said == [1] else [f"the program: exit code {said}"]
    findings += [f"a command: {each}" for each in _commanded(stage)]
    for folder in (FOR_ONE, FOR_ALL, f"{HOME}\\AppData\\Local\\SoDanVan"):
        findings += [f"{folder} was made"] if stage.disk("old", folder).exists() else []
    goal = "Windows older than 10 1809 is told plainly, by installer, window and command; nothing is written"
    return judged("W8", goal, f"exit code {silent}, a box with words from both, two sentences of a command", findings)


def _commanded(stage: Stage) -> list[str]:
    """What a command on the old Windows does wrong: it must tell its version, and else do nothing but say why."""
    version = stage.command("old", "--version")
    findings = [] if version.returncode == 0 and __version__ in version.stdout else [version.stdout[-200:]]
    told = stage.demo("old")
    is_told = told.returncode == 1 and "1809" in told.stdout and len(TWO_SENTENCES.findall(told.stdout.strip())) == 1
    findings += [] if is_told else [f"{told.returncode} {told.stdout[-300:]}"]
    return findings + [f"wrote {file.name}" for file in stage.disk("old", DOCUMENTS).iterdir()]


def setup(stage: Stage) -> str:
    """Bring the installer there; how Windows names it."""
    target = stage.lab.place / "made" / "cai-dat.exe"
    shutil.copy(stage.made.installer, target)  # each time: the last build of this lab may have been another
    return stage.lab.named(target)


def ordinary(stage: Stage, *command: str) -> list[str]:
    """The command that runs another as somebody who is no administrator."""
    source = ROOT / "windows" / "ordinary.py"
    script = stage.lab.place / "source" / source.name
    shutil.copy(source, script)
    return stage.lab.python_command(stage.lab.named(script), *command)


def install(stage: Stage, name: str, folder: str, switch: str = "", *more: str) -> list[str]:
    """Install silently; what is wrong afterwards."""
    told = stage.lab.wine([setup(stage), "/S", *([switch] if switch else [])], 120, name)
    if told.returncode:
        return [f"exit code {told.returncode}"]
    place = stage.disk(name, folder)
    if not (place / REMOVER).is_file():
        return ["no uninstaller"]
    listed = json.loads((place / PART / program_files.LIST).read_text(encoding="utf-8"))
    there = program_files.digests(place / PART)
    return sorted(
        each for each in listed.keys() | there.keys() if listed.get(each) != there.get(each) and each not in more
    )


def remove(stage: Stage, name: str, folder: str, *stay: Path) -> list[str]:
    """Uninstall silently; what is left of the program."""
    told = stage.lab.run(
        ["sh", "-c", 'wine "$1" /S; code=$?; wineserver -w; exit $code', "sh", f"{folder}\\{REMOVER}"],
        120,
        stage.lab.variables(name),
    )
    left = [file for file in stage.disk(name, folder).rglob("*") if file.is_file() and file not in stay]
    registry = "".join(
        (stage.lab.place / name / each).read_text(encoding="utf-8") for each in ("user.reg", "system.reg")
    )
    findings = [f"exit code {told.returncode}"] if told.returncode else []
    findings += ["still in the registry"] if "SoDanVan.So" in registry else []
    return findings + [f"left: {file.name}" for file in left[:5]]


def _kept(stage: Stage, name: str) -> dict[Path, bytes]:
    """Everything of the office: its documents and the program's own data folder."""
    folders = (DOCUMENTS, f"{HOME}\\AppData\\Local\\SoDanVan")
    files = (file for folder in folders for file in stage.disk(name, folder).rglob("*") if file.is_file())
    return {file: file.read_bytes() for file in files}


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""
