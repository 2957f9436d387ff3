"""What the screen calls a new line by what it is to be once it is typed."""

_OPINION = ("Dòng mới", "Nội dung ý kiến; Enter để ghi, Shift+Enter để xuống dòng")
_MEANT = {
    "conclusion": ("Dòng mới là kết luận", "Nội dung kết luận; Enter để ghi, Esc để thôi"),
    "task": ("Dòng mới là nhiệm vụ", "Nội dung nhiệm vụ; Enter để giao, Esc để thôi"),
}
_PROPOSED = "Dòng mới là kiến nghị"


def words_of(meant: str, *, is_proposal: bool) -> tuple[str, str]:
    """The heading above the line and the hint in its empty field; `meant` is empty for an opinion."""
    heading, hint = _MEANT.get(meant, _OPINION)
    return _PROPOSED if is_proposal else heading, hint
