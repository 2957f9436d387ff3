"""Whatever is damaged in the register in place, a good backup is restored over it; what could not be read is said."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dandan_desktop.services import restore_words, restoring
from tests.registers import PASSPHRASE, cheap_keys
from tests.services.backed import backed_up, clean_profile, people
from tests.services.damaged import PAGE, damage, pages_of

pytestmark = pytest.mark.uncounted


@settings(max_examples=8, deadline=None)
@given(st.floats(0, 1), st.sampled_from([1, 512, PAGE, 60_000]))
@example(0.0, 1)
@example(0.0, PAGE)
@example(0.99, 60_000)
def test_wherever_the_register_is_damaged_a_good_backup_is_restored(where: float, length: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        cheap_keys(patch)
        clean_profile(patch, Path(folder, "máy"))
        backed = backed_up(Path(folder))
        content = bytearray(backed.path.read_bytes())
        start = min(int(where * len(content)), len(content) - 1)
        stop = min(start + length, len(content))
        content[start:stop] = bytes(byte ^ 85 for byte in content[start:stop])
        backed.path.write_bytes(content)
        restored = restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
        assert restored.aside is not None
        assert restored.aside.read_bytes() == bytes(content)
        assert people(backed.path) == ["Nguyễn Thị Đào"]


TABLES = ["facts", "users", "deeds", "seals", "people", "bodies", "erased", "sqlite_autoindex_erased_1"]


@pytest.mark.parametrize("table", TABLES)
def test_each_table_the_restore_asks_may_be_damaged(table: str, tmp_path: Path) -> None:
    backed = backed_up(tmp_path)
    damage(backed.path, *pages_of(backed.path, table))
    restored = restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
    assert people(backed.path) == ["Nguyễn Thị Đào"]
    assert not restored.is_erased_unread  # it stands twice in the file


def test_a_list_of_erasures_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    backed = backed_up(tmp_path)
    damage(backed.path, *pages_of(backed.path, "erased"), *pages_of(backed.path, "sqlite_autoindex_erased_1"))
    restored = restoring.restore(restoring.look(backed.made.path, backed.path, PASSPHRASE))
    assert people(backed.path) == ["Nguyễn Thị Đào"]
    assert restored.is_erased_unread
    assert "Không đọc được danh sách xoá vĩnh viễn" in restore_words.notice(restored)
