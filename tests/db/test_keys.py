"""Key files: what opens, what is refused, and the copies."""

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandan_desktop import paths
from dandan_desktop.db import keys
from dandan_desktop.db.birth import Fresh
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register, check_passphrase
from dandan_desktop.domain.errors import ClerkError, Problem
from tests.registers import PASSPHRASE, copied, master

DATA_KEY = bytes(range(32))


def problem_of(path: Path, passphrase: str) -> Problem:
    with pytest.raises(ClerkError) as caught:
        Register.open(path, passphrase)
    return caught.value.problem


def opens(path: Path, passphrase: str = PASSPHRASE) -> bool:
    register = Register.open(path, passphrase)
    register.close()
    return register.data_key == master().data_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied(tmp_path / "sổ")


def near(path: Path) -> tuple[Path, Path]:
    return keys.beside(path), path.with_name(path.name + ".khoa.bak")


def test_a_passphrase_opens_in_every_unicode_form(path: Path) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert opens(path, unicodedata.normalize(form, PASSPHRASE))


@pytest.mark.parametrize("wrong", ["", "lua chin vang dong", PASSPHRASE + " ", PASSPHRASE.upper(), "x" * 10_000])
def test_a_wrong_passphrase(path: Path, wrong: str) -> None:
    assert problem_of(path, wrong) is Problem.WRONG_PASSPHRASE


def test_a_lost_key_file_is_made_again_from_its_copies(path: Path) -> None:
    key, copy = near(path)
    content = key.read_bytes()
    key.unlink()
    assert opens(path)
    far = list((paths.data_folder() / "khoa").glob("*.khoa"))
    assert [key.read_bytes(), copy.read_bytes(), *(file.read_bytes() for file in far)] == [content] * 3
    key.unlink()
    copy.unlink()
    assert opens(path)
    assert (key.read_bytes(), copy.read_bytes()) == (content, content)


def test_a_damaged_key_file_is_made_again_from_its_copy(path: Path) -> None:
    key, copy = near(path)
    key.write_bytes(b"{}")
    assert problem_of(path, "sai mật khẩu rồi") is Problem.WRONG_PASSPHRASE
    assert opens(path)
    assert key.read_bytes() == copy.read_bytes()
    key.write_bytes(b"{}")
    copy.write_bytes(b"[")
    for file in (paths.data_folder() / "khoa").iterdir():
        file.unlink()
    assert problem_of(path, PASSPHRASE) is Problem.KEY_FILE_DAMAGED


def test_without_any_key_file(path: Path) -> None:
    for file in near(path):
        file.unlink()
    assert problem_of(path, PASSPHRASE) is Problem.KEY_FILE_MISSING


def test_the_key_file_of_another_register(path: Path, tmp_path: Path) -> None:
    other = Register.create(tmp_path / "khác.dandan", PASSPHRASE, Fresh())
    other.close()
    key, copy = near(path)
    key.write_bytes(keys.beside(other.path).read_bytes())
    assert opens(path)
    for file in (key, copy):
        file.unlink()
    for file in (paths.data_folder() / "khoa").glob("*.khoa"):
        if other.uid not in file.name:
            file.unlink()
    assert problem_of(path, PASSPHRASE) is Problem.KEY_FILE_MISSING


def test_a_machine_that_cannot_keep_copies_goes_on(path: Path) -> None:
    folder = paths.data_folder()
    folder.parent.mkdir(parents=True)
    folder.write_text("không phải thư mục", encoding="utf-8")
    assert opens(path)


@pytest.mark.parametrize("seed", range(6))
def test_a_mutated_key_file_never_crashes_and_never_opens_wrongly(seed: int) -> None:
    """300 files in six runs: bytes flipped, cut out or doubled; every answer is the right key or a known problem."""
    dice = random.Random(seed)
    content = keys.dumps(keys.make("r", [keys.new_slot("person", "Lan", "u1", PASSPHRASE, DATA_KEY)], DATA_KEY))
    for _ in range(50):
        mutated = bytearray(content)
        for _ in range(dice.randint(1, 3)):
            place = dice.randrange(len(mutated))
            way = dice.randrange(4)
            if way == 0:
                mutated[place] ^= 1 << dice.randrange(8)
            elif way == 1:
                del mutated[place : place + dice.randint(1, 40)]
            elif way == 2:
                mutated[place:place] = mutated[place : place + dice.randint(1, 40)]
            else:
                mutated[place:place] = dice.choice(["é", "\ud83d\\udc00", "\\ud800", "null", "-1"]).encode(
                    "utf-8", "ignore"
                )
        assert answer(bytes(mutated)) in {DATA_KEY, Problem.KEY_FILE_DAMAGED, Problem.WRONG_PASSPHRASE}


def answer(content: bytes) -> bytes | Problem:
    """What a key file gives: a key or a known problem."""
    try:
        return keys.unlock(keys.loads(content), PASSPHRASE)[0]
    except ClerkError as error:
        return error.problem


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b'"x"', b"[" * 100_000, b'{"slots": 3}', b'{"slots": [3]}', b"\xff\xfe", b"\x00" * 100,
     b'{"format": "dandan-keys/1", "register": "r", "slots": [], "mark": ""}',
     b'{"format": "dandan-keys/1", "register": 5, "slots": [], "mark": ""}'],
    ids=lambda content: repr(content[:30]),
)  # fmt: skip
def test_what_is_no_key_file(content: bytes) -> None:
    with pytest.raises(ClerkError) as caught:
        keys.loads(content)
    assert caught.value.problem is Problem.KEY_FILE_DAMAGED


def test_an_inserted_slot_and_a_changed_name_or_cost_are_refused() -> None:
    mine = keys.new_slot("person", "Lan", "u1", PASSPHRASE, DATA_KEY)
    whole = keys.make("r", [mine], DATA_KEY)
    theirs = keys.new_slot("person", "Kẻ lạ", "u2", "mật khẩu kẻ lạ", DATA_KEY)
    for slots, problem in (
        ((mine, theirs), Problem.KEY_FILE_DAMAGED),
        ((mine._replace(name="Mai"),), Problem.KEY_FILE_DAMAGED),
        ((mine._replace(kind="recovery"),), Problem.WRONG_PASSPHRASE),
    ):
        with pytest.raises(ClerkError) as caught:
            keys.unlock(whole._replace(slots=slots), PASSPHRASE)
        assert caught.value.problem is problem
    with pytest.raises(ClerkError):
        keys.unlock(whole._replace(register="s"), PASSPHRASE)
    assert keys.unlock(keys.loads(keys.dumps(whole)), PASSPHRASE)[0] == DATA_KEY


@given(random_bits=st.binary(min_size=16, max_size=16), dice=st.randoms())
def test_a_recovery_code_is_read_however_it_was_typed(random_bits: bytes, dice: random.Random) -> None:
    code = keys.recovery_code(random_bits)
    assert [len(group) for group in code.split("-")] == [4] * 7
    typed = "".join(dice.choice([" ", "", "-"]) if char == "-" else char for char in code)
    typed = "".join(dice.choice([char, char.lower()]) for char in typed)
    typed = "".join(dice.choice({"0": "0Oo", "1": "1IilL"}.get(char, char)) for char in typed)
    assert keys.read_recovery_code(typed) == code


def test_the_check_of_a_recovery_code_finds_nearly_every_wrong_letter() -> None:
    code = keys.recovery_code(bytes(range(16))).replace("-", "")
    wrong = [
        code[:place] + letter + code[place + 1 :]
        for place in range(28)
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    ]
    accepted = {typed for typed in wrong if is_code(typed)}
    assert code in accepted
    assert len(accepted) < len(wrong) / 50


def is_code(typed: str) -> bool:
    try:
        keys.read_recovery_code(typed)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 28, "é" * 28, "0" * 27, "0" * 29])
def test_what_is_no_recovery_code(typed: str) -> None:
    assert not is_code(typed)


def test_a_recovery_code_opens_as_it_is_typed() -> None:
    code = keys.recovery_code(bytes(16))
    slots = [
        keys.new_slot("person", "Lan", "u1", PASSPHRASE, DATA_KEY),
        keys.new_slot(keys.RECOVERY, "", "", code, DATA_KEY),
    ]
    file = keys.make("r", slots, DATA_KEY)
    assert keys.unlock(file, code.lower().replace("-", " ").replace("0", "o"))[0] == DATA_KEY
    with pytest.raises(ClerkError):
        keys.unlock(file, "khong phai ma")


def test_what_a_passphrase_must_be() -> None:
    check_passphrase("mười hai chữ!", is_practice=False)
    check_passphrase(PRACTICE_PASSPHRASE, is_practice=True)
    for passphrase, problem in (
        ("ngắn", Problem.PASSPHRASE_TOO_SHORT),
        ("", Problem.PASSPHRASE_TOO_SHORT),
        (PRACTICE_PASSPHRASE, Problem.PASSPHRASE_IS_PRACTICE),
        (unicodedata.normalize("NFD", PRACTICE_PASSPHRASE), Problem.PASSPHRASE_IS_PRACTICE),
    ):
        with pytest.raises(ClerkError) as caught:
            check_passphrase(passphrase, is_practice=False)
        assert caught.value.problem is problem
