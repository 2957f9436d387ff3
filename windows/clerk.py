"""A clerk at the screen of the lab: `python clerk.py STEPS.json` runs inside Wine and writes STEPS.json.said.

A step is the name of a method of `Clerk` with its arguments. Standard library only.
"""

import contextlib
import ctypes
import json
import os
import re
import subprocess
import sys
import threading
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEYS = {
    "backspace": 0x08,
    "enter": 0x0D,
    "tab": 0x09,
    "esc": 0x1B,
    "ctrl": 0x11,
    "alt": 0x12,
    "shift": 0x10,
    "down": 0x28,
    "menu": 0x5D,
} | {f"f{number}": 0x6F + number for number in range(1, 13)}
_UP, _UNICODE = 0x2, 0x4
_NOTHING, _CLICK, _GET_TEXT = 0x0000, 0x00F5, 0x000D
PATIENCE = 60.0
"""Seconds any step may wait for what it waits for."""
_EVERY, _ANSWERS = 0.05, 5
_READING, _SHARED_BUT_DELETING, _THAT_IS_THERE, _ALSO_FOLDERS = 0x80000000, 0x1 | 0x2, 3, 0x02000000
_NONE = ctypes.c_size_t(-1).value
_LONGEST = 8192


class _Key(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_ushort),
        ("scan", ctypes.c_ushort),
        ("flags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("extra", ctypes.c_size_t),
    ]


class _Input(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_uint32), ("key", _Key), ("rest", ctypes.c_uint64)]


def _user() -> Any:
    return ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]


def _send(code: int, scan: int, flags: int) -> None:
    one = _Input(1, _Key(code, scan, flags, 0, 0), 0)
    _user().SendInput(1, ctypes.byref(one), ctypes.sizeof(one))


def _below(parent: int) -> list[int]:
    """The windows on the screen, or those inside one."""
    found: list[int] = []
    kind = ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_size_t, ctypes.c_size_t)  # type: ignore[attr-defined,unused-ignore]

    def keep(handle: int, _: int) -> bool:
        found.append(handle)
        return True

    each = kind(keep)
    user = _user()
    user.EnumChildWindows(ctypes.c_size_t(parent), each, 0) if parent else user.EnumWindows(each, 0)
    return [handle for handle in found if user.IsWindowVisible(ctypes.c_size_t(handle))]


def _text(handle: int) -> str:
    buffer = ctypes.create_unicode_buffer(_LONGEST)
    _user().SendMessageTimeoutW(
        ctypes.c_size_t(handle), _GET_TEXT, _LONGEST, buffer, 0x2, 2000, ctypes.byref(ctypes.c_size_t())
    )
    return unicodedata.normalize("NFC", buffer.value)


def _texts() -> list[str]:
    """Every text on the screen that Windows itself knows."""
    tops = _below(0)
    return [words for handle in (*tops, *(inner for top in tops for inner in _below(top))) if (words := _text(handle))]


def _answered() -> None:
    """Wait until the window in front takes what is sent to it; at one moment it may first answer, then take a key."""
    front = ctypes.c_size_t(_user().GetForegroundWindow())
    _user().SendMessageTimeoutW(front, _NOTHING, 0, 0, 0, int(PATIENCE * 1000), ctypes.byref(ctypes.c_size_t()))


def _buttons(label: str) -> list[int]:
    inner = (handle for top in _below(0) for handle in _below(top))
    return [each for each in inner if _text(each).replace("&", "").startswith(label)]


def _until(asked: Callable[[], Any], what: str) -> Any:
    began, never = time.monotonic(), threading.Event()
    while not (found := asked()):
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"{what}; on the screen: {_texts()}")
        never.wait(_EVERY)
    return found


class Typist:
    """Types, whoever has the keyboard."""

    def type(self, words: str) -> None:
        """Type words as a keyboard program for Vietnamese sends them: by character."""
        for unit in (words.encode("utf-16-le")[place : place + 2] for place in range(0, 2 * len(words), 2)):
            for flags in (_UNICODE, _UNICODE | _UP):
                _send(0, int.from_bytes(unit, "little"), flags)

    def copy_out(self, file: str, pattern: str) -> None:
        """Type what a Word file says where it fits a pattern, as from paper, once the file is there."""

        def said() -> str:
            with contextlib.suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(file) as paper:
                found = re.search(pattern, re.sub("<[^>]+>", " ", paper.read("word/document.xml").decode("utf-8")))
                return found[0] if found else ""
            return ""

        self.type(_until(said, f"{file} does not say {pattern}"))

    def key(self, keys: str) -> None:
        """Press keys together, as in `ctrl+s`."""
        codes = [KEYS[name] if name in KEYS else ord(name.upper()) for name in keys.split("+")]
        for code in codes:
            _send(code, 0, 0)
        for code in reversed(codes):
            _send(code, 0, _UP)


class Watcher:
    """Waits for what comes and goes."""

    def there(self, file: str) -> None:
        """Wait until a file is there; of its name, not of its folder, a part may be left open with `*`."""
        _until(lambda: any(Path(file).parent.glob(Path(file).name)), f"no {file}")

    def says(self, file: str, words: str) -> None:
        """Wait until a file of text holds these words."""

        def is_said() -> bool:
            with contextlib.suppress(OSError):
                return words in Path(file).read_text(encoding="utf-8")
            return False

        _until(is_said, f"{file} does not say “{words}”")


def _held(file: str) -> int:
    """A handle of a file or folder that nobody may delete or rename meanwhile, as a scanner has it; 0 for none."""
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateFileW.restype = ctypes.c_size_t
    handle = int(kernel.CreateFileW(file, _READING, _SHARED_BUT_DELETING, None, _THAT_IS_THERE, _ALSO_FOLDERS, None))
    return 0 if handle == _NONE else handle


class Scanner:
    """Holds files as a program that looks for viruses does: whoever wants to delete or rename one must wait."""

    def __init__(self) -> None:
        self.holding: list[int] = []

    def hold(self, folder: str, pattern: str) -> None:
        """Wait for a file or folder of this pattern, and keep others from deleting or renaming it."""

        def held() -> int:
            return next(filter(None, (_held(str(each)) for each in Path(folder).glob(pattern))), 0)

        self.holding.append(_until(held, f"no {pattern}"))

    def let_go(self) -> None:
        """Hold nothing any longer."""
        while self.holding:
            ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_size_t(self.holding.pop()))  # type: ignore[attr-defined,unused-ignore]


class Clerk(Typist, Watcher, Scanner):
    """Does the steps one by one and keeps what it saw."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[subprocess.Popen[bytes]] = []
        self.said: list[Any] = []

    def start(self, *command: str) -> None:
        """Start a program."""
        self.started.append(subprocess.Popen(command))

    def line(self, command: str) -> None:
        """Start a program by a line whose quotes are those that are written."""
        self.started.append(subprocess.Popen(command))

    def stand(self, folder: str) -> None:
        """Go to a folder, where what is started next will stand."""
        os.chdir(folder)

    def let(self, name: str, value: str) -> None:
        """Give what is started next a variable."""
        os.environ[name] = value

    def double_click(self, file: str) -> None:
        """Open a file with the program that is kept for its kind."""
        shell = ctypes.WinDLL("shell32")  # type: ignore[attr-defined,unused-ignore]
        shell.ShellExecuteW(None, "open", file, None, None, 1)

    def await_(self, title: str) -> None:
        """Wait for a window whose title holds these words, and bring it to the front; says seconds."""
        began = time.monotonic()
        found = _until(lambda: [each for each in _below(0) if title in _text(each)], f"no window “{title}”")
        _user().SetForegroundWindow(ctypes.c_size_t(found[0]))
        self.said.append(time.monotonic() - began)

    def look(self, name: str) -> None:
        """Let whoever watches the screen from outside keep a picture."""
        self._pictured(name, "look")

    def see(self, name: str) -> None:
        """The same, once what was typed is done, and the screen is another than at the last one seen and at rest."""
        for _ in range(_ANSWERS):
            self.rest(_EVERY)
            _answered()
        self._pictured(name, "see")

    def _pictured(self, name: str, how: str) -> None:
        asked, done = Path(f"{sys.argv[1]}.{name}.{how}"), Path(f"{sys.argv[1]}.{name}.seen")
        asked.touch()
        _until(done.exists, f"nobody looked at {name}: the screen is as before, or never at rest")

    def shows(self, words: str) -> None:
        """Wait until a text on the screen holds these words."""
        _until(lambda: any(words in each for each in _texts()), f"nothing says “{words}”")

    def gone(self, words: str) -> None:
        """Wait until no text on the screen holds these words."""
        _until(lambda: not any(words in each for each in _texts()), f"something still says “{words}”")

    def rest(self, seconds: float) -> None:
        """Look for so long at what has no words of Windows' own."""
        threading.Event().wait(seconds)

    def words(self) -> None:
        """Say every text on the screen that Windows itself knows."""
        self.said.append(_texts())

    def press(self, label: str) -> None:
        """Press a button of Windows' own kind by its label."""
        found = _until(lambda: _buttons(label), f"no button “{label}”")
        _until(lambda: _user().IsWindowEnabled(ctypes.c_size_t(found[0])), f"“{label}” stays closed")
        _user().PostMessageW(ctypes.c_size_t(found[0]), _CLICK, 0, 0)

    def closed(self, label: str) -> None:
        """Wait until a button of Windows' own kind cannot be pressed."""
        found = _until(lambda: _buttons(label), f"no button “{label}”")
        _until(lambda: not _user().IsWindowEnabled(ctypes.c_size_t(found[0])), f"“{label}” stays open")

    def rests(self, file: str, seconds: float) -> None:
        """Wait until a file is there and nothing was written to it for so long."""

        def stamp() -> tuple[float, int]:
            return (Path(file).stat().st_mtime, Path(file).stat().st_size) if Path(file).exists() else (0.0, 0)

        last = [stamp(), time.monotonic()]

        def is_quiet() -> bool:
            if (now := stamp()) != last[0]:
                last[:] = [now, time.monotonic()]
            return now[1] > 0 and time.monotonic() - float(last[1]) > seconds  # type: ignore[arg-type]

        _until(is_quiet, f"{file} is not there, or written all the time")

    def ends(self) -> None:
        """Wait for the end of what was started last; says its exit code."""
        self.said.append(self.started[-1].wait(PATIENCE))

    def kill(self) -> None:
        """End what was started last, as a power cut would."""
        self.started[-1].kill()
        self.started[-1].wait(PATIENCE)


def main() -> int:
    """Do the steps; the exit code is 1 when one failed."""
    steps = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    clerk, failed, name = Clerk(), "", ""
    try:
        for name, *more in steps:
            getattr(clerk, "await_" if name == "await" else name)(*more)
    except Exception as error:  # noqa: BLE001 - whatever it is, the row shows it
        failed = f"{name}: {error!r}"
    content = json.dumps({"said": clerk.said, "failed": failed}, ensure_ascii=False)
    Path(f"{sys.argv[1]}.said").write_text(content, encoding="utf-8")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
