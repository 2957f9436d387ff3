"""Programs that are really started in place of Word, LibreOffice or an installer."""

import os
import stat
import sys
from pathlib import Path

from dandan_desktop.services.printing import OFFICE, Program

_PYTHON = "DANDAN_STAND_IN"
"""Names our Python to a stand-in: a batch file of Windows is read in letters that may not spell where it is."""


def stand_in(folder: Path, name: str, does: str) -> Path:
    """A program in this folder that does what lines of Python say; on Windows a batch file, which starts them."""
    folder.joinpath(f"{name}.py").write_text(does, encoding="utf-8")
    os.environ[_PYTHON] = sys.executable
    if sys.platform == "win32":
        program = folder / f"{name}.cmd"
        program.write_text(f'@"%{_PYTHON}%" "%~dp0{name}.py" %*\n@exit /b %errorlevel%\n', encoding="ascii")
        return program
    program = folder / name
    program.write_text(f'#!/bin/sh\nexec "${_PYTHON}" "$0.py" "$@"\n', encoding="ascii")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def office_that(folder: Path, does: str = "") -> Program:
    """An office program that adds what it was given to the file `asked`, line by line, then does as said."""
    lines = [
        "import sys",
        f"with open({str(folder / 'asked')!r}, 'a', encoding='utf-8') as asked:",
        "    asked.writelines(f'{each}\\n' for each in sys.argv[1:])",
        does,
    ]
    return Program(OFFICE, stand_in(folder, "soffice", "\n".join(lines)))
