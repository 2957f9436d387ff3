"""What goes into the Windows program and its installer, read from the files that say so."""

import json
import re
import struct
import unicodedata
from pathlib import Path

import pytest

from tools import make_components
from windows import sizes, wheels
from windows.build import SOURCES

ROOT = Path(__file__).resolve().parent.parent.parent
SPEC = (ROOT / "installer" / "dandan.spec").read_text(encoding="utf-8")
INSTALLER = (ROOT / "installer" / "dandan.nsi").read_text(encoding="utf-8")


def test_one_build_makes_both_programs() -> None:
    assert 'program("SoDanVan", "Sổ Dân vận", has_console=False)' in SPEC
    assert 'program("dandan-desktop", "Sổ Dân vận – dòng lệnh", has_console=True)' in SPEC
    assert SPEC.count("Analysis(") == 1
    assert SPEC.count("COLLECT(") == 1


def test_the_guard_is_the_first_step_of_both_programs_and_stands_in_one_place() -> None:
    assert 'runtime_hooks=[str(ROOT / "installer" / "first.py")]' in SPEC
    sources = [*(ROOT / "dandan_desktop").rglob("*.py"), *(ROOT / "installer").glob("*.py")]
    callers = [each.name for each in sources if "safe_start.guard()" in each.read_text(encoding="utf-8")]
    assert callers == ["first.py"]


def test_a_new_program_is_whole_before_the_old_one_is_touched() -> None:
    steps = INSTALLER[INSTALLER.index("\nSection\n") :]
    order = [
        "Call RefuseFullDisk",
        'File "${PROGRAM}\\${LIST}"',
        'File /r "${PROGRAM}\\*"',
        "Call Exchange",
        "WriteRegStr",
    ]
    assert [steps.index(each) for each in order] == sorted(steps.index(each) for each in order)
    assert "Rename" not in steps
    assert "Function .onInstFailed\n  Call ForgetFresh" in INSTALLER


@pytest.mark.parametrize("name", ["opengl32sw.dll", "Qt6Network.dll", "pip", "ssl", "tkinter", "unittest", "test"])
def test_what_no_clerk_needs_is_left_out(name: str) -> None:
    assert re.search(rf'["\s]{re.escape(name)}["\s]', SPEC)


def test_the_list_of_qt_plugins_is_the_same_where_it_is_packed_and_where_it_is_proved() -> None:
    found = re.search(r"^PLUGINS = \((.+?)\)$", SPEC, re.MULTILINE)
    assert found is not None
    assert sorted(re.findall(r'"([^"]+)"', found[1])) == sorted(sizes.PLUGINS)


def test_a_file_too_many_is_seen() -> None:
    plugins = "_internal/PySide6/plugins"
    fine = [
        f"{plugins}/platforms/qwindows.dll",
        "_internal/dandan_desktop/resources/i18n/qt_vi.qm",
        "_internal/Qt6Gui.dll",
    ]
    grown = [
        f"{plugins}/imageformats/qwebp.dll",
        "_internal/PySide6/translations/qt_fr.qm",
        "_internal/PySide6/opengl32sw.dll",
        "_internal/pip/__init__.py",
    ]
    assert sizes.surplus(fine) == []
    assert sorted(sizes.surplus([*fine, *grown])) == sorted(grown)


@pytest.mark.parametrize(
    "wanted",
    [
        "Target amd64-unicode",
        "RequestExecutionLevel user",
        "$LOCALAPPDATA\\Programs\\SoDanVan",
        "$PROGRAMFILES64\\SoDanVan",
        '!insertmacro MUI_LANGUAGEEX "${__FILEDIR__}/language" "Vietnamese"',
        '!insertmacro MUI_PAGE_LICENSE "${LICENCE}"',
        'CreateShortcut "$SMPROGRAMS\\${TITLE}.lnk"',
        'CreateShortcut "$DESKTOP\\${TITLE}.lnk"',
        '"$INSTDIR\\${PART}\\SoDanVan.exe" --register "%1"',
        "AtLeastBuild} ${OLDEST}",
    ],
)
def test_the_installer_has_what_an_office_needs(wanted: str) -> None:
    assert wanted in INSTALLER


def test_the_uninstaller_deletes_by_the_list_alone() -> None:
    """A whole folder deleted would take a register that somebody put there."""
    assert "RMDir /r" not in INSTALLER
    assert not re.search(r"^\s*Delete .*[*?]", INSTALLER, re.MULTILINE)
    assert "SoDanVan\\*" not in INSTALLER


def test_every_box_of_the_installer_answers_itself_when_silent() -> None:
    boxes = [line for line in INSTALLER.splitlines() if line.strip().startswith("MessageBox")]
    assert len(boxes) == 8
    assert all(" /SD ID" in line for line in boxes)


def test_what_the_boxes_of_the_installer_say_is_what_happened_and_what_to_do() -> None:
    said = re.findall(r'(?:MessageBox \S+|REFUSE_OPEN) "([^"]+)"', INSTALLER)
    assert len(said) == 10
    said.remove("${words}")
    assert [words for words in said if not re.fullmatch(r"[^.]+\. Hãy [^.]+\.", words.replace("10 bản 1809", ""))] == []


@pytest.mark.parametrize("name", ["Vietnamese.nlf", "Vietnamese.nsh"])
def test_the_words_of_the_installer_are_composed(name: str) -> None:
    """NSIS brings them with the marks apart from their letters, which Windows then draws beside each other."""
    text = (ROOT / "installer" / "language" / name).read_text(encoding="utf-8-sig")
    assert text == unicodedata.normalize("NFC", text)
    assert "rợ lí" not in text


def test_the_bill_of_materials_holds_every_pinned_package_with_its_licence() -> None:
    told = json.loads((ROOT / "resources" / "components.json").read_text(encoding="utf-8"))
    versions = {row["name"]: row["version"] for row in told}
    assert wheels.pinned("runtime.txt").items() <= versions.items()
    assert versions["PyInstaller bootloader"] == wheels.pinned("windows.txt")["pyinstaller"]
    assert {"Python", "Qt", "SQLCipher", "libsodium", "Lucide icons"} <= versions.keys()
    assert [row for row in told if not row["licence"].strip()] == []


def test_the_bill_of_materials_is_what_its_tool_makes() -> None:
    told = json.loads((ROOT / "resources" / "components.json").read_text(encoding="utf-8"))
    assert told == make_components.components()


@pytest.mark.parametrize("name", ["windows.txt", "windows-python.txt"])
def test_what_packs_the_program_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert text.count("==") == text.count("--hash=sha256:") > 0


def test_what_packs_is_as_new_as_what_is_packed() -> None:
    packing, workbench = wheels.pinned("windows.txt"), wheels.pinned("dev.txt")
    assert {name: workbench[name] for name in packing if name in workbench} == {
        name: version for name, version in packing.items() if name in workbench
    }


def test_the_icon_has_every_size_windows_asks_for() -> None:
    content = (ROOT / "installer" / "so-dan-van.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", content)
    widths = [content[6 + 16 * number] or 256 for number in range(count)]
    assert kind == 1
    assert widths == [16, 20, 24, 32, 40, 48, 64, 256]


def test_every_source_folder_is_there() -> None:
    assert [name for name in SOURCES if not (ROOT / name).is_dir()] == []


def test_the_list_of_machine_code_is_in_order_and_holds_nothing_unwanted() -> None:
    names = sizes.BINARIES.read_text(encoding="utf-8").split()
    assert names == sorted(set(names))
    assert sizes.surplus(names) == []
    assert {"SoDanVan.exe", "dandan-desktop.exe", *(f"{sizes.KNOWN}{name}" for name in sizes.PLUGINS)} <= set(names)
