"""Whatever Qt itself says to a clerk is Vietnamese, in words of ours."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.qt_texts import WINDOWS, known_to_qt, texts_on
from tests.ui.test_pictures import keep
from tools import make_qt_vi

MET = set(make_qt_vi.words())
NEVER_MET = set(
    "Assets::Downloader::AssetDownloader MAC_APPLICATION_MENU QAbstractSocket QAndroidPlatformTheme QAxSelect "
    "QCocoaMenuBar QCocoaMenuItem QCocoaTheme QColorDialog QCommandLineParser QCoreApplication QDB2Driver QDB2Result "
    "QDnsLookup QDnsLookupRunnable QDomParser QDtls QDtlsClientVerifier QFactoryLoader QFile QFileDevice QFontDatabase "
    "QFontDialog QGuiApplication QHostInfo QHostInfoAgent QHttp QHttpSocketEngine QIBaseDriver QIBaseResult QIODevice "
    "QImageReader QImageWriter QJsonParseError QLibrary QLocalServer QLocalSocket QMYSQLDriver QMYSQLResult QMdiArea "
    "QMimerSQL QMimerSQLDriver QMimerSQLResult QMimerSQLResult: QNativeSocketEngine QNetworkAccessCacheBackend "
    "QNetworkAccessDataBackend QNetworkAccessDebugPipeBackend QNetworkAccessFileBackend QNetworkReply "
    "QNetworkReplyHttpImpl QNetworkReplyImpl QOCIDriver QOCIResult QODBCDriver QODBCResult QPSQLDriver QPSQLResult "
    "QPluginLoader QProcess QRegularExpression QSQLiteDriver QSQLiteResult QSaveFile QSctpSocket QSharedMemory "
    "QSocks5SocketEngine QSpiAccessibleBridge QSslDiffieHellmanParameter QSslSocket QSystemSemaphore QTcpServer "
    "QTgaFile QUdpSocket QWindowsDirect2DIntegration QWindowsUiaMainProvider QXmlStream quiaccessibilityelement".split()
) | {"Print Device Input Slot", "Print Device Output Bin"}
"""Of other systems, networks, other databases, fonts and colours, or only for who writes programs."""
KEY_CAPS = "QShortcut"
"""Names of keys stay as they stand on the keys, also in Vietnam."""
ABOUT_QT = re.compile("<(h3|p)>")
SAME = re.compile(
    r"[\W\d]*|OK|Alt\+\w+|\d+ \(\dx\d\)|%1 - \[%2\]|- \[%1\]|%1 x %2 in|mm|pt|in|CC|DD|P̸"
    r"|(Cicero|Didot|Pica) \(\w.?\w?\)"
    r"|(ANSI|Architect|JIS|Super|PRC|[AB])[ \d\w]*|(Executive|Folio) \(.*\)|(Ledger|Letter|Tabloid) / ANSI [AB]"
    r"|Legal|Note|Quarto|Statement"
)
"""Texts that are the same in Vietnamese: signs, units and the names of paper."""
PLACES = re.compile(r"%\d|\n|<<|>>|\.\.\.$|:$|\(\*\)|^<|\s$")


@contextmanager
def without_our_words(application: QApplication) -> Iterator[None]:
    ours = application.findChildren(QTranslator)
    for each in ours:
        QCoreApplication.removeTranslator(each)
    try:
        yield
    finally:
        for each in ours:
            QCoreApplication.installTranslator(each)


@pytest.fixture
def made(qtbot: QtBot) -> Callable[[str], QWidget]:
    def make(name: str) -> QWidget:
        window = WINDOWS[name]()
        qtbot.addWidget(window)
        return window

    return make


def test_every_text_of_qt_is_either_ours_or_never_met() -> None:
    known = known_to_qt()
    assert {context for context, _ in known} == MET | NEVER_MET
    assert not MET & NEVER_MET
    ours = {(context, source) for context, words in make_qt_vi.words().items() for source in words}
    wanted = {text for text in known if text.context in MET - {KEY_CAPS} and not ABOUT_QT.match(text.source)}
    assert not wanted - ours, "Qt says it in English"
    assert not ours - known, "Qt does not say it at all"


def test_no_text_of_ours_is_english() -> None:
    same = {source for words in make_qt_vi.words().values() for source, ours in words.items() if source == ours}
    assert [text for text in same if not SAME.fullmatch(text)] == []


def test_what_qt_puts_in_has_its_place_in_our_words_too() -> None:
    for words in make_qt_vi.words().values():
        for source, ours in words.items():
            assert sorted(PLACES.findall(source)) == sorted(PLACES.findall(ours)), source


def test_every_marked_letter_is_on_the_keyboard() -> None:
    for words in make_qt_vi.words().values():
        for source, ours in words.items():
            marked = re.findall(r"&(.)", ours)
            assert len(marked) == len(re.findall(r"&\w", source)), source
            assert all(letter.isascii() and letter.isalpha() for letter in marked), ours


@pytest.mark.parametrize("name", [name for name in WINDOWS if name.startswith("menu")])
def test_no_letter_is_marked_twice_in_a_menu(name: str, made: Callable[[str], QWidget]) -> None:
    window = made(name)
    for menu in window.findChildren(QMenu):
        letters = [letter.lower() for action in menu.actions() for letter in re.findall(r"&(.)", action.text())]
        assert len(letters) == len(set(letters)), letters


def test_what_is_packed_is_what_was_reviewed(qapp: QApplication, tmp_path: Path) -> None:
    assert make_qt_vi.main(tmp_path / "qt_vi.qm") == 0
    packed = make_qt_vi.TARGET.read_bytes()
    assert packed == (tmp_path / "qt_vi.qm").read_bytes(), "run `python -m tools.make_qt_vi`"
    for context, words in make_qt_vi.words().items():
        for said, ours in words.items():
            assert qapp.translate(context, said) == ours


@pytest.mark.parametrize("name", WINDOWS)
def test_nothing_on_a_window_of_qt_is_left_in_english(
    name: str, made: Callable[[str], QWidget], qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ours = texts_on(made(name))
    with without_our_words(qapp):
        english = texts_on(made(name))
    own = {"chữ", Path.home().name, *tmp_path.parts, *map(str, (tmp_path, *tmp_path.parents))}
    made_here = str(tmp_path.parent)  # a window of files also knows the folder of the one before
    words = {text for text in ours & english if not text.startswith(made_here)}
    left = [text for text in words if text not in own and not SAME.fullmatch(text)]
    assert [text for text in left if not re.fullmatch(r"Tháng (\d+|trước|sau)", text)] == []
    assert name in ("calendar", "ask for words") or ours - english, "the window says something"


@pytest.mark.parametrize("name", ["Ctrl+Enter", "Ctrl+Return", "Ctrl+Space", "Alt+Left", "Alt+Down", "Ctrl+Del", "F7"])
def test_keys_named_in_our_code_mean_the_same_in_vietnamese(name: str, qapp: QApplication) -> None:
    ours = QKeySequence(name)
    with without_our_words(qapp):
        assert QKeySequence(name) == ours


def test_keys_are_named_in_menus_as_they_stand_on_the_keys(qapp: QApplication) -> None:
    assert qapp.findChild(QTranslator) is not None
    named = {keys: QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in (
        "Ctrl+Shift+Z", "Del", "Ctrl+Space", "Alt+Left", "PgUp", "Ctrl+Home", "Esc",
    )}  # fmt: skip
    assert named == {
        "Ctrl+Shift+Z": "Ctrl+Shift+Z", "Del": "Del", "Ctrl+Space": "Ctrl+Phím cách", "Alt+Left": "Alt+←",
        "PgUp": "PgUp", "Ctrl+Home": "Ctrl+Home", "Esc": "Esc",
    }  # fmt: skip


@pytest.mark.pictures
@pytest.mark.parametrize("name", WINDOWS)
def test_pictures(name: str, made: Callable[[str], QWidget], pictures_folder: Path) -> None:
    window = made(name)
    menus = window.findChildren(QMenu) if name.startswith("menu") else []
    shown = next(iter(menus), window)
    shown.show()
    shown.adjustSize()
    picture = shown.grab()
    assert not picture.isNull()
    keep(picture, pictures_folder / f"qt-{name.replace(' ', '-')}.png")
