"""What a test must know of the system it runs on."""

import sys

import pytest


def is_wine() -> bool:
    """Whether this Windows is Wine, which lacks what a test may ask of the real one."""
    if sys.platform == "win32":
        import ctypes

        return hasattr(ctypes.windll.ntdll, "wine_get_version")
    return False


def lacking_in_wine(what: str, since: tuple[int, int] = (3, 11)) -> pytest.MarkDecorator:
    """Skip under Wine, which has no such thing; `since`: the Python from which that matters. Others run the test."""
    is_met = is_wine() and sys.version_info[:2] >= since
    return pytest.mark.skipif(is_met, reason=f"Wine lacks {what}")  # allowed: the real Windows has it


def need_mounts() -> None:
    """Skip where no table says what is mounted or plugged in where."""
    if sys.platform != "linux":
        pytest.skip("only Linux keeps a table of what is mounted")
