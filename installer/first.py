"""What both programs run before anything else, the packer's own hooks too: `dandan.spec` names it first."""

from dandan_desktop import safe_start

safe_start.guard()
