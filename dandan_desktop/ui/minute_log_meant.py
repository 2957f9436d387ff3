"""What the screen calls a new line by what it is to be once it is typed."""

_OPINION = ("Dòng mới", "Nội dung ý kiến; Enter để ghi, Shift+Enter để xuống dòng")
_MEANT = {
    "conclusion": ("Dòng mới là kết luận · Esc để thôi", "Nội dung kết luận; Enter để ghi"),
    "task": ("Dòng mới là nhiệm vụ · Esc để thôi", "Nội dung nhiệm vụ; Enter để chọn chủ trì và hạn"),
}
_PROPOSED = "Dòng mới là kiến nghị · Ctrl+J để thôi"


def words_of(meant: str, *, is_proposal: bool) -> tuple[str, str]:
    """The heading above the line and the hint in its empty field; `meant` is empty for an opinion."""
    heading, hint = _MEANT.get(meant, _OPINION)
    return _PROPOSED if is_proposal else heading, hint
