"""The sample papers: every kind there is, each marked, and none from an office's own register."""

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dandan_desktop import paths, settings
from dandan_desktop.db.register import PRACTICE_PASSPHRASE, Register
from dandan_desktop.db.store import Store
from dandan_desktop.documents.practice_mark import MARK, is_marked
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.nouns import MEETINGS
from dandan_desktop.services import papers, practice, records, samples

TODAY = date(2026, 11, 22)


@pytest.fixture
def practised(tmp_path: Path) -> Iterator[Store]:
    register = Register.open(practice.make(tmp_path, TODAY), PRACTICE_PASSPHRASE)
    store = register.store()
    yield store
    store.close()
    register.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("data")))
        settings.keep_register(Path("sổ của cơ quan.dandan"), "uid")
        found = samples.write_from_practice(samples.folder(), TODAY)
        assert settings.read().last_register == "sổ của cơ quan.dandan"
        assert (paths.data_folder() / practice.FILE_NAME).is_file()
        return found


def test_there_is_every_kind_of_paper(written: list[Path]) -> None:
    kinds = {path.name.split("-20")[0] for path in written}
    assert {"bien-ban", "giay-moi", "thong-bao-ket-luan", "bieu-tong-hop", "tong-hop-kien-nghi"} <= kinds
    assert len(written) > 8


def test_each_says_that_it_is_worth_nothing(written: list[Path]) -> None:
    for path in written:
        if path.suffix == ".docx":
            assert is_marked(path.read_bytes()), path.name
        else:
            sheet = load_workbook(path).worksheets[0]
            assert sheet["A1"].value == MARK, path.name
            with zipfile.ZipFile(path) as book:
                assert f"&amp;B{MARK}</oddHeader>".encode() in book.read("xl/worksheets/sheet1.xml")


def test_without_any_sitting_there_are_the_tables(practised: Store, tmp_path: Path) -> None:
    for row in papers.all_rows(practised):
        records.trash(practised, MEETINGS, row)
    found = samples.write(practised, tmp_path / "mẫu", TODAY)
    assert [path.suffix for path in found] == [".xlsx", ".xlsx"]


def test_no_office_s_own_register_gives_samples(register: Register, tmp_path: Path) -> None:
    store = register.store()
    with pytest.raises(ClerkError) as told:
        samples.write(store, tmp_path, TODAY)
    assert told.value.problem is Problem.NOT_ALLOWED
    assert list(tmp_path.glob("*.docx")) == []
    store.close()
