"""What row W14 reads out of a packed program and of Wine's trace, so that it can fail."""

import pytest

from windows import planted

TRACE = """\
0024:trace:loaddll:build_module Loaded L"C:\\\\windows\\\\system32\\\\version.dll" at 0000000170000000: builtin
0024:trace:loaddll:build_module Loaded L"C:\\\\cai bay\\\\platforms\\\\qwindows.dll" at 00006FFFF60D0000: native
0024:trace:loaddll:free_modref Unloaded module L"C:\\\\cai bay\\\\icuuc.dll" : native
0024:trace:loaddll:build_module Loaded L"c:\\\\Cai Bay\\\\icuuc.dll" at 00006FFFF61D0000: native
"""


def test_what_was_loaded_from_the_trap_is_read_in_the_trace() -> None:
    found = planted.loaded(TRACE)
    assert len(found) == 3
    assert planted.of_trap(found) == ["C:\\cai bay\\platforms\\qwindows.dll", "c:\\Cai Bay\\icuuc.dll"]
    assert planted.QT_PLUGIN in found


@pytest.mark.parametrize(
    ("scripts", "is_so"),
    [
        (["pyiboot01_bootstrap", "first", "pyi_rth_inspect", "pyi_rth_pyside6", "__main__"], True),
        (["pyiboot01_bootstrap", "pyi_rth_inspect", "pyi_rth_pyside6", "__main__"], False),
        (["pyiboot01_bootstrap", "pyi_rth_inspect", "first", "__main__"], False),
        ([], False),
    ],
)
def test_our_own_step_must_come_before_those_of_the_packer(scripts: list[str], is_so: bool) -> None:
    assert planted.is_first(scripts) is is_so
