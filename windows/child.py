"""Let each program named on the command line read an office's own template in its child process, as the window does.

Runs inside the lab with the Python there; prints `PROGRAM: number of faults, bytes of the paper`.
"""

import sys

from dandan_desktop import paths
from dandan_desktop.documents import own_template
from dandan_desktop.documents.template_samples import sample_values
from dandan_desktop.domain.catalogue import Style
from dandan_desktop.domain.paper_kinds import MINUTES

TEMPLATE = "minutes_party.docx"


def main() -> None:
    """Stand in the place of each program in turn."""
    content = paths.resource("templates", TEMPLATE).read_bytes()
    values = sample_values(MINUTES.code, Style.PARTY)
    for program in sys.argv[1:]:
        sys.executable, sys.frozen = program, True  # type: ignore[attr-defined]
        tried = own_template.tried(content, TEMPLATE, values)
        print(f"{program}: {[fault.said for fault in tried.faults]} {len(tried.paper)}")


if __name__ == "__main__":
    main()
