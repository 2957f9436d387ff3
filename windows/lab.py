"""A Windows to build and try the program on: Wine in a Debian of its own, kept between runs outside the repository."""

import contextlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import dev

CACHE = "DANDAN_LAB"
"""The variable that names the folder the lab is kept in."""
DEFAULT_CACHE = Path(".cache", "so-dan-van-lab")
SUITE = "trixie"
"""The oldest Debian whose Wine has what Qt asks of Windows (`Windows.UI.ViewManagement`)."""
PACKAGES = ("wine", "wine64", "nsis", "xvfb", "fonts-liberation", "fonts-dejavu-core")
PLACE = "/lab"
"""Our folder inside the lab; Windows programs see it as Z:\\lab."""
SCREEN = "1366x768x24"
CLERK = "Nguyễn Văn Ánh"
"""Who works in the lab: somebody whose name Windows has to spell."""
CLERK_NUMBER = 4321
_ENTER = 'mount --rbind /dev "$1/dev"; shift; chroot "$@"; exit $?'
"""The shell stays as the first process of its own: a change of user would forget that it is to die with us."""
_TO_THE_END = 'nice "$@"; code=$?; wineserver -k; wineserver -w; exit $code'
_MINUTES_TO_MAKE = 15
_PACKING = 900
FONTS_OF_WINDOWS = ("Segoe UI", "MS Shell Dlg", "MS Shell Dlg 2", "Tahoma")
"""What Windows writes its windows in; the lab has Liberation Sans for it."""


class NoLabError(RuntimeError):
    """The lab cannot be made here; its words say why."""


class FetchError(NoLabError):
    """What belongs into a lab was not got, or is not what was pinned: that says nothing of this machine."""


def cache() -> Path:
    """Where the lab is kept."""
    named = os.environ.get(CACHE)
    return Path(named) if named else Path.home() / DEFAULT_CACHE


def obstacle() -> str:
    """Why no lab can be made on this machine, or nothing."""
    if not sys.platform.startswith("linux"):
        return "the lab is a Debian with Wine, and this is no Linux"
    if platform.machine() != "x86_64":
        return f"Wine needs an x86-64 processor, and this is {platform.machine()}"
    if os.geteuid() != 0:
        return "only root may make a Debian in a folder (debootstrap, chroot)"
    tried = subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], capture_output=True, check=False)
    return "no right to make namespaces (unshare)" if tried.returncode else ""


class Lab:
    """The lab in its folder; commands run in it one at a time, each with a time limit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / SUITE
        self.place = self.root / PLACE.removeprefix("/")
        self.display = ""

    @property
    def packages(self) -> Path:
        """Where the packages of the program are, and those that pack it."""
        return self.place / "python" / "Lib" / "site-packages"

    def inside(self, file: Path) -> str:
        """How the lab's Debian names a file."""
        return f"/{file.relative_to(self.root).as_posix()}"

    def named(self, file: Path) -> str:
        """How a Windows program names a file of the lab."""
        return windows_path(self.inside(file))

    def python_variables(self) -> dict[str, str]:
        """Where the Python for Windows finds its packages."""
        folders = [
            self.place / "python" / "python313.zip",
            self.place / "python",
            self.packages,
            self.place / "source",
        ]
        return {
            "PYTHONHOME": self.named(self.place / "python"),
            "PYTHONPATH": ";".join(map(self.named, folders)),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def python_command(self, *arguments: str) -> list[str]:
        """The command that runs the Python for Windows."""
        return [self.named(self.place / "python" / "python.exe"), "-X", "utf8", *arguments]

    def python(self, arguments: Sequence[str], same: Mapping[str, str]) -> str:
        """Run the Python that packs; what went wrong, or nothing."""
        more = {**self.python_variables(), **same}
        told = self.wine(self.python_command(*arguments), _PACKING, "windows", **more)
        return told.stdout[-2000:] if told.returncode else ""

    def nsis(self, facts: Mapping[str, str | Path], script: Path) -> str:
        """Make an installer; what went wrong, or nothing."""
        texts = {name: self.inside(fact) if isinstance(fact, Path) else fact for name, fact in facts.items()}
        defined = [f"-D{name}={text}" for name, text in texts.items()]
        command = ["nice", "makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, self.inside(script)]
        told = self.run(command, _PACKING)
        return told.stdout[-2000:] if told.returncode else ""

    def start(
        self,
        command: Sequence[str],
        more: Mapping[str, str] | None = None,
        *,
        output: int | IO[bytes] = subprocess.PIPE,
        is_root: bool = False,
    ) -> subprocess.Popen[bytes]:
        """Start a command of the lab's Debian; killing it, or us, kills everything it started.

        The clerk's have no network at all; those of root may install.
        """
        own = {"PATH": "/usr/bin:/bin", "HOME": f"{PLACE}/home", "LANG": "C.UTF-8"}
        own |= {"XDG_RUNTIME_DIR": f"{PLACE}/home", **(more or {})}
        user = f"--userspec={0 if is_root else CLERK_NUMBER}"
        inside = [user, str(self.root), "env", "-i", *(f"{name}={value}" for name, value in own.items()), *command]
        alone = ["--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.root}/proc"]
        alone += [] if is_root else ["--net"]
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", *alone, "sh", "-c", _ENTER, "sh", str(self.root), *inside],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def run(
        self,
        command: Sequence[str],
        seconds: float,
        more: Mapping[str, str] | None = None,
        *,
        is_root: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the lab's Debian to its end; its output, both streams in one.

        Raises subprocess.TimeoutExpired.
        """
        with self.start(command, more, is_root=is_root) as child:
            try:
                output, _ = child.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                child.kill()
                raise
        return subprocess.CompletedProcess(list(command), child.returncode, output.decode("utf-8", "replace"), "")

    def wine(
        self, command: Sequence[str], seconds: float, prefix: str = "windows", **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end in the Windows that `prefix` names, with everything it started."""
        return self.run(["sh", "-c", _TO_THE_END, "sh", "wine", *command], seconds, self.variables(prefix, **more))

    def variables(self, prefix: str, **more: str) -> dict[str, str]:
        """What a Windows program finds in its environment."""
        own = {"WINEPREFIX": f"{PLACE}/{prefix}", "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", **more}
        return {**own, "DISPLAY": self.display} if self.display else own

    def give(self, folder: Path) -> Path:
        """Make an empty folder the clerk may write to."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        os.chown(folder, CLERK_NUMBER, CLERK_NUMBER)
        return folder

    def fresh(self, prefix: str) -> Path:
        """Make that Windows anew, as it is after its own installation; returns its disk C."""
        target = self.place / prefix
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["cp", "-a", "--link", str(self.place / "windows"), str(target)], check=True)
        for name in ("system.reg", "user.reg", "userdef.reg"):  # rewritten: not to be shared with the first
            (target / name).unlink()
            shutil.copy(self.place / "windows" / name, target / name)
            os.chown(target / name, CLERK_NUMBER, CLERK_NUMBER)
        return target / "drive_c"

    @contextlib.contextmanager
    def screen(self) -> Iterator[Path]:
        """A screen for what runs in the lab; gives the file its pixels are in."""
        pixels = self.give(self.place / "screen")
        for stale in (self.root / "tmp").glob(".X*"):
            shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
        command = ["Xvfb", ":1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-nolisten", "local"]
        command += ["-fbdir", f"{PLACE}/screen", "-displayfd", "1"]
        with self.start(command, output=subprocess.PIPE) as server:
            try:
                for line in server.stdout or ():
                    if line.strip() == b"1":
                        break
                self.display = ":1"
                yield pixels / "Xvfb_screen0"
            finally:
                self.display = ""
                server.kill()


def windows_path(inside: str) -> str:
    """How a Windows program in the lab writes a path of the lab's Debian."""
    return "Z:" + inside.replace("/", "\\")


@contextlib.contextmanager
def opened() -> Iterator[Lab]:
    """The lab, made where it is missing, for this process alone; raises NoLabError."""
    if why := obstacle():
        raise NoLabError(why)
    import fcntl  # Windows has none, and builds without a lab

    folder = cache()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "in-use").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lab = Lab(folder)
        try:
            _make(lab)
        except subprocess.SubprocessError as error:
            raise NoLabError(f"it cannot be made: {error}") from error
        yield lab


def _make(lab: Lab) -> None:
    done = lab.folder / f"{SUITE}.done"
    made_of = " ".join(PACKAGES)
    if done.is_file() and done.read_text(encoding="utf-8") == made_of:
        return
    shutil.rmtree(lab.root, ignore_errors=True)
    if not shutil.which("debootstrap") and not dev.install(["debootstrap"], "what makes a Debian in a folder"):
        raise NoLabError("debootstrap is not installed")
    print(f"Making a Debian {SUITE} with Wine in {lab.folder}", flush=True)
    _heard(["nice", "debootstrap", "--variant=minbase", SUITE, str(lab.root), mirror()])
    for name in ("etc/resolv.conf", "etc/hosts"):
        shutil.copy(Path("/", name), lab.root / name)
    _take_over_apt(lab.root)
    with (lab.root / "etc/passwd").open("a", encoding="utf-8") as users:
        users.write(f"{CLERK}:x:{CLERK_NUMBER}:{CLERK_NUMBER}::{PLACE}/home:/bin/sh\n")
    lab.place.mkdir()
    lab.give(lab.place)
    lab.give(lab.place / "home")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--no-install-recommends", "--yes", *PACKAGES], ["clean"]):
        told = lab.run(["apt-get", "--quiet=2", *command], _MINUTES_TO_MAKE * 60, quiet, is_root=True)
        if told.returncode:
            raise NoLabError(f"apt-get {command[0]} failed: {told.stdout[-400:]}")
    # The first start makes the registry and ends by itself; what it saves is lost when it is ended from outside.
    first = ["sh", "-c", "wineboot --init; wineserver -w"]
    lab.run(first, _MINUTES_TO_MAKE * 60, lab.variables("windows"))
    for name in FONTS_OF_WINDOWS:
        replaced = [
            "reg",
            "add",
            "HKCU\\Software\\Wine\\Fonts\\Replacements",
            "/v",
            name,
            "/d",
            "Liberation Sans",
            "/f",
        ]
        lab.wine(replaced, 60)
    if not (lab.place / "windows" / "system.reg").is_file():
        raise NoLabError("Wine made no registry")
    done.write_text(made_of, encoding="utf-8")


def _heard(command: Sequence[str]) -> None:
    told = subprocess.run(command, capture_output=True, text=True, timeout=_MINUTES_TO_MAKE * 60, check=False)
    if told.returncode:
        raise NoLabError(f"{command[1]} failed: {(told.stdout + told.stderr)[-400:]}")


def _take_over_apt(root: Path) -> None:
    """Let the lab's apt go the same way to its mirror as the machine's own."""
    for file in Path("/etc/apt/apt.conf.d").glob("*"):
        text = file.read_text(encoding="utf-8", errors="replace")
        if "::proxy" in text.lower() or "::verify" in text.lower() or "cainfo" in text.lower():
            shutil.copy(file, root / "etc/apt/apt.conf.d" / file.name)


def mirror() -> str:
    """The machine's own mirror of Debian, as its apt names it; raises NoLabError."""
    wanted = "$(SITE) $(RELEASE) $(COMPONENT)"
    told = subprocess.run(["apt-get", "indextargets", "--format", wanted], capture_output=True, text=True, check=False)
    rows = [line.split() for line in told.stdout.splitlines()]
    own = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    found = [row[0] for row in rows if len(row) == 3 and row[1:] == [own, "main"]]
    if not found:
        raise NoLabError("apt names no mirror of Debian")
    return found[0]
