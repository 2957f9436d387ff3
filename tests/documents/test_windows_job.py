"""The job of Windows: its structures by the sizes of winnt.h, and the order of its calls.

Neither Windows nor Wine is where the tests run; there `test_template_hostile` probes the limit itself.
"""

import ctypes
from typing import Any

import pytest

from dandan_desktop.documents.windows_job import (
    EXTENDED_LIMITS,
    MEMORY,
    NO_DIALOG,
    PROCESSES,
    TIME,
    BasicLimits,
    Limits,
    bound,
)

JOB, SELF = 77, 2**64 - 1


class Calls:
    """Notes what Windows is asked, and fails at one call."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.asked: list[tuple[Any, ...]] = []
        self.limits = Limits()

    def CreateJobObjectW(self, *arguments: object) -> int:  # noqa: N802 - as Windows calls it
        self.asked.append(("create", *arguments))
        return 0 if self.failing == "create" else JOB

    def SetInformationJobObject(self, job: int, kind: int, limits: Any, size: int) -> int:  # noqa: N802 - as above
        self.asked.append(("limit", job, kind, size))
        ctypes.memmove(ctypes.byref(self.limits), limits, size)
        return int(self.failing != "limit")

    def GetCurrentProcess(self) -> int:  # noqa: N802 - as above
        return SELF

    def AssignProcessToJobObject(self, *arguments: object) -> int:  # noqa: N802 - as above
        self.asked.append(("assign", *arguments))
        return int(self.failing != "assign")


def test_the_structures_are_as_long_as_those_of_windows() -> None:
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(Limits)) == (64, 144)
        places = (BasicLimits.flags.offset, BasicLimits.processes.offset, Limits.process_memory.offset)
        assert places == (16, 40, 112)


def test_the_process_is_put_under_the_limits_and_under_no_job_without_them() -> None:
    calls = Calls()
    assert bound(calls, 1 << 30, 20)
    assert calls.asked == [
        ("create", None, None),
        ("limit", JOB, EXTENDED_LIMITS, ctypes.sizeof(Limits)),
        ("assign", JOB, SELF),
    ]
    basic = calls.limits.basic
    assert basic.flags == TIME | PROCESSES | MEMORY | NO_DIALOG == 0x50A
    assert (basic.process_time, basic.processes, calls.limits.process_memory) == (200_000_000, 1, 1 << 30)


@pytest.mark.parametrize(("failing", "asked"), [("create", 1), ("limit", 2), ("assign", 3)])
def test_what_windows_refuses_is_known(failing: str, asked: int) -> None:
    calls = Calls(failing)
    assert not bound(calls, 1 << 30, 20)
    assert len(calls.asked) == asked
