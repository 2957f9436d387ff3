"""The tab “Kiến nghị” in a clerk's words."""

from dandan_desktop.ui.pages.proposals import ProposalsPage
from dandan_desktop.ui.print_box import PrintBox
from dandan_desktop.ui.proposal_pane import ProposalPane
from tests.ui.drivers.noun_page import pane_of
from tests.ui.drivers.quick_page import QuickPageDriver


class ProposalsDriver(QuickPageDriver):
    """Reads the way of a proposal."""

    page: ProposalsPage

    @property
    def pane(self) -> ProposalPane:
        return pane_of(self.page, ProposalPane)

    def way(self) -> list[str]:
        return [head.text() for head in self.pane.heads]

    def more(self) -> list[str]:
        return [more.text() for more in self.pane.more]

    def print_boxes(self) -> list[PrintBox]:
        """The box that asks how what was just made is printed, where it is shown."""
        return [each for each in self.page.findChildren(PrintBox) if each.isVisible()]

    def leave_print(self) -> None:
        """Leave that box."""
        (box,) = self.print_boxes()
        box.reject()
