"""R5: the disk is full, or takes no more of a file: told in Vietnamese, nothing lost, and well again with room."""

import re
import tempfile
from pathlib import Path

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.messages import sentences
from torture import keeping, needs
from torture.examine import findings
from torture.office import NAME as REGISTER
from torture.office import Answer, Office, copied, master, meetings
from torture.row import Row, Size, has_bitten, judged

NAME = "R5"
TEETH = {"journal": "broken", "told": "exit code 70"}
FILES = 20
_KB = 1024
_STEPS = (1.2, 0.1, 0.5, 1.6)
"""How many times its size is free beside a register: each is too little for another moment of a backup."""
_SPARE = 16 * 1024 * _KB
"""What the disk can hold beside the register once the filler is gone."""


def lacks() -> str:
    """The right to mount a small disk, and what limits files."""
    return needs.mounting() or needs.tools("prlimit")


def run(size: Size, without: str = "") -> Row:
    """Fill a disk to so many rooms, load until it is full, look, make room, and load the same again."""
    rooms = [number * 97 for number in range(1, size.pick(1, 5, 20) + 1)] + [0] * (size is not Size.TEST)
    wrong: list[str] = []
    told = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = meetings(home, FILES, seed=5)
        capacity = sum(file.stat().st_size for file in master().files()) + _SPARE
        for room in rooms:
            with needs.mounted("none", home / "đĩa", "-t", "tmpfs", "-o", f"size={capacity}") as disk:
                found = _filled(copied(home, disk), files, room * _KB, without)
            told += not found
            wrong += [f"{room} kB free: {what}" for what in found]
            if has_bitten(wrong, TEETH, without):
                break
        else:
            wrong += _cut_short(copied(home), files, without)
            kept = keeping.prepared(home / "giữ")
            with needs.mounted("none", home / "đĩa", "-t", "tmpfs", "-o", f"size={capacity * 2}") as disk:
                for room_of in _STEPS[: size.pick(1, 4, 4)]:
                    wrong += _keeping(kept, disk, room_of, without)
    goal = "full disk: told in two sentences, 0 lost, works again with room"
    return judged(NAME, goal, f"{len(rooms)} disks, {told} as it should be, {len(wrong)} findings", wrong)


def _cut_short(office: Office, files: list[Path], without: str) -> list[str]:
    """The system takes no more of any file than what is there and a bit: a write is cut short, then refused."""
    limit = office.register.stat().st_size + 7 * 4096 + 77
    full = office.run("load", *files, without=without, before=["prlimit", f"--fsize={limit}"])
    found = [f"files limited: {what}" for what in full.findings()]
    if not full.code:
        found.append("files limited: nobody noticed")
    again = office.run("load", *files, without=without)
    found += [f"files no longer limited: {what}" for what in again.findings()]
    return found + findings(office.register, {*full.uids, *again.uids}, most=0)


def _keeping(kept: Office, disk: Path, room_of: float, without: str) -> list[str]:
    """A whole office on a full disk: what keeps its register safe is refused or done, and works with room again."""
    found = []
    for command in keeping.COMMANDS:
        office = keeping.copied(kept, disk)
        name = f"{command(office)[0]}, {room_of} registers free"
        filler = _fill(disk, int(room_of * office.register.stat().st_size))
        full = office.run(*command(office), without=without)
        found += [f"{name}: {what}" for what in (*full.findings(), *_other(full))]
        filler.unlink()
        found += [f"{name}: {what}" for what in keeping.findings(office)]
        again = office.run(*command(office), without=without)
        found += [f"{name}: with room again: {what}" for what in again.findings()]
        if full.code and again.code:
            found.append(f"{name}: with room again: exit code {again.code}, {again.told}")
    return found


def _other(answer: Answer) -> list[str]:
    """What a full disk was told as, when it was another problem."""
    return [] if answer.code != 1 or _is_full(answer.told) else [f"not told that the disk is full: {answer.told}"]


def _is_full(told: str) -> bool:
    start = sentences(ClerkError(Problem.DISK_FULL, path="", free=0))[0].partition("0")[0]
    return re.match(rf"{re.escape(start)}\d+ MB, nên chưa ghi được ", told) is not None


def _filled(office: Office, files: list[Path], room: int, without: str) -> list[str]:
    filler = _fill(office.folder, room)
    full = office.run("load", *files, without=without)
    found = [*full.findings(), *_not_told(office.register, full.code, full.told)]
    for command in (["check"], ["search", "hội", "nghị"]):
        found += [f"{command[0]} on the full disk: {what}" for what in office.run(*command, without=without).findings()]
    found += _new_register(office, without)
    filler.unlink()
    again = office.run("load", *files, without=without)
    found += [f"with room again: {what}" for what in again.findings()]
    if again.code or again.uids[: len(full.uids)] != full.uids:
        found.append(f"with room again: exit code {again.code}, lost or changed uids: {again.told}")
    return found + findings(office.register, {*full.uids, *again.uids}, most=0)


def _fill(folder: Path, room: int) -> Path:
    """Fill the disk of a folder up to so many bytes."""
    filler = folder / "khác.bin"
    block = b"\0" * 4096
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(block) == len(block):
                pass
        except OSError:
            file.truncate(max(0, file.tell() - room))
    return filler


def _not_told(register: Path, code: int, told: str) -> list[str]:
    is_told = code == 1 and _is_full(told) and register.name in told
    return [] if is_told else [f"not told that the disk is full: exit code {code}, {told}"]


def _new_register(office: Office, without: str) -> list[str]:
    """A register that cannot be made leaves nothing behind."""
    before = sorted(office.folder.iterdir())
    other = office.register.with_name(f"khác {REGISTER}")
    command = office.command("load", without=without)
    command[command.index(str(office.register))] = str(other)
    answer = office.run_bare([*command, *map(str, office.home.glob("họp */0000.json"))])
    found = [f"a new register: {what}" for what in answer.findings()]
    if answer.code == 0 or (left := set(office.folder.iterdir()) - set(before)):
        found.append(f"a new register: exit code {answer.code}, left behind {sorted(each.name for each in left)}")
    return found
