"""What is typed on a sheet and not saved: kept in the register while it is typed, with the cursor, and put back."""

import json
from typing import Any, Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dandan_desktop.domain.facts import Kept
from dandan_desktop.services import erasing
from dandan_desktop.ui.caret import Caret, cursor_of, enter_field, name_within, put_cursor
from dandan_desktop.ui.field import Field
from dandan_desktop.ui.session import Session

KEEP_AFTER = 1000
"""Milliseconds after the first key not kept yet until the draft is: within the two seconds promised, also while
somebody types without a pause.
"""
MARK = "@"
"""Beside the facts of a draft: where the cursor stood, and of which state of the record it is."""


class Drafted(Protocol):
    """Something beside the fields whose unsaved content belongs to the draft, such as a grid of parts."""

    changed: Any

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what was opened."""
        ...

    def drafts(self) -> Any:
        """What was typed, fit for JSON."""
        ...

    def set_drafts(self, drafts: Any) -> None:
        """Put back what was once typed."""
        ...

    def where(self, focused: QWidget) -> str:
        """What in it has the keyboard, empty when it is elsewhere."""
        ...

    def go_to(self, where: str) -> QWidget | None:
        """Give that the keyboard again; returns what has it now, None when it is no longer there."""
        ...


@runtime_checkable
class Outlasting(Protocol):
    """Something beside the fields of which a part is a deed of its own: saving the record does not write that part."""

    def unwritten(self) -> Any:
        """What of its drafts is still to be written once the record is saved; None for nothing."""
        ...


class Form(Protocol):
    """A widget whose fields are a draft: the sheet of a record, or the row in which minutes are typed."""

    session: Session
    kept: Kept[Any] | None
    fields: dict[str, Field]

    @property
    def spec(self) -> Any:
        """Names the drafts by its `page`."""
        ...

    @property
    def is_changed(self) -> bool:
        """Whether something differs from what was opened."""
        ...

    def draft(self) -> dict[str, Any]:
        """What was typed, fit for JSON."""
        ...

    def opened_with(self, name: str) -> Any:
        """What a field held when it was opened."""
        ...


class Draft(QObject):
    """The draft of the record a sheet shows."""

    def __init__(self, sheet: Form) -> None:
        super().__init__(cast("QObject", sheet))
        self._sheet = sheet
        self._widget = cast("QWidget", sheet)
        self.parts: dict[str, Drafted] = {}
        self.is_open = False
        """Whether the record is shown whole: what changes from then on is typed."""
        self.is_outdated = False
        """Whether the record was changed since the draft shown was begun."""
        self.caret = Caret()
        """Where the keyboard was when it was last within."""
        self._state = ""
        self._is_behind = False
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._timer.timeout.connect(self.keep)

    def begin(self, state: str) -> None:
        """Another record is about to be shown, its parts in this state."""
        kept = self._sheet.kept
        self._state = f"{kept.version}{state}" if kept else ""
        self.is_outdated, self.caret = False, Caret()
        self.is_open = self._is_behind = False
        self._timer.stop()

    def read(self) -> dict[str, Any]:
        """What was kept of this record; empty for nothing."""
        found = self._sheet.session.store.draft(*self.place)
        draft = json.loads(found) if found else {}
        if not isinstance(draft, dict):
            return {}
        mark = draft.pop(MARK, None)
        self.caret = Caret.of(mark)
        is_known = self._sheet.kept is not None and isinstance(mark, dict)
        self.is_outdated = is_known and mark.get("state", self._state) != self._state
        return draft

    def touch(self) -> None:
        """Something was typed: it is kept soon."""
        self._is_behind = True
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> bool:
        """Keep what was typed and not saved, or drop the draft when nothing differs; False when that was refused."""
        self._timer.stop()
        if self.is_open and (self._is_behind or self._widget.isVisible()):
            content = json.dumps(self._typed(), ensure_ascii=False, default=str) if self._sheet.is_changed else None
            self._is_behind = not self._sheet.session.keep(*self.place, content)
        return not self._is_behind

    def drop(self) -> None:
        """Forget what was typed: it was saved, or thrown away."""
        self._timer.stop()
        self.is_open = self._is_behind = False
        self._sheet.session.keep(*self.place, None)

    def hand_on(self, row: int) -> bool:
        """Forget what was written as the record `row`; True when something else was begun, which stays its draft."""
        parts = ((key, part.unwritten()) for key, part in self.parts.items() if isinstance(part, Outlasting))
        rest = {key: typed for key, typed in parts if typed is not None}
        mark = self.see_caret().kept()
        self.drop()
        if rest:
            content = json.dumps({**rest, MARK: mark}, ensure_ascii=False, default=str)
            self._sheet.session.keep(self._sheet.spec.page, row, content)
        return bool(rest)

    def see_caret(self) -> Caret:
        """Where the keyboard is now, or was when it was last within."""
        focused: QWidget | None = self._widget.window().focusWidget()
        if isinstance(focused, QWidget) and (found := self._where(focused)):  # None where nothing has it
            self.caret = Caret(found, cursor_of(focused))
        return self.caret

    def holder(self, where: str) -> QWidget:
        """What holds a place: one of the parts beside the fields, or the sheet itself."""
        part: Any = self.parts.get(where.partition("/")[0], self._sheet)
        return part if isinstance(part, QWidget) else self._widget

    def go_to(self, caret: Caret) -> bool:
        """Give the keyboard to where it once was; False when that is no longer there."""
        key, _, rest = caret.where.partition("/")
        found = self.parts[key].go_to(rest) if key in self.parts else enter_field(self._sheet.fields, caret.where)
        if found is not None:
            put_cursor(found, caret.cursor)
        return found is not None

    @property
    def place(self) -> tuple[str, int]:
        """The page and the record's id by which the draft is kept."""
        return self._sheet.spec.page, self._sheet.kept.id if self._sheet.kept else 0

    @property
    def is_erased(self) -> bool:
        """Whether the record was erased for good, or what was kept of what is typed here."""
        kept, store = self._sheet.kept, self._sheet.session.store
        if kept is not None and kept.uid in erasing.erased_uids(store):
            return True
        return self.is_open and not self._is_behind and self._sheet.is_changed and store.draft(*self.place) is None

    @property
    def is_kept(self) -> bool:
        """Whether something typed here and not saved is kept in the register."""
        store = self._sheet.session.store
        return store.is_open and self.is_open and self._sheet.is_changed and store.draft(*self.place) is not None

    def _typed(self) -> dict[str, Any]:
        """The draft: what differs of a record that is kept, all of a new one, the parts, and where the cursor is."""
        own, opened_with = self._sheet.draft(), self._sheet.opened_with
        if self._sheet.kept is not None:
            own = {name: value for name, value in own.items() if value != opened_with(name)}
        parts = {key: part.drafts() for key, part in self.parts.items()}
        return {**own, **parts, MARK: {**self.see_caret().kept(), "state": self._state}}

    def _where(self, focused: QWidget) -> str:
        own = name_within(self._sheet.fields, focused)
        if own:
            return own
        inside = ((key, part.where(focused)) for key, part in self.parts.items())
        return next((f"{key}/{where}" for key, where in inside if where), "")


def has_kept(window: QWidget) -> bool:
    """Whether the draft of an open form of a window is kept."""
    return any(draft.is_kept for draft in window.findChildren(Draft))


def keep_all(window: QWidget) -> bool:
    """Keep what is typed in every open form of a window; False when one was refused and the clerk was told."""
    QGuiApplication.inputMethod().commit()
    refused = [draft for draft in window.findChildren(Draft) if not draft.keep()]
    return not refused
