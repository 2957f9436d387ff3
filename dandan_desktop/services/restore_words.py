"""What is said of a restore: before it what would be lost, after it what was kept, who opens it and with what."""

from pathlib import Path
from typing import TYPE_CHECKING

from dandan_desktop.db.restores import Loss
from dandan_desktop.domain.dates import show_moment
from dandan_desktop.domain.nouns import NOUNS
from dandan_desktop.domain.numbers import show_int
from dandan_desktop.domain.reasons import Why, keyless_words, words

if TYPE_CHECKING:
    from dandan_desktop.services.restoring import Restored


def is_loss(loss: Loss | None) -> bool:
    """Whether restoring a backup would lose something, as far as anybody knows."""
    return loss is None or loss.deeds > 0


def loss_words(loss: Loss | None) -> str:
    """What restoring a backup would lose."""
    if loss is None:
        return "Không đọc được sổ hiện nay để so sánh."
    if not loss.is_same_line and not loss.common:
        return "Bản sao này thuộc một nhánh khác của sổ: mọi việc trong sổ hiện nay không có trong bản sao."
    begin = "Không mất gì: sau bản sao này sổ chưa có việc nào mới."
    lost = f"Sẽ mất {show_int(loss.deeds)} việc đã làm sau bản sao này"
    if not loss.is_same_line:
        shared = f"Sổ hiện nay và bản sao này giống nhau ở {show_int(loss.common)} việc đầu, sau đó mỗi bên một khác."
        begin = f"{shared} Không mất gì: từ đó sổ hiện nay chưa có việc nào mới."
        lost = f"{shared} Sẽ mất {show_int(loss.deeds)} việc sổ hiện nay đã làm từ đó"
    if not loss.deeds:
        return begin
    labels = {noun.table: noun.label.lower() for noun in NOUNS}
    records = ", ".join(f"{show_int(count)} {labels[table]}" for table, count in loss.records.items())
    last = f", việc cuối lúc {show_moment(loss.last_at)}" if loss.last_at else ""
    told = f" Có đụng đến: {records}." if records else ""
    return f"{lost}{last}.{told}"


def twin_words(elsewhere: Path) -> str:
    """That the machine would have the same register twice."""
    return (
        f"Máy này đang có sổ này ở {elsewhere}. Khôi phục ra chỗ khác thì máy có hai sổ của một cơ quan, mỗi sổ ghi một"
        " đường, bản sao nằm chung một chỗ; hãy chỉ làm khi cần xem lại sổ cũ. Bấm lần nữa để vẫn khôi phục ra đây."
    )


def afterwards(restored: "Restored") -> list[str]:
    """What whoever restored has to know beside where the old register is; nothing where all is as before."""
    told = []
    if restored.erased:
        told.append(f"Đã xoá lại {show_int(restored.erased)} bản ghi từng bị xoá vĩnh viễn.")
    if restored.is_erased_unread:
        told.append(
            "Không đọc được danh sách xoá vĩnh viễn trong sổ hỏng;"
            " đã xoá lại theo danh sách giữ trên máy và trong bản sao."
        )
    if restored.returned:
        told.append(f"Mở bằng mật khẩu của lúc lập bản sao: {', '.join(restored.returned)}.")
    if restored.keyless:
        told.append(keyless_words(restored.keyless))
    if not restored.keeps_keys and not restored.is_by_sheet:
        told.append("Sổ mở bằng mật khẩu của lúc lập bản sao.")
    return told


def notice(restored: "Restored") -> str:
    """The same as one notice above a page."""
    aside = restored.aside.name if restored.aside else ""
    return " ".join([words(Why.RESTORED, aside=aside), *afterwards(restored)])
