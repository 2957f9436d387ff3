"""The two sentences of each problem with the computer itself: an old Windows, a path, a clock."""

from dandan_desktop.domain.errors import Problem

MACHINE_SENTENCES = {
    Problem.WINDOWS_TOO_OLD: (
        "Máy này chạy Windows {shown}, cũ hơn bản mà Sổ Dân vận cần là Windows 10 phiên bản 1809.",
        "Hãy cập nhật Windows, hoặc cài chương trình trên máy mới hơn rồi khôi phục sổ từ bản sao ở máy đó.",
    ),
}
"""What happened and what to do, of each."""
