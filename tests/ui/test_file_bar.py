"""The bar after papers were written."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from dandan_desktop.documents.own_files import write_paper
from dandan_desktop.ui.file_bar import FileBar

KEPT = "có người đã sửa từ lần ghi trước nên giữ nguyên, bản mới ghi bên cạnh."


def test_a_paper_left_as_somebody_changed_it_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    bar = FileBar()
    qtbot.addWidget(bar)
    paths = [tmp_path / name for name in ("biên bản.docx", "thông báo.docx")]
    bar.tell(write_paper(paths[0], b"one"))
    assert bar.words.text() == "Đã ghi biên bản.docx"
    paths[0].write_bytes(b"one, put right")
    bar.tell(write_paper(paths[0], b"two"))
    assert bar.words.text() == f"Đã ghi biên bản (2).docx\nbiên bản.docx: {KEPT}"
    bar.tell_all([write_paper(path, b"three") for path in paths])
    assert bar.words.text().split("\n")[1:] == [f"biên bản.docx: {KEPT}"]
