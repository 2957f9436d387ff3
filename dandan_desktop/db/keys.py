"""The key file beside the register: one slot a person, one for the recovery sheet, all holding the same data key.

A slot: passphrase → Argon2id → key of a box around an X25519 private key; the data key is sealed to its public half,
so that a later data key can be sealed without asking anyone's passphrase. The list of slots carries a keyed mark.
"""

import base64
import contextlib
import hmac
import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.domain.errors import ClerkError, Problem

FORMAT = "dandan-keys/1"
PERSON = "person"
RECOVERY = "recovery"
"""The kind of the slot that the recovery sheet opens."""
OPS = 3
MEMORY = 64 * 1024 * 1024
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I L O U
_MOST_MEMORY, _MOST_OPS = 1024 * 1024 * 1024, 16


@dataclass(frozen=True, slots=True)
class Slot:
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


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The slots of one register, marked with a key only an opener knows."""

    register: str
    slots: tuple[Slot, ...]
    mark: str


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def normalised(passphrase: str) -> str:
    """A passphrase as keys are made from it: NFKC, because NFC and NFD of one Vietnamese word differ."""
    return unicodedata.normalize("NFKC", passphrase)


def _kek(passphrase: str, salt: bytes, ops: int, memory: int) -> bytes:
    from nacl.pwhash import argon2id

    return bytes(argon2id.kdf(32, normalised(passphrase).encode(), salt, opslimit=ops, memlimit=memory))


def new_slot(kind: str, name: str, user: str, passphrase: str, data_key: bytes) -> Slot:
    """A slot that opens the data key with this passphrase."""
    from nacl.public import PrivateKey, SealedBox
    from nacl.secret import SecretBox

    salt = os.urandom(16)
    pair = PrivateKey.generate()
    box = SecretBox(_kek(passphrase, salt, OPS, MEMORY))
    sealed = SealedBox(pair.public_key).encrypt(data_key)
    return Slot(
        kind=kind,
        name=name,
        user=user,
        salt=_text(salt),
        ops=OPS,
        memory=MEMORY,
        public=_text(bytes(pair.public_key)),
        private=_text(bytes(box.encrypt(bytes(pair)))),
        data_key=_text(sealed),
    )


def _opened(slot: Slot, passphrase: str) -> bytes | None:
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox
    from nacl.secret import SecretBox

    try:
        box = SecretBox(_kek(passphrase, _raw(slot.salt), slot.ops, slot.memory))
        pair = PrivateKey(bytes(box.decrypt(_raw(slot.private))))
        return bytes(SealedBox(pair).decrypt(_raw(slot.data_key)))
    except (CryptoError, ValueError, TypeError):
        return None


def _typed_for(slot: Slot, typed: str) -> str:
    """What was typed as this slot's key was made from: a recovery code in its printed form."""
    if slot.kind != RECOVERY:
        return typed
    try:
        return read_recovery_code(typed)
    except ValueError:
        return typed


def _mark(register: str, slots: Sequence[Slot], data_key: bytes) -> str:
    key = blake2b(b"khoa", key=data_key, digest_size=32).digest()
    content = json.dumps([register, [asdict(slot) for slot in slots]], sort_keys=True, ensure_ascii=False)
    return _text(blake2b(content.encode(), key=key, digest_size=32).digest())


def make(register: str, slots: Sequence[Slot], data_key: bytes) -> KeyFile:
    """The key file of a register."""
    return KeyFile(register, tuple(slots), _mark(register, slots, data_key))


def unlock(file: KeyFile, passphrase: str, name: str = "") -> tuple[bytes, Slot]:
    """The data key and the slot that gave it, looked for in the slots of this name and that of the recovery sheet.

    Without a name every slot is tried. Raises ClerkError WRONG_PASSPHRASE, or KEY_FILE_DAMAGED when slots were changed.
    """
    for slot in file.slots:
        if name and slot.kind != RECOVERY and slot.name != name:
            continue
        data_key = _opened(slot, _typed_for(slot, passphrase))
        if data_key is not None:
            if not hmac.compare_digest(_mark(file.register, file.slots, data_key).encode(), file.mark.encode()):
                raise ClerkError(Problem.KEY_FILE_DAMAGED)
            return data_key, slot
    raise ClerkError(Problem.WRONG_PASSPHRASE)


def dumps(file: KeyFile) -> bytes:
    """The key file as it is kept."""
    content = {
        "format": FORMAT,
        "register": file.register,
        "slots": [asdict(slot) for slot in file.slots],
        "mark": file.mark,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def loads(raw: bytes) -> KeyFile:
    """Read a key file; raises ClerkError KEY_FILE_DAMAGED for anything that is none."""
    try:
        content = json.loads(raw)
        slots = tuple(Slot(**slot) for slot in content["slots"])
        file = KeyFile(content["register"], slots, content["mark"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ClerkError(Problem.KEY_FILE_DAMAGED) from error
    heads = (_is_text(file.register), _is_text(file.mark), content.get("format") == FORMAT, bool(file.slots))
    if not all(heads) or not all(_is_sound(slot) for slot in file.slots):
        raise ClerkError(Problem.KEY_FILE_DAMAGED)
    return file


def _is_text(value: object) -> bool:
    """Whether it is a text that can be written; half a character cannot."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


def _is_sound(slot: Slot) -> bool:
    texts = (slot.kind, slot.name, slot.user, slot.salt, slot.public, slot.private, slot.data_key)
    costs = (slot.ops, slot.memory)
    if not all(map(_is_text, texts)) or not all(type(cost) is int for cost in costs):
        return False
    return 1 <= slot.ops <= _MOST_OPS and 8192 <= slot.memory <= _MOST_MEMORY


def beside(register: Path) -> Path:
    """Where a register's key file is."""
    return register.with_name(register.name + ".khoa")


def places(register: Path) -> list[Path]:
    """Where a register's key file and its copies may be, the nearest first."""
    near = beside(register)
    far = paths.data_folder() / "khoa"
    return [near, near.with_name(near.name + ".bak"), *(sorted(far.glob("*.khoa")) if far.is_dir() else [])]


def _copies(register: Path, file: KeyFile) -> list[Path]:
    near = beside(register)
    return [near, near.with_name(near.name + ".bak"), paths.data_folder() / "khoa" / f"{file.register}.khoa"]


def keep(register: Path, file: KeyFile) -> None:
    """Write the key file, its copy beside it, and the copy in this user's data folder; raises OSError.

    A machine that cannot keep the copy in the data folder goes on without it.
    """
    content = dumps(file)
    *near, far = _copies(register, file)
    for target in near:
        paths.write_whole(target, content)
    with contextlib.suppress(OSError):
        far.parent.mkdir(parents=True, exist_ok=True)
        paths.write_whole(far, content)


def is_kept(register: Path, file: KeyFile) -> bool:
    """Whether the key file and both its copies are where they belong."""
    return all(copy.is_file() for copy in _copies(register, file))


def discard(register: Path, file: KeyFile) -> None:
    """Remove the key file and its copies, as of a register that could not be made."""
    for copy in _copies(register, file):
        with contextlib.suppress(OSError):
            copy.unlink()


def recovery_code(random: bytes) -> str:
    """128 random bits as seven groups of four characters, the last carrying a check of eight bits."""
    check = blake2b(random, digest_size=1).digest()
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
