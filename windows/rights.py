"""W20: who is no administrator gets and renews a program of one's own, and is told where only an administrator may."""

import json
from pathlib import Path

from dandan_desktop import __version__
from dandan_desktop.services import program_files
from torture.row import Row, judged
from windows.association import links
from windows.setups import BEFORE, FOR_ALL, FOR_ONE, FOR_OTHERS, PART, REMOVER, install, ordinary, remove, setup
from windows.stage import Stage

WHERE = "rights"
"""The Windows it is played in."""
_PROGRAMS = "C:\\Program Files"
_LISTED = "CurrentVersion\\\\Uninstall\\\\SoDanVan]"
_TOLD, _NOT_REMOVED = "mới cài và cập nhật được", "mới gỡ được"
_ASK = """import json, sys
from pathlib import Path
from dandan_desktop.services import updating
print(json.dumps([updating.may_write(Path(each)) for each in sys.argv[1:]]))
"""


def without_rights(stage: Stage) -> Row:
    """W20: install for oneself, for all, and on purpose for oneself again, as one who may not write for all."""
    stage.fresh(WHERE)
    programs = stage.disk(WHERE, _PROGRAMS)
    programs.chmod(0o555)
    findings = [f"for oneself: {each}" for each in _for_oneself(stage)]
    programs.chmod(0o755)
    findings += [f"for all: {each}" for each in install(stage, WHERE, FOR_ALL)]
    home = stage.disk(WHERE, FOR_ALL)
    before = program_files.digests(home)
    _close(home)
    findings += [f"told: {each}" for each in _told(stage)]
    findings += ["a second program came"] if stage.disk(WHERE, FOR_ONE).exists() else []
    findings += _ended("on purpose", _silent(stage, "/CurrentUser"), 0)
    findings += [] if stage.disk(WHERE, f"{FOR_ONE}\\{PART}").is_dir() else ["on purpose: no program"]
    findings += [f"may write: {each}" for each in _may_write(stage)]
    now = program_files.digests(home)
    findings += [f"for all: changed {each}" for each in before.keys() | now.keys() if before.get(each) != now.get(each)]
    goal = "no administrator: installed and renewed for oneself; what is for all stays, told by window and exit code"
    return judged("W20", goal, f"{len(before)} files for all as before; installer and its remover tell why", findings)


def _for_oneself(stage: Stage) -> list[str]:
    """What is wrong after installing, renewing and removing without a switch, as one who is no administrator."""
    if failed := _ended("installing", _silent(stage), 0):
        return failed
    place = stage.disk(WHERE, f"{FOR_ONE}\\{PART}")
    listed = json.loads((place / program_files.LIST).read_text(encoding="utf-8"))
    findings = [] if program_files.digests(place) == listed else ["not as packed"]
    findings += [f"not there: {file.name}" for file in links(stage, WHERE) if not file.is_file()]
    findings += [] if _LISTED in _registry(stage, "user.reg") else ["not listed for oneself"]
    findings += ["listed for all"] if _LISTED in _registry(stage, "system.reg") else []
    told = stage.command(WHERE, "--version", folder=f"{FOR_ONE}\\{PART}").stdout
    findings += [] if __version__ in told else [f"does not run: {told[-200:]}"]
    findings += _ended("for all by a switch", _silent(stage, "/AllUsers"), FOR_OTHERS)
    findings += _ended("renewing", _silent(stage), 0)
    findings += [] if stage.disk(WHERE, f"{FOR_ONE}\\{BEFORE}").is_dir() else ["renewing kept no program before"]
    return findings + remove(stage, WHERE, FOR_ONE)


def _told(stage: Stage) -> list[str]:
    """What is wrong when somebody without rights renews or removes what is for all: silently, and by hand."""
    findings = _ended("silent", _silent(stage), FOR_OTHERS)
    scenes = (
        (setup(stage), _TOLD, "cai-dat-khong-co-quyen"),
        (f"{FOR_ALL}\\{REMOVER}", _NOT_REMOVED, "go-bo-khong-co-quyen"),
    )
    for program, words, name in scenes:
        steps: list[list[object]] = [["start", *ordinary(stage, program)], ["shows", words], ["look", name]]
        _, failed = stage.clerk(WHERE, [*steps, ["press", "OK"], ["ends"]])
        findings += [f"{name}: {failed}"] if failed else []
    return findings


def _may_write(stage: Stage) -> list[str]:
    """Where the program itself says that it may write, and should not, or the other way round."""
    script = stage.lab.place / "source" / "may_write.py"
    script.write_text(_ASK, encoding="utf-8")
    command = stage.lab.python_command(stage.lab.named(script), FOR_ONE, FOR_ALL)
    told = stage.lab.wine(command, 60, WHERE, **stage.lab.python_variables()).stdout
    return [] if told.strip().endswith("[true, false]") else [told[-300:]]


def _silent(stage: Stage, *switches: str) -> int:
    """Install silently as one who is no administrator; the exit code."""
    command = ordinary(stage, setup(stage), "/S", *switches)
    return stage.lab.wine(command, 120, WHERE, **stage.lab.python_variables()).returncode


def _close(home: Path) -> None:
    """Let nobody but root write there, as Windows does where all programs are."""
    for each in (*home.rglob("*"), home):
        each.chmod(0o555 if each.is_dir() else 0o444)


def _registry(stage: Stage, name: str) -> str:
    return (stage.lab.place / WHERE / name).read_text(encoding="utf-8")


def _ended(what: str, code: int, wanted: int) -> list[str]:
    return [] if code == wanted else [f"{what}: exit code {code}, not {wanted}"]
