"""The developer's door: what it refuses, what it installs, and how it judges a run of the tests."""

import itertools
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)( ; (.*?))? \\$")


def pins(name: str) -> dict[str, str]:
    """Return the marker of every pinned package, empty where it has none."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {found[1]: found[4] or "" for line in lines if (found := PIN.match(line))}


def declared(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    return {re.split(r"[<>=]", line)[0].lower().replace("_", "-") for wanted in lists for line in wanted}


def report(**packages: tuple[int, int]) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
    return {
        "files": {
            f"dandan_desktop/{name}/a.py": {"summary": {"num_statements": lines, "covered_lines": ran}}
            for name, (lines, ran) in packages.items()
        }
    }


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_the_promised_pythons_are_taken(version: tuple[int, int]) -> None:
    assert dev.refused_python(version) == ""


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_another_python_is_refused_in_two_sentences(version: tuple[int, int]) -> None:
    words = dev.refused_python(version)
    assert words.startswith(f"This is Python 3.{version[1]}, and the project needs 3.11, 3.12 or 3.13. ")
    assert len(re.findall(r"[a-z\d][.:] ", words)) == 2


def test_another_python_ends_with_code_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(dev, "OLDEST", (3, 99))
    assert dev.main(["check"]) == 1
    assert "needs 3.11" in capsys.readouterr().err


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run; each of them succeeds."""
    found: list[list[str]] = []

    def call(command: list[str]) -> int:
        found.append(command)
        return 0

    monkeypatch.setattr(dev, "call", call)
    return found


def lacking(name: str, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """This Python on another system, one module missing."""
    monkeypatch.setattr("importlib.util.find_spec", lambda each: None if each == name else each)
    monkeypatch.setattr(sys, "platform", platform)


@pytest.mark.parametrize("lack", ["venv", "ensurepip"])
def test_a_python_of_windows_without_venv_is_refused_in_two_sentences(
    lack: str, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking(lack, "win32", monkeypatch)
    assert not dev.make_venv()
    told = "This Python has no venv. Install Python 3.13 from python.org and start dev.py with it.\n"
    assert capsys.readouterr().out == told
    assert not started


def test_debian_s_python_gets_the_package_it_lacks(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking("ensurepip", "linux", monkeypatch)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert not dev.make_venv()
    assert f" python{sys.version_info[0]}.{sys.version_info[1]}-venv\n" in capsys.readouterr().out
    assert not started


@pytest.mark.parametrize("platform", ["win32", "linux"])
def test_a_python_with_venv_makes_it(
    platform: str, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking("", platform, monkeypatch)
    assert dev.make_venv()
    assert capsys.readouterr().out == ""
    assert [command[1:3] for command in started] == [["-m", "venv"]]


def test_an_unknown_command_is_wrong_usage() -> None:
    answer = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "dance"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert "invalid choice: 'dance'" in answer.stderr


@pytest.mark.parametrize(("name", "extras"), [("runtime.txt", ()), ("dev.txt", ("dev",))])
def test_every_declared_package_is_pinned(name: str, extras: tuple[str, ...]) -> None:
    assert declared(*extras) <= set(pins(name))


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_pin_has_a_hash_and_every_line_is_a_pin(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len([line for line in lines if not line.startswith("    --hash=sha256:")]) == len(pins(name))
    for before, after in itertools.pairwise(lines):
        if PIN.match(before):
            assert after.startswith("    --hash=sha256:")


def test_the_product_and_the_workbench_use_the_same_versions() -> None:
    text = [(ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("runtime.txt", "dev.txt")]
    product, workbench = ({line for line in lines.splitlines() if PIN.match(line)} for lines in text)
    assert product <= workbench


def test_what_only_windows_needs_is_pinned_for_windows_alone() -> None:
    assert pins("dev.txt")["colorama"] == "sys_platform == 'win32'"


def test_what_is_started_keeps_its_compiled_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in dev.environment()


def test_the_environment_is_made_again_when_a_pin_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned, stamp = tmp_path / "dev.txt", tmp_path / "stamp.txt"
    pinned.write_text("a==1", encoding="utf-8")
    monkeypatch.setattr(dev, "PINS", pinned)
    monkeypatch.setattr(dev, "STAMP", stamp)
    assert not dev.is_made()
    stamp.write_text(dev.made_from(), encoding="utf-8")
    assert dev.is_made()
    pinned.write_text("a==2", encoding="utf-8")
    assert not dev.is_made()


def test_whoever_is_not_root_is_told_the_exact_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert not dev.install(["libegl1", "libgl1"], "libraries for Qt")
    assert capsys.readouterr().out == (
        "Missing: libraries for Qt. Please run: "
        "sudo apt-get install -y --quiet=2 --no-install-recommends libegl1 libgl1\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="installs with apt-get")  # allowed: only Debian has it
def test_only_the_tools_that_are_missing_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[list[str], str]] = []
    monkeypatch.setattr(dev, "install", lambda packages, purpose: asked.append((packages, purpose)))
    dev.need_tools({"sh": "dash", __file__: "pytest", "no-such-tool": "b a", "/no/such/file.h": "b"}, "tools")
    assert asked == [(["a", "b"], "tools")]
    dev.need_tools({"sh": "dash"}, "tools")
    assert len(asked) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="asks the linker of Linux")  # allowed: there is no ldd
def test_every_library_qt_asks_for_is_there_or_known() -> None:
    assert set(dev.missing_libraries()) <= set(dev.DEBIAN_PACKAGES)


def test_the_closing_line_and_the_skips_of_pytest_are_read(tmp_path: Path) -> None:
    (tmp_path / "test_made_up.py").write_text(
        "import pytest\n"
        "def test_a() -> None: ...\n"
        "@pytest.mark.parametrize('n', [1, 2])\n"
        "def test_b(n) -> None: pytest.skip('no LibreOffice: here')\n",
        encoding="utf-8",
    )
    outcome = dev.pytest([str(tmp_path), "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"])
    assert outcome.code == 0
    assert re.fullmatch(r"=+ 1 passed, 2 skipped in \d+\.\d\ds =+", outcome.closing)
    assert outcome.skips == [(2, "no LibreOffice: here")]


def test_a_failing_run_keeps_its_exit_code(tmp_path: Path) -> None:
    (tmp_path / "test_made_up.py").write_text("def test_a(): assert False\n", encoding="utf-8")
    outcome = dev.pytest([str(tmp_path), "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"])
    assert outcome.code == 1
    assert "1 failed" in outcome.closing


@pytest.mark.parametrize(
    ("ci", "reason", "is_fine"),
    [("", "no LibreOffice", True), ("true", "no LibreOffice", False), ("true", "no shared/real", True)],
)
def test_in_ci_an_unexpected_skip_is_a_failure(
    ci: str, reason: str, is_fine: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    assert dev.report_skips([(3, reason)]) == is_fine
    assert capsys.readouterr().out == f"Skipped tests: 3, not proved here:\n  3: {reason}\n"


@pytest.mark.parametrize(("reason", "code"), [("no wine here", 1), ("no right to mount a disk in the lab", 0)])
def test_in_ci_a_row_of_windows_that_was_left_out_is_a_failure(
    reason: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    table = f"print('Not run here: 1'); print('SKIPPED [1] W15: {reason}')"
    watched = dev.watched
    monkeypatch.setattr(dev, "watched", lambda command: watched([*command[:1], "-c", table]))
    assert dev.windows(["--prove"]) == code


def test_ci_lets_pass_what_the_tests_really_say() -> None:
    files = [file for folder in ("tests", "torture") for file in (ROOT / folder).rglob("*.py")]
    said = "".join(file.read_text(encoding="utf-8") for file in files if file != Path(__file__))
    for reason in dev.ALLOWED_SKIPS:
        assert f'"{reason}' in said, f"nobody skips for this: {reason}"


def test_coverage_is_counted_by_package() -> None:
    shares = dev.coverage_of(report(domain=(10, 9), db=(200, 150), ui=(100, 0)))
    assert shares == {"domain": 90.0, "db": 75.0, "services": 100.0, "documents": 100.0, "exchange": 100.0}


def test_coverage_of_a_windows_run_is_counted_too() -> None:
    summary = {"summary": {"num_statements": 4, "covered_lines": 1}}
    assert dev.coverage_of({"files": {"dandan_desktop\\db\\a.py": summary}})["db"] == 25.0


@pytest.mark.parametrize(("ran", "is_fine"), [(90, True), (89, False)])
def test_less_than_the_limit_fails(ran: int, is_fine: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = tmp_path / "coverage.json"
    measured.write_text(json.dumps(report(documents=(100, ran))), encoding="utf-8")
    monkeypatch.setattr(dev, "COVERAGE", measured)
    assert dev.report_coverage() == is_fine


def test_coverage_that_was_not_measured_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "COVERAGE", tmp_path / "absent.json")
    assert not dev.report_coverage()


@pytest.mark.parametrize(("display", "more"), [("", ["--no-window"]), (":0", [])])
def test_demo_opens_the_window_only_where_there_is_a_display(
    display: str, more: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def remember(command: list[str]) -> int:
        asked.append(command)
        return 0

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(dev, "call", remember)
    assert dev.demo([]) == 0
    assert asked == [[dev.python(), "-m", "dandan_desktop", "demo", "--out", str(dev.OUT), *more]]


def test_every_check_runs_also_after_one_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "call", lambda command: int("mypy" in command))
    assert dev.check([]) == 1
    assert capsys.readouterr().out.splitlines()[-5:] == [
        "ruff format: ok",
        "ruff check: ok",
        "mypy --strict: FAILED",
        "import-linter: ok",
        "house rules: ok",
    ]
