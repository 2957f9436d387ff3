"""One backup as one file: a stored zip of four fixed members, of which only the manifest tells anything in the clear.

`manifest.json` (what it is, with the SHA-256 of every member and a keyed mark), `keys.json` (the key file with all
slots, so that a package opens with a passphrase or the recovery sheet alone), `sealed` (office, counts, head of the
history) and `register` (the database under the backup key). A package may come from anywhere: nothing is unpacked by
a name it carries, and what is not exactly so is refused.
"""

import errno
import hashlib
import json
import os
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from dandan_desktop import __version__, paths
from dandan_desktop.db import keys
from dandan_desktop.db.keys import KeyFile, Slot
from dandan_desktop.digests import are_same, blake2b, sha256
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.thinning import Kind

FORMAT = "dandan-sao/1"
SUFFIX = paths.PACKAGE_SUFFIX
_MANIFEST, _KEYS, _SEALED, _REGISTER = "manifest.json", "keys.json", "sealed", "register"
_MOST = {_MANIFEST: 64 * 1024, _KEYS: 1024 * 1024, _SEALED: 64 * 1024 * 1024, _REGISTER: 1 << 40}
_BLOCK = 1024 * 1024
_BROKEN = (
    *(BadZipFile, LargeZipFile, RuntimeError, ValueError, EOFError, KeyError, TypeError, AttributeError),
    *(OverflowError, struct.error, zlib.error),
)
"""What the standard library raises for files that are no sound zip."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself in the clear; `mark` is made with the data key over all the rest."""

    register: str
    sequence: int
    made_at: str
    program: str
    step: str
    kind: Kind
    sizes: dict[str, int]
    digests: dict[str, str]
    mark: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a package says of itself to whoever has the data key."""

    office: str
    counts: dict[str, int]
    deeds: int
    """The number of the last deed in it."""
    head: str
    """The head of the history chain, in hexadecimal digits."""
    erased: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it was read, before any key."""

    path: Path
    manifest: Manifest
    keys: KeyFile
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Inside:
    """What a new package carries beside the register."""

    sealed: Sealed
    keys: KeyFile


@dataclass(frozen=True, slots=True)
class Label:
    """What a new package is told of itself."""

    register: str
    sequence: int
    made_at: str
    step: str
    kind: Kind


def plain_stem(stem: str) -> str:
    """A file's name without its ending; characters a stick's file system refuses become lines."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", stem).encode()[:150].decode(errors="ignore").strip(" .") or "so"


def file_name(stem: str, sequence: int) -> str:
    """The name of a package."""
    return f"{plain_stem(stem)}-{sequence:06d}{SUFFIX}"


def sequence_in(name: str) -> int:
    """The number in a package's file name; 0 when it is no package's."""
    found = re.search(rf"-([0-9]{{6,12}}){re.escape(SUFFIX)}\Z", name)
    return int(found[1]) if found else 0


def _mark(content: dict[str, Any], data_key: bytes) -> str:
    key = blake2b(b"ban-sao", 32, key=data_key)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(), 32, key=key).hex()


def _unmarked(manifest: Manifest) -> dict[str, Any]:
    content = {"format": FORMAT, **asdict(manifest)}
    del content["mark"]
    return content


def _box(data_key: bytes) -> Any:
    from nacl.secret import SecretBox

    return SecretBox(blake2b(b"sao-luu-kin", 32, key=data_key))


def write(target: Path, label: Label, register: Path, inside: Inside, data_key: bytes) -> Manifest:
    """Write a package over a register that is already under the backup key, down to the disk; raises OSError."""
    with target.open("wb") as out:
        with ZipFile(out, "w") as archive:
            sizes, digests = {}, {}
            sizes[_REGISTER], digests[_REGISTER] = _pack_register(archive, register)
            sealed = bytes(_box(data_key).encrypt(json.dumps(asdict(inside.sealed), ensure_ascii=False).encode()))
            for name, content in ((_KEYS, keys.dumps(inside.keys)), (_SEALED, sealed)):
                archive.writestr(ZipInfo(name), content)
                sizes[name], digests[name] = len(content), sha256(content).hex()
            bare = Manifest(**asdict(label), program=__version__, sizes=sizes, digests=digests, mark="")
            manifest = replace(bare, mark=_mark(_unmarked(bare), data_key))
            text = json.dumps({**_unmarked(manifest), "mark": manifest.mark}, ensure_ascii=False, indent=1)
            archive.writestr(ZipInfo(_MANIFEST), text)
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _pack_register(archive: ZipFile, register: Path) -> tuple[int, str]:
    """Its size and its SHA-256."""
    digest = hashlib.sha256()
    with register.open("rb") as source, archive.open(ZipInfo(_REGISTER), "w", force_zip64=True) as member:
        for block in _blocks(source):
            member.write(block)
            digest.update(block)
        return source.tell(), digest.hexdigest()


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def digest_of(path: Path) -> str:
    """The SHA-256 of a file as it is read back now; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in _blocks(file):
            digest.update(block)
    return digest.hexdigest()


def _told(error: OSError, path: Path) -> ClerkError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return ClerkError(Problem.FILE_MISSING, path=path)
    return ClerkError(Problem.PACKAGE_DAMAGED if error.errno == errno.EINVAL else Problem.FILE_UNREADABLE, path=path)


def _members(archive: ZipFile, size: int) -> dict[str, ZipInfo]:
    found = {info.filename: info for info in archive.infolist()}
    if len(archive.infolist()) != len(found) or set(found) != set(_MOST):
        raise ValueError("members")
    for name, info in found.items():
        is_plain = info.compress_type == 0 and not info.flag_bits & 1 and info.compress_size == info.file_size
        if not is_plain or info.file_size > min(size, _MOST[name]):
            raise ValueError(name)
    return found


def read(path: Path) -> Package:
    """Read what a package says of itself, without a key; its register stays where it is.

    Raises ClerkError: FILE_MISSING, FILE_UNREADABLE, NOT_A_PACKAGE, PACKAGE_NEWER, PACKAGE_DAMAGED.
    """
    try:
        return _read(path)
    except OSError as error:
        raise _told(error, path) from error
    except (*_BROKEN, RecursionError) as error:
        raise ClerkError(Problem.PACKAGE_DAMAGED, path=path) from error
    except ClerkError as error:
        known = (Problem.NOT_A_PACKAGE, Problem.PACKAGE_NEWER)
        problem = error.problem if error.problem in known else Problem.PACKAGE_DAMAGED
        raise ClerkError(problem, path=path) from error


def _read(path: Path) -> Package:
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            raise ClerkError(Problem.NOT_A_PACKAGE)
        with ZipFile(file) as archive:
            found = _members(archive, path.stat().st_size)
            manifest = _manifest(archive.read(found[_MANIFEST]))
            small = {name: archive.read(found[name]) for name in (_KEYS, _SEALED)}
    if any(manifest.sizes[name] != found[name].file_size for name in manifest.sizes):
        raise ClerkError(Problem.PACKAGE_DAMAGED)
    if any(sha256(content).hex() != manifest.digests[name] for name, content in small.items()):
        raise ClerkError(Problem.PACKAGE_DAMAGED)
    return Package(path, manifest, keys.loads(small[_KEYS]), small[_SEALED])


def _manifest(raw: bytes) -> Manifest:
    content = json.loads(raw)
    if content.pop("format") != FORMAT:
        raise ClerkError(Problem.PACKAGE_NEWER)
    manifest = Manifest(**{**content, "kind": Kind(content["kind"])})
    texts = (manifest.register, manifest.made_at, manifest.program, manifest.step, manifest.mark)
    names = set(_MOST) - {_MANIFEST}
    if not all(_is_text(text) for text in (*texts, *manifest.digests.values())):
        raise ValueError("texts")
    if not all(type(number) is int and number >= 0 for number in (manifest.sequence, *manifest.sizes.values())):
        raise ValueError("numbers")
    if set(manifest.sizes) != names or set(manifest.digests) != names:
        raise ValueError("members")
    return manifest


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.isprintable()


def fits(package: Package, data_key: bytes) -> bool:
    """Whether this data key marked the package, and nothing in it was changed since."""
    return are_same(_mark(_unmarked(package.manifest), data_key), package.manifest.mark)


def unlock(package: Package, secret: str, name: str = "") -> tuple[bytes, Slot]:
    """The data key of a package and the slot that gave it, from a passphrase or the code of the recovery sheet.

    Raises ClerkError: WRONG_PASSPHRASE, PACKAGE_DAMAGED.
    """
    try:
        data_key, slot, _ = keys.unlock(package.keys, secret, name)
    except ClerkError as error:
        is_wrong = error.problem is Problem.WRONG_PASSPHRASE
        raise ClerkError(error.problem if is_wrong else Problem.PACKAGE_DAMAGED, path=package.path) from error
    if not fits(package, data_key):
        raise ClerkError(Problem.PACKAGE_DAMAGED, path=package.path)
    return data_key, slot


def unsealed(package: Package, data_key: bytes) -> Sealed:
    """What the package says of itself to whoever has its data key; raises ClerkError PACKAGE_DAMAGED."""
    from nacl.exceptions import CryptoError

    if not fits(package, data_key):
        raise ClerkError(Problem.PACKAGE_DAMAGED, path=package.path)
    try:
        content = json.loads(bytes(_box(data_key).decrypt(package.sealed)))
        return Sealed(**{**content, "erased": tuple(content["erased"])})
    except (CryptoError, ValueError, TypeError, KeyError) as error:
        raise ClerkError(Problem.PACKAGE_DAMAGED, path=package.path) from error


def take_register(package: Package, target: Path | None) -> None:
    """Write the package's register, still under the backup key, to a new file; None only reads it over.

    Raises ClerkError: PACKAGE_DAMAGED, FILE_MISSING, FILE_UNREADABLE; OSError for what the target's disk did.
    """
    digest = hashlib.sha256()
    out = target.open("wb") if target else None
    try:
        for block in _register_blocks(package):
            digest.update(block)
            if out:
                out.write(block)
    finally:
        if out:
            out.close()
    if digest.hexdigest() != package.manifest.digests[_REGISTER]:
        raise ClerkError(Problem.PACKAGE_DAMAGED, path=package.path)


def _register_blocks(package: Package) -> Iterator[bytes]:
    try:
        with ZipFile(package.path) as archive:
            found = _members(archive, package.path.stat().st_size)
            with archive.open(found[_REGISTER]) as member:
                while block := member.read(_BLOCK):
                    yield block
    except OSError as error:
        raise _told(error, package.path) from error
    except _BROKEN as error:
        raise ClerkError(Problem.PACKAGE_DAMAGED, path=package.path) from error
