"""The schema, step by step; a released step is never changed, only followed by another.

Every table: `id` for the file, `uid` (UUID version 7) for the world, `version` raised at each write, times in UTC.
Nouns have `deleted_at` (trash); parts have `place` and belong to their noun ON DELETE CASCADE, which is the one
statement of ownership that history, trash and erasure read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dandan_desktop.domain.ids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database

KEPT = """id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL"""
NOUN = f"{KEPT}, deleted_at TEXT"
PART = f"{KEPT}, place INTEGER NOT NULL"


def _day(name: str, *, needed: bool = False) -> str:
    """A column holding a day as YYYY-MM-DD."""
    return f"{name} TEXT {'NOT NULL ' * needed}CHECK ({name} IS date({name}, '+0 days'))"


def _time(name: str) -> str:
    """A column holding a time of day as HH:MM."""
    return f"{name} TEXT CHECK ({name} GLOB '[0-2][0-9]:[0-5][0-9]')"


def _lines(name: str) -> str:
    """A column holding a list of texts as JSON."""
    return f"{name} TEXT CHECK (json_type({name}) = 'array')"


def _flag(name: str) -> str:
    """A column holding yes or no."""
    return f"{name} INTEGER NOT NULL DEFAULT 0 CHECK ({name} IN (0, 1))"


def _text(name: str) -> str:
    """A column holding a text that may not be empty."""
    return f"{name} TEXT NOT NULL CHECK ({name} <> '')"


DATED = f"{_day('valid_from')}, {_day('valid_to')}, decided_by TEXT"

FRAME = f"""
CREATE TABLE facts ({KEPT}, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
CREATE TABLE codes ({NOUN}, {_text("name")}, {_text("list")}, {_text("code")}, rank INTEGER NOT NULL, "group" TEXT,
    note TEXT, {_lines("aka")}, {_lines("next")}, code_list TEXT, other_code TEXT, other_list TEXT, {DATED}) STRICT;
CREATE INDEX codes_by_code ON codes (list, code);
CREATE TABLE units ({NOUN}, {_text("name")}, {_text("code")}, level INTEGER NOT NULL REFERENCES codes,
    kind INTEGER NOT NULL REFERENCES codes, parent_id INTEGER REFERENCES units, {DATED},
    line TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX units_by_code ON units (code, coalesce(valid_from, ''));
CREATE INDEX units_by_parent ON units (parent_id);
CREATE TABLE unit_successions ({KEPT}, from_id INTEGER NOT NULL REFERENCES units,
    to_id INTEGER NOT NULL REFERENCES units, {_flag("whole")}, {_day("on_date", needed=True)}, decided_by TEXT,
    UNIQUE (from_id, to_id)) STRICT;
CREATE TABLE bodies ({NOUN}, {_text("name")}, kind INTEGER NOT NULL REFERENCES codes,
    unit_id INTEGER NOT NULL REFERENCES units, parent_id INTEGER REFERENCES bodies, symbol TEXT,
    style TEXT NOT NULL CHECK (style IN ('PARTY', 'STATE', 'DOAN', 'HND')), header_upper TEXT, header_lower TEXT,
    place TEXT, {DATED}, line TEXT NOT NULL) STRICT;
CREATE INDEX bodies_by_name ON bodies (name);
CREATE INDEX bodies_by_kind ON bodies (kind, unit_id);
CREATE INDEX bodies_by_line ON bodies (line);
CREATE TABLE body_successions ({KEPT}, from_id INTEGER NOT NULL REFERENCES bodies,
    to_id INTEGER NOT NULL REFERENCES bodies, {_flag("whole")}, {_day("on_date", needed=True)}, decided_by TEXT,
    UNIQUE (from_id, to_id)) STRICT;
CREATE TABLE people ({NOUN}, {_text("full_name")}, born_on TEXT, sex INTEGER REFERENCES codes,
    unit_id INTEGER REFERENCES units, family_name TEXT, given_name TEXT, ethnic_group INTEGER REFERENCES codes,
    religion INTEGER REFERENCES codes) STRICT;
CREATE TABLE officials ({NOUN}, {_text("name")}, {_text("position")}, body_id INTEGER NOT NULL REFERENCES bodies,
    person_id INTEGER REFERENCES people, {_day("valid_from")}, {_day("valid_to")}) STRICT;
"""

MEETINGS = f"""
CREATE TABLE meetings ({NOUN}, {_text("title")}, {_day("held_on", needed=True)},
    convener_id INTEGER NOT NULL REFERENCES bodies, series INTEGER NOT NULL REFERENCES codes,
    unit_id INTEGER NOT NULL REFERENCES units, {_time("starts_at")}, {_time("ends_at")}, venue TEXT, looks_back TEXT,
    looks_ahead TEXT, chair_name TEXT, chair_position TEXT, secretary_name TEXT, secretary_position TEXT,
    {_lines("agenda")}, source TEXT) STRICT;
CREATE INDEX meetings_by_day ON meetings (held_on);
CREATE TABLE attendance ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, name TEXT,
    position TEXT, body TEXT, body_id INTEGER REFERENCES bodies, {_flag("is_present")}, reason TEXT,
    {_flag("is_invited")}) STRICT;
CREATE INDEX attendance_by_meeting ON attendance (meeting_id, place);
CREATE TABLE reports ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
    body_id INTEGER NOT NULL REFERENCES bodies, {_text("title")}, {_lines("results")}, {_lines("difficulties")},
    {_lines("next")}) STRICT;
CREATE INDEX reports_by_meeting ON reports (meeting_id, place);
CREATE TABLE opinions ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, {_text("text")},
    speaker TEXT, position TEXT, body TEXT, body_id INTEGER REFERENCES bodies, {_flag("is_proposal")},
    "group" INTEGER REFERENCES codes) STRICT;
CREATE INDEX opinions_by_meeting ON opinions (meeting_id, place);
CREATE TABLE votes ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, {_text("item")},
    eligible INTEGER, present INTEGER, for_count INTEGER, against INTEGER, other INTEGER,
    {_flag("is_secret")}) STRICT;
CREATE INDEX votes_by_meeting ON votes (meeting_id, place);
CREATE TABLE weaknesses ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, {_text("text")},
    indicator TEXT) STRICT;
CREATE INDEX weaknesses_by_meeting ON weaknesses (meeting_id, place, uid);
CREATE TABLE conclusions ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, {_text("text")},
    kind INTEGER NOT NULL REFERENCES codes, no_task_reason TEXT) STRICT;
CREATE INDEX conclusions_by_meeting ON conclusions (meeting_id, place);
CREATE INDEX conclusions_open ON conclusions (meeting_id) WHERE no_task_reason IS NULL;
CREATE TABLE sources ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, {_text("digest")},
    {_text("identity")}) STRICT;
CREATE INDEX sources_by_meeting ON sources (meeting_id);
CREATE INDEX sources_by_digest ON sources (digest);
CREATE INDEX sources_by_identity ON sources (identity);
CREATE TABLE tasks ({NOUN}, conclusion_id INTEGER NOT NULL REFERENCES conclusions,
    owner_id INTEGER NOT NULL REFERENCES bodies, text TEXT, {_day("due_on")}, {_flag("is_standing")}, product TEXT,
    {_day("done_on")}, result TEXT) STRICT;
CREATE INDEX tasks_by_conclusion ON tasks (conclusion_id, deleted_at);
CREATE INDEX tasks_undone ON tasks (is_standing, due_on, owner_id) WHERE done_on IS NULL AND deleted_at IS NULL;
CREATE TABLE partners ({PART}, task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    body_id INTEGER NOT NULL REFERENCES bodies) STRICT;
CREATE INDEX partners_by_task ON partners (task_id, place);
"""

MOVE = f"""to_state INTEGER NOT NULL REFERENCES codes, {_day("happened_on", needed=True)},
    from_state INTEGER REFERENCES codes, source TEXT"""

CASES = f"""
CREATE TABLE cases ({NOUN}, person_id INTEGER NOT NULL REFERENCES people,
    body_id INTEGER NOT NULL REFERENCES bodies, unit_id INTEGER NOT NULL REFERENCES units, paper_number TEXT,
    {_day("paper_date")}, stage INTEGER REFERENCES codes) STRICT;
CREATE INDEX cases_by_person ON cases (person_id);
CREATE INDEX cases_by_stage ON cases (stage, deleted_at);
CREATE TABLE case_moves ({PART}, case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE, {MOVE}) STRICT;
CREATE INDEX case_moves_by_case ON case_moves (case_id, place, happened_on);
CREATE INDEX case_moves_by_day ON case_moves (to_state, happened_on, case_id);
CREATE TABLE initiatives ({NOUN}, {_text("name")}, field INTEGER NOT NULL REFERENCES codes,
    kind INTEGER NOT NULL REFERENCES codes, owner_kind INTEGER NOT NULL REFERENCES codes, {_text("owner_name")},
    unit_id INTEGER NOT NULL REFERENCES units, body_id INTEGER REFERENCES bodies,
    state INTEGER REFERENCES codes) STRICT;
CREATE INDEX initiatives_by_state ON initiatives (state, deleted_at);
CREATE TABLE initiative_moves ({PART},
    initiative_id INTEGER NOT NULL REFERENCES initiatives ON DELETE CASCADE, {MOVE}, reason TEXT) STRICT;
CREATE INDEX initiative_moves_by_initiative ON initiative_moves (initiative_id, place);
CREATE INDEX initiative_moves_by_day ON initiative_moves (to_state, happened_on);
"""

USERS = f"""
CREATE TABLE users ({NOUN}, {_text("name")}, {_flag("sees_totals")}, {_flag("enters")}, {_flag("approves")},
    {_flag("administers")}) STRICT;
CREATE TABLE user_bodies ({PART}, user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    body_id INTEGER NOT NULL REFERENCES bodies) STRICT;
CREATE INDEX user_bodies_by_user ON user_bodies (user_id, place);
CREATE TABLE erased (uid TEXT PRIMARY KEY, tbl TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT;
"""

_OF_TASK = "task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE"
TASK_STEPS = f"""
ALTER TABLE tasks ADD COLUMN report_every TEXT CHECK (report_every IN ('N', '9T', '6T', 'Q', 'M'));
ALTER TABLE tasks ADD COLUMN reported_by TEXT;
ALTER TABLE tasks ADD COLUMN {_day("confirmed_on")};
ALTER TABLE tasks ADD COLUMN confirmed_by TEXT;
CREATE INDEX tasks_reporting ON tasks (report_every) WHERE report_every IS NOT NULL;
CREATE INDEX tasks_unconfirmed ON tasks (done_on) WHERE confirmed_on IS NULL AND done_on IS NOT NULL;
CREATE TABLE task_progress ({PART}, {_OF_TASK}, {_day("happened_on", needed=True)}, {_text("text")}, percent INTEGER,
    period TEXT, reporter TEXT) STRICT;
CREATE INDEX task_progress_by_task ON task_progress (task_id, place);
CREATE TABLE task_extensions ({PART}, {_OF_TASK}, {_day("happened_on", needed=True)},
    {_day("old_due", needed=True)}, {_day("new_due", needed=True)}, {_text("approver")}, reason TEXT) STRICT;
CREATE INDEX task_extensions_by_task ON task_extensions (task_id, place);
CREATE TABLE task_reminders ({PART}, {_OF_TASK}, {_day("happened_on", needed=True)}, paper_number TEXT) STRICT;
CREATE INDEX task_reminders_by_task ON task_reminders (task_id, place);
CREATE TABLE task_explanations ({PART}, {_OF_TASK}, {_day("happened_on", needed=True)}, {_text("text")}) STRICT;
CREATE INDEX task_explanations_by_task ON task_explanations (task_id, place);
CREATE TABLE task_reopenings ({PART}, {_OF_TASK}, {_day("happened_on", needed=True)}, {_text("reason")},
    {_day("done_on", needed=True)}, result TEXT, confirmed_by TEXT) STRICT;
CREATE INDEX task_reopenings_by_task ON task_reopenings (task_id, place);
CREATE TABLE task_files ({PART}, {_OF_TASK}, {_text("name")}, {_text("sha256")}, size INTEGER NOT NULL) STRICT;
CREATE INDEX task_files_by_task ON task_files (task_id, place);
CREATE INDEX task_files_by_hash ON task_files (sha256);
CREATE INDEX history_images_of_files ON history_images (seq) WHERE tbl = 'task_files';
CREATE TABLE files (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 20971520)) STRICT;
"""

MEMORY = """
CREATE TABLE deeds (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, at TEXT NOT NULL,
    who TEXT NOT NULL, undoes INTEGER REFERENCES deeds, tbl TEXT NOT NULL, row INTEGER NOT NULL, note TEXT,
    first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, lived INTEGER NOT NULL) STRICT;
CREATE INDEX deeds_by_undone ON deeds (undoes) WHERE undoes IS NOT NULL;
CREATE TABLE current_deed (deed INTEGER NOT NULL) STRICT;
CREATE TABLE history_images (seq INTEGER PRIMARY KEY AUTOINCREMENT, deed INTEGER NOT NULL, tbl TEXT NOT NULL,
    row INTEGER NOT NULL, owner_table TEXT NOT NULL, owner INTEGER, salt TEXT, before TEXT, after TEXT) STRICT;
CREATE TABLE history (seq INTEGER PRIMARY KEY, deed INTEGER NOT NULL REFERENCES deeds, tbl TEXT NOT NULL,
    row INTEGER NOT NULL, owner_table TEXT NOT NULL, owner INTEGER, digest BLOB NOT NULL) STRICT;
CREATE INDEX history_by_owner ON history (owner_table, owner);
CREATE TABLE seals (deed INTEGER PRIMARY KEY REFERENCES deeds, head BLOB NOT NULL) STRICT;
CREATE TABLE drafts (who TEXT NOT NULL, page TEXT NOT NULL, row INTEGER NOT NULL, content TEXT NOT NULL,
    kept_at TEXT NOT NULL, PRIMARY KEY (who, page, row)) STRICT;
CREATE TABLE search (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row INTEGER NOT NULL, title TEXT NOT NULL,
    fold TEXT NOT NULL, norm TEXT NOT NULL, sort TEXT NOT NULL, alias TEXT NOT NULL, UNIQUE (kind, row)) STRICT;
CREATE INDEX search_by_sort ON search (kind, sort, row);
"""

MINUTES = f"""
CREATE TABLE minutes_versions ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
    number INTEGER NOT NULL, content TEXT NOT NULL CHECK (json_type(content) = 'object'), {_text("template")},
    {_day("locked_on", needed=True)}, {_day("reopened_on")}, reason TEXT, {_flag("is_addendum")},
    CHECK ((reopened_on IS NULL) = (reason IS NULL))) STRICT;
CREATE INDEX minutes_versions_by_meeting ON minutes_versions (meeting_id, place);
CREATE UNIQUE INDEX minutes_versions_locked ON minutes_versions (meeting_id)
    WHERE reopened_on IS NULL AND is_addendum = 0;
CREATE INDEX meetings_by_series
    ON meetings (series, convener_id, held_on, looks_back, looks_ahead, deleted_at);
"""
MINUTE_LOG = f"""
ALTER TABLE opinions ADD COLUMN {_flag("is_left_out")};
ALTER TABLE attendance ADD COLUMN stands_in_for TEXT;
CREATE TABLE search_late (kind TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (kind, row)) STRICT;
"""
"""What minute-taking needs; `search_late` names the rows whose search text is written before the next search."""
PROPOSALS = f"""
CREATE TABLE proposals ({NOUN}, {_text("text")}, {_day("received_on", needed=True)},
    unit_id INTEGER NOT NULL REFERENCES units, asker TEXT, body_id INTEGER REFERENCES bodies,
    source INTEGER REFERENCES codes, "group" INTEGER REFERENCES codes, opinion_id INTEGER UNIQUE REFERENCES opinions,
    edited TEXT, level INTEGER REFERENCES codes, sent_to_id INTEGER REFERENCES bodies, {_day("sent_on")},
    {_day("due_on")}, answer_number TEXT, {_day("answered_on")}, outcome INTEGER REFERENCES codes, answer TEXT,
    {_day("told_on")}, repeats_id INTEGER REFERENCES proposals) STRICT;
CREATE INDEX proposals_by_day ON proposals (received_on);
CREATE INDEX proposals_waiting
    ON proposals (coalesce(due_on, received_on), due_on, sent_on, answered_on, told_on, deleted_at);
CREATE INDEX proposals_by_first ON proposals (repeats_id) WHERE repeats_id IS NOT NULL;
"""
ISSUED_NUMBERS = f"""
CREATE TABLE terms ({NOUN}, {_text("name")}, body_id INTEGER NOT NULL REFERENCES bodies,
    {_day("valid_from", needed=True)}, {_day("valid_to")}) STRICT;
CREATE INDEX terms_by_body ON terms (body_id, valid_from);
CREATE TABLE issued_numbers ({NOUN}, kind INTEGER NOT NULL REFERENCES codes,
    issuer_id INTEGER NOT NULL REFERENCES bodies, {_day("issued_on", needed=True)}, {_text("text")}, {_text("title")},
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 99999), {_text("series")},
    term_id INTEGER REFERENCES terms, year INTEGER, {_day("used_on")}, {_day("cancelled_on")}, reason TEXT,
    owner TEXT, CHECK (coalesce(term_id, year) IS NOT NULL),
    CHECK ((cancelled_on IS NULL) = (reason IS NULL))) STRICT;
CREATE UNIQUE INDEX issued_numbers_once ON issued_numbers (series, coalesce(term_id, 0), coalesce(year, 0), number);
CREATE UNIQUE INDEX issued_numbers_by_owner ON issued_numbers (owner, kind)
    WHERE owner IS NOT NULL AND cancelled_on IS NULL;
CREATE INDEX issued_numbers_by_day ON issued_numbers (issued_on);
"""
PAPER_STYLES = f"""
CREATE TABLE paper_styles ({NOUN}, {_text("name")},
    base TEXT NOT NULL CHECK (base IN ('PARTY', 'STATE', 'DOAN', 'HND')), body_id INTEGER REFERENCES bodies, {DATED},
    {_text("top")}, motto TEXT, mark TEXT, {_text("number")}, {_text("letter")}, {_flag("by_term")},
    {_flag("by_type")}, {_flag("has_dots")}, {_flag("is_position_bold")}, {_text("left_signer")},
    {_text("right_signer")}, {_text("greeting")}, {_text("receiver_end")}, {_lines("receivers")}, {_text("roman")},
    top_margin INTEGER NOT NULL, bottom_margin INTEGER NOT NULL, left_margin INTEGER NOT NULL,
    right_margin INTEGER NOT NULL, header_margin INTEGER NOT NULL, points INTEGER NOT NULL) STRICT;
"""
PAPERS = f"""
CREATE TABLE paper_signings ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
    {_text("kind")}, {_day("dated_on")}, authority TEXT, position TEXT, signer TEXT, {_lines("receivers")},
    UNIQUE (meeting_id, kind)) STRICT;
"""
AGENDA = f"""
CREATE TABLE agenda_items ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, {_text("text")},
    presenter TEXT, paper TEXT) STRICT;
CREATE INDEX agenda_items_by_meeting ON agenda_items (meeting_id, place);
"""
_OF_SERIES = "series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE"
SERIES = f"""
CREATE TABLE series ({NOUN}, kind INTEGER NOT NULL REFERENCES codes, convener_id INTEGER REFERENCES bodies,
    every TEXT NOT NULL CHECK (every IN ('M', 'Q', 'H', '6T', 'N', '0')), within INTEGER CHECK (within >= 0),
    {_time("starts_at")}, venue TEXT, chair_name TEXT, chair_position TEXT, secretary_name TEXT,
    secretary_position TEXT, {_day("valid_from")}, {_day("valid_to")}) STRICT;
CREATE INDEX series_by_kind ON series (kind, convener_id);
CREATE TABLE series_seats ({PART}, {_OF_SERIES}, name TEXT, position TEXT, body TEXT, {_flag("is_invited")}) STRICT;
CREATE INDEX series_seats_by_series ON series_seats (series_id, place);
CREATE TABLE series_items ({PART}, {_OF_SERIES}, {_text("text")}, presenter TEXT, paper TEXT) STRICT;
CREATE INDEX series_items_by_series ON series_items (series_id, place);
CREATE TABLE skips ({NOUN}, kind INTEGER NOT NULL REFERENCES codes, convener_id INTEGER NOT NULL REFERENCES bodies,
    {_text("period")}, {_text("reason")}) STRICT;
CREATE INDEX skips_by_kind ON skips (kind, period);
ALTER TABLE meetings ADD COLUMN {_flag("is_planned")};
CREATE TABLE weakness_reviews ({PART}, meeting_id INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
    weakness TEXT NOT NULL, {_text("text")}, indicator TEXT, verdict INTEGER NOT NULL REFERENCES codes,
    note TEXT) STRICT;
CREATE INDEX weakness_reviews_by_meeting ON weakness_reviews (meeting_id, place);
CREATE INDEX weakness_reviews_by_weakness ON weakness_reviews (weakness);
"""
PAPER_TEMPLATES = f"""
CREATE TABLE paper_templates ({PART}, style_id INTEGER NOT NULL REFERENCES paper_styles ON DELETE CASCADE,
    {_text("kind")}, {_day("valid_from", needed=True)}, {_text("name")}, sha256 TEXT) STRICT;
CREATE INDEX paper_templates_by_day ON paper_templates (style_id, kind, valid_from);
CREATE INDEX history_images_of_templates ON history_images (seq) WHERE tbl = 'paper_templates';
ALTER TABLE minutes_versions ADD COLUMN templates INTEGER;
"""

Step = tuple[str, Callable[["Database"], Any]]


def _script(sql: str) -> Callable[[Database], Any]:
    return lambda db: _run(db, sql)


def _run(db: Database, sql: str) -> None:
    """Run statements that each end with a line; `executescript` tries every letter for an end, a fifth of a birth."""
    for statement in sql.split(";\n"):
        db.execute(statement)


def _proposals(db: Database) -> None:
    from dandan_desktop.db import seed  # it needs the catalogue, which only this step and a birth do

    _run(db, PROPOSALS)
    seed.add_lists(db.conn, ("proposal_sources", "proposal_levels", "proposal_outcomes"))


def _paper_styles(db: Database) -> None:
    from dandan_desktop.db import seed  # as above

    _run(db, PAPER_STYLES)
    seed.add_styles(db.conn)


def _agenda(db: Database) -> None:
    """Make every line of an agenda a row of its own, which can name its presenter and its paper."""
    _run(db, AGENDA)
    lines = """SELECT m.id, j.key + 1, j.value, m.created_at, m.updated_at FROM meetings m, json_each(m.agenda) j
        WHERE j.value <> '' ORDER BY m.id, j.key"""
    for row in db.execute(lines).fetchall():
        db.execute(
            "INSERT INTO agenda_items (uid, meeting_id, place, text, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
            (new_uid(), *row),
        )
    db.execute("ALTER TABLE meetings DROP COLUMN agenda")


def _series(db: Database) -> None:
    from dandan_desktop.db import seed  # as above

    _run(db, SERIES)
    seed.add_series(db.conn)
    seed.add_lists(db.conn, ("weakness_verdicts",))


STEPS: tuple[Step, ...] = (
    ("0001_frame", _script(FRAME)),
    ("0002_meetings", _script(MEETINGS)),
    ("0003_cases_and_initiatives", _script(CASES)),
    ("0004_memory", _script(MEMORY)),
    ("0005_users", _script(USERS)),
    ("0006_task_steps", _script(TASK_STEPS)),
    ("0007_minutes", _script(MINUTES)),
    ("0008_minute_log", _script(MINUTE_LOG)),
    ("0009_proposals", _proposals),
    ("0010_issued_numbers", _script(ISSUED_NUMBERS)),
    ("0011_paper_styles", _paper_styles),
    ("0012_papers", _script(PAPERS)),
    ("0013_agenda", _agenda),
    ("0014_series", _series),
    ("0015_paper_templates", _script(PAPER_TEMPLATES)),
)
