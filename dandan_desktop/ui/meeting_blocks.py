"""The blocks of a meeting: reports of organisations, and conclusions with the tasks they gave."""

from typing import Any

from dandan_desktop.domain.facts import BodyId, trait
from dandan_desktop.domain.meetings import Conclusion, Partner, Report, Task, conclusion_findings, task_findings
from dandan_desktop.services.meetings import ConclusionEntry, Sitting, TaskEntry
from dandan_desktop.ui.blocks import Block, BlockList, BlockSpec, Entry, values_of
from dandan_desktop.ui.due_input import due_field
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.inputs import Desk, row_picker
from dandan_desktop.ui.several import SeveralInput


def partners_field(desk: Desk) -> Field:
    """The field of the bodies that work on a task beside its owner."""
    each = trait(Partner, "body_id")._replace(name="partners", required=False)
    names = desk.session.store.names
    return Field(each, desk, own=SeveralInput(row_picker(each, desk), lambda row: names.of("bodies", row)))


REPORTS = BlockSpec(Report, "Báo cáo", ("body_id:2 title:3", "results difficulties next"), "Thêm báo cáo (Ctrl+B)")
TASKS = BlockSpec(
    Task,
    "Nhiệm vụ",
    ("owner_id:11 partners:8 due_on:5 is_standing:4", "text:9 product:5 result:9 done_on:5"),
    "Thêm nhiệm vụ (Ctrl+T)",
    own={"partners": partners_field, "due_on": due_field},
    known={"conclusion_id": 1},  # the conclusion has its id once it is written
    findings=task_findings,
    role="page",
)
CONCLUSIONS = BlockSpec(
    Conclusion, "Kết luận", ("text", "kind:2 no_task_reason:5"), "Thêm kết luận (Ctrl+L)", inner=TASKS
)


def report_entries(sitting: Sitting) -> list[Entry]:
    """The reports of a meeting as blocks."""
    return [Entry(kept.id, kept.version, values_of(kept.facts)) for kept in sitting.parts[Report].before]


def conclusion_entries(sitting: Sitting) -> list[Entry]:
    """The conclusions of a meeting with their tasks as blocks."""
    return [
        Entry(entry.id, 0, values_of(entry.conclusion), tuple(_task_entry(task) for task in entry.tasks))
        for entry in sitting.conclusions
    ]


def read_reports(blocks: BlockList) -> list[tuple[int, Any]] | None:
    """The reports typed: id (0 = new) and facts; None when one is refused."""
    found = blocks.read()
    return None if found is None else [(block.entry.row, facts) for block, facts in found]


def read_conclusions(blocks: BlockList) -> tuple[ConclusionEntry, ...] | None:
    """The conclusions typed with their tasks; None when one of either is refused, after all were looked at."""
    found = [(block, block.read(), _read_tasks(block)) for block in blocks.blocks]
    warn(blocks)
    entries = [
        ConclusionEntry(block.entry.row, facts, tasks)
        for block, facts, tasks in found
        if facts is not None and tasks is not None
    ]
    return tuple(entries) if len(entries) == len(found) else None


def warn(blocks: BlockList) -> None:
    """Say at each conclusion that has neither a task nor a reason that one of them is expected (rule T1)."""
    if blocks.waiting is not None:
        return
    for block in blocks.blocks:
        reason, tasks = block.fields["no_task_reason"], len(block.inner.blocks) if block.inner else 0
        found = conclusion_findings(reason.value(), tasks) if block.fields["text"].value() else []
        reason.clear_finding()
        block.show_findings(found)


def is_odd(blocks: BlockList) -> bool:
    """Whether one of the conclusions that are not made yet will warn."""
    waiting = blocks.waiting or ()
    return any(conclusion_findings(each.values["no_task_reason"], len(each.inner)) for each in waiting)


def _task_entry(task: TaskEntry) -> Entry:
    return Entry(task.id, task.version, {**values_of(task.task), "partners": list(task.partners)})


def _read_tasks(conclusion: Block) -> tuple[TaskEntry, ...] | None:
    blocks = conclusion.inner.blocks if conclusion.inner else []
    found = [_read_task(block) for block in blocks]
    known = tuple(each for each in found if each is not None)
    return known if len(known) == len(found) else None


def _read_task(block: Block) -> TaskEntry | None:
    facts = block.read()
    partners = block.fields["partners"]
    unknown = partners.input.findings("partners")
    if unknown:
        block.show_findings(unknown)
    if facts is None or unknown:
        return None
    return TaskEntry(block.entry.row, facts, tuple(map(BodyId, partners.value())), block.entry.version)
