"""What Windows allows a process: a job with limits, under which the child that reads templates puts itself.

Structures and numbers are those of `winnt.h` (JOBOBJECT_EXTENDED_LIMIT_INFORMATION).
"""

import ctypes
from typing import Any, ClassVar

EXTENDED_LIMITS = 9
"""JobObjectExtendedLimitInformation."""
TIME, PROCESSES, MEMORY, NO_DIALOG = 0x2, 0x8, 0x100, 0x400
"""JOB_OBJECT_LIMIT_PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_UNHANDLED_EXCEPTION."""
_TICKS = 10_000_000  # of 100 nanoseconds in a second


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_: ClassVar = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_: ClassVar = [
        ("basic", BasicLimits),
        ("transfers", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


def limits(memory: int, seconds: int) -> Limits:
    """One process, so many bytes, so many seconds of its own time, and no box of Windows when it fails."""
    made = Limits()
    made.basic.flags = TIME | PROCESSES | MEMORY | NO_DIALOG
    made.basic.process_time = seconds * _TICKS
    made.basic.processes = 1
    made.process_memory = memory
    return made


def kernel() -> Any:
    """The system's calls, with handles as wide as they are; only on Windows."""
    found: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    handle = ctypes.c_void_p
    found.CreateJobObjectW.restype = found.GetCurrentProcess.restype = handle
    found.CreateJobObjectW.argtypes = [handle, ctypes.c_wchar_p]
    found.SetInformationJobObject.argtypes = [handle, ctypes.c_int, handle, ctypes.c_uint32]
    found.AssignProcessToJobObject.argtypes = [handle, handle]
    return found


def bound(calls: Any, memory: int, seconds: int) -> bool:
    """Put this process under a job with these limits, for good; whether Windows did."""
    job, wanted = calls.CreateJobObjectW(None, None), limits(memory, seconds)
    size = ctypes.sizeof(wanted)
    return bool(
        job
        and calls.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(wanted), size)
        and calls.AssignProcessToJobObject(job, calls.GetCurrentProcess())
    )
