"""Restoring that is called off or broken off: one of the two registers is whole."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dandan_desktop.db import restores, swap
from dandan_desktop.db.register import Register
from dandan_desktop.domain.progress import Cancelled
from dandan_desktop.services import restoring
from tests.registers import PASSPHRASE
from tests.services.backed import NO_WAIT, Backed, people

pytestmark = pytest.mark.uncounted


@pytest.mark.parametrize("stop", range(5))
def test_a_restore_that_is_called_off_changes_nothing(backed: Backed, stop: int) -> None:
    preview = restoring.look(backed.made.path, backed.path, PASSPHRASE)
    before = {file.name for file in backed.folder.iterdir()}

    class Stopping:
        def step(self, done: int, total: int) -> None:
            assert total == restores.STEPS_OF_RESTORE
            if done == stop:
                raise Cancelled

    with pytest.raises(Cancelled):
        restoring.restore(preview, Stopping())
    assert {file.name for file in backed.folder.iterdir()} == before
    assert len(people(backed.path)) == 2


class Killed(BaseException):
    """As if the power went: nothing after it runs but what the next start does."""


def dying(names: tuple[str, ...], fatal: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Let the so-and-so-many-th of these steps be the last thing that happens."""
    count = 0
    for name in names:
        step = getattr(swap, name)

        def dies(*arguments: Path, step: object = step) -> None:
            nonlocal count
            count += 1
            if count == fatal:
                raise Killed
            assert callable(step)
            step(*arguments)

        monkeypatch.setattr(swap, name, dies)
    yield count


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("fatal", range(1, 8))
def test_power_fails_at_each_step_of_the_swap(
    backed: Backed, monkeypatch: pytest.MonkeyPatch, fatal: int, has_links: bool
) -> None:
    preview = restoring.look(backed.made.path, backed.path, PASSPHRASE)

    def no_links(*_: object) -> None:
        raise OSError(1, "no links here")

    with monkeypatch.context() as patch:
        if not has_links:
            patch.setattr("os.link", no_links)
        next(dying(("_move", "_keep_old", "_keep_old_keys", "_take_keys"), fatal, patch))
        patch.setattr(swap, "discard_unordered", lambda _: None)
        with contextlib.suppress(Killed):
            restoring.restore(preview)
    register = Register.open(backed.path, PASSPHRASE, patience=NO_WAIT)
    register.close()
    assert people(backed.path) == ["Nguyễn Thị Đào"]
    aside = backed.folder / "Sổ thử.truoc-khoi-phuc-000001.dandan"
    assert len(people(aside)) == 2
    assert not [file for file in backed.folder.iterdir() if file.name.endswith((".moi", ".doi", ".tam"))]


def test_a_copy_that_was_never_told_to_take_over_is_removed(backed: Backed) -> None:
    swap.fresh_of(backed.path).write_bytes(b"half of a register")
    assert len(people(backed.path)) == 2
    assert not swap.fresh_of(backed.path).exists()
