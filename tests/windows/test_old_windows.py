"""A Windows older than the program was tried on is told plainly, before anything is opened or written."""

import gc
from pathlib import Path

import pytest

from dandan_desktop import app, cli
from tests.commands import is_two_sentences

COMMANDS: tuple[list[str], ...] = (
    [],
    ["demo", "--no-window", "--out", "thư mục mới"],
    ["search", "hội"],
    ["check", "--json"],
    ["backup", "--to", "thư mục mới"],
)


@pytest.mark.parametrize("arguments", COMMANDS)
@pytest.mark.parametrize("build", [17134, app.OLDEST_WINDOWS - 1])
def test_an_old_windows_is_refused_in_two_sentences_and_nothing_written(
    arguments: list[str],
    build: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(app, "windows_build", lambda: build)
    before = sorted(tmp_path.rglob("*"))
    assert cli.main(arguments) == 1
    told = capsys.readouterr()
    assert "Windows 10 bản 1809" in told.err
    assert is_two_sentences(told.err)
    assert told.out == ""
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_an_old_windows_is_told_version_and_help(
    asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "windows_build", lambda: 17134)
    with pytest.raises(SystemExit) as ended:
        cli.main([asked])
    assert ended.value.code == 0
    assert "dandan-desktop" in capsys.readouterr().out


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
        assert cli.main([]) == 0
        gc.enable()  # as the window does once it stands
    assert opened == [None] * 3
