"""What an installation leads to: the program its shortcuts name, and the register that a double click opens in it."""

import struct
from collections.abc import Iterator
from pathlib import Path

from dandan_desktop.services.demo import PRACTICE_PASSPHRASE
from windows.lab import CLERK
from windows.stage import DOCUMENTS, HOME, PRACTICE, Stage

LINK = "Sổ Dân vận.lnk"
REGISTER = "Sổ công tác Đảng ủy năm 2026"
"""A register as offices call it; the last one used is another."""
_FOLDER = f"{DOCUMENTS}\\Sổ cũ"
_MENU = "Microsoft\\Windows\\Start Menu\\Programs"
_HEADER, _HAS_ITEMS = 76, 0x1
_DRIVES, _FILES = (0x23, 0x25, 0x29, 0x2F), (0x31, 0x32, 0x35, 0x36)
"""The kinds of items that name a drive, and those that name a folder or a file."""
_NAME = 20
"""Where the name of a file begins in the part of its item that has every letter."""


def links(stage: Stage, name: str, *, is_for_all: bool = False) -> list[Path]:
    """The shortcuts an installation makes."""
    menu = f"C:\\ProgramData\\{_MENU}" if is_for_all else f"{HOME}\\AppData\\Roaming\\{_MENU}"
    desktop = f"C:\\users\\{'Public' if is_for_all else CLERK}\\Desktop"
    return [stage.disk(name, folder) / LINK for folder in (menu, desktop)]


def astray(stage: Stage, name: str, program: str, *, is_for_all: bool = False) -> list[str]:
    """Which shortcuts are missing or lead elsewhere than to this program."""
    found = {
        file: target(file.read_bytes()) if file.is_file() else "" for file in links(stage, name, is_for_all=is_for_all)
    }
    return [f"{file.parent.name}: “{path}”" for file, path in found.items() if path.casefold() != program.casefold()]


def target(link: bytes) -> str:
    """The path a shortcut leads to, read out of its list of items, where names have every letter; empty for none."""
    parts = [part for item in _items(link) if (part := _part(item))]
    return "\\".join(each.rstrip("\\") for each in parts)


def _items(link: bytes) -> Iterator[bytes]:
    flags = struct.unpack_from("<I", link, 20)[0] if len(link) > _HEADER else 0
    at = _HEADER + 2
    while flags & _HAS_ITEMS and (size := struct.unpack_from("<H", link, at)[0]):
        yield link[at : at + size]
        at += size


def _part(item: bytes) -> str:
    if item[2] in _DRIVES:
        return item[3:].split(b"\0")[0].decode("ascii")
    if item[2] in _FILES:
        (start,) = struct.unpack_from("<H", item, len(item) - 2)
        return item[start + _NAME : -2].decode("utf-16-le").split("\0")[0]
    return ""


def not_opened(stage: Stage, name: str) -> list[str]:
    """What is wrong when a register that is not the last one used is double-clicked and unlocked."""
    told = stage.demo(name, _FOLDER)
    folder = stage.disk(name, _FOLDER)
    for file in sorted(folder.glob(f"{PRACTICE}*")):
        file.rename(folder / file.name.replace(Path(PRACTICE).stem, REGISTER))
    steps = [["double_click", f"{_FOLDER}\\{REGISTER}.dandan"], ["await", "Sổ Dân vận"], ["see", "bam-dup"]]
    steps += [["type", PRACTICE_PASSPHRASE], ["key", "enter"], ["await", REGISTER], ["see", "bam-dup-da-mo"]]
    _, failed = stage.clerk(name, steps)
    return ([f"demo ended with {told.returncode}"] if told.returncode else []) + ([failed] if failed else [])
