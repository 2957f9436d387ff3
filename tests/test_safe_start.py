"""Before anything is imported: variables that load code are forgotten, in children too."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dandan_desktop import safe_start
from tests.systems import linked

ROOT = Path(__file__).resolve().parent.parent
PLANTED = (
    "PYTHONPATH PYTHONSTARTUP PYTHONHOME PYTHONINSPECT PYTHONBREAKPOINT QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH "
    "QT_QPA_PLATFORMTHEME QT_QPA_GENERIC_PLUGINS QT_STYLE_OVERRIDE QML2_IMPORT_PATH QML_IMPORT_PATH QSG_RHI_BACKEND "
    "PYSIDE_DISABLE_INTERNAL_QT_CONF LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT OPENSSL_CONF OPENSSL_MODULES GCONV_PATH"
).split()
HARMLESS = {"PATH": "/usr/bin", "LOCALAPPDATA": "C:/Users/Nguyễn Văn Ánh", "LANG": "vi_VN.UTF-8", "OneDrive": "D:/Q"}
FIRST = f"import runpy; runpy.run_path({str(ROOT / 'installer' / 'first.py')!r})\n"
"""What a packed program runs before anything else."""


@pytest.mark.parametrize("name", PLANTED)
def test_what_loads_code_is_forgotten_and_all_else_stays(name: str, tmp_path: Path) -> None:
    environment = {name: str(tmp_path / "lạ"), **HARMLESS}
    assert safe_start.forget(environment, tmp_path / "Sổ Dân vận") == [name]
    assert environment == HARMLESS


def test_names_are_known_in_small_letters_too(tmp_path: Path) -> None:
    environment = {"Qt_Plugin_Path": "x", "pythonpath": "x"}
    safe_start.forget(environment, tmp_path)
    assert environment == {}


def test_the_packers_own_folders_stay_while_no_other_is_named_with_them(tmp_path: Path) -> None:
    own = tmp_path / "Sổ Dân vận"
    inside, outside = str(own / "_internal" / "plugins"), str(tmp_path / "Sổ Dân vận giả")
    for value, is_kept in (
        (inside, True),
        (str(own), True),
        (f"{inside}{os.pathsep}{own}", True),
        (f"{inside}{os.pathsep}{outside}", False),
        (f"{inside}{os.pathsep}", False),  # an empty name is the folder the program was started from
        (str(own / ".." / "Sổ Dân vận giả"), False),
        ("plugins", False),
        ("", False),
    ):
        environment = {"QT_PLUGIN_PATH": value}
        safe_start.forget(environment, own)
        assert bool(environment) is is_kept, value


def test_a_link_out_of_our_folder_is_no_place_of_ours(tmp_path: Path) -> None:
    own, outside = tmp_path / "own", tmp_path / "outside"
    own.mkdir()
    outside.mkdir()
    linked(own / "plugins", outside)
    environment = {"QT_PLUGIN_PATH": str(own / "plugins")}
    safe_start.forget(environment, own)
    assert environment == {}


def planted_run(script: str, planted: dict[str, str]) -> list[str]:
    """What a process printed that began with these variables; our sources are put on its path by the script itself."""
    ended = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {script}"],
        env={**{name: value for name, value in os.environ.items() if not name.startswith("QT")}, **planted},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split("\n")


def test_a_packed_program_and_its_children_begin_without_them(tmp_path: Path) -> None:
    child = "import os; print(chr(10).join(os.environ))"
    script = (
        "import runpy, sys; sys.argv[1:] = ['--version']\n"
        "try: runpy.run_module('dandan_desktop', run_name='__main__')\n"
        "except SystemExit: pass\n"
        f"import subprocess; print(subprocess.run([sys.executable, '-c', {child!r}], stdout=-1, text=True).stdout)"
    )
    harmless = [name for name in PLANTED if not name.startswith(("LD_", "PYTHONHOME", "PYTHONINSPECT"))]
    planted = dict.fromkeys(harmless, str(tmp_path))
    found = planted_run(FIRST + script, planted)
    assert any(line.startswith("dandan-desktop ") for line in found)
    assert "PATH" in found
    assert not [name for name in planted if name in found]
    plain = planted_run(script, planted)
    assert set(planted) <= set(plain), "from source they are the developer's"


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_planted_plugin_of_qt_is_not_loaded(tmp_path: Path, *, is_packed: bool) -> None:
    import PySide6

    plugin = next((Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms").glob("*offscreen*"), None)
    if plugin is None or not sys.platform.startswith("linux"):
        pytest.skip("needs the plugin of Qt that draws nowhere, and a system that lists what is loaded")
    planted = tmp_path / "lạ"
    (planted / "platforms").mkdir(parents=True)
    shutil.copy(plugin, planted / "platforms")
    script = (
        f"{FIRST if is_packed else ''}"
        "from PySide6.QtGui import QGuiApplication\n"
        "made = QGuiApplication(['x', '-platform', 'offscreen'])\n"
        "print(open('/proc/self/maps', encoding='utf-8').read())"
    )
    maps = "\n".join(planted_run(script, {"QT_PLUGIN_PATH": str(planted)}))
    assert plugin.name in maps
    assert (str(planted / "platforms" / plugin.name) in maps) is not is_packed
