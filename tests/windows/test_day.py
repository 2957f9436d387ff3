"""How a day in the built program is judged, so that each judgement can fail."""

import struct
import zipfile
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from dandan_desktop import bug_log
from dandan_desktop.db import packages, shelf
from dandan_desktop.domain.thinning import Kind
from windows import day, eye, places

WIDE, HIGH = 200, 300


def draw(file: Path, *rows: int) -> None:
    """A screen as Xvfb keeps it, with white lines at these rows."""
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    for row in rows:
        for column in range(WIDE):
            image.setPixelColor(column, row, QColor("white"))
    head = [100, 7, 2, 24, WIDE, HIGH, 0, 0, 32, 0, 32, 32, 4 * WIDE, *[0] * 6, 0, *[0] * 5]
    file.write_bytes(struct.pack(">25I", *head) + bytes(image.constBits()))


def looked(watching: eye.Eye, times: int) -> list[bool]:
    return [watching.look() is not None for _ in range(times)]


def test_a_picture_is_kept_once_the_screen_is_another_and_at_rest(tmp_path: Path) -> None:
    screen = tmp_path / "screen"
    watching = eye.Eye(screen)
    draw(screen)
    assert looked(watching, eye.REST + 1) == [*[False] * eye.REST, True]
    assert looked(watching, 2 * eye.REST) == [False] * (2 * eye.REST)  # nothing new
    draw(screen, *range(20))
    assert looked(watching, 2 * eye.REST) == [False] * (2 * eye.REST)  # no more than a caret
    draw(screen, *range(100))
    assert looked(watching, eye.REST - 1) == [False] * (eye.REST - 1)
    draw(screen, *range(200))  # it still changes
    assert looked(watching, eye.REST + 1) == [*[False] * eye.REST, True]


def test_an_empty_window_is_told_from_one_with_words() -> None:
    seen = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    seen.fill(QColor("black"))
    assert eye.is_empty(seen)
    painter = QPainter(seen)
    painter.fillRect(QRect(0, 0, WIDE, HIGH - 50), QColor("white"))
    painter.end()
    assert eye.is_empty(seen)
    painter.begin(seen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in range(20):  # what letters are: curves whose edges are blended
        curve = QPainterPath()
        curve.addEllipse(5 + 0.37 * number, 5 + 11.3 * number, 90, 8)
        painter.fillPath(curve, QColor(160, 12 * number, 31))
    painter.end()
    assert not eye.is_empty(seen)
    assert eye.is_empty(QImage())


def test_pictures_of_two_sizes_differ_in_every_row() -> None:
    one, other = (QImage(WIDE, high, QImage.Format.Format_RGB32) for high in (HIGH, 10))
    assert eye.rows_apart(one, other) == HIGH


def paper(file: Path, words: str) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", words)
    return file


def test_a_paper_that_is_missing_broken_or_another_is_not_the_same(tmp_path: Path) -> None:
    whole = paper(tmp_path / "a.docx", "một")
    assert day.is_same(whole, paper(tmp_path / "b.docx", "một"))
    assert not day.is_same(whole, paper(tmp_path / "c.docx", "hai"))
    assert not day.is_same(tmp_path / "d.docx", tmp_path / "e.docx")
    half = tmp_path / "g.docx"
    half.write_bytes(whole.read_bytes()[:-30])
    assert not day.is_same(half, whole)


def test_every_line_of_the_log_counts(tmp_path: Path) -> None:
    assert day.logged(tmp_path) == []
    (tmp_path / bug_log.FILE).write_text("hai\nba\n", encoding="utf-8")
    (tmp_path / f"{bug_log.FILE}.1").write_text("một\n", encoding="utf-8")
    assert day.logged(tmp_path) == ["hai", "ba", "một"]


def shelve(folder: Path, *kinds: Kind, is_good: bool = True) -> None:
    folder.mkdir(parents=True)
    made = [
        shelf.Entry(
            number, packages.file_name("so", number), "2026-11-23T12:00:00+00:00", kind, 1, "", 1, "", is_good=is_good
        )
        for number, kind in enumerate(kinds, 1)
    ]
    for entry in made:
        (folder / entry.file).touch()
    shelf.write(folder, shelf.Index(entries=tuple(made)))


def test_the_last_backup_of_each_register_is_that_of_closing(tmp_path: Path) -> None:
    assert day.backed_up(tmp_path, 1) != []
    shelve(tmp_path / "sao-luu" / "a", Kind.ROUTINE, Kind.EXIT)
    assert day.backed_up(tmp_path, 1) == []
    assert day.backed_up(tmp_path, 2) == ["2 registers, their last backups: [['exit']]"]
    shelve(tmp_path / "sao-luu" / "b", Kind.EXIT, Kind.ROUTINE)
    assert day.backed_up(tmp_path, 2) != []
    shelve(tmp_path / "sao-luu" / "c", Kind.EXIT, is_good=False)
    assert day.backed_up(tmp_path, 3) != []


def test_a_socket_is_read_in_the_trace() -> None:
    trace = "0024:trace:winsock:DllMain 0x1\n0024:trace:winsock:WSASocketW af=2\n0024:fixme:ntdll:socket\n"
    assert places.sockets(trace) == ["0024:trace:winsock:WSASocketW af=2"]
