"""Run a program as somebody who is no administrator: `python ordinary.py PROGRAM ARGUMENTS…` inside Wine.

There everybody is one. The exit code is that of the program. Standard library only.
"""

import ctypes
import subprocess
import sys
from typing import Any

_ALL_OF_A_TOKEN, _ADMINISTRATORS, _MOST_BYTES = 0xF01FF, 26, 68
_FOR_EVER = 0xFFFFFFFF


class _Group(ctypes.Structure):
    _fields_ = [("sid", ctypes.c_void_p), ("attributes", ctypes.c_uint32)]


class _StartUp(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint32), ("rest", ctypes.c_ubyte * 100)]


class _Started(ctypes.Structure):
    _fields_ = [
        ("process", ctypes.c_void_p),
        ("thread", ctypes.c_void_p),
        ("process_number", ctypes.c_uint32),
        ("thread_number", ctypes.c_uint32),
    ]


def _token() -> ctypes.c_void_p:
    """What says who we are, but for the administrators; raises OSError."""
    rights, kernel = (ctypes.WinDLL(name, use_last_error=True) for name in ("advapi32", "kernel32"))  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    own, ordinary = ctypes.c_void_p(), ctypes.c_void_p()
    sid, size = ctypes.create_string_buffer(_MOST_BYTES), ctypes.c_uint32(_MOST_BYTES)
    _done(rights.OpenProcessToken(ctypes.c_void_p(kernel.GetCurrentProcess()), _ALL_OF_A_TOKEN, ctypes.byref(own)))
    _done(rights.CreateWellKnownSid(_ADMINISTRATORS, None, sid, ctypes.byref(size)))
    group = _Group(ctypes.cast(sid, ctypes.c_void_p), 0)
    _done(rights.CreateRestrictedToken(own, 0, 1, ctypes.byref(group), 0, None, 0, None, ctypes.byref(ordinary)))
    return ordinary


def _done(answer: Any) -> None:
    if not answer:
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined,unused-ignore]


def main(command: list[str]) -> int:
    """Run the program to its end; raises OSError."""
    rights, kernel = (ctypes.WinDLL(name, use_last_error=True) for name in ("advapi32", "kernel32"))  # type: ignore[attr-defined,unused-ignore]
    line, start, started = ctypes.create_unicode_buffer(subprocess.list2cmdline(command)), _StartUp(), _Started()
    start.size = ctypes.sizeof(start)
    more = (None, None, False, 0, None, None, ctypes.byref(start), ctypes.byref(started))
    _done(rights.CreateProcessAsUserW(_token(), None, line, *more))
    process, code = ctypes.c_void_p(started.process), ctypes.c_uint32()
    kernel.WaitForSingleObject(process, _FOR_EVER)
    _done(kernel.GetExitCodeProcess(process, ctypes.byref(code)))
    return code.value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
