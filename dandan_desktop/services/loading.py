"""Loading meeting facts from the open format: one file is one deed."""

import contextlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dandan_desktop.db import codes, loads, offices
from dandan_desktop.db.sittings import Named, named_before
from dandan_desktop.db.store import Store
from dandan_desktop.domain import text
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.drafts import Refused, checked
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, CodeId, ConclusionId, UnitId, trait
from dandan_desktop.domain.ids import new_uid
from dandan_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Conclusion,
    Meeting,
    Opinion,
    Report,
    Source,
    Task,
    Vote,
    Weakness,
    WeaknessReview,
    meeting_findings,
    task_findings,
)  # fmt: skip
from dandan_desktop.domain.readers import open_format as reader
from dandan_desktop.exchange import open_format
from dandan_desktop.exchange.open_format import MeetingFile
from dandan_desktop.services import meetings
from dandan_desktop.services.meetings import ConclusionEntry, Sitting, TaskEntry
from dandan_desktop.services.records import PartEdit

Json = dict[str, Any]
Entry = tuple[int, Any]


class Loader:
    """Loads one file inside a deed: names become ids, bodies that are missing are made."""

    def __init__(self, store: Store, path: Path, content: Json) -> None:
        self._store = store
        self._path = path
        self._content = content
        self._kinds: dict[str, BodyId] = {}
        self._codes: dict[tuple[str, str], int] = {}
        self._day = self._date("date", content["date"])
        self._convener = self._convening_body(content["convener"])
        self._unit = store.of(Body).get(self._convener).facts.unit_id

    def sitting(self) -> Sitting:
        """The whole meeting of the file."""
        meeting = self._meeting()
        parts = {
            AgendaItem: self._parts("agenda", AgendaItem, _agenda_item),
            Attendance: self._parts("attendance", Attendance, _attendance),
            Report: self._parts("reports", Report, _report),
            Opinion: self._parts("opinions", Opinion, _opinion),
            Vote: self._parts("votes", Vote, _vote),
            Weakness: self._parts("weaknesses", Weakness, _weakness),
        }
        conclusions = tuple(
            self._conclusion(f"conclusions[{place}]", entry)
            for place, entry in enumerate(self._content.get("conclusions") or (), 1)
        )
        return Sitting(None, meeting, {each: PartEdit((), entries) for each, entries in parts.items()}, conclusions)

    def reviews(self, named: Iterable[Named]) -> list[WeaknessReview]:
        """What the meeting found of earlier weaknesses, each of that one of `named` which says the same."""
        known = {each.text: each.uid for each in named}
        found = self._parts("reviews", WeaknessReview, _review)
        return [replace(review, weakness=known.pop(review.text, review.weakness)) for _, review in found]

    def identity(self) -> str:
        """What makes two files the same meeting: convener, date, start, folded title."""
        content = self._content
        names = (content["convener"], content["date"], content.get("start") or "", content["title"])
        return "|".join((text.fold(names[0]), names[1], names[2], text.fold(names[3])))

    def _meeting(self) -> Meeting:
        content = self._content
        chair, secretary = content.get("chair") or {}, content.get("secretary") or {}
        draft = {
            "title": content["title"],
            "held_on": content["date"],
            "convener_id": self._convener,
            "series": self._code("series", "meeting_series", content["series"]),
            "unit_id": self._unit,
            "starts_at": content.get("start"),
            "ends_at": content.get("end"),
            "venue": content.get("place"),
            "looks_back": content.get("looks_back"),
            "looks_ahead": content.get("looks_ahead"),
            "chair_name": chair.get("name"),
            "chair_position": chair.get("position"),
            "secretary_name": secretary.get("name"),
            "secretary_position": secretary.get("position"),
            "source": content.get("source"),
        }
        meeting: Meeting = self._record(Meeting, draft, "")
        for finding in meeting_findings(meeting):
            if finding.blocks:
                raise self._impossible(_FILE_NAMES.get(finding.name, finding.name), finding.text)
        return meeting

    def _parts(self, name: str, record: type[Any], draft: Any) -> list[Entry]:
        entries = self._content.get(name) or ()
        return [
            (0, self._record(record, draft(self, f"{name}[{place}]", entry), f"{name}[{place}]."))
            for place, entry in enumerate(entries, 1)
            if not isinstance(entry, str) or text.tidy_prose(entry)
        ]

    def _conclusion(self, where: str, entry: Json) -> ConclusionEntry:
        draft = {
            "text": entry["text"],
            "kind": self._code(f"{where}.kind", "conclusion_kinds", entry["kind"]),
            "no_task_reason": entry.get("no_task_reason"),
        }
        conclusion: Conclusion = self._record(Conclusion, draft, f"{where}.")
        tasks = tuple(
            self._task(f"{where}.tasks[{place}]", task) for place, task in enumerate(entry.get("tasks") or (), 1)
        )
        return ConclusionEntry(0, conclusion, tasks)

    def _task(self, where: str, entry: Json) -> TaskEntry:
        draft = {
            "conclusion_id": 1,  # known once the conclusion is written
            "owner_id": self.body(f"{where}.owner", entry["owner"]),
            "text": entry.get("text"),
            "due_on": entry.get("due"),
            "is_standing": entry.get("standing") or False,
            "product": entry.get("product"),
            "done_on": entry.get("done"),
            "result": entry.get("result"),
        }
        task: Task = self._record(Task, draft, f"{where}.")
        for finding in task_findings(task, self._day):
            if finding.blocks:
                raise self._impossible(where, finding.text)
        partners = tuple(self.body(f"{where}.with", code) for code in entry.get("with") or ())
        return TaskEntry(0, replace(task, conclusion_id=ConclusionId(0)), partners)

    def body(self, where: str, code: str) -> BodyId:
        """The body of a kind in the convener's unit on the day, made when it is missing (`settled` 27)."""
        if code not in self._kinds:
            kind = self._code(where, "body_kinds", code)
            row = offices.body_of_kind(self._store, kind, self._unit, self._day)
            self._kinds[code] = BodyId(row) if row else self._new_body(kind)
        return self._kinds[code]

    def linked(self, name: str | None) -> int | None:
        """The body of exactly this name on the day, or None: the text stays as it was written."""
        return offices.body_named(self._store, text.tidy(name), self._day) if name else None

    def code(self, where: str, codes_of: str, code: str | None) -> int | None:
        """The entry of a code list, None for none given."""
        return None if code is None else self._code(where, codes_of, code)

    def _new_body(self, kind: int) -> BodyId:
        name = f"{self._store.names.of('codes', kind)} {_small(self._store.names.of('units', self._unit))}"
        facts = Body(name=name, kind=CodeId(kind), unit_id=self._unit, line=new_uid())
        return BodyId(self._store.of(Body).add(facts))

    def _convening_body(self, name: str) -> BodyId:
        tidy = text.tidy(name)
        if not tidy:
            raise ClerkError(Problem.FIELD_MISSING, path=self._path, field="convener")
        row = offices.body_named(self._store, tidy, self._day)
        return BodyId(row) if row else self._added_convener(tidy)

    def _added_convener(self, name: str) -> BodyId:
        """A convener the catalogue does not know: its name, the Party's style, its initials as symbol."""
        kind = self._code("convener", "body_kinds", "KHAC")
        has_office = offices.office(self._store) is not None
        office = offices.office_on(self._store, self._day) if has_office else None
        unit = office.facts.unit_id if office else offices.first_unit(self._store, self._day)
        facts = Body(
            name=name,
            kind=CodeId(kind),
            unit_id=UnitId(unit),
            symbol=_initials(name),
            line=new_uid(),
        )
        return BodyId(self._store.of(Body).add(facts))

    def _code(self, where: str, codes_of: str, code: str) -> int:
        if (codes_of, code) not in self._codes:
            row = codes.code_id(self._store, codes_of, code)
            if row is None:
                raise ClerkError(Problem.VALUE_UNKNOWN, path=self._path, field=where, value=code)
            self._codes[codes_of, code] = row
        return self._codes[codes_of, code]

    def _date(self, where: str, typed: str) -> date:
        try:
            day: date = reader(trait(Meeting, "held_on"), typed)
        except ValueError as error:
            raise self._impossible(where, str(error)) from error
        return day

    def _record(self, record: type[Any], draft: Json, where: str) -> Any:
        made = checked(record, draft, reader)
        if isinstance(made, Refused):
            first = made.findings[0]
            raise self._impossible(where + _FILE_NAMES.get(first.name, first.name), first.text)
        return made

    def _impossible(self, field: str, why: str) -> ClerkError:
        return ClerkError(Problem.VALUE_IMPOSSIBLE, path=self._path, field=field, why=why)


_FILE_NAMES = {
    "held_on": "date", "starts_at": "start", "ends_at": "end", "venue": "place", "chair_name": "chair.name",
    "chair_position": "chair.position", "secretary_name": "secretary.name",
    "secretary_position": "secretary.position", "due_on": "due", "done_on": "done", "for_count": "for",
    "owner_id": "owner", "body_id": "body",
}  # fmt: skip


def _initials(name: str) -> str:
    """The first letters of the words in capitals, without marks but for Đ, as symbols of papers are made."""
    letters = (unicodedata.normalize("NFD", word)[0] for word in name.split())
    return "".join(letter for letter in letters if letter.isalpha()).upper()


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _attendance(loader: Loader, _: str, entry: Json) -> Json:
    return {
        "name": entry.get("name"),
        "position": entry.get("position"),
        "body": entry.get("body"),
        "body_id": loader.linked(entry.get("body")),
        "is_present": entry.get("present") is not False,
        "reason": entry.get("reason"),
        "is_invited": entry.get("invited") or False,
        "stands_in_for": entry.get("stands_in_for"),
    }


def _agenda_item(_loader: Loader, _where: str, entry: Json | str) -> Json:
    return {"text": entry} if isinstance(entry, str) else {**entry}


def _report(loader: Loader, where: str, entry: Json) -> Json:
    draft = {name: entry.get(name) or None for name in ("results", "difficulties", "next")}
    return {**draft, "title": entry["title"], "body_id": loader.body(f"{where}.organisation", entry["organisation"])}


def _opinion(loader: Loader, where: str, entry: Json) -> Json:
    return {
        **{name: entry.get(name) for name in ("text", "speaker", "position", "body")},
        "body_id": loader.linked(entry.get("body")),
        "is_proposal": entry.get("proposal") or False,
        "group": loader.code(f"{where}.group", "proposal_groups", entry.get("group")),
        "is_left_out": entry.get("left_out") or False,
    }


def _vote(_loader: Loader, _where: str, entry: Json) -> Json:
    draft = {name: entry.get(name) for name in ("item", "eligible", "present", "against", "other")}
    return {**draft, "for_count": entry.get("for"), "is_secret": entry.get("secret") or False}


def _review(loader: Loader, where: str, entry: Json) -> Json:
    """A review of a weakness of its own, until the one it is of is found."""
    verdict = loader.code(f"{where}.verdict", "weakness_verdicts", entry["verdict"])
    return {**_weakness(loader, where, entry), "weakness": new_uid(), "verdict": verdict, "note": entry.get("note")}


def _weakness(_loader: Loader, _where: str, entry: Json) -> Json:
    return {"text": entry["text"], "indicator": entry.get("indicator")}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file: the meeting's uid, whether it is new, how many control characters were left out."""

    uid: str
    is_new: bool
    removed: int = 0


def load(store: Store, file: MeetingFile, path: Path, before: Callable[[], None] | None = None) -> Loaded:
    """Load one checked file as one deed; `before` is called when there is something to load, such as to back up.

    Raises ClerkError: NOT_ALLOWED, FILE_OF_PRACTICE, VALUE_UNKNOWN, VALUE_IMPOSSIBLE, MEETING_DIFFERS; nothing is
    changed then.
    """
    if not store.may("load"):
        raise ClerkError(Problem.NOT_ALLOWED)
    if file.is_practice and not offices.is_practice(store):
        raise ClerkError(Problem.FILE_OF_PRACTICE, path=path)
    known = loads.uid_of_digest(store, file.digest)
    if known is not None:
        return Loaded(known, is_new=False)
    if before is not None:
        with contextlib.suppress(_RehearsedError), store.change("load"):
            _write(store, file, path)
            raise _RehearsedError  # what is wrong with the file is known before anything is done for it
        before()
    with store.change("load") as deed:
        row = _write(store, file, path)
        deed.about("meetings", row)
        deed.is_found_later = True
        uid = store.of(Meeting).get(row).uid
    return Loaded(uid, is_new=True, removed=text.removed_controls("\n".join(open_format.texts(file.content))))


class _RehearsedError(Exception):
    """A file could be loaded; nothing of it stays."""


def _write(store: Store, file: MeetingFile, path: Path) -> int:
    loader = Loader(store, path, file.content)
    identity = loader.identity()
    if loads.is_identity_known(store, identity):
        raise ClerkError(Problem.MEETING_DIFFERS, path=path)
    row = meetings.write(store, loader.sitting())
    if file.content.get("reviews"):
        for place, review in enumerate(loader.reviews(named_before(store, row)), 1):
            store.of(WeaknessReview).add(review, row, place)
    store.of(Source).add(Source(digest=file.digest, identity=identity), row, 1)
    if offices.office(store) is None:
        store.put_fact("office", offices.heading_body(store, store.of(Meeting).get(row).facts.convener_id).uid)
    return row


def load_path(store: Store, path: Path, before: Callable[[], None] | None = None) -> Loaded:
    """Read, check and load one file; raises ClerkError for anything wrong with it."""
    return load(store, open_format.read(path), path, before)
