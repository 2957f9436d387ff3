"""The moves of a record in the clerk's words."""

from tests.ui.drivers.noun_page import NounDriver


class MovesDriver(NounDriver):
    """Works the list, the record and the moves below it."""

    def new(self, **typed: str) -> None:
        self.page.new_record()
        for name, words in typed.items():
            self.fill(name, words)

    def step(self, state: str, day: str, source: str = "", reason: str = "") -> None:
        """Fill in the next move without writing it."""
        fields = self.page.record.pane.fields
        choice = fields["to_state"].input
        choice.setCurrentIndex(self.offered().index(state))
        choice.activated.emit(choice.currentIndex())
        for name, words in (("happened_on", day), ("source", source), ("reason", reason)):
            if words:
                fields[name].input.setText(words)
                fields[name].input.textEdited.emit(words)

    def write(self) -> None:
        self.page.record.pane.write.click()

    def offered(self) -> list[str]:
        choice = self.page.record.pane.fields["to_state"].input
        return [choice.itemText(place) for place in range(choice.count())]

    def moves(self) -> list[list[str]]:
        found: list[list[str]] = self.page.record.pane.table.texts()
        return found

    def said(self) -> dict[str, str]:
        """What stands below the fields of the next move."""
        fields = self.page.record.pane.fields
        return {name: field.finding.text() for name, field in fields.items() if not field.finding.isHidden()}

    def row_of(self, title: str) -> list[str]:
        """The cells of the first list row with this title."""
        model = self.page.list.model
        row = self.listed().index(title)
        return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
