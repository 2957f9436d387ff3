"""The template desk on a register: versions by date, what is frozen with minutes, faults, and bytes that stay."""

from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import age, offices
from dandan_desktop.db import paper_styles as kept_styles
from dandan_desktop.db.store import Store
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.documents.container import unpacked
from dandan_desktop.documents.render import shipped
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import Kept
from dandan_desktop.domain.meetings import Meeting
from dandan_desktop.domain.nouns import PAPER_STYLES
from dandan_desktop.domain.paper_kinds import ADDENDUM, MINUTES, REMINDER, SLIP, TEMPLATES, PaperKind
from dandan_desktop.domain.paper_styles import PaperStyle
from dandan_desktop.domain.paper_templates import PaperTemplate
from dandan_desktop.services import loading, minutes, paper_templates, papers, records, sitting_papers, trash
from dandan_desktop.services.paper_templates import Candidate
from dandan_desktop.services.sitting_papers import Wanted
from tests.documents.own_templates import made, swapped
from tests.registers import meeting_file

TODAY, EARLY, LATE = date(2026, 6, 1), date(2022, 1, 1), date(2024, 1, 1)


@pytest.fixture
def row(store: Store) -> int:
    """The meeting of February 2023: its conclusions gave tasks to four bodies."""
    loading.load_path(store, meeting_file("dong-thap-2023-02-06"))
    return store.of(Meeting).some("ORDER BY t.id DESC")[0].id


@pytest.fixture
def style(store: Store, row: int) -> Kept[PaperStyle]:
    """The style its papers are in."""
    facts = store.of(Meeting).get(row).facts
    found = kept_styles.kept_on(store, offices.heading_body(store, facts.convener_id), facts.held_on)
    assert found is not None
    return found


def saved(folder: Path, kind: str, *, word: str, old: str = "{{ page.kind }}", style: str = "party") -> Path:
    """A file an office made of the shipped template: one more word behind the paper's type."""
    path = folder / f"Mẫu {word}.docx"
    path.write_bytes(made(swapped(old, f"{old} {word}"), name=f"{kind}_{style}.docx"))
    return path


def looked(style: Kept[PaperStyle], folder: Path, kind: PaperKind, word: str) -> Candidate:
    old = "{{ kind }}" if kind is MINUTES else "{{ page.kind }}"
    return paper_templates.look_over(saved(folder, kind.code, word=word, old=old), style.facts, kind.code)


def texts(path: Path) -> list[str]:
    return [line.text for line in all_lines(blocks(path.read_bytes()))]


def slips(store: Store, row: int, out: Path) -> set[str]:
    """What the slips of the sitting call themselves."""
    files = sitting_papers.write(store, row, [Wanted(SLIP)], out)
    assert len(files) == 4
    return {line for file in files for line in texts(file) if line.startswith("PHIẾU GIAO VIỆC")}


def test_a_paper_of_a_day_takes_the_template_valid_on_that_day(
    store: Store, row: int, style: Kept[PaperStyle], tmp_path: Path
) -> None:
    assert slips(store, row, tmp_path) == {"PHIẾU GIAO VIỆC"}
    for word, day in (("SAU", LATE), ("TRƯỚC", EARLY)):
        candidate = looked(style, tmp_path, SLIP, word)
        assert candidate.faults == ()
        paper_templates.take(store, style.id, SLIP.code, candidate, day)
    assert slips(store, row, tmp_path) == {"PHIẾU GIAO VIỆC TRƯỚC"}
    now = {line.kind: line.kept for line in paper_templates.lines(store, style.id, TODAY)}
    assert list(now) == list(TEMPLATES)
    assert {kind for kind, kept in now.items() if kept is not None} == {SLIP.code}
    assert now[SLIP.code].facts.name == "Mẫu SAU.docx"  # type: ignore[union-attr]
    assert [kept.facts.valid_from for kept in paper_templates.versions(store, style.id, SLIP.code)] == [LATE, EARLY]


def test_the_program_s_own_is_always_there_to_return_to(
    store: Store, row: int, style: Kept[PaperStyle], tmp_path: Path
) -> None:
    paper_templates.take(store, style.id, SLIP.code, looked(style, tmp_path, SLIP, "RIÊNG"), EARLY)
    paper_templates.go_back(store, style.id, SLIP.code, date(2023, 1, 1))
    assert slips(store, row, tmp_path) == {"PHIẾU GIAO VIỆC"}
    records.undo_last(store)
    assert slips(store, row, tmp_path) == {"PHIẾU GIAO VIỆC RIÊNG"}


def test_locked_minutes_reprint_with_the_template_frozen_then(
    store: Store, row: int, style: Kept[PaperStyle], tmp_path: Path
) -> None:
    first = looked(style, tmp_path, MINUTES, "CŨ")
    paper_templates.take(store, style.id, MINUTES.code, first, EARLY)
    minutes.lock(store, row, TODAY)
    before = papers.write_minutes(store, row, tmp_path).read_bytes()
    assert "BIÊN BẢN CŨ" in texts(tmp_path / next(tmp_path.glob("bien-ban*")).name)
    paper_templates.take(store, style.id, MINUTES.code, looked(style, tmp_path, MINUTES, "MỚI"), EARLY)
    newest = minutes.standing(store, row).newest
    assert newest is not None
    assert papers.write_minutes(store, row, tmp_path).read_bytes() == before
    assert papers.write_version(store, newest.id, tmp_path).read_bytes() == before
    minutes.reopen(store, row, "Ghi sót một ý", TODAY)
    assert "BIÊN BẢN MỚI" in texts(papers.write_minutes(store, row, tmp_path))


def test_a_style_that_leaves_the_trash_for_good_is_said_to_take_its_templates_and_locked_minutes_keep_theirs(
    store: Store, row: int, style: Kept[PaperStyle], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for kind in (MINUTES, SLIP):
        paper_templates.take(store, style.id, kind.code, looked(style, tmp_path, kind, "CŨ"), EARLY)
    minutes.lock(store, row, TODAY)
    before = papers.write_minutes(store, row, tmp_path).read_bytes()
    records.trash(store, PAPER_STYLES, style.id)
    found = trash.along(store, trash.listed(store))
    assert found.counts == (("Mẫu Word", 2),)
    (follows,) = found.follows
    assert follows.startswith("Biên bản đã khoá vẫn in lại theo mẫu lúc khoá")
    trash.purge(store, PAPER_STYLES, style.id, "Nhập trùng")
    assert not store.of(PaperTemplate).some()
    request.getfixturevalue("a_month_on")
    other = store.of(PaperStyle).some("WHERE t.id <> ?", (style.id,))[0]
    paper_templates.go_back(store, other.id, SLIP.code, EARLY)  # sweeps the bytes that nobody names
    assert store.query("SELECT count(*) FROM files") == [(1,)]
    assert papers.write_minutes(store, row, tmp_path).read_bytes() == before
    assert slips(store, row, tmp_path) == {"PHIẾU GIAO VIỆC"}


@pytest.fixture
def a_month_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """So much later that nothing done before can be taken back."""
    later = age.lived(store.connection, "2026-01-01T00:00:00Z") + (age.UNDO_DAYS + 1) * age.DAY
    monkeypatch.setattr(age, "lived", lambda *_: later)


def removed(store: Store, style: int) -> None:
    """Every row of a style's templates away, as when the style is purged."""
    with store.change("take_template"):
        for kind in TEMPLATES:
            for kept in paper_templates.versions(store, style, kind):
                store.of(PaperTemplate).remove(kept.id, for_good=True)


def test_the_other_papers_of_locked_minutes_know_no_later_template(
    store: Store, row: int, style: Kept[PaperStyle], tmp_path: Path
) -> None:
    paper_templates.take(store, style.id, SLIP.code, looked(style, tmp_path, SLIP, "CŨ"), EARLY)
    minutes.lock(store, row, TODAY)
    paper_templates.take(store, style.id, SLIP.code, looked(style, tmp_path, SLIP, "MỚI"), EARLY)
    assert slips(store, row, tmp_path) == {"PHIẾU GIAO VIỆC CŨ"}
    minutes.reopen(store, row, "Ghi sót một ý", TODAY)
    assert slips(store, row, tmp_path) == {"PHIẾU GIAO VIỆC MỚI"}


def test_what_locked_minutes_name_stays_when_nothing_else_names_it(
    store: Store, row: int, style: Kept[PaperStyle], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for kind, word in ((MINUTES, "CŨ"), (SLIP, "RIÊNG")):
        paper_templates.take(store, style.id, kind.code, looked(style, tmp_path, kind, word), EARLY)
    minutes.lock(store, row, TODAY)
    assert store.query("SELECT count(*) FROM files") == [(2,)]
    removed(store, style.id)
    assert store.query("SELECT count(*) FROM files") == [(2,)], "it can be undone"
    request.getfixturevalue("a_month_on")
    paper_templates.go_back(store, style.id, SLIP.code, EARLY)
    assert store.query("SELECT count(*) FROM files") == [(1,)], "the slip's went, as nobody names it"
    assert "BIÊN BẢN CŨ" in texts(papers.write_minutes(store, row, tmp_path))


def test_a_template_with_a_fault_is_refused_and_leaves_nothing(
    store: Store, style: Kept[PaperStyle], tmp_path: Path
) -> None:
    path = tmp_path / "sai.docx"
    path.write_bytes(made(swapped("{{ page.to }}", "{{ page.too }}"), name="slip_party.docx"))
    candidate = paper_templates.look_over(path, style.facts, SLIP.code)
    assert candidate.faults[0].advice == "Có phải là “page.to”?"
    for act in (
        lambda: paper_templates.take(store, style.id, SLIP.code, candidate, EARLY),
        lambda: paper_templates.try_print(store, style.id, SLIP.code, TODAY, tmp_path / "ra", candidate=candidate),
    ):
        with pytest.raises(ClerkError) as raised:
            act()
        assert raised.value.problem is Problem.TEMPLATE_UNUSABLE
    assert store.query("SELECT count(*) FROM files") == [(0,)]
    assert not (tmp_path / "ra").exists()


@pytest.mark.parametrize("kind", [SLIP.code, REMINDER.code, ADDENDUM, MINUTES.code])
def test_what_is_handed_out_for_word_comes_back_sound_on_the_page_of_the_style(
    store: Store, style: Kept[PaperStyle], tmp_path: Path, kind: str
) -> None:
    facts = style.facts
    wide = PaperStyle(**{name: getattr(facts, name) for name in facts.__dataclass_fields__} | {"left_margin": 40})
    records.save(store, PAPER_STYLES, style, wide)
    path = paper_templates.hand_out(store, style.id, kind, TODAY, tmp_path)
    assert b'w:left="2268"' in unpacked(path.read_bytes())["word/document.xml"]
    candidate = paper_templates.look_over(path, wide, kind)
    assert candidate.faults == ()
    paper_templates.take(store, style.id, kind, candidate, EARLY)
    assert paper_templates.hand_out(store, style.id, kind, TODAY, tmp_path).read_bytes() == candidate.content
    tried = paper_templates.try_print(store, style.id, kind, TODAY, tmp_path)
    assert "BAN XÂY DỰNG ĐẢNG" in texts(tried)


def test_a_trial_print_without_an_own_template_is_the_program_s(
    store: Store, style: Kept[PaperStyle], tmp_path: Path
) -> None:
    path = paper_templates.try_print(store, style.id, SLIP.code, TODAY, tmp_path)
    assert path.name == "in-thu-phieu-giao-viec.docx"
    assert "PHIẾU GIAO VIỆC" in texts(path)


def test_the_fields_are_told_with_the_words_of_the_style(style: Kept[PaperStyle]) -> None:
    found = {each.tag.raw: each.field.sample for each in paper_templates.fields(style.facts, SLIP.code)}
    assert found["{{ page.header.number }}"].endswith("-PGV/BXDĐ")
    assert found["{{ row.due }}"] == "30/6/2026"


def test_a_template_that_lost_its_bytes_is_told(
    store: Store, row: int, style: Kept[PaperStyle], tmp_path: Path
) -> None:
    paper_templates.take(store, style.id, SLIP.code, looked(style, tmp_path, SLIP, "RIÊNG"), EARLY)
    with store.change("export"):
        store.connection.execute("UPDATE files SET bytes = ?", (shipped("slip_party.docx"),))
    with pytest.raises(ClerkError) as raised:
        slips(store, row, tmp_path)
    assert raised.value.facts["why"] == "tệp mẫu giữ trong sổ đã mất."


@pytest.mark.parametrize("spoil", ["UPDATE files SET bytes = x'00'", "DELETE FROM files"])
def test_locked_minutes_whose_template_lost_its_bytes_do_not_print_with_another(
    spoil: str, store: Store, row: int, style: Kept[PaperStyle], tmp_path: Path
) -> None:
    paper_templates.take(store, style.id, MINUTES.code, looked(style, tmp_path, MINUTES, "RIÊNG"), EARLY)
    minutes.lock(store, row, TODAY)
    newest = minutes.standing(store, row).newest
    assert newest is not None
    with store.change("export"):
        store.connection.execute(spoil)
    for written in (papers.write_minutes, lambda *_: papers.write_version(store, newest.id, tmp_path)):
        with pytest.raises(ClerkError) as raised:
            written(store, row, tmp_path)
        assert raised.value.facts["why"] == "tệp mẫu giữ trong sổ đã mất."
    assert not list(tmp_path.glob("bien-ban*"))
