"""The papers of a sitting from a register: which there are, who signs them, and reprints that stay the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dandan_desktop.db import issued_numbers as kept_numbers
from dandan_desktop.db import journal
from dandan_desktop.db.store import Store
from dandan_desktop.documents.blocks import all_lines, blocks
from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.facts import BodyId, Lines
from dandan_desktop.domain.issued_numbers import Term
from dandan_desktop.domain.meetings import Conclusion, Meeting
from dandan_desktop.domain.nouns import TERMS
from dandan_desktop.domain.paper_kinds import (
    DELEGATES,
    INVITATION,
    KINDS,
    MINUTES,
    NOTICE,
    SIGN_IN,
    SLIP,
    WORKING,
    PaperKind,
)
from dandan_desktop.domain.paper_signing import Signing
from dandan_desktop.domain.papers import MeetingSheet
from dandan_desktop.domain.progress import Cancelled
from dandan_desktop.services import issued_numbers, loading, meetings, minutes, papers, records, sitting_papers, undoing
from dandan_desktop.services.sitting_papers import Wanted
from tests.documents.papers import whole_text
from tests.documents.sheets import meeting_files
from tests.registers import dump, meeting_file
from tests.services.test_minutes import renamed_everything

pytestmark = pytest.mark.uncounted

TODAY = date(2026, 6, 1)
SIGNED = Signing(
    kind=NOTICE.code,
    dated_on=date(2026, 6, 2),
    authority="T/L BAN THƯỜNG VỤ",
    position="CHÁNH VĂN PHÒNG",
    signer="Đỗ Văn Ký",
    receivers=Lines(("Thường trực Đảng ủy", "Lưu")),
)


def loaded(store: Store, file: Path) -> int:
    loading.load_path(store, file)
    return store.of(Meeting).some("ORDER BY t.id DESC")[0].id


@pytest.fixture
def row(store: Store) -> int:
    """The meeting of 2023: its conclusions gave tasks to four bodies."""
    return loaded(store, meeting_file("dong-thap-2023-02-06"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "ra"


def printed(file: Path) -> list[str]:
    return [line.text for line in all_lines(blocks(file.read_bytes()))]


def made(store: Store, row: int, kind: PaperKind, folder: Path, *, is_together: bool = False) -> list[Path]:
    return sitting_papers.write(store, row, [Wanted(kind, is_together)], folder)


def concluded(store: Store, row: int) -> None:
    """Say of every conclusion without a task why it has none, so that the notice can be made (rule T1)."""
    sitting = meetings.read(store, row)
    told = [
        each if each.tasks else replace(each, conclusion=replace(each.conclusion, no_task_reason="Chỉ đánh giá"))
        for each in sitting.conclusions
    ]
    meetings.save(store, replace(sitting, conclusions=tuple(told)))


def test_a_sitting_offers_its_papers_and_says_what_they_lack(store: Store, row: int) -> None:
    found = {(offer.wanted.kind, offer.wanted.is_together): offer for offer in sitting_papers.offers(store, row)}
    kinds = [kind for kind in KINDS if kind is not WORKING or (WORKING, False) in found]
    assert {kind for kind, _ in found} == set(kinds)
    assert {kind for kind, is_together in found if is_together} == {INVITATION, SLIP}
    assert found[SLIP, False].count == 4
    assert found[SLIP, True].name == "Phiếu giao việc (một tệp chung)"
    assert found[INVITATION, False].name == "Giấy mời (mỗi đại biểu một tệp)"
    assert found[MINUTES, False].name == "Biên bản"
    assert not found[MINUTES, False].lacks


@pytest.mark.parametrize("file", meeting_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_paper_of_the_kept_meetings_holds_what_was_concluded(store: Store, out: Path, file: Path) -> None:
    row = loaded(store, file)
    concluded(store, row)
    ready = [offer for offer in sitting_papers.offers(store, row) if not offer.lacks]
    written = sitting_papers.write_all(store, row, out)
    wanted = sum(1 if offer.wanted.is_together else offer.count for offer in ready)
    assert len(written) == len(set(written)) == wanted
    assert {path.parent for path in written} == {out}
    notice = next(path for path in written if path.name.startswith(NOTICE.stem))
    text = whole_text(notice.read_bytes())
    for kept in store.of(Conclusion).some("WHERE t.meeting_id = ?", (row,)):
        assert " ".join(kept.facts.text.split()) in text


def test_files_tell_their_kind_and_owner_and_no_person(store: Store, row: int, out: Path) -> None:
    names = sorted(path.name for path in made(store, row, SLIP, out))
    assert names[0].startswith("phieu-giao-viec-2023-02-06-")
    assert [name.rpartition(f"-{row}-")[2][:2] for name in names] == ["01", "02", "03", "04"]
    assert all(name.isascii() for name in names)
    (whole,) = made(store, row, SLIP, out, is_together=True)
    assert whole.name.endswith("-tat-ca.docx")


def test_reprints_after_the_lock_are_the_same_whatever_is_renamed(store: Store, row: int, out: Path) -> None:
    concluded(store, row)
    sitting_papers.sign(store, row, SIGNED)
    minutes.lock(store, row, TODAY)
    minutes.add_addendum(store, row, ["Bổ sung một ý"], TODAY)
    before = {path.name: path.read_bytes() for path in sitting_papers.write_all(store, row, out)}
    assert len(before) >= 8
    assert any(name.startswith("bien-ban-bo-sung") for name in before)
    renamed_everything(store)
    store.names.forget_all()
    again = {path.name: path.read_bytes() for path in sitting_papers.write_all(store, row, out / "lại")}
    assert again == before


def test_before_the_lock_papers_follow_the_record(store: Store, row: int, out: Path) -> None:
    renamed_everything(store)
    store.names.forget_all()
    (file,) = made(store, row, SLIP, out, is_together=True)
    assert any("Tên mới" in line for line in printed(file))


def sheet_of(store: Store, row: int) -> MeetingSheet:
    return papers.printed_sheet(store, row)


def test_the_notice_waits_for_rule_t1(store: Store, row: int, out: Path) -> None:
    sitting = meetings.read(store, row)
    first, *others = sitting.conclusions
    meetings.save(store, replace(sitting, conclusions=(replace(first, tasks=()), *others)))
    (offer,) = [each for each in sitting_papers.offers(store, row) if each.wanted.kind is NOTICE]
    assert offer.lacks.startswith("Kết luận 1")
    with pytest.raises(ClerkError) as caught:
        made(store, row, NOTICE, out)
    assert caught.value.problem is Problem.PAPER_LACKS
    assert not out.exists()
    lists = sitting_papers.write(store, row, [Wanted(NOTICE), Wanted(MINUTES)], out)
    assert [path.name.startswith("bien-ban") for path in lists] == [True]


def test_who_signs_is_suggested_until_somebody_writes_it(store: Store, row: int, out: Path) -> None:
    concluded(store, row)
    usual = sitting_papers.signing_of(store, row, NOTICE)
    assert usual.authority == "T/M BAN THƯỜNG VỤ"
    sitting_papers.sign(store, row, SIGNED)
    assert sitting_papers.signing_of(store, row, NOTICE) == SIGNED
    assert sitting_papers.signing_of(store, row, SLIP).authority == usual.authority
    (file,) = made(store, row, NOTICE, out)
    assert printed(file)[-6:] == [
        "- Thường trực Đảng ủy;", "- Lưu.", "T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", *[""] * 4, "Đỗ Văn Ký", "",
    ][-6:]  # fmt: skip
    again = replace(SIGNED, signer="Người khác")
    sitting_papers.sign(store, row, again)
    assert sitting_papers.signing_of(store, row, NOTICE) == again
    assert len(store.of(Signing).some()) == 1


def test_signing_is_undone_and_done_again(store: Store, row: int) -> None:
    before = dump(store, own=False)
    deed = sitting_papers.sign(store, row, SIGNED).deed
    store.undo(deed)
    assert dump(store, own=False) == before


def test_locked_minutes_may_still_be_signed_for_and_stay_locked(store: Store, row: int) -> None:
    locked = minutes.lock(store, row, TODAY)
    content = minutes.standing(store, row).versions[0].facts.content
    signed = sitting_papers.sign(store, row, SIGNED)
    assert sitting_papers.signing_of(store, row, NOTICE) == SIGNED
    assert minutes.standing(store, row).versions[0].facts.content == content
    assert undoing.preview(store, signed.deed).is_possible
    store.undo(signed.deed)
    assert not store.of(Signing).some()
    sitting_papers.sign(store, row, SIGNED)
    undone = store.undo(locked.deed)
    store.undo(undone.deed)  # what a lock leaves open does not stand in the way of locking as before
    assert minutes.standing(store, row).is_locked


def test_the_journal_tells_what_was_printed_and_how_many(store: Store, row: int, out: Path) -> None:
    sitting_papers.write(store, row, [Wanted(SLIP), Wanted(SIGN_IN), Wanted(MINUTES)], out)
    line = journal.deeds(store)[0]
    lists = 0 if SIGN_IN.needs(sheet_of(store, row)) else 1
    names = "Phiếu giao việc, Danh sách ký tên, Biên bản" if lists else "Phiếu giao việc, Biên bản"
    assert (line.name, line.note) == ("print", f"{names}: {5 + lists} văn bản")


class Stopping:
    """Progress of a clerk who stops after the second paper."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done == 2:
            raise Cancelled


def test_what_is_written_when_the_clerk_stops_is_whole(store: Store, row: int, out: Path) -> None:
    progress = Stopping()
    with pytest.raises(Cancelled):
        sitting_papers.write(store, row, [Wanted(SLIP)], out, progress)
    assert progress.steps == [(0, 4), (1, 4), (2, 4)]
    files = sorted(out.iterdir())
    assert [path.suffix for path in files] == [".docx"] * 2
    assert all(printed(path) for path in files)


def kinds_with_attendance() -> Iterator[PaperKind]:
    yield from (INVITATION, DELEGATES, SIGN_IN)


def test_a_list_takes_the_day_of_its_invitation(store: Store, out: Path) -> None:
    row = next(
        row
        for row in (loaded(store, file) for file in meeting_files())
        if not any(kind.needs(sheet_of(store, row)) for kind in kinds_with_attendance())
    )
    sitting_papers.sign(store, row, replace(SIGNED, kind=INVITATION.code))
    (file,) = made(store, row, DELEGATES, out)
    assert any(line.endswith("ngày 02 tháng 6 năm 2026)") for line in printed(file))


def test_a_meeting_in_the_trash_is_signed_for_by_nobody(store: Store, row: int) -> None:
    meetings.trash(store, row)
    with pytest.raises(ClerkError) as caught:
        sitting_papers.sign(store, row, SIGNED)
    assert caught.value.problem is Problem.RECORD_GONE


@pytest.mark.parametrize(
    ("kind", "type_of", "words"), [(NOTICE, "TB", "Thông báo kết luận: "), (INVITATION, "GM", "Giấy mời: ")]
)
def test_a_paper_with_a_number_prints_the_day_of_its_number(
    store: Store, out: Path, kind: PaperKind, type_of: str, words: str
) -> None:
    row = loaded(store, meeting_file("dong-thap-2020-07-03" if kind is INVITATION else "dong-thap-2023-02-06"))
    concluded(store, row)
    committee = kept_numbers.committee_of(store, store.of(Meeting).get(row).facts.convener_id)
    term = Term(name="XI", body_id=BodyId(committee.id), valid_from=date(2020, 1, 1))
    records.save(store, TERMS, None, term)
    assert "…… tháng …… năm" in " ".join(printed(made(store, row, kind, out, is_together=True)[0]))
    facts = issued_numbers.for_paper(store, row, type_of, date(2023, 2, 9))
    about = store.of(Meeting).get(row).facts.title
    assert facts.title in (words + about, words[:-2] + " " + about[0].lower() + about[1:])
    taken = issued_numbers.take(store, facts).row
    assert sitting_papers.signing_of(store, row, kind).dated_on == date(2023, 2, 9)
    text = " ".join(printed(made(store, row, kind, out, is_together=True)[0]))
    assert "ngày 09 tháng 02 năm 2023" in text
    assert "…… tháng …… năm" not in text
    sitting_papers.sign(store, row, replace(SIGNED, kind=kind.code))
    (odd,) = {offer.odd for offer in sitting_papers.offers(store, row) if offer.wanted.kind is kind}
    assert odd == "Số lấy cho ngày 09/02/2023, văn bản ghi ngày 02/06/2026.", "what a clerk wrote prints, and is told"
    issued_numbers.cancel(store, taken, "nhầm", TODAY)
    sitting_papers.sign(store, row, replace(SIGNED, kind=kind.code, dated_on=None))
    assert sitting_papers.signing_of(store, row, kind).dated_on is None
