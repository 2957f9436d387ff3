"""S5: a key file that was mutated or added to; nothing crashes, no slot is let in, the register opens from the copy."""

import json
import random
import tempfile
from pathlib import Path

from dandan_desktop.db import keys, rotation
from dandan_desktop.db.keys import KeyFile
from torture.door import Weaker, cheap_slots, opens, weakened
from torture.office import PASSPHRASE, copied
from torture.row import Row, Size, judged

NAME = "S5"
WEAKER: dict[str, list[Weaker]] = {
    "copies": [(keys, "places", lambda register: [keys.beside(register)])],
    "mark": [(keys, "is_marked", lambda _file, _key: True), (rotation, "held", lambda _facts, _key: None)],
}
TEETH = {"copies": "does not open", "mark": "slot was accepted"}
GUEST = "mật khẩu của kẻ lạ"


def lacks() -> str:
    """Nothing is needed."""
    return ""


def run(size: Size, without: str = "") -> Row:
    """Mutate the key file beside the register so often, each time from the sound one, and open."""
    count = size.pick(100, 300, 1_000)
    source = random.Random(5)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, cheap_slots():
        path = copied(Path(folder)).register
        opens(path, PASSPHRASE)
        near = keys.beside(path)
        sound = near.read_bytes()
        with weakened(WEAKER.get(without, [])):
            for number in range(count):
                content = _inserted(sound, source) if number % 4 == 0 else mutated(sound, source)
                near.write_bytes(content)
                wrong += [f"mutation {number + 1}: {what}" for what in _findings(path, content, sound)]
                for file in (near, near.with_name(near.name + ".bak")):
                    file.write_bytes(sound)
                if without and wrong:
                    break
    goal = f"{count} mutated key files: 0 crashes, 0 slots accepted, opens from the copy"
    return judged(NAME, goal, f"{count} opened, {len(wrong)} findings", wrong)


def _findings(path: Path, content: bytes, sound: bytes) -> list[str]:
    found = []
    for passphrase, expected in ((GUEST, False), (PASSPHRASE, True)):
        try:
            is_open = opens(path, passphrase) == "yes"
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a crash
            found.append(f"a crash: {error!r}")
            continue
        if is_open != expected:
            found.append("the register does not open" if expected else "a slot was accepted")
    if keys.beside(path).read_bytes() != sound and content != sound:
        found.append("a slot was accepted, or the file was not mended")
    return found


def mutated(content: bytes, source: random.Random) -> bytes:
    """The file with bytes flipped, cut out, doubled or replaced, or with one value changed for another."""
    if source.random() < 0.3:
        return _other_values(content, source)
    found = bytearray(content)
    for _ in range(source.randint(1, 3)):
        place = source.randrange(len(found))
        match source.randrange(4):
            case 0:
                found[place] ^= 1 << source.randrange(8)
            case 1:
                del found[place : place + source.randint(1, 200)]
            case 2:
                found[place:place] = found[place : place + source.randint(1, 200)]
            case _:
                found[place:place] = source.choice(
                    [b"\xff\xfe", "\u00e9".encode(), b"\\ud800", b"null", b"-1", b"1e999"]
                )
    return bytes(found)


def _other_values(content: bytes, source: random.Random) -> bytes:
    file = json.loads(content)
    holder = source.choice([file, source.choice(file["slots"])])
    holder[source.choice(sorted(holder))] = source.choice([None, 0, -1, 2**70, "", [], {}, "AAAA", 1.5, True])
    return json.dumps(file).encode()


def _inserted(content: bytes, source: random.Random) -> bytes:
    """The file with a slot of somebody who does not know the data key, marked as well as he can."""
    file = keys.loads(content)
    guessed = source.randbytes(32)
    guest = keys.new_slot(source.choice([keys.PERSON, keys.RECOVERY]), "Kẻ lạ", "", GUEST, guessed)
    stolen = guest._replace(data_key=file.slots[0].data_key)
    slots = source.choice([(guest, *file.slots), (*file.slots, guest), (stolen, *file.slots), (guest,)])
    forged: KeyFile = source.choice([file._replace(slots=slots), keys.make(file.register, slots, guessed)])
    return keys.dumps(source.choice([forged, file._replace(next=forged)]))
