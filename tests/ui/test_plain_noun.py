"""A noun declared here alone gets list, record, history, undo, search, trash and count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated as A

import pytest
from pytestqt.qtbot import QtBot

from dandan_desktop.db import checks, lists
from dandan_desktop.db.engine import connect
from dandan_desktop.db.migrations import NOUN, STEPS
from dandan_desktop.db.register import Register
from dandan_desktop.db.store import Store
from dandan_desktop.db.upgrade import upgrade
from dandan_desktop.domain.facts import BodyId, Fact
from dandan_desktop.domain.nouns import NOUNS, Noun
from dandan_desktop.domain.scope import Reader
from dandan_desktop.ui.main_window import MainWindow
from dandan_desktop.ui.page import PageEntry
from dandan_desktop.ui.plain_page import NounPage, plain_page
from dandan_desktop.ui.record_model import columns
from dandan_desktop.ui.session import Session
from dandan_desktop.ui.trash_pane import TrashPane
from tests.ui.conftest import Made
from tests.ui.drivers.keys import commit
from tests.ui.drivers.noun_page import NounDriver
from tests.ui.invented import TODAY

HERE = Path(__file__)


# The whole noun: its record, its table, its page.
@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """A gift handed over on a visit."""

    what: A[str, Fact("Quà tặng", found=True)]
    given_on: A[date, Fact("Ngày tặng")]
    body_id: A[BodyId | None, Fact("Đơn vị nhận")] = None
    count: A[int, Fact("Số suất")] = 1


GIFTS = Noun("gifts", Gift, "Quà tặng", lambda gift, _: gift.what)
TABLE = f"""CREATE TABLE gifts ({NOUN}, what TEXT NOT NULL, given_on TEXT NOT NULL,
    body_id INTEGER REFERENCES bodies, count INTEGER NOT NULL) STRICT;"""


def gifts_page(session: Session) -> NounPage:
    return plain_page(
        session, GIFTS, columns(Gift, "what given_on body_id count"), ("what", "given_on | body_id count")
    )


PAGES = (PageEntry(3, "house", "Quà tặng", ("gifts",), gifts_page),)


@pytest.fixture
def gifts(register_file: Made, register: Register, qtbot: QtBot) -> Iterator[NounDriver]:
    connection = connect(register_file.path, register_file.data_key)
    upgrade(connection, (*STEPS, ("9999_gifts", lambda db: db.executescript(TABLE))))
    seal_key = connection.execute("SELECT value FROM facts WHERE name = 'seal_key'").fetchone()[0]
    store = Store(
        connection,
        register_file.path,
        seal_key=bytes.fromhex(seal_key),
        reader=Reader(name="Lan"),
        nouns=(*NOUNS, GIFTS),
    )
    window = MainWindow(Session(register, store, lambda: TODAY), PAGES)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    made = NounDriver(window.go(3), qtbot)
    made.page.new_record()
    made.fill("what", "Gạo Ẩn Phú")
    made.fill("given_on", "3/2/26")
    made.fill("count", "1250")
    made.save()
    made.page.show_list()
    yield made
    store.close()


def test_list_and_count(gifts: NounDriver) -> None:
    model = gifts.page.list.model
    assert [model.index(0, column).data() for column in range(4)] == ["Gạo Ẩn Phú", "03/02/2026", "", "1.250"]
    assert gifts.total() == "1 quà tặng"
    assert checks.counts(gifts.page.session.store)["gifts"] == 1


def test_search(gifts: NounDriver) -> None:
    window = gifts.page.window()
    assert isinstance(window, MainWindow)
    commit(window.top.search, "gao an p")
    window.top.search.look()
    assert window.top.search.texts() == ["Quà tặng", "   Gạo Ẩn Phú"]
    gifts.look_for("không có")
    assert gifts.listed() == []


def test_record_history_and_undo(gifts: NounDriver) -> None:
    gifts.open_first()
    gifts.fill("count", "12")
    gifts.save()
    assert "Số suất: 1.250 → 12" in gifts.history()
    window = gifts.page.window()
    assert isinstance(window, MainWindow)
    assert window.undo_bar.words.text() == "Đã lưu quà tặng “Gạo Ẩn Phú”."
    window.undo_last()
    assert gifts.page.record.sheet.fields["count"].value() == "1.250"


def test_trash(gifts: NounDriver) -> None:
    gifts.page.list.table.choose(0)
    gifts.page.list.trash(0)
    assert gifts.total() == "0 quà tặng"
    pane = TrashPane(gifts.page.session)
    gifts.qtbot.addWidget(pane)
    pane.show()
    assert [each.title for each in pane.found] == ["Gạo Ẩn Phú"]
    pane.table.selectRow(0)
    pane.restore()
    assert lists.ids(gifts.page.session.store, GIFTS, lists.Filter()) == [1]


def test_the_noun_is_short() -> None:
    lines = HERE.read_text(encoding="utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("# The whole noun"))
    end = next(n for n, line in enumerate(lines) if line.startswith("PAGES ="))
    assert end - start + 1 <= 120
