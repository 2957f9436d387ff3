"""Files that prove the work: copied into the register, named by their hash, handed out again as they were."""

import re
from pathlib import Path

from dandan_desktop.db import files
from dandan_desktop.db.parts import next_place, parent_of
from dandan_desktop.db.store import Store
from dandan_desktop.documents.files import write_whole
from dandan_desktop.documents.own_files import free_place
from dandan_desktop.domain import text
from dandan_desktop.domain.changes import Changes
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.files import read_whole
from dandan_desktop.domain.meetings import Task
from dandan_desktop.domain.nouns import TASKS
from dandan_desktop.domain.task_steps import LARGEST, Evidence

HANDED_OUT = "Tệp minh chứng"
"""What the journal calls a file that was handed out; its name may name somebody."""
_PART = next(part for part in TASKS.parts if part.record is Evidence)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 180
"""Bytes of the longest name handed out, short of the 255 most systems allow."""
_LONGEST_ENDING = 16


def attach(store: Store, task: int, path: Path) -> Changes:
    """Copy a file into the register as evidence of a task.

    Raises ClerkError: FILE_MISSING, PATH_TOO_LONG, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE with `path`;
    EVIDENCE_KNOWN when the task has it already; RECORD_GONE, and as `Store.change`.
    """
    store.of(Task).get(task)
    content = read_whole(path, LARGEST)
    with store.change("add_evidence") as deed:
        deed.about(TASKS.table, task)
        name = files.keep(store.connection, content)
        if store.of(Evidence).some("WHERE t.task_id = ? AND t.sha256 = ?", (task, name)):
            raise ClerkError(Problem.EVIDENCE_KNOWN, path=path)
        facts = Evidence(name=_readable(path.name), sha256=name, size=len(content))
        store.of(Evidence).add(facts, task, next_place(store, _PART, task))
    return deed.changes


def detach(store: Store, evidence: int) -> Changes:
    """Take a file off its task; its bytes stay as long as that can be undone. Raises ClerkError RECORD_GONE."""
    store.of(Evidence).get(evidence)
    with store.change("remove_evidence") as deed:
        store.of(Evidence).remove(evidence)
    return deed.changes


def hand_out(store: Store, evidence: int, folder: Path) -> Path:
    """Write a file as it was into a folder, replacing none that is there; returns where it is now.

    The journal tells it first. Raises ClerkError: RECORD_GONE, EVIDENCE_LOST, FOLDER_*, DISK_FULL, DISK_FAILING.
    """
    kept = store.of(Evidence).get(evidence)
    content = files.content_of(store, kept.facts.sha256)
    with store.change("export") as deed:
        deed.about(TASKS.table, parent_of(store, _PART, evidence))
        deed.note = HANDED_OUT
    return write_whole(free_place(folder / safe_name(kept.facts.name)), content)


def safe_name(name: str) -> str:
    """A name every system this program runs on can give a file, its ending kept."""
    clean = _FORBIDDEN.sub("_", name).strip(" .") or "tep"
    stem, dot, ending = clean.rpartition(".")
    stem, ending = (stem, dot + ending) if stem and len(ending) < _LONGEST_ENDING else (clean, "")
    stem = f"_{stem}" if _DEVICE.match(stem) else stem
    return (stem.encode()[:_LONGEST].decode(errors="ignore").rstrip(" .") or "tep") + ending


def _readable(name: str) -> str:
    """A file's name as text; letters the system could not read are question marks."""
    return text.tidy(name.encode(errors="replace").decode()) or "tep"
