"""The key file beside the register: one slot a person, one for the recovery sheet, all holding the same data key.

A slot: passphrase → Argon2id → key of a box around an X25519 private key; the data key is sealed to its public half,
so that a later data key can be sealed without asking anyone's passphrase. The list of slots carries a keyed mark.
While the data key is being changed the file also holds, as `next`, the slots of the new one: whichever of the two
opens the pages is the file.
"""

import base64
import contextlib
import json
import os
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dandan_desktop import paths
from dandan_desktop.db import costs
from dandan_desktop.db.costs import Cost
from dandan_desktop.digests import are_same, blake2b
from dandan_desktop.domain.errors import ClerkError, Problem

FORMAT = "dandan-keys/1"
PERSON = "person"
RECOVERY = "recovery"
"""The kind of the slot that the recovery sheet opens."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I L O U


class Slot(NamedTuple):
    """One way to the data key: for a person (`user` is the uid of the user's row), or for the recovery sheet."""

    kind: str
    name: str
    user: str
    salt: str
    ops: int
    memory: int
    public: str
    private: str
    data_key: str

    @property
    def cost(self) -> Cost:
        """What opening it takes."""
        return Cost(self.ops, self.memory)


class KeyFile(NamedTuple):
    """The slots of one register, marked with a key only an opener knows; `next` while the data key is changed."""

    register: str
    slots: tuple[Slot, ...]
    mark: str
    next: "KeyFile | None" = None

    def of(self, user: str) -> Slot | None:
        """The slot of a user, by the uid; that of the recovery sheet for none."""
        return next((slot for slot in self.slots if slot.user == user), None)


class Found(NamedTuple):
    """What a passphrase gave: the data key, the slot it opened, and how many seconds that took."""

    data_key: bytes
    slot: Slot
    seconds: float


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def normalised(passphrase: str) -> str:
    """A passphrase as keys are made from it: NFKC, because NFC and NFD of one Vietnamese word differ."""
    return unicodedata.normalize("NFKC", passphrase)


def _kek(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return costs.derived(normalised(passphrase).encode(), salt, cost)


def backup_key(data_key: bytes) -> bytes:
    """The key of the backups' pages: whoever holds the data key opens them, and a backup does not tell that key."""
    return blake2b(b"sao-luu", 32, key=data_key)


def new_slot(kind: str, name: str, user: str, passphrase: str, data_key: bytes, *, cost: Cost | None = None) -> Slot:
    """A slot that opens the data key with this passphrase, at the usual cost unless another is given."""
    from nacl.public import PrivateKey, SealedBox
    from nacl.secret import SecretBox

    cost = cost or costs.USUAL
    salt = os.urandom(16)
    pair = PrivateKey.generate()
    box = SecretBox(_kek(passphrase, salt, cost))
    sealed = SealedBox(pair.public_key).encrypt(data_key)
    return Slot(
        kind=kind,
        name=name,
        user=user,
        salt=_text(salt),
        ops=cost.ops,
        memory=cost.memory,
        public=_text(bytes(pair.public_key)),
        private=_text(bytes(box.encrypt(bytes(pair)))),
        data_key=_text(sealed),
    )


def _opened(slot: Slot, passphrase: str) -> bytes | None:
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox
    from nacl.secret import SecretBox

    try:
        box = SecretBox(_kek(passphrase, _raw(slot.salt), slot.cost))
        pair = PrivateKey(bytes(box.decrypt(_raw(slot.private))))
        return bytes(SealedBox(pair).decrypt(_raw(slot.data_key)))
    except (CryptoError, ValueError, TypeError):
        return None


def _mark(register: str, slots: Sequence[Slot], data_key: bytes) -> str:
    key = blake2b(b"khoa", 32, key=data_key)
    content = json.dumps([register, [slot._asdict() for slot in slots]], sort_keys=True, ensure_ascii=False)
    return _text(blake2b(content.encode(), 32, key=key))


def make(register: str, slots: Sequence[Slot], data_key: bytes) -> KeyFile:
    """The key file of a register."""
    return KeyFile(register, tuple(slots), _mark(register, slots, data_key))


def is_marked(file: KeyFile, data_key: bytes) -> bool:
    """Whether the slots are those that somebody who holds the data key put there."""
    return are_same(_mark(file.register, file.slots, data_key), file.mark)


def resealed(file: KeyFile, data_key: bytes, without: Sequence[str] = ()) -> KeyFile:
    """The same slots for another data key, without those of these users (uids); nobody's passphrase is needed."""
    from nacl.public import PublicKey, SealedBox

    kept = [slot for slot in file.slots if not slot.user or slot.user not in without]
    sealed = [SealedBox(PublicKey(_raw(slot.public))).encrypt(data_key) for slot in kept]
    slots = [slot._replace(data_key=_text(bytes(box))) for slot, box in zip(kept, sealed, strict=True)]
    return make(file.register, slots, data_key)


def unlock(file: KeyFile, passphrase: str, name: str = "", clock: Callable[[], float] = time.perf_counter) -> Found:
    """What a passphrase, or the code of the recovery sheet, opens; without a name every person's slot is tried.

    Raises ClerkError WRONG_PASSPHRASE, also for a name without a slot (S2), or KEY_FILE_DAMAGED for changed slots.
    """
    for slot, typed in _candidates(file, passphrase, name):
        began = clock()
        data_key = _opened(slot, typed)
        if data_key is not None:
            took = clock() - began
            if not is_marked(file, data_key):
                raise ClerkError(Problem.KEY_FILE_DAMAGED)
            return Found(data_key, slot, took)
    raise ClerkError(Problem.WRONG_PASSPHRASE)


def _candidates(file: KeyFile, typed: str, name: str) -> list[tuple[Slot, str]]:
    """The slots that what was typed may open, each with the text its key is made from."""
    people = [(slot, typed) for slot in file.slots if slot.kind != RECOVERY and name in ("", slot.name)]
    try:
        code = read_recovery_code(typed)
    except ValueError:
        return people
    return [(slot, code) for slot in file.slots if slot.kind == RECOVERY] + people


def dumps(file: KeyFile) -> bytes:
    """The key file as it is kept."""
    content = {"format": FORMAT, "register": file.register, **_body(file)}
    if file.next:
        content["next"] = _body(file.next)
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _body(file: KeyFile) -> dict[str, Any]:
    return {"slots": [slot._asdict() for slot in file.slots], "mark": file.mark}


def loads(raw: bytes) -> KeyFile:
    """Read a key file; raises ClerkError KEY_FILE_DAMAGED for anything that is none."""
    try:
        content = json.loads(raw)
        file = _read(content["register"], content)
        if "next" in content:
            file = file._replace(next=_read(content["register"], content["next"]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ClerkError(Problem.KEY_FILE_DAMAGED) from error
    if not is_text(file.register) or content.get("format") != FORMAT:
        raise ClerkError(Problem.KEY_FILE_DAMAGED)
    return file


def _read(register: Any, content: Any) -> KeyFile:
    """One set of slots; raises ValueError, TypeError or KeyError for anything that is none."""
    slots = tuple(Slot(**slot) for slot in content["slots"])
    if not slots or not is_text(content["mark"]) or not all(_is_sound(slot) for slot in slots):
        raise ValueError(register)
    return KeyFile(register, slots, content["mark"])


def is_text(value: object) -> bool:
    """Whether it is a text that can be written; half a character cannot."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


def _is_sound(slot: Slot) -> bool:
    texts = (slot.kind, slot.name, slot.user, slot.salt, slot.public, slot.private, slot.data_key)
    costs_of = (slot.ops, slot.memory)
    if not all(map(is_text, texts)) or not all(type(cost) is int for cost in costs_of):
        return False
    return slot.cost.is_bearable


def beside(register: Path) -> Path:
    """Where a register's key file is."""
    return register.with_name(register.name + ".khoa")


def places(register: Path) -> list[Path]:
    """Where a register's key file and its copies may be, the nearest first."""
    near = beside(register)
    far = paths.data_folder() / "khoa"
    is_there = os.path.isdir(far)  # noqa: PTH112 - Path.is_dir raises for a closed folder
    return [near, near.with_name(near.name + ".bak"), *(sorted(far.glob("*.khoa")) if is_there else [])]


def _copies(register: Path, file: KeyFile) -> list[Path]:
    near = beside(register)
    return [near, near.with_name(near.name + ".bak"), paths.data_folder() / "khoa" / f"{file.register}.khoa"]


def keep(register: Path, file: KeyFile) -> None:
    """Write the key file, its copy beside it, and the copy in this user's data folder; raises OSError.

    A copy that is as it should be is not touched. A machine that cannot keep the one in the data folder goes on
    without it.
    """
    content = dumps(file)
    *near, far = _copies(register, file)
    for target in near:
        _keep(target, content)
    with contextlib.suppress(OSError):
        far.parent.mkdir(parents=True, exist_ok=True)
        _keep(far, content)


def _keep(target: Path, content: bytes) -> None:
    with contextlib.suppress(OSError):
        if target.read_bytes() == content:
            return
    paths.write_whole(target, content)


def discard(register: Path, file: KeyFile) -> None:
    """Remove the key file and its copies, as of a register that could not be made."""
    for copy in _copies(register, file):
        with contextlib.suppress(OSError):
            copy.unlink()


def recovery_code(random: bytes) -> str:
    """128 random bits as seven groups of four characters, the last carrying a check of eight bits."""
    check = blake2b(random, 1)
    number = int.from_bytes(random + check, "big") << 4
    letters = [_ALPHABET[number >> 5 * place & 31] for place in reversed(range(28))]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 28, 4))


def read_recovery_code(typed: str) -> str:
    """The code as it was printed, from what was typed; raises ValueError when its check does not hold."""
    swapped = typed.upper().translate(str.maketrans("ILO", "110", " -"))
    if len(swapped) != 28 or set(swapped) - set(_ALPHABET):
        raise ValueError(typed)
    number = 0
    for letter in swapped:
        number = number << 5 | _ALPHABET.index(letter)
    code = recovery_code((number >> 12).to_bytes(16, "big"))
    if code.replace("-", "") != swapped:
        raise ValueError(typed)
    return code


class Opener(NamedTuple):
    """Who came with what: the data key, the uid of the user whose slot gave it (empty for the recovery sheet).

    `file` is the key file that fitted, `seconds` what opening its slot took; without them the key was known.
    """

    data_key: bytes
    user: str
    file: KeyFile | None = None
    slot: Slot | None = None
    seconds: float = 0.0

    @property
    def is_sheet(self) -> bool:
        """Whether it was the recovery sheet: somebody must be given a passphrase now."""
        return self.slot is not None and self.slot.kind == RECOVERY

    @property
    def is_outgrown(self) -> bool:
        """Whether the passphrase opened too quickly for this machine and should be sealed anew."""
        return self.slot is not None and not self.is_sheet and costs.is_outgrown(self.slot.cost, self.seconds)
