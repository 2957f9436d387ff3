"""The sample papers: every kind there is, each marked, and none from an office's own register."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dandan_desktop import paths, settings
from dandan_desktop.db.register import Register
from dandan_desktop.documents.practice_mark import MARK, is_marked
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.services import practice, samples

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("data")))
        settings.remember(last_register="/sổ của cơ quan.dandan")
        found = samples.write_from_practice(samples.folder(), TODAY)
        assert settings.read().last_register == "/sổ của cơ quan.dandan"
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


def test_no_office_s_own_register_gives_samples(register: Register, tmp_path: Path) -> None:
    store = register.store()
    with pytest.raises(ClerkError) as told:
        samples.write(store, tmp_path, TODAY)
    assert told.value.problem is Problem.NOT_ALLOWED
    assert list(tmp_path.glob("*.docx")) == []
    store.close()
