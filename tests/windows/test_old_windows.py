"""A Windows that Qt does not run on is told plainly, before anything of Qt is loaded."""

import gc
import sys

import pytest

from dandan_desktop import app, cli
from tests.commands import is_two_sentences


@pytest.mark.parametrize("build", [17134, app.OLDEST_WINDOWS - 1])
def test_an_old_windows_is_refused_in_two_sentences(
    build: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(app, "windows_build", lambda: build)
    assert cli.main([]) == 1
    told = capsys.readouterr().err
    assert "Windows 10 bản 1809" in told
    assert is_two_sentences(told)


def test_the_oldest_windows_and_other_systems_open_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    import dandan_desktop.ui.start_up

    opened: list[object] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    def started(register: object, **_: object) -> int:
        opened.append(register)
        return 0

    monkeypatch.setattr(dandan_desktop.ui.start_up, "start", started)
    for build in (app.OLDEST_WINDOWS, 26100, None):
        monkeypatch.setattr(app, "windows_build", lambda build=build: build)
        assert app.run(None) == 0
        gc.enable()  # as the window does once it stands
    assert opened == [None] * 3


def test_commands_work_on_an_old_windows_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "windows_build", lambda: 17134)
    assert cli.main(["search", "hội"]) == 1
    assert "1809" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="shows a box there")  # allowed: proved in the lab
def test_without_a_console_nothing_breaks_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(app, "windows_build", lambda: 17134)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main([]) == 1
