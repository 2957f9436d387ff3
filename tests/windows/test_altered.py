"""What row W22 reads in the log of a program with a changed file, one gone and one too many, so that it can fail."""

import pytest

from windows import altered


@pytest.mark.parametrize(
    ("changed", "is_all"),
    [
        ([], True),
        ([("changed", "b.dll")], False),
        ([("changed", None)], False),
        ([("changed", f"{altered.CHANGED}, b.dll")], False),
    ],
)
def test_the_log_names_the_three_files_and_no_more(changed: list[tuple[str, str | None]], *, is_all: bool) -> None:
    names = {"changed": altered.CHANGED, "missing": altered.MISSING, "added": altered.ADDED, **dict(changed)}
    lines = [f"2026-11-23 12:00:00,001 program files {kind}: 1, {name}" for kind, name in names.items() if name]
    assert altered.names_all(lines) is is_all
    assert not altered.names_all([*lines, "2026-11-23 12:00:01,001 Sổ Dân vận 0.1.0"])
